"""What the screens of the interview guide and of the models that respondents name do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.claims import ClaimsScreen
    from qualcode.tui.screens.guide import GuideScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

_guide: OnScreen[GuideScreen] = on_screen(
    "guide", "GuideScreen", "That is done on the screen of the interview guide; open it first with F12."
)
_claims: OnScreen[ClaimsScreen] = on_screen(
    "claims", "ClaimsScreen", "That is done on the screen of models that are named; open it first with F12."
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "guide.open": _guide(lambda screen: screen.open_row()),
    "guide.assign": _guide(lambda screen: screen.assign()),
    "guide.refuse": _guide(lambda screen: screen.refuse()),
    "guide.release": _guide(lambda screen: screen.release()),
    "claims.add": _claims(lambda screen: screen.name_model()),
    "claims.remove": _claims(lambda screen: screen.let_go()),
}
