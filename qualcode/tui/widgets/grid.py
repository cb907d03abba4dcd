"""A table that paints only what is in view: column heads, a column that stays, and a highlighted row or cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.color import Color
from textual.message import Message
from textual.widget import Widget

from qualcode.tui.geometry.columns import first_column, fit_columns
from qualcode.tui.widgets.row_list import Item, RowList, plain

__all__ = ["Column", "Grid", "GridHead", "GridRow"]

GAP = 1
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    width: int = 10
    """Cells; the least width where ``grows``."""
    grows: bool = False
    """Whether it takes the room that is left."""
    right: bool = False
    """Whether its cells stand at the right, as numbers do."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table."""

    key: int | str
    """What the row stands for."""
    cells: Callable[[], Sequence[Text | str]]
    """Makes its cells, never markup; called only when the row comes into view."""
    words: str = ""
    """What is looked in for a typed part."""
    heading: bool = False
    """Whether the highlight skips it; its first cell may then run over all columns."""


class GridHead(Widget):
    """The titles of the columns; stays above the rows."""

    DEFAULT_CSS = """
    GridHead { height: 1; width: 1fr; background: $surface; padding: 0; }
    """

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid

    def render(self) -> Text:
        """The titles, that of the highlighted column in bold."""
        return self.grid.head()


