"""What an action is, and where its keys work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "BOARDS", "CONTEXTS", "INPUTS", "PANES", "QUESTIONS", "SCREENS", "TYPED", "Action", "Context", "action",
    "MOVE", "SELECT", "CODE", "FIND", "CHANGE", "VIEW", "LIST", "BOOK", "RETRIEVE", "BOARD", "GROUPS",
    "TOGETHER", "MODELS", "MAPPING", "ANALYSES", "CASES", "MEMOS", "HISTORY", "REVIEW", "REPORTS", "IMPORT", "CORRECT", "START",
]  # fmt: skip

Context = Literal[
    "note", "suggestions", "passages", "phrases", "filter",
    "text", "documents", "codebook", "codings", "codes", "find", "turn", "path", "lemma",
    "query", "found", "contrast", "picking", "answer", "question",
    "nodes", "node_line", "node_add", "node_form", "node_question", "node_split", "hygiene",
    "heat", "pairs", "picture", "models", "respondents", "mappings", "levels", "cases", "memos", "memo_text", "history", "files",
    "turn_text", "unanchored", "analyses", "results", "disagreements", "guide", "claims", "references", "changes", "network", "relations", "handed_out", "review", "codebook_diff", "reporting", "verifying", "start", "start_line", "start_form", "start_job",
]  # fmt: skip
"""Where the keyboard is: the transcript, a side pane, a list, an input line, a screen of its own."""

PANES: tuple[Context, ...] = ("text", "documents", "codebook", "codings")
"""The transcript and the panes beside it."""
INPUTS: tuple[Context, ...] = ("codes", "find", "turn", "path", "lemma", "suggestions", "passages", "phrases")
"""Lists and lines that open over the transcript."""
NODES: tuple[Context, ...] = (
    "nodes", "node_line", "node_add", "node_form", "node_question", "node_split", "hygiene",
)  # fmt: skip
"""The codebook screen and what opens on it."""
RETRIEVAL: tuple[Context, ...] = ("query", "found", "contrast")
"""The retrieval screen."""
BOARDS: tuple[Context, ...] = (
    "heat", "pairs", "picture", "models", "respondents", "mappings", "levels", "cases", "memos", "history", "files",
    "unanchored", "analyses", "results", "disagreements", "guide", "claims", "references", "changes", "network", "relations", "handed_out",
    "review", "codebook_diff", "reporting", "verifying",
)  # fmt: skip
"""Screens that show one table."""
QUESTIONS: tuple[Context, ...] = ("picking", "answer", "question", "memo_text", "turn_text")
"""What opens on any screen over the workspace: a list of names, a line to type in, a question, a text."""
SCREENS: tuple[Context, ...] = (*PANES, "nodes", "found", "contrast", *(b for b in BOARDS if b != "files"))
"""Where a key leads from one screen to another."""
TYPED: tuple[Context, ...] = (
    *INPUTS, "note", "filter", "node_line", "node_add", "node_form", "query", "picking", "answer", "memo_text", "turn_text",
)  # fmt: skip
"""Where letters are typed or a list lies over the screen, so that only F1 asks for help."""
STARTS: tuple[Context, ...] = ("start", "start_line", "start_form", "start_job")
"""The start screen, where no study is open yet; its actions are a table of their own."""
CONTEXTS: tuple[Context, ...] = (*PANES, *INPUTS, "note", "filter", *NODES, *RETRIEVAL, *BOARDS, *QUESTIONS)
"""All of them."""

MOVE, SELECT, CODE, FIND, CHANGE, VIEW, LIST = (
    "Moving", "Selecting", "Coding", "Finding", "Undo and redo", "Panes and the rest", "In lists and input lines",
)  # fmt: skip
BOOK = "On the codebook screen"
RETRIEVE = "On the retrieval screen"
BOARD = "On every screen with a table"
TOGETHER = "On the co-occurrence screen"
MODELS = "On the comparison screen"
MAPPING = "On the mapping screen"
ANALYSES = "On the screens of analyses"
CASES = "On the screen of documents and cases"
MEMOS = "On the memo screen"
HISTORY = "On the history screen"
REVIEW = "On the review screen"
REPORTS = "On the screens of reports"
IMPORT = "On the import screen"
CORRECT = "On the screens of corrections"
START = "On the start screen"
GROUPS = (
    MOVE, SELECT, CODE, FIND, CHANGE, VIEW, LIST, BOOK, RETRIEVE, BOARD, TOGETHER, MODELS, MAPPING, ANALYSES, CASES, MEMOS, HISTORY, REVIEW, REPORTS, IMPORT, CORRECT, START,
)  # fmt: skip
"""Headings of the help screen, in order."""


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


def action(
    id: str, keys: str, label: str, help: str, group: str, footer: int = 0, short: str = "",
    contexts: tuple[Context, ...] = ("text",),
) -> Action:  # fmt: skip
    """An action, its keys separated by spaces."""
    return Action(id, tuple(keys.split()), label, help, group, contexts, footer, short)
