"""Commands on relations between codes that are drawn by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.options import AsCsv, AsJson, StudyPath
from qualcode.cli.output import json_out, say, says_what_changed, table
from qualcode.cli.results import ToTable, print_table, say_statement, write_tables_to

__all__ = ["register"]

CodeName = Annotated[str, typer.Argument(metavar="CODE", show_default=False)]
OtherName = Annotated[str, typer.Argument(metavar="OTHER", show_default=False)]
RelationId = Annotated[int, typer.Argument(metavar="RELATION_ID", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="Relations between codes that you draw by hand, such as: poverty causes mistrust. They are never counted.",
        no_args_is_help=True,
    )
    for name, function in (("add", add), ("list", list_), ("note", note), ("remove", remove)):
        group.command(name)(function)
    app.add_typer(group, name="relation")


def add(
    study: StudyPath,
    code: CodeName,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="causes, contradicts, “is part of”, “is followed by”, “is a condition of”, or your own words.",
            show_default=False,
        ),
    ],
    other: OtherName,
    note: Annotated[str, typer.Option("--note", help="Why, or where it shows.")] = "",
) -> None:
    """Draw a relation from one code (or category, or theme) to another."""
    from qualcode.study import Study
    from qualcode.workflows.relating import relation_remarks

    with Study.open(study) as opened:
        with says_what_changed(opened):
            relation = opened.relations.add(code, kind, other, note=note)
        for remark in relation_remarks(opened, relation):
            say(remark)


def list_(
    study: StudyPath,
    code: Annotated[
        str | None, typer.Option("--code", help="Only those from and to this code.", show_default=False)
    ] = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List the relations in the order in which they were drawn."""
    from qualcode.study import Study
    from qualcode.workflows.relating import relations_table

    with Study.open(study) as opened:
        found = relations_table(opened, code)
        if to is not None:
            write_tables_to(opened, to, (found,))
            return
    if as_json:
        json_out({**found.statement.as_dict(), "relations": found.to_records()})
    elif as_csv:
        print_table(found)
    else:
        table(
            {"id": "r", "code": "l", "relation": "l", "other": "l", "note": "l", "date": "l", "by": "l"},
            [(*row[:5], str(row[5])[:10], row[6]) for row in found.rows],
            nothing="No relation is drawn yet; draw one with: qualcode relation add STUDY CODE causes OTHER",
        )
        if found.rows:
            say_statement(found.statement)


def note(
    study: StudyPath,
    relation: RelationId,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="The note; empty to take it away.", show_default=False)
    ],
) -> None:
    """Rewrite the note of a relation."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.relations.set_note(relation, text)


def remove(study: StudyPath, relation: RelationId) -> None:
    """Take a relation away."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.relations.remove(relation)
