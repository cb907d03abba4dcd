"""What can be done on the codebook screen."""

from __future__ import annotations

from qualcode.tui.actions.record import BOOK, Action, action

__all__ = ["CODEBOOK"]

CODEBOOK: tuple[Action, ...] = (
    action("node.add", "a", "Add", "Add a code, category or theme under the highlighted one.", BOOK, 1, "add", ("nodes",)),
    action("node.edit", "enter e", "Edit the fields", "Edit definition, when and when not, example, colour and origin; stored as one change.", BOOK, 2, "edit", ("nodes",)),
    action("node.rename", "r", "Rename", "Give the highlighted node another name; the old one stays findable.", BOOK, 3, "rename", ("nodes",)),
    action("node.kind", "t", "Change the kind", "Make a code, a category or a theme of the highlighted node.", BOOK, 0, "kind", ("nodes",)),
    action("node.mark", "space", "Mark", "Mark the highlighted node for moving or merging, or take its mark away.", BOOK, 4, "mark", ("nodes",)),
    action("node.put", "K", "Put under", "Put the marked nodes under the highlighted one.", BOOK, 5, "put under", ("nodes",)),
    action("node.top", "T", "Put at the top", "Put the marked nodes, or the highlighted one, at the top level.", BOOK, 0, "", ("nodes",)),
    action("node.merge", "M", "Merge", "Merge the marked nodes into the highlighted one; shows first what will move.", BOOK, 6, "merge", ("nodes",)),
    action("node.split", "s", "Split", "Go through the passages of a code and choose those that go to a new one.", BOOK, 7, "split", ("nodes",)),
    action("node.delete", "d delete", "Delete", "Delete the node and all below it; says first what goes with it.", BOOK, 8, "delete", ("nodes",)),
    action("node.colour", "C", "Colour", "Give the node a colour; what is below it takes it over.", BOOK, 0, "colour", ("nodes",)),
    action("node.hygiene", "h", "Weak spots", "List what is unused, undefined, in one interview only, or nearly the same.", BOOK, 9, "weak spots", ("nodes",)),
    action("node.find", "slash ctrl+f", "Find a node", "Go to a node by typing a part of its name.", BOOK, 10, "find", ("nodes",)),
    action("node.first", "home g", "First node", "Go to the first node.", BOOK, 0, "", ("nodes",)),
    action("node.last", "end G", "Last node", "Go to the last node.", BOOK, 0, "", ("nodes",)),
    action("node.down", "pagedown", "Read on", "Scroll down in what is said about the node.", BOOK, 0, "", ("nodes", "node_question", "node_split")),
    action("node.up", "pageup", "Read back", "Scroll up in what is said about the node.", BOOK, 0, "", ("nodes", "node_question", "node_split")),
    action("node.sign", "S", "Sign off", "Say that the marked nodes, or the highlighted one, are approved (●), in review (◐), or drafts again; ≠ stands where it changed since.", BOOK, 0, "sign off", ("nodes",)),
    action("node.changes", "D", "Changes since", "Show what differs from the codebook of an earlier day or of a file, word by word.", BOOK, 0, "changes", ("nodes",)),
    action("node.review", "R", "Review of this node", "Open what reviewers said of the highlighted node and of those below it.", BOOK, 0, "review", ("nodes",)),
    action("book.close", "escape", "Back to the transcript", "Leave the codebook screen.", BOOK, 11, "back", ("nodes",)),
    action("line.take", "enter", "Take what is typed", "Add, rename, colour or find as the line says.", BOOK, 1, "take", ("node_line", "node_add")),
    action("line.kind", "tab", "Another kind", "Change between code, category and theme for a node that is being added.", BOOK, 2, "kind", ("node_add",)),
    action("form.store", "f2 ctrl+s", "Store", "Store all fields as one change.", BOOK, 1, "store", ("node_form",)),
    action("book.cancel", "escape", "Cancel", "Close the line or form; nothing is changed.", BOOK, 9, "cancel", ("node_line", "node_add", "node_form")),
    action("split.move", "y", "Passage moves", "The passage goes to the new code.", BOOK, 1, "moves", ("node_split",)),
    action("split.leave", "n", "Passage stays", "The passage stays with the code.", BOOK, 2, "stays", ("node_split",)),
    action("split.back", "b", "Passage before", "Go back to the passage before and decide again.", BOOK, 3, "before", ("node_split",)),
    action("split.finish", "enter", "Name the new code", "Leave the passages that follow where they are and name the new code.", BOOK, 4, "name it", ("node_split",)),
    action("split.cancel", "escape", "Stop splitting", "Leave all passages where they are.", BOOK, 5, "cancel", ("node_split",)),
    action("hygiene.go", "enter", "Go to the code", "Highlight the code of the finding in the tree.", BOOK, 1, "go to the code", ("hygiene",)),
    action("hygiene.other", "o", "Go to the other", "Highlight the second code of the finding in the tree.", BOOK, 2, "the other", ("hygiene",)),
    action("hygiene.close", "escape h", "Back to the tree", "Close the list of weak spots.", BOOK, 3, "back", ("hygiene",)),
)  # fmt: skip
