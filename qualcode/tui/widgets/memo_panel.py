"""The panel in which a memo is written."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from qualcode.tui.widgets.note_panel import NoteArea
from qualcode.tui.widgets.row_list import plain

__all__ = ["MemoPanel"]


class MemoPanel(Vertical):
    """A heading and several rows for writing."""

    DEFAULT_CSS = """
    MemoPanel { display: none; height: 12; background: $panel; padding: 0 1; border-top: solid $primary 60%; }
    MemoPanel > Static { height: 1; width: 1fr; }
    MemoPanel NoteArea, MemoPanel NoteArea:focus { width: 1fr; height: 1fr; border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.opened = False
        """Whether something is being written; unlike ``display`` it holds until the screen is gone."""
        self.warned: str | None = None
        """What was there when the user was told that it would be thrown away."""
        self.heading = Static("", markup=False)
        self.area = NoteArea(id="memo-area")

    def compose(self) -> ComposeResult:
        """Heading and text."""
        yield self.heading
        yield self.area

    def open(self, heading: str, text: str) -> None:
        """Begin with a text."""
        self.heading.update(Text(plain(heading), Style(bold=True), no_wrap=True, overflow="ellipsis"))
        self.warned = None
        self.area.load_text_of(text)
        self.display = self.opened = True
        self.screen.set_focus(self.area, scroll_visible=False)

    def close(self) -> None:
        """Hide the panel."""
        self.display = self.opened = False

    @property
    def written(self) -> str | None:
        """What stands there now, None where nothing is new."""
        return self.area.written if self.opened else None
