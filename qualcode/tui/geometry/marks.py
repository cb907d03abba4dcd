"""The codings of one document as the pane paints them: runs, lanes, and what lies at a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from qualcode.model.marks import Mark
from qualcode.text.spans import Run, lanes, runs

__all__ = ["Mark", "Marks"]


class Marks:
    """The codings of one document, sorted by start, longer ones first."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        kept = [mark for mark in marks if mark.start < mark.end]
        keys = [(mark.start, -mark.end, mark.id) for mark in kept]
        self.items: list[Mark] = [kept[i] for i in sorted(range(len(kept)), key=keys.__getitem__)]
        spans = [(mark.start, mark.end) for mark in self.items]
        self.spans = spans
        self.runs: list[Run] = runs(spans)
        self.lanes: list[int] = lanes(spans)
        self._run_ends = [run.end for run in self.runs]
        self._starts = [mark.start for mark in self.items]

    def __len__(self) -> int:
        return len(self.items)

    def runs_in(self, start: int, end: int) -> Sequence[Run]:
        """The runs that share a character with a span, in the order of the text; for an empty span, the one around it."""
        end = max(end, start + 1)
        first = bisect_right(self._run_ends, start)
        last = first
        while last < len(self.runs) and self.runs[last].start < end:
            last += 1
        return self.runs[first:last]

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
