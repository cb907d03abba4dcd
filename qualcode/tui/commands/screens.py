"""Opening the screens over the workspace, and going from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.tui.screens.keyed import KeyedScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "Command", "OnScreen", "on_screen", "open_screen"]

S = TypeVar("S")
Command = Callable[["Workspace"], None]
"""What an action does; every command gets the workspace."""
OnScreen = Callable[[Callable[[S], None]], Command]
"""Makes a command of what is done on one kind of screen."""

SCREENS = {
    "book.open": ("codebook", "CodebookScreen"),
    "retrieval.open": ("retrieval", "RetrievalScreen"),
    "together.open": ("cooccurrence", "CooccurrenceScreen"),
    "models.open": ("comparison", "ComparisonScreen"),
    "mappings.open": ("mapping", "MappingScreen"),
    "cases.open": ("cases", "CasesScreen"),
    "memos.open": ("memos", "MemoScreen"),
    "history.open": ("history", "HistoryScreen"),
    "review.open": ("review", "ReviewScreen"),
    "reports.open": ("reporting", "ReportingScreen"),
    "verify.open": ("verifying", "VerifyingScreen"),
    "analyses.open": ("analyses", "AnalysesScreen"),
}
"""The module and the class of each screen by the action that opens it; loaded when it is opened first."""


def on_screen(module: str, name: str, elsewhere: str) -> OnScreen[S]:
    """Makes commands of what a kind of screen can do; on any other screen they raise :class:`~qualcode.errors.InputError` with a sentence.

    The screen is named by module and class, so that it is loaded when one of its keys is pressed.
    """

    def command(do: Callable[[S], None]) -> Command:
        def act(workspace: Workspace) -> None:
            kind: type[S] = getattr(import_module(f"qualcode.tui.screens.{module}"), name)
            screen: object = workspace.app.screen
            if not isinstance(screen, kind):
                raise InputError(elsewhere)
            do(screen)

        return act

    return command


def open_screen(workspace: Workspace, screen: KeyedScreen) -> None:
    """Show a screen over whatever is shown; leaving it leads back there."""
    workspace.close_inputs()
    workspace.app.push_screen(screen)


def _opener(module: str, name: str) -> Command:
    def open_(workspace: Workspace) -> None:
        from qualcode.tui.screens.keyed import KeyedScreen

        kind: type[KeyedScreen] = getattr(import_module(f"qualcode.tui.screens.{module}"), name)
        present = workspace.app.screen
        if isinstance(present, KeyedScreen):
            present.to_transcript()
        if not isinstance(present, kind):
            open_screen(workspace, kind(workspace))

    return open_


COMMANDS: dict[str, Command] = {action: _opener(*where) for action, where in SCREENS.items()}
