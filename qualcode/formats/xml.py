"""XML from outside: parsed without entities, document types or network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from qualcode.errors import FileError

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["has_doctype", "looks_like_xml", "parse_xml"]

_SKIP = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_BLOCK = 64 * 1024
_TAGS = 4_000_000
"""Tags in one file, ends of elements included; a transcript of a hundred hours has fewer."""


class _DoctypeFound(Exception):
    """A document type declaration was met."""


class _RootReached(Exception):
    """The root element began without one."""


def looks_like_xml(data: bytes) -> bool | None:
    """Whether bytes begin, behind BOM, NULs and white space, with ``<``; None where nothing else is in them."""
    begin = data.lstrip(_SKIP)[:1]
    return begin == b"<" if begin else None


def has_doctype(data: bytes) -> bool:
    """Whether XML declares a document type, in whatever encoding and behind however many comments."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise _DoctypeFound

    def root(*_: object) -> None:
        raise _RootReached

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        for offset in range(0, len(data), _BLOCK):
            parser.Parse(data[offset : offset + _BLOCK], False)
    except _DoctypeFound:
        return True
    except (_RootReached, expat.ExpatError, ValueError, LookupError):
        return False
    return False


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML bytes and give the root element.

    Raises :class:`~qualcode.errors.FileError` for broken or too deeply nested XML, for more than four million tags
    and for any document type.
    """
    from lxml import etree

    refusal = f"{name} is refused: it declares a document type, which can hide text or do harm."
    if has_doctype(data):
        raise FileError(refusal)
    if data.count(b"<") > _TAGS:
        raise FileError(f"{name} is refused: it holds more than {_TAGS:,} XML tags; split it.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, RecursionError):
        raise FileError(f"{name} is damaged: its XML is broken or nested too deeply.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileError(refusal)
    return root
