"""The import screen: what was read from files, who speaks in them, and what will be stored once it is accepted."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult

from qualcode.errors import InputError
from qualcode.text.counting import counted
from qualcode.tui import import_folder
from qualcode.tui.actions import Context
from qualcode.tui.commands.importing import import_job, index_job, read_job, settle_job
from qualcode.tui.importing.words import describe, speech_of, why
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.progress_line import ProgressLine
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.workflows.import_records import FileChoice, FilePlan, ImportResult
    from qualcode.workflows.name_patterns import NamePattern

__all__ = ["ImportScreen"]


class ImportScreen(Board):
    """Reads files, shows them, takes what is settled for each, and imports them as one change.

    What is asked about a file is in :mod:`qualcode.tui.importing`.
    """

    heading = "Import"
    empty = " reading the files"
    opens = "files.roles"
    file_name = "import"

    def __init__(self, workspace: Workspace, files: Sequence[Path], left: Sequence[str] = ()) -> None:
        super().__init__(workspace)
        self.files = files
        self.left = left
        """Sentences about what was not read in the folders that were named."""
        self.plans: list[FilePlan] = []
        self.choices: list[FileChoice] = []
        self.results: Sequence[ImportResult] = ()
        """What an import would give, file by file."""
        self.pattern: NamePattern | None = None
        """By which the names of the files give cases and attributes."""
        self.wholes: dict[tuple[str, str, int], tuple[FilePlan, FileChoice]] = {}
        """Files whose interviews are shown one by one, by folder, name and content."""
        self.work: Job | None = None
        self.importing = False
        self.asked_about = ""
        """The label whose role is being asked for."""
        self._offered: list[FileChoice] = []
        """The choices before the user made any, or those that may be thrown away."""
        self._stop = threading.Event()
        self._stale: list[tuple[int, FileChoice]] = []
        """Files that have to be read again, the present one first, each with what was settled for it before."""
        self.progress: ProgressLine = ProgressLine(id="import-progress")

    @property
    def place(self) -> Context:
        """In the table of files."""
        return "files"

    def content(self) -> ComposeResult:
        """The table, what is said about a file, and how far the work is."""
        yield from super().content()
        yield self.progress

    def begin(self) -> None:
        """Start to read."""
        super().begin()
        self.run_job(read_job(self.study.path, self.study.actor, self.files))

    # --- the table ---------------------------------------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each file."""
        from qualcode.workflows.import_previews import previews

        self.results = previews(self.study, self.plans, self.choices)
        columns = (
            Column("  document", 20, grows=True), Column("format", 6), Column("lang", 4), Column("words", 6, right=True),
            Column("turns", 5, right=True), Column("speakers", 16, grows=True), Column("case", 4), Column("notes", 7),
        )  # fmt: skip
        rows = [
            GridRow(i, partial(self._cells, i), f"{result.document} {result.source}")
            for i, result in enumerate(self.results)
        ]
        self._show_count()
        return columns, rows

    def _cells(self, i: int) -> list[Text | str]:
        result, choice = self.results[i], self.choices[i]
        if result.error:
            quiet = self.grid.palette.quiet()
            return [
                f"! {result.source}",
                "",
                "",
                "",
                "",
                Text(plain(why(result)), quiet),
                "",
                "refused",
            ]
        notes = counted(len(result.warnings), "note") if result.warnings else ""
        cells: list[Text | str] = [
            f"{'✓' if choice.taken else '–'} {result.document}", result.format, result.language, f"{result.words}",
            f"{result.turns}", ", ".join(f"{s.label}={'?' if s.role == 'unknown' else s.role} {s.turns}" for s in result.speakers),
            result.case or "new", notes if choice.taken else "left out",
        ]  # fmt: skip
        if not choice.taken:
            quiet = self.grid.palette.quiet()
            return [Text(plain(str(cell)), quiet) for cell in cells]
        return cells

    def _show_count(self) -> None:
        if not self.plans:
            self.show_title(counted(len(self.files), "file"))
            return
        taken, open_ = len(self.taken()), len(self._open())
        roles = f" · {open_} without a role" if open_ else ""
        self.show_title(f"{taken} of {counted(len(self.plans), 'file')} taken{roles}")

    def taken(self) -> list[int]:
        """The files that would be imported."""
        return [i for i, result in enumerate(self.results) if self.choices[i].taken and not result.error]

    def _open(self) -> list[str]:
        """The speakers of files that are taken whose role is not settled."""
        return [s.label for i in self.taken() for s in self.results[i].speakers if s.role == "unknown"]

    # --- what is said about a file --------------------------------------------------------------------------------

    def describe(self) -> Text:
        """How the file was read, its speakers and first turns; while a role is asked for, what that speaker says."""
        i = self._here()
        if self.asked_about:
            return speech_of(self.asked_about, self.plans[i].transcript)
        pattern, plan = self.pattern, self.plans[i]
        misfit = pattern.written if pattern is not None and pattern.fit(plan.source_name) is None else ""
        return describe(self.results[i], self.choices[i], plan, self.detail_palette, misfit, self.left)

    @property
    def detail_palette(self) -> Style:
        """The style of what is less important."""
        return self.grid.palette.quiet()

    def ask_about(self, label: str) -> None:
        """Show what a speaker says while something about them is asked."""
        self.asked_about = label
        self.show_detail()

    def read(self) -> None:
        """Show what an import would give now; while one is running, what was there before."""
        if not self.importing:
            super().read()

    # --- what was settled ------------------------------------------------------------------------------------------

    def _here(self) -> int:
        """The highlighted file; raises :class:`~qualcode.errors.InputError` where there is none."""
        key = self.here().key
        assert isinstance(key, int)
        return key

    def readable_row(self) -> int:
        """The highlighted file, which can be read; raises :class:`~qualcode.errors.InputError`."""
        i = self._here()
        if self.plans[i].error:
            raise InputError(f"{self.plans[i].source_name} cannot be imported: {why(self.results[i])}")
        if self.importing:
            raise InputError("The files are being imported; Esc stops that.")
        return i

    def choose(self, i: int, choice: FileChoice) -> None:
        """Take what was settled for a file, and read the file again where that needs it."""
        choice.check()
        before, self.choices[i] = self.choices[i], choice
        if _reading(before) != _reading(choice):
            self._stale.append((i, before))
            self._read_stale()
        self.read()

    def put(self, first: int, behind: int, plans: Sequence[FilePlan], choices: Sequence[FileChoice]) -> None:
        """Show other files in the place of some."""
        from qualcode.workflows.import_records import FileChoice

        self.plans[first:behind] = plans
        self.choices[first:behind] = choices
        # what was settled is not thrown away unasked, so these rows differ from what was offered
        self._offered[first:behind] = [FileChoice(taken=False)] * len(plans)
        self.read()
        self.grid.highlight(first)
        self.show_detail()

    def toggle_taken(self) -> None:
        """Leave the file out, or take it in again."""
        i = self.readable_row()
        self.choose(i, replace(self.choices[i], taken=not self.choices[i].taken))

    # --- importing -------------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Import what is taken; where roles are open, ask before."""
        if self.work is not None and (self.importing or not self.plans):
            raise InputError("One moment: the files are still being worked on; Esc stops that.")
        taken, open_ = self.taken(), self._open()
        if not taken:
            raise InputError("No file is taken, so there is nothing to import; x takes one in, Esc leaves.")
        if open_:
            self.ask(
                f"{counted(len(open_), 'speaker')} will stay without a role. Import {counted(len(taken), 'file')}?",
                self._import,
            )
        else:
            self._import()

    def _import(self) -> None:
        taken = self.taken()
        plans, choices = [self.plans[i] for i in taken], [self.choices[i] for i in taken]
        self._stale.clear()
        self.importing = True
        self.run_job(import_job(self.study.path, self.study.actor, plans, choices))

    def leave(self) -> None:
        """Leave with nothing stored; while files are imported, stop that first. What was settled is not thrown away unasked."""
        if self.importing:
            self._stop.set()
            self.say("stopping")
            return
        if self.choices != self._offered:
            self.ask("Leave without importing? What you settled here is lost.", self._close)
            return
        self._close()

    def _close(self) -> None:
        self._stop.set()
        self._offered = list(self.choices)
        self.app.pop_screen()

    def to_content(self) -> None:
        """Back to the table."""
        if self.asked_about:
            self.asked_about = ""
            self.show_detail()
        super().to_content()

    # --- the work ----------------------------------------------------------------------------------------------------------

    def run_job(self, job: Job) -> None:
        """Do slow work beside the screen."""
        self.work = job
        self._stop = threading.Event()
        self.progress.show_progress(job.label, 0, 0, "Esc")
        start(self, job, self._stop)

    def _read_stale(self) -> None:
        if self.work is None and self._stale:
            i, _ = self._stale[0]
            self.run_job(settle_job(self.study.path, self.study.actor, self.plans[i], self.choices[i]))

    def on_job_progress(self, message: JobProgress) -> None:
        """Show how far the work is."""
        message.stop()
        if self.work is not None:
            self.progress.show_progress(message.label, message.done, message.total, "Esc")

    def on_job_finished(self, message: JobFinished) -> None:
        """Show what was read, or go to what was imported."""
        message.stop()
        if message.job is not self.work:
            return
        self.work = None
        self.progress.display = False
        if message.error is not None:
            self.workspace.complain(message.error)
        if self.importing:
            self.importing = False
            if message.result is not None:
                self._finish(message.result)
            elif message.cancelled:
                self.say("stopped; nothing was stored")
        elif not self.plans:
            self._show_read(message.result)
        else:
            self._show_read_again(message.result)

    def _to_front(self) -> None:
        """Close what was opened over this screen while it worked, such as the help."""
        while self.app.screen is not self and self in self.app.screen_stack:
            self.app.pop_screen()

    def _show_read(self, plans: Sequence[FilePlan] | None) -> None:
        from qualcode.workflows.import_plans import as_before
        from qualcode.workflows.import_records import FileChoice

        if plans is None:
            self._to_front()
            self._close()
            return
        self.plans = list(plans)
        self.choices = [as_before(plan, FileChoice()) for plan in self.plans]
        self._offered = list(self.choices)
        folder = next((plan.folder for plan in self.plans if not plan.error), None)
        if folder is not None:
            import_folder.remember(Path(folder))
        self.read_again()
        left = any(self.left) or any(plan.left for plan in self.plans)
        where = "; not all that lies there was read: see the notes" if left else ""
        self.say(f"nothing is stored before it is imported{where}")

    def _show_read_again(self, plan: FilePlan | None) -> None:
        if self._stale:
            i, before = self._stale.pop(0)
            if plan is not None:
                self.plans[i] = plan
            else:
                self.choices[i] = before
            self.read()
        self._read_stale()

    def _finish(self, results: Sequence[ImportResult]) -> None:
        for refused in [result for result in results if result.error][:3]:
            self.workspace.complain(refused.error)
        done = [result for result in results if not result.error]
        if not done:
            self.read_again()
            return
        self._offered = list(self.choices)
        self._to_front()
        workspace = self.to_transcript()
        if self.study.changed_elsewhere():
            workspace.read_again()
        workspace.open_document(self.study.documents.get(done[0].document).id)
        workspace.go("text")
        words = sum(result.words for result in done)
        what = done[0].document if len(done) == 1 else counted(len(done), "document")
        workspace.say(f"imported {what}, {words} words; u takes it back")
        workspace.start_job(index_job(self.study.path, self.study.actor))


def _reading(choice: FileChoice) -> tuple[object, ...]:
    """What of a choice the reading of the file depends on."""
    return choice.language, set(choice.roles), dict(choice.same), choice.layout, choice.encoding
