"""Tables of speaker and speech (and time) printed to a PDF, told by where their cells begin on the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from qualcode.formats.pdf.lines import Line
from qualcode.transcripts.heads import find_heads
from qualcode.transcripts.speaker_table import speaker_lines

__all__ = ["table_rows"]

_NEAR = 3
"""Points by which the left edges of one column differ."""
_COLUMNS = range(2, 5)
_FEWEST = 4
"""Lines with several cells that make a table."""


def table_rows(lines: Sequence[Line], labels: Collection[str]) -> list[Line] | None:
    """The lines with those of a table written as label and speech, so that turns are found in them; None where there is no such table of two speakers or more.

    A line with one cell goes on with the speech of the row before it. *labels* are speakers that the user confirms.
    """
    several = [number for number, line in enumerate(lines) if len(line.cells) > 1]
    if len(several) < _FEWEST:
        return None
    starts = _columns([lines[number] for number in several])
    if len(starts) not in _COLUMNS:
        return None
    rows = {number: _cells(lines[number], starts) for number in several}
    full = {number: row for number, row in rows.items() if len(row) > 1}
    strange = sum(
        min(abs(left - start) for start in starts) > _NEAR
        for number in range(several[0], several[-1] + 1)
        for left, _ in lines[number].cells[:1]
    )
    if len(full) < _FEWEST or strange * 10 > several[-1] + 1 - several[0]:
        return None
    written = speaker_lines(list(full.values()), labels)
    if written is None or len({head.label for head in find_heads("\n".join(written), labels).heads}) < 2:
        return None
    speech = float(starts[-1])
    found = list(lines)
    for number in range(several[0], len(lines)):
        line = lines[number]
        if number in full or abs(line.left - speech) <= _NEAR:
            found[number] = replace(line, left=speech)
    for number, text in zip(full, written, strict=True):
        found[number] = replace(found[number], text=" ".join(text.split()))
    return found


def _columns(lines: Sequence[Line]) -> list[int]:
    """The left edges at which cells begin in most lines that have several, from left to right."""
    lefts = Counter(round(left) for line in lines for left, _ in line.cells)
    found: list[int] = []
    for left, _ in lefts.most_common():
        number = sum(lefts[near] for near in range(left - _NEAR, left + _NEAR + 1))
        if number * 2 >= len(lines) and all(abs(left - other) > 2 * _NEAR for other in found):
            found.append(left)
    return sorted(found)


def _cells(line: Line, starts: Sequence[int]) -> dict[int, str]:
    """The cells of a line by the number of their column; a piece that begins elsewhere goes on with the cell before it."""
    cells: dict[int, str] = {}
    column = 0
    for left, text in line.cells:
        near = [number for number, start in enumerate(starts) if abs(left - start) <= _NEAR]
        column = near[0] if near else column
        cells[column] = f"{cells[column]} {text}" if column in cells else text
    return cells
