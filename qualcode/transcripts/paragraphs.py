"""From paragraphs and tables of a text document to lines: speaker tables, and automatic numbers as labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from qualcode.errors import FileError
from qualcode.formats.notes import Place, SourceNote
from qualcode.formats.word.paragraph import Paragraph
from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.text.canonical import canonical
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.anchored import anchored, carrier, cell_places, line_offsets
from qualcode.transcripts.format import Request
from qualcode.transcripts.heads import OFTEN
from qualcode.transcripts.labelled_table import labelled_table
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
    laid = _lines(paragraphs, request.labels)
    lines, places = laid.lines, laid.places
    source = canonical("\n".join(lines))
    if not source.strip():
        raise FileError(f"{request.name} is empty: no paragraph of it holds a word.")
    spoken = spoken_turns(source, request, lambda: _marks(paragraphs, lines, places), write=True)
    text, turns, said = spoken.text, spoken.turns, laid.said(paragraphs)
    if laid.tables and request.layout == "labels":
        offset = line_offsets(lines, [(n, 0) for n in range(len(lines))])
        carry = carrier(spoken.found(), turns, len(text))
        spans = [
            (carry(offset((first, 0))), carry(offset((last, len(lines[last])))))
            for first, last in laid.tables
        ]
        turns, stray = _without_tables(text, turns, spans)
        said += stray
    roles, open_roles = role_report(text, turns, request.labels, request.same)
    transcript = Transcript(
        text=text,
        turns=turns,
        format=name,
        roles=roles,
        warnings=(*warnings(laid.numbers), *said, *spoken.said, *open_roles),
    )
    if notes := (*notes, *laid.notes):
        offset, carry = line_offsets(lines, places), carrier(spoken.found(), spoken.turns, len(text))
        transcript = replace(
            transcript, notes=anchored(notes, lambda place: carry(offset(place)), text, turns)
        )
    joined = "".join(p.text for number, p in enumerate(paragraphs) if number not in laid.aside)
    letters -= sum(count_letters(paragraphs[number].text) for number in laid.aside)
    composed = count_letters(joined) - count_letters(canonical(joined)) if not joined.isascii() else 0
    return proved(transcript, letters - composed, own=spoken.own - laid.added)


@dataclass(slots=True)
class _Lines:
    """One line a paragraph, and what became of the others."""

    lines: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    """Where each paragraph begins: number of its line and code points in that."""
    added: int = 0
    """Letters that labels from numbers added."""
    numbers: int = 0
    """Plain automatic numbers left out."""
    rows: int = 0
    """Cells of nothing but a number left out."""
    notes: list[SourceNote] = field(default_factory=list)
    """Cells beside turns."""
    aside: set[int] = field(default_factory=set)
    """The paragraphs of cells that stand in no line."""
    tables: list[tuple[int, int]] = field(default_factory=list)
    """First and last line of each table of several columns that has no column of speakers or turns."""

    def said(self, paragraphs: Sequence[Paragraph]) -> list[str]:
        """What to say of cells that stand in no line."""
        letters = sum(count_letters(paragraphs[number].text) for number in self.aside)
        beside = f"cells beside turns ({letters} letters)"
        return left_out([(self.rows, "cells of row numbers"), (len(self.notes), beside)])


def _lines(paragraphs: Sequence[Paragraph], labels: Collection[str]) -> _Lines:
    labelling = _number_labels(paragraphs)
    laid = _Lines()
    lines, places = laid.lines, laid.places
    for table, group in groupby(
        paragraphs, key=lambda paragraph: paragraph.cell[0] if paragraph.cell else None
    ):
        members = list(group)
        first = len(lines)
        if table is not None:
            if (rows := _speaker_table(members, labels)) is not None:
                places += cell_places(members, rows, first)
                lines += rows
                continue
            found = labelled_table(paragraphs, len(places), len(places) + len(members), labels)
            if found is not None:
                places += [(first + line, at) for _, (line, at) in sorted(found.places.items())]
                lines += found.lines
                laid.notes += found.notes
                laid.rows += found.numbers
                laid.aside |= found.aside
                continue
        for paragraph in members:
            label = labelling.get(paragraph.number)
            opening = f"{label}: " if label else ""
            laid.numbers += bool(not label and paragraph.number.strip() and paragraph.text.strip())
            laid.added += count_letters(opening)
            places.append((len(lines), len(opening)))
            lines.append(opening + paragraph.text)
        if len({paragraph.cell[2] for paragraph in members if paragraph.cell}) > 1:
            laid.tables.append((first, len(lines) - 1))
    return laid


def _without_tables(
    text: str, turns: Sequence[TranscriptTurn], tables: Sequence[tuple[int, int]]
) -> tuple[tuple[TranscriptTurn, ...], list[str]]:
    """The turns without the tables at their ends, in which nobody is named, and what to say of them.

    A table in the middle of a turn stays there.
    """
    kept = list(turns)
    ended = inside = 0
    for start, end in tables:
        place = bisect_right([turn.start for turn in kept], start) - 1
        turn = kept[place] if place >= 0 else None
        if turn is None or start >= turn.end or start < turn.speech_start or not text[start:end].strip():
            continue
        if place + 1 < len(kept) and kept[place + 1].start < end:
            continue
        if text[end : max(end, turn.end)].strip():
            inside += 1
            continue
        stop = turn.start + len(text[turn.start : start].rstrip())
        kept[place] = replace(turn, end=stop, speech_start=min(turn.speech_start, stop))
        ended += 1
    said = []
    if ended:
        said.append(
            f"{counted(ended, 'table')} without speakers behind a turn: the words are in the text, but in no turn."
        )
    if inside:
        said.append(f"{counted(inside, 'table')} without speakers inside turns; look whether it is speech.")
    return tuple(kept), said


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
