"""Files that are to be read: those on disk, and the transcripts in a zip archive, each a file of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from qualcode.errors import FileError
from qualcode.formats.gate import KINDS, Archive, open_zip, read_file, sniff
from qualcode.text.names import readable
from qualcode.transcripts.finding import file_order, in_folders, is_archive, no_transcript, not_read
from qualcode.transcripts.registry import FORMATS

__all__ = ["MOST", "Given", "given_files"]

MOST = 200
"""Transcripts that one archive may hold."""
_PACKED = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_CODE_PAGES = dict.fromkeys(("cs", "sk", "pl", "hu", "sl", "hr"), "cp852")
"""In which code pages Windows wrote names into archives, by language; cp850 elsewhere in Europe."""


@dataclass(frozen=True, slots=True)
class Given:
    """One file that is to be read, on disk or in an archive."""

    name: str
    """Name of the file; of two in one archive that are called the same, with the folder."""
    path: Path
    """Where it lies; of a file in an archive, where the archive lies."""
    data: Callable[[], bytes]
    """Gives its bytes; raises :class:`~qualcode.errors.FileError` where they cannot be read."""
    left: str = ""
    """Of a file in an archive, a sentence about what is not read there; empty where that is nothing."""


def given_files(paths: Iterable[Path], language: str | None = None) -> Iterator[Given]:
    """The files that are meant by paths, in their order; an archive stands for the transcripts in it.

    *language* (ISO 639-1) helps with names that an old program packed. An archive that is refused is one file whose
    reading says why. Tables in an archive are left, as in a folder, and each of its files says so.
    """
    for path in paths:
        if is_archive(path.name):
            yield from _unpacked(path, language)
        else:
            yield Given(path.name, path, partial(read_file, path))


def _unpacked(path: Path, language: str | None) -> list[Given]:
    """The transcripts in an archive, which is never unpacked to disk."""
    name = readable(path.name)
    try:
        data = read_file(path)
        kind = sniff(data)
        if kind != "zip":
            raise FileError(_no_archive(name, kind))
        archive = open_zip(data, "zip archive", name, files=True)
        parts = {part: PurePosixPath(_spelled(part, language)) for part in archive if not _hidden(part)}
        wanted = {part: full for part, full in parts.items() if in_folders(full.name)}
        packed = {part: full for part, full in parts.items() if full.name.lower().endswith(_PACKED)}
        left = not_read([full.name for part, full in parts.items() if part not in {**wanted, **packed}], name)
        left = left.replace("to be named", "to be taken out and named")
        if len(wanted) > MOST:
            raise FileError(
                f"{name} is refused: it holds {len(wanted)} transcripts, and at most {MOST} are read from one archive; "
                "pack them into several."
            )
        if not wanted and not packed:
            raise FileError(no_transcript(name, left))
    except FileError as error:
        return [_refused(path.name, path, str(error))]
    alike = Counter(full.name.casefold() for full in wanted.values())
    found = []
    for part in sorted({**wanted, **packed}, key=lambda part: [file_order(p) for p in parts[part].parts]):
        full = parts[part]
        if part in packed:
            sentence = f"{full.name} in {name} is refused: it is an archive itself; take it out and import it by itself."
            found.append(replace(_refused(full.name, path, sentence), left=left))
        else:
            shown = full.name if alike[full.name.casefold()] == 1 else str(full)
            found.append(Given(shown, path, partial(_unpack, archive, part, shown), left))
    return found


def _unpack(archive: Archive, part: str, name: str) -> bytes:
    data = archive[part]
    if not data:
        raise FileError(f"{name} is empty; there is nothing to read in it.")
    return data


def _refused(name: str, path: Path, sentence: str) -> Given:
    def refuse() -> bytes:
        raise FileError(sentence)

    return Given(name, path, refuse)


def _no_archive(name: str, kind: str | None) -> str:
    """What to say of a file that is called an archive and is none."""
    if kind is None:
        return f"{name} ends in .zip, but it is not a zip archive: it is damaged or holds something else."
    better = next((entry.suffixes[0] for entry in FORMATS if entry.name == kind), None)
    advice = f"; give it the suffix {better}." if better else "."
    return f"{name} ends in .zip, but its content is {KINDS[kind]}{advice}"


def _hidden(part: str) -> bool:
    """Whether a part is none of the user's own files: what a system puts beside them."""
    folders = part.split("/")
    return folders[0] == "__MACOSX" or any(folder.startswith(".") for folder in folders)


def _spelled(part: str, language: str | None) -> str:
    """The name of a part as it was meant; older programs wrote it without saying in which code page.

    >>> _spelled("r├íno.txt", "cs"), _spelled("žena.txt", "cs"), _spelled("R01.txt", None)
    ('ráno.txt', 'žena.txt', 'R01.txt')
    """
    if part.isascii():
        return part
    try:
        raw = part.encode("cp437")
    except UnicodeEncodeError:
        return part
    for encoding in ("utf-8", _CODE_PAGES.get(language or "", "cp850")):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part
