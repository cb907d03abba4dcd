"""The panel for what a quotation bears: memo, condensed text, translation."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, TextArea

from qualcode.model.codings import Quotation
from qualcode.text.visible import visible
from qualcode.tui.palette import palette_of
from qualcode.tui.widgets.key_taker import KeyTaker
from qualcode.tui.widgets.row_list import plain

__all__ = ["FIELDS", "NoteArea", "NotePanel"]

FIELDS = ("memo", "condensed", "translation")
"""What can be written, in the order of the fields."""


class NoteArea(KeyTaker, TextArea):
    """A few rows for writing; the app hands it printable keys directly, so that fast typing never outruns the screen."""

    ALLOW_SELECT: ClassVar[bool] = False
    many_lines: ClassVar[bool] = True

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, soft_wrap=True, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.before = ""
        """What stood there when the panel was opened."""

    def load_text_of(self, words: str) -> None:
        """Begin with what is stored; control characters are shown as signs."""
        self.text = "\n".join(visible(line) for line in words.split("\n"))
        self.before = self.text
        self.move_cursor(self.document.end)

    def take(self, characters: str) -> None:
        """Take what was typed in place of what is selected."""
        if self.read_only:
            return
        self.replace(characters, *self.selection, maintain_selection_offset=False)

    @property
    def written(self) -> str | None:
        """What stands there now, None where it is what stood there before."""
        return None if self.text == self.before else self.text.strip()


class NotePanel(Vertical):
    """A panel over the transcript with one field for each thing that a quotation bears."""

    DEFAULT_CSS = """
    NotePanel {
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
    NotePanel > Static { height: 1; width: 1fr; }
    NotePanel > .field { height: 3; margin-top: 0; }
    NotePanel > .field.-large { height: 4; }
    NotePanel .label { width: 12; color: $muted; }
    NotePanel NoteArea, NotePanel NoteArea:focus { width: 1fr; height: 100%; border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.number: int | None = None
        """Number of the quotation that is written about; 0 for a passage that is none yet."""
        self.span: tuple[int, int] = (0, 0)
        """Where it stands."""
        self.warned: dict[str, str] = {}
        """What was there when the user was told that it would be thrown away."""
        self.heading = Static(id="note-heading", markup=False)
        self.areas: dict[str, NoteArea] = {name: NoteArea(id=f"note-{name}") for name in FIELDS}

    def compose(self) -> ComposeResult:
        """Heading, and a row for each field."""
        yield self.heading
        for name, area in self.areas.items():
            with Horizontal(classes="field -large" if name == "memo" else "field"):
                yield Static(name.capitalize(), classes="label", markup=False)
                yield area

    def open(self, quotation: Quotation, citation: str, upper: bool) -> None:
        """Show what a quotation bears; ``upper`` puts the panel at the top, out of the passage's way."""
        palette = palette_of(self.app)
        head = Text(no_wrap=True, overflow="ellipsis")
        head.append(f"Note  {plain(citation)}  ", Style(bold=True))
        head.append(f"“{plain(quotation.text)}”", palette.quiet())
        self.heading.update(head)
        self.number, self.span = quotation.id, (quotation.start, quotation.end)
        self.warned = {}
        for name, area in self.areas.items():
            area.load_text_of(getattr(quotation, name))
        self.set_class(upper, "-upper")
        self.display = True
        self.screen.set_focus(self.areas[FIELDS[0]], scroll_visible=False)

    def close(self) -> None:
        """Hide the panel."""
        self.display = False
        self.number = None

    @property
    def written(self) -> dict[str, str]:
        """The fields that differ from what is stored."""
        return {name: area.written for name, area in self.areas.items() if area.written is not None}

    def step(self, direction: int) -> None:
        """Go to the next or previous field."""
        areas = list(self.areas.values())
        place = next((n for n, area in enumerate(areas) if area.has_focus), 0)
        self.screen.set_focus(areas[(place + direction) % len(areas)], scroll_visible=False)
