"""Selecting, growing, shrinking, clearing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


def _clear(workspace: Workspace) -> None:
    if not workspace.pane.clear_selection():
        workspace.pane.set_hits([])


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "select.toggle": lambda workspace: workspace.pane.toggle_selecting(),
    "select.grow": lambda workspace: workspace.pane.grow_selection(),
    "select.shrink": lambda workspace: workspace.pane.shrink_selection(),
    "select.clear": _clear,
}
