"""Commands about the codebook: as a file, its weak spots, who approved what of it, and how it differs from another one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.differences import codebook_diff
from qualcode.cli.hygiene import codebook_hygiene
from qualcode.cli.options import Overwrite, StudyPath
from qualcode.cli.output import say
from qualcode.cli.signing import codebook_approve, codebook_signoff

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="The codebook as a file, its weak spots, its approval, and its changes.", no_args_is_help=True
    )
    group.command("export")(codebook_export)
    group.command("import")(codebook_import)
    group.command("hygiene")(codebook_hygiene)
    group.command("approve")(codebook_approve)
    group.command("signoff")(codebook_signoff)
    group.command("diff")(codebook_diff)
    app.add_typer(group, name="codebook")


def codebook_export(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Written by suffix: yaml, csv, xlsx, docx.", show_default=False),
    ],
    overwrite: Overwrite = False,
) -> None:
    """Write the codebook with all its fields and mappings."""
    from qualcode.study import Study
    from qualcode.workflows.codebooks import export_codebook

    with Study.open(study) as opened:
        export_codebook(opened, file, overwrite=overwrite)
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
