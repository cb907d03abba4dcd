"""Opening the screens over the workspace, and going from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.tui.screens.keyed import KeyedScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "open_screen"]

SCREENS = {
    "book.open": ("codebook", "CodebookScreen"),
    "retrieval.open": ("retrieval", "RetrievalScreen"),
    "together.open": ("cooccurrence", "CooccurrenceScreen"),
    "models.open": ("comparison", "ComparisonScreen"),
    "mappings.open": ("mapping", "MappingScreen"),
    "cases.open": ("cases", "CasesScreen"),
    "memos.open": ("memos", "MemoScreen"),
    "history.open": ("history", "HistoryScreen"),
}
"""The module and the class of each screen by the action that opens it; loaded when it is opened first."""


def open_screen(workspace: Workspace, screen: KeyedScreen) -> None:
    """Show a screen over whatever is shown; leaving it leads back there."""
    workspace.close_inputs()
    workspace.app.push_screen(screen)


def _opener(module: str, name: str) -> Callable[[Workspace], None]:
    def open_(workspace: Workspace) -> None:
        from qualcode.tui.screens.keyed import KeyedScreen

        kind: type[KeyedScreen] = getattr(import_module(f"qualcode.tui.screens.{module}"), name)
        present = workspace.app.screen
        if isinstance(present, KeyedScreen):
            present.to_transcript()
        if not isinstance(present, kind):
            open_screen(workspace, kind(workspace))

    return open_


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    action: _opener(*where) for action, where in SCREENS.items()
}
