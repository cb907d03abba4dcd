"""The one table of actions: bindings, key line, help screen, command palette and the README's key table come from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["ACTIONS", "CONTEXTS", "GROUPS", "PANES", "Action", "Context", "key_name", "key_table", "rebound"]

Context = Literal["text", "documents", "codebook", "codings", "codes", "find", "path"]
"""Where the keyboard is: the transcript, a side pane, the list for applying a code, an input line."""
PANES: tuple[Context, ...] = ("text", "documents", "codebook", "codings")
INPUTS: tuple[Context, ...] = ("codes", "find", "path")
CONTEXTS: tuple[Context, ...] = (*PANES, *INPUTS)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do on the screen."""

    id: str
    """Noun and verb, such as ``caret.left``; keys are bound to it in the keymap file."""
    keys: tuple[str, ...]
    """Names of keys as Textual spells them; the first one is shown where there is room for one."""
    label: str
    """Two or three words, for the key line and the palette."""
    help: str
    """One plain sentence for the help screen."""
    group: str
    """Heading in the help screen."""
    contexts: tuple[Context, ...] = ("text",)
    """Where the keys work."""
    footer: int = 0
    """Place in the key line, small numbers first; 0: not shown there."""
    short: str = ""
    """One word for the key line; empty: the label."""


def _action(
    id: str, keys: str, label: str, help: str, group: str, footer: int = 0, short: str = "",
    contexts: tuple[Context, ...] = ("text",),
) -> Action:  # fmt: skip
    return Action(id, tuple(keys.split()), label, help, group, contexts, footer, short)


MOVE, SELECT, CODE, FIND, CHANGE, VIEW, LIST = (
    "Moving", "Selecting", "Coding", "Finding", "Undo and redo", "Panes and the rest", "In lists and input lines",
)  # fmt: skip
GROUPS = (MOVE, SELECT, CODE, FIND, CHANGE, VIEW, LIST)

ACTIONS: tuple[Action, ...] = (
    _action("turn.next", "t", "Next turn", "Go to the beginning of the next turn.", MOVE, 1, "turn"),
    _action("turn.previous", "T", "Previous turn", "Go back to the beginning of a turn.", MOVE),
    _action("sentence.next", "s", "Next sentence", "Go to the beginning of the next sentence.", MOVE, 2, "sentence"),
    _action("sentence.previous", "S", "Previous sentence", "Go back to the beginning of a sentence.", MOVE),
    _action("word.next", "w", "Next word", "Go to the beginning of the next word.", MOVE),
    _action("word.previous", "b", "Previous word", "Go back to the beginning of a word.", MOVE),
    _action("caret.left", "left h", "Left", "Go one character to the left.", MOVE),
    _action("caret.right", "right l", "Right", "Go one character to the right.", MOVE),
    _action("caret.up", "up k", "Up", "Go one row up; the column is kept through short rows.", MOVE),
    _action("caret.down", "down j", "Down", "Go one row down; the column is kept through short rows.", MOVE),
    _action("row.start", "home", "Start of row", "Go to the start of the row.", MOVE),
    _action("row.end", "end", "End of row", "Go to the end of the row.", MOVE),
    _action("page.down", "pagedown space", "Page down", "Go one screen down.", MOVE),
    _action("page.up", "pageup", "Page up", "Go one screen up.", MOVE),
    _action("document.start", "g", "Start of transcript", "Go to the start of the transcript.", MOVE),
    _action("document.end", "G", "End of transcript", "Go to the end of the transcript.", MOVE),
    _action("coding.next", "n", "Next coding", "Go to where the next coding begins.", MOVE),
    _action("coding.previous", "N", "Previous coding", "Go back to where a coding begins.", MOVE),
    _action("select.toggle", "v", "Select", "Start or stop selecting; every move extends the selection.", SELECT, 4, "select"),
    _action("select.left", "shift+left", "Extend left", "Extend the selection by one character to the left.", SELECT),
    _action("select.right", "shift+right", "Extend right", "Extend the selection by one character to the right.", SELECT),
    _action("select.up", "shift+up", "Extend up", "Extend the selection by one row up.", SELECT),
    _action("select.down", "shift+down", "Extend down", "Extend the selection by one row down.", SELECT),
    _action("select.grow", "e", "Grow selection", "Grow the selection to the unit last moved by, else a word; again to the next larger one.", SELECT, 3, "grow"),
    _action("select.shrink", "E", "Shrink selection", "Take back the last growing, or shrink to the next smaller unit.", SELECT),
    _action("select.clear", "escape", "Clear", "Clear the selection; once more, the marks of the last search.", SELECT),
    _action("code.apply", "c enter", "Apply a code", "Open the list of codes for the selection, or for the sentence at the caret.", CODE, 5, "code"),
    _action("code.repeat", "r", "Repeat last code", "Apply the code that was applied last.", CODE, 8, "repeat"),
    _action("code.in_vivo", "i", "Code in vivo", "Make a code of the selected words themselves.", CODE),
    _action("coding.remove", "x", "Remove coding", "Take a coding at the caret away; where there are several, you choose.", CODE, 6, "remove"),
    _action("coding.cycle", "o", "Cycle codings", "Show the extent of one coding at the caret after the other.", CODE),
    _action("find.open", "slash ctrl+f", "Find", "Find as you type; all places are marked.", FIND, 9, "find", PANES),
    _action("find.next", "f", "Next place found", "Go to the next place found.", FIND),
    _action("find.previous", "F", "Previous place found", "Go back to the place found before.", FIND),
    _action("change.undo", "u ctrl+z", "Undo", "Take back your last change, also one of an earlier session.", CHANGE, 7, "undo", PANES),
    _action("change.redo", "U ctrl+y", "Redo", "Make a change again that was taken back.", CHANGE, 0, "redo", PANES),
    _action("pane.next", "tab", "Next pane", "Go to the next pane: transcript, documents, codebook, codings at the caret.", VIEW, 10, "panes", PANES),
    _action("pane.previous", "shift+tab", "Previous pane", "Go to the pane before.", VIEW, 0, "", PANES),
    _action("pane.documents", "d", "Documents", "Go to the list of documents.", VIEW, 0, "", PANES),
    _action("pane.codebook", "f2", "Codebook", "Go to the codebook.", VIEW, 0, "", PANES),
    _action("pane.codings", "a", "Codings at the caret", "Go to the list of codings at the caret.", VIEW, 0, "", PANES),
    _action("import.open", "ctrl+o", "Import a transcript", "Add a transcript from a file to the study.", VIEW, 0, "import", PANES),
    _action("theme.next", "f9", "Next theme", "Change between dark, light and high contrast.", VIEW, 0, "", PANES),
    _action("help.open", "question_mark f1", "Help", "Show what is possible here and with which keys.", VIEW, 12, "help", PANES),
    _action("palette.open", "ctrl+p", "Command palette", "Find any action, code or document by typing.", VIEW, 11, "palette", PANES),
    _action("app.quit", "ctrl+q", "Quit", "Leave; everything is saved already.", VIEW, 13, "quit", CONTEXTS),
    _action("item.open", "enter", "Choose", "Open the document, apply the code, or show the coding.", LIST, 1, "choose", ("documents", "codebook", "codings")),
    _action("item.down", "down j", "Next row", "Go one row down.", LIST, 0, "", ("documents", "codebook", "codings")),
    _action("item.up", "up k", "Previous row", "Go one row up.", LIST, 0, "", ("documents", "codebook", "codings")),
    _action("item.remove", "x delete", "Remove this coding", "Take the highlighted coding away.", LIST, 2, "remove", ("codings",)),
    _action("pane.leave", "escape", "Back to the transcript", "Go back to the transcript.", LIST, 3, "back", ("documents", "codebook", "codings")),
    _action("codes.take", "enter", "Take the row", "Apply the highlighted code, or create it where the row says so.", LIST, 1, "apply", ("codes",)),
    _action("codes.create", "f2", "Create as typed", "Create a code with just what was typed and apply it.", LIST, 2, "create", ("codes",)),
    _action("codes.down", "down", "Next code", "Go one row down.", LIST, 0, "", ("codes",)),
    _action("codes.up", "up", "Previous code", "Go one row up.", LIST, 0, "", ("codes",)),
    _action("find.accept", "enter", "Keep the place", "Close the line and stay at the place found; f and F go on from there.", LIST, 1, "stay here", ("find",)),
    _action("find.down", "down", "Next place", "Go to the next place found.", LIST, 2, "next", ("find",)),
    _action("find.up", "up", "Previous place", "Go to the place found before.", LIST, 3, "previous", ("find",)),
    _action("import.start", "enter", "Import", "Read the file and add it to the study.", LIST, 1, "import", ("path",)),
    _action("input.cancel", "escape", "Cancel", "Close the line or list; nothing is changed.", LIST, 9, "cancel", INPUTS),
    _action("job.cancel", "ctrl+c", "Stop the work", "Stop an import or an index that is running; what is finished stays.", VIEW, 0, "stop", PANES),
)  # fmt: skip

