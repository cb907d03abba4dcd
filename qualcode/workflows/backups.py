"""Backups as a person asks for them: by the study's path, also where the study is damaged or gone."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import NotFoundError, StudyError
from qualcode.study import Study
from qualcode.study.store.backups import Backup, back_up, backup_folder, list_backups, restore, study_id
from qualcode.study.store.last_seen import all_seen, identity_at
from qualcode.study.store.reading_id import identity_in

__all__ = ["backups_of", "make_backup", "restore_backup"]

IDENTITY = 32
"""Digits of a study's identity, after which the folder of its backups is called."""

SHOWN = 5
"""Studies named where none lies at a path."""


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of a study, the newest first; of a damaged or missing one, those that its bytes or its path still tell."""
    return list_backups(identity(path))


def identity(path: Path) -> str:
    """The study's identity: from the database, else from its bytes, else from where studies were when they were backed up.

    Raises :class:`~qualcode.errors.StudyError` where none of them tells, naming the studies that have backups.
    """
    try:
        with Study.open(path, verify=False) as study:
            return study_id(study.store.connection)
    except StudyError as error:
        if path.is_dir():
            raise
        known = {folder.name for folder in backup_folder().glob("*") if len(folder.name) == IDENTITY}
        found = identity_in(path, known) or identity_at(path, backup_folder())
        if found is None:
            raise unknown(path) from error
        return found


def unknown(path: Path) -> StudyError:
    """The error for a path at which no study can be read, and none was ever backed up."""
    state = "cannot be read as a study" if path.exists() else "does not exist"
    seen = [f"“{each.title}” ({next(iter(each.paths))})" for each in all_seen(backup_folder()) if each.paths]
    others = f" There are backups of: {', '.join(seen[:SHOWN])}" if seen else ""
    others += f" and {len(seen) - SHOWN} more." if len(seen) > SHOWN else "." if seen else ""
    return StudyError(
        f"{path} {state}, and no study that lay there was ever backed up to {backup_folder()}.{others}"
    )


def make_backup(path: Path) -> Backup:
    """Make a backup by hand."""
    with Study.open(path) as study:
        return back_up(path, study.store.connection, "manual")


def restore_backup(path: Path, name: str | None = None) -> Backup:
    """Restore the newest backup, or the one named; raises :class:`~qualcode.errors.NotFoundError`."""
    found = backups_of(path)
    if not found:
        raise NotFoundError(f"There is no backup of {path} in {backup_folder()}.")
    chosen = found[0] if name is None else next((backup for backup in found if backup.name == name), None)
    if chosen is None:
        raise NotFoundError(f"There is no backup “{name}”; list them with: qualcode backup list {path}")
    restore(path, chosen)
    return chosen
