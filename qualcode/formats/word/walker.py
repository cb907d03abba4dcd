"""Reading the text of a Word file over its XML tree: every word once, in order, as if all changes were accepted.

Insertions, moved text, content controls, smart tags, links, field results and tables are read; deletions, hidden runs,
headers and footers are left out and counted; text boxes, notes and comments are kept apart, with their places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.formats.boxes import settled
from qualcode.formats.emphasis import Emphasis
from qualcode.formats.notes import Anchors, SourceNote
from qualcode.formats.word.looks import Looks
from qualcode.formats.word.notes import ANCHORS, note_key, note_texts
from qualcode.formats.word.numbering import Numbering
from qualcode.formats.word.package import WordPackage, open_word, tags, value_of
from qualcode.formats.word.paragraph import Paragraph, check_paragraphs
from qualcode.text.units import count_letters

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["WordCounts", "WordText", "read_word"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = frozenset(
    f"{{{namespace}}}oMath"
    for namespace in (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    )
)


@dataclass(slots=True)
class WordCounts:
    """What the reader met beside plain text; all are numbers of places unless they say letters."""

    letters: int = 0
    """Letters in all text elements of the main part, counted apart from the walk."""
    left_out: int = 0
    """Of these, letters that were left out on purpose and are named by the other counts."""
    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    hidden: int = 0
    text_boxes: int = 0
    text_box_letters: int = 0
    read_boxes: int = 0
    """Text boxes whose words are in the text, as they hold most of the words."""
    comments: int = 0
    notes: int = 0
    headers: int = 0
    symbols: int = 0
    equations: int = 0
    objects: int = 0


@dataclass(frozen=True, slots=True)
class WordText:
    """The paragraphs of a Word file, with what was left out."""

    paragraphs: tuple[Paragraph, ...]
    counts: WordCounts = field(default_factory=WordCounts)
    notes: tuple[SourceNote, ...] = ()
    """Comments, footnotes, endnotes and text boxes that hang on words which were read."""


def read_word(data: bytes, name: str) -> WordText:
    """Read the paragraphs of a Word file from its bytes; *name* is for messages.

    Raises :class:`~qualcode.errors.FileError` for anything that is not a sound Word document.
    """
    package = open_word(data, name)
    check_paragraphs(sum(1 for _ in package.body.iter(*_P)), name)
    walker = _Walker(package)
    try:
        walker.blocks(package.body, None)
        walker.flush(None)
        notes = walker.anchors.noted(note_texts(package)) if walker.anchors.ends else ()
    except RecursionError:
        raise FileError(f"{name} is damaged: its XML is nested too deeply.") from None
    walker.count_beside()
    boxes = settled(walker.paragraphs, notes)
    walker.counts.read_boxes = boxes.read
    walker.counts.text_box_letters = boxes.letters
    walker.counts.left_out += boxes.letters
    return WordText(boxes.paragraphs, walker.counts, boxes.notes)


_P, _TBL, _TR, _TC, _R, _RPR, _PPR = (tags(n) for n in ("p", "tbl", "tr", "tc", "r", "rPr", "pPr"))
_T, _BR, _SYM, _SECT = (tags(n) for n in ("t", "br", "sym", "sectPr"))
_DEL, _INS, _MOVED_FROM, _MOVED_TO = (tags(n) for n in ("del", "ins", "moveFrom", "moveTo"))
_BOX, _RUBY = tags("txbxContent"), tags("rt")
_OBJECT, _CHUNK = tags("object"), tags("altChunk")
_NOTE = tags("footnoteReference", "endnoteReference")
_PLAIN = dict.fromkeys(tags("tab", "ptab"), "\t") | dict.fromkeys(tags("cr"), "\n")
_PLAIN |= dict.fromkeys(tags("noBreakHyphen"), "\u2011")
_SKIP = tags(
    *(
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "tcPr",
        "trPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
        "smartTagPr",
    ),
    *("delText", "instrText", "delInstrText", "softHyphen", "annotationRef", "fldChar"),
    *("lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "proofErr"),
)
_BLOCK_CONTAINERS = tags("sdt", "sdtContent", "customXml", "ins", "moveTo", "body") | {
    f"{_MC}AlternateContent",
    f"{_MC}Choice",
}
_STYLE, _VANISH = tags("rStyle", "pStyle"), tags("vanish")
_LIST, _LIST_ID, _LIST_LEVEL = tags("numPr"), tags("numId"), tags("ilvl")
_ROW_PROPERTIES, _CELL_PROPERTIES, _MERGE, _COMMENT = (
    tags("trPr"),
    tags("tcPr"),
    tags("vMerge"),
    tags("comment"),
)
_STYLE_NODE, _BASED_ON = tags("style"), tags("basedOn")
_ROW_WRAPS = tags("sdt", "sdtContent", "customXml", "ins", "moveTo")
_OFF = ("0", "false", "off")


def _first(node: etree._Element, wanted: frozenset[str]) -> etree._Element | None:
    for child in node:
        if child.tag in wanted:
            return child
    return None


def _texts(node: etree._Element) -> str:
    """All text elements under a node, whatever stands around them."""
    return "".join(found.text or "" for found in node.iter(*_T))


class _Walker:
    """One walk over the tree."""

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        self.paragraphs: list[Paragraph] = []
        self.counts = WordCounts(letters=count_letters(_texts(package.body)))
        self.numbering = Numbering.read(package.part("numbering.xml"))
        self.hidden_styles: set[str] = set()
        self.list_styles: dict[str, tuple[str, int]] = {}
        self._read_styles()
        self.anchors = Anchors()
        self.looks = Looks(package.part("styles.xml"))
        self.emphasis = Emphasis()
        self.tables = 0
        self.held = ""
        self.box: int | None = None
        self.pending: list[etree._Element] = []

    def _read_styles(self) -> None:
        root = self.package.part("styles.xml")
        if root is None:
            return
        parents: dict[str, str] = {}
        shown: set[str] = set()
        for style in root:
            if style.tag not in _STYLE_NODE:
                continue
            name = value_of(style, "styleId") or ""
            based_on = _first(style, _BASED_ON)
            if based_on is not None:
                parents[name] = value_of(based_on) or ""
            properties = _first(style, _RPR)
            vanish = _first(properties, _VANISH) if properties is not None else None
            if vanish is not None:
                (shown if value_of(vanish) in _OFF else self.hidden_styles).add(name)
            paragraph = _first(style, _PPR)
            if paragraph is not None and (place := self._list_place(paragraph)) is not None:
                self.list_styles[name] = place
        for name in parents:
            path = [name]
            while path[-1] in parents and parents[path[-1]] not in path and path[-1] not in shown:
                path.append(parents[path[-1]])
                if path[-1] in self.hidden_styles:
                    self.hidden_styles.add(name)
                    break

    @staticmethod
    def _list_place(properties: etree._Element) -> tuple[str, int] | None:
        node = _first(properties, _LIST)
        if node is None:
            return None
        number, level = _first(node, _LIST_ID), _first(node, _LIST_LEVEL)
        if number is None:
            return None
        text = (value_of(level) if level is not None else None) or "0"
        return value_of(number) or "0", int(text) if text.isdigit() else 0

    # blocks

    def blocks(self, container: etree._Element, cell: tuple[int, int, int] | None) -> None:
        """Read the paragraphs and tables of a body or a cell."""
        for node in container:
            tag = node.tag
            if tag in _P:
                self.paragraph(node, cell)
            elif tag in _TBL:
                self.flush(cell)
                self.table(node)
            elif tag in _BLOCK_CONTAINERS:
                if tag in _INS:
                    self.counts.insertions += 1
                self.blocks(node, cell)
            elif tag in ANCHORS:
                self.anchor(node, [])
                self.anchors.settle(len(self.paragraphs), len(self.held), ())
            elif tag in _CHUNK:
                self.counts.objects += 1
            elif tag in _DEL:
                self.counts.deletions += 1
                self.left_out(node)
            elif tag in _MOVED_FROM:
                self.counts.moves += 1
                self.left_out(node)
            elif tag == f"{_MC}Fallback":
                self.left_out(node)

    def anchor(self, node: etree._Element, pieces: list[str]) -> None:
        """Remember that the words of a note start or end behind the pieces of a paragraph read so far."""
        kind, edge = ANCHORS[str(node.tag)]
        (self.anchors.start if edge == "start" else self.anchors.end)(note_key(kind, node), len(pieces))

    def flush(self, cell: tuple[int, int, int] | None) -> None:
        """Write out a paragraph whose end mark was deleted and that nothing followed."""
        if self.held or self.pending:
            self.paragraphs.append(Paragraph(self.held, cell=cell, box=self.box))
            self.held = ""
            self.boxes(cell)

    def paragraph(self, node: etree._Element, cell: tuple[int, int, int] | None) -> None:
        """Read one paragraph; its text joins the next one where its mark was deleted."""
        pieces: list[str] = []
        properties = _first(node, _PPR)
        number = style_name = ""
        mark_deleted = hidden = False
        if properties is not None:
            mark = _first(properties, _RPR)
            if mark is not None:
                mark_deleted = _first(mark, _DEL) is not None or _first(mark, _MOVED_FROM) is not None
                if _first(mark, _INS) is not None:
                    self.counts.insertions += 1
            style = _first(properties, _STYLE)
            style_name = (value_of(style) or "") if style is not None else ""
            hidden = style_name in self.hidden_styles
            place = self._list_place(properties) or self.list_styles.get(style_name)
            if place is not None:
                number = self.numbering.label(*place)
        self.inline(node, pieces, hidden)
        self.anchors.settle(len(self.paragraphs), len(self.held), pieces)
        text = self.held + "".join(pieces)
        marks = self.emphasis.lines(pieces, self.looks.of_style(style_name), self.held)
        self.held = ""
        if mark_deleted:
            self.held = text
        else:
            heading = self.looks.heading(style_name)
            quote = self.looks.quote(style_name)
            self.paragraphs.append(Paragraph(text, number, cell, tuple(marks), heading, self.box, quote))
            self.boxes(cell)

    def boxes(self, cell: tuple[int, int, int] | None) -> None:
        """Read the text boxes that hang in the paragraph just written, which they follow."""
        around, waiting = self.box, self.pending
        self.pending = []
        for node in waiting:
            self.counts.text_boxes += 1
            self.box = self.counts.text_boxes
            if next(node.iter(*_P), None) is None:
                self.paragraph(node, cell)
            else:
                self.blocks(node, cell)
            self.flush(cell)
        self.box = around

    def table(self, node: etree._Element) -> None:
        """Read a table row by row, cell by cell."""
        table = self.tables
        self.tables += 1
        for row, row_node in enumerate(self._nearest(node, _TR)):
            properties = _first(row_node, _ROW_PROPERTIES)
            if properties is not None and _first(properties, _DEL) is not None:
                self.counts.deletions += 1
                self.left_out(row_node)
                continue
            for column, cell_node in enumerate(self._nearest(row_node, _TC)):
                cell_properties = _first(cell_node, _CELL_PROPERTIES)
                merge = _first(cell_properties, _MERGE) if cell_properties is not None else None
                if merge is not None and value_of(merge) != "restart" and not _texts(cell_node).strip():
                    continue
                place = (table, row, column)
                self.blocks(cell_node, place)
                self.flush(place)

    def _nearest(self, node: etree._Element, wanted: frozenset[str]) -> list[etree._Element]:
        found: list[etree._Element] = []
        for child in node:
            if child.tag in wanted:
                found.append(child)
            elif child.tag in _ROW_WRAPS:
                found.extend(self._nearest(child, wanted))
            elif child.tag in _DEL or child.tag in _MOVED_FROM:
                self.left_out(child)
        return found

    # text in a paragraph

    def inline(self, node: etree._Element, pieces: list[str], hidden: bool) -> None:
        """Read the text under a paragraph, run or wrapper into *pieces*."""
        counts = self.counts
        for child in node:
            tag = child.tag
            if tag in _T:
                pieces.append(child.text or "")
            elif tag in _R:
                if hidden or self.is_hidden(child):
                    if _texts(child):
                        counts.hidden += 1
                        self.left_out(child)
                else:
                    first = len(pieces)
                    self.inline(child, pieces, False)
                    self.emphasis.run(first, len(pieces), self.looks.of_run(child))
            elif tag in ANCHORS:
                counts.notes += tag in _NOTE
                self.anchor(child, pieces)
            elif tag in _SKIP or not isinstance(tag, str):
                continue
            elif tag in _PLAIN:
                pieces.append(_PLAIN[tag])
            elif tag in _BR:
                if value_of(child, "type") not in ("page", "column"):
                    pieces.append("\n")
            elif tag in _DEL:
                counts.deletions += 1
                self.left_out(child)
            elif tag in _MOVED_FROM:
                counts.moves += 1
                self.left_out(child)
            elif tag in _BOX:
                self.pending.append(child)
            elif tag in _RUBY or tag == f"{_MC}Fallback":
                self.left_out(child)
            elif tag in _SYM:
                counts.symbols += 1
                pieces.append("\ufffd")
            elif tag in _MATH:
                counts.equations += 1
                self.left_out(child)
            else:
                if tag in _INS:
                    counts.insertions += 1
                elif tag in _OBJECT:
                    counts.objects += 1
                self.inline(child, pieces, hidden)

    def is_hidden(self, run: etree._Element) -> bool:
        """Whether a run is hidden, by itself or by its style."""
        properties = _first(run, _RPR)
        if properties is None:
            return False
        style = None
        for child in properties:
            if child.tag in _VANISH:
                return value_of(child) not in _OFF
            if child.tag in _STYLE:
                style = value_of(child)
        return style in self.hidden_styles

    def left_out(self, node: etree._Element) -> None:
        """Remember letters that are not read, so that none is missed in silence."""
        self.counts.left_out += count_letters(_texts(node))

    def count_beside(self) -> None:
        """Count comments, headers and footers, which lie in parts of their own."""
        comments = self.package.part("comments.xml")
        if comments is not None:
            self.counts.comments = sum(1 for node in comments if node.tag in _COMMENT)
        self.counts.headers = sum(1 for header in self.package.headers() if _texts(header).strip())
