"""The application that runs before a study is open; light, so that it is there at once."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from qualcode.errors import QualcodeError
from qualcode.tui.actions import START_ACTIONS, rebound
from qualcode.tui.keymap import read_keymap
from qualcode.tui.screens.start import StartScreen
from qualcode.tui.themes import THEMES, recall
from qualcode.tui.typed import LINE_FEED_KEYS, take_typed

__all__ = ["StartApp", "start"]


class StartApp(App[Path]):
    """Ends with the path of the study to open, or with None."""

    TITLE = "qualcode"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False, priority=True)]

    def __init__(self, note: str = "") -> None:
        super().__init__()
        try:
            self.actions = rebound(read_keymap(), START_ACTIONS)
        except QualcodeError as error:
            self.actions = START_ACTIONS
            note = note or str(error)
        self.note = note
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = recall()

    def on_mount(self) -> None:
        """Show the start screen."""
        self.push_screen(StartScreen(self.actions, self.note))

    async def on_event(self, event: events.Event) -> None:
        """Work off keys at once, in the order in which they came."""
        screen = self.screen if self.screen_stack else None
        if isinstance(event, events.Key) and not event.is_forwarded and isinstance(screen, StartScreen):
            action = screen.action_for(LINE_FEED_KEYS.get(event.key, event.key))
            if action is not None:
                screen.perform(action)
                return
            if await take_typed(self, screen.focused, event):
                return
        await super().on_event(event)

    def leave(self) -> None:
        """Leave without a study; what is being built stops after its present step."""
        for screen in self.screen_stack:
            if isinstance(screen, StartScreen):
                screen.building.set()
        self.exit()

    async def action_quit(self) -> None:
        """Leave from anywhere."""
        self.leave()


def start() -> None:
    """Show the start screen, and the study that is chosen there until the user leaves it.

    A study that cannot be opened leads back to the start screen, which says why.
    """
    note = ""
    while (path := StartApp(note).run()) is not None:
        from qualcode.tui.app import run

        try:
            run(path)
            return
        except QualcodeError as error:
            note = str(error)
