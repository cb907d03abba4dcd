"""Tables as csv and tsv: UTF-8, line feeds, formula-safe; read with whatever delimiter a spreadsheet used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from qualcode.errors import FormatError
from qualcode.formats.tables.formulas import guard, unguard
from qualcode.formats.tables.record import Cell

__all__ = ["parse_delimited", "render_delimited"]

DELIMITERS = (",", ";", "\t")
LONGEST_CELL = 50_000_000
"""Characters; more than any transcript that can be imported."""


def render_delimited(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ",") -> bytes:
    """The table as UTF-8 with line feeds; text that looks like a formula is guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([cell_text(name) for name in header])
    for row in rows:
        writer.writerow([cell_text(cell) for cell in row])
    return out.getvalue().encode("utf-8", errors="replace")


def cell_text(cell: Cell) -> str:
    """A cell as csv shows it: text guarded, its line ends line feeds, numbers as Python writes them, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return repr(cell)


def parse_delimited(text: str, name: str, *, delimiter: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every row, the guard against formulas undone.

    Without ``delimiter`` the one among comma, semicolon and tab is taken that splits the rows most evenly; a first
    line ``sep=;``, as spreadsheets write it, settles it. Raises :class:`~qualcode.errors.FormatError`.
    """
    offset = 0
    if text[:4].lower() == "sep=" and text[5:6] in ("\n", "\r"):
        delimiter = text[4]
        text = text.partition("\n")[2]
        offset = 1
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter or sniff_delimiter(text), strict=True
    )
    before = csv.field_size_limit(LONGEST_CELL)
    line = 1 + offset
    try:
        for row in reader:
            yield line, [unguard(cell) for cell in row]
            line = reader.line_num + 1 + offset
    except csv.Error as error:
        raise FormatError(
            f"{name}, line {line}: the row cannot be read ({error}). Look for a quotation mark that is not closed.",
            line=line,
        ) from None
    finally:
        csv.field_size_limit(before)


def sniff_delimiter(text: str) -> str:
    """The delimiter that splits the first rows into the same number of cells, the more cells the better."""
    head = text[:65536].split("\n")[:20]
    sample = "\n".join(head)
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [
                len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row
            ]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = (sum(width == widths[0] for width in widths), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best
