"""Spans, half-open in code points: overlaps, lengths, stretches with a constant set, lanes of a margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qualcode.errors import InputError

__all__ = ["Run", "lanes", "overlaps", "runs", "trim", "union_length"]


class Run(NamedTuple):
    """A stretch of text over which the same spans are active."""

    start: int
    end: int
    members: tuple[int, ...]
    """Indices of the active spans, by start and longer ones first: the last one is the innermost."""


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share at least one character.

    >>> overlaps((0, 3), (2, 5)), overlaps((0, 3), (3, 5))
    (True, False)
    """
    return max(a[0], b[0]) < min(a[1], b[1])


def union_length(spans: Iterable[tuple[int, int]]) -> int:
    """How many characters lie under at least one of the spans.

    >>> union_length([(0, 4), (2, 6), (10, 11)])
    7
    """
    total = 0
    reached: int | None = None
    for start, end in sorted(spans):
        if reached is None or start > reached:
            reached = start
        if end > reached:
            total += end - reached
            reached = end
    return total


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends; ``(start, start)`` where nothing else is in it.

    >>> trim("a  word ", 1, 8)
    (3, 7)
    """
    piece = text[start:end]
    kept = piece.lstrip()
    if not kept:
        return start, start
    start += len(piece) - len(kept)
    return start, start + len(kept.rstrip())


def _in_order(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Indices of the spans by start, longer ones first; raises InputError for an empty or reversed span."""
    keys = [(start, -end) for start, end in spans]
    for start, end in keys:
        if -end <= start:
            raise InputError(
                f"The span {start}–{-end} is empty or reversed; its end must lie behind its start."
            )
    return sorted(range(len(spans)), key=keys.__getitem__)


def runs(spans: Sequence[tuple[int, int]]) -> list[Run]:
    """Cut overlapping spans into stretches over which the set of active spans is constant.

    Raises :class:`~qualcode.errors.InputError` for an empty or reversed span.

    >>> [(run.start, run.end, run.members) for run in runs([(0, 4), (2, 6)])]
    [(0, 2, (0,)), (2, 4, (0, 1)), (4, 6, (1,))]
    """
    order = _in_order(spans)
    if not order:
        return []
    closing = sorted([(end, index) for index, (_, end) in enumerate(spans)])
    beyond = closing[-1][0] + 1
    closing.append((beyond, -1))
    opening = [(spans[index][0], index) for index in order]
    opening.append((beyond, -1))
    active: dict[int, None] = {}
    found: list[Run] = []
    opened = closed = previous = 0
    (start, begins), (end, ends) = opening[0], closing[0]
    while end < beyond:
        offset = min(start, end)
        if active:
            found.append(Run(previous, offset, tuple(active)))
        previous = offset
        while end == offset:
            del active[ends]
            closed += 1
            end, ends = closing[closed]
        while start == offset:
            active[begins] = None
            opened += 1
            start, begins = opening[opened]
    return found


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """The lane of each span, so that spans which overlap never share one (greedy, first lane that is free).

    Raises :class:`~qualcode.errors.InputError` for an empty or reversed span.

    >>> lanes([(0, 10), (2, 4), (5, 6), (3, 8)])
    [0, 1, 1, 2]
    """
    ends: list[int] = []
    lane_of = [0] * len(spans)
    for index in _in_order(spans):
        start, end = spans[index]
        for lane, last in enumerate(ends):
            if last <= start:
                ends[lane] = end
                break
        else:
            lane = len(ends)
            ends.append(end)
        lane_of[index] = lane
    return lane_of
