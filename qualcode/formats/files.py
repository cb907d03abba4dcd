"""Reading a file from outside: it must exist, be a plain file, hold something, and not be too large."""

from __future__ import annotations

import stat
from pathlib import Path

from qualcode.errors import FileError

__all__ = ["FILE_LIMIT", "MIB", "read_file"]

MIB = 1024 * 1024
FILE_LIMIT = 200 * MIB
"""Largest file in bytes."""


def read_file(path: Path | str, *, limit: int = FILE_LIMIT) -> bytes:
    """Read a whole file of at most *limit* bytes.

    Raises :class:`~qualcode.errors.FileError` where it is missing, a folder or device, empty, too large or not readable.
    """
    path = Path(path)
    name = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileError(f"{name} is a folder; name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise FileError(f"{name} is not a plain file; give a document on disk.")
        if status.st_size > limit:
            raise FileError(_too_large(name, limit))
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise FileError(f"There is no file {path}; check the name and the folder.") from None
    except PermissionError:
        raise FileError(f"{name} may not be read; check the rights of the file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{name} cannot be read: {reason}.") from None
    if len(data) > limit:
        raise FileError(_too_large(name, limit))
    if not data:
        raise FileError(f"{name} is empty; there is nothing to read in it.")
    return data


def _too_large(name: str, limit: int) -> str:
    return f"{name} is larger than {limit / MIB:g} MB, which is the most that is read; split it."
