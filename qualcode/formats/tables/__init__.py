"""One table record as csv, tsv or xlsx: safe from formulas when written, read back as it was."""

from __future__ import annotations

from qualcode.formats.tables.files import TABLE_SUFFIXES, read_table, write_table
from qualcode.formats.tables.record import Cell, Table

__all__ = ["TABLE_SUFFIXES", "Cell", "Table", "read_table", "write_table"]
