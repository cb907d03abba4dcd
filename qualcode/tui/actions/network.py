"""What can be done on the network screen, beside what every result can."""

from __future__ import annotations

from qualcode.tui.actions.record import ANALYSES, Action, Context, action

__all__ = ["NETWORK_ACTIONS"]

HERE: tuple[Context, ...] = ("network",)

NETWORK_ACTIONS: tuple[Action, ...] = (
    action("network.ego", "e", "One code or all", "Show the highlighted code with its neighbours and the ties between them, then the whole network again.", ANALYSES, 4, "around it", HERE),
    action("network.more", "plus", "Higher minimum", "Leave out pairs that are together less than once more than now.", ANALYSES, 5, "minimum", HERE),
    action("network.less", "minus", "Lower minimum", "Also show pairs that are together once less than now.", ANALYSES, 0, "", HERE),
    action("network.kind", "z", "Codes, categories, people", "Change between codes, categories, and codes with the respondents who bear them.", ANALYSES, 6, "kind", HERE),
    action("network.picture", "p", "Write the picture", "Draw the network as a picture in a file beside the study; Ctrl+E writes tables and other kinds by suffix.", ANALYSES, 7, "picture file", HERE),
)  # fmt: skip
