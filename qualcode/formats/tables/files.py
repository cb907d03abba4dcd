"""Tables as files: the suffix says the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qualcode.errors import FileError, FormatError
from qualcode.formats.gate import decode, read_file
from qualcode.formats.output import write_file
from qualcode.formats.tables.delimited import parse_delimited, render_delimited
from qualcode.formats.tables.record import Cell, Table

__all__ = ["TABLE_SUFFIXES", "read_table", "write_table"]

TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx")


def write_table(
    path: Path | str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = ""
) -> None:
    """Write a table as csv, tsv or xlsx by the suffix of ``path``; nothing in it can act as a formula.

    ``title`` names the sheet of a workbook. Raises :class:`~qualcode.errors.FileError` for another suffix or a
    place that cannot be written.
    """
    path = Path(path)
    suffix = known_suffix(path)
    if suffix == ".xlsx":
        from qualcode.formats.tables.sheet import render_sheet

        data = render_sheet(header, rows, title=title)
    else:
        data = render_delimited(header, rows, delimiter="\t" if suffix == ".tsv" else ",")
    write_file(path, data)


def read_table(path: Path | str) -> Table:
    """Read a table from csv, tsv or xlsx: the first row with content is the header, every cell a string.

    Short rows are filled up, empty ones left out. Raises :class:`~qualcode.errors.FileError` for a file that cannot
    be read, :class:`~qualcode.errors.FormatError` with the line for a row longer than the header, a column without
    or with a repeated heading.
    """
    path = Path(path)
    suffix = known_suffix(path)
    data = read_file(path)
    if suffix == ".xlsx":
        from qualcode.formats.tables.sheet import parse_sheet

        return assemble(parse_sheet(data, path.name), path.name)
    text, _ = decode(data, path.name, None)
    return assemble(parse_delimited(text, path.name, delimiter="\t" if suffix == ".tsv" else None), path.name)


def known_suffix(path: Path) -> str:
    """The suffix in small letters, if it is one of a table."""
    suffix = path.suffix.lower()
    if suffix not in TABLE_SUFFIXES:
        raise FileError(
            f"{path.name}: tables are written and read as {', '.join(TABLE_SUFFIXES)}; choose one of these."
        )
    return suffix


def assemble(numbered: Iterator[tuple[int, list[str]]], name: str) -> Table:
    """Make a table of numbered rows: find the header, fill up short rows, refuse long ones."""
    header: tuple[str, ...] | None = None
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = read_header(cells, line, name)
            continue
        extra = [cell for cell in cells[len(header) :] if cell.strip()]
        if extra:
            raise FormatError(
                f"{name}, line {line}: the row has more cells than the header has columns ({len(header)}). "
                "Put text that holds the delimiter between quotation marks.",
                line=line,
            )
        rows.append(tuple(cells[: len(header)]) + ("",) * (len(header) - len(cells)))
        lines.append(line)
    if header is None:
        raise FileError(f"{name} holds no table: there is no row with content.")
    return Table(header, tuple(rows), tuple(lines))


def read_header(cells: Sequence[str], line: int, name: str) -> tuple[str, ...]:
    """The headings without white space around them; empty ones at the end are dropped."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    seen: set[str] = set()
    for number, heading in enumerate(names, 1):
        if not heading:
            raise FormatError(
                f"{name}, line {line}: column {number} has no heading; name it or remove it.", line=line
            )
        if heading.casefold() in seen:
            raise FormatError(
                f"{name}, line {line}: the heading “{heading}” occurs twice; rename one.", line=line
            )
        seen.add(heading.casefold())
    return tuple(names)
