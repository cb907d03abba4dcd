"""The keys that lead from one screen to another; the same key leads back."""

from __future__ import annotations

from qualcode.tui.actions.record import SCREENS, VIEW, Action, action

__all__ = ["OPENERS"]

OPENERS: tuple[Action, ...] = (
    action("book.open", "f2", "Codebook screen", "Open the codebook on a screen of its own: all fields, lineage, merging, splitting, weak spots.", VIEW, 0, "codebook", SCREENS),
    action("retrieval.open", "f3", "Find passages by codes", "Open the retrieval screen: all passages of a code, a category or a query.", VIEW, 0, "passages", (*SCREENS, "query")),
    action("together.open", "f4", "Co-occurrence", "Open the co-occurrence of codes: heat map, ranked pairs, network.", VIEW, 0, "together", SCREENS),
    action("models.open", "f5", "Comparison with models", "Open the matrix of criteria and models; every cell leads down to respondents and passages.", VIEW, 0, "comparison", SCREENS),
    action("cases.open", "f7", "Documents and cases", "Open the table of cases and documents: attributes, roles, and how much of each is coded.", VIEW, 0, "cases", SCREENS),
    action("mappings.open", "f6", "Mappings to criteria", "Open the mappings: which code speaks to which criterion of the models, and what is not mapped yet.", VIEW, 0, "mappings", SCREENS),
    action("memos.open", "f8", "Memos", "Open the table of all memos: on the study, on documents, quotations and codes.", VIEW, 0, "memos", SCREENS),
    action("analyses.open", "f12 J", "Analyses", "Open the list of all analyses: frequencies, saturation, agreement, coverage, networks and what else can be counted.", VIEW, 0, "analyses", SCREENS),
    action("history.open", "f10 H", "History", "Open the list of all changes: who made them, and back to any of your own.", VIEW, 0, "history", SCREENS),
    action("review.open", "I", "Review", "Open what reviewers said and changed: accept, decline or answer it, beside the passage or definition.", VIEW, 0, "review", SCREENS),
    action("reports.open", "X f11", "Reports", "Write a report of any kind, and see which of those that were written are stale.", VIEW, 0, "reports", SCREENS),
)  # fmt: skip
