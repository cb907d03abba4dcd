"""The commands that write reports, and the files that say what is in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from qualcode.cli.options import Coder, Overwrite, StudyPath, Template, WrittenIn, pairs
from qualcode.cli.output import say
from qualcode.errors import InputError
from qualcode.reports.writers import suffixes_listed

__all__ = ["register"]

KIND = "full, codebook, codes, comparison, transcript, appendix, coreq, srqr or method."


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(report)
    app.command()(plan)


def report(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=f"Written by suffix: {suffixes_listed()}.", show_default=False),
    ],
    kind: Annotated[str | None, typer.Option(help=f"{KIND} Default: full.", show_default=False)] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A report file, which chooses and orders the parts; “qualcode plan” writes one to begin with.",
            show_default=False,
            readable=False,
        ),
    ] = None,
    language: WrittenIn = None,
    template: Template = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="ATTRIBUTE",
            help="Group the respondents; default: facility_type where cases have it.",
            show_default=False,
        ),
    ] = None,
    coder: Coder = None,
    code: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="Only this code, category or theme with all below it; may be repeated.",
            show_default=False,
        ),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="DOCUMENT", help="Only this interview; may be repeated.", show_default=False),
    ] = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="Only respondents with this value; may be repeated.",
            show_default=False,
        ),
    ] = None,
    translation: Annotated[
        str | None,
        typer.Option(
            help="Which words of a quotation: both, original or translation. Default: both.",
            show_default=False,
        ),
    ] = None,
    per_respondent: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="At most so many quotations of one respondent under one code.",
            show_default=False,
        ),
    ] = None,
    longest: Annotated[
        int | None,
        typer.Option(metavar="WORDS", help="End longer quotations with […].", show_default=False),
    ] = None,
    smallest_cell: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Withhold figures that rest on fewer respondents.", show_default=False
        ),
    ] = None,
    show: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ATTRIBUTE",
            help="Print this attribute beside each quotation; may be repeated; “none”: no attribute. Default: the one of --by.",
            show_default=False,
        ),
    ] = None,
    context: Annotated[
        bool, typer.Option("--context", help="Print the sentences around each quotation.")
    ] = False,
    rows: Annotated[
        bool, typer.Option("--rows", help="Codes: a table with one row for each quotation.")
    ] = False,
    running: Annotated[
        bool, typer.Option("--running", help="Codebook: running text instead of a table.")
    ] = False,
    examples: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Codebook: at most so many quotations of each code. Default: 2.",
            show_default=False,
        ),
    ] = None,
    narrative: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="The kind of memo that tells of a category. Default: narrative.",
            show_default=False,
        ),
    ] = None,
    margin: Annotated[
        bool, typer.Option("--margin", help="Transcript: codes in a column beside the text, for print.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            help="Appendix: thesis (category to statement) or meaning_units (Graneheim and Lundman). Default: by language.",
            show_default=False,
        ),
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Write a report; where material is missing, it says what is missing."""
    from dataclasses import replace

    from qualcode.reports.choices import ReportChoices
    from qualcode.workflows.report import read_report_file, write_report
    from qualcode.workflows.results import analysed

    given: dict[str, Any] = {
        "codes": tuple(code or ()),
        "documents": tuple(document or ()),
        "attributes": tuple(pairs(attribute or (), "--attribute").items()),
        "show": None if not show else () if show == ["none"] else tuple(show),
        "translation": translation,
        "per_respondent": per_respondent,
        "longest": longest,
        "smallest_cell": smallest_cell,
        "examples": examples,
        "narrative": narrative,
        "form": form,
        "context": context,
        "rows": rows,
        "running": running,
        "margin": margin,
    }
    wanted = {
        name: value
        for name, value in given.items()
        if value is not None and value is not False and (value != () or name == "show")
    }
    if plan is not None and kind is not None:
        raise InputError("A report file says itself which kind it begins from; leave out --kind or --plan.")
    planned = read_report_file(plan) if plan is not None else None
    choices = replace(planned.choices if planned is not None else ReportChoices(), **wanted)
    with analysed(study) as opened:
        dangling = write_report(
            opened,
            file,
            kind=kind,
            language=language,
            template=template,
            by=by,
            coder=coder,
            choices=choices,
            plan=planned,
            overwrite=overwrite,
        )
    say(f"Wrote {file}.")
    if dangling:
        say(
            f"Cited in it, but not among its quotations: {', '.join(dangling)}. Correct them in the memos or the report file."
        )


def plan(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A report file to be written, such as report.yaml.", show_default=False
        ),
    ],
    kind: Annotated[str, typer.Option(help=KIND)] = "full",
    language: WrittenIn = None,
) -> None:
    """Write a report file to edit: it chooses and orders the parts of a report, which “report --plan” then writes."""
    from qualcode.study import Study
    from qualcode.workflows.report import write_report_file

    with Study.open(study) as opened:
        write_report_file(opened, file, kind=kind, language=language)
    say(f"Wrote {file}. Edit it, then: qualcode report {study.name} report.docx --plan {file.name}")
