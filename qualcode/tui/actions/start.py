"""The keys of the start screen. No study is open there, so these are no rows of the table of the workspace."""

from __future__ import annotations

from qualcode.tui.actions.record import START, Action, action

__all__ = ["START_ACTIONS"]

START_ACTIONS: tuple[Action, ...] = (
    action("start.open", "enter", "Open", "Open the highlighted study, or do what the highlighted line says.", START, 1, "open", ("start",)),
    action("start.new", "n", "New study", "Make an empty study: where it lies, its title and its language.", START, 2, "new", ("start",)),
    action("start.sample", "s", "Sample study", "Build the sample study with invented interviews in a new folder, and open it.", START, 3, "sample", ("start",)),
    action("start.path", "o", "Open by path", "Type where a study lies, and open it.", START, 4, "open by path", ("start",)),
    action("start.forget", "x delete", "Forget", "Take the highlighted study off the list of recent ones; its file stays.", START, 5, "forget", ("start",)),
    action("start.down", "j down", "Next", "Go to the next line.", START, 0, "", ("start",)),
    action("start.up", "k up", "Previous", "Go to the previous line.", START, 0, "", ("start",)),
    action("start.first", "g home", "First", "Go to the first line.", START, 0, "", ("start",)),
    action("start.last", "G end", "Last", "Go to the last line.", START, 0, "", ("start",)),
    action("start.take", "enter", "Take", "Take what was typed.", START, 1, "take", ("start_line",)),
    action("start.field_next", "enter tab down", "Next field", "Go to the next field; behind the last one the study is made.", START, 1, "next, make", ("start_form",)),
    action("start.field_back", "up shift+tab", "Field before", "Go back to the field before.", START, 2, "back", ("start_form",)),
    action("start.cancel", "escape", "Cancel", "Close the line or the form; nothing is made.", START, 9, "cancel", ("start_line", "start_form")),
    action("start.stop", "escape", "Stop", "Stop building the sample study; its folder is taken away again.", START, 1, "stop", ("start_job",)),
    action("help.open", "question_mark f1", "Help", "Show the keys.", START, 98, "help", ("start",)),
    action("app.quit", "escape q", "Leave", "Leave qualcode; Ctrl+Q does so from everywhere.", START, 99, "leave", ("start",)),
)  # fmt: skip
"""What can be done before a study is open."""
