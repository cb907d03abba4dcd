"""Where an edge of a coding goes when it is moved by a word."""

from __future__ import annotations

from typing import Literal

from qualcode.tui.geometry.units import Span, Units

__all__ = ["Edge", "moved"]

Edge = Literal["start", "end"]


def moved(units: Units, span: Span, edge: Edge, direction: int) -> Span | None:
    """The span with one edge moved to the next (1) or previous (-1) border of a word.

    The start goes to where a word begins, the end to where one ends; labels of speakers are no words. None where there is no such
    word, or nothing would be left of the span.
    """
    start, end = span
    if edge == "start":
        place = units.next("word", start) if direction > 0 else units.previous("word", start)
        word = units.around("word", place)
        if word is None or word[0] != place or place == start or place >= end:
            return None
        return place, end
    word = _ending_after(units, end) if direction > 0 else _ending_before(units, end)
    return None if word is None or word[1] <= start else (start, word[1])


def _ending_after(units: Units, offset: int) -> Span | None:
    """The first word that ends behind an offset."""
    for place in (offset, units.next("word", offset - 1)):
        word = units.around("word", place)
        if word is not None and word[1] > offset:
            return word
    return None


def _ending_before(units: Units, offset: int) -> Span | None:
    """The last word that ends before an offset."""
    place = offset
    for _ in range(2):
        place = units.previous("word", place)
        word = units.around("word", place)
        if word is not None and word[1] < offset:
            return word
    return None
