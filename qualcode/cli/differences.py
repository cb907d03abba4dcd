"""The command that shows what differs between two codebooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsCsv, AsJson, Overwrite, StudyPath, Template, WrittenIn
from qualcode.cli.output import json_out, say
from qualcode.cli.results import print_table, say_statement

if TYPE_CHECKING:
    from qualcode.model.codebook_changes import CodebookDifference, CodebookSide, CodeChange

__all__ = ["codebook_diff"]


def codebook_diff(
    study: StudyPath,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="The earlier codebook: yaml, csv, tsv, xlsx, or another study.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="MOMENT",
            help="Instead of FILE: a day (2026-11-02, its changes count), a day and time, or a change's number.",
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="The later moment, included; default: now.", show_default=False),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FILE",
            help="Write a report (docx, md, html, tex) or a table (csv, xlsx, parquet) by suffix.",
            show_default=False,
        ),
    ] = None,
    language: WrittenIn = None,
    template: Template = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show what differs between two codebooks: of this study at two moments, or of another one and this study."""
    from qualcode.workflows.codebook_diff import (
        codebook_difference,
        difference_statement,
        difference_table,
        write_difference,
    )
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        found = codebook_difference(opened, since=since, until=until, file=file)
        statement = difference_statement(opened, found)
        if to is not None:
            written = write_difference(
                opened, found, to, language=language, template=template, overwrite=overwrite
            )
            say("Wrote " + ", ".join(map(str, written)) + ".")
            return
    if as_json:
        json_out(difference_record(found) | statement.as_dict())
    elif as_csv:
        print_table(difference_table(found, statement))
    else:
        print_difference(found)
        say_statement(statement)


def difference_record(found: CodebookDifference) -> dict[str, Any]:
    """A difference in the keys of JSON."""
    from qualcode.workflows.codebook_diff import side_record

    return {
        "old": side_record(found.old),
        "new": side_record(found.new),
        "same": found.same,
        "left_out": list(found.left_out),
        "changes": [change_record(change) for change in found.changes],
    }


def change_record(change: CodeChange) -> dict[str, Any]:
    """What became of one code in the keys of JSON, with every wording word by word."""
    from qualcode.text.wording_diff import changes

    return {
        "change": list(change.how),
        "kind": change.kind,
        "code": change.name,
        "before": change.before or None,
        "path": list(change.path),
        "path_before": list(change.path_before),
        "into": change.other if "merged" in change.how else None,
        "from": change.other if "split" in change.how else None,
        "fields": [
            {
                "field": each.field,
                "old": each.old,
                "new": each.new,
                "words": [
                    {"change": piece.kind, "text": piece.text} for piece in changes(each.old, each.new)
                ],
            }
            for each in change.fields
        ],
    }


def print_difference(found: CodebookDifference) -> None:
    """Say both moments, then every change, with reworded fields word by word."""
    from qualcode.text.wording_diff import changes, marked
    from qualcode.workflows.codebook_diff import in_words

    say(f"Earlier: {side_words(found.old)}")
    say(f"Later:   {side_words(found.new)}")
    if found.left_out:
        say(
            f"The earlier one has no columns for these fields, so they were not compared: {', '.join(name.replace('_', ' ') for name in found.left_out)}."
        )
    if not found.changes:
        say(f"They do not differ; {found.same} codes and categories are the same.")
        return
    say("")
    for change in found.changes:
        say(f"{change.kind} “{change.name}”: {in_words(change)}")
        for each in change.fields:
            say(f"    {each.field.replace('_', ' ')}: {marked(changes(each.old, each.new))}")
    say(f"\n{len(found.changes)} changed, {found.same} the same; [-gone-] {{+new+}}.")


def side_words(side: CodebookSide) -> str:
    """One of two codebooks: its name, its moment, how many codes it has."""
    moment = side.at[:16].replace("T", " ")
    if side.change is not None:
        when = f", after change {side.change} ({moment} UTC)" if side.change else ", before the first change"
    else:
        when = f", last changed {moment} UTC" if side.at else ""
    return f"{side.name}{when}: {side.codes} codes, {side.nodes} nodes"
