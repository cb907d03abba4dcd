"""What can be done on the screen of disagreements between coders."""

from __future__ import annotations

from qualcode.tui.actions.record import ANALYSES, Action, Context, action

__all__ = ["DISAGREEMENT_ACTIONS"]

HERE: tuple[Context, ...] = ("disagreements",)

DISAGREEMENT_ACTIONS: tuple[Action, ...] = (
    action("disagreements.look", "enter", "Show the passage", "Go to the passage in the transcript; F12 leads back to the list, which stays as it was.", ANALYSES, 1, "passage", HERE),
    action("disagreements.coded", "c", "Settle: coded", "Decide that the code belongs there, and go on to the next row.", ANALYSES, 2, "coded", HERE),
    action("disagreements.not_coded", "n", "Settle: not coded", "Decide that the code does not belong there, and go on to the next row.", ANALYSES, 3, "not coded", HERE),
    action("disagreements.open", "o", "Open again", "Take the decision on the row back.", ANALYSES, 4, "open", HERE),
    action("disagreements.note", "m", "Note on the decision", "Write why it was decided so.", ANALYSES, 5, "note", HERE),
    action("disagreements.apply", "a", "Code what is decided", "Change between recording decisions only and coding them for the consensus coder as well.", ANALYSES, 6, "apply", HERE),
    action("disagreements.show", "s", "All, open or settled", "Show all disagreements, the open ones, or the settled ones.", ANALYSES, 7, "show", HERE),
    action("disagreements.order", "z", "Order by text or code", "Order the rows by document and place, or by code.", ANALYSES, 8, "order", HERE),
    action("disagreements.unit", "e", "Stretches or units", "List stretches with their boundaries, turns, or sentences.", ANALYSES, 9, "unit", HERE),
)  # fmt: skip
