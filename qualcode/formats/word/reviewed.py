"""Reading a Word file that somebody reviewed: text before and after tracked changes, named places, comments with their replies.

Unlike the reader of transcripts, which wants every word once, this one keeps who changed what and when, and where named places
(bookmarks) and comments begin and end. Every offset is one in the text with all changes accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualcode.errors import FileError
from qualcode.formats.gate import parse_xml
from qualcode.formats.word.looks import Looks
from qualcode.formats.word.package import WordPackage, open_word, tags, value_of
from qualcode.formats.word.paragraph import check_paragraphs

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "Aside",
    "Point",
    "ReviewedParagraph",
    "ReviewedWord",
    "Span",
    "Stretch",
    "WordComment",
    "read_reviewed",
]

State = Literal["", "inserted", "deleted", "void"]
"""What was done to a stretch of text; ``void``: somebody inserted it and somebody else deleted it again."""


class Point(NamedTuple):
    """A place in the text: paragraph, and offset in it."""

    paragraph: int
    offset: int


class Span(NamedTuple):
    """Where something begins and ends."""

    start: Point
    stop: Point


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that nobody or one person touched while changes were tracked."""

    text: str
    state: State = ""
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ReviewedParagraph:
    """One paragraph with what was done to it."""

    stretches: tuple[Stretch, ...]
    cell: tuple[int, int, int] | None
    """Table, row and column, counted from 0; None outside of tables."""
    heading: bool
    """Whether its style is that of a heading."""
    level: int
    """Of the heading, from 1; 0 where its style says none."""
    end: State
    """Whether the end of the paragraph, by which it is parted from the next one, was inserted or deleted."""
    row: State
    """Whether the whole row of its table was inserted or deleted."""

    @property
    def untouched(self) -> bool:
        """Whether nobody changed anything in it while changes were tracked."""
        return not (self.end or self.row) and all(not each.state for each in self.stretches)

    @property
    def text(self) -> str:
        """As it reads with all changes accepted."""
        return "".join(each.text for each in self.stretches if each.state != "deleted")

    @property
    def before(self) -> str:
        """As it read before the tracked changes."""
        return "".join(each.text for each in self.stretches if each.state != "inserted")


