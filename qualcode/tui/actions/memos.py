"""What can be done on the memo screen."""

from __future__ import annotations

from qualcode.tui.actions.record import MEMOS, Action, action

__all__ = ["MEMO_ACTIONS"]

MEMO_ACTIONS: tuple[Action, ...] = (
    action("memos.edit", "enter e", "Edit the memo", "Write on in the highlighted memo.", MEMOS, 1, "edit", ("memos",)),
    action("memos.add", "a", "New memo", "Write a memo on the study, a document, a quotation or a code.", MEMOS, 2, "add", ("memos",)),
    action("memos.remove", "x d delete", "Remove the memo", "Take the highlighted memo away, after a question.", MEMOS, 3, "remove", ("memos",)),
    action("memos.show", "o", "Show its place", "Go to the passage, the document or the code that the memo is about.", MEMOS, 4, "show place", ("memos",)),
    action("memos.filter", "f", "Only one kind", "List the memos of one kind, or all again.", MEMOS, 5, "kind", ("memos",)),
    action("memo_text.keep", "f2 ctrl+s", "Keep the memo", "Keep what was written, as one change, and close the panel.", MEMOS, 1, "keep", ("memo_text",)),
    action("memo_text.leave", "escape", "Leave the memo", "Close the panel; what was written is thrown away only by a second Esc.", MEMOS, 2, "leave", ("memo_text",)),
)  # fmt: skip
