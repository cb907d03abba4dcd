"""What the keys do on the screen of relations that are drawn by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.relations import RelationsScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

_there: OnScreen[RelationsScreen] = on_screen(
    "relations", "RelationsScreen", "That is done on the screen of relations; open it first with F12."
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "relations.note": _there(lambda screen: screen.write_note()),
    "relations.add": _there(lambda screen: screen.add()),
    "relations.remove": _there(lambda screen: screen.remove_relation()),
}
