"""Codes suggested for the passage at the caret, dimmed, under the codings at the caret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.message import Message

from qualcode.tui.widgets.row_list import Item, RowList, plain

if TYPE_CHECKING:
    from qualcode.model.suggestions import CodeSuggestion

__all__ = ["SHOWN", "SuggestionList"]

SHOWN = 5
"""Suggestions in the side pane."""

Key = tuple[int, int, int]
"""Document id, start, end."""


class SuggestionList(RowList, can_focus=False):
    """At most five codes, the first one with its key; never applied by themselves."""

    DEFAULT_CSS = """
    SuggestionList { height: auto; max-height: 6; min-height: 3; }
    """
    empty_line = " they come when the caret rests"

    @dataclass
    class Answered(Message):
        """Suggestions have been made, or cannot be."""

        key: Key
        found: Sequence[CodeSuggestion]
        note: str

    @dataclass
    class Picked(Message):
        """A suggestion was clicked."""

        suggestion: CodeSuggestion

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.key: Key | None = None
        """The passage that the suggestions are for; None where they are out of date."""
        self.found: Sequence[CodeSuggestion] = ()
        self.note = ""
        self.hint = "q"
        """The key that takes the first one."""
        self.named: tuple[Key, int] | None = None
        """The suggestion that was named where the list is hidden."""

    def show(self, key: Key | None, found: Sequence[CodeSuggestion], note: str = "") -> None:
        """Show suggestions for a passage, or why there are none."""
        self.key, self.found, self.note = key, found, note
        items = [self._item(n, suggestion) for n, suggestion in enumerate(found[:SHOWN])]
        if not items and note:
            width = max(12, self.size.width - 2)
            lines = Text(plain(note), self.palette.quiet()).wrap(self.app.console, width)[:6]
            for line in lines:
                line.end = ""
            items = [Item(lambda: tuple(Text(" ", end="") + line for line in lines), None, len(lines), True)]
        self.set_items(items, -1)

    def _item(self, n: int, suggestion: CodeSuggestion) -> Item:
        quiet = self.palette.quiet()
        row = Text(no_wrap=True, overflow="ellipsis", end="")
        lead = self.hint if n == 0 else ""
        row.append(f"{lead:<{len(self.hint)}} ", quiet + Style(bold=True))
        row.append(plain(suggestion.code), quiet)
        row.append("  " + plain(", ".join(suggestion.shared)), quiet + Style(italic=True))
        return Item(lambda: (row,), suggestion.code_id)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click picks the suggestion."""
        message.stop()
        picked = next((s for s in self.found if s.code_id == message.item.key), None)
        if picked is not None:
            self.post_message(self.Picked(picked))
