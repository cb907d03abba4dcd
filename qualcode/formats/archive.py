"""The gate before every zip container (docx, xlsx, odt, exchange packages): bounded, with harmless names, without DTD."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from qualcode.errors import FileError
from qualcode.formats.files import FILE_LIMIT, MIB
from qualcode.formats.sniffing import OLE, ole_sentence
from qualcode.formats.xml import has_doctype, looks_like_xml

__all__ = ["Archive", "open_zip"]

TOTAL_LIMIT = 300 * MIB
XML_LIMIT = 40 * MIB
PART_LIMIT = 64 * MIB
RATIO_LIMIT = 200
RATIO_FROM = 1 * MIB
"""Entries that expand to less than this may have any ratio."""
ENTRY_LIMIT = 5000
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


def open_zip(data: bytes, what: str, name: str) -> Archive:
    """Check a zip container and hand over its parts.

    *what* says what it should be (``Word document``), *name* is the file's name; both are for messages.
    Raises :class:`~qualcode.errors.FileError` for anything that is not a harmless container within the limits.
    """
    if len(data) > FILE_LIMIT:
        raise FileError(f"{name} is larger than {FILE_LIMIT // MIB} MB, which is the most that is read.")
    if data.startswith(OLE):
        raise FileError(ole_sentence(data, name))
    try:
        source = zipfile.ZipFile(io.BytesIO(data))
        entries = source.infolist()
    except _DAMAGE:
        raise FileError(
            f"{name} is not a {what}, or it is truncated or damaged; open and save it again."
        ) from None
    if len(entries) > ENTRY_LIMIT:
        raise FileError(
            f"{name} is refused: it holds {len(entries)} parts, and at most {ENTRY_LIMIT} are read."
        )
    _check_directory(entries, name)
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if entry.is_dir():
            continue
        content = _stream(source, entry, name, TOTAL_LIMIT - total)
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
        if entry.file_size > _limit(part):
            raise FileError(_too_much(name, part, _limit(part)))
        if entry.file_size > RATIO_FROM and entry.file_size > RATIO_LIMIT * max(1, entry.compress_size):
            raise FileError(
                f"{name} is refused: its part {part[:60]!r} is packed more than {RATIO_LIMIT} to 1, like a trap."
            )


def _stream(source: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> bytes | None:
    """Read one entry in blocks, counting; gives the bytes of XML parts, None for others."""
    part = entry.filename
    limit = min(_limit(part), entry.file_size, left)
    blocks: list[bytes] = []
    size = 0
    keep: bool | None = None
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
