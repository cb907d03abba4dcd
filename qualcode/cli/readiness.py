"""The command that says, before any analysis, what the codebook, the mappings and the guide lack."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.guide import statement_json
from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import json_out, say, table
from qualcode.cli.results import ToTable, print_table, say_statement, write_tables_to

if TYPE_CHECKING:
    from qualcode.model.readiness import Readiness

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(gaps)


def gaps(
    study: StudyPath,
    coder: Coder = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", help="Of the sentences: en, cs or sv; default: the study's.", show_default=False
        ),
    ] = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Say before the analysis which models the codebook cannot tell apart, and what else is missing for a comparison."""
    from qualcode.workflows.readiness import readiness_of, readiness_sentences_of, readiness_tables
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        found = readiness_of(opened, coder)
        sentences = readiness_sentences_of(opened, found, language)
        tables = readiness_tables(opened, found)
        if to is not None:
            write_tables_to(opened, to, tables)
    if to is not None:
        return
    if as_json:
        json_out(readiness_json(found, sentences) | statement_json(tables[0]))
    elif as_csv:
        print_table(tables[0])
    else:
        for sentence in sentences:
            say(f"• {sentence}")
        say("")
        table(
            {"model": "l", "other": "l", "told apart": "l", "by": "r", "of": "r", "no code on": "l"},
            tables[0].rows,
            nothing="There are not two models that could be told apart.",
        )
        say_statement(tables[0].statement)


def readiness_json(found: Readiness, sentences: list[str]) -> dict[str, Any]:
    """What is missing, in the keys of the contract."""
    return {
        "ready": found.ready,
        "sentences": sentences,
        "pairs": [
            {
                "a": pair.a,
                "b": pair.b,
                "told_apart": pair.told_apart,
                "separating": list(pair.separating),
                "missing": list(pair.missing),
            }
            for pair in found.pairs
        ],
        "unreached": list(found.unreached),
        "shown_only": list(found.shown_only),
        "models": [
            {"model": gap.model, "missing": list(gap.missing), "defining": gap.defining}
            for gap in found.models
        ],
        "without_passages": list(found.without_passages),
        "awaiting": [asdict(each) | {"quotations": list(each.quotations)} for each in found.awaiting],
        "guide": found.guide,
        "unasked": list(found.unasked),
    }
