"""Screens beside the workspace whose keys come from the table of actions as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from qualcode.tui.actions import Context

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["KeyedScreen"]


class KeyedScreen(Screen[None]):
    """Lies over the workspace; its actions are performed by the workspace, whose commands look for this screen."""

    AUTO_FOCUS = ""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    @property
    def context(self) -> Context:
        """Where the keyboard is."""
        raise NotImplementedError

    def say(self, note: str) -> None:
        """Show a short note."""
        raise NotImplementedError

    def action_for(self, key: str) -> str | None:
        """The action that a key has here, None where the widget with the keyboard should get it."""
        return self.workspace.keys.get((self.context, key))

    def perform(self, action: str) -> None:
        """Do an action; an error becomes a notification."""
        self.workspace.perform(action)
