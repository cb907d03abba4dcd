"""The help screen: what is possible and with which keys, from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.tui.actions import GROUPS, Action, key_name
from qualcode.tui.keymap import keymap_file
from qualcode.tui.widgets.row_list import plain

__all__ = ["HelpScreen", "help_text"]

KEYS_WIDTH = 18


def help_text(actions: Sequence[Action], where: str) -> Text:
    """All actions by group, and where keys can be changed."""
    text = Text(
        "Select a passage, press c and type a code. Every change is saved at once; u takes it back.\n"
    )
    for group in GROUPS:
        text.append(f"\n{group}\n", Style(bold=True))
        for action in actions:
            if action.group == group and action.keys:
                keys = "  ".join(key_name(key) for key in action.keys)
                text.append(f"  {keys:<{KEYS_WIDTH}}", Style(bold=True))
                text.append(f"{action.help}\n")
    text.append("\nMouse\n", Style(bold=True))
    text.append("  Drag selects; a double click takes the word, a triple click the sentence;\n")
    text.append("  a click on a stripe in the margin selects its coding.\n")
    text.append("\nOther keys\n", Style(bold=True))
    text.append(f'  {plain(where)}: lines such as "turn.next" = "t"\n')
    return text


class HelpScreen(ModalScreen[None]):
    """Shows the keys; any of the usual ways leads back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "Back", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 92; max-width: 96%; height: 90%; background: $panel; padding: 1 2; border: none;
    }
    HelpScreen .title { height: 1; color: $primary; text-style: bold; margin-bottom: 1; }
    HelpScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen .text { height: auto; }
    """

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self.actions = actions

    def compose(self) -> ComposeResult:
        """A titled box with the text."""
        with Vertical():
            yield Static("Keys    Esc goes back", classes="title", markup=False)
            with VerticalScroll(id="help-scroll"):
                yield Static(help_text(self.actions, str(keymap_file())), classes="text", markup=False)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#help-scroll", VerticalScroll).scroll_relative(y=rows, animate=False)

    async def action_dismiss(self, result: None = None) -> None:
        """Go back."""
        self.dismiss(result)
