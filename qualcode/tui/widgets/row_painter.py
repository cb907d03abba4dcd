"""Painting one row of the coding pane: margin and text, as a strip of exactly the right width."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from qualcode.tui.geometry.cells import cell_width, graphemes, is_narrow
from qualcode.tui.geometry.layout import Layout
from qualcode.tui.geometry.marks import Mark, Marks
from qualcode.tui.geometry.units import Span
from qualcode.tui.palette import Palette
from qualcode.tui.passage import Passage, clock
from qualcode.tui.widgets.row_list import plain

__all__ = ["LANES", "Margin", "RowPainter"]

LANES = 6
"""Lanes of the margin; what does not fit shows as a plus."""
STRIPE = "┃"
ROOM = 80
"""Cells of text beside which there is room for names in the margin."""
LONGEST_NAME = 12
"""Cells of a speaker's name in the margin."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The columns left of the text, in cells: turn number, time, plus, lanes, blank."""

    number: int
    """With a blank before it."""
    time: int
    """0 where no turn has a time, or the pane is narrow."""
    speaker: int = 0
    """0 where there is no room for names, or nobody is named."""

    @classmethod
    def of(cls, passage: Passage, width: int) -> Margin:
        """The margin that a document needs in a pane so many cells wide."""
        number = max(2, len(str(len(passage.turns)))) + 1
        longest = max(
            (turn.start_time for turn in passage.turns if turn.start_time is not None), default=None
        )
        time = 0 if longest is None or width < 60 else len(clock(longest)) + 1
        names = {turn.speaker for turn in passage.turns if turn.speaker}
        bare = any(turn.speaker and turn.speech_start == turn.start for turn in passage.turns)
        speaker = 1 + min(LONGEST_NAME, max((cell_width(plain(name)) for name in names), default=0))
        free = width - cls(number, time, speaker).width - 1
        return cls(number, time, speaker if names and free >= (ROOM // 2 if bare else ROOM) else 0)

    @property
    def lanes_start(self) -> int:
        """The cell of the outermost lane."""
        return self.number + self.time + self.speaker + 2

    @property
    def width(self) -> int:
        """Cells in all."""
        return self.lanes_start + LANES + 1

    def lane_at(self, x: int) -> int | None:
        """The lane under a cell, None beside the lanes; lane 0 is the one next to the text."""
        lane = self.lanes_start + LANES - 1 - x
        return lane if 0 <= lane < LANES else None


class RowPainter:
    """Paints the rows of one document in one layout."""

    def __init__(
        self, passage: Passage, layout: Layout, margin: Margin, marks: Marks, palette: Palette
    ) -> None:
        self.passage = passage
        self.layout = layout
        self.margin = margin
        self.marks = marks
        self.palette = palette

    def look(self, number: int) -> object:
        """What a row shows of the codings: it has to be painted again where this differs."""
        row, items = self.layout.rows[number], self.marks.items
        runs = self.marks.runs_in(row.start, row.end)
        return self.marks_of_row(number), [(r.start, r.end, [items[m] for m in r.members]) for r in runs]

    def marks_of_row(self, number: int) -> list[tuple[int, Mark]]:
        """The codings that a row shows in the margin, with their lanes."""
        row = self.layout.rows[number]
        spacer = self.layout.is_spacer(number)
        found: dict[int, tuple[int, Mark]] = {}
        for run in self.marks.runs_in(row.start, row.end):
            for member in run.members:
                mark = self.marks.items[member]
                if not spacer or mark.start < row.start:
                    found[member] = (self.marks.lane(member), mark)
        return list(found.values())

    def lanes_of_row(self, number: int) -> tuple[list[Mark | None], bool]:
        """What each lane of the margin shows beside a row, lane 0 first, and whether there is more than it has room for.

        Codings that follow one another share a lane; where they meet on one row, the one that lies wholly in the row
        gives way to a free lane.
        """
        row = self.layout.rows[number]
        found = self.marks_of_row(number)
        long = [(lane, mark) for lane, mark in found if mark.start < row.start or mark.end > row.end]
        shown: list[Mark | None] = [None] * LANES
        more = False
        for lane, mark in (*long, *(pair for pair in found if pair not in long)):
            if lane >= LANES or shown[lane] is not None:
                lane = shown.index(None) if None in shown and lane < LANES else LANES
            if lane < LANES:
                shown[lane] = mark
            else:
                more = True
        return shown, more

    def paint(
        self, number: int, selection: Span | None, caret: int | None, hits: list[Span], current: Span | None
    ) -> Strip:
        """One row; selection, caret and hits are those of the whole text or already cut to the row."""
        row = self.layout.rows[number]
        segments = self._paint_margin(number)
        shown_end = self._shown_end(row.start, row.end)
        if row.start < shown_end:
            segments += self._paint_text(row.start, shown_end, selection, caret, hits, current)
        if caret is not None and row.start <= caret <= row.end and caret >= shown_end:
            style = self.palette.speech(
                quiet=False, label=False, tint_of=None, layered=False, selected=False, hit=0, caret=True
            )
            segments.append(Segment(" ", style))
        strip = Strip(segments)
        return strip.adjust_cell_length(self.margin.width + self.layout.width + 1, self.palette.blank())

    def _shown_end(self, start: int, end: int) -> int:
        """Where the shown part of a row ends: spaces beyond the width are cut off."""
        text = self.layout.text[start:end]
        if is_narrow(text):
            return min(end, start + self.layout.width)
        used = 0
        for grapheme in graphemes(text):
            used += grapheme.cells
            if used > self.layout.width and grapheme.start > 0:
                return start + grapheme.start
        return end

    def _paint_margin(self, number: int) -> list[Segment]:
        palette, margin = self.palette, self.margin
        row = self.layout.rows[number]
        label = " " * (margin.number + margin.time + margin.speaker)
        index = bisect_left(self.passage.turn_starts, row.start)
        starts_here = index < len(self.passage.turns) and self.passage.turns[index].start == row.start
        if starts_here and not self.layout.is_spacer(number):
            turn = self.passage.turns[index]
            time = "" if turn.start_time is None or not margin.time else clock(turn.start_time)
            label = f"{turn.number:>{margin.number}}{time:>{margin.time}}"[: margin.number + margin.time]
            if margin.speaker:
                label = set_cell_size(f"{label} {plain(turn.speaker or '')}", len(label) + margin.speaker)
        lanes, more = self.lanes_of_row(number)
        cells: list[tuple[str, Mark | None]] = [(" ", None)] * LANES
        for lane, mark in enumerate(lanes):
            if mark is not None:
                begins = row.start <= mark.start < max(row.end, row.start + 1)
                sign = mark.glyph if begins else STRIPE
                cells[LANES - 1 - lane] = (sign if cell_width(sign) == 1 else "•", mark)
        segments = [Segment(label + " ", palette.number()), Segment("+" if more else " ", palette.number())]
        for sign, shown in cells:
            style = palette.blank() if shown is None else palette.mark(shown.colour, bold=sign != STRIPE)
            segments.append(Segment(sign, style))
        segments.append(Segment(" ", palette.blank()))
        return segments

    def _paint_text(
        self,
        start: int,
        end: int,
        selection: Span | None,
        caret: int | None,
        hits: list[Span],
        current: Span | None,
    ) -> list[Segment]:
        runs = self.marks.runs_in(start, end)
        visible_end = start + len(self.layout.text[start:end].rstrip(" "))
        cuts = {start, visible_end, end}
        for run in runs:
            cuts.update((run.start, run.end))
        if selection is not None:
            cuts.update(selection)
        for hit in hits:
            cuts.update(hit)
        caret_end = None
        if caret is not None and start <= caret < end:
            caret_end = min(end, self.layout.after(caret))
            cuts.update((caret, caret_end))
        first = bisect_right(self.passage.turn_starts, start) - 1
        for turn in self.passage.turns[max(0, first) : bisect_left(self.passage.turn_starts, end)]:
            cuts.update((turn.start, turn.speech_start, turn.end))
        points = sorted(cut for cut in cuts if start <= cut <= end)
        segments: list[Segment] = []
        place = 0
        for a, b in pairwise(points):
            while place < len(runs) and runs[place].end <= a:
                place += 1
            coded = place < len(runs) and runs[place].start <= a < visible_end
            members = runs[place].members if coded else ()
            index = self.passage.turn_index(a)
            spoken = self.passage.turns[index] if index is not None else None
            inside = spoken is not None and a < spoken.end
            style = self.palette.speech(
                quiet=not inside or (spoken is not None and spoken.role == "interviewer"),
                label=inside and spoken is not None and a < spoken.speech_start,
                tint_of=self.marks.items[members[-1]].colour if members else None,
                layered=len(members) > 1,
                selected=selection is not None and selection[0] <= a < selection[1],
                hit=_hit(a, hits, current),
                caret=caret_end is not None and a == caret,
            )
            segments.append(Segment(self.layout.text[a:b], style))
        return segments


def _hit(offset: int, hits: list[Span], current: Span | None) -> int:
    for start, end in hits:
        if start <= offset < end:
            return 2 if (start, end) == current else 1
    return 0
