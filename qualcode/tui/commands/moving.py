"""Moving the caret."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.geometry.units import Unit

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


def _step(unit: Unit, direction: int, extend: bool = False) -> Callable[[Workspace], None]:
    return lambda workspace: workspace.pane.step(unit, direction, extend=extend)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "turn.next": _step("turn", 1),
    "turn.previous": _step("turn", -1),
    "sentence.next": _step("sentence", 1),
    "sentence.previous": _step("sentence", -1),
    "word.next": _step("word", 1),
    "word.previous": _step("word", -1),
    "caret.left": _step("character", -1),
    "caret.right": _step("character", 1),
    "caret.up": _step("row", -1),
    "caret.down": _step("row", 1),
    "select.left": _step("character", -1, True),
    "select.right": _step("character", 1, True),
    "select.up": _step("row", -1, True),
    "select.down": _step("row", 1, True),
    "row.start": lambda workspace: workspace.pane.to_row_edge(-1),
    "row.end": lambda workspace: workspace.pane.to_row_edge(1),
    "page.down": lambda workspace: workspace.pane.step_page(1),
    "page.up": lambda workspace: workspace.pane.step_page(-1),
}
