"""The command that finds words in the transcripts."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, table

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(search)


def search(
    study: StudyPath,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help="Words that stand together; accents are ignored unless you type some; a * at the end finds beginnings.",
            show_default=False,
        ),
    ],
    lemma: Annotated[bool, typer.Option("--lemma", help="Find all forms of the words.")] = False,
    regex: Annotated[bool, typer.Option("--regex", help="Read the query as a regular expression.")] = False,
    code: Annotated[
        str | None, typer.Option(metavar="C", help="Only in passages coded so.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find words in the transcripts."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        if lemma and opened.language_indexes.missing():
            from qualcode.workflows.indexing import index_study

            index_study(opened)
        hits = opened.search.find(query, lemma=lemma, code=code, regex=regex)
    if as_json:
        json_out(
            [
                {
                    "document": h.document,
                    "start": h.start,
                    "end": h.end,
                    "text": h.text,
                    "turn": h.turn,
                    "speaker": h.speaker,
                }
                for h in hits
            ]
        )
    else:
        rows = [
            (h.document, h.turn, h.speaker, f"{h.start}-{h.end}", " ".join(h.context.split())) for h in hits
        ]
        table(
            {"document": "l", "turn": "r", "speaker": "l", "span": "l", "sentence": "l"},
            rows,
            nothing=f"“{query}” was not found.",
        )
