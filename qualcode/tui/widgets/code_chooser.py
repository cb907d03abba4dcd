"""The list for applying a code: type, and Enter takes the highlighted row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from qualcode.model.codes import Code
from qualcode.tui.geometry.choosing import choose
from qualcode.tui.widgets.row_list import Item, RowList, plain
from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["CodeChooser"]

CREATE = "create"
RECENT = 12
"""Codes remembered as recently used."""


class CodeRows(RowList, can_focus=False):
    """The rows of the chooser; the keyboard stays in its input line."""

    always_lit = True


class CodeChooser(Vertical):
    """A panel over the transcript: what will be coded, an input line, the matching codes."""

    DEFAULT_CSS = """
    CodeChooser {
        layer: above;
        display: none;
        dock: bottom;
        width: 100%;
        height: 12;
        background: $panel;
        padding: 0 1;
        border-top: solid $primary 60%;
        &.-upper { dock: top; border-top: none; border-bottom: solid $primary 60%; }
    }
    CodeChooser > Static { height: 1; width: 1fr; background: $panel; }
    CodeChooser > CodeRows { height: 1fr; background: $panel; scrollbar-background: $panel; }
    CodeChooser > TypeAhead { background: $panel; }
    """

    @dataclass
    class Taken(Message):
        """A row was clicked."""

        chooser: CodeChooser

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.codes: list[Code] = []
        self.names: list[str] = []
        self.recent: list[int] = []
        """Ids of codes used in this session, latest first."""
        self.heading = Static(id="chooser-heading", markup=False)
        self.input = TypeAhead(self._filter, placeholder="type a code", id="chooser-input")
        self.rows = CodeRows(id="chooser-rows")

    def compose(self) -> ComposeResult:
        """Heading, input line, rows."""
        yield self.heading
        yield self.input
        yield self.rows

    def open(self, codes: Sequence[Code], quotation: str, upper: bool) -> None:
        """Show all codes for a passage; ``upper`` puts the panel at the top, out of the passage's way."""
        self.codes = [code for code in codes if code.kind == "code"]
        self.names = [code.name for code in self.codes]
        head = Text(no_wrap=True, overflow="ellipsis")
        head.append("Code  ", Style(bold=True))
        head.append(f"“{plain(quotation)}”", self.rows.palette.quiet())
        self.heading.update(head)
        self.set_class(upper, "-upper")
        self.display = True
        self.input.value = ""
        self._filter("")
        self.screen.set_focus(self.input, scroll_visible=False)

    def close(self) -> None:
        """Hide the panel."""
        self.display = False

    def used(self, code_id: int) -> None:
        """Remember a code as the latest used one."""
        self.recent = [code_id, *(other for other in self.recent if other != code_id)][:RECENT]

    def _filter(self, typed: str) -> None:
        if not self.display:
            return
        at = {code.id: index for index, code in enumerate(self.codes)}
        choice = choose(self.names, typed, [at[code_id] for code_id in self.recent if code_id in at])
        items = [Item(partial(self._row, self.codes[i]), self.codes[i].id) for i in choice.matches]
        if choice.create is not None:
            items.append(Item(partial(self._creating_row, choice.create), CREATE))
        self.rows.empty_line = "no codes yet: type a name and press Enter"
        self.rows.set_items(items, choice.highlighted)

    def _creating_row(self, name: str) -> tuple[Text]:
        row = Text(no_wrap=True, end="")
        row.append("+ ", Style(bold=True))
        row.append("create ", self.rows.palette.quiet())
        row.append(plain(name), Style(bold=True))
        return (row,)

    def _row(self, code: Code) -> tuple[Text]:
        palette = self.rows.palette
        row = Text(no_wrap=True, end="")
        row.append("■ ", palette.code(code.colour))
        row.append(plain(code.name))
        if len(code.path) > 1:
            row.append("   " + plain(" › ".join(code.path[:-1])), palette.quiet())
        if code.brief:
            row.append("   " + plain(code.brief), palette.quiet() + Style(italic=True))
        return (row,)

    @property
    def typed(self) -> str:
        """What was typed, white space folded."""
        return " ".join(self.input.value.split())

    @property
    def taken(self) -> str | None:
        """The name of the code that Enter takes; None where there is no row."""
        item = self.rows.current
        if item is None:
            return None
        if item.key == CREATE:
            return self.typed or None
        return next((code.name for code in self.codes if code.id == item.key), None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes the row."""
        message.stop()
        self.post_message(self.Taken(self))
