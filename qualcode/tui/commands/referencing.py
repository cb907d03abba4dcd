"""What the screen of reference models does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.references import ReferencesScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

_on: OnScreen[ReferencesScreen] = on_screen(
    "references",
    "ReferencesScreen",
    "That is done on the screen of reference models; open it first with F12.",
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "references.difference": _on(lambda screen: screen.show_difference()),
    "references.new": _on(lambda screen: screen.ask_new()),
    "references.adopt": _on(lambda screen: screen.ask_adopt()),
    "references.practice": _on(lambda screen: screen.ask_practice()),
    "references.rename": _on(lambda screen: screen.ask_rename()),
    "references.drop": _on(lambda screen: screen.ask_drop()),
}
