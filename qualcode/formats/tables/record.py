"""What a table is: one row of headings and rows of cells."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cell", "Table"]

Cell = str | int | float | None
"""What may be written into a cell; None is an empty one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: every cell a string, every row as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Rows without any content are left out."""
    lines: tuple[int, ...] = ()
    """For each row, the line (csv) or row (xlsx) of the file where it begins, counted from 1; for messages."""
