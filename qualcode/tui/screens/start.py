"""The start screen: recent studies, those of the present folder, a new one, the sample, one by its path."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from qualcode.errors import FileError, InputError, QualcodeError
from qualcode.tui.actions import START_ACTIONS, Action, Context
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.keymap import keymap_file
from qualcode.tui.screens.help import HelpScreen, help_table
from qualcode.tui.typed import path_of
from qualcode.tui.widgets.input_bar import InputBar
from qualcode.tui.widgets.progress_line import ProgressLine
from qualcode.tui.widgets.row_list import Item, RowList, plain
from qualcode.tui.widgets.status_line import KeyLine, Line
from qualcode.tui.widgets.study_form import StudyForm
from qualcode.workflows.recent import Recent, forget, recent_studies, studies_in, study_path

if TYPE_CHECKING:
    from qualcode.tui.start import StartApp

__all__ = ["StartScreen"]

WAYS = (
    ("start.new", "New study", "an empty one; transcripts are imported into it"),
    ("start.sample", "Sample study", "invented interviews with their coding, to try things on"),
    ("start.path", "Open by path", "a study that is not listed here"),
)
"""What can be done besides opening a listed study: action, label, explanation."""
INTRODUCTION = "A study is one file that ends in .qualcode. Open one, make a new one, or try the sample."


class StartHelp(HelpScreen):
    """The keys of the start screen."""

    def compose(self) -> ComposeResult:
        """A titled box with the keys."""
        table = Static(classes="text", markup=False)
        table.update(help_table(self.actions, str(keymap_file()), "start"))
        with Vertical():
            yield Static("Keys    Esc goes back", classes="title", markup=False)
            with VerticalScroll(id="help-scroll"):
                yield Static(Text(INTRODUCTION), classes="text", markup=False)
                yield table


class StartScreen(Screen[None]):
    """Shows what can be opened; the app ends with the path that was chosen."""

    app: StartApp
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    StartScreen { layout: vertical; background: $background; }
    StartScreen #start-list { height: 1fr; margin-top: 1; padding: 0 2; background: $background; }
    StartScreen #start-note { height: auto; min-height: 1; max-height: 5; padding: 0 1; background: $surface; }
    """

    def __init__(self, actions: Sequence[Action] = START_ACTIONS, note: str = "") -> None:
        super().__init__()
        self.actions = actions
        self.first_note = note
        self.keys = {(c, key): a.id for a in actions for c in a.contexts for key in a.keys}
        self.studies: list[Path] = []
        self.recent: tuple[Recent, ...] = ()
        self.building = threading.Event()
        """Raised where building the sample should stop."""
        self.busy = False
        self.take_line: Callable[[str], None] = lambda typed: None
        self.title_line = Line(id="start-title")
        self.rows = RowList(id="start-list")
        self.form = StudyForm(self.announce, id="start-form")
        self.line = InputBar("", id="start-line")
        self.progress_line = ProgressLine(id="start-progress")
        self.note_line = Static("", id="start-note", markup=False)
        self.key_line = KeyLine(id="start-keys")

    def compose(self) -> ComposeResult:
        """Title, list, form or line, progress, note, keys."""
        yield self.title_line
        yield self.rows
        yield self.form
        yield self.line
        yield self.progress_line
        yield self.note_line
        yield self.key_line

    def on_mount(self) -> None:
        """Show what there is; the highlight stands on the study that was open last."""
        palette = self.title_line.palette
        self.title_line.show(
            Text("qualcode", Style(bold=True)), Text(plain(str(Path.cwd())), palette.quiet())
        )
        self.read()
        here = next((n for n, path in enumerate(self.studies) if path.is_file()), None)
        if here is not None:
            self.rows.highlight(next(i for i, item in enumerate(self.rows.items) if item.key == here))
        self.to_list()
        self.say(self.first_note)

    # --- the list ----------------------------------------------------------------------------------------------

    def read(self) -> None:
        """List the ways, the recent studies and those of the present folder."""
        self.recent = recent_studies()
        known = {os.path.normcase(recent.path) for recent in self.recent}
        found = [p for p in studies_in(Path()) if os.path.normcase(os.path.abspath(p)) not in known]
        self.studies = [*(recent.path for recent in self.recent), *found]
        quiet = self.rows.palette.quiet()
        items = [self._way(*way) for way in WAYS]
        if self.recent:
            items += [_heading("Recent studies", quiet)]
            items += [self._recent(n, recent) for n, recent in enumerate(self.recent)]
        if found:
            items += [_heading("In this folder", quiet)]
            items += [self._found(len(self.recent) + n, path) for n, path in enumerate(found)]
        self.rows.set_items(items)

    def _way(self, action: str, label: str, words: str) -> Item:
        def paint() -> tuple[Text, ...]:
            line = Text(f"{label:<14}", Style(bold=True))
            return (line.append(f"  {words}", self.rows.palette.quiet()),)

        return Item(paint, action)

    def _recent(self, number: int, recent: Recent) -> Item:
        there = recent.there

        def paint() -> tuple[Text, ...]:
            quiet = self.rows.palette.quiet()
            title = Text(plain(recent.title or recent.path.stem), Style(bold=True) if there else quiet)
            if not there:
                title.append("  not there any more", Style(italic=True))
            return title, Text(f"  {plain(str(recent.path))}", quiet)

        return Item(paint, number, height=2)

    def _found(self, number: int, path: Path) -> Item:
        def paint() -> tuple[Text, ...]:
            line = Text(plain(path.name), Style(bold=True))
            if path.parent != Path():
                line.append(f"  in {plain(str(path.parent))}", self.rows.palette.quiet())
            return (line,)

        return Item(paint, number)

    # --- keys ----------------------------------------------------------------------------------------------------

    @property
    def context(self) -> Context:
        """Where the keyboard is."""
        if self.busy:
            return "start_job"
        if self.form.display:
            return "start_form"
        return "start_line" if self.line.display else "start"

    def action_for(self, key: str) -> str | None:
        """The action that a key has here."""
        return self.keys.get((self.context, key))

    def perform(self, action: str) -> None:
        """Do an action; an error becomes a note."""
        try:
            DO[action](self)
        except QualcodeError as error:
            self.say(str(error))

    def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """A key was clicked."""
        self.perform(message.action)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A row was clicked."""
        if self.context == "start":
            self.perform("start.open")

    def say(self, note: str) -> None:
        """Show a note above the keys."""
        self.note_line.update(Text(plain(note)))

    def announce(self, path: str) -> None:
        """Say where the new study will lie."""
        name = path.strip()
        self.say(f"will be made as {os.path.abspath(study_path(path_of(name)))}" if name else "")

    def to_list(self) -> None:
        """Close line and form and give the keyboard to the list."""
        self.form.display = False
        self.line.close()
        self.say("")
        self.set_focus(self.rows, scroll_visible=False)
        self.key_line.show_keys(self.actions, self.context)

    # --- what can be done ------------------------------------------------------------------------------------------

    def here(self) -> Path | None:
        """The highlighted study, None where a way is highlighted."""
        item = self.rows.current
        return self.studies[item.key] if item is not None and isinstance(item.key, int) else None

    def open_(self) -> None:
        """Open the highlighted study, or go the highlighted way."""
        path, item = self.here(), self.rows.current
        if path is not None:
            if not path.is_file():
                raise FileError(f"{path} is not there any more; x takes it off this list.")
            self.app.exit(path)
        elif item is not None:
            self.perform(str(item.key))

    def ask(self, prompt: str, value: str, then: Callable[[str], None]) -> None:
        """Ask for a line."""
        self.take_line = then
        self.say("")
        self.line.ask(prompt)
        self.line.open(value)
        self.key_line.show_keys(self.actions, self.context)

    def new(self) -> None:
        """Ask for file, title and language of a new study."""
        self.say("a name, such as thesis, or a path")
        self.form.open()
        self.key_line.show_keys(self.actions, self.context)

    def next_field(self) -> None:
        """Go to the next field; make the study behind the last one."""
        if self.form.step(1):
            return
        from qualcode.language.codes import check_language
        from qualcode.study import Study

        path, title, language = self.form.values()
        check_language(language or "en")
        made = Study.create(study_path(path_of(path)), title=title, language=language or "en")
        try:
            self.app.exit(made.path)
        finally:
            made.close()

    def by_path(self) -> None:
        """Ask where a study lies."""

        def take(typed: str) -> None:
            if not typed.strip():
                raise InputError("Type the path of a study, such as thesis.qualcode.")
            path = path_of(typed)
            path = path if os.path.exists(path) else study_path(path)
            if os.path.isdir(path):
                raise InputError(f"{path} is a folder; type the path of a study file in it.")
            if not os.path.isfile(path):
                raise FileError(f"There is no study {path}; check the path.")
            self.app.exit(path)

        self.ask("open", "", take)

    def sample(self) -> None:
        """Ask for a new folder and build the sample there."""
        from qualcode.workflows.demo import demo_folder

        self.ask("build the sample in the new folder", str(demo_folder(Path())), self.build)

    def build(self, typed: str) -> None:
        """Build the sample studies beside the screen."""
        if not typed.strip():
            raise InputError("Type the name of a new folder, such as demo.")
        folder = path_of(typed)

        def work(report: Callable[[int, int, str], None]) -> Path:
            from qualcode.workflows.demo import build_new_demo

            return build_new_demo(folder, report).study

        self.building.clear()
        self.busy = True
        self.to_list()
        self.progress_line.show_progress("Building the sample study", 0, 0, "Esc")
        start(self, Job("Building the sample study", work), self.building)

    def on_job_progress(self, message: JobProgress) -> None:
        """Show how far the sample is."""
        if self.busy:
            self.progress_line.show_progress(message.label, message.done, message.total, "Esc")

    def on_job_finished(self, message: JobFinished) -> None:
        """Open the sample, or say why there is none."""
        self.busy = False
        self.progress_line.display = False
        if message.error is None and not message.cancelled:
            self.app.exit(message.result)
            return
        self.read()
        self.to_list()
        self.say(message.error or "stopped; nothing was left behind")

    def stop(self) -> None:
        """Stop building the sample."""
        self.building.set()
        self.say("stopping after this step …")

    def forget(self) -> None:
        """Take the highlighted study off the list of recent ones."""
        path = self.here()
        if path is None or not any(recent.path == path for recent in self.recent):
            raise InputError("Only a recent study can be forgotten; highlight one.")
        at = self.rows.highlighted
        forget(path)
        self.read()
        self.rows.highlight(min(at or 0, len(self.rows.items) - 1), -1)
        self.say(f"forgotten; the file {path} stays as it is" if path.exists() else "forgotten")


def _heading(words: str, style: Style) -> Item:
    return Item(lambda: (Text(), Text(words, style)), heading=True, height=2)


DO: dict[str, Callable[[StartScreen], object]] = {
    "start.open": StartScreen.open_,
    "start.new": StartScreen.new,
    "start.sample": StartScreen.sample,
    "start.path": StartScreen.by_path,
    "start.forget": StartScreen.forget,
    "start.down": lambda screen: screen.rows.step(1),
    "start.up": lambda screen: screen.rows.step(-1),
    "start.first": lambda screen: screen.rows.highlight(0),
    "start.last": lambda screen: screen.rows.highlight(len(screen.rows.items) - 1, -1),
    "start.take": lambda screen: screen.take_line(screen.line.input.value),
    "start.field_next": StartScreen.next_field,
    "start.field_back": lambda screen: screen.form.step(-1),
    "start.cancel": StartScreen.to_list,
    "start.stop": StartScreen.stop,
    "help.open": lambda screen: screen.app.push_screen(StartHelp(screen.actions)),
    "app.quit": lambda screen: screen.app.leave(),
}
"""What each action does."""
