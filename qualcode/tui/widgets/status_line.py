"""Title, status and key line: one row each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from qualcode.tui.actions import Action, Context, key_name
from qualcode.tui.geometry.cells import cell_width
from qualcode.tui.geometry.marks import Mark
from qualcode.tui.palette import Palette, palette_of
from qualcode.tui.passage import Passage, clock
from qualcode.tui.widgets.row_list import plain

__all__ = ["KeyLine", "Notice", "StatusLine", "TitleLine"]


class Line(Widget):
    """One row with a left and a right part; the left one gives way."""

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; background: $surface; color: $foreground; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.left = Text()
        self.right = Text()

    def show(self, left: Text, right: Text) -> None:
        """Show other parts."""
        if (
            (left, right) != (self.left, self.right)
            or left.spans != self.left.spans
            or right.spans != self.right.spans
        ):
            self.left, self.right = left, right
            self.refresh()

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return palette_of(self.app)

    def render(self) -> Text:
        """The two parts at the two ends of the row."""
        width = self.content_size.width
        right = self.right.copy()
        right.truncate(max(0, width * 2 // 3), overflow="ellipsis")
        left = self.left.copy()
        left.truncate(max(0, width - right.cell_len - 1), overflow="ellipsis")
        gap = " " * max(0, width - left.cell_len - right.cell_len)
        return Text.assemble(left, gap, right, no_wrap=True, end="")


def title_text(
    passage: Passage | None, study: str, codings: int, coder: str, palette: Palette, showing: str = ""
) -> tuple[Text, Text]:
    """The title line: the document, and how much of it is there; ``showing`` says what a filter shows."""
    if passage is None:
        return Text(plain(study), Style(bold=True)), Text("")
    left = Text()
    left.append(plain(passage.name), Style(bold=True))
    if passage.case and passage.case != passage.name:
        left.append(f"  {plain(passage.case)}", palette.quiet())
    left.append(f"  {plain(study)}", palette.quiet())
    if showing:
        return left, Text.assemble(
            (plain(showing), Style(bold=True)), (f" · coding as {plain(coder)}", palette.quiet())
        )
    words = f"{passage.words:,}".replace(",", " ")
    noun = "coding" if codings == 1 else "codings"
    return left, Text(f"{words} words · {codings} {noun} · coding as {plain(coder)}", palette.quiet())


class TitleLine(Line):
    """Names the document at every size of the terminal."""

    def show_title(
        self, passage: Passage | None, study: str, codings: int, coder: str, showing: str = ""
    ) -> None:
        """Show document, study, whose codings are made, and what a filter shows."""
        self.show(*title_text(passage, study, codings, coder, self.palette, showing))


class StatusLine(Line):
    """Says where the caret is and which codes are there."""

    def show_place(
        self, passage: Passage | None, caret: int, marks: Sequence[Mark], *, mode: str = "", note: str = ""
    ) -> None:
        """Show turn, speaker and time at the left, the codes at the caret at the right; both give way to a note that needs the room."""
        palette = self.palette
        left = Text()
        if mode:
            left.append(f" {mode} ", Style(reverse=True, bold=True))
            left.append("  ")
        brief = left.copy()
        if passage is not None:
            turn = passage.turn_at(caret)
            if turn is not None:
                left.append(f"turn {turn.number} of {len(passage.turns)}")
                if turn.speaker:
                    left.append(f" · {plain(turn.speaker)}")
                if turn.start_time is not None:
                    left.append(f" · {clock(turn.start_time)}")
            elif passage.turns:
                left.append("before the first turn")
            share = round(100 * caret / max(1, len(passage.text)))
            left.append(f" · {share} %" if left.plain else f"{share} %", palette.quiet())
        right = self._codes(marks)
        if note:
            left.append(f"   {note}", palette.quiet())
            if left.cell_len + 1 + right.cell_len > self.content_size.width:
                right = Text()
            if left.cell_len + 1 > self.content_size.width:
                left = brief.append(note, palette.quiet())
        self.show(left, right)

    def _codes(self, marks: Sequence[Mark]) -> Text:
        """The codes at the caret, the innermost first; those that half the row has no room for are counted."""
        line = Text()
        room = max(20, self.content_size.width // 3)
        for shown, mark in enumerate(reversed(marks)):
            name = plain(mark.name)
            if line.plain and line.cell_len + cell_width(name) + 8 > room:
                line.append(f"  +{len(marks) - shown}", self.palette.quiet())
                break
            line.append("  " if line.plain else "")
            line.append("■ ", self.palette.code(mark.colour))
            line.append(name)
        return line


class KeyLine(Line):
    """The most useful keys of where the keyboard is; made from the table of actions."""

    DEFAULT_CSS = """
    KeyLine { background: $panel; }
    """

    class Pressed(Message):
        """An action's place was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.actions: Sequence[Action] = ()
        self.places: list[tuple[int, int, str]] = []
        """(first cell, cell behind the last one, action) of what is shown."""

    def show_keys(self, actions: Sequence[Action], context: Context) -> None:
        """Show the keys that work in a context."""
        self.actions = sorted(
            (a for a in actions if a.footer and context in a.contexts and a.keys), key=lambda a: a.footer
        )
        self.refresh()

    def render(self) -> Text:
        """As many keys as there is room for; help and quit always, where they exist."""
        width = self.content_size.width
        line = Text(no_wrap=True, end="")
        self.places = []
        last = [a for a in self.actions if a.id in ("help.open", "app.quit")]
        parts = [(a, key_name(a.keys[0]), a.short or a.label) for a in self.actions if a not in last]
        ends = [(a, key_name(a.keys[0]), a.short or a.label) for a in last]
        gap = "  " if width < 100 else "   "
        reserve = sum(cell_width(k) + cell_width(n) + 1 + len(gap) for _, k, n in ends)
        for action, key, name in [*parts, *ends]:
            needed = cell_width(key) + 1 + cell_width(name)
            if action not in last and line.cell_len + needed + reserve > width:
                continue
            if line.cell_len + needed > width:
                continue
            start = line.cell_len
            line.append(key, Style(bold=True))
            line.append(f" {name}", self.palette.quiet())
            self.places.append((start, line.cell_len, action.id))
            line.append(gap)
        line.truncate(width)
        return line

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        x = event.x - self.styles.padding.left
        for start, end, action in self.places:
            if start <= x < end:
                self.post_message(self.Pressed(action))


class Notice(Static):
    """A friendly line where there is nothing to show yet."""

    DEFAULT_CSS = """
    Notice { width: 1fr; height: 1fr; content-align: center middle; text-align: center; color: $muted; padding: 0 4; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)

    def say(self, text: str) -> None:
        """Show other words."""
        self.update(Text(plain(text) if "\n" not in text else "\n".join(plain(t) for t in text.split("\n"))))
