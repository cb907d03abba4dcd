"""Comments, footnotes, endnotes and text boxes of a text document, with the places in its paragraphs on which they hang."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qualcode.model.documents import NoteKind

__all__ = ["Anchors", "Place", "SourceNote"]

Place = tuple[int, int]
"""Index of a paragraph, and code points from the beginning of its text."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """One note of a text document."""

    kind: NoteKind
    author: str
    text: str
    at: str
    start: Place | None
    """Where the words begin that it marks; None where it hangs on the word before ``end``."""
    end: Place


class Anchors:
    """Gathers the places of notes during one walk over a document.

    A place inside a paragraph is known only when the whole paragraph was read, so that until then its pieces are counted.
    """

    def __init__(self) -> None:
        self.starts: dict[str, Place] = {}
        self.ends: dict[str, Place] = {}
        self._open: list[tuple[dict[str, Place], str, int]] = []

    def start(self, key: str, pieces: int) -> None:
        """A range begins behind so many pieces of the present paragraph."""
        self._open.append((self.starts, key, pieces))

    def end(self, key: str, pieces: int) -> None:
        """A range or a sign ends behind so many pieces of the present paragraph; the first end counts."""
        self._open.append((self.ends, key, pieces))

    def settle(self, paragraph: int, before: int, pieces: Sequence[str]) -> None:
        """A paragraph was read: it has this index, and *before* code points in front of its pieces."""
        if self._open:
            lengths = list(accumulate(map(len, pieces), initial=before))
            for places, key, count in self._open:
                places.setdefault(key, (paragraph, lengths[min(count, len(lengths) - 1)]))
            self._open.clear()

    def noted(self, found: Iterable[tuple[str, NoteKind, str, str, str]]) -> tuple[SourceNote, ...]:
        """The notes (key, kind, author, text, time) that hang on a place and say something, in the order of the document."""
        notes = [
            SourceNote(kind, author, text, at, self.starts.get(key), self.ends[key])
            for key, kind, author, text, at in found
            if key in self.ends and text.strip()
        ]
        return tuple(sorted(notes, key=lambda note: (note.start or note.end, note.end)))
