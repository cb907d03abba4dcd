"""Widths of the columns of a table: by their shares, but never so narrow that a word breaks where there is room for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

__all__ = ["fitted_widths", "least_width", "word_width"]

NARROW = {
    **dict.fromkeys("ijl'|‘’", 222),
    **dict.fromkeys("fIt.,:;!/\\[]\u00a0", 278),
    **dict.fromkeys('r()-`"“”„{}°', 340),
}
NORMAL = {**dict.fromkeys("ckJsvxyz", 500), **dict.fromkeys("_–+<>=~^0123456789", 584)}
WIDE = {
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("W%—…@", 1000),
}
ADVANCE = {**NARROW, **NORMAL, **WIDE}
"""Thousandths of the size of the font that a character takes in Arial; the others take those of ``a``."""
OTHERS = 556
BOLD = 1.08
"""How much wider a word is in bold."""
SPARE = 1.03
"""For a program that measures a little otherwise, or a font of nearly the same widths."""


@lru_cache(maxsize=4096)
def advance(character: str) -> int:
    """Width of a character in thousandths of the size of the font; a letter with an accent is as wide as without."""
    base = unicodedata.normalize("NFD", character)[:1]
    if unicodedata.east_asian_width(base) in "WF":
        return 1000
    return ADVANCE.get(base, OTHERS)


def word_width(word: str, points: float, *, bold: bool = False) -> int:
    """Estimated width of a word in twips at a size of the font in points."""
    return round(sum(map(advance, word)) / 1000 * points * 20 * SPARE * (BOLD if bold else 1))


def least_width(texts: Iterable[tuple[str, bool]], points: float, *, margins: int = 0, most: int) -> int:
    """Twips that the longest word of ``texts`` (each with whether it is bold) takes, with the margins of its cell; at most ``most``.

    A line may break at a space, a line feed and behind a hyphen or slash, but not at a space that was made not to break.
    """
    longest = 0
    for text, bold in texts:
        words = text.replace("\n", " ").replace("\t", " ").replace("-", "- ").replace("/", "/ ").split(" ")
        for word in sorted(set(words), key=len)[-3:]:
            longest = max(longest, word_width(word[:80], points, bold=bold))
    return min(longest + margins, most)


def fitted_widths(width: int, shares: Sequence[float], least: Sequence[int] = ()) -> tuple[int, ...]:
    """A width in whole parts by their shares, each at least as wide as ``least`` says; the last takes what rounding leaves.

    Where there is not room for all of them, the parts stand to each other as ``least`` says.
    """
    least = least or [0] * len(shares)
    if sum(least) >= width:
        found = [int(width * each / sum(least)) for each in least]
    else:
        given: set[int] = set()
        while True:
            free = width - sum(least[n] for n in given)
            total = sum(share for n, share in enumerate(shares) if n not in given)
            short = {
                n for n, share in enumerate(shares) if n not in given and free * share / total < least[n]
            }
            if not short:
                break
            given |= short
        found = [least[n] if n in given else int(free * share / total) for n, share in enumerate(shares)]
    found[-1] += width - sum(found)
    return tuple(found)