@dataclass(frozen=True, slots=True)
class Aside:
    """What is written beside the text: in a footnote, an endnote or a text box."""

    kind: Literal["footnote", "endnote", "text box"]
    text: str
    at: Point
    """Where its sign stands, or what it is anchored in."""
    author: str
    """Who inserted it while changes were tracked; else empty."""
    moment: str
    """When; UTC, ISO 8601; empty where the file does not say."""


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment of a Word file."""

    id: str
    author: str
    initials: str
    at: str
    """UTC, ISO 8601; empty where the file says nothing that can be read."""
    text: str
    parent: str
    """Id of the comment that it answers; empty where it answers none."""
    span: Span | None
    """What it hangs on; None where it hangs on nothing that was read."""


@dataclass(frozen=True, slots=True)
class ReviewedWord:
    """A Word file that somebody reviewed."""

    paragraphs: tuple[ReviewedParagraph, ...]
    names: dict[str, Span]
    """Named places (bookmarks) by their names."""
    comments: tuple[WordComment, ...]
    properties: dict[str, str] = field(default_factory=dict)
    """Properties that the file carries out of sight."""
    author: str = ""
    """Who saved it last, as the file says."""
    at: str = ""
    """When; UTC, ISO 8601."""
    asides: tuple[Aside, ...] = ()
    """What is written beside the text, in the order of the text."""


def read_reviewed(data: bytes, name: str) -> ReviewedWord:
    """Read a reviewed Word file from its bytes; *name* is for messages.

    Raises :class:`~qualcode.errors.FileError` for anything that is not a sound Word document.
    """
    package = open_word(data, name)
    check_paragraphs(sum(1 for _ in package.body.iter(*_P)), name)
    walk = _Walk(package)
    try:
        walk.blocks(package.body, None, "")
        comments = tuple(_comments(package, walk.ranges()))
    except RecursionError:
        raise FileError(f"{name} is damaged: its XML is nested too deeply.") from None
    author, at = _saved(package)
    return ReviewedWord(
        tuple(walk.paragraphs),
        walk.named(),
        comments,
        dict(_properties(package)),
        author,
        at,
        tuple(walk.asides),
    )


_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC, _PPR, _RPR = (tags(name) for name in ("p", "tbl", "tr", "tc", "pPr", "rPr"))
_T, _BR = tags("t", "delText"), tags("br")
_INSERTED, _DELETED = tags("ins", "moveTo"), tags("del", "moveFrom")
_PLAIN = dict.fromkeys(tags("tab", "ptab"), "\t") | dict.fromkeys(tags("cr"), "\n")
_PLAIN |= dict.fromkeys(tags("noBreakHyphen"), "\u2011") | dict.fromkeys(tags("sym"), "\ufffd")
_STYLE, _ROW_PROPERTIES, _COMMENT = tags("pStyle"), tags("trPr"), tags("comment")
_NAME_START, _NAME_END = tags("bookmarkStart"), tags("bookmarkEnd")
_RANGE_START, _RANGE_END = tags("commentRangeStart"), tags("commentRangeEnd")
_REFERENCE = tags("commentReference")
_TEXT_BOX, _FOOTNOTE, _ENDNOTE = tags("txbxContent"), tags("footnoteReference"), tags("endnoteReference")
_SKIP = tags(
    *("pPr", "rPr", "tblPr", "tblGrid", "tcPr", "trPr", "sectPr", "sdtPr", "sdtEndPr", "customXmlPr"),
    *("smartTagPr", "instrText", "delInstrText", "softHyphen", "annotationRef", "fldChar", "rt"),
    *("lastRenderedPageBreak", "proofErr"),
) | {f"{_MC}Fallback"}


def _first(node: etree._Element | None, wanted: frozenset[str]) -> etree._Element | None:
    for child in node if node is not None else ():
        if child.tag in wanted:
            return child
    return None


def _state_of(node: etree._Element | None) -> State:
    """Whether properties of a row or of a paragraph's end say that it was inserted or deleted."""
    if _first(node, _DELETED) is not None:
        return "deleted"
    return "inserted" if _first(node, _INSERTED) is not None else ""


