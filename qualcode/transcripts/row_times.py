"""Times in the columns of a table: clocks, ranges, seconds or milliseconds, told by the heading and the numbers themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.text.counting import counted
from qualcode.transcripts.columns import Columns, is_time, plain_head
from qualcode.transcripts.fields import seconds, shown
from qualcode.transcripts.timestamps import has_days, milliseconds

__all__ = ["row_times"]

_NUMBER = re.compile(r"\d{1,10}(?:[.,]\d{1,20})?", re.ASCII)
_FINE = re.compile(r"(\d[.,]\d{3})\d+")


def row_times(
    heads: Sequence[str],
    columns: Columns,
    cells: Sequence[Sequence[str]],
    lines: Sequence[int],
    said: list[str],
    *,
    whisper: bool,
) -> tuple[list[int | None], list[int | None]]:
    """Starts and ends of the rows in milliseconds; a range in the column of starts gives both."""
    found: dict[int, list[tuple[int | None, int | None]]] = {}
    letters = sum(len(row[columns.text]) for row in cells)
    bad: list[int] = []
    for n in (columns.start, columns.end):
        if n is None:
            continue
        column = [row[n].strip() for row in cells]
        numbers = [cell for cell in column if _NUMBER.fullmatch(cell)]
        exact = whisper and [plain_head(head) for head in heads] == ["start", "end", "text"]
        unit = re.search(r"ms\b|millisec", heads[n].casefold())
        whole = all(cell.isdigit() for cell in numbers)
        most = max((float(cell.replace(",", ".")) for cell in numbers), default=0.0)
        thousandths = bool(numbers) and (
            exact or bool(unit) or (whole and most > 1000 and letters < most / 2)
        )
        if numbers:
            said.append(f"Numbers in {shown([heads[n]])} are read as {'milli' * thousandths}seconds.")
        days = has_days(column)
        found[n] = [_time(cell, days, thousandths) for cell in column]
        bad += [
            line for cell, pair, line in zip(column, found[n], lines, strict=True) if cell and pair[0] is None
        ]
    if bad:
        first = ", ".join(map(str, sorted(set(bad))[:3]))
        said.append(
            f"Left out: {counted(len(bad), 'cell')} that should be a time and is none (first in line {first})."
        )
    nothing: list[tuple[int | None, int | None]] = [(None, None)] * len(cells)
    begun = found.get(columns.start, nothing) if columns.start is not None else nothing
    ended = found.get(columns.end, nothing) if columns.end is not None else nothing
    pairs = [
        (start, until if until is not None else own)
        for (start, own), (until, _) in zip(begun, ended, strict=True)
    ]
    return [start for start, _ in pairs], [end for _, end in pairs]


def _time(cell: str, days: bool, thousandths: bool) -> tuple[int | None, int | None]:
    if _NUMBER.fullmatch(cell):
        plain = cell.replace(",", ".")
        return (round(float(plain)) if thousandths else seconds(plain)), None
    fine = _FINE.sub(r"\1", cell)
    if not is_time(fine):
        return None, None
    start, end = milliseconds(fine, days=days)
    if start is None or start < 0 or (end is not None and end < 0):
        return None, None
    return start, end
