"""A line for typing at the foot of the transcript: find, and the path of a file to import."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["InputBar"]


class InputBar(Horizontal):
    """A prompt, an input line and a note at the right."""

    DEFAULT_CSS = """
    InputBar { display: none; height: 1; background: $panel; padding: 0 1; }
    InputBar > .prompt { width: auto; color: $primary; text-style: bold; padding-right: 1; }
    InputBar > TypeAhead { width: 1fr; }
    InputBar > .note { width: auto; color: $muted; padding-left: 2; }
    """

    def __init__(
        self, prompt: str, listener: Callable[[str], None] | None = None, *, placeholder: str = "", id: str
    ) -> None:
        super().__init__(id=id)
        self.prompt = Static(Text(prompt), classes="prompt", markup=False)
        self.input = TypeAhead(listener, placeholder=placeholder, id=f"{id}-input")
        self.note = Static("", classes="note", markup=False)

    def compose(self) -> ComposeResult:
        """Prompt, line, note."""
        yield self.prompt
        yield self.input
        yield self.note

    def open(self, value: str = "") -> None:
        """Show the line and take the keyboard."""
        self.display = True
        self.input.value = value
        self.input.cursor_position = len(value)
        self.say("")
        self.screen.set_focus(self.input, scroll_visible=False)

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    def ask(self, prompt: str) -> None:
        """Show another prompt."""
        self.prompt.update(Text(prompt))

    def say(self, note: str) -> None:
        """Show a note at the right."""
        self.note.update(Text(note))
