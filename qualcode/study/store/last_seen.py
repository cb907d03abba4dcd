"""Where studies were last seen: a small file beside the backups of each, so that they are found when the study itself is gone."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qualcode.study.store.history import now

__all__ = ["NAME", "LastSeen", "all_seen", "identity_at", "read_seen", "write_seen"]

NAME = "study.json"
"""Name of the file in the folder of a study's backups."""

PATHS = 5
"""Paths that are remembered for each study, the newest ones."""


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What is known of a study without looking into it."""

    identity: str
    title: str
    paths: dict[Path, str]
    """Absolute paths with the time (UTC, ISO 8601) when the study was last backed up there, the latest first."""


def write_seen(folder: Path, path: Path, connection: sqlite3.Connection) -> None:
    """Note in a study's backup folder where it lies and what it is called; raises ``OSError`` where that cannot be written."""
    known = read_seen(folder)
    here = path.resolve()
    paths = {here: now()} | {p: at for p, at in (known.paths if known else {}).items() if p != here}
    data = {"title": title(connection), "paths": {str(p): at for p, at in [*paths.items()][:PATHS]}}
    handle, name = tempfile.mkstemp(
        prefix=f".{NAME}-", dir=folder
    )  # its own name: others may write at the same time
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:
            file.write(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape"))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / NAME)
    finally:
        temporary.unlink(missing_ok=True)


def title(connection: sqlite3.Connection) -> str:
    """The title of an open study, empty where it cannot be read."""
    with suppress(sqlite3.Error, UnicodeDecodeError):
        row = connection.execute("SELECT value FROM settings WHERE key = 'title'").fetchone()
        return str(row[0]) if row else ""
    return ""


def read_seen(folder: Path) -> LastSeen | None:
    """What a backup folder says of its study; None where it says nothing that can be read."""
    try:
        data = json.loads((folder / NAME).read_bytes().decode("utf-8", "surrogateescape"))
        paths = {Path(str(p)): str(at) for p, at in data["paths"].items()}
        return LastSeen(folder.name, str(data["title"]), paths)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def all_seen(backups: Path) -> Iterator[LastSeen]:
    """What is known of all studies that have backups in a folder."""
    for folder in sorted(backups.glob("*")):
        if re.fullmatch(r"[0-9a-f]{32}", folder.name):
            found = read_seen(folder)
            if found is not None:
                yield found


def identity_at(path: Path, backups: Path) -> str | None:
    """The identity of the study that was last backed up at a path, or None."""
    here = path.resolve()
    times = {each.identity: each.paths[here] for each in all_seen(backups) if here in each.paths}
    return max(times, key=lambda identity: times[identity], default=None)
