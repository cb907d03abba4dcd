"""What can be done on the screen of documents and cases."""

from __future__ import annotations

from qualcode.tui.actions.record import CASES, Action, Context, action

__all__ = ["CASE_ACTIONS"]

HERE: tuple[Context, ...] = ("cases",)

CASE_ACTIONS: tuple[Action, ...] = (
    action("cases.take", "enter", "Open the cell", "Do what the cell is for: open the transcript, list its passages, go to its first uncoded turn, or type the value of an attribute.", CASES, 1, "open", HERE),
    action("cases.edit", "e", "Edit the cell", "Give the attribute of this case, or of all marked cases, another value; rename a case or a document; correct the language.", CASES, 2, "edit", HERE),
    action("cases.attribute", "a", "Add an attribute", "Name a new attribute and give this case, or all marked cases, a value.", CASES, 3, "attribute", HERE),
    action("cases.mark", "space", "Mark the case", "Mark the case, so that one value can be given to several cases at once; again takes the mark away.", CASES, 4, "mark", HERE),
    action("cases.mark_all", "A", "Mark all or none", "Mark all cases; where all are marked, none.", CASES, 0, "", HERE),
    action("cases.uncoded", "z", "First uncoded turn", "Go to the first turn of a respondent in which nothing is coded yet.", CASES, 5, "uncoded", HERE),
    action("cases.roles", "o", "Roles of the speakers", "Say who a speaker is: interviewer, respondent, other; in this document or wherever the label occurs.", CASES, 6, "roles", HERE),
    action("cases.rename", "r", "Rename", "Give the document another name, or the case another label, whichever the cell belongs to.", CASES, 7, "rename", HERE),
    action("cases.move", "m", "Put under another case", "Put the document under another case, also a new one.", CASES, 8, "move", HERE),
    action("cases.language", "L", "Language", "Correct the language of the document; its language index is built again.", CASES, 0, "", HERE),
    action("cases.new", "n", "New case", "Add a case that has no document yet.", CASES, 9, "new case", HERE),
    action("cases.remove", "x delete", "Remove an empty case", "Remove a case that has no document.", CASES, 0, "", HERE),
    action("cases.coder", "c", "Whose codings", "Choose whose codings are counted: one coder's, or those of all.", CASES, 10, "coder", HERE),
)  # fmt: skip
