"""Flat rich text, one paragraph a piece, decoded by striprtf; for the walk that cuts out what must not be read."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["BREAK", "codec", "decoded"]

BREAK = r"\u8232?"
"""A line break inside a paragraph, as the line separator, so that paragraphs can be told by line feeds."""
_LINE = "\u2028"


def decoded(pieces: Sequence[str], fonts: Mapping[int, int], page: str) -> list[str]:
    """Decode pieces of flat RTF, one text a piece; *fonts* are their character sets, *page* is the code page of the others."""
    from striprtf import striprtf

    if not any(pieces):
        return [""] * len(pieces)
    read: Any = striprtf.rtf_to_text
    table = "".join(
        f"{{\\f{font}\\fcharset{charset} A;}}"
        for font, charset in fonts.items()
        if charset > 1 and codec(striprtf.charset_map.get(charset, "")) is not None
    )
    flat = f"{{\\rtf1{{\\fonttbl{table}}}" + "\\par ".join(pieces) + "}"
    text: str = read(flat, encoding=page, errors="replace")
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return [line.replace(_LINE, "\n") for line in text.split("\n")]


def codec(name: str) -> str | None:
    """The name of a code page as Python knows it, or None."""
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None
