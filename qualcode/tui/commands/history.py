"""What the keys do on the history screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.tui.screens.history import HistoryScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


def _there(do: Callable[[HistoryScreen], None]) -> Callable[[Workspace], None]:
    """What a key does on the history screen, where that is shown."""

    def act(workspace: Workspace) -> None:
        from qualcode.tui.screens.history import HistoryScreen

        screen = workspace.app.screen
        if not isinstance(screen, HistoryScreen):
            raise InputError("That is done on the history screen; open it first with F10.")
        do(screen)

    return act


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "history.to_here": _there(lambda screen: screen.to_here()),
    "history.show": _there(lambda screen: screen.show_place()),
    "history.filter": _there(lambda screen: screen.filter()),
}
