"""Tables whose rows are turns: which column holds the speakers, which the times, and the lines of text they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from qualcode.transcripts.heads import OFTEN
from qualcode.transcripts.speakers import label_key, plausible
from qualcode.transcripts.timestamps import CLOCK, STAMP

__all__ = ["as_stamp", "speaker_lines"]

_TIME_CELL = re.compile(rf"\s*(?:{STAMP}|{CLOCK}(?:\s*(?:-->|-|–)\s*{CLOCK})?)\s*", re.VERBOSE)


def speaker_lines(rows: Sequence[Mapping[int, str]], labels: Collection[str]) -> list[str] | None:
    """The lines of a table whose columns are speaker and speech (and time); None for any other table.

    Each row maps the number of a column to the text of its cell; *labels* are speakers that the user confirms.
    """
    width = max((column for row in rows for column in row), default=0) + 1
    if not 2 <= width <= 4 or len(rows) < 2:
        return None
    columns = [[row.get(column, "").strip() for row in rows] for column in range(width)]
    times = [
        i for i, column in enumerate(columns) if _most(bool(_TIME_CELL.fullmatch(c)) for c in column if c)
    ]
    sure = {label_key(label) for label in labels}
    speaker = next((i for i, c in enumerate(columns) if i not in times and _is_speaker_column(c, sure)), None)
    if speaker is None:
        return None
    spoken = [i for i in range(width) if i != speaker and i not in times]
    if not spoken:
        return None
    lines: list[str] = []
    for row in rows:
        label = row.get(speaker, "").strip().rstrip(":").strip()
        speech = "\n".join(row[i] for i in spoken if row.get(i, "").strip())
        stamp = next((row[i].strip() for i in times if row.get(i, "").strip()), "")
        if stamp and not stamp.startswith(("[", "(", "#", "<")):
            stamp = f"[{stamp}]"
        if not label:
            lines.append(f"{stamp} {speech}" if stamp else speech)
        elif stamp and _TIME_CELL.fullmatch(stamp):
            lines.append(f"{stamp} {label}: {speech}")
        else:
            lines.append(f"{label}: {speech}" if not stamp else f"{label}: {stamp} {speech}")
    return lines


def as_stamp(cell: str) -> str:
    """A cell of nothing but a time as a time stamp; empty for any other cell.

    >>> as_stamp("0:03"), as_stamp("12")
    ('[0:03]', '')
    """
    stamp = cell.strip()
    if not _TIME_CELL.fullmatch(stamp):
        return ""
    return stamp if stamp.startswith(("[", "(", "#", "<")) else f"[{stamp}]"


def _most(values: Iterable[bool]) -> bool:
    found = list(values)
    return bool(found) and sum(found) * 5 >= len(found) * 4


def _is_speaker_column(column: Sequence[str], sure: Collection[str]) -> bool:
    """Whether cells are labels: short, few different ones, and one of them often or confirmed."""
    filled = [label_key(cell.rstrip(" :")) for cell in column if cell]
    if not filled or not all(
        plausible(cell.rstrip(" :").strip()) or label_key(cell) in sure for cell in column if cell
    ):
        return False
    counts = Counter(filled)
    often = counts.most_common(1)[0][1] >= OFTEN or any(key in sure for key in counts)
    return often and len(counts) <= max(2, len(filled) // 2)
