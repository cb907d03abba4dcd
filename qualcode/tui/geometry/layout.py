"""Places on screen: code points to rows and cells, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from functools import lru_cache

from qualcode.tui.geometry.cells import Grapheme, graphemes, is_narrow
from qualcode.tui.geometry.rows import SPACER, Row, wrap

__all__ = ["Layout"]


class Layout:
    """Painted text wrapped to a width, and the way between offsets and places.

    Offsets are code points of the text; rows and cells count from 0. All answers lie at grapheme borders.
    """

    def __init__(self, text: str, width: int, gaps: Collection[int] = ()) -> None:
        self.text = text
        self.width = max(1, width)
        self.rows: list[Row] = wrap(text, self.width, gaps)
        self.starts: list[int] = [row.start for row in self.rows]
        self._graphemes = lru_cache(maxsize=512)(self._split)

    def __len__(self) -> int:
        return len(self.rows)

    def _split(self, number: int) -> list[Grapheme] | None:
        """The graphemes of a row in offsets of the text, or None where every character is one cell wide."""
        row = self.rows[number]
        painted = self.text[row.start : row.end]
        if is_narrow(painted):
            return None
        return [Grapheme(row.start + g.start, row.start + g.end, g.cells) for g in graphemes(painted)]

    def row_of(self, offset: int) -> int:
        """The row that shows an offset; the end of a paragraph belongs to its last row."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def is_spacer(self, number: int) -> bool:
        """Whether a row is an empty one of our own, which the caret skips."""
        return self.rows[number].paragraph == SPACER

    def is_last(self, number: int) -> bool:
        """Whether a row is the last one of its paragraph."""
        following = number + 1
        return following >= len(self.rows) or self.rows[following].paragraph != self.rows[number].paragraph

    def place(self, offset: int) -> tuple[int, int]:
        """Row and cell of an offset; spaces that hang over the width share the cell behind the last one."""
        number = self.row_of(offset)
        row = self.rows[number]
        spans = self._graphemes(number)
        if spans is None:
            cell = min(offset, row.end) - row.start
        else:
            cell = sum(g.cells for g in spans if g.end <= offset)
        return number, min(cell, self.width)

    def row_end(self, number: int) -> int:
        """The last offset at which the caret can stand in a row without showing in the next one."""
        row = self.rows[number]
        if self.is_last(number) or row.start == row.end:
            return row.end
        return self.before(row.end)

    def offset_at(self, number: int, cell: int) -> int:
        """The offset at a place; beyond the end of a row, the last offset that still belongs to it."""
        number = max(0, min(number, len(self.rows) - 1))
        row = self.rows[number]
        spans = self._graphemes(number)
        cell = max(0, cell)
        if spans is None:
            offset = row.start + cell
        else:
            offset = row.end
            reached = 0
            for grapheme in spans:
                reached += grapheme.cells
                if reached > cell:
                    offset = grapheme.start
                    break
        return min(offset, self.row_end(number)) if offset >= row.end else offset

    def vertical(self, number: int, rows: int) -> int:
        """The row so many rows below (negative: above), skipping rows of our own."""
        target = max(0, min(len(self.rows) - 1, number + rows))
        direction = 1 if rows > 0 else -1
        while 0 < target < len(self.rows) - 1 and self.is_spacer(target):
            target += direction
        return target

    def snap(self, offset: int) -> int:
        """The border of the grapheme in which an offset lies, or the offset itself."""
        offset = max(0, min(offset, len(self.text)))
        number = self.row_of(offset)
        spans = self._graphemes(number)
        if spans is None or offset >= self.rows[number].end:
            return offset
        for grapheme in spans:
            if grapheme.start <= offset < grapheme.end:
                return grapheme.start
        return offset

    def snap_span(self, start: int, end: int) -> tuple[int, int]:
        """A span widened to whole graphemes."""
        first, last = self.snap(start), self.snap(end)
        return first, end if last == end else self.after(last)

    def after(self, offset: int) -> int:
        """The next offset at which a grapheme begins, or the end of the text."""
        number = self.row_of(offset)
        spans = self._graphemes(number)
        if spans is not None:
            for grapheme in spans:
                if grapheme.start <= offset < grapheme.end:
                    return grapheme.end
        return min(len(self.text), offset + 1)

    def before(self, offset: int) -> int:
        """The offset of the grapheme that ends at an offset, or 0."""
        if offset <= 0:
            return 0
        return self.snap(offset - 1)
