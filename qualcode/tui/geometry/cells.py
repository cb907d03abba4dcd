"""What a character takes on screen: stand-ins for what cannot be painted, graphemes and their width in cells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import get_character_cell_size, split_graphemes

from qualcode.text.visible import visible

__all__ = ["Grapheme", "cell_width", "graphemes", "is_narrow", "paint"]

STAND_INS = str.maketrans({"\t": " ", "\u00ad": "-", "\u2028": "␤", "\u2029": "␤"})
"""One cell each; the tab would jump to a stop of the terminal's own, the others show nothing or break the line."""
_STOOD_IN = re.compile("[" + "".join(map(chr, STAND_INS)) + "]")


class Grapheme(NamedTuple):
    """One character as a reader sees it."""

    start: int
    """Code points from the beginning of the string that was split."""
    end: int
    cells: int
    """0, 1 or 2."""


def paint(text: str) -> str:
    """The text as it may reach the terminal: the same length, no control characters but the line feed.

    >>> paint("a\\tb\\x1b[31m")
    'a b␛[31m'
    """
    return visible(text).translate(STAND_INS) if _STOOD_IN.search(text) else visible(text)


@lru_cache(maxsize=4096)
def _is_one_cell(character: str) -> bool:
    return get_character_cell_size(character) == 1 and not _is_regional(character)


def is_narrow(text: str) -> bool:
    """Whether every single character is one cell wide, so that cells and code points count alike.

    The comparison of total widths would be no proof: a wide and a zero-width character cancel out. The halves of
    a flag are one cell each, but belong together.
    """
    return text.isascii() or all(map(_is_one_cell, set(text)))


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def graphemes(text: str) -> list[Grapheme]:
    """Split painted text into graphemes that cover it without gaps; the two halves of a flag stay together.

    >>> [g.cells for g in graphemes("e\\u0301x")]
    [1, 1]
    """
    if text.isascii():
        return [Grapheme(i, i + 1, 1) for i in range(len(text))]
    spans = split_graphemes(text)[0]
    result: list[Grapheme] = []
    open_flag = False
    for start, end, cells in spans:
        regional = end - start == 1 and _is_regional(text[start])
        if regional and open_flag:
            before = result[-1]
            result[-1] = Grapheme(before.start, end, before.cells + cells)
            open_flag = False
        else:
            result.append(Grapheme(start, end, cells))
            open_flag = regional
    return result


def cell_width(text: str) -> int:
    """Cells that painted text takes on screen.

    >>> cell_width("kůň"), cell_width("日本")
    (3, 4)
    """
    if is_narrow(text):
        return len(text)
    return sum(grapheme.cells for grapheme in graphemes(text))