class Grid(RowList):
    """Rows of cells; with ``by_cell`` the keys left and right move between columns, else the whole row is highlighted."""

    DEFAULT_CSS = """
    Grid { background: $background; scrollbar-background: $background; }
    """

    @dataclass
    class Moved(Message):
        """Another cell is highlighted."""

        grid: Grid

    def __init__(self, *, id: str | None = None, by_cell: bool = False, frozen: int = 1) -> None:
        super().__init__(id=id)
        self.by_cell = by_cell
        self.frozen = frozen
        """Columns at the left that stay when the others scroll."""
        self.first = frozen
        """The first column whose cells can be highlighted."""
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[GridRow] = ()
        self.column = frozen if by_cell else 0
        """The highlighted column."""
        self.left = frozen
        """The first column shown behind those that stay."""
        self.heads = GridHead(self)

    def show(
        self, columns: Sequence[Column], rows: Sequence[GridRow], highlighted: int | str | None = None
    ) -> None:
        """Show other rows; the highlight goes to the row with a key, else stays on the row with the same key."""
        self.columns, self.rows = columns, rows
        self.column = min(self.column, max(0, len(columns) - 1))
        items = [Item(lambda row=row: (self._row(row),), row.key, 1, row.heading) for row in rows]  # type: ignore[misc]
        kept = highlighted if highlighted is not None else None if self.current is None else self.current.key
        place = next((i for i, row in enumerate(rows) if row.key == kept), None)
        if place is None and self.highlighted is not None:
            place = min(self.highlighted, max(0, len(rows) - 1))
        self.set_items(items, place)
        self.step_column(0)
        self.heads.refresh()

    @property
    def row(self) -> GridRow | None:
        """The highlighted row."""
        return None if self.current is None or self.highlighted is None else self.rows[self.highlighted]

    def go_to(self, key: int | str) -> None:
        """Highlight the row with a key."""
        place = next((i for i, row in enumerate(self.rows) if row.key == key), None)
        if place is not None:
            self.highlight(place)

    def step_column(self, columns: int) -> None:
        """Highlight another column and bring it into view; without a highlighted cell the columns scroll."""
        if not self.columns:
            return
        last = len(self.columns) - 1
        before = (self.column, self.left)
        if self.by_cell:
            self.column = max(min(self.first, last), min(last, self.column + columns))
            widths = self._widths()
            self.left = first_column(widths, self.frozen, self.left, self.column, self._room, GAP)
        else:
            self.left = max(min(self.frozen, last), min(last, self.left + columns))
            widths = self._widths()
            if sum(widths) + GAP * len(widths) <= self._room:
                self.left = min(self.frozen, last)
        if (self.column, self.left) != before:
            self._painted.clear()
            self.refresh()
            self.heads.refresh()
            self.post_message(self.Moved(self))

    @property
    def _room(self) -> int:
        return max(10, self.size.width - self.scrollbar_size_vertical)

    def _widths(self) -> list[int]:
        return fit_columns([(c.width, c.grows) for c in self.columns], self._room, GAP)

    def _shown(self) -> list[tuple[int, int]]:
        """(index, width) of the columns that are shown."""
        widths = self._widths()
        frozen = min(self.frozen, len(widths))
        shown = [(i, widths[i]) for i in range(frozen)]
        used = sum(width + GAP for _, width in shown)
        first = max(frozen, self.left)
        for i in range(first, len(widths)):
            mark = 0 if i == len(widths) - 1 else GAP + 1
            if i > first and used + widths[i] > self._room - mark:
                break
            shown.append((i, widths[i]))
            used += widths[i] + GAP
        return shown

    def head(self) -> Text:
        """The titles of the columns that are shown; ``›`` at the end where there are more."""
        line = Text(no_wrap=True, end="")
        shown = self._shown()
        for i, width in shown:
            column = self.columns[i]
            lit = self.by_cell and i == self.column
            style = Style(bold=True, underline=lit) if lit else self.palette.quiet()
            line.append_text(fitted(Text().append(plain(column.title), style), width, column.right))
            line.append(" " * GAP)
        if shown and shown[-1][0] < len(self.columns) - 1:
            line = fitted(line, self._room - 1, right=False)
            line.append("›", Style(bold=True))
        return line

    def _row(self, row: GridRow) -> Text:
        cells = row.cells()
        line = Text(no_wrap=True, end="")
        if row.heading and len(cells) == 1:
            line.append_text(as_text(cells[0]))
            return line
        for i, width in self._shown():
            cell = as_text(cells[i]) if i < len(cells) else Text()
            line.append_text(fitted(cell, width, self.columns[i].right))
            line.append(" " * GAP)
        return line

    def render_cursor(self, line: Text) -> Text:
        """The highlighted row with its cell marked."""
        if not self.by_cell or not self.columns:
            return line
        at = 0
        for i, width in self._shown():
            if i == self.column:
                marked = line.copy()
                marked.stylize(self._cell_style(), at, at + width)
                return marked
            at += width + GAP
        return line

    def _cell_style(self) -> Style:
        if self.app.no_color:
            return Style(reverse=True, bold=True)
        names = ("block-cursor-foreground", "block-cursor-background")
        ink, ground = (Color.parse(self.app.theme_variables[name]).rich_color for name in names)
        return Style(color=ink, bgcolor=ground, bold=True)

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._painted.clear()
        super().on_resize()
        self.step_column(0)
        self.heads.refresh()

    def on_click(self, event: events.Click) -> None:
        """Highlight the cell under the mouse; a click on the highlighted one chooses it."""
        number = event.y - self.gutter.top + self.scroll_offset.y
        if not 0 <= number < len(self.items) or self.items[number].heading:
            return
        same = number == self.highlighted
        if self.by_cell:
            at = 0
            for i, width in self._shown():
                if at <= event.x - self.gutter.left < at + width + GAP and i >= self.first:
                    same = same and i == self.column
                    self.column = i
                    break
                at += width + GAP
        self.highlight(number)
        self.refresh()
        self.heads.refresh()
        self.post_message(self.Moved(self))
        if same:
            self.choose()


def as_text(cell: Text | str) -> Text:
    """A cell as text, never markup."""
    return Text(plain(cell)) if isinstance(cell, str) else cell


def fitted(cell: Text, width: int, right: bool) -> Text:
    """A cell cut or filled to a width in screen cells."""
    cell = cell.copy()
    cell.truncate(width, overflow="ellipsis")
    room = width - cell.cell_len
    if room > 0:
        if right:
            cell.pad_left(room)
        else:
            cell.pad_right(room)
    return cell
