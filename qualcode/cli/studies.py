"""Commands on a study as a whole: new, check, backups, history, index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, say, table, warn
from qualcode.errors import InputError, QualcodeError, StudyError
from qualcode.text.counting import counted
from qualcode.text.names import name_key

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for function in (new, check, undo, redo, history):
        app.command()(function)
    backups = typer.Typer(help="Backups of a study: list them, make one, restore one.", no_args_is_help=True)
    backups.command("list")(backup_list)
    backups.command("make")(backup_make)
    backups.command("restore")(backup_restore)
    app.add_typer(backups, name="backup")


def new(
    study: StudyPath,
    title: Annotated[
        str, typer.Option(help="The study's title; default: the file's name.", show_default=False)
    ] = "",
    language: Annotated[
        str, typer.Option(help="Language code of transcripts and reports: en, cs, sv, ...")
    ] = "en",
) -> None:
    """Create an empty study, never over an existing file."""
    from qualcode.language.codes import check_language
    from qualcode.study import Study
    from qualcode.workflows.recent import remember, study_path

    check_language(language)
    with Study.create(study_path(study), title=title, language=language) as made:
        remember(made.path, made.title)
        say(f"Created {made.path}. Import transcripts with: qualcode import {made.path} FILE...")


def check(study: StudyPath, as_json: AsJson = False) -> None:
    """Look a study over: file, references, hashes, orphans; exit 1 where something is wrong."""
    from qualcode.study import Study
    from qualcode.workflows.checking import problems_of

    with Study.open(study, verify=False) as opened:
        problems = problems_of(opened)
    if as_json:
        json_out({"ok": not problems, "problems": list(problems)})
    elif problems:
        for problem in problems:
            say(problem)
        say(f"{counted(len(problems), 'problem')}. Backups: qualcode backup list {study}")
    else:
        say(f"{study} is sound.")
    if problems:
        raise typer.Exit(1)


def undo(
    study: StudyPath,
    n: Annotated[int, typer.Option("-n", help="How many steps.")] = 1,
    to: Annotated[
        int | None,
        typer.Option(
            metavar="ID",
            help="Take back your changes back to the one with this id of the history, that one too: all or none.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take back your own last changes."""
    turn_back(study, n, to, as_json, redo=False)


def redo(
    study: StudyPath,
    n: Annotated[int, typer.Option("-n", help="How many steps.")] = 1,
    to: Annotated[
        int | None,
        typer.Option(
            metavar="ID",
            help="Make your undone changes again up to the one with this id of the history, that one too: all or none.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make your own undone changes again."""
    turn_back(study, n, to, as_json, redo=True)


def turn_back(path: Path, n: int, to: int | None, as_json: bool, *, redo: bool) -> None:
    """Undo or redo and say what."""
    from qualcode.study import Study

    if to is not None and n != 1:
        raise InputError("Give either -n or --to, not both.")
    with Study.open(path) as opened:
        step = opened.history.redo if redo else opened.history.undo
        stopped: QualcodeError | None = None
        if to is None:
            done = list(step(min(n, 1)))
        else:
            done = list(opened.history.redo_to(to) if redo else opened.history.undo_to(to))
            n = len(done)
        while len(done) < n and stopped is None:
            try:
                done += step()
            except QualcodeError as error:
                stopped = error
    if as_json:
        json_out(
            [{"id": c.id, "at": c.at, "actor": c.actor, "label": c.label, "undone": c.undone} for c in done]
        )
    else:
        for change in done:
            say(f"{'Redone' if redo else 'Undone'}: {change.label}")
    if stopped is not None:
        warn(
            f"qualcode: {counted(len(done), 'step')} of {n} {'was' if len(done) == 1 else 'were'} {'redone' if redo else 'undone'}. {stopped}"
        )
        if isinstance(stopped, StudyError):
            raise typer.Exit(1)


def history(
    study: StudyPath,
    change: Annotated[
        int | None,
        typer.Option(
            metavar="ID", help="Show one change and what it touched instead of the list.", show_default=False
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only changes of this person.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help="Only changes of this kind: codings, codes, quotations, memos, documents, cases, mappings, ...",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List all changes, the oldest first."""
    from qualcode.study import Study

    if change is not None:
        one_change(study, change, as_json)
        return
    with Study.open(study) as opened:
        changes = tuple(
            c
            for c in opened.history.list()
            if (by is None or name_key(c.actor) == name_key(by)) and (kind is None or c.kind == kind)
        )
    if as_json:
        json_out(
            [
                {"id": c.id, "at": c.at, "actor": c.actor, "label": c.label, "undone": c.undone}
                for c in changes
            ]
        )
    else:
        rows = [
            (c.id, c.at.replace("T", " ").rstrip("Z"), c.actor, c.label, "undone" if c.undone else "")
            for c in changes
        ]
        table(
            {"id": "r", "at (UTC)": "l", "actor": "l", "change": "l", "": "l"},
            rows,
            nothing="Nothing has changed yet.",
        )


def one_change(study: Path, number: int, as_json: bool) -> None:
    """Print one change and what it touched."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        found, scope = opened.history.get(number), opened.history.scope(number)
        place = scope.place
        where = None if place is None else opened.documents.get(place.document_id).name
    if as_json:
        json_out(
            {
                "id": found.id,
                "at": found.at,
                "actor": found.actor,
                "label": found.label,
                "kind": found.kind,
                "state": found.state,
                "rows": scope.rows,
                "passages": scope.passages,
                "documents": list(scope.documents),
                "place": None
                if place is None
                else {
                    "document": where,
                    "start": None if place.span is None else place.span[0],
                    "end": None if place.span is None else place.span[1],
                },
            }
        )
        return
    say(f"{found.id}  {found.label}")
    say(f"{found.at.replace('T', ' ').rstrip('Z')} UTC, {found.actor}, {found.state}")
    touched = ", ".join(f"{table}: {number}" for table, number in scope.rows.items())
    say(f"touched  {touched}" if touched else "The history does not tell what it touched.")
    if scope.documents:
        say(f"in  {', '.join(scope.documents)}")
    if place is not None and place.span is not None:
        say(f"first at  {where} {place.span[0]}–{place.span[1]}")


def backup_list(study: StudyPath, as_json: AsJson = False) -> None:
    """List the backups of a study, the newest first; works for a damaged study too."""
    from qualcode.workflows.backups import backups_of

    found = backups_of(study)
    if as_json:
        json_out(
            [
                {"backup": b.name, "at": b.at, "reason": b.reason, "bytes": b.size, "path": str(b.path)}
                for b in found
            ]
        )
    else:
        rows = [(b.name, b.at.replace("T", " ").rstrip("Z"), b.reason, f"{b.size / 1024:.0f}") for b in found]
        table(
            {"backup": "l", "at (UTC)": "l", "reason": "l", "KiB": "r"},
            rows,
            nothing="There is no backup of this study yet.",
        )


def backup_make(study: StudyPath) -> None:
    """Make a backup now."""
    from qualcode.workflows.backups import make_backup

    say(f"Backed up to {make_backup(study).path}")


def backup_restore(
    study: StudyPath,
    backup: Annotated[
        str | None,
        typer.Argument(metavar="BACKUP", help="Name of the backup; default: the newest.", show_default=False),
    ] = None,
) -> None:
    """Put a backup in the place of the study; what is replaced is backed up first."""
    from qualcode.workflows.backups import restore_backup

    restored = restore_backup(study, backup)
    say(f"Restored {study} from the backup of {restored.at.replace('T', ' ').rstrip('Z')} UTC.")
