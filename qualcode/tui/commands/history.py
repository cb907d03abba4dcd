"""What the keys do on the history screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.history import HistoryScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


_there: OnScreen[HistoryScreen] = on_screen(
    "history", "HistoryScreen", "That is done on the history screen; open it first with F10."
)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "history.to_here": _there(lambda screen: screen.to_here()),
    "history.show": _there(lambda screen: screen.show_place()),
    "history.filter": _there(lambda screen: screen.filter()),
}
