"""The codings of one document as the pane paints them: runs, lanes, and what lies at a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.text.spans import Run, lanes, runs

__all__ = ["Mark", "Marks"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding as the pane paints it."""

    id: int
    """Of the coding."""
    start: int
    """Code points."""
    end: int
    name: str
    """Of the code."""
    colour: str
    """``#RRGGBB``."""
    code_id: int = 0
    coder: str = ""
    memo: str = ""
    quotation: int = 0
    """Number of the quotation."""
    path: tuple[str, ...] = ()
    """Names from the top of the code tree down to this code."""
    created: str = ""
    """UTC, ISO 8601."""

    @property
    def glyph(self) -> str:
        """The letter that tells the code apart where colour cannot: the first letter or digit of its name."""
        return next((c.upper()[0] for c in self.name if c.isalnum() and c.isascii()), None) or next(
            (c for c in self.name if c.isalnum()), "•"
        )


class Marks:
    """The codings of one document, sorted by start, longer ones first."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.items: list[Mark] = sorted(
            (mark for mark in marks if mark.start < mark.end), key=lambda m: (m.start, -m.end, m.id)
        )
        spans = [(mark.start, mark.end) for mark in self.items]
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
