"""The import screen: what was read from files, who speaks in them, and what will be stored once it is accepted."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult

from qualcode.errors import InputError
from qualcode.model.documents import ROLES, Role
from qualcode.text.counting import counted
from qualcode.text.names import clean_name, name_key
from qualcode.tui import import_folder
from qualcode.tui.actions import Context
from qualcode.tui.commands.importing import import_job, index_job, read_job, settle_job
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.progress_line import ProgressLine
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.workflows.import_plans import FileChoice, FilePlan, ImportResult, Voice

__all__ = ["ImportScreen"]

WHO: Mapping[Role, str] = {
    "interviewer": "asks",
    "respondent": "is interviewed; analyses count what they say",
    "other": "an interpreter, somebody passing by",
    "unknown": "stays open",
}
"""What the roles mean, for the list from which one is chosen."""
LANGUAGES = {
    "en": "English", "cs": "Czech", "sv": "Swedish", "sk": "Slovak", "de": "German", "pl": "Polish", "da": "Danish",
    "nb": "Norwegian", "fi": "Finnish", "nl": "Dutch", "fr": "French", "es": "Spanish", "it": "Italian", "uk": "Ukrainian",
}  # fmt: skip
"""Languages that are offered; any other code may be typed."""
OWN_CASE = "a case of its own"
SPEECH = 400
"""Characters of a turn that are shown."""
_OPTION = re.compile(r"[;:,]? (?:if that is the interviewer, give |give |such as )?--role.*\Z", re.DOTALL)
_RARE = re.compile(r" (?:Where one is a speaker, confirm it|Confirm each with).*\Z", re.DOTALL)
"""Advice in warnings that only fits the command line."""


class ImportScreen(Board):
    """Reads files, shows them, takes roles, languages, cases and names, and imports them as one change."""

    heading = "Import"
    empty = " reading the files"
    opens = "files.roles"
    file_name = "import"

    def __init__(self, workspace: Workspace, files: Sequence[Path]) -> None:
        super().__init__(workspace)
        self.files = files
        self.plans: list[FilePlan] = []
        self.choices: list[FileChoice] = []
        self.results: Sequence[ImportResult] = ()
        """What an import would give, file by file."""
        self.work: Job | None = None
        self.importing = False
        self.asked_about = ""
        """The label whose role is being asked for."""
        self.given: dict[str, Role] = {}
        """Roles given since the last question about the other files."""
        self._stop = threading.Event()
        self._stale: list[int] = []
        """Files that have to be read again, the present one first."""
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
        from qualcode.workflows.import_plans import previews

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
                Text(plain(self._why(result)), quiet),
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
        taken, open_ = len(self._taken()), len(self._open())
        roles = f" · {open_} without a role" if open_ else ""
        self.show_title(f"{taken} of {counted(len(self.plans), 'file')} taken{roles}")

    def _taken(self) -> list[int]:
        """The files that would be imported."""
        return [i for i, result in enumerate(self.results) if self.choices[i].taken and not result.error]

    def _open(self) -> list[str]:
        """The speakers of files that are taken whose role is not settled."""
        return [s.label for i in self._taken() for s in self.results[i].speakers if s.role == "unknown"]

    @staticmethod
    def _why(result: ImportResult) -> str:
        return result.error.removeprefix(result.source).lstrip(": ")

    # --- what is said about a file --------------------------------------------------------------------------------

    def describe(self) -> Text:
        """Speakers, notes and the first turns of the file; while a role is asked for, what that speaker says."""
        i = self._here()
        result, choice = self.results[i], self.choices[i]
        quiet = self.detail_palette
        said = Text()
        if self.asked_about:
            return self._speech(i, self.asked_about)
        if result.error:
            said.append(plain(result.source), Style(bold=True))
            said.append(f"\nrefused: {plain(result.error)}")
            return said
        said.append(plain(result.document), Style(bold=True))
        if not choice.taken:
            said.append("  left out; x takes it in again")
        said.append(f"\n{plain(result.source)} · {result.characters} characters", quiet)
        said.append(f"\ncase: {plain(result.case) if result.case else 'a new one of its own'}", quiet)
        for name, value in choice.attributes.items():
            said.append(f" · {plain(name)} = {plain(value)}", quiet)
        self._say_speakers(said, result)
        for warning in result.warnings:
            said.append(f"\n• {plain(on_screen(warning))}")
        said.append("\n\nHow it begins", Style(bold=True))
        for turn in result.first_turns:
            said.append("\n")
            if turn.label is not None:
                said.append(f"{plain(turn.label)}  ", Style(bold=True))
            said.append(plain(shortened(turn.text)))
        return said

    @property
    def detail_palette(self) -> Style:
        """The style of what is less important."""
        return self.grid.palette.quiet()

    def _say_speakers(self, said: Text, result: ImportResult) -> None:
        for speaker in result.speakers:
            said.append(f"\n{plain(speaker.label)}", Style(bold=True))
            said.append(f"  {speaker.role if speaker.role != 'unknown' else 'no role yet'}")
            asks = 100 * result.questions.get(speaker.label, 0) // max(1, speaker.turns)
            said.append(f" · {counted(speaker.turns, 'turn')}, {asks} % ask", self.detail_palette)
        if any(speaker.role == "unknown" for speaker in result.speakers):
            said.append("\nSpeakers without a role stay unknown; o gives roles.")
        if not result.speakers:
            said.append("\nNo speakers were recognised; s names one.")

    def _speech(self, i: int, label: str) -> Text:
        t = self.plans[i].transcript
        said = Text(f"{plain(label)} says", Style(bold=True))
        turns = [turn for turn in t.turns if turn.label == label][:6]
        for turn in turns:
            said.append(f"\n• {plain(shortened(t.text[turn.speech_start : turn.end]))}")
        return said

    def read(self) -> None:
        """Show what an import would give now; while one is running, what was there before."""
        if not self.importing:
            super().read()

    def _here(self) -> int:
        """The highlighted file; raises :class:`~qualcode.errors.InputError` where there is none."""
        key = self.here().key
        assert isinstance(key, int)
        return key

    def _readable_here(self) -> int:
        """The highlighted file, which can be read; raises :class:`~qualcode.errors.InputError`."""
        i = self._here()
        if self.plans[i].error:
            raise InputError(f"{self.plans[i].source_name} cannot be imported: {self._why(self.results[i])}")
        if self.importing:
            raise InputError("The files are being imported; Esc stops that.")
        return i

    def choose(self, i: int, choice: FileChoice) -> None:
        """Take what was settled for a file, and read the file again where that needs it."""
        choice.check()
        before, self.choices[i] = self.choices[i], choice
        if (before.language, set(before.roles)) != (choice.language, set(choice.roles)):
            self._stale.append(i)
            self._read_stale()
        self.read()

    # --- roles -----------------------------------------------------------------------------------------------------

    def ask_roles(self) -> None:
        """Go through the speakers of the file and ask for the role of each."""
        i = self._readable_here()
        if not self.plans[i].voices:
            raise InputError("No speakers were recognised in this file; s names one by its label.")
        self.given = {}
        self._ask_role(i, self.plans[i].voices, 0)

    def _ask_role(self, i: int, voices: Sequence[Voice], n: int) -> None:
        if n >= len(voices):
            self._ask_others(i)
            return
        voice = voices[n]
        present = next((s.role for s in self.results[i].speakers if s.label == voice.label), voice.role)
        roles = [present, *(role for role in ROLES if role != present)]

        def take(index: int | None, name: str) -> None:
            role = roles[index or 0]
            if role != present:
                self.given[voice.label] = role
                choice = self.choices[i]
                kept = {k: v for k, v in choice.roles.items() if name_key(k) != name_key(voice.label)}
                self.choose(i, replace(choice, roles=kept | {voice.label: role}))
            elif role != "unknown":
                self.given[voice.label] = role
            self._ask_role(i, voices, n + 1)

        asks = 100 * voice.questions // max(1, voice.turns)
        place = f"{n + 1} of {len(voices)}:  " if len(voices) > 1 else ""
        self.ask_name(
            f"{place}who is {voice.label}?  {counted(voice.turns, 'turn')}, {asks} % ask",
            roles,
            [WHO[role] for role in roles],
            take,
        )
        self.asked_about = voice.label
        self.show_detail()

    def _ask_others(self, i: int) -> None:
        """Offer the roles that were given for the same labels in the other files."""
        given = {name_key(label): role for label, role in self.given.items() if role != "unknown"}
        others = {
            j: {s.label: given[name_key(s.label)] for s in self.results[j].speakers if given.get(name_key(s.label), s.role) != s.role}
            for j in self._taken()
            if j != i
        }  # fmt: skip
        others = {j: roles for j, roles in others.items() if roles}
        if not others:
            return
        labels = ", ".join(
            label
            for label in self.given
            if any(name_key(label) in {name_key(x) for x in roles} for roles in others.values())
        )

        def same() -> None:
            for j, roles in others.items():
                self.choose(j, replace(self.choices[j], roles={**self.choices[j].roles, **roles}))
            self.say(f"the same roles in {counted(len(others), 'more file')}")

        self.ask(f"The same for {labels} in {counted(len(others), 'other file')}?", same)

    def ask_speaker(self) -> None:
        """Ask for the label of a speaker who was not recognised, and for the role."""
        i = self._readable_here()

        def named(typed: str) -> None:
            label = " ".join(typed.split()).rstrip(":")
            if not label:
                raise InputError("Type the label as it stands at the beginning of a line, or press Esc.")
            if not re.search(rf"^\W*{re.escape(label)}\b", self.plans[i].transcript.text, re.M | re.I):
                raise InputError(
                    f"No line of this file begins with “{label}”; type the label as it stands there."
                )
            self.to_content()
            self.ask_name(f"Who is {label}?", ROLES, [WHO[role] for role in ROLES], partial(given, label))

        def given(label: str, index: int | None, name: str) -> None:
            choice = self.choices[i]
            self.choose(i, replace(choice, roles={**choice.roles, label: ROLES[index or 0]}))

        self.ask_line("label of the speaker", "", named)

    # --- language, case, name, attribute ------------------------------------------------------------------------------

    def ask_language(self) -> None:
        """Ask for the language of the file."""
        i = self._readable_here()
        present = self.results[i].language
        codes = [present, *(code for code in LANGUAGES if code != present)]

        def take(index: int | None, name: str) -> None:
            code = name.lower() if index is None else codes[index]
            self.choose(i, replace(self.choices[i], language=code))

        names = [f"{code}  {LANGUAGES[code]}" if code in LANGUAGES else code for code in codes]
        self.ask_name("In which language is it? A name, or any code of two letters", names, [""] * len(names), take, create=True)  # fmt: skip

    def ask_case(self) -> None:
        """Ask for the case of the file, one of the study or of this import, or a new one."""
        i = self._readable_here()
        labels = {name_key(case.label): case.label for case in self.study.cases.list()}
        known = len(labels)
        for choice in self.choices:
            if choice.case is not None:
                labels.setdefault(name_key(choice.case), choice.case)
        names = [OWN_CASE, *labels.values()]

        def take(index: int | None, name: str) -> None:
            self.choose(i, replace(self.choices[i], case=None if index == 0 else name))

        details = ["", *("in the study" if n < known else "new" for n in range(len(labels)))]
        self.ask_name("Which case does it belong to?", names, details, take, create=True)

    def ask_document_name(self) -> None:
        """Ask for the document's name."""
        i = self._readable_here()

        def take(typed: str) -> None:
            name = clean_name(typed, "document's name")
            self.choose(i, replace(self.choices[i], name=None if name == self.plans[i].name else name))
            self.to_content()

        self.ask_line("name", self.choices[i].name or self.plans[i].name, take)

    def ask_attribute(self) -> None:
        """Ask for a value of the file's case."""
        i = self._readable_here()

        def take(typed: str) -> None:
            name, equals, value = typed.partition("=")
            if not equals or not name.strip():
                raise InputError("Write the attribute’s name and its value, such as facility = clinic.")
            name, value = clean_name(name, "attribute's name"), " ".join(value.split())
            kept = {k: v for k, v in self.choices[i].attributes.items() if name_key(k) != name_key(name)}
            attributes = kept | ({name: value} if value else {})
            self.choose(i, replace(self.choices[i], attributes=attributes))
            self.to_content()

        self.ask_line("attribute of the case, name = value", "", take)

    def toggle_taken(self) -> None:
        """Leave the file out, or take it in again."""
        i = self._here()
        if self.plans[i].error:
            raise InputError(f"{self.plans[i].source_name} cannot be imported: {self._why(self.results[i])}")
        self.choose(i, replace(self.choices[i], taken=not self.choices[i].taken))

    # --- importing -------------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Import what is taken; where roles are open, ask before."""
        if self.work is not None and (self.importing or not self.plans):
            raise InputError("One moment: the files are still being worked on; Esc stops that.")
        taken, open_ = self._taken(), self._open()
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
        taken = self._taken()
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
        from qualcode.workflows.import_plans import FileChoice

        if any(choice != FileChoice() for choice in self.choices):
            self.ask("Leave without importing? What you settled here is lost.", self._close)
            return
        self._close()

    def _close(self) -> None:
        self._stop.set()
        self.choices = []
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
            i = self._stale[0]
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
        from qualcode.workflows.import_plans import FileChoice

        if plans is None:
            self._to_front()
            self._close()
            return
        self.plans = list(plans)
        self.choices = [FileChoice() for _ in self.plans]
        readable_file = next((n for n, plan in enumerate(self.plans) if not plan.error), None)
        if readable_file is not None:
            import_folder.remember(self.files[readable_file].parent)
        self.read_again()
        self.say("nothing is stored before it is imported")

    def _show_read_again(self, plan: FilePlan | None) -> None:
        if self._stale:
            i = self._stale.pop(0)
            if plan is not None:
                self.plans[i] = plan
            self.read()
        self._read_stale()

    def _finish(self, results: Sequence[ImportResult]) -> None:
        for refused in [result for result in results if result.error][:3]:
            self.workspace.complain(refused.error)
        done = [result for result in results if not result.error]
        if not done:
            self.read_again()
            return
        self.choices = []
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


def shortened(text: str) -> str:
    """The beginning of what is said, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SPEECH else f"{line[:SPEECH].rstrip()} …"


def on_screen(warning: str) -> str:
    """A warning without the advice that only fits the command line.

    >>> on_screen("R is taken as respondent; --role R=ROLE changes it.")
    'R is taken as respondent; o gives roles.'
    """
    if "--role" not in warning:
        return warning
    return _OPTION.sub("; o gives roles.", _RARE.sub(" s confirms one.", warning))
