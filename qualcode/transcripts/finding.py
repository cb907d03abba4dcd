"""Which files are meant by a path: a file or archive, all transcripts of a folder, or a pattern such as ``*.docx``."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.errors import FileError
from qualcode.text.counting import counted, listed
from qualcode.text.names import readable
from qualcode.transcripts.registry import FORMATS, suffixes

__all__ = [
    "file_order",
    "find_files",
    "in_folders",
    "is_archive",
    "is_transcript",
    "left_behind",
    "no_transcript",
    "not_read",
]

LOCKS = ("~$", ".~lock.")
"""How the files begin that a word processor leaves beside an open document."""
_OURS = (".qualcode", ".ini", ".db", ".lnk")
"""Suffixes of files that nobody takes for a transcript: studies, and what a system puts into folders."""


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


def left_behind(paths: Iterable[Path]) -> tuple[str, ...]:
    """A sentence for each folder and pattern about what lies there and is not among :func:`find_files`; none where that is nothing.

    What is named by itself beside its folder is not left.
    """
    paths = list(paths)
    named = {os.path.abspath(path) for path in (*paths, *find_files(paths))}
    said = []
    for path in paths:
        if os.path.isdir(path):
            there, where = [path / name for name in _names(path)], f"the folder {readable(str(path))}"
        elif not os.path.exists(path) and glob.has_magic(str(path)):
            fitting = sorted(glob.glob(str(path)), key=file_order)
            there, where = list(map(Path, fitting)), f"what fits {readable(str(path))}"
        else:
            continue
        there = [file for file in there if os.path.abspath(file) not in named]
        said.append(_left(there, where))
    return tuple(dict.fromkeys(sentence for sentence in said if sentence))


def not_read(names: Iterable[str], where: str, folders: Sequence[str] = ()) -> str:
    """A sentence about files (by their names) and folders that are left where something stands for its transcripts; empty where there are none.

    Hidden files, locks and studies are not spoken of.

    >>> not_read(["ages.csv", "talk.mp3", ".DS_Store"], "the folder one", ["old"])
    'Not read in the folder one: 1 table (“ages.csv”) and 1 folder (“old”), which have to be named themselves; 1 file of another kind (“talk.mp3”).'
    """
    kinds: dict[str, list[str]] = {"table": [], "archive": [], "folder": [], "other": []}
    for name in map(readable, names):
        lower = name.lower()
        if name.startswith((".", *LOCKS)) or lower.endswith(_OURS) or f"{_OURS[0]}-" in lower:
            continue
        kinds["archive" if is_archive(name) else "table" if is_transcript(name) else "other"].append(name)
    kinds["folder"] += [readable(name) for name in folders if not name.startswith(".")]
    others = kinds.pop("other")
    pieces = [f"{counted(len(left), kind)} ({listed(left)})" for kind, left in kinds.items() if left]
    said = []
    if pieces:
        one = len(pieces) == 1 and sum(map(len, kinds.values())) == 1
        joined = pieces[0] if len(pieces) == 1 else f"{', '.join(pieces[:-1])} and {pieces[-1]}"
        said.append(
            f"{joined}, which {'has' if one else 'have'} to be named {'itself' if one else 'themselves'}"
        )
    if others:
        said.append(
            f"{counted(len(others), 'file')} of {'another kind' if len(others) == 1 else 'other kinds'} ({listed(others)})"
        )
    return f"Not read in {where}: {'; '.join(said)}." if said else ""


def _left(there: Sequence[Path], where: str) -> str:
    files = [path.name for path in there if path.is_file()]
    return not_read(files, where, [path.name for path in there if path.is_dir()])


def _meant(path: Path) -> list[Path]:
    if os.path.isdir(path):
        there = [path / name for name in _names(path)]
        files = [file for file in there if in_folders(file.name) and file.is_file()]
        if not files:
            where = f"the folder {readable(str(path))}"
            raise FileError(no_transcript(where, _left(there, where)))
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


def no_transcript(where: str, left: str) -> str:
    """That nothing is read somewhere, and what is *left* there that can be named (see :func:`not_read`), or else the formats."""
    known = f"There is no transcript in {where}"
    if ", which ha" in left:
        return f"{known}, only {left.removeprefix(f'Not read in {where}: ')}"
    return f"{known}; the formats are {', '.join(suffixes())}."


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder), key=file_order)
    except OSError as error:
        raise FileError(f"The folder {readable(str(folder))} cannot be read: {error.strerror}.") from None
