"""Text boxes of a text document: notes beside the words, or the text itself where most of the words stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.formats.notes import Place, SourceNote
from qualcode.formats.word.paragraph import Paragraph
from qualcode.text.units import count_letters

__all__ = ["Boxes", "settled"]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The paragraphs of a document and its notes, when it is settled what its text boxes are."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[SourceNote, ...]
    letters: int = 0
    """Letters of the boxes that became notes."""
    read: int = 0
    """Boxes that were read as text."""


def settled(paragraphs: Sequence[Paragraph], notes: Sequence[SourceNote]) -> Boxes:
    """Take the paragraphs of text boxes, which follow the one they hang on, out of the text, and make a note of each box.

    Where the boxes hold more words than all the rest, the transcript stands in them, and their paragraphs stay.
    """
    boxed = [paragraph for paragraph in paragraphs if paragraph.box is not None]
    if not boxed:
        return Boxes(tuple(paragraphs), tuple(notes))
    if _words(boxed) > _words(paragraph for paragraph in paragraphs if paragraph.box is None):
        shown = {paragraph.box for paragraph in boxed if paragraph.text.strip()}
        plain = tuple(replace(paragraph, box=None) for paragraph in paragraphs)
        return Boxes(plain, tuple(notes), read=len(shown))
    kept: list[Paragraph] = []
    said: dict[int, list[str]] = {}
    anchors: dict[int, int] = {}
    indexes: list[int] = []
    """For each paragraph its new index; for one in a box that of the paragraph it hangs on."""
    for paragraph in paragraphs:
        if paragraph.box is None:
            kept.append(paragraph)
        else:
            said.setdefault(paragraph.box, []).append(paragraph.text.strip())
            anchors.setdefault(paragraph.box, max(0, len(kept) - 1))
        indexes.append(max(0, len(kept) - 1))

    def moved(place: Place) -> Place:
        index, inside = place
        if index >= len(paragraphs):
            return len(kept), inside
        return indexes[index], inside if paragraphs[index].box is None else _length(kept, indexes[index])

    found = [
        replace(note, start=moved(note.start) if note.start else None, end=moved(note.end)) for note in notes
    ]
    for box, lines in said.items():
        anchor = anchors[box]
        words = "\n".join(filter(None, lines))
        if words:
            found.append(SourceNote("text box", "", words, "", (anchor, 0), (anchor, _length(kept, anchor))))
    found.sort(key=lambda note: (note.start or note.end, note.end))
    return Boxes(tuple(kept), tuple(found), letters=sum(count_letters(p.text) for p in boxed))


def _words(paragraphs: Iterable[Paragraph]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in paragraphs)


def _length(paragraphs: Sequence[Paragraph], index: int) -> int:
    return len(paragraphs[index].text) if index < len(paragraphs) else 0
