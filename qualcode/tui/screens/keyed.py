"""Screens over the workspace: title, their own content, what is asked, a note, the keys; they follow the study."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.errors import InputError
from qualcode.model.changes import Announcement
from qualcode.study import Study
from qualcode.tui.actions import Context
from qualcode.tui.typed import path_of
from qualcode.tui.widgets.input_bar import InputBar
from qualcode.tui.widgets.pick_panel import PickPanel, Taker
from qualcode.tui.widgets.row_list import plain
from qualcode.tui.widgets.status_line import KeyLine, Line

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["KeyedScreen"]

POLL = 1.0
"""Seconds between two looks for changes from elsewhere."""


class KeyedScreen(Screen[None]):
    """Lies over the workspace; its keys come from the table of actions and its actions are performed by the workspace.

    A screen of its own kind gives :attr:`heading`, :attr:`place`, :meth:`content`, :meth:`read` and :meth:`to_content`.
    """

    AUTO_FOCUS = ""
    heading = ""
    """What stands first in the title line."""
    DEFAULT_CSS = """
    KeyedScreen { layout: vertical; background: $background; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.study = workspace.study
        self.seen = -1
        """The revision of the study that is shown."""
        self.question: Text | None = None
        """What is asked and waits for yes or no."""
        self._yes: Callable[[], None] = lambda: None
        self.answering: Callable[[str], None] = lambda answer: None
        """Gets the line that was typed."""
        self.listening: Callable[[str], None] = lambda typed: None
        """Gets what is in the line after every key."""
        self._unsubscribe: Callable[[], None] = lambda: None
        self.title_line: Line = Line(id="screen-title")
        self.pick: PickPanel = PickPanel(id="pick")
        self.answer: InputBar = InputBar("", lambda typed: self.listening(typed), id="answer")
        self.note_line: Line = Line(id="screen-note")
        self.key_line: KeyLine = KeyLine(id="screen-keys")

    def compose(self) -> ComposeResult:
        """Title, content, what is asked, note, keys."""
        yield self.title_line
        yield from self.content()
        yield self.pick
        yield self.answer
        yield self.note_line
        yield self.key_line

    def on_mount(self) -> None:
        """Show the study and follow it."""
        self._unsubscribe = self.study.subscribe(self._changed)
        self.set_interval(POLL, self._poll)
        self.begin()

    def on_unmount(self) -> None:
        """Listen to the study no longer."""
        self._unsubscribe()

    # --- what a screen of its own kind gives ----------------------------------------------------------------

    @property
    def place(self) -> Context:
        """Where the keyboard is when nothing is asked."""
        raise NotImplementedError

    def content(self) -> ComposeResult:
        """The widgets between title and note."""
        raise NotImplementedError

    def begin(self) -> None:
        """Show what there is to show when the screen opens."""
        self.read_again()
        self.to_content()

    def read(self) -> None:
        """Show what the study holds now; the highlight stays where it is."""
        raise NotImplementedError

    def focus_content(self) -> None:
        """Give the keyboard to the content."""
        raise NotImplementedError

    def keep(self) -> None:
        """Remember what should be there when the screen is opened again."""

    # --- keys ------------------------------------------------------------------------------------------------

    @property
    def context(self) -> Context:
        """Where the keyboard is."""
        if self.pick.display:
            return "picking"
        if self.answer.display:
            return "answer"
        return "question" if self.question is not None else self.place

    def action_for(self, key: str) -> str | None:
        """The action that a key has here, None where the widget with the keyboard should get it."""
        return self.workspace.keys.get((self.context, key))

    def perform(self, action: str) -> None:
        """Do an action; an error becomes a notification."""
        self.workspace.perform(action)

    def show_keys(self) -> None:
        """Show the keys that work here; notifications keep away from what is written in at the foot."""
        self.set_class(self.pick.display or self.answer.display or self.question is not None, "-foot-taken")
        self.key_line.show_keys(self.workspace.actions, self.context)

    def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """A key was clicked."""
        self.perform(message.action)

    # --- following the study -----------------------------------------------------------------------------------

    def _changed(self, announcement: Announcement) -> None:
        self.read_again()

    def _poll(self) -> None:
        if self.study.revision != self.seen:
            self.read_again()

    def read_again(self) -> None:
        """Show the study as it is now."""
        self.seen = self.study.revision
        self.read()

    def elsewhere(self) -> Callable[[], AbstractContextManager[Study]]:
        """A function that opens the study anew, for work in a thread: by the same person, with the same eyes, to be analysed."""
        path, actor, looker = self.study.path, self.study.actor, self.study.blinds.looker

        def opened() -> AbstractContextManager[Study]:
            from qualcode.workflows.results import analysed

            return analysed(path, actor=actor, looker=looker, verify=False)

        return opened

    # --- saying and asking ---------------------------------------------------------------------------------------

    def say(self, note: str) -> None:
        """Show a short note above the keys."""
        self.note_line.show(Text(plain(note), self.note_line.palette.quiet()), Text())

    def show_title(self, right: str = "", heading: str = "") -> None:
        """Show the heading, the study, and a count at the right."""
        quiet = self.title_line.palette.quiet()
        left = Text(plain(heading or self.heading), Style(bold=True))
        left.append(f"  {plain(self.study.title)}", quiet)
        self.title_line.show(left, Text(plain(right), quiet))

    def ask_line(
        self,
        prompt: str,
        value: str,
        then: Callable[[str], None],
        *,
        listen: Callable[[str], None] | None = None,
    ) -> None:
        """Ask for a line of text; ``then`` gets it, and closes the line by :meth:`to_content` where it is content."""
        self.pick.close()
        self.answering = then
        self.listening = listen or (lambda typed: None)
        self.answer.prompt.update(Text(plain(prompt)))
        self.answer.open(value)
        self.show_keys()

    def ask_path(
        self,
        ending: str,
        write: Callable[[Path], str],
        *,
        check: Callable[[Path], object] = lambda path: None,
        prompt: str = "write to",
    ) -> None:
        """Ask where to write a file; the study's name with ``ending`` behind it is offered, and a file that exists needs a second Enter.

        ``check`` refuses a path before that; ``write`` gives what is said when it is done, or nothing where the screen says it later.
        """
        overwriting: Path | None = None

        def take(typed: str) -> None:
            nonlocal overwriting
            if not typed.strip():
                raise InputError(f"Type the path of a file, such as {ending}.")
            path = path_of(typed)
            check(path)
            if os.path.exists(path) and overwriting != path:
                overwriting = path
                self.say(f"{path.name} exists; Enter once more overwrites it")
                return
            said = write(path)
            self.to_content()
            if said:
                self.say(said)

        self.ask_line(prompt, str(self.study.path.with_name(f"{self.study.path.stem}-{ending}")), take)

    def ask_name(
        self, heading: str, names: Sequence[str], details: Sequence[str], then: Taker, *, create: bool = False
    ) -> None:
        """Ask for one of several names, with ``create`` also for a new one; the panel is closed before ``then`` gets the answer."""

        def take(index: int | None, name: str) -> None:
            self.to_content()
            then(index, name)

        self.answer.close()
        self.pick.open(heading, names, details, take, create=create)
        self.show_keys()

    def ask(self, question: str, yes: Callable[[], None]) -> None:
        """Ask for yes or no; ``yes`` is called after ``y``."""
        self.to_content()
        self.question = Text(f"{plain(question)}   y yes   n no", Style(bold=True))
        self._yes = yes
        self.note_line.show(self.question, Text())
        self.show_keys()

    def answer_question(self, yes: bool) -> None:
        """Take the answer to what was asked."""
        do, self._yes = self._yes, lambda: None
        self.to_content()
        self.say("")
        if yes:
            do()

    def to_content(self) -> None:
        """Close what is asked and give the keyboard to the content."""
        self.question = None
        self.pick.close()
        self.answer.close()
        self.focus_content()
        self.show_keys()

    # --- leaving -------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Back to where the screen was opened from."""
        self.keep()
        self.app.pop_screen()

    def to_transcript(self) -> Workspace:
        """Leave all screens over the workspace; gives the workspace."""
        while isinstance(self.app.screen, KeyedScreen):
            self.app.screen.leave()
        return self.workspace
