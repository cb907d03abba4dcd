"""The codings of one document as the pane paints them: runs, lanes, and what lies at a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from qualcode.model.marks import Mark
from qualcode.text.spans import Run, lanes, runs

__all__ = ["Mark", "Marks"]


class Marks:
    """The codings of one document, sorted by start, longer ones first.

    They fall into clusters, between which no character is coded; runs and lanes of a cluster are made when it is looked at, so that a coding
    in a document of thousands costs what is in view.
    """

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        kept = [mark for mark in marks if mark.start < mark.end]
        keys = [(mark.start, -mark.end, mark.id) for mark in kept]
        self.items: list[Mark] = [kept[i] for i in sorted(range(len(kept)), key=keys.__getitem__)]
        self.spans = [(mark.start, mark.end) for mark in self.items]
        self._starts = [start for start, _ in self.spans]
        self._firsts: list[int] = []
        """Index of the first coding of each cluster."""
        self._ends: list[int] = []
        """Where each cluster ends in the text."""
        reached = -1
        for i, (start, end) in enumerate(self.spans):
            if start >= reached:
                self._firsts.append(i)
                self._ends.append(end)
                reached = end
            elif end > reached:
                reached = self._ends[-1] = end
        self._made: dict[int, tuple[list[Run], list[int]]] = {}

    def __len__(self) -> int:
        return len(self.items)

    def _cluster(self, number: int) -> tuple[list[Run], list[int]]:
        """The runs of a cluster, their members counted over all codings, and the lanes of its codings."""
        found = self._made.get(number)
        if found is None:
            first = self._firsts[number]
            behind = self._firsts[number + 1] if number + 1 < len(self._firsts) else len(self.items)
            spans = self.spans[first:behind]
            shifted = [Run(run.start, run.end, tuple(first + i for i in run.members)) for run in runs(spans)]
            found = self._made[number] = (shifted, lanes(spans))
        return found

    def runs_in(self, start: int, end: int) -> Sequence[Run]:
        """The runs that share a character with a span, in the order of the text; for an empty span, the one around it."""
        end = max(end, start + 1)
        found: list[Run] = []
        for number in range(bisect_right(self._ends, start), len(self._firsts)):
            if self._starts[self._firsts[number]] >= end:
                break
            found += [run for run in self._cluster(number)[0] if run.start < end and run.end > start]
        return found

    def lane(self, index: int) -> int:
        """The margin lane of a coding, named by its place in :attr:`items`."""
        number = bisect_right(self._firsts, index) - 1
        return self._cluster(number)[1][index - self._firsts[number]]

    def at(self, offset: int) -> list[Mark]:
        """The codings that hold an offset, outer ones first."""
        found = self.runs_in(offset, offset)
        return [self.items[member] for member in found[0].members] if found else []

    def next_start(self, offset: int) -> int | None:
        """Where the next coding begins after an offset, None where there is none."""
        found = bisect_right(self._starts, offset)
        return self._starts[found] if found < len(self._starts) else None

    def previous_start(self, offset: int) -> int | None:
        """Where the last coding begins before an offset, None where there is none."""
        found = bisect_left(self._starts, offset) - 1
        return self._starts[found] if found >= 0 else None
