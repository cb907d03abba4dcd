"""What the comments, footnotes and endnotes of a Word file say; they lie in parts of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.formats.word.package import WordPackage, tags, value_of
from qualcode.model.documents import NoteKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["ANCHORS", "note_key", "note_texts"]

_KINDS: dict[str, NoteKind] = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}
_NOTE = {part: tags(kind) for part, kind in _KINDS.items()}
_PARAGRAPH, _TEXT, _BREAK = tags("p"), tags("t"), tags("br", "cr", "tab")
_UNREAD = tags("del", "moveFrom", "instrText", "delText")
_PLACES: dict[str, tuple[NoteKind, str]] = {
    "commentRangeStart": ("comment", "start"),
    "commentRangeEnd": ("comment", "end"),
    "commentReference": ("comment", "end"),
    "footnoteReference": ("footnote", "end"),
    "endnoteReference": ("endnote", "end"),
}
ANCHORS = {tag: place for name, place in _PLACES.items() for tag in tags(name)}
"""The signs in the text on which notes hang: kind of note, and whether its words start or end there."""


def note_key(kind: NoteKind, node: etree._Element) -> str:
    """By what a sign and its note find each other: kind and number."""
    return f"{kind} {value_of(node, 'id') or ''}"


def note_texts(package: WordPackage) -> Iterator[tuple[str, NoteKind, str, str, str]]:
    """Key, kind, author, text and time of each note of a file; tracked deletions in it are left out."""
    for part, kind in _KINDS.items():
        root = package.part(f"{part}.xml")
        for node in root if root is not None else ():
            if node.tag in _NOTE[part]:
                author, at = value_of(node, "author") or "", value_of(node, "date") or ""
                yield note_key(kind, node), kind, author, _text(node), at


def _text(node: etree._Element) -> str:
    """The paragraphs of a note, one a line."""
    lines = ("".join(_pieces(paragraph)) for paragraph in node.iter(*_PARAGRAPH))
    return "\n".join(line.strip() for line in lines if line.strip())


def _pieces(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag in _BREAK:
            yield " "
        elif child.tag not in _UNREAD and isinstance(child.tag, str):
            yield from _pieces(child)
