"""The command that says how far the coding has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import csv_rows, json_out, say, table
from qualcode.text.counting import whole_percent

if TYPE_CHECKING:
    from qualcode.model.coverage import Covered

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(coverage)


def coverage(
    study: StudyPath,
    coder: Coder = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="ATTRIBUTE",
            help="Also by the values of an attribute of the cases.",
            show_default=False,
        ),
    ] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show how much of what respondents say is coded, for each document and case."""
    from qualcode.study import Study
    from qualcode.workflows.covering import coverage_by, coverage_of

    with Study.open(study) as opened:
        found = coverage_of(opened, coder)
        groups = coverage_by(opened, found, by) if by is not None else {}
    if as_json:
        answer: dict[str, Any] = {
            "unit": "characters of respondents' speech",
            "settings": {"coder": found.coder, "by": by},
            "documents": [
                {"document": row.document.name, "case": row.document.case, **figures(row.covered)}
                for row in found.documents
            ],
            "cases": [
                {"case": row.case.label, "documents": row.covered.documents, **figures(row.covered)}
                for row in found.cases
            ],
            "total": figures(found.total),
        }
        if by is not None:
            answer["groups"] = {
                value: {"documents": covered.documents, **figures(covered)}
                for value, covered in groups.items()
            }
        json_out(answer)
        return
    if as_csv:
        rows = [(row.document.name, row.document.case, row.covered) for row in found.documents]
        header = ["document", "case", *(figures(found.total))]
        csv_rows(header, ([name, case, *figures(covered).values()] for name, case, covered in rows))
        return
    table(
        {"document": "l", "case": "l", **COLUMNS},
        [(row.document.name, row.document.case, *shown(row.covered)) for row in found.documents],
        nothing=f"There are no documents yet. Import transcripts with: qualcode import {study} FILE...",
    )
    several = [row for row in found.cases if row.covered.documents > 1]
    if several:
        say("")
        table(
            {"case": "l", "documents": "r", **COLUMNS},
            [(row.case.label, row.covered.documents, *shown(row.covered)) for row in several],
            nothing="",
        )
    if by is not None:
        say("")
        table(
            {by: "l", "documents": "r", **COLUMNS},
            [(value, covered.documents, *shown(covered)) for value, covered in groups.items()],
            nothing="There are no cases yet.",
        )
    if found.documents:
        say(
            f"\n{whole_percent(found.total.share)} of what respondents say is coded; {found.total.uncoded_turns} of their "
            f"{found.total.turns} turns have no coding. Coder: {found.coder}; unit: characters of respondents' speech."
        )


COLUMNS = {"coded": "r", "turns": "r", "uncoded turns": "r", "words": "r", "codings": "r"}


def figures(covered: Covered) -> dict[str, float | int | None]:
    """The figures in the keys of the contract."""
    return {
        "share": covered.share,
        "characters": covered.spoken,
        "coded_characters": covered.coded,
        "turns": covered.turns,
        "uncoded_turns": covered.uncoded_turns,
        "words": covered.words,
        "codings": covered.codings,
    }


def shown(covered: Covered) -> tuple[str | int, ...]:
    """The figures in the order of ``COLUMNS``."""
    return (
        whole_percent(covered.share),
        covered.turns,
        covered.uncoded_turns,
        covered.words,
        covered.codings,
    )
