"""Opening SQLite files the way every study is opened; reasons for each setting stand beside it."""

from __future__ import annotations

import sqlite3
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import StudyError

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "APPLICATION_ID",
    "BUSY_SECONDS",
    "JOURNAL",
    "PRAGMAS",
    "Header",
    "connect",
    "database",
    "header",
    "load_sqlite_utils",
    "unreadable",
]

APPLICATION_ID = 0x51434F44
"""``QCOD``: marks a SQLite file as a qualcode study."""

BUSY_SECONDS = 10.0
"""How long a writer waits for another process to finish its change."""

PRAGMAS = (
    "trusted_schema=OFF",
    "foreign_keys=ON",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "synchronous=EXTRA",
    "temp_store=MEMORY",
    "fullfsync=ON",
)
"""Settings of every connection; the reasons stand with :func:`connect`."""

JOURNAL = "journal_mode=DELETE"
"""How changes are journalled: one file at rest, nothing lost."""

MAX_VALUE = 300 * 1024 * 1024
"""Largest single value in bytes: the largest original file plus room."""


def database(connection: sqlite3.Connection) -> Database:
    """Wrap a connection for sqlite-utils."""
    load_sqlite_utils()
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


def load_sqlite_utils() -> None:
    """Import sqlite-utils without numpy and pandas, which it would otherwise load only to learn their types (0.1-0.3 s)."""
    if "sqlite_utils" in sys.modules:
        return
    hidden = [name for name in ("numpy", "pandas") if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


class Header:
    """What the first hundred bytes of a SQLite file say, read without opening it."""

    def __init__(self, data: bytes) -> None:
        self.is_sqlite = data.startswith(b"SQLite format 3\x00") and len(data) >= 100
        self.user_version = struct.unpack(">i", data[60:64])[0] if self.is_sqlite else 0
        self.application_id = struct.unpack(">i", data[68:72])[0] if self.is_sqlite else 0


def header(path: Path) -> Header:
    """Read the header of a file; raises :class:`~qualcode.errors.StudyError` where it is no readable file."""
    try:
        if path.is_dir():
            raise StudyError(
                f"{path} is a folder; give the path of a study file, such as {path / 'study.qualcode'}."
            )
        if not path.exists():
            raise StudyError(f"There is no study at {path}; create one with: qualcode new {path.name}")
        if not path.is_file():
            raise StudyError(f"{path} is not a plain file; give the path of a study file.")
        with path.open("rb") as file:
            return Header(file.read(100))
    except OSError as error:
        raise StudyError(
            f"{path} cannot be read ({error.strerror}); check the permissions of the file."
        ) from error


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a connection with the settings of the design; transactions are begun by hand.

    ``DELETE`` and ``EXTRA``: exactly one file at rest, and no acknowledged change is lost in a power cut. ``trusted_schema`` off and
    ``cell_size_check`` on, because a study may come from somebody else. ``secure_delete``: what was deleted is overwritten.
    """
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if not read_only:
            connection.execute(f"PRAGMA {JOURNAL}")
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        raise
    return connection


def unreadable(path: Path, error: Exception) -> StudyError:
    """Turn what SQLite says into a sentence."""
    text = " ".join(str(error).split())
    if "locked" in text or "busy" in text:
        return StudyError(
            f"{path} is in use by another program for longer than {BUSY_SECONDS:.0f} seconds; close it there and try again."
        )
    if "readonly" in text or "read-only" in text:
        return StudyError(
            f"{path} is read-only; copy the study to a folder where you may write, or change its permissions."
        )
    if "full" in text:
        return StudyError(
            f"The disk is full: the last change to {path} was not stored. Free some space and try again."
        )
    if "unable to open" in text:
        return StudyError(
            f"{path} cannot be opened for writing; check the permissions of the file and of its folder."
        )
    return StudyError(
        f"{path} is damaged or no study ({text}); list its backups with: qualcode backup list {path.name}"
    )
