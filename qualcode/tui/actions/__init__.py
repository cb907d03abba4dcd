"""The one table of actions: bindings, key line, help screen, command palette and the README's key table come from it.

A module holds the rows of one screen; this one joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qualcode.tui.actions.analyses import ANALYSIS_ACTIONS
from qualcode.tui.actions.boards import BOARD_ACTIONS
from qualcode.tui.actions.cases import CASE_ACTIONS
from qualcode.tui.actions.codebook import CODEBOOK
from qualcode.tui.actions.comparison import COMPARISON
from qualcode.tui.actions.correcting import CORRECTING
from qualcode.tui.actions.disagreements import DISAGREEMENT_ACTIONS
from qualcode.tui.actions.guide import GUIDE_ACTIONS
from qualcode.tui.actions.history import HISTORY_ACTIONS
from qualcode.tui.actions.importing import IMPORTING
from qualcode.tui.actions.lemmas import LEMMA_ACTIONS
from qualcode.tui.actions.mapping import MAPPING_ACTIONS
from qualcode.tui.actions.memos import MEMO_ACTIONS
from qualcode.tui.actions.network import NETWORK_ACTIONS
from qualcode.tui.actions.record import BOARDS, CONTEXTS, GROUPS, PANES, SCREENS, Action, Context
from qualcode.tui.actions.references import REFERENCE_ACTIONS
from qualcode.tui.actions.relations import RELATION_ACTIONS
from qualcode.tui.actions.reporting import REPORT_ACTIONS
from qualcode.tui.actions.retrieval import RETRIEVAL
from qualcode.tui.actions.review import REVIEW_ACTIONS
from qualcode.tui.actions.screens import OPENERS
from qualcode.tui.actions.start import START_ACTIONS
from qualcode.tui.actions.together import TOGETHER_ACTIONS
from qualcode.tui.actions.workspace import WORKSPACE

__all__ = [
    "ACTIONS", "BOARDS", "CONTEXTS", "GROUPS", "PANES", "SCREENS", "START_ACTIONS", "Action", "Context", "key_name", "key_table", "rebound",
]  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    *WORKSPACE,
    *OPENERS,
    *CODEBOOK,
    *RETRIEVAL,
    *BOARD_ACTIONS,
    *TOGETHER_ACTIONS,
    *IMPORTING,
    *MEMO_ACTIONS,
    *HISTORY_ACTIONS,
    *REVIEW_ACTIONS,
    *REPORT_ACTIONS,
    *COMPARISON,
    *MAPPING_ACTIONS,
    *ANALYSIS_ACTIONS,
    *DISAGREEMENT_ACTIONS,
    *GUIDE_ACTIONS,
    *REFERENCE_ACTIONS,
    *NETWORK_ACTIONS,
    *RELATION_ACTIONS,
    *CASE_ACTIONS,
    *CORRECTING,
    *LEMMA_ACTIONS,
)
"""Every action there is."""

KEY_NAMES: Mapping[str, str] = {
    "question_mark": "?", "slash": "/", "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "PgUp",
    "pagedown": "PgDn", "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "home": "Home", "end": "End",
    "delete": "Del", "backspace": "Backspace", "comma": ",", "full_stop": ".", "semicolon": ";", "colon": ":",
    "plus": "+", "minus": "-", "left_parenthesis": "(", "right_parenthesis": ")",
    "left_square_bracket": "[", "right_square_bracket": "]",
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
    actions = tuple(actions)
    for action in actions:
        if action.id in keymap:
            result.append(replace(action, keys=keymap[action.id]))
            continue
        taken = {
            key
            for other in actions
            if other.id in keymap and set(other.contexts) & set(action.contexts)
            for key in keymap[other.id]
        }
        result.append(replace(action, keys=tuple(key for key in action.keys if key not in taken)))
    return tuple(result)


def key_table(actions: Iterable[Action] = (*ACTIONS, *START_ACTIONS)) -> str:
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
