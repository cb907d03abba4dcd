"""What a table is: one row of headings and rows of cells."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.tables import Cell

__all__ = ["Cell", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: every cell a string, every row as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Rows without any content are left out."""
    lines: tuple[int, ...] = ()
    """For each row, the line (csv) or row (xlsx) of the file where it begins, counted from 1; for messages."""
