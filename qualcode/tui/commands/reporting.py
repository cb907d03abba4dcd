"""What the keys do on the screen of reports, and where a finished chapter is checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import COMMANDS as OPENERS
from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.reporting import ReportingScreen
    from qualcode.tui.screens.verifying import VerifyingScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

_reports: OnScreen[ReportingScreen] = on_screen(
    "reporting", "ReportingScreen", "That is done on the screen of reports; open it first with X."
)
_checks: OnScreen[VerifyingScreen] = on_screen(
    "verifying", "VerifyingScreen", "That is done where a chapter is checked; open it first with p."
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "reports.choose": _reports(lambda screen: screen.choose()),
    "reports.write": _reports(lambda screen: screen.write()),
    "reports.reset": _reports(lambda screen: screen.reset()),
    "reports.verify": OPENERS["verify.open"],
    "verify.show": _checks(lambda screen: screen.show_passage()),
    "verify.read": _checks(lambda screen: screen.ask_chapter()),
    "verify.again": _checks(lambda screen: screen.check_again()),
    "verify.filter": _checks(lambda screen: screen.ask_filter()),
    "verify.write": _checks(lambda screen: screen.write()),
}
