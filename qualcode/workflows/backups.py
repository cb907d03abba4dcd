"""Backups as a person asks for them: by the study's path, also where the study is damaged or gone."""

from __future__ import annotations

import re
from pathlib import Path

from qualcode.errors import NotFoundError, StudyError
from qualcode.study import Study
from qualcode.study.store.backups import Backup, back_up, backup_folder, list_backups, restore, study_id
from qualcode.study.store.reading_id import identity_in

__all__ = ["backups_of", "make_backup", "restore_backup"]


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of a study, the newest first; of a damaged one, those that its bytes still name."""
    return list_backups(identity(path))


def identity(path: Path) -> str:
    """The study's identity, from the database or, where it is damaged, from its bytes.

    Raises :class:`~qualcode.errors.StudyError` where neither tells.
    """
    try:
        with Study.open(path, verify=False) as study:
            return study_id(study.store.connection)
    except StudyError:
        known = {
            folder.name for folder in backup_folder().glob("*") if re.fullmatch(r"[0-9a-f]{32}", folder.name)
        }
        found = identity_in(path, known)
        if found is None:
            raise
        return found


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
