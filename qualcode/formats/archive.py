"""The gate before every zip container (docx, xlsx, odt, exchange packages): bounded, with harmless names, without DTD."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

from qualcode.errors import FileError
from qualcode.formats.files import FILE_LIMIT, MIB
from qualcode.formats.sniffing import MOST_PARTS, OLE, ole_sentence
from qualcode.formats.xml import has_doctype, looks_like_xml
from qualcode.formats.zip_directory import METHODS, parts_listed

__all__ = ["Archive", "open_zip"]

TOTAL_LIMIT = 300 * MIB
XML_LIMIT = 40 * MIB
PART_LIMIT = 64 * MIB
RATIO_LIMIT = 200
RATIO_FROM = 1 * MIB
"""Entries that expand to less than this may have any ratio."""
TOTAL_RATIO_FROM = 16 * MIB
"""Containers whose parts expand to less than this together may have any ratio as a whole."""
_LOCAL_HEADER = 30
"""Bytes before the name of a part, at least."""
_BLOCK = 64 * 1024
_XML_NAMES = (".xml", ".rels", ".qde", ".qdc")
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Archive(Mapping[str, bytes]):
    """The checked parts of a zip container, read from memory by name; nothing is ever unpacked to disk."""

    def __init__(
        self, source: zipfile.ZipFile, parts: dict[str, bytes], names: tuple[str, ...], file: str
    ) -> None:
        self._source = source
        self._parts = parts
        self._names = dict.fromkeys(names)
        self._file = file

    def __getitem__(self, name: str) -> bytes:
        """The bytes of one part; raises KeyError where there is none, FileError where it is damaged."""
        if name in self._parts:
            return self._parts[name]
        if name not in self._names:
            raise KeyError(name)
        try:
            return self._source.read(name)
        except _DAMAGE:
            raise FileError(f"{self._file} is damaged: its part {name} cannot be read.") from None

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def open_zip(data: bytes, what: str, name: str, *, files: bool = False) -> Archive:
    """Check a zip container and hand over its parts.

    *what* says what it should be (``Word document``), *name* is the file's name; both are for messages. With *files* the
    parts are files of their own, each of which meets the gate itself, so that a document type in one does not refuse all.
    Raises :class:`~qualcode.errors.FileError` for anything that is not a harmless container within the limits.
    """
    if len(data) > FILE_LIMIT:
        raise FileError(f"{name} is larger than {FILE_LIMIT // MIB} MB, which is the most that is read.")
    if data.startswith(OLE):
        raise FileError(ole_sentence(data, name))
    listed = parts_listed(data)
    if listed > MOST_PARTS:
        raise FileError(f"{name} is refused: it holds {listed} parts, and at most {MOST_PARTS} are read.")
    try:
        source = zipfile.ZipFile(io.BytesIO(data))
        entries = source.infolist()
    except _DAMAGE:
        raise FileError(
            f"{name} is not a {what}, or it is truncated or damaged; open and save it again."
        ) from None
    _check_directory(entries, name)
    _check_together(entries, len(data), name)
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if entry.is_dir():
            continue
        content = _stream(source, entry, name, TOTAL_LIMIT - total, keep=False if files else None)
        total += entry.file_size
        if content is not None:
            parts[entry.filename] = content
    return Archive(source, parts, tuple(entry.filename for entry in entries if not entry.is_dir()), name)


def _check_directory(entries: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        part = entry.filename
        raw = entry.orig_filename
        if (
            part.startswith("/")
            or "\\" in raw
            or "\0" in raw
            or _DRIVE.match(part)
            or ".." in part.split("/")
            or stat.S_ISLNK(entry.external_attr >> 16)
        ):
            raise FileError(f"{name} is refused: it holds a part with an unsafe name or link, {part[:60]!r}.")
        if part.casefold() in seen:
            raise FileError(f"{name} is refused: it holds the part {part[:60]!r} twice.")
        seen.add(part.casefold())
        if entry.flag_bits & 0x1:
            raise FileError(f"{name} is password-protected; save it without a password and import it again.")
        if entry.compress_type not in METHODS:
            raise FileError(
                f"{name} is refused: its part {part[:60]!r} is packed in an unusual way; open and save it again."
            )
        if entry.file_size > _limit(part):
            raise FileError(_too_much(name, part, _limit(part)))
        if entry.file_size > RATIO_FROM and entry.file_size > RATIO_LIMIT * max(1, entry.compress_size):
            raise FileError(
                f"{name} is refused: its part {part[:60]!r} is packed more than {RATIO_LIMIT} to 1, like a trap."
            )


def _check_together(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """What the parts would be together, and whether two of them share bytes of the file."""
    total = sum(entry.file_size for entry in entries)
    if total > TOTAL_LIMIT:
        raise FileError(
            f"{name} is refused: its parts expand to more than {TOTAL_LIMIT // MIB} MB together, which is the most that is read."
        )
    if total > TOTAL_RATIO_FROM and total > RATIO_LIMIT * size:
        raise FileError(
            f"{name} is refused: its parts together are packed more than {RATIO_LIMIT} to 1, like a trap."
        )
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, after in pairwise(placed):
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > after.header_offset:
            raise FileError(
                f"{name} is refused: its parts {entry.filename[:60]!r} and {after.filename[:60]!r} lie on each other, like a trap."
            )


def _stream(
    source: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int, *, keep: bool | None = None
) -> bytes | None:
    """Read one entry in blocks, counting; gives the bytes of XML parts, None for others and where *keep* is false."""
    part = entry.filename
    limit = min(_limit(part), entry.file_size, left)
    blocks: list[bytes] = []
    size = 0
    try:
        with source.open(entry) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > limit:
                    raise FileError(_too_much(name, part, limit))
                if keep is None:
                    keep = part.lower().endswith(_XML_NAMES) or looks_like_xml(block)
                if keep is not False:
                    blocks.append(block)
    except _DAMAGE:
        raise FileError(f"{name} is damaged: its part {part[:60]!r} cannot be read.") from None
    if not keep:
        return None
    content = b"".join(blocks)
    if not part.lower().endswith(".svg") and has_doctype(content):
        raise FileError(
            f"{name} is refused: its part {part[:60]!r} declares a document type, which can hide text or do harm."
        )
    return content


def _limit(part: str) -> int:
    return XML_LIMIT if part.lower().endswith(_XML_NAMES) else PART_LIMIT


def _too_much(name: str, part: str, limit: int) -> str:
    return f"{name} is refused: its part {part[:60]!r} expands to more than {limit / MIB:.3g} MB."
