"""The command that imports transcripts, and its preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from qualcode.cli.options import AsJson, StudyPath, pairs
from qualcode.cli.output import json_out, say, table, warn
from qualcode.text.counting import whole_percent

if TYPE_CHECKING:
    from qualcode.model.documents import Layout, Role
    from qualcode.workflows.import_records import ImportResult

__all__ = ["import_"]


def import_(
    study: StudyPath,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Transcripts: .docx, .odt, .txt, .vtt, .pdf and others; a folder or a .zip stands for all in it.",
            show_default=False,
            readable=False,
        ),
    ],
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="L",
            help="Language code; default: recognised from the text.",
            show_default=False,
        ),
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role",
            metavar="LABEL=ROLE",
            help="Who a speaker's label is: interviewer, respondent, other. May be repeated.",
            show_default=False,
        ),
    ] = None,
    roles_as_before: Annotated[
        bool,
        typer.Option(
            "--roles-as-before",
            help="Give labels whose role is open the role that they have in the study's documents.",
        ),
    ] = False,
    same: Annotated[
        list[str] | None,
        typer.Option(
            "--same",
            metavar="LABEL=LABEL",
            help="The first label is a variant of the second one, such as R.=R. May be repeated.",
            show_default=False,
        ),
    ] = None,
    layout: Annotated[
        str,
        typer.Option(
            "--layout",
            metavar="HOW",
            help="How speakers are shown: labels; bold (bold questions); alternate (question and answer in turn).",
        ),
    ] = "labels",
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help="In which encoding text files are, such as cp1250, cp852 or mac-latin2; default: recognised.",
            show_default=False,
        ),
    ] = None,
    split: Annotated[
        bool,
        typer.Option("--split", help="Make a document of each interview where a file holds several."),
    ] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Keep comments and footnotes as memos on their passages.")
    ] = False,
    case: Annotated[
        str | None,
        typer.Option(
            "--case",
            metavar="LABEL",
            help="The case these files belong to; default: a new one for each.",
            show_default=False,
        ),
    ] = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(
            "--attribute",
            metavar="NAME=VALUE",
            help="A value of the case. May be repeated.",
            show_default=False,
        ),
    ] = None,
    name_pattern: Annotated[
        str | None,
        typer.Option(
            "--name-pattern",
            metavar="PATTERN",
            help="Case and attributes from file names, such as {case}_{facility}_{date}.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be imported and write nothing.")
    ] = False,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Leave the language index for later (qualcode index).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import transcripts as one change; a bad file is refused by name and the others are imported."""
    from qualcode.study import Study
    from qualcode.transcripts.finding import find_files, left_behind
    from qualcode.workflows.importing import import_files
    from qualcode.workflows.indexing import index_study

    with Study.open(study) as opened:
        found, unread = find_files(files), left_behind(files)
        results = import_files(
            opened,
            found,
            language=language,
            roles=cast("dict[str, Role]", pairs(role or [], "--role")),
            case=case,
            attributes=pairs(attribute or [], "--attribute"),
            layout=cast("Layout", layout),
            same=pairs(same or [], "--same"),
            in_parts=split,
            name_pattern=name_pattern,
            roles_as_before=roles_as_before,
            notes=notes,
            encoding=encoding,
            dry_run=dry_run,
        )
        if as_json:
            show_json(results, dry_run)
        else:
            show_table(results, dry_run)
        for result in results:
            if result.error:
                warn(f"qualcode: {result.error}")
        for left in dict.fromkeys((*unread, *(result.left for result in results))):
            if left:
                warn(f"qualcode: {left}")
        if not dry_run and not no_index and any(not r.error for r in results):
            try:
                index_study(opened)
            except KeyboardInterrupt:
                warn(
                    f"qualcode: interrupted after the import: the transcripts are in the study, without a language index. Build it with: qualcode index {study}"
                )
                raise typer.Exit(1) from None
    if any(r.error for r in results):
        raise typer.Exit(1)


def show_json(results: tuple[ImportResult, ...], dry_run: bool) -> None:
    """Print what became of each file; a preview has those that would be refused as well."""
    if dry_run:
        json_out([imported_json(r) | preview_json(r) for r in results])
    else:
        json_out([imported_json(r) for r in results if not r.error])


def show_table(results: tuple[ImportResult, ...], dry_run: bool) -> None:
    """Print what became of the files that were imported, with their warnings."""
    imported = [r for r in results if not r.error]
    if not imported:
        return
    rows = [
        (
            r.document,
            r.case or ("new" if dry_run else ""),
            r.format,
            r.language,
            r.words,
            r.turns,
            ", ".join(f"{s.label} = {s.role} ({s.turns})" for s in r.speakers),
        )
        for r in imported
    ]
    heads = {"document": "l", "case": "l", "format": "l", "language": "l", "words": "r", "turns": "r", "speakers": "l"}  # fmt: skip
    table(heads, rows, nothing="")
    for r in imported:
        if dry_run:
            say(f"{r.document}: {read_as(r)}")
        for warning in r.warnings:
            say(f"{r.document}: {warning}")
    if dry_run:
        say("Nothing was written (--dry-run).")


def read_as(r: ImportResult) -> str:
    """What only a preview says of a file in a sentence: encoding, language, letters, values of the case."""
    said = [f"{r.format} in {r.encoding}" if r.encoding else r.format]
    if r.language_sure is not None:
        said.append(f"language {r.language} ({whole_percent(r.language_sure)} sure)")
    else:
        where = "as given" if r.language_from == "given" else "not recognised, the study’s"
        said.append(f"language {r.language} ({where})")
    if r.letters is not None:
        said.append(f"{r.letters[1]} of {r.letters[0]} letters")
    said += [f"{name} = {value}" for name, value in r.attributes.items()]
    return f"{', '.join(said)}."


def imported_json(r: ImportResult) -> dict[str, Any]:
    """One imported file in the keys of the contract."""
    return {
        "document": r.document,
        "case": r.case,
        "format": r.format,
        "language": r.language,
        "words": r.words,
        "characters": r.characters,
        "sha256": r.sha256,
        "turns": r.turns,
        "speakers": [{"label": s.label, "role": s.role, "turns": s.turns} for s in r.speakers],
        "warnings": list(r.warnings),
    }


def preview_json(r: ImportResult) -> dict[str, Any]:
    """What only a preview has: how the file was read, what is offered, and how the transcript begins."""
    return {
        "file": r.source,
        "error": r.error,
        "attributes": dict(r.attributes),
        "encoding": r.encoding,
        "language_from": r.language_from,
        "language_sure": r.language_sure,
        "letters": None if r.letters is None else {"source": r.letters[0], "text": r.letters[1]},
        "duplicates": [{"name": twin.name, "share": twin.share} for twin in r.twins],
        "joins": [list(group) for group in r.joins],
        "roles_before": {label: {"role": b.role, "document": b.document} for label, b in r.before.items()},
        "parts": list(r.parts),
        "notes": dict(r.notes),
        "questions": dict(r.questions),
        "first_turns": [{"speaker": turn.label, "text": turn.text} for turn in r.first_turns],
    }
