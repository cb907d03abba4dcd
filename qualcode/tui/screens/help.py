"""The help screen: what is possible and with which keys, from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.console import Group
from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.tui.actions import GROUPS, Action, key_name
from qualcode.tui.keymap import keymap_file
from qualcode.tui.widgets.row_list import plain

__all__ = ["HelpScreen", "help_rows"]

KEYS_WIDTH = 16
INTRODUCTION = "Select a passage, press c and type a code. Every change is saved at once; u takes it back."
MOUSE = (
    ("Drag", "Select; beyond the edge it scrolls on."),
    ("Double click", "Select the word."),
    ("Triple click", "Select the sentence."),
    ("Stripe", "A click on a stripe in the margin selects its coding."),
)


def help_rows(actions: Sequence[Action], where: str) -> list[tuple[str, str]]:
    """Keys and what they do; a row without keys is a heading."""
    rows: list[tuple[str, str]] = []
    for group in GROUPS:
        rows.append(("", group))
        rows += [
            ("  ".join(key_name(key) for key in action.keys), action.help)
            for action in actions
            if action.group == group and action.keys
        ]
    rows += [("", "Mouse"), *MOUSE, ("", "Your own keys")]
    rows.append(("File", f'{plain(where)}, with lines such as "turn.next" = "t"'))
    rows.append(("Actions", ", ".join(action.id for action in actions)))
    return rows


def help_table(actions: Sequence[Action], where: str) -> Group:
    """The rows of the help screen: headings, and keys beside what they do."""
    parts: list[Text | Table] = []
    for keys, words in help_rows(actions, where):
        if not keys:
            table = Table.grid(padding=(0, 2), expand=True)
            table.add_column(width=KEYS_WIDTH)
            table.add_column(ratio=1)
            parts += [Text(""), Text(words, Style(bold=True)), table]
        else:
            table.add_row(Text("  " + keys, Style(bold=True)), Text(words))
    return Group(*parts)


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
                yield Static(Text(INTRODUCTION), classes="text", markup=False)
                yield Static(help_table(self.actions, str(keymap_file())), classes="text", markup=False)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#help-scroll", VerticalScroll).scroll_relative(y=rows, animate=False)

    async def action_dismiss(self, result: None = None) -> None:
        """Go back."""
        self.dismiss(result)
