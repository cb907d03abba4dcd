"""What every screen with a table does, and what opens on screens over the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.board import Board
    from qualcode.tui.screens.keyed import KeyedScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


_over: OnScreen[KeyedScreen] = on_screen(
    "keyed", "KeyedScreen", "That is done on a screen of its own; open it first, for example with F2."
)


_on: OnScreen[Board] = on_screen(
    "board", "Board", "That is done on a screen with a table; open it first, for example with F7."
)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "board.down": _on(lambda board: board.grid.step(1)),
    "board.up": _on(lambda board: board.grid.step(-1)),
    "board.right": _on(lambda board: board.grid.step_column(1)),
    "board.left": _on(lambda board: board.grid.step_column(-1)),
    "board.page_down": _on(lambda board: board.page(1)),
    "board.page_up": _on(lambda board: board.page(-1)),
    "board.first": _on(lambda board: board.grid.highlight(0)),
    "board.last": _on(lambda board: board.grid.highlight(len(board.grid.items) - 1, -1)),
    "board.read_on": _on(lambda board: board.scroll_detail(1)),
    "board.read_back": _on(lambda board: board.scroll_detail(-1)),
    "board.find": _on(lambda board: board.find_row()),
    "board.export": _on(lambda board: board.export()),
    "board.leave": _over(lambda screen: screen.leave()),
    "question.yes": _over(lambda screen: screen.answer_question(True)),
    "question.no": _over(lambda screen: screen.answer_question(False)),
    "pick.take": _over(lambda screen: screen.pick.take()),
    "pick.down": _over(lambda screen: screen.pick.rows.step(1)),
    "pick.up": _over(lambda screen: screen.pick.rows.step(-1)),
    "answer.take": _over(lambda screen: screen.answering(screen.answer.input.value)),
    "answer.cancel": _over(lambda screen: screen.to_content()),
}
