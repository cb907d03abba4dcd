"""Which files are meant by a path: a file or archive, all transcripts of a folder, or a pattern such as ``*.docx``."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable
from pathlib import Path

from qualcode.errors import FileError
from qualcode.text.names import readable
from qualcode.transcripts.registry import FORMATS, suffixes

__all__ = ["file_order", "find_files", "in_folders", "is_archive", "is_transcript"]

LOCKS = ("~$", ".~lock.")
"""How the files begin that a word processor leaves beside an open document."""


def is_transcript(name: str) -> bool:
    """Whether a file of this name is of a format that can be read; hidden files and locks are not.

    >>> is_transcript("R01.TXT"), is_transcript("~$R01.docx"), is_transcript("photo.jpg")
    (True, False, False)
    """
    return name.lower().endswith(suffixes()) and not name.startswith((".", *LOCKS))


def in_folders(name: str) -> bool:
    """Whether a file of this name is meant where its folder or archive is named; tables have to be named themselves."""
    left = tuple(suffix for known in FORMATS if not known.in_folders for suffix in known.suffixes)
    return is_transcript(name) and not name.lower().endswith(left)


def is_archive(name: str) -> bool:
    """Whether a file of this name stands for the transcripts in it.

    >>> is_archive("interviews.ZIP"), is_archive("R01.docx"), is_archive("._interviews.zip")
    (True, False, False)
    """
    return name.lower().endswith(".zip") and not name.startswith((".", *LOCKS))


def file_order(name: str) -> tuple[list[tuple[int, str]], str]:
    """For sorting names of files: case ignored, numbers in them by their value.

    >>> sorted(["R10.txt", "r2.txt", "R1.txt"], key=file_order)
    ['R1.txt', 'r2.txt', 'R10.txt']
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return [(int(part[:18]), "") if part[0] in "0123456789" else (-1, part) for part in parts], name


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant, each once: a folder stands for the transcripts in it (tables and archives have to be named themselves), a pattern for those it fits.

    A path that does not exist and is no pattern is kept, so that who reads it can name it.
    Raises :class:`~qualcode.errors.FileError` for a folder or a pattern without transcripts.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _meant(path):
            found.setdefault(os.path.abspath(file), file)
    return tuple(found.values())


def _meant(path: Path) -> list[Path]:
    if os.path.isdir(path):
        files = [path / name for name in _names(path) if in_folders(name)]
        files = [file for file in files if file.is_file()]
        if not files:
            raise FileError(
                f"There is no transcript in the folder {readable(str(path))}; the formats are {', '.join(suffixes())}."
            )
        return files
    if os.path.exists(path) or not glob.has_magic(str(path)):
        return [path]
    fitting = map(Path, sorted(glob.glob(str(path)), key=file_order))
    files = [
        file for file in fitting if (is_transcript(file.name) or is_archive(file.name)) and file.is_file()
    ]
    if not files:
        raise FileError(f"No transcript fits {readable(str(path))}; the formats are {', '.join(suffixes())}.")
    return files


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder), key=file_order)
    except OSError as error:
        raise FileError(f"The folder {readable(str(folder))} cannot be read: {error.strerror}.") from None
