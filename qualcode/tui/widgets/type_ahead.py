"""An input line whose keys are worked off at once, so that fast typing never outruns the screen."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

from qualcode.tui.widgets.key_taker import KeyTaker

__all__ = ["TypeAhead"]


class TypeAhead(KeyTaker, Input):
    """Calls ``listener`` with the value in the same moment in which a key changes it.

    The app hands it printable keys directly (see :class:`~qualcode.tui.app.QualcodeApp`); a paste comes as an event.
    """

    DEFAULT_CSS = """
    TypeAhead, TypeAhead:focus {
        border: none;
        height: 1;
        padding: 0;
        background: transparent;
    }
    """

    def __init__(
        self, listener: Callable[[str], None] | None = None, *, placeholder: str = "", id: str | None = None
    ) -> None:
        super().__init__(placeholder=placeholder, id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False
        self.listener = listener

    def take(self, characters: str) -> None:
        """Take one printable character."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(characters)
        else:
            self.replace(characters, *self.selection)

    def watch_value(self, value: str) -> None:
        """Tell the listener."""
        if self.listener is not None:
            self.listener(value)

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            self.take(event.character)
        else:
            await super()._on_key(event)
