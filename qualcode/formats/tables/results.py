"""Result tables as files, each with the statement of what it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qualcode.errors import FileError
from qualcode.formats.output import write_file
from qualcode.formats.tables.delimited import render_delimited
from qualcode.formats.tables.record import Cell
from qualcode.model.tables import ResultTable, Statement

__all__ = ["RESULT_SUFFIXES", "write_results"]

RESULT_SUFFIXES = (".csv", ".tsv", ".xlsx", ".parquet")
ABOUT = "about"
"""Name of the sheet that holds the statements of a workbook."""
METADATA = "-metadata.json"
"""What the name of a file of metadata ends with: the convention of CSV on the Web (W3C, 2015)."""


def write_results(path: Path, tables: Sequence[ResultTable], *, title: str = "") -> tuple[Path, ...]:
    """Write result tables by the suffix of ``path`` and give the files.

    A workbook (xlsx) has a sheet for each table and one, ``about``, with the statements. csv and tsv have a file for each table
    (the first is ``path``, the others get the name of the table before the suffix) and beside each the statement as
    ``NAME.csv-metadata.json``; Parquet files bear it within. Raises :class:`~qualcode.errors.FileError` for another suffix.
    """
    suffix = path.suffix.lower()
    if suffix not in RESULT_SUFFIXES:
        raise FileError(
            f"{path.name}: tables of results are written as {', '.join(RESULT_SUFFIXES)}; choose one of these."
        )
    if suffix == ".xlsx":
        from qualcode.formats.tables.sheet import render_sheets

        sheets = [(each.name, each.columns, each.rows) for each in tables]
        about = [(each.name, *row) for each in tables for row in told(each.statement)]
        write_file(path, render_sheets([*sheets, (ABOUT, ("table", "what", "value"), about)], title=title))
        return (path,)
    files: list[Path] = []
    for number, each in enumerate(tables):
        place = path if number == 0 else path.with_name(f"{path.stem}-{each.name}{path.suffix}")
        if suffix == ".parquet":
            from qualcode.formats.tables.parquet import render_parquet

            write_file(place, render_parquet(each.to_columns(), each.statement.as_dict()))
            files.append(place)
            continue
        delimiter = "\t" if suffix == ".tsv" else ","
        write_file(place, render_delimited(each.columns, each.rows, delimiter=delimiter))
        beside = place.with_name(place.name + METADATA)
        write_file(beside, metadata(place.name, each).encode("utf-8"))
        files += [place, beside]
    return tuple(files)


def metadata(name: str, table: ResultTable) -> str:
    """The statement of a table in the form of CSV on the Web, with the columns described."""
    found = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "tableSchema": {"columns": [{"name": column, "titles": column} for column in table.columns]},
        "qualcode": table.statement.as_dict(),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def told(statement: Statement) -> Iterator[tuple[str, Cell]]:
    """The statement as rows of two columns."""

    def walk(name: str, value: Any) -> Iterator[tuple[str, Cell]]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                yield from walk(f"{name} {key}".strip(), inner)
        elif isinstance(value, list | tuple):
            yield name, ", ".join(map(str, value))
        elif value is None or isinstance(value, str):
            yield name, value
        else:
            yield name, str(value)

    yield from walk("", statement.as_dict())