KEY_NAMES: Mapping[str, str] = {
    "question_mark": "?", "slash": "/", "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "PgUp",
    "pagedown": "PgDn", "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "home": "Home", "end": "End",
    "delete": "Del", "backspace": "Backspace",
}  # fmt: skip
MODIFIERS: Mapping[str, str] = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt"}


def key_name(key: str) -> str:
    """A key as a person reads it.

    >>> key_name("ctrl+z"), key_name("question_mark"), key_name("f1"), key_name("T")
    ('Ctrl+Z', '?', 'F1', 'T')
    """
    *modifiers, last = key.split("+")
    name = KEY_NAMES.get(last)
    if name is None:
        name = (
            last.upper() if modifiers or (last[:1] == "f" and last[1:].isdigit()) else last.replace("_", " ")
        )
    return "+".join([*(MODIFIERS.get(m, m) for m in modifiers), name])


def rebound(keymap: Mapping[str, tuple[str, ...]], actions: Iterable[Action] = ACTIONS) -> tuple[Action, ...]:
    """The table with the user's own keys; a key given to one action is taken from others that work in the same place."""
    result: list[Action] = []
    for action in actions:
        if action.id in keymap:
            result.append(replace(action, keys=keymap[action.id]))
            continue
        taken = {
            key
            for other in ACTIONS
            if other.id in keymap and set(other.contexts) & set(action.contexts)
            for key in keymap[other.id]
        }
        result.append(replace(action, keys=tuple(key for key in action.keys if key not in taken)))
    return tuple(result)


def key_table(actions: Iterable[Action] = ACTIONS) -> str:
    """The table of keys in Markdown, for the README."""
    actions = list(actions)
    lines = ["| Keys | Action | |", "|---|---|---|"]
    for group in GROUPS:
        lines.append(f"| | **{group}** | |")
        for action in actions:
            if action.group == group:
                keys = " ".join(f"`{key_name(key)}`" for key in action.keys)
                lines.append(f"| {keys} | {action.label} | {action.help} |")
    return "\n".join(lines) + "\n"
