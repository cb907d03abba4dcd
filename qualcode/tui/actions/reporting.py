"""What can be done on the screen of reports, and where a finished chapter is checked."""

from __future__ import annotations

from qualcode.tui.actions.record import PANES, REPORTS, VIEW, Action, action

__all__ = ["REPORT_ACTIONS"]

REPORT_ACTIONS: tuple[Action, ...] = (
    action("verify.open", "p", "Check a chapter", "Open the check of a finished chapter: whether its quotations are what was said, and its codes and counts still hold.", VIEW, 0, "check", PANES),
    action("reports.choose", "enter", "Write it, or change the row", "Write the report where the first row is highlighted; else change what the row says, or take over what an earlier report was made with.", REPORTS, 1, "choose", ("reporting",)),
    action("reports.write", "w", "Write the report", "Write the report with all that is chosen, from any row.", REPORTS, 2, "write", ("reporting",)),
    action("reports.reset", "r", "Back to the defaults", "Forget everything that was chosen for the report.", REPORTS, 3, "reset", ("reporting",)),
    action("reports.verify", "v", "Check a finished chapter", "Open the check of a finished chapter.", REPORTS, 4, "check", ("reporting",)),
    action("verify.show", "enter o", "Show the passage", "Go to the words in the transcript; p leads back to the check.", REPORTS, 1, "passage", ("verifying",)),
    action("verify.read", "i", "Check a file", "Give the file of another chapter and check it: docx, odt, md or txt.", REPORTS, 2, "file", ("verifying",)),
    action("verify.again", "r", "Check again", "Check the same file once more, after it or the study was changed.", REPORTS, 3, "again", ("verifying",)),
    action("verify.filter", "f", "Only some findings", "List only what asks for a look, everything, or one kind of finding.", REPORTS, 4, "filter", ("verifying",)),
    action("verify.write", "x", "Write the check", "Write the whole check as docx, md, html or tex, or as a table.", REPORTS, 5, "write file", ("verifying",)),
)  # fmt: skip
