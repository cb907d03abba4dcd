"""From paragraphs and tables of a text document to lines: speaker tables, and automatic numbers as labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from qualcode.errors import FileError
from qualcode.formats.notes import Place, SourceNote
from qualcode.formats.word.paragraph import Paragraph
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.anchored import anchored, carrier, cell_places, line_offsets
from qualcode.transcripts.format import Request
from qualcode.transcripts.heads import OFTEN
from qualcode.transcripts.layouts import Mark
from qualcode.transcripts.letters import proved
from qualcode.transcripts.speaker_table import speaker_lines
from qualcode.transcripts.speakers import plausible
from qualcode.transcripts.spoken import spoken_turns
from qualcode.transcripts.turns import role_report

__all__ = ["left_out", "paragraphs_transcript", "read_boxes"]

_LABEL_NUMBER = re.compile(r"([^\W\d_][\w ]{0,30})[:.)]?\s*")


def left_out(dropped: Iterable[tuple[int, str]]) -> list[str]:
    """One sentence that names what was left out, with numbers; no sentence where that is nothing."""
    listed = ", ".join(f"{number} {what}" for number, what in dropped if number)
    return [f"Left out: {listed}."] if listed else []


def read_boxes(number: int) -> list[str]:
    """What to say where so many text boxes were read as text."""
    said = f"Most of the words stand in text boxes ({number}), which were read as text behind the paragraphs that they hang on; look at the order."
    return [said] if number else []


def paragraphs_transcript(
    request: Request,
    name: str,
    paragraphs: Sequence[Paragraph],
    letters: int,
    warnings: Callable[[int], list[str]],
    notes: Sequence[SourceNote] = (),
) -> Transcript:
    """The transcript of a text document's paragraphs: one a line, labels before the words, times as fields.

    *letters* are those of the file, counted apart from its walk, without what was left out; *warnings* says what to report where so many automatic
    numbers were left out; *notes* hang on the paragraphs. Raises :class:`~qualcode.errors.FileError` where no words are left.
    """
    lines, places, added, numbers = _lines(paragraphs, request.labels)
    source = canonical("\n".join(lines))
    if not source.strip():
        raise FileError(f"{request.name} is empty: no paragraph of it holds a word.")
    spoken = spoken_turns(source, request, lambda: _marks(paragraphs, lines, places), write=True)
    text, turns = spoken.text, spoken.turns
    roles, open_roles = role_report(text, turns, request.labels, request.same)
    transcript = Transcript(
        text=text,
        turns=turns,
        format=name,
        roles=roles,
        warnings=(*warnings(numbers), *spoken.said, *open_roles),
    )
    if notes:
        offset, carry = line_offsets(lines, places), carrier(spoken.found(), turns, len(text))
        transcript = replace(
            transcript, notes=anchored(notes, lambda place: carry(offset(place)), text, turns)
        )
    joined = "".join(paragraph.text for paragraph in paragraphs)
    composed = count_letters(joined) - count_letters(canonical(joined)) if not joined.isascii() else 0
    return proved(transcript, letters - composed, own=spoken.own - added)


def _lines(
    paragraphs: Sequence[Paragraph], labels: Collection[str]
) -> tuple[list[str], list[Place], int, int]:
    """One line a paragraph, and where each paragraph begins: number of its line and code points in that.

    Gives also the letters that labels from numbers added, and the plain numbers left out.
    """
    labelling = _number_labels(paragraphs)
    lines: list[str] = []
    places: list[Place] = []
    added = plain_numbers = 0
    for table, group in groupby(
        paragraphs, key=lambda paragraph: paragraph.cell[0] if paragraph.cell else None
    ):
        members = list(group)
        if table is not None and (rows := _speaker_table(members, labels)) is not None:
            places += cell_places(members, rows, len(lines))
            lines += rows
            continue
        for paragraph in members:
            label = labelling.get(paragraph.number)
            opening = f"{label}: " if label else ""
            plain_numbers += bool(not label and paragraph.number.strip() and paragraph.text.strip())
            added += count_letters(opening)
            places.append((len(lines), len(opening)))
            lines.append(opening + paragraph.text)
    return lines, places, added, plain_numbers


def _marks(paragraphs: Sequence[Paragraph], lines: Sequence[str], places: Sequence[Place]) -> list[Mark]:
    """For each line of the canonical text, whether it is bold, italic or a heading; lines of speaker tables are nothing of it."""
    by_line: dict[int, list[Paragraph]] = {}
    for paragraph, (number, _) in zip(paragraphs, places, strict=False):
        by_line.setdefault(number, []).append(paragraph)
    found: list[Mark] = []
    for number, line in enumerate(lines):
        members = by_line.get(number, [])
        height = canonical(line).count("\n") + 1
        marks = members[0].marks if len(members) == 1 else ()
        looks = marks if len(marks) == height else ((False, False),) * height
        heading = len(members) == 1 and members[0].heading
        found += [(bold, italic, heading) for bold, italic in looks]
    return found


def _number_labels(paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """Automatic numbers that are speakers' labels, with the label: they have letters, and a colon or many uses.

    Numbers that count on (``T1:``, ``T2:``, ``T3:``) are one speaker, ``T``.
    """
    counts = Counter(paragraph.number for paragraph in paragraphs if paragraph.number)
    names = {
        number: number.strip().rstrip(":.)").strip() for number in counts if _LABEL_NUMBER.fullmatch(number)
    }
    stems = Counter(name.rstrip("0123456789 ") for name in names.values())
    found: dict[str, str] = {}
    for number, name in names.items():
        stem = name.rstrip("0123456789 ")
        counted_on = stems[stem] >= OFTEN
        if plausible(name) and (number.rstrip().endswith(":") or (counts[number] >= OFTEN and len(name) > 1)):
            found[number] = stem if counted_on and stem else name
    return found


def _speaker_table(cells: Sequence[Paragraph], labels: Collection[str]) -> list[str] | None:
    """The lines of a table whose columns are speaker and speech (and time); None for any other table."""
    grid: dict[int, dict[int, str]] = {}
    for paragraph in cells:
        if paragraph.cell is not None:
            _, number, column = paragraph.cell
            old = grid.setdefault(number, {}).get(column)
            grid[number][column] = paragraph.text if not old else f"{old}\n{paragraph.text}"
    return speaker_lines(list(grid.values()), labels)
