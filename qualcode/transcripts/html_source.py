"""From the bytes of a web page to its source and its elements: encoding, limits, and a count of its letters apart from the parser."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.formats.decoding import decode
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Request
from qualcode.transcripts.plain import REPLACEMENT, encoding_warnings

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["letters_of_source", "page_source", "parse_page"]

_LIMIT = 32 * 1024 * 1024
_TAGS = 200_000
"""Tags in one page; ten hours of speech in short turns have a quarter of them."""
_META = re.compile(
    rb"<(?:meta\b|\?xml\b)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)
_CODE_PAGE = re.compile(r"cp125\d|iso8859-\d{1,2}|cp852|koi8-[ru]|mac-\w{1,20}")
_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,400}\[|<!ENTITY\b", re.I)
_TAG = re.compile(r"<[^<>]*>")
_SILENT = re.compile(r"<(script|style)\b", re.I)


def page_source(request: Request) -> tuple[str, list[str]]:
    """The source of a page as text, and sentences about its encoding.

    A byte order mark and valid UTF-8 come before what the page says of itself, and that before a guess.
    """
    if len(request.data) > _LIMIT:
        raise FileError(
            f"{request.name} is refused: web pages of more than {_LIMIT // 2**20} MiB are not read; split the file."
        )
    source, encoding = decode(request.data, request.name, request.language, request.encoding)
    declared = None
    if request.encoding is None and not encoding.startswith("utf-"):
        declared = _declared(request.data)
    warnings: list[str] = []
    if declared:
        source = request.data.decode(declared, "replace")
        if REPLACEMENT in source:
            warnings.append(
                f"{request.name} calls itself {declared}, but some bytes are no signs of it; they are shown as {REPLACEMENT}."
            )
    else:
        warnings += encoding_warnings(request, source, encoding)
    if not source.strip("\ufeff \t\r\n\x00\f"):
        raise FileError(f"{request.name} is empty; there is nothing but white space in it.")
    return source, warnings


def _declared(data: bytes) -> str | None:
    """The old code page that a page names in its head, as Python calls it."""
    found = _META.search(data[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii", "replace")).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if _CODE_PAGE.fullmatch(name) else None


def parse_page(source: str, name: str) -> tuple[etree._Element, int]:
    """The root element of a page, and how many control characters became U+FFFD.

    Nothing is fetched, and entities of the page's own are refused. Raises :class:`~qualcode.errors.FileError` also
    where the page is nested too deeply or has a piece of text that is too long.
    """
    from lxml import etree

    if _SUBSET.search(source):
        raise FileError(
            f"{name} is refused: it declares entities of its own, which can hide text or do harm."
        )
    if source.count("<") > _TAGS:
        raise FileError(f"{name} is refused: it holds more than {_TAGS:,} tags; split the file.")
    usable, replaced = _UNUSABLE.subn(REPLACEMENT, source)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(usable.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError, RecursionError):
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise FileError(
            f"{name} is refused: it is nested too deeply or has a piece of text that is too long."
        )
    if root is None:
        raise FileError(f"{name} holds no words; there is nothing to read in it.")
    return root, replaced


def letters_of_source(source: str) -> int:
    """Letters of a page outside tags, comments, scripts and styles, counted without the parser."""
    import html

    kept: list[str] = []
    for number, part in enumerate(source.split("<!--")):
        kept.append(part if number == 0 else part.partition("-->")[2])
    pieces = _SILENT.split("".join(kept))
    shown = [pieces[0]]
    for tag, rest in zip(pieces[1::2], pieces[2::2], strict=True):
        end = re.search(rf"</{tag}", rest, re.I)
        shown.append(f"<{rest[end.end() :]}" if end else "")
    return sum(count_letters(canonical(html.unescape(_TAG.sub("\n", part)))) for part in shown)
