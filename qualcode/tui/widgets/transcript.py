"""The coding pane: a transcript with caret, selection, margin lanes and places found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from qualcode.tui.geometry.cells import paint
from qualcode.tui.geometry.layout import Layout
from qualcode.tui.geometry.marks import Mark, Marks
from qualcode.tui.geometry.units import Span, Unit, Units
from qualcode.tui.palette import Palette, palette_of
from qualcode.tui.passage import Passage
from qualcode.tui.widgets.row_painter import Margin, RowPainter

__all__ = ["TranscriptPane"]

WIDEST = 96
"""Cells of text in a row at most: longer rows are hard to read."""
SCROLL_OFF = 2
"""Rows kept in view above and below the caret."""
DRAG_PAUSE = 0.05
"""Seconds between two steps of scrolling while the mouse rests beyond the edge."""
EMPTY = Passage(0, "", "")


class TranscriptPane(ScrollView, can_focus=True):
    """Shows one passage and moves through it; knows nothing of studies.

    Every place is an offset in code points of the passage's text.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    TranscriptPane {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
    }
    """

    @dataclass
    class Moved(Message):
        """The caret, the selection or the mode changed."""

        caret: int
        selection: Span | None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.passage = EMPTY
        self.marks = Marks()
        self.units = Units("", [])
        self.layout_of_text = Layout("", 1)
        self.margin = Margin.of(EMPTY, 80)
        self.caret = 0
        self.tail: int | None = None
        """The end of the selection that stays where it is; None: nothing is selected."""
        self.head = 0
        """The end of the selection that moves; the caret, but after growing."""
        self.selecting = False
        """Whether every move extends the selection."""
        self.last_unit: Unit = "character"
        self.hits: list[Span] = []
        self.hit: int | None = None
        """Index of the current place found."""
        self.target: Span | None = None
        """A span shown like a selection while something is asked about it."""
        self._painted = ""
        self._wanted_cell: int | None = None
        self._grown: list[Span | None] = []
        self._rows: LRUCache[object, Strip] = LRUCache(2048)
        self._version = 0
        self._painter: RowPainter | None = None
        self._palette: Palette | None = None
        self._drag: Timer | None = None
        self._drag_place = Offset(0, 0)
        self._dragging = False

    # --- what is shown -------------------------------------------------------------------------------

    def load(self, passage: Passage, marks: Iterable[Mark] = (), caret: int = 0) -> None:
        """Show another passage, the caret at an offset."""
        self.passage = passage
        self.marks = Marks(marks)
        self._painted = paint(passage.text)
        asked = {k for k, turn in enumerate(passage.turns) if turn.role == "interviewer"}
        self.units = Units(
            passage.text, [(t.start, t.speech_start, t.end) for t in passage.turns], passage.language, asked
        )
        self.hits, self.hit, self.target = [], None, None
        self.tail, self.selecting, self.last_unit = None, False, "character"
        self._grown, self._wanted_cell = [], None
        self.caret = self.head = max(0, min(caret, len(passage.text)))
        self._wrap(force=True)
        self.caret = self.head = self.layout_of_text.snap(self.caret)
        self.reveal(middle=True)
        self._announce()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show other codings of the same passage."""
        before = self._painter
        self.marks = Marks(marks)
        if before is None:
            self._repaint()
        else:
            self._repaint_marks(before)
        self._announce()

    def set_hits(self, hits: Sequence[Span], current: int | None = None) -> None:
        """Mark places found; the current one stands out."""
        self.hits = list(hits)
        self.hit = current
        self._repaint()

    def set_target(self, target: Span | None) -> None:
        """Show a span like a selection, or no longer."""
        if target != self.target:
            before, self.target = self._shown_selection(), target
            self._refresh_rows(self._rows_between(before, self._shown_selection()))

    @property
    def selection(self) -> Span | None:
        """The selected span, None where nothing is selected."""
        if self.tail is None or self.tail == self.head:
            return None
        return min(self.tail, self.head), max(self.tail, self.head)

    def _shown_selection(self) -> Span | None:
        return self.target or self.selection

    # --- layout and painting ---------------------------------------------------------------------------

    def _wrap(self, force: bool = False) -> None:
        width = self.scrollable_content_region.width
        margin = Margin.of(self.passage, width)
        columns = max(8, min(WIDEST, width - margin.width - 1)) if width else WIDEST
        if force or columns != self.layout_of_text.width or margin != self.margin:
            self.margin = margin
            self.layout_of_text = Layout(self._painted, columns, frozenset(self.passage.turn_starts))
            self.virtual_size = Size(margin.width + columns + 1, len(self.layout_of_text))
            self._repaint()

    def _repaint(self) -> None:
        self._version += 1
        self._rows.clear()
        self._painter = None
        self.refresh()

    def _repaint_marks(self, before: RowPainter) -> None:
        """Paint the rows in view that show other codings than before."""
        self._version += 1
        self._rows.clear()
        self._painter = None
        after = self._make_painter()
        top = self.scroll_offset.y
        last = min(len(self.layout_of_text), top + self.scrollable_content_region.height)
        self._refresh_rows([row for row in range(top, last) if before.look(row) != after.look(row)])

    def _make_painter(self) -> RowPainter:
        if self._painter is None:
            if self._palette is None:
                self._palette = palette_of(self.app)
            self._painter = RowPainter(
                self.passage, self.layout_of_text, self.margin, self.marks, self._palette
            )
        return self._painter

    def notify_style_update(self) -> None:
        """Forget painted rows: the theme may have changed."""
        super().notify_style_update()
        self._palette = None
        self._painter = None
        self._rows.clear()

    def on_resize(self) -> None:
        """Wrap to the new width, the caret staying in view."""
        if self.scrollable_content_region.width:
            self._wrap()
            self.reveal()

    def render_line(self, y: int) -> Strip:
        """Paint one row of the view."""
        painter = self._make_painter()
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        layout = self.layout_of_text
        if number >= len(layout.rows):
            return Strip.blank(width, painter.palette.blank())
        row = layout.rows[number]
        selection = self._shown_selection()
        if selection is not None:
            cut = max(selection[0], row.start), min(selection[1], row.end)
            selection = cut if cut[0] < cut[1] else None
        caret = self.caret if self.has_focus and layout.row_of(self.caret) == number else None
        key = (number, width, selection, caret, self.hit, self._version)
        strip = self._rows.get(key)
        if strip is None:
            strip = painter.paint(
                number, selection, caret, self._hits_in(row.start, row.end), self._current_hit()
            )
            strip = strip.adjust_cell_length(width, painter.palette.blank())
            self._rows[key] = strip
        return strip

    def _hits_in(self, start: int, end: int) -> list[Span]:
        first = bisect_left(self.hits, (start, start))
        first = max(0, first - 1)
        found: list[Span] = []
        for span in self.hits[first:]:
            if span[0] >= end:
                break
            if span[1] > start:
                found.append(span)
        return found

    def _current_hit(self) -> Span | None:
        return self.hits[self.hit] if self.hit is not None and self.hit < len(self.hits) else None

    def _rows_between(self, before: Span | None, after: Span | None) -> set[int]:
        """The rows on which two selections differ."""
        if before == after:
            return set()
        layout = self.layout_of_text
        if before is None or after is None:
            only = before or after
            assert only is not None
            return set(range(layout.row_of(only[0]), layout.row_of(only[1]) + 1))
        rows: set[int] = set()
        for a, b in zip(before, after, strict=True):
            if a != b:
                rows.update(range(layout.row_of(min(a, b)), layout.row_of(max(a, b)) + 1))
        return rows

    def _refresh_rows(self, rows: Iterable[int]) -> None:
        top = self.scroll_offset.y
        bottom = top + self.scrollable_content_region.height
        for number in rows:
            if top <= number < bottom:
                self.refresh_line(number)

    def reveal(self, middle: bool = False) -> None:
        """Scroll so that the caret is in view, for a far jump in the upper third; set the terminal's cursor."""
        height = self.scrollable_content_region.height
        row, cell = self.layout_of_text.place(self.caret)
        top = self.scroll_offset.y
        if height > 0:
            spare = min(SCROLL_OFF, (height - 1) // 2)
            target = top
            if row < top + spare or row >= top + height - spare:
                far = row < top - height // 2 or row >= top + height + height // 2
                if middle or far:
                    target = row - height // 3
                elif row < top + spare:
                    target = row - spare
                else:
                    target = row - height + 1 + spare
            target = max(0, min(target, len(self.layout_of_text) - height))
            if target != top:
                self.scroll_to(y=target, animate=False, force=True)
                top = target
        if self.has_focus:
            region = self.scrollable_content_region
            self.app.cursor_position = Offset(
                self.content_region.x + self.margin.width + cell,
                self.content_region.y + max(0, min(row - top, region.height - 1)),
            )

    # --- moving ----------------------------------------------------------------------------------------

    def _set(self, caret: int, tail: int | None, head: int | None = None, *, middle: bool = False) -> None:
        before, old_row = self._shown_selection(), self.layout_of_text.row_of(self.caret)
        self.caret = caret
        self.tail = tail
        self.head = caret if head is None else head
        rows = self._rows_between(before, self._shown_selection())
        rows.update((old_row, self.layout_of_text.row_of(caret)))
        self._refresh_rows(rows)
        self.reveal(middle)
        self._announce()

    def _announce(self) -> None:
        self.post_message(self.Moved(self.caret, self.selection))

    def move_to(
        self, offset: int, *, extend: bool = False, unit: Unit | None = None, middle: bool = False
    ) -> None:
        """Put the caret at an offset; while selecting, or with ``extend``, the selection follows."""
        offset = self.layout_of_text.snap(offset)
        if unit is not None:
            self.last_unit = unit
        if unit != "row":
            self._wanted_cell = None
        self._grown = []
        if extend or self.selecting:
            tail = self.caret if self.tail is None else self.tail
            self._set(offset, tail, middle=middle)
        else:
            self._set(offset, None, middle=middle)

    def _from(self, extend: bool, forward: bool) -> int:
        """Where a step begins: extending after growing goes on from the end that the step leads away from."""
        if (extend or self.selecting) and self.selection is not None and self.caret != self.head:
            start, end = self.selection
            self.tail, self.head = (start, end) if forward else (end, start)
            return self.head
        return self.caret

    def step(self, unit: Unit, direction: int, *, extend: bool = False) -> None:
        """Move by one unit, forward (1) or back (-1)."""
        place = self._from(extend, direction > 0)
        layout = self.layout_of_text
        if unit == "character":
            self.move_to(
                layout.after(place) if direction > 0 else layout.before(place), extend=extend, unit=unit
            )
        elif unit == "row":
            self._step_rows(place, direction, extend)
        else:
            target = self.units.next(unit, place) if direction > 0 else self.units.previous(unit, place)
            if direction > 0 and (extend or self.selecting) and not self.passage.text[place:target].strip():
                target = self.units.next(unit, target)
            if direction > 0 and layout.snap(target) <= place:
                target = layout.after(place)
            self.move_to(target, extend=extend, unit=unit)

    def step_page(self, direction: int) -> None:
        """Move by one screen, two rows overlapping."""
        self._step_rows(self.caret, direction * max(1, self.scrollable_content_region.height - 2), False)

    def _step_rows(self, place: int, rows: int, extend: bool) -> None:
        layout = self.layout_of_text
        number, cell = layout.place(place)
        wanted = cell if self._wanted_cell is None else self._wanted_cell
        target = layout.vertical(number, rows)
        if target == number and rows:
            edge = len(layout.text) if rows > 0 else 0
            self.move_to(edge, extend=extend, unit="character")
            return
        unit = self.last_unit
        self.move_to(layout.offset_at(target, wanted), extend=extend, unit="row")
        self._wanted_cell = wanted
        self.last_unit = unit if extend or self.selecting else "character"

    def step_coding(self, direction: int) -> bool:
        """Move to where the next or the previous coding begins; False where there is none."""
        target = self.marks.next_start(self.caret) if direction > 0 else self.marks.previous_start(self.caret)
        while target is not None and direction > 0 and self.layout_of_text.snap(target) <= self.caret:
            target = self.marks.next_start(target)
        if target is None:
            return False
        self.move_to(target, unit="character")
        return True

    def to_row_edge(self, direction: int) -> None:
        """Move to the start or the end of the row."""
        number = self.layout_of_text.row_of(self.caret)
        layout = self.layout_of_text
        offset = layout.rows[number].start if direction < 0 else layout.row_end(number)
        self.move_to(offset, unit="character")

    def to_edge(self, direction: int) -> None:
        """Move to the start or the end of the transcript."""
        self.move_to(len(self.passage.text) if direction > 0 else 0, unit="character")

    # --- selecting -------------------------------------------------------------------------------------

    def toggle_selecting(self) -> None:
        """Start selecting at the caret, or stop; what is selected stays selected."""
        self.selecting = not self.selecting
        tail = self.tail
        if self.selecting and self.selection is None:
            tail = self.caret
        self._set(self.caret, tail, self.head if tail is not None else None)

    def select_span(self, start: int, end: int, *, reveal: bool = False) -> None:
        """Select a span; the caret goes to its start where it lies outside (or ``reveal`` asks for it)."""
        start, end = self.layout_of_text.snap_span(start, end)
        inside = start <= self.caret < end and not reveal
        self.selecting = False
        self._wanted_cell = None
        self._set(self.caret if inside else start, start, end)

    def clear_selection(self) -> bool:
        """Select nothing and stop selecting; False where nothing was selected."""
        had = self.tail is not None or self.selecting
        self.selecting = False
        self._grown = []
        self._set(self.caret, None)
        return had

    def grow_selection(self) -> None:
        """Grow the selection to the unit last moved by, then to the next larger one."""
        before = self.selection
        grown = self.units.grow(before, self.caret, self.last_unit)
        if grown is None or grown == before:
            return
        history = [*self._grown, before]
        self.select_span(*grown)
        self._grown = history

    def shrink_selection(self) -> None:
        """Take back the last growing, or shrink to the next smaller unit at the caret."""
        if self.selection is None:
            return
        history = self._grown
        smaller = history[-1] if history else self.units.shrink(self.selection, self.caret)
        if smaller is None:
            self.clear_selection()
        else:
            self.select_span(*smaller)
        self._grown = history[:-1]

    def passage_to_code(self) -> Span | None:
        """The span that coding applies to: the selection, else the sentence at the caret; trimmed, None if empty."""
        text = self.passage.text
        start, end = self.selection or self.units.around("sentence", self.caret) or (0, 0)
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        return (start, end) if start < end else None

    # --- mouse -----------------------------------------------------------------------------------------

    def _offset_at(self, x: int, y: int) -> int:
        height = max(1, self.scrollable_content_region.height)
        number = max(0, min(y, height - 1)) + self.scroll_offset.y
        return self.layout_of_text.offset_at(number, x - self.margin.width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret where the mouse is, or select the coding whose stripe it is on."""
        if event.button != 1:
            return
        lane = self.margin.lane_at(event.x)
        number = event.y + self.scroll_offset.y
        if lane is not None and number < len(self.layout_of_text) and not event.shift:
            mark = self._make_painter().lanes_of_row(number)[0][lane]
            if mark is not None:
                self.move_to(mark.start)
                self.select_span(mark.start, mark.end)
                return
        self.selecting = False
        self.move_to(self._offset_at(event.x, event.y), extend=event.shift, unit="character")
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while the button is held; beyond the edge a timer scrolls on."""
        if not self._dragging:
            return
        self._drag_place = Offset(event.x, event.y)
        beyond = not 0 <= event.y < self.scrollable_content_region.height
        if beyond and self._drag is None:
            self._drag = self.set_interval(DRAG_PAUSE, self._drag_on)
        elif not beyond:
            self._stop_scrolling()
            self.move_to(self._offset_at(event.x, event.y), extend=True, unit="character")

    def _drag_on(self) -> None:
        """Scroll and extend by as many rows as the mouse is beyond the edge."""
        height = self.scrollable_content_region.height
        x, y = self._drag_place
        rows = y if y < 0 else y - height + 1
        number = self.layout_of_text.row_of(self.caret)
        target = self.layout_of_text.vertical(number, max(-8, min(8, rows)))
        self.move_to(
            self.layout_of_text.offset_at(target, x - self.margin.width), extend=True, unit="character"
        )

    def _stop_scrolling(self) -> None:
        if self._drag is not None:
            self._drag.stop()
            self._drag = None

    def on_mouse_up(self) -> None:
        """End dragging."""
        if self._dragging:
            self._dragging = False
            self._stop_scrolling()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A double click selects the word, a triple click the sentence."""
        unit: Unit | None = {2: "word", 3: "sentence"}.get(event.chain)  # type: ignore[assignment]
        if unit is None or self.margin.lane_at(event.x) is not None:
            return
        span = self.units.around(unit, self._offset_at(event.x, event.y))
        if span is not None:
            self.last_unit = unit
            self.select_span(*span)

    def on_focus(self) -> None:
        """Show the caret."""
        self._refresh_rows([self.layout_of_text.row_of(self.caret)])
        self.reveal()

    def on_blur(self) -> None:
        """Show no caret."""
        self._refresh_rows([self.layout_of_text.row_of(self.caret)])
