"""OpenDocument texts (odt) as paragraphs, over the XML tree: every word once, in order, as if all changes were accepted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.formats.archive import Archive, open_zip
from qualcode.formats.sniffing import KINDS, sniff
from qualcode.formats.word.walker import Paragraph
from qualcode.formats.xml import parse_xml
from qualcode.text.units import count_letters

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["OpenText", "read_odt"]

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_T, _TAB, _D = f"{{{_URN}text:1.0}}", f"{{{_URN}table:1.0}}", f"{{{_URN}drawing:1.0}}"
_O, _STYLE, _SVG = f"{{{_URN}office:1.0}}", f"{{{_URN}style:1.0}}", f"{{{_URN}svg-compatible:1.0}}"
_PARAGRAPHS = (f"{_T}p", f"{_T}h")
_ROWS = tuple(f"{_TAB}table-{name}" for name in ("header-rows", "rows", "row-group"))
_CELLS = (f"{_TAB}table-cell", f"{_TAB}covered-table-cell")
_COUNTED = {
    f"{_T}note": "footnotes or endnotes",
    f"{_O}annotation": "comments",
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
_SPACE = re.compile(r"[ \t\r\n]+")
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
    walker = _Walker(body, _hidden(root, archive, name))
    try:
        walker.blocks(body, None)
    except RecursionError:
        raise FileError(f"{name} is damaged: its XML is nested too deeply.") from None
    walker.counts["headers or footers"] = _headers(archive, name)
    return OpenText(tuple(walker.paragraphs), walker.counts, walker.letters - walker.left_out)


def _letters(node: etree._Element) -> int:
    """Letters under a node, without processing instructions and comments of the XML."""
    return count_letters("".join(map(str, node.itertext("*"))))


def _hidden(root: etree._Element, archive: Archive, name: str) -> frozenset[str]:
    """The styles whose text is hidden, with those that build on them."""
    styles = [*root.iter(f"{_STYLE}style")]
    if "styles.xml" in archive:
        styles += parse_xml(archive["styles.xml"], name).iter(f"{_STYLE}style")
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

    def __init__(self, body: etree._Element, hidden: frozenset[str]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.counts: Counter[str] = Counter()
        self.hidden = hidden
        self.letters = _letters(body)
        self.left_out = 0
        self.tables = 0

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
        number = node.find(f"{_T}number")
        self.paragraphs.append(
            Paragraph(
                "".join(pieces), "".join(map(str, number.itertext())) if number is not None else "", cell
            )
        )
        for box in boxes:
            self.blocks(box, cell)

    def inline(self, node: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        """Read the text under a paragraph, span, link or field into *pieces*."""
        self.raw(node.text, pieces)
        for child in node:
            tag = child.tag
            if not isinstance(tag, str):
                pass
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
            elif tag == f"{_D}text-box":
                boxes.append(child)
            elif tag == f"{_T}number":
                self.left_out += _letters(child)
            elif tag == f"{_T}span" and child.get(f"{_T}style-name") in self.hidden:
                self.drop(child, "hidden passages")
            elif not self.dropped(child):
                self.inline(child, pieces, boxes)
            self.raw(child.tail, pieces)

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
