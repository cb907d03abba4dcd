"""The command that lays process frames beside the interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.guide import statement_json
from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import csv_rows, json_out, say, table
from qualcode.cli.results import ToTable, say_statement, write_tables_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.processes import FrameCoverage
    from qualcode.model.tables import ResultTable

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(processes)


def processes(
    study: StudyPath,
    frame: Annotated[
        str | None, typer.Argument(metavar="FRAME", help="Id or name; default: all.", show_default=False)
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="ATTRIBUTE", help="Also by the values of an attribute.", show_default=False
        ),
    ] = None,
    coder: Coder = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show which steps of a process frame (phases, functions) are spoken of, and by how many; frames are never ranked."""
    from qualcode.workflows.processes import process_tables, processes_of
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        found = processes_of(opened, frame, by=by, coder=coder)
        tables = process_tables(opened, found, by=by, coder=coder)
        language = opened.language
        if to is not None:
            write_tables_to(opened, to, tables)
    if to is not None:
        return
    if as_json:
        json_out({"frames": [frame_json(each) for each in found]} | statement_json(tables[0]))
        return
    if as_csv:
        rows = [(each.name, *row) for each in tables for row in each.rows]
        csv_rows(("frame", *tables[0].columns), rows)
        return
    for each, shown in zip(found, tables, strict=True):
        show_frame(each, shown, language)
    say_statement(tables[0].statement)


def show_frame(found: FrameCoverage, shown: ResultTable, language: str) -> None:
    """Print one frame; a step that no criterion speaks for says so."""
    from qualcode.model.frameworks import language_of

    say(f"{found.label.get(language_of(found.label, language), found.frame)} ({found.frame})")
    rows: Sequence[tuple[Any, ...]] = [
        (
            number,
            label,
            step.criterion or "no criterion",
            f"{len(step.cases)} of {found.respondents}" if step.criterion else "–",
            len(step.practising) if step.criterion else "–",
            len(step.quotations) if step.criterion else "–",
            *(
                f"{many} of {len(group.cases)}" if step.criterion else "–"
                for many, group in zip(step.groups or (0,) * len(found.groups), found.groups, strict=True)
            ),
        )
        for step, (number, label, *_) in zip(found.steps, shown.rows, strict=True)
    ]
    columns = {
        "": "r", "step": "l", "criterion": "l", "respondents": "r", "state practice": "r", "quotations": "r",
        **{group.name: "r" for group in found.groups},
    }  # fmt: skip
    table(columns, rows, nothing="The frame has no steps.")
    say("")


def frame_json(found: FrameCoverage) -> dict[str, Any]:
    """One frame in the keys of the contract; figures of a step without a criterion are null."""
    return {
        "frame": found.frame,
        "name": found.label,
        "respondents": found.respondents,
        "steps": [
            {
                "step": step.step,
                "name": step.label,
                "criterion": step.criterion,
                "respondents": len(step.cases) if step.criterion else None,
                "cases": list(step.cases),
                "state_practice": list(step.practising),
                "quotations": list(step.quotations),
                "groups": {group.name: many for many, group in zip(step.groups, found.groups, strict=True)}
                if step.criterion
                else {},
            }
            for step in found.steps
        ],
        "groups": {group.name: list(group.cases) for group in found.groups},
    }
