"""Notes of a text document on the words of its transcript: their places followed from paragraph to line to text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from qualcode.formats.notes import Place, SourceNote
from qualcode.formats.word.paragraph import Paragraph
from qualcode.model.documents import TranscriptNote, TranscriptTurn
from qualcode.text.canonical import canonical
from qualcode.text.spans import trim
from qualcode.text.units import words
from qualcode.transcripts.json_file import one_line

__all__ = ["anchored", "carrier", "cell_places", "line_offsets"]

_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d[\d:.Z+-]{0,20})?", re.ASCII)
_NEAR = 300
"""Code points around the sign of a note within which its word is looked for."""


def cell_places(cells: Sequence[Paragraph], rows: Sequence[str], first: int) -> list[Place]:
    """Where the paragraphs of a table's cells stand, when each row has become one of *rows*: number of the line, counted from *first*, and code points in it."""
    numbers = {number: n for n, number in enumerate(dict.fromkeys(p.cell[1] for p in cells if p.cell))}
    reached = [0] * len(rows)
    places: list[Place] = []
    for paragraph in cells:
        row = numbers[paragraph.cell[1]] if paragraph.cell else 0
        said = paragraph.text.strip()
        at = rows[row].find(said, reached[row])
        at = max(0, rows[row].find(said)) if at < 0 else at
        reached[row] = at + len(said)
        indent = len(paragraph.text) - len(paragraph.text.lstrip())
        places.append((first + row, max(0, at - indent)))
    return places


def line_offsets(lines: Sequence[str], places: Sequence[Place]) -> Callable[[Place], int]:
    """For a place in the paragraphs: its offset in the canonical text of *lines*.

    *places* tells for each paragraph the number of its line and where it begins in it.
    """
    begins = list(accumulate((_length(line, n) + 1 for n, line in enumerate(lines)), initial=0))

    def offset(place: Place) -> int:
        paragraph, inside = place
        if paragraph >= len(places):
            return begins[-1]
        number, begin = places[paragraph]
        return begins[number] + _length(lines[number][: begin + inside], number)

    return offset


def _length(line: str, number: int) -> int:
    """Code points of the canonical form of a line, or of its beginning; marks of byte order fall away at the start of the text only."""
    return len(canonical(line)) if number == 0 else len(canonical(f"\n{line}")) - 1


def carrier(
    found: Sequence[TranscriptTurn], written: Sequence[TranscriptTurn], length: int
) -> Callable[[int], int]:
    """For an offset in a text with the turns *found*: its offset in the text written from it, with the turns *written* and so many code points."""
    starts = [turn.start for turn in found]

    def carry(offset: int) -> int:
        k = bisect_right(starts, offset) - 1
        after = written[k + 1].start if k + 1 < len(written) else length
        if k < 0:
            return min(offset, after)
        old, new = found[k], written[k]
        if offset < old.speech_start:
            return min(new.start + offset - old.start, new.speech_start)
        if offset <= old.end:
            return min(new.speech_start + offset - old.speech_start, new.end)
        return min(new.end + offset - old.end, after)

    return carry


def anchored(
    notes: Sequence[SourceNote],
    offset: Callable[[Place], int],
    text: str,
    turns: Sequence[TranscriptTurn],
) -> tuple[TranscriptNote, ...]:
    """The notes with the words of *text* that they hang on, in the order of the text; *offset* gives the place of a place in the paragraphs.

    White space at the ends of the words, and a label before them, is left out. A note without words of its own hangs on the word before
    it, or on the one behind it where there is none.
    """
    starts = [turn.start for turn in turns]
    found: list[TranscriptNote] = []
    for note in notes:
        end = offset(note.end)
        start, end = trim(text, min(offset(note.start), end), end) if note.start else (end, end)
        k = bisect_right(starts, start) - 1
        if k >= 0 and start < turns[k].speech_start < end:
            start, end = trim(text, turns[k].speech_start, end)
        if start == end:
            start, end = _word_at(text, end)
        if start < end:
            said, author = canonical(note.text).strip(), one_line(canonical(note.author))
            at = note.at if _TIME.fullmatch(note.at) else ""
            found.append(TranscriptNote(start, end, note.kind, author, said, at))
    return tuple(sorted(found, key=lambda note: (note.start, note.end)))


def _word_at(text: str, offset: int) -> tuple[int, int]:
    """The word that ends last before an offset (or holds it), else the first one behind it; an empty span where there is neither."""
    near = words(text, max(0, offset - _NEAR), min(len(text), offset + _NEAR))
    before = [span for span in near if span[0] < offset]
    return before[-1] if before else near[0] if near else (offset, offset)
