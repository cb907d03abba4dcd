"""What can be done on the retrieval screen."""

from __future__ import annotations

from qualcode.tui.actions.record import RETRIEVE, Action, action

__all__ = ["RETRIEVAL"]

RETRIEVAL: tuple[Action, ...] = (
    action("query.run", "enter", "List the passages", "List the passages of the query, or put the highlighted suggestion into it.", RETRIEVE, 1, "list", ("query",)),
    action("query.complete", "tab", "Complete the name", "Put the highlighted suggestion, or the first one, into the query.", RETRIEVE, 2, "complete", ("query",)),
    action("query.down", "down", "Next suggestion", "Go one suggestion down; where there is none, go to the passages.", RETRIEVE, 3, "down", ("query",)),
    action("query.up", "up", "Previous suggestion", "Go one suggestion up.", RETRIEVE, 0, "", ("query",)),
    action("found.open", "enter", "Show in the transcript", "Go to the passage in its transcript, selected; F3 leads back to the list.", RETRIEVE, 1, "show", ("found",)),
    action("found.down", "down j", "Next passage", "Go one passage down.", RETRIEVE, 0, "", ("found",)),
    action("found.up", "up k", "Previous passage", "Go one passage up.", RETRIEVE, 0, "", ("found",)),
    action("found.page_down", "pagedown space", "Page down", "Go some passages down.", RETRIEVE, 0, "", ("found",)),
    action("found.page_up", "pageup", "Page up", "Go some passages up.", RETRIEVE, 0, "", ("found",)),
    action("found.remove", "x delete", "Remove coding", "Take the coding that was asked for away from the passage; where there are several, you choose.", RETRIEVE, 2, "uncode", ("found",)),
    action("found.recode", "R", "Change the code", "Give the coding that was asked for another code, also a new one.", RETRIEVE, 3, "recode", ("found",)),
    action("found.memo", "m", "Memo", "Write or change the memo of the passage.", RETRIEVE, 4, "memo", ("found",)),
    action("found.export", "ctrl+e", "Write the list to a file", "Write the passages listed as docx, md, html, tex, xlsx or csv.", RETRIEVE, 5, "export", ("found",)),
    action("found.query", "slash tab", "Change the query", "Go to the query line.", RETRIEVE, 6, "query", ("found",)),
    action("contrast.open", "w", "With A, never B", "Choose two codes or queries and list the cases with the first but never the second, those with both, and the others.", RETRIEVE, 7, "A, never B", ("found", "contrast")),
    action("contrast.show", "enter", "Show in the transcript", "Go to the passage in its transcript, selected; F3 leads back to the cases.", RETRIEVE, 1, "show", ("contrast",)),
    action("contrast.down", "down j", "Next passage", "Go one passage down.", RETRIEVE, 0, "", ("contrast",)),
    action("contrast.up", "up k", "Previous passage", "Go one passage up.", RETRIEVE, 0, "", ("contrast",)),
    action("contrast.page_down", "pagedown space", "Page down", "Go some passages down.", RETRIEVE, 0, "", ("contrast",)),
    action("contrast.page_up", "pageup", "Page up", "Go some passages up.", RETRIEVE, 0, "", ("contrast",)),
    action("contrast.next_case", "n", "Next case", "Go to the first passage of the next case.", RETRIEVE, 2, "next case", ("contrast",)),
    action("contrast.previous_case", "N", "Previous case", "Go to the first passage of the case before.", RETRIEVE, 0, "", ("contrast",)),
    action("contrast.swap", "s", "Swap A and B", "Hold the two against each other the other way round.", RETRIEVE, 3, "swap", ("contrast",)),
    action("contrast.export", "ctrl+e", "Write the cases to a file", "Write the cases and their passages as docx, md, html, tex, xlsx or csv.", RETRIEVE, 4, "export", ("contrast",)),
    action("contrast.leave", "escape backspace", "Back to the passages", "Go back to the passages of the query.", RETRIEVE, 8, "back", ("contrast",)),
    action("retrieval.leave", "escape", "Back", "Go back to where the list was opened from; the query is kept.", RETRIEVE, 8, "back", ("query", "found")),
    action("found.leave", "backspace", "Back up", "Go back from the passages to where the list was opened from; the query is kept.", RETRIEVE, 0, "", ("found",)),
)  # fmt: skip
