"""What can be done on the history screen."""

from __future__ import annotations

from qualcode.tui.actions.record import HISTORY, Action, action

__all__ = ["HISTORY_ACTIONS"]

HISTORY_ACTIONS: tuple[Action, ...] = (
    action("history.to_here", "enter", "Undo or redo to here", "Take back your changes back to the highlighted one, or make undone ones again up to it, after a question.", HISTORY, 1, "undo to here", ("history",)),
    action("history.show", "o", "Show the place", "Go to the passage or document where the change took place.", HISTORY, 2, "show place", ("history",)),
    action("history.filter", "f", "Only some changes", "List the changes of one person or of one kind, or all again.", HISTORY, 3, "filter", ("history",)),
)  # fmt: skip
