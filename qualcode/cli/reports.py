"""Commands that write reports and codebook files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.hygiene import codebook_hygiene
from qualcode.cli.options import Coder, StudyPath
from qualcode.cli.output import say

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(report)
    group = typer.Typer(help="The codebook as a file, and its weak spots.", no_args_is_help=True)
    group.command("export")(codebook_export)
    group.command("import")(codebook_import)
    group.command("hygiene")(codebook_hygiene)
    app.add_typer(group, name="codebook")


def report(
    study: StudyPath,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Written by suffix: docx, md, html.", show_default=False)
    ],
    kind: Annotated[str, typer.Option(help="full, codebook, codes, comparison or method.")] = "full",
    language: Annotated[
        str | None, typer.Option(help="en, cs or sv; default: the study's.", show_default=False)
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A Word file whose styles are used.", show_default=False, readable=False
        ),
    ] = None,
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
) -> None:
    """Write a report; where material is missing, it says what is missing."""
    from qualcode.workflows.report import write_report
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        write_report(opened, file, kind=kind, language=language, template=template, by=by, coder=coder)
    say(f"Wrote {file}.")


def codebook_export(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Written by suffix: yaml, csv, xlsx, docx.", show_default=False),
    ],
) -> None:
    """Write the codebook with all its fields and mappings."""
    from qualcode.study import Study
    from qualcode.workflows.codebooks import export_codebook

    with Study.open(study) as opened:
        export_codebook(opened, file)
    say(f"Wrote {file}.")


def codebook_import(
    study: StudyPath,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A codebook (yaml, csv, xlsx), or “starter” or “sample” for those that come with qualcode.",
            show_default=False,
        ),
    ],
    language: Annotated[
        str | None,
        typer.Option(help="Which language's names to take; default: the study's.", show_default=False),
    ] = None,
    no_mappings: Annotated[
        bool, typer.Option("--no-mappings", help="Leave out proposed mappings to criteria.")
    ] = False,
) -> None:
    """Add the codes of a codebook file as one change; names that exist are left as they are."""
    from qualcode.study import Study
    from qualcode.workflows.codebooks import import_codebook

    with Study.open(study) as opened:
        added, mapped = import_codebook(opened, file, language=language, mappings=not no_mappings)
    say(f"Added {added} nodes and {mapped} mappings from {file}.")
