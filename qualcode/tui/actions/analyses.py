"""What can be done on the list of analyses and on the screens that show a result."""

from __future__ import annotations

from qualcode.tui.actions.record import ANALYSES, Action, Context, action

__all__ = ["ANALYSIS_ACTIONS"]

RESULTS: tuple[Context, ...] = ("results", "guide", "claims", "network")
"""Screens that show a result; some have keys of their own beside."""

ANALYSIS_ACTIONS: tuple[Action, ...] = (
    action("analyses.choose", "enter", "Open the analysis", "Open the highlighted analysis.", ANALYSES, 1, "open", ("analyses",)),
    action("results.passages", "enter", "Show the passages", "List the passages that the highlighted row rests on; Escape there leads back.", ANALYSES, 1, "passages", ("results", "claims", "network")),
    action("results.next", "tab", "Next table", "Go on to the next table of the result.", ANALYSES, 2, "next table", RESULTS),
    action("results.previous", "shift+tab v", "Previous table", "Go back to the table before.", ANALYSES, 0, "", RESULTS),
    action("results.settings", "c", "Change a setting", "Choose a setting of the analysis and another value for it.", ANALYSES, 3, "settings", RESULTS),
)  # fmt: skip
