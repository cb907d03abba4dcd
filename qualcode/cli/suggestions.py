"""The commands that propose: codes for a passage, passages like others, key phrases of a document."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from qualcode.cli.options import AsJson, Coder, DocumentName, StudyPath
from qualcode.cli.output import json_out, table
from qualcode.errors import InputError

__all__ = ["register"]

Start = Annotated[int, typer.Argument(metavar="START", help="First character, from 0.", show_default=False)]
End = Annotated[int, typer.Argument(metavar="END", help="Behind the last character.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(suggest)
    app.command()(similar)
    app.command()(keywords)


def suggest(
    study: StudyPath,
    document: DocumentName,
    start: Start,
    end: End,
    coder: Coder = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many codes.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Suggest codes for a passage, from what was coded before; nothing is coded."""
    from qualcode.study import Study
    from qualcode.workflows.suggesting import suggest_codes

    with Study.open(study) as opened:
        known(opened, coder)
        found = suggest_codes(opened, document, (start, end), coder=coder, limit=limit)
    if as_json:
        json_out(
            [
                {
                    "code": s.code,
                    "score": s.score,
                    "shared": list(s.shared),
                    "passages": s.passages,
                    "example": {
                        "document": s.example.document,
                        "start": s.example.start,
                        "end": s.example.end,
                        "text": s.example.text,
                    },
                }
                for s in found
            ]
        )
        return
    table(
        {"code": "l", "score": "r", "passages": "r", "shared words": "l", "most similar passage": "l"},
        [
            (
                s.code,
                f"{s.score:.1f}",
                s.passages,
                ", ".join(s.shared),
                f"{s.example.document} {s.example.start}-{s.example.end}: {' '.join(s.example.text.split())}",
            )
            for s in found
        ],
        nothing="No code has a passage that shares a telling word with this one.",
    )


def similar(
    study: StudyPath,
    document: Annotated[str | None, typer.Argument(metavar="[DOCUMENT", show_default=False)] = None,
    start: Annotated[int | None, typer.Argument(metavar="START", show_default=False)] = None,
    end: Annotated[int | None, typer.Argument(metavar="END]", show_default=False)] = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code",
            metavar="C",
            help="Like all passages of this code instead of one passage.",
            show_default=False,
        ),
    ] = None,
    coder: Coder = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many passages.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List passages like one (DOCUMENT START END) or like those of a code (--code C), without what is coded so already."""
    from qualcode.study import Study
    from qualcode.workflows.suggesting import like_code, more_like

    place = (document, start, end)
    if (code is None) == (document is None) or (code is None and None in place):
        raise InputError("Give either a passage (DOCUMENT START END) or --code NAME.")
    with Study.open(study) as opened:
        known(opened, coder)
        if code is not None:
            found = like_code(opened, code, coder=coder, limit=limit)
        else:
            assert document is not None
            assert start is not None
            assert end is not None
            found = more_like(opened, document, (start, end), coder=coder, limit=limit)
    if as_json:
        rows = [asdict(s) for s in found]
        for row in rows:
            del row["document_id"]
        json_out(rows)
        return
    table(
        {
            "document": "l",
            "turn": "r",
            "span": "l",
            "score": "r",
            "shared words": "l",
            "text": "l",
            "codes": "l",
        },
        [
            (
                s.document,
                s.turn,
                f"{s.start}-{s.end}",
                f"{s.score:.1f}",
                ", ".join(s.shared),
                " ".join(s.text.split()),
                ", ".join(s.codes),
            )
            for s in found
        ],
        nothing="No other passage shares a telling word with this.",
    )


def keywords(
    study: StudyPath,
    document: DocumentName,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many phrases.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List words and phrases that a document has markedly more often than the others: candidates for codes in vivo."""
    from qualcode.study import Study
    from qualcode.workflows.suggesting import key_phrases

    with Study.open(study) as opened:
        found = key_phrases(opened, document, limit=limit)
    if as_json:
        json_out([{**asdict(phrase), "places": [list(place) for place in phrase.places]} for phrase in found])
        return
    table(
        {"phrase": "l", "here": "r", "elsewhere": "r", "documents": "r", "G2": "r", "log ratio": "r", "first place": "l"},
        [
            (p.phrase, p.count, p.rest, p.documents, f"{p.g2:.1f}", f"{p.log_ratio:.1f}", "{}-{}".format(*p.places[0]))
            for p in found
        ],
        nothing="No word or phrase of three or more places is markedly more frequent here than in the other documents.",
    )  # fmt: skip


def known(study: object, coder: str | None) -> None:
    """Refuse a coder who is not in the study."""
    from qualcode.study import Study
    from qualcode.study.coders import ALL
    from qualcode.text.names import name_key

    assert isinstance(study, Study)
    if coder is not None and name_key(coder) != ALL:
        study.coders.known(coder)
