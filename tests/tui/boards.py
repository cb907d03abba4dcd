"""Opening an analysis on the screen and waiting for its figures."""

from __future__ import annotations

from textual.pilot import Pilot

from qualcode.tui.screens.analyses import AnalysesScreen
from qualcode.tui.screens.result_board import ResultBoard

__all__ = ["counted", "shows"]


async def shows(pilot: Pilot[None], kind: type[ResultBoard], name: str) -> ResultBoard:
    """Open an analysis from the list and wait until it was counted."""
    await pilot.press("f12")
    listed = pilot.app.screen
    assert isinstance(listed, AnalysesScreen)
    listed.grid.go_to(name)
    await pilot.press("enter")
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    await counted(pilot, screen)
    return screen


async def counted(pilot: Pilot[None], screen: ResultBoard) -> None:
    """Wait until the figures by the chosen settings are there."""
    for _ in range(300):
        await pilot.pause(0.02)
        if (
            screen._counting is None
            and screen.made.of is not None
            and screen.made.of == (screen.study.revision, tuple(screen.chosen().items()))
        ):
            return
    raise AssertionError("it is still counting")
