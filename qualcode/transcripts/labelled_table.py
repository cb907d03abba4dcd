"""Tables in which one column holds turns with their labels (``T: Yes.``), and other columns numbers, times and remarks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.formats.notes import Place, SourceNote
from qualcode.formats.word.paragraph import Paragraph
from qualcode.text.canonical import canonical
from qualcode.transcripts.heads import OFTEN, find_heads
from qualcode.transcripts.speaker_table import as_stamp

__all__ = ["TableLines", "labelled_table"]

_NUMBER = re.compile(r"\s*\d{1,6}[.)]?\s*")


@dataclass(slots=True)
class TableLines:
    """The lines of a table, and what stands beside its turns."""

    lines: list[str] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    """Where each paragraph begins: number of its line, counted from the first one of the table, and code points in it."""
    notes: list[SourceNote] = field(default_factory=list)
    """Cells beside turns, on the paragraphs of these."""
    numbers: int = 0
    """Cells of nothing but a number."""
    aside: set[int] = field(default_factory=set)
    """The paragraphs that stand in no line."""


def labelled_table(
    paragraphs: Sequence[Paragraph], first: int, last: int, labels: Collection[str]
) -> TableLines | None:
    """The lines of the table in ``paragraphs[first:last]``; None where no column of several holds turns with labels.

    The rows above the first turn stay as they are. *labels* are speakers that the user confirms.
    """
    rows: dict[int, dict[int, list[int]]] = {}
    for number in range(first, last):
        cell = paragraphs[number].cell
        if cell is not None:
            rows.setdefault(cell[1], {}).setdefault(cell[2], []).append(number)
    columns = {column for row in rows.values() for column in row}
    if len(columns) < 2:
        return None
    heads = {column: _labelled(paragraphs, rows, column, labels) for column in columns}
    speech = max(sorted(columns), key=lambda column: len(heads[column]))
    filled = sum(_filled(paragraphs, row.get(speech, ())) for row in rows.values())
    if len(heads[speech]) < OFTEN or len(heads[speech]) * 2 < filled:
        return None
    if any(len(found) * 5 > len(heads[speech]) for column, found in heads.items() if column != speech):
        return None
    result = TableLines()
    turn: list[int] = []
    for number, row in rows.items():
        said = row.get(speech, [])
        if not turn and number not in heads[speech]:
            _plain(paragraphs, row, result)
        else:
            turn = said if _filled(paragraphs, said) else turn
            _row(paragraphs, row, speech, turn, result)
    return result


def _filled(paragraphs: Sequence[Paragraph], cell: Sequence[int]) -> bool:
    return any(paragraphs[number].text.strip() for number in cell)


def _labelled(
    paragraphs: Sequence[Paragraph],
    rows: Mapping[int, Mapping[int, Sequence[int]]],
    column: int,
    labels: Collection[str],
) -> set[int]:
    """The rows whose cell in this column begins with a speaker's label."""
    starts: dict[int, int] = {}
    lines: list[str] = []
    offset = 0
    for number, row in rows.items():
        line = canonical("\n".join(paragraphs[each].text for each in row.get(column, ()))).strip()
        if line:
            starts[offset] = number
            lines.append(line)
            offset += len(line) + 1
    heads = find_heads("\n".join(lines), labels).heads
    return {starts[place] for head in heads for place in {head.gap, head.start} if place in starts}


def _plain(paragraphs: Sequence[Paragraph], row: Mapping[int, Sequence[int]], result: TableLines) -> None:
    for number in sorted(each for cell in row.values() for each in cell):
        result.places[number] = (len(result.lines), 0)
        result.lines.append(paragraphs[number].text)


def _row(
    paragraphs: Sequence[Paragraph],
    row: Mapping[int, Sequence[int]],
    speech: int,
    turn: Sequence[int],
    result: TableLines,
) -> None:
    """Write the turn of one row; its other cells are a time before it, a number, or a note on it."""
    others = {column: cell for column, cell in row.items() if column != speech and _filled(paragraphs, cell)}
    words = {column: "\n".join(paragraphs[n].text.strip() for n in cell) for column, cell in others.items()}
    own = _filled(paragraphs, row.get(speech, ()))
    stamps = {column: stamp for column, text in words.items() if own and (stamp := as_stamp(text))}
    opening = "".join(f"{stamp} " for stamp in list(stamps.values())[:1])
    for number in row.get(speech, ()):
        result.places[number] = (len(result.lines), len(opening))
        result.lines.append(opening + paragraphs[number].text)
        opening = ""
    end = len(paragraphs[turn[-1]].text)
    for column, text in words.items():
        if column in list(stamps)[:1]:
            continue
        if _NUMBER.fullmatch(text):
            result.numbers += 1
        else:
            result.notes.append(SourceNote("table cell", "", text, "", (turn[0], 0), (turn[-1], end)))
        result.aside.update(others[column])
    behind = (len(result.lines) - 1, len(result.lines[-1]))
    for number in (each for column, cell in row.items() if column != speech for each in cell):
        result.places[number] = behind
