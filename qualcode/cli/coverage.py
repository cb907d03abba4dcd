"""The command that says how far the coding has come, what waits for it, and whether one voice is strong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import csv_rows, json_out, say, table
from qualcode.cli.results import ToTable, print_table, say_statement, write_tables_to
from qualcode.errors import InputError
from qualcode.text.counting import whole_percent

if TYPE_CHECKING:
    from qualcode.model.coverage import Covered
    from qualcode.study import Study

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
    uncoded: Annotated[
        bool, typer.Option("--uncoded", help="List the turns of respondents that bear no coding.")
    ] = False,
    voices: Annotated[
        bool,
        typer.Option(
            "--voices", help="Show whose the quotations are, and which codes lean on one respondent."
        ),
    ] = False,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold",
            metavar="PERCENT",
            help="With --voices: share of the quotations above which one respondent is named. Default: 25.",
            show_default=False,
        ),
    ] = None,
    least: Annotated[
        int | None,
        typer.Option(
            "--least",
            help="With --voices: quotations that a code needs to be looked at. Default: 4.",
            show_default=False,
        ),
    ] = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show how much of what respondents say is coded, for each document and case; which turns wait; whether one voice is strong."""
    from qualcode.workflows.results import analysed

    if uncoded and voices:
        raise InputError("Give --uncoded or --voices, not both: each is a table of its own.")
    if by is not None and (uncoded or voices):
        raise InputError("--by groups the coverage; it cannot be joined with --uncoded or --voices.")
    if not voices and (threshold is not None or least is not None):
        raise InputError("--threshold and --least belong to --voices; add it.")
    with analysed(study) as opened:
        if uncoded:
            list_uncoded(opened, coder, to, as_csv, as_json)
        elif voices:
            show_voices(opened, coder, threshold, least, to, as_csv, as_json)
        else:
            show_coverage(opened, coder, by, to, as_csv, as_json)


def show_coverage(
    study: Study, coder: str | None, by: str | None, to: Path | None, as_csv: bool, as_json: bool
) -> None:
    """Print the coverage in one of its forms."""
    from qualcode.workflows.covering import coverage_by, coverage_of, coverage_statement, coverage_tables

    found = coverage_of(study, coder, words=True)
    groups = coverage_by(study, found, by) if by is not None else {}
    statement = coverage_statement(study, found, by)
    if to is not None:
        write_tables_to(study, to, coverage_tables(found, statement, groups))
        return
    if as_json:
        answer: dict[str, Any] = {
            **statement.as_dict(),
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
        nothing=f"There are no documents yet. Import transcripts with: qualcode import {study.path.name} FILE...",
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
            f"\n{whole_percent(found.total.share)} of what respondents say is coded "
            f"({whole_percent(found.total.word_share)} of their {found.total.spoken_words} words); "
            f"{found.total.uncoded_turns} of their {found.total.turns} turns have no coding. "
            f"Coder: {found.coder}; unit: characters of respondents' speech."
        )


def list_uncoded(study: Study, coder: str | None, to: Path | None, as_csv: bool, as_json: bool) -> None:
    """Print the turns of respondents of which nothing is coded."""
    from qualcode.workflows.covering import (
        coverage_of,
        coverage_statement,
        uncoded_in_all,
        uncoded_table,
    )

    turns = uncoded_in_all(study, coder)
    made = uncoded_table(turns, coverage_statement(study, coverage_of(study, coder)))
    if to is not None:
        write_tables_to(study, to, [made])
    elif as_json:
        json_out({**made.statement.as_dict(), "uncoded": made.to_records()})
    elif as_csv:
        print_table(made)
    else:
        table(
            {"document": "l", "turn": "r", "begins": "l"},
            [(each.document, each.turn, each.words) for each in turns],
            nothing="Every turn of a respondent bears a coding."
            if study.documents.list()
            else "There are no documents yet.",
        )
        if turns:
            say_statement(made.statement)


def show_voices(
    study: Study,
    coder: str | None,
    threshold: float | None,
    least: int | None,
    to: Path | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Print whose the quotations are, and the codes that lean on one respondent."""
    from qualcode.workflows.covering import voice_sentences, voices_of, voices_statement, voices_tables

    found = voices_of(study, coder, limit=None if threshold is None else threshold / 100, least=least)
    tables = voices_tables(found, voices_statement(study, found))
    if to is not None:
        write_tables_to(study, to, tables)
        return
    if as_json:
        json_out(
            {
                **tables[0].statement.as_dict(),
                "quotations": found.quotations,
                "cases": [
                    {
                        "case": each.case,
                        "documents": each.documents,
                        "quotations": each.quotations,
                        "share": each.share,
                        "loud": each.loud,
                    }
                    for each in found.cases
                ],
                "codes": [
                    {
                        "code": each.code,
                        "kind": each.kind,
                        "path": list(each.path),
                        "case": each.case,
                        "supplied": each.supplied,
                        "quotations": each.quotations,
                        "share": each.share,
                        "respondents": each.respondents,
                        "numbers": list(each.numbers),
                    }
                    for each in found.codes
                ],
                "notes": list(voice_sentences(found)),
            }
        )
        return
    if as_csv:
        print_table(tables[0])
        return
    table(
        {"case": "l", "quotations": "r", "share": "r", "": "l"},
        [
            (each.case, each.quotations, whole_percent(each.share), "loud" if each.loud else "")
            for each in found.cases
        ],
        nothing="There are no documents yet.",
    )
    if found.codes:
        say(
            f"\nCodes and categories with at least {found.least} quotations of which one respondent supplies more than {whole_percent(found.limit)}"
        )
        table(
            {"code": "l", "case": "l", "supplies": "r", "share": "r", "respondents": "r"},
            [
                (
                    each.code,
                    each.case,
                    f"{each.supplied} of {each.quotations}",
                    whole_percent(each.share),
                    each.respondents,
                )
                for each in found.codes
            ],
            nothing="",
        )
    say("")
    for sentence in voice_sentences(found):
        say(sentence)
    say_statement(tables[0].statement)


COLUMNS = {"coded": "r", "of words": "r", "turns": "r", "uncoded turns": "r", "words": "r", "codings": "r"}


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
        "respondent_words": covered.spoken_words,
        "coded_words": covered.coded_words,
        "word_share": covered.word_share,
    }


def shown(covered: Covered) -> tuple[str | int, ...]:
    """The figures in the order of ``COLUMNS``."""
    return (
        whole_percent(covered.share),
        whole_percent(covered.word_share),
        covered.turns,
        covered.uncoded_turns,
        covered.words,
        covered.codings,
    )
