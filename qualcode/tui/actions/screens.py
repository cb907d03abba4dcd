"""The keys that lead from one screen to another; the same key leads back."""

from __future__ import annotations

from qualcode.tui.actions.record import SCREENS, VIEW, Action, action

__all__ = ["OPENERS"]

OPENERS: tuple[Action, ...] = (
    action("book.open", "f2", "Codebook screen", "Open the codebook on a screen of its own: all fields, lineage, merging, splitting, weak spots.", VIEW, 0, "codebook", SCREENS),
    action("retrieval.open", "f3", "Find passages by codes", "Open the retrieval screen: all passages of a code, a category or a query.", VIEW, 0, "passages", (*SCREENS, "query")),
)  # fmt: skip
