"""The help screen: what is possible and with which keys, from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

from qualcode.tui.actions import GROUPS, Action, Context, key_name
from qualcode.tui.keymap import keymap_file
from qualcode.tui.widgets.row_list import plain

__all__ = ["HelpScreen", "help_rows"]

KEYS_WIDTH = 16
KEY_LINE = "↓ ↑ scroll   PgDn PgUp page   g G first and last   Esc back"
INTRODUCTION = "Select a passage, press c and type a code. Every change is saved at once; u takes it back."
MOUSE = (
    ("Drag", "Select; beyond the edge it scrolls on."),
    ("Double click", "Select the word."),
    ("Triple click", "Select the sentence."),
    ("Stripe", "A click on a stripe in the margin selects its coding."),
)
PLACES: Mapping[Context, str] = {
    "text": "in the transcript", "documents": "in the list of documents", "codebook": "in the codebook at the side",
    "codings": "in the codings at the caret", "nodes": "on the codebook screen", "found": "in the list of passages",
    "contrast": "in the list of cases", "hygiene": "in the list of weak spots", "node_split": "in the passages of the code",
    "heat": "in the matrix", "pairs": "in the list of pairs", "picture": "in the picture", "models": "in the comparison",
    "respondents": "in the list of respondents", "mappings": "in the mappings", "levels": "in the levels of quotations", "cases": "in the documents and cases",
    "memos": "in the memos", "history": "in the history", "files": "in the list of files",
    "codes": "in the list of codes", "find": "in the line to find words", "turn": "in the line for a turn", "path": "in the line for files", "lemma": "in the line for a lemma",
    "suggestions": "in the suggested codes", "passages": "in the list of passages", "phrases": "in the key phrases",
    "note": "in the note", "filter": "in the list of what is shown", "node_line": "in the line", "node_add": "in the line for a new node",
    "node_form": "in the form", "query": "in the query", "picking": "in the list of names", "answer": "in the line", "memo_text": "in the memo",
}  # fmt: skip
"""Where help may be opened, in words."""
SIGNS = (
    ("A  ┃", "A stripe in the margin runs beside each coding; the letter at its head is the first of the code's name, for those who cannot tell the colours."),
    ("+", "More codings lie beside this row than there is room for; the list at the caret names them all, as the bottom line does with +2."),
    ("Tint, underline", "Words on a coloured ground are coded; they are underlined where codings overlap."),
    ("■", "Stands before the name of a code, in its colour."),
)  # fmt: skip


def help_rows(actions: Sequence[Action], where: str, place: Context | None = None) -> list[tuple[str, str]]:
    """Keys and what they do, first those that work in ``place``; a row without keys is a heading."""
    rows: list[tuple[str, str]] = []
    here = {action.id for action in actions if place in action.contexts}
    if here:
        rows.append(("", f"Here, {PLACES[place]}" if place is not None and place in PLACES else "Here"))
        ordered = sorted(
            (action for action in actions if action.id in here and action.keys),
            key=lambda action: GROUPS.index(action.group) if place == "text" else action.footer or 99,
        )
        rows += [(_keys(action), action.help) for action in ordered]
    if place in (None, "text", "codings"):
        rows += [("", "Signs in the transcript"), *SIGNS]
    for group in GROUPS:
        others = [a for a in actions if a.group == group and a.keys and a.id not in here]
        if others:
            rows.append(("", f"Elsewhere: {group[0].lower()}{group[1:]}" if here else group))
            rows += [(_keys(action), action.help) for action in others]
    if place not in (None, "text", "codings"):
        rows += [("", "Signs in the transcript"), *SIGNS]
    rows += [("", "Mouse"), *MOUSE, ("", "Your own keys")]
    rows.append(("File", f'{plain(where)}, with lines such as "turn.next" = "t"'))
    rows.append(("Actions", ", ".join(action.id for action in actions)))
    return rows


def _keys(action: Action) -> str:
    return "  ".join(key_name(key) for key in action.keys)


def help_table(actions: Sequence[Action], where: str, place: Context | None = None) -> Group:
    """The rows of the help screen: headings, and keys beside what they do."""
    parts: list[Text | Table] = []
    for keys, words in help_rows(actions, where, place):
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
        Binding("home,g", "scroll(-100000)", show=False),
        Binding("end,G", "scroll(100000)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 92; max-width: 96%; height: 90%; background: $panel; padding: 1 2; border: none;
    }
    HelpScreen .title { height: 1; color: $primary; text-style: bold; margin-bottom: 1; }
    HelpScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen .text { height: auto; }
    HelpScreen > #help-keys { dock: bottom; height: 1; width: 100%; background: $panel; padding: 0 1; }
    """

    def __init__(self, actions: Sequence[Action], place: Context | None = None) -> None:
        """``place`` is where help was asked for."""
        super().__init__()
        self.actions = actions
        self.place = place

    def compose(self) -> ComposeResult:
        """A titled box with the text."""
        with Vertical():
            yield Static("Keys    Esc goes back", classes="title", markup=False)
            with VerticalScroll(id="help-scroll"):
                yield Static(Text(INTRODUCTION), classes="text", markup=False)
                yield Static(
                    help_table(self.actions, str(keymap_file()), self.place), classes="text", markup=False
                )
        yield Static(KEY_LINE, id="help-keys", markup=False)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#help-scroll", VerticalScroll).scroll_relative(y=rows, animate=False)

    async def action_dismiss(self, result: None = None) -> None:
        """Go back."""
        self.dismiss(result)
