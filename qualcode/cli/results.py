"""How commands hand out results, and the command that lists which results left a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import csv_rows, json_out, say, table
from qualcode.text.counting import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.tables import ResultTable, Statement
    from qualcode.study import Study

__all__ = ["Seed", "ToTable", "print_table", "register", "say_statement", "write_tables_to"]

ToTable = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help="Write it as a table, with what it rests on: csv, tsv, xlsx or parquet by suffix.",
        show_default=False,
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed", min=0, help="Seed of the random numbers, from 0 up; the same one gives the same figures."
    ),
]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(results)


def write_tables_to(study: Study, path: Path, tables: Sequence[ResultTable]) -> None:
    """Write result tables and say which files were written."""
    from qualcode.workflows.results import write_result_tables

    files = write_result_tables(study, path, tables)
    say(f"Wrote {listed(str(file) for file in files)}.")


def print_table(found: ResultTable) -> None:
    """Print a result table as CSV, numbers unrounded."""
    csv_rows(found.columns, found.rows)


def say_statement(statement: Statement) -> None:
    """Say in a line or two what the printed figures rest on."""
    chosen = {**statement.filter, **statement.settings}
    parts = [f"unit: {statement.unit}"]
    parts += [f"{name.replace('_', ' ')}: {value}" for name, value in chosen.items() if plain(value)]
    if statement.seed is not None:
        parts.append(f"seed: {statement.seed}")
    say(f"\n{'; '.join(parts)}; study {statement.digest[:12]}.".replace("unit:", "Unit:", 1))


def plain(value: object) -> bool:
    """Whether a setting is short enough to be said in a line."""
    return value is not None and value != "" and not isinstance(value, dict | list | tuple)


def results(study: StudyPath, as_json: AsJson = False) -> None:
    """List the tables and reports that left the study, and which are stale since something they rest on changed."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        rows = opened.results.list()
    if as_json:
        json_out(
            [
                {
                    "id": each.id,
                    "at": each.at,
                    "actor": each.actor,
                    "file": each.name,
                    "stale": list(each.stale),
                    **each.statement,
                }
                for each in rows
            ]
        )
        return
    table(
        {"when": "l", "who": "l", "analysis": "l", "file": "l", "state": "l"},
        [
            (
                each.at[:16].replace("T", " "),
                each.actor,
                each.analysis,
                each.name,
                f"stale: {listed(each.stale)} changed" if each.stale else "as the study is now",
            )
            for each in rows
        ],
        nothing="No table or report was written from this study yet.",
    )
