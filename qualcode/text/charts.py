"""Charts made of block characters, for a screen or a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["columns_chart"]

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 5
"""Cells of the widest column, its gap included."""


def columns_chart(
    values: Sequence[int], notes: Sequence[str] = (), *, width: int = 72, height: int = 8
) -> list[str]:
    """Columns from the left to the right with a scale before them, numbers from 1 and, where there is room, notes below.

    Where there are more values than cells, each column stands for several, with the value of the last of them.
    Gives lines of at most ``width`` cells; none where there is no value.

    >>> print("\\n".join(columns_chart([2, 4], ["+2", "+2"], width=16, height=2)))
    4 ┤     ████
    2 ┤████ ████
      └──────────
       1    2
       +2   +2
    """
    if not values:
        return []
    top = max(*values, 1)
    scale = len(str(top))
    room = max(1, width - scale - 2)
    each = -(-len(values) // room)
    picked = list(range(min(each, len(values)) - 1, len(values), each))
    if picked[-1] != len(values) - 1:
        picked.append(len(values) - 1)
    step = max(1, min(_WIDEST, room // len(picked)))
    bar = max(1, step - 1)
    levels = [round(values[i] * height * 8 / top) for i in picked]
    lines = []
    for row in range(height, 0, -1):
        cells = (_EIGHTHS[max(0, min(8, level - (row - 1) * 8))] * bar for level in levels)
        lines.append(f"{_mark(row, height, top):>{scale}} ┤{_spaced(cells, step)}".rstrip())
    lines.append(f"{'':>{scale}} └{'─' * (step * len(picked))}")
    lines.append(f"{'':>{scale}}  {_labels([str(i + 1) for i in picked], step)}".rstrip())
    if notes and each == 1 and all(len(notes[i]) < max(step, 2) for i in picked):
        lines.append(f"{'':>{scale}}  {_spaced((notes[i] for i in picked), step)}".rstrip())
    return lines


def _mark(row: int, height: int, top: int) -> str:
    """The number at a row of the scale: at the top, and in the middle."""
    if row == height:
        return str(top)
    if row * 2 == height and top > 1:
        return str(round(top / 2))
    return ""


def _spaced(cells: Iterable[str], step: int) -> str:
    return "".join(cell.ljust(step) for cell in cells)


def _labels(labels: Sequence[str], step: int) -> str:
    """Labels at their columns, as many as stay apart."""
    line = ""
    for place, label in enumerate(labels):
        at = place * step
        if (not line or len(line) < at) and at + len(label) <= step * len(labels):
            line = line.ljust(at) + label
    return line
