"""What can be done on the screen of relations that are drawn by hand."""

from __future__ import annotations

from qualcode.tui.actions.record import ANALYSES, Action, action

__all__ = ["RELATION_ACTIONS"]

RELATION_ACTIONS: tuple[Action, ...] = (
    action("relations.note", "enter", "Write a note", "Write why the highlighted relation holds, or where it shows.", ANALYSES, 1, "note", ("relations",)),
    action("relations.add", "a", "Draw a relation", "Choose a code, a kind of relation or your own words, and another code.", ANALYSES, 2, "draw", ("relations",)),
    action("relations.remove", "x delete", "Remove the relation", "Take the highlighted relation away; undo brings it back.", ANALYSES, 3, "remove", ("relations",)),
)  # fmt: skip
