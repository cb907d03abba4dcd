"""Arguments and options that several commands share, and how pairs such as NAME=VALUE are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from qualcode.errors import InputError
from qualcode.reports.writers import DOCUMENT_SUFFIXES, suffixes_listed

__all__ = [
    "AsCsv",
    "AsJson",
    "CaseLabel",
    "Citation",
    "Coder",
    "DocumentName",
    "LanguageCode",
    "Mapper",
    "MemoId",
    "MemoText",
    "Name",
    "NewName",
    "Overwrite",
    "SpanEnd",
    "SpanStart",
    "StudyPath",
    "Template",
    "WriteTo",
    "WrittenIn",
    "pairs",
]

StudyPath = Annotated[
    Path,
    typer.Argument(
        metavar="STUDY", help="The study file, such as thesis.qualcode.", show_default=False, readable=False
    ),
]
Citation = Annotated[
    str,
    typer.Argument(metavar="QUOTATION", help="Its number, or the citation: R07:123.", show_default=False),
]
CaseLabel = Annotated[str, typer.Argument(metavar="CASE", show_default=False)]
DocumentName = Annotated[str, typer.Argument(metavar="DOCUMENT", show_default=False)]
LanguageCode = Annotated[str, typer.Argument(metavar="LANGUAGE", show_default=False)]
MemoId = Annotated[int, typer.Argument(metavar="MEMO_ID", show_default=False)]
MemoText = Annotated[str, typer.Argument(metavar="TEXT", show_default=False)]
Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
NewName = Annotated[str, typer.Argument(metavar="NEW", show_default=False)]
SpanStart = Annotated[
    int, typer.Argument(metavar="START", help="First character, counted from 0.", show_default=False)
]
SpanEnd = Annotated[
    int, typer.Argument(metavar="END", help="The character behind the last one.", show_default=False)
]
WriteTo = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help=f"Write them by suffix: {suffixes_listed(DOCUMENT_SUFFIXES)}, xlsx, csv.",
        show_default=False,
    ),
]
Overwrite = Annotated[
    bool,
    typer.Option("--overwrite", help="Also where FILE exists and somebody may have worked on it."),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="A Word file whose styles are used.",
        show_default=False,
        readable=False,
    ),
]
WrittenIn = Annotated[
    str | None,
    typer.Option(
        "--language",
        help="Of a written document: en, cs or sv; default: the study's.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table.")]
Coder = Annotated[
    str | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="Whose codings; “all” pools all coders. Default: the primary coder.",
        show_default=False,
    ),
]
Mapper = Annotated[
    str | None,
    typer.Option(
        "--mapper",
        metavar="NAME",
        help="Map as a second mapper, beside the primary mapping and without changing it.",
        show_default=False,
    ),
]


def pairs(values: Sequence[str], option: str) -> dict[str, str]:
    """Read ``NAME=VALUE`` options; raises :class:`~qualcode.errors.InputError` for one without an equals sign."""
    found: dict[str, str] = {}
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or not name.strip():
            raise InputError(f"{option} takes NAME=VALUE; “{value}” has no name or no equals sign.")
        found[name.strip()] = rest.strip()
    return found
