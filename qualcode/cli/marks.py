"""The command that lists the marks of transcription."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, say, table

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(marks)


def marks(
    study: StudyPath,
    document: Annotated[
        str | None, typer.Option(metavar="D", help="Only in this document.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="K",
            help="pause, laughter, unclear, overlap, back-channel, direction, omission or anonymised.",
            show_default=False,
        ),
    ] = None,
    counts: Annotated[bool, typer.Option("--counts", help="Only how many there are.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the marks of transcription, such as [laughs] or (3): pauses, laughter, what was not heard; with their numbers."""
    from qualcode.study import Study
    from qualcode.study.text_marks import count_marks, text_marks

    with Study.open(study) as opened:
        found = text_marks(opened.documents, document=document, kind=kind)
    numbers = count_marks(found)
    if as_json:
        listed = {} if counts else {"marks": [asdict(mark) for mark in found]}
        json_out({**listed, "counts": [asdict(count) for count in numbers]})
        return
    nothing = f"There are no marks{f' of the kind {kind}' if kind else ''} here."
    if not counts:
        table(
            {"document": "l", "turn": "r", "speaker": "l", "kind": "l", "span": "l", "in its words": "l"},
            [
                (m.document, m.turn, m.speaker, m.kind, f"{m.start}-{m.end}", f"{m.before} {m.text} {m.after}".strip())
                for m in found
            ],
            nothing=nothing,
        )  # fmt: skip
        if not found:
            return
        say("")
    table(
        {"document": "l", "speaker": "l", "kind": "l", "marks": "r", "seconds": "r"},
        [(n.document, n.speaker, n.kind, n.marks, f"{n.seconds:g}" if n.seconds else "") for n in numbers],
        nothing=nothing,
    )
