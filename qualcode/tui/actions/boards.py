"""What can be done on every screen with a table, and what opens on them."""

from __future__ import annotations

from qualcode.tui.actions.record import BOARD, BOARDS, Action, action

__all__ = ["BOARD_ACTIONS"]

BOARD_ACTIONS: tuple[Action, ...] = (
    action("board.down", "down j", "Row down", "Go one row down.", BOARD, 0, "", BOARDS),
    action("board.up", "up k", "Row up", "Go one row up.", BOARD, 0, "", BOARDS),
    action("board.right", "right l", "Column right", "Go one column to the right.", BOARD, 0, "", BOARDS),
    action("board.left", "left h", "Column left", "Go one column to the left.", BOARD, 0, "", BOARDS),
    action("board.page_down", "pagedown", "Page down", "Go a page of rows down.", BOARD, 0, "", BOARDS),
    action("board.page_up", "pageup", "Page up", "Go a page of rows up.", BOARD, 0, "", BOARDS),
    action("board.first", "home g", "First row", "Go to the first row.", BOARD, 0, "", BOARDS),
    action("board.last", "end G", "Last row", "Go to the last row.", BOARD, 0, "", BOARDS),
    action("board.read_on", "right_square_bracket", "Read on", "Scroll down in what is said about the highlighted row.", BOARD, 0, "", BOARDS),
    action("board.read_back", "left_square_bracket", "Read back", "Scroll up in what is said about the highlighted row.", BOARD, 0, "", BOARDS),
    action("board.find", "slash ctrl+f", "Find a row", "Go to a row by typing a part of what stands in it.", BOARD, 20, "find", BOARDS),
    action("board.export", "ctrl+e", "Write the table to a file", "Write what the table shows as xlsx or csv.", BOARD, 21, "export", BOARDS),
    action("board.leave", "escape backspace", "Back", "Go back to where the screen was opened from.", BOARD, 30, "back", BOARDS),
    action("question.yes", "y", "Yes", "Do what was asked about.", BOARD, 1, "yes", ("node_question", "question")),
    action("question.no", "n escape", "No", "Leave everything as it is.", BOARD, 2, "no", ("node_question", "question")),
    action("pick.take", "enter", "Take the name", "Take the highlighted name, or create it where the row says so.", BOARD, 1, "take", ("picking",)),
    action("pick.down", "down", "Next name", "Go one row down.", BOARD, 0, "", ("picking",)),
    action("pick.up", "up", "Previous name", "Go one row up.", BOARD, 0, "", ("picking",)),
    action("answer.take", "enter", "Take the line", "Do with the typed words what the line is for.", BOARD, 1, "take", ("answer",)),
    action("answer.cancel", "escape", "Cancel", "Close the line or list; nothing is changed.", BOARD, 9, "cancel", ("picking", "answer")),
)  # fmt: skip
