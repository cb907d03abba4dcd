"""What the keys of the network screen do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.network import NetworkScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

_on: OnScreen[NetworkScreen] = on_screen(
    "network", "NetworkScreen", "That is done on the network screen; open it first with F12."
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "network.ego": _on(lambda screen: screen.turn_ego()),
    "network.more": _on(lambda screen: screen.change_minimum(1)),
    "network.less": _on(lambda screen: screen.change_minimum(-1)),
    "network.kind": _on(lambda screen: screen.next_kind()),
    "network.picture": _on(lambda screen: screen.write_picture()),
}
