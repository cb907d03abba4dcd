"""The application: one study, one workspace."""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.segment import Segments
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from qualcode.errors import QualcodeError
from qualcode.study import Study
from qualcode.text.visible import visible
from qualcode.tui.actions import ACTIONS, rebound
from qualcode.tui.keymap import read_keymap
from qualcode.tui.providers import ActionProvider, CodeProvider, DocumentProvider
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.tui.themes import THEMES, recall
from qualcode.tui.typed import LINE_FEED_KEYS, take_typed

__all__ = ["QualcodeApp", "run"]


class QualcodeApp(App[None]):
    """Shows a study that is open; closes nothing, so that who opened the study closes it."""

    TITLE = "qualcode"
    COMMANDS: ClassVar = {ActionProvider, DocumentProvider, CodeProvider}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False, priority=True)]
    CSS = """
    ToastRack { margin-bottom: 2; }
    .-foot-taken ToastRack { dock: top; align: right top; margin-top: 1; margin-bottom: 0; }
    Toast { background: $panel; }
    CommandPalette { background: $background 50%; }
    """

    def __init__(self, study: Study, *, keymap: Path | None = None, coder: str | None = None) -> None:
        super().__init__()
        self.coder = coder
        self.study = study
        study.blinds.looker = coder
        self._keymap_problem = ""
        self.settle: Callable[[], None] = lambda: None
        """Checks the study once its first screen is painted and before a key is taken; raises where it is damaged."""
        self.remembers = False
        self.refusal: QualcodeError | None = None
        """Why the study cannot be used; the app has ended because of it."""
        self.when_ready: Callable[[], None] = lambda: None
        """Called when the first screen is there."""
        self._early: list[events.Key] | None = []
        try:
            self.actions = rebound(read_keymap(keymap))
        except QualcodeError as error:
            self.actions = ACTIONS
            self._keymap_problem = str(error)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = recall()

    def on_mount(self) -> None:
        """Open the workspace."""
        self.push_screen(Workspace(self.study, self.actions, self.ready, self.coder, self.refuse))
        if self._keymap_problem:
            self.notify(visible(self._keymap_problem), severity="warning", timeout=10, markup=False)

    def ready(self) -> None:
        """The workspace can take keys: check the study, then hand over the keys that were typed while it was being built."""
        try:
            self.settle()
            self._remember()
        except QualcodeError as error:
            self.refuse(error)
            return
        self.when_ready()
        early, self._early = self._early or [], None
        for event in early:
            self.post_message(event)

    def _remember(self) -> None:
        """Note the study among the recent ones, where it was opened by a person."""
        if self.remembers:
            from qualcode.workflows.recent import remember

            remember(self.study.path, self.study.title)

    def refuse(self, error: QualcodeError) -> None:
        """End because the study cannot be used."""
        self.refusal = error
        self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Work off the workspace's keys at once, in the order in which they came, however fast they are typed.

        Textual puts a key into the queue of the widget that has the keyboard when the key *arrives*; keys typed
        ahead of a list that is about to open would reach the transcript instead.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._early is not None and event.key != "ctrl+q":
                self._early.append(event)
                return
            if isinstance(self.screen, (Workspace, KeyedScreen)) and await self._take_key(self.screen, event):
                return
        await super().on_event(event)

    async def _take_key(self, workspace: Workspace | KeyedScreen, event: events.Key) -> bool:
        """Give a key to the action it is bound to, or to the input line; False where neither wants it."""
        key = LINE_FEED_KEYS.get(event.key, event.key)
        action = workspace.action_for(key)
        if action is not None:
            workspace.perform(action)
            return True
        return await take_typed(self, workspace.focused, event)

    async def action_quit(self) -> None:
        """Leave from any screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Workspace):
                screen.leave()
                return
        self.exit()

    def _fatal_error(self) -> None:
        """Say that qualcode itself failed, without local variables and without words of a transcript."""
        error = self._exception
        lines = ["qualcode stopped because of a fault of its own; every change made before is saved."]
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
            lines.append(f"({type(error).__name__}{where})")
            if os.environ.get("QUALCODE_DEBUG") == "1":
                lines += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
            else:
                lines.append("With QUALCODE_DEBUG=1 it shows where; please report it.")
        text = Text("\n".join(lines))
        self._exit_renderables.append(Segments(self.console.render(text, self.console.options)))
        self._close_messages_no_wait()


def collect_seldom() -> None:
    """Let Python look for circular garbage, but not often: walking all that is loaded would hold up a key by some 15 ms."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def run(path: Path, actor: str | None = None, *, coder: str | None = None) -> None:
    """Open a study on the screen until the user leaves; ``coder`` is whose codings are made, default the primary coder's.

    Raises :class:`~qualcode.errors.StudyError` where the study cannot be opened.
    """
    with Study.open_unchecked(path, actor=actor) as study:
        app = QualcodeApp(study, coder=coder)
        app.settle, app.remembers = study.settle, True
        app.when_ready = collect_seldom
        app.run()
    if app.refusal is not None:
        raise app.refusal
