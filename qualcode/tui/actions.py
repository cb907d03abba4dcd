"""The one table of actions: bindings, key line, help screen, command palette and the README's key table come from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["ACTIONS", "CONTEXTS", "GROUPS", "PANES", "Action", "Context", "key_name", "key_table", "rebound"]

Context = Literal["note",
    "suggestions", "passages",
    "text", "documents", "codebook", "codings", "codes", "find", "turn", "path",
    "query", "found", "picking", "answer",
    "nodes", "node_line", "node_add", "node_form", "node_question", "node_split", "hygiene",
]  # fmt: skip
"""Where the keyboard is: the transcript, a side pane, the list for applying a code, an input line."""
PANES: tuple[Context, ...] = ("text", "documents", "codebook", "codings")
INPUTS: tuple[Context, ...] = ("codes", "find", "turn", "path", "suggestions", "passages")
NODES: tuple[Context, ...] = (
    "nodes",
    "node_line",
    "node_add",
    "node_form",
    "node_question",
    "node_split",
    "hygiene",
)
"""The codebook screen and what opens on it."""
RETRIEVAL: tuple[Context, ...] = ("query", "found", "picking", "answer")
"""The retrieval screen and what opens on it."""
CONTEXTS: tuple[Context, ...] = (*PANES, *INPUTS, "note", *NODES, *RETRIEVAL)


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


BOOK = "On the codebook screen"
RETRIEVE = "On the retrieval screen"
MOVE, SELECT, CODE, FIND, CHANGE, VIEW, LIST = (
    "Moving", "Selecting", "Coding", "Finding", "Undo and redo", "Panes and the rest", "In lists and input lines",
)  # fmt: skip
GROUPS = (MOVE, SELECT, CODE, FIND, CHANGE, VIEW, LIST, BOOK, RETRIEVE)

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
    _action("uncoded.next", "z", "Next uncoded turn", "Go to the next turn of a respondent in which nothing is coded.", MOVE),
    _action("uncoded.previous", "Z", "Previous uncoded turn", "Go back to a turn of a respondent in which nothing is coded.", MOVE),
    _action("memo.next", "M", "Next memo", "Select the next quotation that has a memo and show the memo; after the last one, the first.", MOVE),
    _action("turn.open", "ctrl+g", "Go to turn", "Go to a turn by its number.", MOVE),
    _action("jump.back", "B", "Jump back", "Go back to where the last jump began, also in another document.", MOVE, 0, "", PANES),
    _action("jump.forward", "W", "Jump forward", "Go forward again to where was jumped back from.", MOVE, 0, "", PANES),
    _action("select.toggle", "v", "Select", "Start or stop selecting; every move extends the selection.", SELECT, 4, "select"),
    _action("select.left", "shift+left", "Extend left", "Extend the selection by one character to the left.", SELECT),
    _action("select.right", "shift+right", "Extend right", "Extend the selection by one character to the right.", SELECT),
    _action("select.up", "shift+up", "Extend up", "Extend the selection by one row up.", SELECT),
    _action("select.down", "shift+down", "Extend down", "Extend the selection by one row down.", SELECT),
    _action("select.grow", "e", "Grow selection", "Grow the selection to the unit last moved by, else a word; again to the next larger one: word, sentence, turn, whole answer.", SELECT, 3, "grow"),
    _action("select.shrink", "E", "Shrink selection", "Take back the last growing, or shrink to the next smaller unit.", SELECT),
    _action("select.clear", "escape", "Clear", "Clear the selection; once more, the marks of the last search.", SELECT),
    _action("code.apply", "c enter", "Apply a code", "Open the list of codes for the selection, or for the sentence at the caret.", CODE, 5, "code"),
    _action("code.repeat", "r", "Repeat last code", "Apply the code that was applied last.", CODE, 8, "repeat"),
    _action("code.in_vivo", "i", "Code in vivo", "Make a code of the selected words themselves.", CODE),
    *(
        _action(f"code.pinned_{n}", str(n), f"Pinned code {n}", f"Apply the code that is pinned as {n}; F3 in the list of codes pins one.", CODE)
        for n in range(1, 10)
    ),
    _action("suggestion.first", "q", "Take the suggestion", "Apply the first of the codes that are suggested for the selection or the sentence at the caret.", CODE),
    _action("suggestion.list", "Q", "Suggested codes", "Open the list of suggested codes, with the words that they share and their most similar passage.", CODE),
    _action("similar.open", "L", "More like this", "List more passages like this one; in the codebook, like all of the highlighted code.", CODE, 0, "", ("text", "codebook")),
    _action("coding.remove", "x", "Remove coding", "Take a coding at the caret away; where there are several, you choose.", CODE, 6, "remove"),
    _action("coding.cycle", "o", "Cycle codings", "Show the extent of one coding at the caret after the other.", CODE),
    _action("coding.recode", "R", "Change the code", "Choose another code for a coding at the caret; where there are several, for the one cycled to.", CODE, 0, "", ("text", "codings")),
    _action("edge.end_back", "comma", "End back", "Move the end of a coding back by a word.", CODE),
    _action("edge.end_forward", "full_stop", "End forward", "Move the end of a coding forward by a word.", CODE),
    _action("edge.start_back", "semicolon", "Start back", "Move the start of a coding back by a word.", CODE),
    _action("edge.start_forward", "colon", "Start forward", "Move the start of a coding forward by a word.", CODE),
    _action("note.open", "m", "Note", "Write memo, condensed text and translation of the quotation at the caret.", CODE, 0, "note", ("text", "codings")),
    _action("mode.closed", "O", "Open or closed mode", "Apply only codes of the codebook, or create codes as they are typed again.", CODE),
    _action("find.open", "slash ctrl+f", "Find", "Find as you type; all places are marked.", FIND, 9, "find", PANES),
    _action("find.next", "f", "Next place found", "Go to the next place found.", FIND),
    _action("find.previous", "F", "Previous place found", "Go back to the place found before.", FIND),
    _action("change.undo", "u ctrl+z", "Undo", "Take back your last change, also one of an earlier session.", CHANGE, 7, "undo", (*PANES, "nodes")),
    _action("change.redo", "U ctrl+y", "Redo", "Make a change again that was taken back.", CHANGE, 0, "redo", (*PANES, "nodes")),
    _action("pane.next", "tab", "Next pane", "Go to the next pane: transcript, documents, codebook, codings at the caret.", VIEW, 10, "panes", PANES),
    _action("pane.previous", "shift+tab", "Previous pane", "Go to the pane before.", VIEW, 0, "", PANES),
    _action("pane.documents", "d", "Documents", "Go to the list of documents.", VIEW, 0, "", PANES),
    _action("pane.codebook", "C", "Codebook at the side", "Go to the codebook beside the transcript.", VIEW, 0, "", PANES),
    _action("pane.codings", "a", "Codings at the caret", "Go to the list of codings at the caret.", VIEW, 0, "", PANES),
    _action("import.open", "ctrl+o", "Import a transcript", "Add a transcript from a file to the study.", VIEW, 0, "import", PANES),
    _action("theme.next", "f9", "Next theme", "Change between dark, light and high contrast.", VIEW, 0, "", (*PANES, "found", "nodes")),
    _action("help.open", "question_mark f1", "Help", "Show what is possible here and with which keys.", VIEW, 12, "help", (*PANES, "found", "nodes", "node_question", "node_split", "hygiene")),
    _action("palette.open", "ctrl+p", "Command palette", "Find any action, code or document by typing.", VIEW, 11, "palette", (*PANES, "nodes")),
    _action("app.quit", "ctrl+q", "Quit", "Leave; everything is saved already.", VIEW, 13, "quit", CONTEXTS),
    _action("item.open", "enter", "Choose", "Open the document, apply the code, or show the coding.", LIST, 1, "choose", ("documents", "codebook", "codings")),
    _action("item.down", "down j", "Next row", "Go one row down.", LIST, 0, "", ("documents", "codebook", "codings", "nodes", "hygiene")),
    _action("item.up", "up k", "Previous row", "Go one row up.", LIST, 0, "", ("documents", "codebook", "codings", "nodes", "hygiene")),
    _action("item.remove", "x delete", "Remove this coding", "Take the highlighted coding away.", LIST, 2, "remove", ("codings",)),
    _action("pane.leave", "escape", "Back to the transcript", "Go back to the transcript.", LIST, 3, "back", ("documents", "codebook", "codings")),
    _action("codes.take", "enter", "Take the row", "Apply the highlighted code, or create it where the row says so.", LIST, 1, "apply", ("codes",)),
    _action("codes.create", "f2", "Create as typed", "Create a code with just what was typed and apply it.", LIST, 2, "create", ("codes",)),
    _action("codes.pin", "f3", "Pin", "Pin the highlighted code to a key from 1 to 9, or take its pin away.", LIST, 3, "pin", ("codes",)),
    _action("codes.mark", "f4", "Mark", "Mark the highlighted row; Enter applies all that are marked as one change.", LIST, 4, "mark", ("codes",)),
    _action("codes.note", "f5", "Apply and write a note", "Apply the code and write memo, condensed text and translation at once.", LIST, 5, "and note", ("codes",)),
    _action("codes.down", "down", "Next code", "Go one row down.", LIST, 0, "", ("codes",)),
    _action("codes.up", "up", "Previous code", "Go one row up.", LIST, 0, "", ("codes",)),
    _action("find.accept", "enter", "Keep the place", "Close the line and stay at the place found; f and F go on from there.", LIST, 1, "stay here", ("find",)),
    _action("find.down", "down", "Next place", "Go to the next place found.", LIST, 5, "next", ("find",)),
    _action("find.up", "up", "Previous place", "Go to the place found before.", LIST, 10, "previous", ("find",)),
    _action("find.regex", "f6", "Regular expression", "Read what is typed as a regular expression, or as plain words again.", LIST, 2, "regex", ("find",)),
    _action("find.whole", "f7", "Whole words", "Find whole words only, or parts of words again.", LIST, 3, "whole", ("find",)),
    _action("find.forms", "f8", "All forms", "Find all forms of the words (with the language index), or the words as typed again.", LIST, 4, "forms", ("find",)),
    _action("turn.take", "enter", "Go to the turn", "Go to the turn with the number that was typed.", LIST, 1, "go", ("turn",)),
    _action("import.start", "enter", "Import", "Read the file and add it to the study.", LIST, 1, "import", ("path",)),
    _action("note.keep", "f2 ctrl+s", "Keep the note", "Keep what was written, as one change, and close the panel.", LIST, 1, "keep", ("note",)),
    _action("note.next", "tab", "Next field", "Go to the next field of the note.", LIST, 2, "next field", ("note",)),
    _action("note.previous", "shift+tab f3", "Previous field", "Go to the field before.", LIST, 0, "", ("note",)),
    _action("note.cancel", "escape", "Leave the note", "Close the panel; what was written is thrown away only by a second Esc.", LIST, 9, "cancel", ("note",)),
    _action("suggestion.take", "enter", "Apply the suggestion", "Apply the highlighted suggested code.", LIST, 1, "apply", ("suggestions",)),
    _action("similar.show", "enter", "Go to the passage", "Go to the highlighted passage and select it.", LIST, 1, "go there", ("passages",)),
    _action("similar.same", "r", "Apply the same code", "Apply the code that the list is about to the highlighted passage and go on in the list.", LIST, 2, "same code", ("passages",)),
    _action("similar.code", "c", "Code the passage", "Go to the highlighted passage and open the list of codes for it.", LIST, 3, "code", ("passages",)),
    _action("picks.down", "down j", "Next in the list", "Go one row down.", LIST, 0, "", ("suggestions", "passages")),
    _action("picks.up", "up k", "Previous in the list", "Go one row up.", LIST, 0, "", ("suggestions", "passages")),
    _action("input.cancel", "escape", "Cancel", "Close the line or list; nothing is changed.", LIST, 9, "cancel", INPUTS),
    _action("job.cancel", "ctrl+c", "Stop the work", "Stop an import or an index that is running; what is finished stays.", VIEW, 0, "stop", PANES),
    _action("book.open", "f2", "Codebook screen", "Open the codebook on a screen of its own: all fields, lineage, merging, splitting, weak spots.", VIEW, 0, "codebook", PANES),
    _action("node.add", "a", "Add", "Add a code, category or theme under the highlighted one.", BOOK, 1, "add", ("nodes",)),
    _action("node.edit", "enter e", "Edit the fields", "Edit definition, when and when not, example, colour and origin; stored as one change.", BOOK, 2, "edit", ("nodes",)),
    _action("node.rename", "r", "Rename", "Give the highlighted node another name; the old one stays findable.", BOOK, 3, "rename", ("nodes",)),
    _action("node.mark", "space", "Mark", "Mark the highlighted node for moving or merging, or take its mark away.", BOOK, 4, "mark", ("nodes",)),
    _action("node.put", "K", "Put under", "Put the marked nodes under the highlighted one.", BOOK, 5, "put under", ("nodes",)),
    _action("node.top", "T", "Put at the top", "Put the marked nodes, or the highlighted one, at the top level.", BOOK, 0, "", ("nodes",)),
    _action("node.merge", "M", "Merge", "Merge the marked nodes into the highlighted one; shows first what will move.", BOOK, 6, "merge", ("nodes",)),
    _action("node.split", "s", "Split", "Go through the passages of a code and choose those that go to a new one.", BOOK, 7, "split", ("nodes",)),
    _action("node.delete", "d delete", "Delete", "Delete the node and all below it; says first what goes with it.", BOOK, 8, "delete", ("nodes",)),
    _action("node.colour", "C", "Colour", "Give the node a colour; what is below it takes it over.", BOOK, 0, "colour", ("nodes",)),
    _action("node.hygiene", "h", "Weak spots", "List what is unused, undefined, in one interview only, or nearly the same.", BOOK, 9, "weak spots", ("nodes",)),
    _action("node.find", "slash ctrl+f", "Find a node", "Go to a node by typing a part of its name.", BOOK, 10, "find", ("nodes",)),
    _action("node.first", "home g", "First node", "Go to the first node.", BOOK, 0, "", ("nodes",)),
    _action("node.last", "end G", "Last node", "Go to the last node.", BOOK, 0, "", ("nodes",)),
    _action("node.down", "pagedown", "Read on", "Scroll down in what is said about the node.", BOOK, 0, "", ("nodes", "node_question", "node_split")),
    _action("node.up", "pageup", "Read back", "Scroll up in what is said about the node.", BOOK, 0, "", ("nodes", "node_question", "node_split")),
    _action("book.close", "escape f2", "Back to the transcript", "Leave the codebook screen.", BOOK, 11, "back", ("nodes",)),
    _action("line.take", "enter", "Take what is typed", "Add, rename, colour or find as the line says.", BOOK, 1, "take", ("node_line", "node_add")),
    _action("line.kind", "tab", "Another kind", "Change between code, category and theme for a node that is being added.", BOOK, 2, "kind", ("node_add",)),
    _action("form.store", "f2 ctrl+s", "Store", "Store all fields as one change.", BOOK, 1, "store", ("node_form",)),
    _action("book.cancel", "escape", "Cancel", "Close the line or form; nothing is changed.", BOOK, 9, "cancel", ("node_line", "node_add", "node_form")),
    _action("question.yes", "y", "Yes", "Do what was asked about.", BOOK, 1, "yes", ("node_question",)),
    _action("question.no", "n escape", "No", "Leave everything as it is.", BOOK, 2, "no", ("node_question",)),
    _action("split.move", "y", "Passage moves", "The passage goes to the new code.", BOOK, 1, "moves", ("node_split",)),
    _action("split.leave", "n", "Passage stays", "The passage stays with the code.", BOOK, 2, "stays", ("node_split",)),
    _action("split.back", "b", "Passage before", "Go back to the passage before and decide again.", BOOK, 3, "before", ("node_split",)),
    _action("split.finish", "enter", "Name the new code", "Leave the passages that follow where they are and name the new code.", BOOK, 4, "name it", ("node_split",)),
    _action("split.cancel", "escape", "Stop splitting", "Leave all passages where they are.", BOOK, 5, "cancel", ("node_split",)),
    _action("hygiene.go", "enter", "Go to the code", "Highlight the code of the finding in the tree.", BOOK, 1, "go to the code", ("hygiene",)),
    _action("hygiene.other", "o", "Go to the other", "Highlight the second code of the finding in the tree.", BOOK, 2, "the other", ("hygiene",)),
    _action("hygiene.close", "escape h", "Back to the tree", "Close the list of weak spots.", BOOK, 3, "back", ("hygiene",)),
    _action("retrieval.open", "f3", "Find passages by codes", "Open the retrieval screen: all passages of a code, a category or a query.", VIEW, 0, "passages", PANES),
    _action("query.run", "enter", "List the passages", "List the passages of the query, or put the highlighted suggestion into it.", RETRIEVE, 1, "list", ("query",)),
    _action("query.complete", "tab", "Complete the name", "Put the highlighted suggestion, or the first one, into the query.", RETRIEVE, 2, "complete", ("query",)),
    _action("query.down", "down", "Next suggestion", "Go one suggestion down; where there is none, go to the passages.", RETRIEVE, 3, "down", ("query",)),
    _action("query.up", "up", "Previous suggestion", "Go one suggestion up.", RETRIEVE, 0, "", ("query",)),
    _action("found.open", "enter", "Show in the transcript", "Go to the passage in its transcript, selected; F3 leads back to the list.", RETRIEVE, 1, "show", ("found",)),
    _action("found.down", "down j", "Next passage", "Go one passage down.", RETRIEVE, 0, "", ("found",)),
    _action("found.up", "up k", "Previous passage", "Go one passage up.", RETRIEVE, 0, "", ("found",)),
    _action("found.page_down", "pagedown space", "Page down", "Go some passages down.", RETRIEVE, 0, "", ("found",)),
    _action("found.page_up", "pageup", "Page up", "Go some passages up.", RETRIEVE, 0, "", ("found",)),
    _action("found.remove", "x delete", "Remove coding", "Take the coding that was asked for away from the passage; where there are several, you choose.", RETRIEVE, 2, "uncode", ("found",)),
    _action("found.recode", "R", "Change the code", "Give the coding that was asked for another code, also a new one.", RETRIEVE, 3, "recode", ("found",)),
    _action("found.memo", "m", "Memo", "Write or change the memo of the passage.", RETRIEVE, 4, "memo", ("found",)),
    _action("found.export", "ctrl+e", "Write the list to a file", "Write the passages listed as docx, md, html, xlsx or csv.", RETRIEVE, 5, "export", ("found",)),
    _action("found.query", "slash tab", "Change the query", "Go to the query line.", RETRIEVE, 6, "query", ("found",)),
    _action("found.undo", "u ctrl+z", "Undo", "Take back your last change.", RETRIEVE, 7, "undo", ("found",)),
    _action("found.redo", "U ctrl+y", "Redo", "Make a change again that was taken back.", RETRIEVE, 0, "redo", ("found",)),
    _action("retrieval.leave", "escape f3", "Back to the transcript", "Go back to the transcript; the query is kept.", RETRIEVE, 8, "back", ("query", "found")),
    _action("pick.take", "enter", "Take the name", "Take the highlighted name, or create it where the row says so.", RETRIEVE, 1, "take", ("picking",)),
    _action("pick.down", "down", "Next name", "Go one row down.", RETRIEVE, 0, "", ("picking",)),
    _action("pick.up", "up", "Previous name", "Go one row up.", RETRIEVE, 0, "", ("picking",)),
    _action("answer.take", "enter", "Take the line", "Keep the memo, or write the file.", RETRIEVE, 1, "take", ("answer",)),
    _action("answer.cancel", "escape", "Cancel", "Close the line or list; nothing is changed.", RETRIEVE, 9, "cancel", ("picking", "answer")),
)  # fmt: skip

KEY_NAMES: Mapping[str, str] = {
    "question_mark": "?", "slash": "/", "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "PgUp",
    "pagedown": "PgDn", "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "home": "Home", "end": "End",
    "delete": "Del", "backspace": "Backspace", "comma": ",", "full_stop": ".", "semicolon": ";", "colon": ":",
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
