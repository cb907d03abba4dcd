"""Commands that find passages by their codes, and cases that speak of one thing but never of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsCsv, AsJson, StudyPath, WriteTo, WrittenIn
from qualcode.cli.output import csv_rows, json_out, say, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.retrieval import CaseQuotations, FoundPassage

__all__ = ["register"]

Whose = Annotated[
    str | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="Look at this coder's codings only. Default: all coders.",
        show_default=False,
    ),
]
Side = Annotated[str, typer.Argument(help="A code, a category or a query.", show_default=False)]
SHOWN = 60
"""Words of a passage in a printed table."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(retrieve)
    app.command()(contrast)


def retrieve(
    study: StudyPath,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help='Codes and categories joined by and, or, not, overlap, same turn; CODE by CODER; facility_type = "social service"; '
            "document = NAME; case = LABEL; coder = NAME; memo = KIND or any. Names with spaces stand in quotation marks.",
            show_default=False,
        ),
    ],
    coder: Whose = None,
    to: WriteTo = None,
    language: WrittenIn = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Find passages by codes, categories, cases, coders and memos, with their context."""
    from qualcode.study import Study
    from qualcode.workflows.retrieving import COLUMNS, check_target, passage_rows, write_passages

    if to is not None:
        check_target(to)
    with Study.open(study) as opened:
        passages = opened.retrieval.find(query, coder=coder)
        if to is not None:
            write_passages(opened, query, passages, to, language=language)
    if as_json:
        json_out([as_record(passage) for passage in passages])
    elif as_csv:
        csv_rows(COLUMNS, passage_rows(passages))
    elif to is not None:
        say(f"Wrote {to}: {len(passages)} {'passage' if len(passages) == 1 else 'passages'}.")
    else:
        print_passages(passages, "No passage fits this query.")


def contrast(
    study: StudyPath,
    a: Side,
    b: Side,
    coder: Whose = None,
    to: WriteTo = None,
    language: WrittenIn = None,
    as_json: AsJson = False,
) -> None:
    """Cases that speak of A but never of B, and those that speak of both, with the quotations of each side."""
    from qualcode.study import Study
    from qualcode.workflows.contrasting import write_contrast
    from qualcode.workflows.retrieving import check_target

    if to is not None:
        check_target(to)
    with Study.open(study) as opened:
        found = opened.retrieval.with_without(a, b, coder=coder)
        if to is not None:
            write_contrast(opened, found, to, language=language)
    if as_json:
        json_out(
            {
                "a": found.a,
                "b": found.b,
                "without": [case_record(case) for case in found.without],
                "both": [case_record(case) for case in found.both],
                "only_b": [case_record(case) for case in found.only_b],
                "neither": list(found.neither),
            }
        )
        return
    if to is not None:
        say(f"Wrote {to}: {len(found.without)} with A but never B, {len(found.both)} with both.")
        return
    say(f"“{a}” but never “{b}”: {labels([case.case for case in found.without])}")
    for case in found.without:
        say("")
        print_passages(case.a, "")
    say(f"\nBoth “{a}” and “{b}”: {labels([case.case for case in found.both])}")
    for case in found.both:
        say(f"\n{case.case}: “{a}”")
        print_passages(case.a, "")
        say(f"\n{case.case}: “{b}”")
        print_passages(case.b, "")
    say(f"\n“{b}” but never “{a}”: {labels([case.case for case in found.only_b])}")
    for case in found.only_b:
        say("")
        print_passages(case.b, "")
    say(f"None of the two: {labels(found.neither)}")


def labels(cases: Sequence[str]) -> str:
    """How many cases, and which."""
    return f"{len(cases)} ({', '.join(cases)})" if cases else "no case"


def print_passages(passages: Sequence[FoundPassage], nothing: str) -> None:
    """Passages as a table a person can read."""
    rows = []
    for p in passages:
        words = p.text.split()
        shown = " ".join(words[:SHOWN]) + (" […]" if len(words) > SHOWN else "")
        rows.append(
            (f"[{p.case}:{p.quotation}]", p.document, p.turn, "; ".join(p.codes), "; ".join(p.coders), shown)
        )
    columns = {"passage": "l", "document": "l", "turn": "r", "codes": "l", "coders": "l", "text": "l"}
    table(columns, rows, nothing=nothing)


def as_record(passage: FoundPassage) -> dict[str, Any]:
    """A passage with stable keys."""
    return {
        "quotation": passage.quotation,
        "document": passage.document,
        "case": passage.case,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "context": passage.context,
        "turn": passage.turn,
        "speaker": passage.speaker,
        "role": passage.role,
        "codes": list(passage.codes),
        "coders": list(passage.coders),
        "codings": [{"id": c.id, "code": c.code, "coder": c.coder} for c in passage.codings],
        "memo": passage.memo,
    }


def case_record(found: CaseQuotations) -> dict[str, Any]:
    """A case with the passages of both sides."""
    return {
        "case": found.case,
        "attributes": found.attributes,
        "a": [as_record(passage) for passage in found.a],
        "b": [as_record(passage) for passage in found.b],
    }
