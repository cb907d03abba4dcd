"""From paragraphs and tables of a text document to lines: speaker tables, and automatic numbers as labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

from qualcode.errors import FileError
from qualcode.formats.word.walker import Paragraph
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Request
from qualcode.transcripts.heads import OFTEN
from qualcode.transcripts.speaker_table import speaker_lines
from qualcode.transcripts.speakers import plausible
from qualcode.transcripts.turns import label_warnings, role_report, write_turns

__all__ = ["left_out", "paragraphs_transcript"]

_LABEL_NUMBER = re.compile(r"([^\W\d_][\w ]{0,30})[:.)]?\s*")


def left_out(dropped: Iterable[tuple[int, str]]) -> list[str]:
    """One sentence that names what was left out, with numbers; no sentence where that is nothing."""
    listed = ", ".join(f"{number} {what}" for number, what in dropped if number)
    return [f"Left out: {listed}."] if listed else []


def paragraphs_transcript(
    request: Request,
    name: str,
    paragraphs: Sequence[Paragraph],
    letters: int,
    warnings: Callable[[int], list[str]],
) -> Transcript:
    """The transcript of a text document's paragraphs: one a line, labels before the words, times as fields.

    *letters* are those of the file, counted apart from its walk, without what was left out; *warnings* says what to report where so many automatic
    numbers were left out. Raises :class:`~qualcode.errors.FileError` where no words are left.
    """
    lines, added, numbers = _lines(paragraphs, request.labels)
    source = canonical("\n".join(lines))
    if not source.strip():
        raise FileError(f"{request.name} is empty: no paragraph of it holds a word.")
    text, turns, heads = write_turns(source, request.labels)
    roles, open_roles = role_report(text, turns, request.labels)
    said = warnings(numbers)
    joined = "".join(paragraph.text for paragraph in paragraphs)
    went = count_letters(joined)
    written = count_letters(text) - added
    if letters != went or (written < went and written < count_letters(canonical(joined))):
        said.append(
            f"Of {letters} letters in the file, {min(went, written)} are in the text; compare it with the file."
        )
    return Transcript(
        text=text,
        turns=turns,
        format=name,
        roles=roles,
        warnings=(*said, *label_warnings(heads), *open_roles),
    )


def _lines(paragraphs: Sequence[Paragraph], labels: Collection[str]) -> tuple[list[str], int, int]:
    """One line a paragraph; gives also the letters that labels from numbers added, and the plain numbers left out."""
    labelling = _number_labels(paragraphs)
    lines: list[str] = []
    added = plain_numbers = 0
    for table, group in groupby(
        paragraphs, key=lambda paragraph: paragraph.cell[0] if paragraph.cell else None
    ):
        members = list(group)
        if table is not None and (rows := _speaker_table(members, labels)) is not None:
            lines += rows
            continue
        for paragraph in members:
            label = labelling.get(paragraph.number)
            if label:
                lines.append(f"{label}: {paragraph.text}")
                added += count_letters(label)
            else:
                plain_numbers += bool(paragraph.number.strip() and paragraph.text.strip())
                lines.append(paragraph.text)
    return lines, added, plain_numbers


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
