"""What the list of analyses and the screens of results do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.analyses import AnalysesScreen
    from qualcode.tui.screens.result_board import ResultBoard
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

_list: OnScreen[AnalysesScreen] = on_screen(
    "analyses", "AnalysesScreen", "That is done on the list of analyses; open it first with F12."
)
_on: OnScreen[ResultBoard] = on_screen(
    "result_board", "ResultBoard", "That is done on the screen of a result; open one first with F12."
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "analyses.choose": _list(lambda screen: screen.open_chosen()),
    "results.passages": _on(lambda screen: screen.show_passages()),
    "results.next": _on(lambda screen: screen.turn_to(1)),
    "results.previous": _on(lambda screen: screen.turn_to(-1)),
    "results.settings": _on(lambda screen: screen.ask_setting()),
}
