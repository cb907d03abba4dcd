"""What the keys on the screen of disagreements do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.disagreements import DisagreementsScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

_on: OnScreen[DisagreementsScreen] = on_screen(
    "disagreements",
    "DisagreementsScreen",
    "That is done in the list of disagreements; open it first with F12.",
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "disagreements.look": _on(lambda screen: screen.look()),
    "disagreements.coded": _on(lambda screen: screen.settle("coded")),
    "disagreements.not_coded": _on(lambda screen: screen.settle("not coded")),
    "disagreements.open": _on(lambda screen: screen.settle("open")),
    "disagreements.note": _on(lambda screen: screen.ask_note()),
    "disagreements.apply": _on(lambda screen: screen.turn_applying()),
    "disagreements.show": _on(lambda screen: screen.next_shown()),
    "disagreements.order": _on(lambda screen: screen.next_order()),
    "disagreements.unit": _on(lambda screen: screen.next_unit()),
}
