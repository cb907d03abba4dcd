"""Which studies were open lately, and which lie in a folder: what the start screen and ``qualcode recent`` list.

The list holds paths, titles and dates, nothing of what is in a study; it lies in the user's state folder.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qualcode.errors import FileError, InputError
from qualcode.resources import state_folder

__all__ = [
    "MOST",
    "Recent",
    "forget",
    "recent_file",
    "recent_studies",
    "remember",
    "studies_in",
    "study_path",
]

SUFFIX = ".qualcode"
MOST = 20
"""Studies that are remembered."""
MAX_SIZE = 1_000_000
"""Bytes; the list has a few lines."""
MAX_FOUND = 200
"""Studies of a folder that are listed."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A study that was open."""

    path: Path
    """Where it lay, absolute."""
    title: str
    opened: str
    """When it was opened last: UTC, ISO 8601."""

    @property
    def there(self) -> bool:
        """Whether the file is still there."""
        return self.path.is_file()


def recent_file() -> Path:
    """Where the list lies."""
    return state_folder() / "recent.json"


def recent_studies() -> tuple[Recent, ...]:
    """The studies that were open lately, the last one first, also those that are not there any more.

    A list that is missing, damaged or not ours is an empty one.
    """
    try:
        data = recent_file().read_bytes()
        rows = json.loads(data) if len(data) <= MAX_SIZE else []
    except (OSError, ValueError, RecursionError):
        return ()
    found: list[Recent] = []
    for row in rows if isinstance(rows, list) else []:
        values: list[Any] = []
        if isinstance(row, dict):
            values = [row.get(name) for name in ("path", "title", "opened")]
        if values and all(isinstance(value, str) and "\0" not in value for value in values) and values[0]:
            found.append(Recent(Path(values[0]), values[1], values[2]))
    return tuple(found[:MOST])


def remember(path: Path, title: str) -> None:
    """Put a study at the head of the list; where the list cannot be written, nothing is remembered."""
    path = Path(os.path.abspath(path))
    opened = datetime.now(UTC).isoformat(timespec="seconds")
    others = [recent for recent in recent_studies() if not same(recent.path, path)]
    try:
        write([Recent(path, title, opened), *others][:MOST])
    except OSError:
        return


def forget(path: Path) -> None:
    """Take a study off the list; the study itself stays as it is.

    Raises :class:`~qualcode.errors.InputError` where it is not on the list, :class:`~qualcode.errors.FileError` where
    the list cannot be written.
    """
    path = Path(os.path.abspath(path))
    before = recent_studies()
    left = [recent for recent in before if not same(recent.path, path)]
    if len(left) == len(before):
        raise InputError(f"{path} is not among the recent studies; list them with: qualcode recent")
    try:
        write(left)
    except OSError as error:
        raise FileError(
            f"The list of recent studies {recent_file()} cannot be written: {error.strerror}."
        ) from None


def same(one: Path, other: Path) -> bool:
    """Whether two absolute paths are the same by their letters."""
    return os.path.normcase(one) == os.path.normcase(other)


def write(studies: Iterable[Recent]) -> None:
    """Write the list in one step, readable for the user alone."""
    file = recent_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"path": str(r.path), "title": r.title, "opened": r.opened} for r in studies]
    handle, name = tempfile.mkstemp(dir=file.parent, prefix="recent-", suffix=".part")
    try:
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as out:
            json.dump(rows, out, ensure_ascii=True, indent=1)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def studies_in(folder: Path) -> tuple[Path, ...]:
    """The study files of a folder and of the folders in it, by name."""
    try:
        found = [p for pattern in (f"*{SUFFIX}", f"*/*{SUFFIX}") for p in folder.glob(pattern) if p.is_file()]
    except OSError:
        return ()
    return tuple(sorted(found)[:MAX_FOUND])


def study_path(typed: Path) -> Path:
    """The path of a new study: a name without an ending gets ``.qualcode``.

    >>> study_path(Path("thesis")).name, study_path(Path("a.qualcode")).name
    ('thesis.qualcode', 'a.qualcode')

    Raises :class:`~qualcode.errors.InputError` where there is no name.
    """
    if not typed.name:
        raise InputError("Give the study a name, such as thesis.qualcode.")
    return typed if typed.suffix else typed.with_name(typed.name + SUFFIX)
