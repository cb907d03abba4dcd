"""Commands on a study as a whole: new, check, backups, history, index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, say, table, warn
from qualcode.errors import InputError, QualcodeError, StudyError
from qualcode.text.counting import counted

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
    from qualcode.study import Study

    if not study.name:
        raise InputError("Give the study a name, such as thesis.qualcode.")
    path = study if study.suffix else study.with_name(study.name + ".qualcode")
    with Study.create(path, title=title, language=language) as made:
        say(f"Created {made.path}. Import transcripts with: qualcode import {made.path} FILE...")


def check(study: StudyPath, as_json: AsJson = False) -> None:
    """Look a study over: file, references, hashes, orphans; exit 1 where something is wrong."""
    from qualcode.study import Study
    from qualcode.study.integrity import check as look

    with Study.open(study, verify=False) as opened:
        problems = look(opened)
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
    as_json: AsJson = False,
) -> None:
    """Take back your own last changes."""
    turn_back(study, n, as_json, redo=False)


def redo(
    study: StudyPath,
    n: Annotated[int, typer.Option("-n", help="How many steps.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Make your own undone changes again."""
    turn_back(study, n, as_json, redo=True)


def turn_back(path: Path, n: int, as_json: bool, *, redo: bool) -> None:
    """Undo or redo and say what."""
    from qualcode.study import Study

    with Study.open(path) as opened:
        step = opened.history.redo if redo else opened.history.undo
        done = list(step(min(n, 1)))
        stopped: QualcodeError | None = None
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


def history(study: StudyPath, as_json: AsJson = False) -> None:
    """List all changes, the oldest first."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        changes = opened.history.list()
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