class _Walk:
    """One walk over the tree."""

    def __init__(self, package: WordPackage) -> None:
        self.paragraphs: list[ReviewedParagraph] = []
        self.package = package
        self.asides: list[Aside] = []
        self.notes: dict[str, dict[str, etree._Element]] = {}
        self.looks = Looks(package.part("styles.xml"))
        self.tables = 0
        self.stretches: list[Stretch] = []
        self.offset = 0
        self.within = False
        """Whether a paragraph is being read."""
        self.open: dict[str, tuple[str, Point]] = {}
        self.names: dict[str, Span] = {}
        self.starts: dict[str, Point] = {}
        self.stops: dict[str, Point] = {}
        self.signs: dict[str, Point] = {}

    def here(self) -> Point:
        """The place reached: in the paragraph that is being read, else at the beginning of the next one."""
        return Point(len(self.paragraphs), self.offset if self.within else 0)

    def behind(self) -> Point:
        """The place reached, as the end of something: between paragraphs the end of the last one."""
        if self.within or not self.paragraphs:
            return self.here()
        return Point(len(self.paragraphs) - 1, len(self.paragraphs[-1].text))

    def named(self) -> dict[str, Span]:
        """All named places; one without an end is taken for the place where it begins."""
        return {name: Span(start, start) for name, start in self.open.values()} | self.names

    def ranges(self) -> dict[str, Span]:
        """What each comment hangs on, by its id; one without an end ends at its sign."""
        stops = self.signs | self.stops
        return {key: Span(min(self.starts.get(key, stop), stop), stop) for key, stop in stops.items()}

    def sign(self, node: etree._Element) -> bool:
        """Remember where a named place or a comment begins or ends; False for anything else."""
        tag = node.tag
        key = value_of(node, "id") or ""
        if tag in _NAME_START:
            self.open[key] = (value_of(node, "name") or "", self.here())
        elif tag in _NAME_END:
            name, start = self.open.pop(key, ("", Point(0, 0)))
            if name:
                self.names.setdefault(name, Span(start, max(start, self.behind())))
        elif tag in _RANGE_START:
            self.starts[key] = self.here()
        elif tag in _RANGE_END:
            self.stops[key] = self.behind()
        elif tag in _REFERENCE:
            self.signs[key] = self.behind()
        else:
            return False
        return True

    def blocks(self, container: etree._Element, cell: tuple[int, int, int] | None, row: State) -> None:
        """Read the paragraphs and tables of a body or a cell."""
        for node in container:
            tag = node.tag
            if not isinstance(tag, str) or tag in _SKIP or self.sign(node):
                continue
            if tag in _P:
                self.paragraph(node, cell, row)
            elif tag in _TBL:
                self.table(node)
            else:
                self.blocks(node, cell, row)

    def table(self, node: etree._Element) -> None:
        """Read a table row by row, cell by cell."""
        table = self.tables
        self.tables += 1
        for number, row in enumerate(self.nearest(node, _TR)):
            state = _state_of(_first(row, _ROW_PROPERTIES))
            for column, cell in enumerate(self.nearest(row, _TC)):
                self.blocks(cell, (table, number, column), state)

    def nearest(self, node: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, through whatever is put around them."""
        for child in node:
            tag = child.tag
            if tag in wanted:
                yield child
            elif isinstance(tag, str) and tag not in _SKIP and not self.sign(child):
                yield from self.nearest(child, wanted)

    def paragraph(self, node: etree._Element, cell: tuple[int, int, int] | None, row: State) -> None:
        """Read one paragraph."""
        properties = _first(node, _PPR)
        style = _first(properties, _STYLE)
        self.stretches, self.offset, self.within = [], 0, True
        self.inline(node, "", "", "")
        named = (value_of(style) or "") if style is not None else ""
        heading = self.looks.heading(named)
        end = _state_of(_first(properties, _RPR))
        self.within = False
        self.paragraphs.append(
            ReviewedParagraph(tuple(self.stretches), cell, heading, self.looks.level(named), end, row)
        )

    def inline(self, node: etree._Element, state: State, author: str, at: str) -> None:
        """Read what stands in a paragraph, a run or whatever is put around runs."""
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIP:
                continue
            if tag in _T:
                self.add(child.text or "", state, author, at)
            elif tag in _PLAIN:
                self.add(_PLAIN[tag], state, author, at)
            elif tag in _BR:
                if value_of(child, "type") not in ("page", "column"):
                    self.add("\n", state, author, at)
            elif tag in _INSERTED:
                self.inline(child, state or "inserted", value_of(child, "author") or "", _moment(child))
            elif tag in _DELETED:
                gone: State = "void" if state in ("inserted", "void") else "deleted"
                self.inline(child, gone, value_of(child, "author") or "", _moment(child))
            elif tag in _TEXT_BOX:
                self.aside("text box", child, state, author, at)
            elif tag in _FOOTNOTE or tag in _ENDNOTE:
                kind: Literal["footnote", "endnote"] = "footnote" if tag in _FOOTNOTE else "endnote"
                self.aside(kind, self.note(kind, value_of(child, "id") or ""), state, author, at)
            elif not self.sign(child):
                self.inline(child, state, author, at)

    def note(self, kind: str, key: str) -> etree._Element | None:
        """A footnote or an endnote by its number."""
        if kind not in self.notes:
            root = self.package.part(f"{kind}s.xml")
            self.notes[kind] = {
                value_of(node, "id") or "": node for node in (root if root is not None else ())
            }
        return self.notes[kind].get(key)

    def aside(
        self,
        kind: Literal["footnote", "endnote", "text box"],
        node: etree._Element | None,
        state: State,
        author: str,
        at: str,
    ) -> None:
        """Note what is written beside the text, with tracked changes accepted."""
        if node is None or state in ("deleted", "void"):
            return
        lines = ("".join(_words(paragraph)).strip() for paragraph in node.iter(*_P))
        text = "\n".join(line for line in lines if line)
        if text:
            self.asides.append(Aside(kind, text, self.here(), author, at))

    def add(self, text: str, state: State, author: str, at: str) -> None:
        """Add text to the paragraph, to the last stretch where that is of the same kind."""
        if not text or state == "void":
            return
        last = self.stretches[-1] if self.stretches else None
        if last is not None and (last.state, last.author, last.at) == (state, author, at):
            self.stretches[-1] = Stretch(last.text + text, state, author, at)
        else:
            self.stretches.append(Stretch(text, state, author, at))
        if state != "deleted":
            self.offset += len(text)


_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_UTC_DATE = "{http://schemas.microsoft.com/office/word/2023/wordml/word16du}dateUtc"
_DATE_LENGTH = 40


def _moment(node: etree._Element) -> str:
    """When a change or comment was made, as the file says; empty where that is no date."""
    said = node.get(_UTC_DATE) or value_of(node, "date") or ""
    return _utc(str(said))


def _utc(said: str) -> str:
    """A moment in the form in which moments are stored; one without a zone is taken as it stands."""
    try:
        moment = datetime.fromisoformat(said.strip()[:_DATE_LENGTH])
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1000 else ""


def _comments(package: WordPackage, ranges: dict[str, Span]) -> Iterator[WordComment]:
    """The comments of a file, in the order in which they are stored, each with what it answers and hangs on."""
    root = package.part("comments.xml")
    nodes = [node for node in root if node.tag in _COMMENT] if root is not None else []
    by_paragraph = {
        str(paragraph.get(_W14)): value_of(node, "id") or ""
        for node in nodes
        for paragraph in node.iter(*_P)
        if paragraph.get(_W14)
    }
    answers = {
        child: by_paragraph[parent]
        for own, parent in _threads(package)
        if (child := by_paragraph.get(own)) is not None and parent in by_paragraph
    }
    for node in nodes:
        key = value_of(node, "id") or ""
        text = "\n".join("".join(_words(paragraph)) for paragraph in node.iter(*_P))
        parent = answers.get(key, "")
        yield WordComment(
            key,
            value_of(node, "author") or "",
            value_of(node, "initials") or "",
            _moment(node),
            text.strip(),
            parent if parent != key else "",
            ranges.get(key),
        )


def _words(node: etree._Element) -> Iterator[str]:
    """The text of a comment with its tracked changes accepted."""
    for child in node:
        tag = child.tag
        if tag in _DELETED or tag in _SKIP or not isinstance(tag, str):
            continue
        if tag in _T:
            yield child.text or ""
        elif tag in _BR or tag in _PLAIN:
            yield _PLAIN.get(tag, "\n")
        else:
            yield from _words(child)


def _threads(package: WordPackage) -> Iterator[tuple[str, str]]:
    """Paragraphs of comments that answer others, with the paragraph of the comment that they answer."""
    root = package.part("commentsExtended.xml")
    for node in root if root is not None else ():
        found = {str(name).rpartition("}")[2]: str(value) for name, value in node.attrib.items()}
        if "paraId" in found and "paraIdParent" in found:
            yield found["paraId"], found["paraIdParent"]


def _properties(package: WordPackage) -> Iterator[tuple[str, str]]:
    """Names and values of the properties that a file carries out of sight."""
    if "docProps/custom.xml" in package.archive:
        for node in parse_xml(package.archive["docProps/custom.xml"], package.name):
            name = node.get("name")
            if name:
                yield str(name), "".join(map(str, node.itertext()))


def _saved(package: WordPackage) -> tuple[str, str]:
    """Who saved a file last, and when."""
    author = at = ""
    if "docProps/core.xml" in package.archive:
        for node in parse_xml(package.archive["docProps/core.xml"], package.name):
            tag = str(node.tag).rpartition("}")[2]
            if tag == "lastModifiedBy":
                author = (node.text or "").strip()
            elif tag == "modified":
                at = _utc(node.text or "")
    return author, at
