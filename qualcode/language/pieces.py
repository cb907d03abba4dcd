"""Stretches of speech, put in order and cut into pieces that a pipeline takes well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["LONGEST_PIECE", "LONGEST_RUN", "clip", "pieces"]

LONGEST_PIECE = 20_000
"""Code points of one piece at most; cut at white space."""
LONGEST_RUN = 200
"""Code points without white space at most; longer runs are never words, and spaCy needs quadratic time for some."""

_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")
_PIECE = re.compile(rf"(?s:.){{1,{LONGEST_PIECE}}}(?!\S)")


def clip(speech: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return the spans in ascending order, inside a text of ``length`` code points, non-empty, without overlap.

    >>> clip([(5, 9), (-3, 2), (8, 99), (4, 4)], 12)
    [(0, 2), (5, 9), (9, 12)]
    """
    clipped: list[tuple[int, int]] = []
    reached = 0
    for start, end in sorted(speech):
        start, end = max(start, reached), min(end, length)
        if start < end:
            clipped.append((start, end))
            reached = end
    return clipped


def pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut spans into pieces of at most ``LONGEST_PIECE`` code points, and runs into ``LONGEST_RUN`` code points."""
    for start, end in spans:
        for cut in [*(match.end() for match in _RUN.finditer(text, start, end)), end]:
            if cut - start <= LONGEST_PIECE:
                yield start, cut
            else:
                yield from (match.span() for match in _PIECE.finditer(text, start, cut))
            start = cut
