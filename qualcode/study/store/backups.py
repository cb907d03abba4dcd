"""Backups of study files in the user's data folder: before a migration, daily on open, and by hand; the newest five are kept."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.study.store import schema
from qualcode.study.store.last_seen import read_seen, write_seen
from qualcode.study.store.sqlite import APPLICATION_ID, connect, database, header, unreadable

__all__ = [
    "KEPT",
    "Backup",
    "back_up",
    "backup_folder",
    "folder_of",
    "list_backups",
    "migrate",
    "restore",
    "study_id",
]

KEPT = 5
"""Backups kept for each study."""

SET_ASIDE = " damaged "
"""Between the name of a damaged study and the time at which it was set aside."""

RESTORING = ".restoring"
"""What the name of a study ends in while it is being restored."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a study."""

    name: str
    """File name, as ``backup restore`` takes it."""
    path: Path
    at: str
    """UTC, ISO 8601."""
    reason: str
    """``daily``, ``migration``, ``restore`` or ``manual``."""
    size: int
    """Bytes."""


def backup_folder() -> Path:
    """Where backups of all studies are kept; ``QUALCODE_DATA_DIR`` moves it."""
    base = os.environ.get("QUALCODE_DATA_DIR")
    if base:
        return Path(base) / "backups"
    from platformdirs import user_data_path

    return user_data_path("qualcode", appauthor=False) / "backups"


def folder_of(identity: str) -> Path:
    """Where the backups of one study are kept."""
    return backup_folder() / identity


def study_id(connection: sqlite3.Connection) -> str:
    """The identity of a study, which its copies and backups share; hexadecimal, checked."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'study_id'").fetchone()
    if row is None or not re.fullmatch(r"[0-9a-f]{32}", str(row[0])):
        raise StudyError("The study has no valid identity; it was changed by another program.")
    return str(row[0])


def back_up(path: Path, connection: sqlite3.Connection, reason: str) -> Backup:
    """Copy an open study with SQLite's backup API, check the copy, note where the study lies, and keep the newest five."""
    folder = folder_of(study_id(connection))
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    target = folder / f"{stamp} {reason}.qualcode"
    temporary = target.with_suffix(f".{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.unlink(missing_ok=True)
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        copy = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise StudyError(
                    f"The backup of {path} is damaged; check the disk, and the study with: qualcode check {path.name}"
                )
        finally:
            copy.close()
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        size = (
            temporary.stat().st_size
        )  # asked now: another process may give the backup up as the sixth oldest
        temporary.replace(target)
        write_seen(folder, path, connection)
    except (sqlite3.Error, OSError) as error:
        raise StudyError(
            f"A backup of {path} could not be written to {folder} ({error}); free some space or set QUALCODE_DATA_DIR to another folder."
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    for old in sorted(folder.glob("*.qualcode"))[:-KEPT]:
        with suppress(OSError):
            old.unlink()
    return as_backup(target, size)


def as_backup(path: Path, size: int) -> Backup:
    """Read a backup's particulars from its name; ``size`` is in bytes."""
    stamp, _, reason = path.stem.partition(" ")
    at = re.sub(r"T(\d\d)(\d\d)(\d\d)\.\d+Z", r"T\1:\2:\3Z", stamp)
    return Backup(path.name, path, at, reason or "manual", size)


def list_backups(identity: str) -> tuple[Backup, ...]:
    """All backups of a study, the newest first."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in sorted(folder_of(identity).glob("*.qualcode"), reverse=True):
            with suppress(FileNotFoundError):  # another process has given it up meanwhile
                found.append(as_backup(path, path.stat().st_size))
    return tuple(found)


def back_up_daily(path: Path, connection: sqlite3.Connection) -> None:
    """Make the day's first backup, unless nothing has changed since the last one; a study that was moved is noted at its new place."""
    identity = study_id(connection)
    last = next(iter(list_backups(identity)), None)
    changed = connection.execute("SELECT max(at) FROM events").fetchone()[0]
    if changed is None or (
        last is not None and (last.at[:10] == datetime.now(UTC).strftime("%Y-%m-%d") or last.at > changed)
    ):
        if last is not None:
            with suppress(OSError):
                note_move(path, folder_of(identity), connection)
        return
    back_up(path, connection, "daily")


def note_move(path: Path, folder: Path, connection: sqlite3.Connection) -> None:
    """Remember where a study lies now, where that is not known yet."""
    known = read_seen(folder)
    if known is None or path.resolve() not in known.paths:
        write_seen(folder, path, connection)


def migrate(path: Path, version: int) -> None:
    """Bring a study of an older version up to date, after a backup; the study is as it was where a step fails."""
    try:
        connection = connect(path)
        try:
            back_up(path, connection, "migration")
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("BEGIN EXCLUSIVE")
            schema.migrations().apply(database(connection))
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StudyError(
                    f"{path} could not be migrated from version {version}: its rows do not fit together; it was left as it was."
                )
            connection.execute(f"PRAGMA user_version = {schema.VERSION}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()
    except sqlite3.Error as error:
        raise unreadable(path, error) from error


def restore(path: Path, backup: Backup) -> None:
    """Put a backup in the place of a study; what is replaced is backed up first, where it can be read.

    Raises :class:`~qualcode.errors.StudyError` where the backup is damaged, the study is open for writing elsewhere, or its
    folder is not there.
    """
    head = header(backup.path)
    if head.application_id != APPLICATION_ID:
        raise StudyError(f"The backup {backup.name} is damaged, or no backup of a study; choose another one.")
    if path.is_dir():
        raise StudyError(f"{path} is a folder; give the path of a study file.")
    if not path.parent.is_dir():
        raise StudyError(f"The folder {path.parent} does not exist; create it first.")
    try:
        source = connect(backup.path, read_only=True)
        try:
            refuse_damaged(source, backup)
            put_in_place(source, path)
        finally:
            source.close()
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    except OSError as error:
        raise StudyError(
            f"{path} could not be restored ({error.strerror}); check the permissions of its folder, and the room on the disk."
        ) from error


def refuse_damaged(source: sqlite3.Connection, backup: Backup) -> None:
    """Refuse to restore a backup that has suffered itself."""
    try:
        sound = source.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        sound = False
    if not sound:
        raise StudyError(f"The backup {backup.name} is damaged; choose another one.")


def put_in_place(source: sqlite3.Connection, path: Path) -> None:
    """Write a backup through SQLite into the study, so that other programs that have it open see the restored state."""
    if path.exists() and header(path).application_id == APPLICATION_ID:
        try:
            target = connect(path)
            try:
                target.execute("BEGIN EXCLUSIVE")
                target.execute("ROLLBACK")
                back_up(path, target, "restore")
                source.backup(target)
                return
            finally:
                target.close()
        except sqlite3.OperationalError:
            raise
        except (sqlite3.DatabaseError, StudyError):
            pass  # too damaged to be read: it is set aside below
    if path.exists():
        path.replace(
            path.with_name(f"{path.stem}{SET_ASIDE}{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}{path.suffix}")
        )
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    temporary = path.with_name(path.name + RESTORING)
    temporary.unlink(missing_ok=True)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    fresh = sqlite3.connect(temporary, isolation_level=None)
    try:
        source.backup(fresh)
    finally:
        fresh.close()
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
