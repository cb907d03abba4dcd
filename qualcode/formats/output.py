"""Writing a finished file: whole or not at all, and a plain sentence where it cannot be written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from qualcode.errors import FileError

__all__ = ["write_file"]


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` beside its place and then move it there, so that a half-written file never bears the name.

    The temporary file lies in the same folder, readable by its owner alone, and is removed on failure.
    Raises :class:`~qualcode.errors.FileError` where the folder is missing or cannot be written to.
    """
    folder = path.parent
    if os.path.isdir(path):
        raise FileError(f"{path} is a folder; give the name of a file.")
    if not os.path.isdir(folder):
        raise FileError(f"The folder {folder} does not exist; make it first or choose another place.")
    try:
        handle, temporary = tempfile.mkstemp(prefix=".qualcode-", dir=folder)
    except OSError as error:
        raise FileError(f"{path} cannot be written: {reason(error)}. Choose another place.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, path.stat().st_mode & 0o777 if os.path.exists(path) else 0o666 & ~current_umask())
        os.replace(temporary, path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise FileError(
            f"{path} cannot be written: {reason(error)}. Is it open in another program?"
        ) from None
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def reason(error: OSError) -> str:
    """The system's own words for an error, without number and path."""
    return (error.strerror or type(error).__name__).lower()


def current_umask() -> int:
    """The permissions that new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
