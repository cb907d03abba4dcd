"""WordprocessingML as strings: text made safe, runs, paragraphs, bookmarks and links.

A long document is written in one pass: every primitive here gives a piece of XML, and the pieces go into the file one
after the other, parsed by nobody. Character properties that repeat are built once and reused.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = [
    "NAMESPACES",
    "ODD",
    "bookmark",
    "check_name",
    "clean",
    "escape",
    "link",
    "paragraph",
    "properties",
    "run",
    "run_of",
    "text",
]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ODD = re.compile('[\x00-\x1f\ufffe\uffff\ud800-\udfff&<>"]')
"""What text must not hold to stand in XML as it is."""
BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")
SPECIAL = re.compile("[\n\r\x0b\t]")


def clean(value: str) -> str:
    """Replace every character that XML forbids by U+FFFD, one for one.

    >>> clean("a\\x00b\\ud800")
    'a\\ufffdb\\ufffd'
    """
    return FORBIDDEN.sub("\ufffd", value)


def escape(value: str) -> str:
    """Text as it may stand in XML content or in an attribute between double quotation marks."""
    if not ODD.search(value):
        return value
    value = FORBIDDEN.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def text(value: str) -> str:
    """The content of a run: line feeds and vertical tabs as soft breaks, tabs as tabs, all else as text."""
    if not ODD.search(value):
        return f'<w:t xml:space="preserve">{value}</w:t>'
    if not SPECIAL.search(value):
        return f'<w:t xml:space="preserve">{escape(value)}</w:t>'
    parts: list[str] = []
    for piece in re.split("([\n\x0b\t])", value.replace("\r\n", "\n").replace("\r", "\n")):
        if piece in ("\n", "\x0b"):
            parts.append("<w:br/>")
        elif piece == "\t":
            parts.append("<w:tab/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(parts)


@lru_cache(maxsize=4096)
def properties(
    *,
    style: str = "",
    strong: bool = False,
    emphasis: bool = False,
    strike: bool = False,
    underline: bool = False,
    language: str = "",
) -> str:
    """The ``w:rPr`` of a run, or nothing; ``style`` is the id of a character style, ``language`` a tag such as ``cs-CZ``."""
    inner = ""
    if style:
        inner += f'<w:rStyle w:val="{escape(style)}"/>'
    if strong:
        inner += "<w:b/><w:bCs/>"
    if emphasis:
        inner += "<w:i/><w:iCs/>"
    if strike:
        inner += "<w:strike/>"
    if underline:
        inner += '<w:u w:val="single"/>'
    if language:
        inner += f'<w:lang w:val="{escape(language)}"/>'
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def run(
    value: str,
    *,
    style: str = "",
    strong: bool = False,
    emphasis: bool = False,
    strike: bool = False,
    underline: bool = False,
    language: str = "",
) -> str:
    """A run of text with its character properties."""
    look = properties(
        style=style,
        strong=strong,
        emphasis=emphasis,
        strike=strike,
        underline=underline,
        language=language,
    )
    return run_of(look, value)


def run_of(look: str, value: str) -> str:
    """A run of text with properties that are made already; nothing for no text."""
    if not ODD.search(value):
        return f'<w:r>{look}<w:t xml:space="preserve">{value}</w:t></w:r>' if value else ""
    return f"<w:r>{look}{text(value)}</w:r>"


def paragraph(content: str, *, style: str = "", extra: str = "") -> str:
    """A paragraph of runs; ``style`` is the id of a paragraph style, ``extra`` further XML of its ``w:pPr``."""
    look = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    look += extra
    return f"<w:p><w:pPr>{look}</w:pPr>{content}</w:p>" if look else f"<w:p>{content}</w:p>"


def check_name(name: str) -> str:
    """The name of a bookmark, if Word would take it: at most 40 letters, digits and underscores; raises ValueError."""
    if not BOOKMARK.fullmatch(name):
        raise ValueError(f"no bookmark name: {name!r}")
    return name


def bookmark(name: str, number: int, content: str = "") -> str:
    """A bookmark around ``content``; numbers are unique.

    Raises ValueError for a name that Word would not take.
    """
    name = check_name(name)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: str, content: str) -> str:
    """A link to a bookmark of the same document around runs."""
    return f'<w:hyperlink w:anchor="{escape(anchor)}" w:history="1">{content}</w:hyperlink>'
