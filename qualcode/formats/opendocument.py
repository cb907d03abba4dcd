"""OpenDocument texts (odt) as paragraphs, over the XML tree: every word once, in order, as if all changes were accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.formats.archive import Archive, open_zip
from qualcode.formats.boxes import settled
from qualcode.formats.emphasis import Emphasis, Look
from qualcode.formats.notes import Anchors, SourceNote
from qualcode.formats.sniffing import KINDS, sniff
from qualcode.formats.word.paragraph import Paragraph, check_paragraphs
from qualcode.formats.xml import parse_xml
from qualcode.model.documents import NoteKind
from qualcode.text.units import count_letters

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["OpenText", "read_odt"]

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_T, _TAB, _D = f"{{{_URN}text:1.0}}", f"{{{_URN}table:1.0}}", f"{{{_URN}drawing:1.0}}"
_O, _STYLE, _SVG = f"{{{_URN}office:1.0}}", f"{{{_URN}style:1.0}}", f"{{{_URN}svg-compatible:1.0}}"
_PARAGRAPHS = (f"{_T}p", f"{_T}h")
_IN_BOXES = (*_PARAGRAPHS, f"{_T}list")
_ROWS = tuple(f"{_TAB}table-{name}" for name in ("header-rows", "rows", "row-group"))
_CELLS = (f"{_TAB}table-cell", f"{_TAB}covered-table-cell")
_NOTE, _COMMENT, _COMMENT_END = f"{_T}note", f"{_O}annotation", f"{_O}annotation-end"
_NOTES = (_NOTE, _COMMENT, _COMMENT_END)
_COUNTED = {
    _NOTE: "footnotes or endnotes",
    _COMMENT: "comments",
    f"{_D}image": "pictures",
    f"{_D}object": "embedded objects",
    f"{_D}object-ole": "embedded objects",
    f"{_T}hidden-text": "hidden passages",
    f"{_T}hidden-paragraph": "hidden passages",
}
"""Elements that are left out and said."""
_SKIPPED = frozenset(
    f"{_T}{name}"
    for name in (
        *("sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "ruby-text"),
        *(
            "table-of-content-source",
            "alphabetical-index-source",
            "bibliography-source",
            "illustration-index-source",
        ),
        *("object-index-source", "table-index-source", "user-index-source", "section-source"),
    )
) | {f"{_O}forms", f"{_SVG}title", f"{_SVG}desc", f"{_TAB}table-column", f"{_TAB}table-columns"}
_DC = "{http://purl.org/dc/elements/1.1/}"
_SPACE = re.compile(r"[ \t\r\n]+")
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEAVY = ("600", "700", "800", "900")
_SPACES = 1000
"""So many spaces in a row are kept, whatever a file asks for."""


@dataclass(frozen=True, slots=True)
class OpenText:
    """The paragraphs of an OpenDocument text, with what was left out."""

    paragraphs: tuple[Paragraph, ...]
    counts: Counter[str]
    """Places by what they are called in a report."""
    letters: int
    """Letters in the whole body, counted apart from the walk, without those left out on purpose."""
    notes: tuple[SourceNote, ...] = ()
    """Comments, footnotes, endnotes and text boxes that hang on words which were read."""
    box_letters: int = 0
    """Letters of the text boxes that became notes."""
    read_boxes: int = 0
    """Text boxes whose words are in the text, as they hold most of the words."""


def read_odt(data: bytes, name: str) -> OpenText:
    """Read the paragraphs of an OpenDocument text from its bytes; *name* is for messages.

    Raises :class:`~qualcode.errors.FileError` for anything that is not a sound OpenDocument text.
    """
    archive = open_zip(data, "OpenDocument text", name)
    manifest = archive.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest or "encrypted-package" in archive:
        raise FileError(f"{name} is password-protected; save it without a password and import it again.")
    if "content.xml" not in archive:
        kind = sniff(data)
        what = KINDS[kind] if kind and kind != "odt" else "a zip archive"
        raise FileError(f"{name} is {what}, but not an OpenDocument text; save it as .odt and import that.")
    root = parse_xml(archive["content.xml"], name)
    body = root.find(f"{_O}body/{_O}text")
    if root.tag != f"{_O}document-content" or body is None:
        raise FileError(f"{name} holds no text of an OpenDocument text; save it as .odt and import that.")
    styles = _styles(root, archive, name)
    check_paragraphs(sum(1 for _ in body.iter(*_PARAGRAPHS)), name)
    walker = _Walker(body, _hidden(styles), _looks(styles))
    try:
        walker.blocks(body, None)
    except RecursionError:
        raise FileError(f"{name} is damaged: its XML is nested too deeply.") from None
    walker.counts["headers or footers"] = _headers(archive, name)
    boxes = settled(walker.paragraphs, walker.anchors.noted(walker.notes))
    letters = walker.letters - walker.left_out - boxes.letters
    return OpenText(boxes.paragraphs, walker.counts, letters, boxes.notes, boxes.letters, boxes.read)


def _is_box(node: etree._Element) -> bool:
    """Whether a drawing holds paragraphs: a text box, or a shape with words in it."""
    return str(node.tag).startswith(_D) and (
        node.tag == f"{_D}text-box" or any(child.tag in _IN_BOXES for child in node)
    )


def _letters(node: etree._Element) -> int:
    """Letters under a node, without processing instructions and comments of the XML."""
    return count_letters("".join(map(str, node.itertext("*"))))


def _line(paragraph: etree._Element) -> str:
    """The words of a paragraph of a note, on one line."""
    return " ".join("".join(map(str, paragraph.itertext("*"))).split())


def _styles(root: etree._Element, archive: Archive, name: str) -> list[etree._Element]:
    """The styles of the text and of the document."""
    styles = [*root.iter(f"{_STYLE}style")]
    if "styles.xml" in archive:
        styles += parse_xml(archive["styles.xml"], name).iter(f"{_STYLE}style")
    return styles


def _looks(styles: Sequence[etree._Element]) -> dict[str, Look]:
    """Bold and italic by the name of a style, with what it has from those it builds on."""
    own: dict[str, Look] = {}
    parents: dict[str, str] = {}
    for style in styles:
        key = str(style.get(f"{_STYLE}name", ""))
        parents[key] = str(style.get(f"{_STYLE}parent-style-name", ""))
        for properties in style.iter(f"{_STYLE}text-properties"):
            weight, slant = properties.get(f"{_FO}font-weight"), properties.get(f"{_FO}font-style")
            own[key] = (
                None if weight is None else weight == "bold" or weight in _HEAVY,
                None if slant is None else slant in ("italic", "oblique"),
            )
    found: dict[str, Look] = {}
    for key in parents:
        path = [key]
        while parents.get(path[-1]) and parents[path[-1]] not in path:
            path.append(parents[path[-1]])
        bold, italic = (
            next((own[p][side] for p in path if p in own and own[p][side] is not None), None)
            for side in (0, 1)
        )
        found[key] = (bold, italic)
    return found


def _hidden(styles: Sequence[etree._Element]) -> frozenset[str]:
    """The styles whose text is hidden, with those that build on them."""
    parents: dict[str, str] = {}
    display: dict[str, str] = {}
    for style in styles:
        own = str(style.get(f"{_STYLE}name", ""))
        parents[own] = str(style.get(f"{_STYLE}parent-style-name", ""))
        for properties in style.iter(f"{_STYLE}text-properties"):
            if f"{_T}display" in properties.attrib:
                display[own] = str(properties.get(f"{_T}display"))
    found = set()
    for own in parents:
        path = [own]
        while path[-1] not in display and parents.get(path[-1]) and parents[path[-1]] not in path:
            path.append(parents[path[-1]])
        if display.get(path[-1]) == "none":
            found.add(own)
    return frozenset(found)


def _headers(archive: Archive, name: str) -> int:
    """How many headers and footers hold a word; they lie with the styles."""
    if "styles.xml" not in archive:
        return 0
    root = parse_xml(archive["styles.xml"], name)
    wanted = [f"{_STYLE}{kind}{side}" for kind in ("header", "footer") for side in ("", "-left", "-first")]
    return sum(1 for node in root.iter(*wanted) if "".join(map(str, node.itertext("*"))).strip())


class _Walker:
    """One walk over the tree."""

    def __init__(self, body: etree._Element, hidden: frozenset[str], looks: Mapping[str, Look]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.counts: Counter[str] = Counter()
        self.hidden = hidden
        self.looks = looks
        self.emphasis = Emphasis()
        self.letters = _letters(body)
        self.left_out = 0
        self.tables = 0
        self.boxes = 0
        self.box: int | None = None
        self.anchors = Anchors()
        self.notes: list[tuple[str, NoteKind, str, str, str]] = []
        self.ranges = {end.get(f"{_O}name") for end in body.iter(_COMMENT_END)}

    def blocks(self, container: etree._Element, cell: tuple[int, int, int] | None) -> None:
        """Read the paragraphs, lists, sections, tables and boxes of a body, cell or box."""
        for node in container:
            if not isinstance(node.tag, str):
                continue
            if node.tag in _PARAGRAPHS:
                self.paragraph(node, cell)
            elif node.tag == f"{_TAB}table":
                self.tables += 1
                self.rows(node, self.tables - 1, 0)
            elif node.tag == f"{_T}tracked-changes":
                self.changes(node)
            elif _is_box(node):
                self.boxed(node, cell)
            elif node.get(f"{_T}display") == "none":
                self.drop(node, "hidden passages")
            elif not self.dropped(node):
                self.blocks(node, cell)

    def changes(self, node: etree._Element) -> None:
        """Count tracked changes; what was deleted lies here and nowhere else, what was inserted lies in the text."""
        self.counts["tracked deletions"] += sum(1 for _ in node.iter(f"{_T}deletion"))
        self.counts["tracked insertions"] += sum(1 for _ in node.iter(f"{_T}insertion"))
        self.left_out += _letters(node)

    def rows(self, node: etree._Element, table: int, row: int) -> int:
        """Read rows of a table from number *row* on; gives the number of the next one."""
        for child in node:
            if child.tag in _ROWS:
                row = self.rows(child, table, row)
            elif child.tag == f"{_TAB}table-row":
                cells = [found for found in child if found.tag in _CELLS]
                for column, cell in enumerate(cells):
                    if cell.tag == _CELLS[0] or "".join(map(str, cell.itertext("*"))).strip():
                        self.blocks(cell, (table, row, column))
                row += 1
            elif isinstance(child.tag, str):
                self.dropped(child)
        return row

    def paragraph(self, node: etree._Element, cell: tuple[int, int, int] | None) -> None:
        """Read one paragraph; boxes that hang in it follow it."""
        if node.get(f"{_T}style-name") in self.hidden:
            self.drop(node, "hidden passages")
            return
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self.inline(node, pieces, boxes)
        self.anchors.settle(len(self.paragraphs), 0, pieces)
        number = node.find(f"{_T}number")
        marks = self.emphasis.lines(pieces, self.look(node))
        self.paragraphs.append(
            Paragraph(
                "".join(pieces),
                "".join(map(str, number.itertext())) if number is not None else "",
                cell,
                tuple(marks),
                node.tag == f"{_T}h",
                self.box,
                "quot" in str(node.get(f"{_T}style-name") or "").casefold(),
            )
        )
        for box in boxes:
            self.boxed(box, cell)

    def boxed(self, node: etree._Element, cell: tuple[int, int, int] | None) -> None:
        """Read the paragraphs of a text box or of a shape with words in it."""
        around = self.box
        self.boxes += 1
        self.counts["text boxes"] += 1
        self.box = self.boxes
        self.blocks(node, cell)
        self.box = around

    def inline(self, node: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        """Read the text under a paragraph, span, link or field into *pieces*."""
        self.raw(node.text, pieces)
        for child in node:
            tag = child.tag
            if not isinstance(tag, str):
                pass
            elif tag in _NOTES:
                self.note(child, len(pieces))
            elif tag == f"{_T}s":
                count = str(child.get(f"{_T}c", "1"))
                pieces.append(
                    " " * min(int(count[:9]) if count.isascii() and count.isdigit() else 1, _SPACES)
                )
                pieces.append("")
            elif tag == f"{_T}tab":
                pieces.append("\t")
            elif tag == f"{_T}line-break":
                pieces.append("\n")
            elif _is_box(child):
                boxes.append(child)
            elif tag == f"{_T}number":
                self.left_out += _letters(child)
            elif tag == f"{_T}span" and child.get(f"{_T}style-name") in self.hidden:
                self.drop(child, "hidden passages")
            elif not self.dropped(child):
                first = len(pieces)
                self.inline(child, pieces, boxes)
                if tag == f"{_T}span":
                    self.emphasis.run(first, len(pieces), self.look(child))
            self.raw(child.tail, pieces)

    def note(self, node: etree._Element, pieces: int) -> None:
        """Take a comment, footnote or endnote out of the text and remember on which words it hangs.

        A comment with a name may mark words, up to the sign of its end; any other one hangs on the word before it.
        """
        name = node.get(f"{_O}name")
        if node.tag == _COMMENT_END:
            self.anchors.end(f"comment {name}", pieces)
            return
        self.dropped(node)
        kind: NoteKind = "comment" if node.tag == _COMMENT else "footnote"
        if kind == "footnote" and node.get(f"{_T}note-class") == "endnote":
            kind = "endnote"
        body = node.find(f"{_T}note-body") if node.tag == _NOTE else node
        lines = [_line(p) for p in (body.iter(*_PARAGRAPHS) if body is not None else ())]
        ranged = kind == "comment" and name is not None and name in self.ranges
        key = f"comment {name}" if ranged else f"note {len(self.notes)}"
        (self.anchors.start if ranged else self.anchors.end)(key, pieces)
        author, at = (" ".join((node.findtext(f"{_DC}{n}") or "").split()) for n in ("creator", "date"))
        self.notes.append((key, kind, author, "\n".join(filter(None, lines)), at))

    def look(self, node: etree._Element) -> Look:
        """Bold and italic as the style of a paragraph or span gives them."""
        return self.looks.get(str(node.get(f"{_T}style-name", "")), (None, None))

    def raw(self, text: str | None, pieces: list[str]) -> None:
        """Add text of the XML, whose runs of white space are one space, and none at the start or behind another."""
        if not text:
            return
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not pieces or pieces[-1].endswith(" ")):
            text = text[1:]
        if text:
            pieces.append(text)

    def dropped(self, node: etree._Element) -> bool:
        """Whether an element is left out; counts it then."""
        if node.tag in _COUNTED:
            self.drop(node, _COUNTED[str(node.tag)])
            return True
        if node.tag in _SKIPPED:
            self.left_out += _letters(node)
            return True
        return False

    def drop(self, node: etree._Element, what: str) -> None:
        """Leave an element out, and remember its letters."""
        self.counts[what] += 1
        self.left_out += _letters(node)
