"""A list of rows that paints only what is in view: the base of all lists on screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.geometry.cells import paint
from qualcode.tui.palette import Palette, palette_of

__all__ = ["Item", "RowList", "plain"]


def plain(text: str) -> str:
    """Text from outside as one line without control characters, for any list or line on screen."""
    return paint(text).replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    paint: Callable[[], tuple[Text, ...]]
    """Makes its rows of text, never markup; called only when the entry comes into view."""
    key: int | str | None = None
    """What the entry stands for."""
    height: int = 1
    """Rows."""
    heading: bool = False
    """Whether the highlight skips it."""


class RowList(ScrollView, can_focus=True):
    """Shows items; one of them is highlighted. Moving the highlight is a plain method call."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        background: $surface;
        color: $foreground;
    }
    """

    @dataclass
    class Chosen(Message):
        """An item was clicked, or chosen by key."""

        row_list: RowList
        item: Item

    @dataclass
    class Highlighted(Message):
        """Another item is highlighted."""

        row_list: RowList
        item: Item | None

    empty_line = ""
    """What stands in an empty list."""
    always_lit = False
    """Whether the highlight is strong also while the keyboard is elsewhere."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self.highlighted: int | None = None
        self._tops: list[int] = [0]
        self._painted: dict[int, tuple[Text, ...]] = {}
        self._base: Style | None = None
        """The style of an empty row, until the styles change."""

    def set_items(self, items: Sequence[Item], highlighted: int | None = None) -> None:
        """Show other items; the highlight goes to an index, to none (-1), or to the item with the same key as before."""
        before = self.current
        self.items = items
        self._painted.clear()
        self._tops = [0, *accumulate(item.height for item in items)]
        if highlighted is None and before is not None and before.key is not None:
            highlighted = next((i for i, item in enumerate(items) if item.key == before.key), None)
        self.highlighted = None if highlighted == -1 else self._selectable(highlighted or 0, 1)
        self._take_height(self._tops[-1])
        self._reveal()
        self.refresh()

    def _take_height(self, rows: int) -> None:
        """Scroll over another number of rows; setting the virtual size would lay out the whole screen for it."""
        size = Size(1, rows)
        if size == self.virtual_size:
            return
        height = self.styles.height
        if height is None or height.is_auto or not self.size.height:
            self.virtual_size = size
        else:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def repaint(self, changed: Iterable[int]) -> None:
        """Paint some items again, named by index: what they show has changed, but not which they are."""
        top = self.scroll_offset.y
        for index in changed:
            self._painted.pop(index, None)
            for row in range(max(top, self._tops[index]), min(top + self.size.height, self._tops[index + 1])):
                self.refresh_line(row)

    @property
    def current(self) -> Item | None:
        """The highlighted item."""
        if self.highlighted is None or self.highlighted >= len(self.items):
            return None
        return self.items[self.highlighted]

    def _selectable(self, index: int, direction: int) -> int | None:
        index = max(0, min(index, len(self.items) - 1))
        while 0 <= index < len(self.items):
            if not self.items[index].heading:
                return index
            index += direction
        return None

    def highlight(self, index: int, direction: int = 1) -> None:
        """Move the highlight to an index, skipping headings in a direction."""
        found = self._selectable(index, direction)
        if found is not None and found != self.highlighted:
            self.highlighted = found
            self._reveal()
            self.refresh()
            self.post_message(self.Highlighted(self, self.current))

    def step(self, rows: int) -> None:
        """Move the highlight by so many items."""
        if self.highlighted is None:
            self.highlight(0)
        else:
            self.highlight(self.highlighted + rows, 1 if rows > 0 else -1)

    def choose(self) -> None:
        """Choose the highlighted item."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def _reveal(self) -> None:
        if self.highlighted is None or not self.size.height:
            return
        top, bottom = self._tops[self.highlighted], self._tops[self.highlighted + 1]
        region = Region(0, top, 1, bottom - top)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Keep the highlight in view."""
        self._reveal()

    def notify_style_update(self) -> None:
        """Read the theme's colours again."""
        super().notify_style_update()
        self._painted.clear()
        self._base = None

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return palette_of(self.app)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the view."""
        width = self.scrollable_content_region.width
        if self._base is None:
            self._base = self.rich_style
        base = self._base
        number = y + self.scroll_offset.y
        if number >= self._tops[-1]:
            if number or self.items or not self.empty_line:
                return Strip.blank(width, base)
            return self._strip(Text(self.empty_line, style=self.palette.quiet()), width, base)
        index = bisect_right(self._tops, number) - 1
        rows = self._painted.get(index)
        if rows is None:
            rows = self._painted[index] = self.items[index].paint()
        line = rows[number - self._tops[index]]
        if index == self.highlighted and not self.items[index].heading:
            lit = self.has_focus or self.always_lit
            marked = self.render_cursor(line) if lit else line
            if marked is not line:
                return self._strip(marked, width, base)
            name = "block-cursor-background" if lit else "block-cursor-blurred-background"
            ground = Color.parse(self.app.theme_variables[name]).rich_color
            base = base + Style(bgcolor=ground, reverse=(lit and self.app.no_color) or None)
            if lit:
                ink = Color.parse(self.app.theme_variables["block-cursor-foreground"]).rich_color
                base = base + Style(color=ink)
        return self._strip(line, width, base)

    def render_cursor(self, line: Text) -> Text:
        """The highlighted line with a mark of its own; the line itself where the whole row is highlighted."""
        return line

    def _strip(self, line: Text, width: int, base: Style) -> Strip:
        if isinstance(line.style, Style):
            base_of_line = base + line.style
        else:
            base_of_line = base
        segments = [
            Segment(segment.text, base_of_line + segment.style if segment.style else base_of_line)
            for segment in line.render(self.app.console)
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Highlight and choose the item under the mouse."""
        number = event.y - self.gutter.top + self.scroll_offset.y
        if 0 <= number < self._tops[-1]:
            index = bisect_right(self._tops, number) - 1
            if not self.items[index].heading:
                self.highlighted = index
                self.refresh()
                self.choose()

    def on_focus(self) -> None:
        """Show the highlight strongly."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the highlight weakly."""
        self.refresh()
