"""A panel that asks for one of several names: type, and Enter takes the highlighted row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from qualcode.tui.geometry.choosing import choose
from qualcode.tui.widgets.row_list import Item, RowList, plain
from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["PickPanel"]

CREATE = -1
Taker = Callable[[int | None, str], None]
"""Gets the index of the name taken, or None and the new name that was typed."""


class PickRows(RowList, can_focus=False):
    """The rows of the panel; the keyboard stays in its input line."""

    always_lit = True


class PickPanel(Vertical):
    """A heading, an input line, and the names that match what was typed."""

    DEFAULT_CSS = """
    PickPanel { display: none; height: 11; background: $panel; padding: 0 1; border-top: solid $primary 60%; }
    PickPanel > Static { height: 1; width: 1fr; }
    PickPanel > PickRows { height: 1fr; background: $panel; scrollbar-background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.names: Sequence[str] = ()
        self.details: Sequence[str] = ()
        self.create = False
        self.creating = "+ create "
        """What stands before a name that is not there yet."""
        self.taker: Taker = lambda index, name: None
        self.heading = Static(markup=False)
        self.input = TypeAhead(self._filter, placeholder="type a name")
        self.rows = PickRows()

    def compose(self) -> ComposeResult:
        """Heading, input line, rows."""
        yield self.heading
        yield self.input
        yield self.rows

    def open(
        self,
        heading: str,
        names: Sequence[str],
        details: Sequence[str],
        taker: Taker,
        *,
        create: bool = False,
    ) -> None:
        """Ask for one of ``names``; with ``create`` also a new one may be typed. ``taker`` gets the answer."""
        self.names, self.details, self.taker, self.create = names, details, taker, create
        self.creating = "+ create "
        self.heading.update(Text(plain(heading), Style(bold=True), no_wrap=True, overflow="ellipsis"))
        self.display = True
        self.input.value = ""
        self._filter("")
        self.screen.set_focus(self.input, scroll_visible=False)

    def close(self) -> None:
        """Hide the panel."""
        self.display = False

    def take(self) -> None:
        """Hand the highlighted row to whoever asked."""
        item = self.rows.current
        if item is None or not isinstance(item.key, int):
            return
        typed = " ".join(self.input.value.split())
        self.close()
        if item.key == CREATE:
            self.taker(None, typed)
        else:
            self.taker(item.key, self.names[item.key])

    def _filter(self, typed: str) -> None:
        if not self.display:
            return
        choice = choose(self.names, typed)
        items = [Item(partial(self._row, i), i) for i in choice.matches]
        if choice.create is not None and self.create:
            items.append(Item(partial(self._new, choice.create), CREATE))
        self.rows.empty_line = "none yet: type the first one" if self.create else "nothing of that name"
        self.rows.set_items(items, max(0, min(choice.highlighted, len(items) - 1)))

    def _row(self, index: int) -> tuple[Text]:
        row = Text(plain(self.names[index]), no_wrap=True, end="")
        if self.details[index]:
            row.append("   " + plain(self.details[index]), self.rows.palette.quiet())
        return (row,)

    def _new(self, name: str) -> tuple[Text]:
        row = Text(self.creating, self.rows.palette.quiet(), no_wrap=True, end="")
        row.append(plain(name), Style(bold=True))
        return (row,)
