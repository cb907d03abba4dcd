"""The command that checks a finished chapter against its study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, Overwrite, StudyPath, WrittenIn
from qualcode.cli.output import json_out, say, table
from qualcode.cli.results import print_table
from qualcode.text.counting import counted
from qualcode.text.wording_diff import Piece, marked

if TYPE_CHECKING:
    from qualcode.model.verification import Finding, Verification

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(verify)


def verify(
    study: StudyPath,
    chapter: Annotated[
        Path,
        typer.Argument(
            metavar="CHAPTER",
            help="The finished chapter: docx, odt, md or txt. Tracked changes are read as accepted.",
            show_default=False,
            readable=False,
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FILE",
            help="Write the whole check by suffix: docx, md, html, tex, or as a table csv, tsv, xlsx, parquet.",
            show_default=False,
        ),
    ] = None,
    language: WrittenIn = None,
    every: Annotated[bool, typer.Option("--all", help="List what is in order too.")] = False,
    coder: Coder = None,
    overwrite: Overwrite = False,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Check a finished chapter: are its quotations what was said, and are its codes and counts still those of the study?

    Quotations are found by their number ([R07:23], R07, č. 23) and by their words: in quotation marks, in styles for quotations, in
    tables. Exit code 0 where nothing contradicts the study, 1 where something does. Nothing is changed.
    """
    from qualcode.workflows.results import analysed
    from qualcode.workflows.verifying import findings_table, verify_chapter, write_verification

    with analysed(study) as opened:
        found = verify_chapter(opened, chapter, coder=coder)
        if to is not None:
            for file in write_verification(opened, found, to, language=language, overwrite=overwrite):
                say(f"Wrote {file}.")
        elif as_json:
            statement = findings_table(opened, found).statement
            json_out({**as_data(found), "study": statement.study, "digest": statement.digest})
        elif as_csv:
            print_table(findings_table(opened, found))
        else:
            show(found, every)
    if found.faults:
        raise typer.Exit(1)


def show(found: Verification, every: bool) -> None:
    """Print the findings: what asks for a look with the words side by side, the rest as numbers."""
    from qualcode.model.verification import KINDS
    from qualcode.reports.verification import place_in_words, reason_in_words
    from qualcode.reports.wording import Words

    w = Words("en")
    listed = found.findings if every else found.faults
    for finding in listed:
        say(f"{place_in_words(finding.place, w)}\n  {reason_in_words(finding, w)}")
        words = (
            marked(Piece(change.kind, change.text) for change in finding.changes)
            if finding.changes
            else finding.printed
        )
        if words:
            say(f"  “{words}”")
    numbers = found.counts
    table(
        {"finding": "l", "number": "r"},
        [(w(f"verify.kind.{kind}"), numbers[kind]) for kind in KINDS if numbers[kind]],
        nothing=f"{found.chapter} prints no quotation and no count that could be compared.",
    )
    if found.faults:
        say(f"{counted(len(found.faults), 'place')} of {found.chapter} to look at.")
    elif found.findings:
        say(f"Nothing in {found.chapter} contradicts the study.")
    if found.accepted:
        say(f"Tracked changes ({found.accepted}) were read as accepted.")


def as_data(found: Verification) -> dict[str, Any]:
    """The check in the keys of the contract."""
    return {
        "chapter": found.chapter,
        "ok": not found.faults,
        "paragraphs": found.paragraphs,
        "words": found.words,
        "accepted_changes": found.accepted,
        "coder": found.coder,
        "counts": found.counts,
        "findings": [finding_data(finding) for finding in found.findings],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding; ``passage`` and ``changes`` are null and empty where the study has no words for it."""
    from qualcode.reports.verification import reason_in_words
    from qualcode.reports.wording import Words

    place, passage = finding.place, finding.passage
    return {
        "finding": finding.kind,
        "heading": place.heading,
        "paragraph": place.paragraph,
        "part": place.part,
        "table": place.table,
        "row": place.row,
        "printed": finding.printed,
        "cited": list(finding.cited),
        "what": reason_in_words(finding, Words("en")),
        "passage": None
        if passage is None
        else {
            "case": passage.case,
            "document": passage.document,
            "start": passage.start,
            "end": passage.end,
            "turn": passage.turn,
            "quotation": passage.quotation,
            "text": passage.words,
        },
        "changes": [{"kind": change.kind, "text": change.text} for change in finding.changes],
    }
