"""The coding workspace: documents and codebook, transcript, codings at the caret."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import MountError
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.changes import Announcement, Change
from qualcode.model.documents import Document
from qualcode.study import Study
from qualcode.study.study import now
from qualcode.text.counting import counted
from qualcode.text.visible import visible
from qualcode.tui.actions import ACTIONS, Action, Context
from qualcode.tui.commands import COMMANDS
from qualcode.tui.geometry.jumps import Jumps, Place
from qualcode.tui.geometry.marks import Mark
from qualcode.tui.geometry.showing import Showing
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.passage import Passage
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.suggestion_desk import SuggestionDesk
from qualcode.tui.widgets.codebook_tree import CodebookTree
from qualcode.tui.widgets.codings_list import CodingsList
from qualcode.tui.widgets.document_list import DocumentList
from qualcode.tui.widgets.row_list import RowList, plain
from qualcode.tui.widgets.status_line import KeyLine, Notice, StatusLine, TitleLine
from qualcode.tui.widgets.suggestion_list import SuggestionList
from qualcode.tui.widgets.transcript import TranscriptPane

if TYPE_CHECKING:
    from qualcode.tui.commands.finding import Options
    from qualcode.tui.commands.importing import Outcome
    from qualcode.tui.compared import Compared
    from qualcode.tui.screens.panels import Panels
    from qualcode.tui.together import Kept
    from qualcode.tui.widgets.code_chooser import CodeChooser
    from qualcode.tui.widgets.filter_panel import FilterPanel
    from qualcode.tui.widgets.input_bar import InputBar
    from qualcode.tui.widgets.note_panel import NotePanel
    from qualcode.tui.widgets.path_line import PathLine
    from qualcode.tui.widgets.pick_list import PickList
    from qualcode.tui.widgets.progress_line import ProgressLine

__all__ = ["Workspace"]

POLL = 1.0
"""Seconds between two looks for changes from elsewhere."""
NOTE = 6.0
"""Seconds that a note stays in the status line."""
REST = 0.4
"""Seconds without a move after which codes are suggested for the passage at the caret."""
NO_DOCUMENTS = (
    "There is no transcript in this study yet.\n\n"
    "Press Ctrl+O and choose a file or a folder,\nor run: qualcode import {study} FILE"
)
READ_ONLY = "This study may not be written, so you can look at it but change nothing; copy the file to a folder of your own."
NO_TEXT = "“{name}” holds no text.\n\nCorrect the file and import it again: qualcode import {study} FILE"


class Workspace(Screen[None]):
    """Joins one study and the panes; every rule of the domain is the study's."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Workspace { layout: vertical; background: $background; }
    #desk { height: 1fr; layers: base above; }
    #middle { width: 1fr; layers: base above; }
    Workspace.-wide #middle { padding-top: 1; }
    .side { background: $surface; padding: 0 0 0 1; }
    .side > .heading { height: 1; margin-top: 1; color: $primary; text-style: bold; }
    #left { width: 30; }
    Workspace.-vast #left { width: 42; }
    #right { width: 34; }
    #documents { height: auto; max-height: 40%; min-height: 1; }
    #codebook, #codings { height: 1fr; }
    Workspace.-narrow .side { display: none; layer: above; width: 44; max-width: 80%; height: 1fr; background: $panel; }
    Workspace.-narrow .side RowList { background: $panel; scrollbar-background: $panel; }
    Workspace.-narrow #left { dock: left; }
    Workspace.-narrow #right, Workspace.-medium #right { dock: right; }
    Workspace.-medium #right { display: none; layer: above; width: 44; background: $panel; }
    Workspace.-medium #right RowList { background: $panel; scrollbar-background: $panel; }
    Workspace #left.-shown, Workspace #right.-shown { display: block; }
    """

    def __init__(
        self,
        study: Study,
        actions: tuple[Action, ...] = ACTIONS,
        ready: Callable[[], None] | None = None,
        coder: str | None = None,
        refuse: Callable[[QualcodeError], None] = lambda error: None,
    ) -> None:
        """``refuse`` is called where the study cannot be read, ``ready`` when the workspace can take keys; ``coder`` is whose codings are made, default the primary coder's."""
        super().__init__()
        self._coder = coder
        self.opened = now()
        self.asked: int | None = None
        """Id of the change whose undoing was asked about."""
        self.searched = False
        """Whether something was searched for."""
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (128, "-wide"), (150, "-vast")]
        self.ready = ready
        self.refuse = refuse
        self.study = study
        self.actions = actions
        self.keys: Mapping[tuple[Context, str], str] = {
            (context, key): action.id
            for action in actions
            for context in action.contexts
            for key in action.keys
        }
        self.passage: Passage | None = None
        self.shown: Document | None = None
        """The document as it was read; what is coded on it is refused where its text is another one by then."""
        self.last_code: int | None = None
        """Id of the code that was applied last."""
        self.cycled: int | None = None
        """Id of the coding at the caret that was cycled to."""
        self.find_origin = 0
        self.corrected = ("", "")
        """The word form whose lemma is asked for, and its language."""
        self.index_due = False
        """Whether the language index is built anew as soon as the work that runs is done."""
        self.retrieved: tuple[str, int] = ("", 0)
        """The last query of the retrieval screen, and the row that was highlighted."""
        self.together: Kept | None = None
        """View and choices of the co-occurrence screen when it was left."""
        self.contrasted: tuple[str, str, int | None] | None = None
        """The two queries that are held against each other on the retrieval screen, and the quotation that was highlighted."""
        self.left_rows: dict[str, int | str] = {}
        """The row that was highlighted when a screen with a table was left, by the screen's name."""
        self.showing = Showing()
        """Which codings the transcript shows; holds for this session."""
        self.every_mark: Sequence[Mark] = ()
        """All codings of the document shown, those that are filtered out included."""
        self._showing_words = ""
        self.jumps = Jumps()
        self.job: Job | None = None
        self._cancel = threading.Event()
        self._kept: tuple[int, int] | None = None
        self._resting = -1
        self._poll_problem = ""
        self._unsubscribe: Callable[[], None] = lambda: None
        self._listed: tuple[object, ...] = ()
        self._note = ""
        self._note_timer: Timer | None = None
        self._last_caret: int | None = None
        self._place_seen: tuple[object, ...] | None = None
        self._moved_at = 0.0
        self._rest_timer: Timer | None = None
        self._suggests = False
        self.suggester = SuggestionDesk(study.path, study.actor)
        self.suggestions: SuggestionList = SuggestionList(id="suggestions")
        self.title_line: TitleLine = TitleLine(id="title")
        self.documents: DocumentList = DocumentList(id="documents")
        self.codebook: CodebookTree = CodebookTree(id="codebook")
        self.codings: CodingsList = CodingsList(id="codings")
        self.pane: TranscriptPane = TranscriptPane(id="transcript")
        self.notice: Notice = Notice(id="notice")
        self.closed = study.preferences.closed
        """Whether only codes of the codebook are applied."""
        self.status: StatusLine = StatusLine(id="status")
        self.key_line: KeyLine = KeyLine(id="keys")
        self.panels: Panels | None = None
        """What opens over the transcript; None until the transcript has been painted."""

    chooser: CodeChooser
    note: NotePanel
    filter: FilterPanel
    picks: PickList
    find_bar: InputBar
    turn_bar: InputBar
    lemma_bar: InputBar
    path_bar: PathLine
    progress: ProgressLine

    @cached_property
    def find_options(self) -> Options:
        """How is searched."""
        from qualcode.tui.commands.finding import Options

        return Options()

    @cached_property
    def compared(self) -> Compared:
        """What is kept of the comparison while its screen is closed."""
        from qualcode.tui.compared import Compared

        return Compared()

    def compose(self) -> ComposeResult:
        """Title, three columns, status, keys."""
        yield self.title_line
        with Horizontal(id="desk"):
            with Vertical(id="left", classes="side"):
                yield Static("Documents", classes="heading", markup=False)
                yield self.documents
                yield Static("Codebook", classes="heading", markup=False)
                yield self.codebook
            with Vertical(id="middle"):
                yield self.pane
                yield self.notice
            with Vertical(id="right", classes="side"):
                yield Static("Codings at the caret", classes="heading", markup=False)
                yield self.codings
                yield Static("Suggestions", classes="heading", markup=False)
                yield self.suggestions
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Open the transcript read last, or the first."""
        self._unsubscribe = self.study.subscribe(self._changed)
        self.notice.display = False
        try:
            self._open_first()
        except QualcodeError as error:
            self.refuse(error)
            return
        self.go("text")
        self.set_interval(POLL, self._poll)
        self.call_after_refresh(self._furnish)

    def _open_first(self) -> None:
        """Show the transcript read last, or the first."""
        documents = self.study.documents.list()
        place = self.study.places.last()
        if place is not None and any(document.id == place[0] for document in documents):
            self.open_document(*place)
        elif documents:
            self.open_document(documents[0].id)
        else:
            self._show_nothing()

    async def _furnish(self) -> None:
        """Show the codebook and build what opens over the transcript, now that it is shown; from here on keys are taken."""
        from qualcode.tui.screens.panels import Panels

        try:
            self._show_codebook()
        except QualcodeError as error:
            self.refuse(error)
            return
        panels = Panels(self)
        try:
            await self.query_one("#middle").mount(*panels.widgets)
        except MountError:
            return  # left already
        self.panels = panels
        self.chooser, self.note, self.filter, self.picks = (
            panels.chooser, panels.note, panels.filter, panels.picks,
        )  # fmt: skip
        self.find_bar, self.turn_bar, self.path_bar = panels.find_bar, panels.turn_bar, panels.path_bar
        self.lemma_bar, self.progress = panels.lemma_bar, panels.progress
        if self.study.read_only:
            self.complain(READ_ONLY)
        if self.ready is not None:
            self.ready()

    def on_unmount(self) -> None:
        """Listen to the study no longer."""
        self._unsubscribe()
        self.suggester.close()

    @property
    def coder(self) -> str:
        """Whose codings are made here."""
        return self._coder or self.study.primary_coder

    @property
    def marks_here(self) -> list[Mark]:
        """The codings at the caret; in a speaker's label, those at the beginning of what is said."""
        if self.passage is None:
            return []
        return self.pane.marks.at(self.passage.speech_place(self.pane.caret))

    def asks_before(self, change: Change) -> bool:
        """Whether undoing a change is asked about: one of an earlier session, an import, or one that is not seen in the transcript."""
        if change.at < self.opened or change.op in ("documents.add", "documents.import"):
            return True
        coding = change.op.startswith(("codings.", "codes.", "memos.", "quotations.", "texts."))
        return not coding and not isinstance(self.app.screen, KeyedScreen)

    # --- keys and actions --------------------------------------------------------------------------------

    @property
    def context(self) -> Context:
        """Where the keyboard is."""
        if self.panels is not None and self.panels.context is not None:
            return self.panels.context
        places: dict[object, Context] = {
            self.documents: "documents", self.codebook: "codebook", self.codings: "codings",
        }  # fmt: skip
        return places.get(self.focused, "text")

    @property
    def focused_list(self) -> RowList | None:
        """The list that has the keyboard, here or on a screen over the workspace."""
        focused = self.app.screen.focused
        return focused if isinstance(focused, RowList) else None

    def action_for(self, key: str) -> str | None:
        """The action that a key has here, None where the widget with the keyboard should get it."""
        action = self.keys.get((self.context, key))
        if action == "job.cancel" and self.job is None:
            return None
        return action

    def perform(self, action: str) -> None:
        """Do an action; an error becomes a notification."""
        try:
            COMMANDS[action](self)
        except QualcodeError as error:
            self.complain(str(error))

    def complain(self, message: str) -> None:
        """Show what is wrong and what to do, in place of what was wrong before."""
        self.app.clear_notifications()
        self.notify(visible(message), severity="error", timeout=8, markup=False)

    def say(self, note: str) -> None:
        """Show a short note in the status line for a while; a screen over the workspace shows it itself."""
        if isinstance(self.app.screen, KeyedScreen):
            self.app.screen.say(note)
            return
        self._note = plain(note)
        if self._note_timer is not None:
            self._note_timer.stop()
        self._note_timer = self.set_timer(NOTE, self._forget_note)
        self.show_place()

    def _forget_note(self) -> None:
        self._note = ""
        self.show_place()

    def go(self, context: Context) -> None:
        """Put the keyboard into a pane; a folded side pane opens for as long as it has the keyboard."""
        self.close_inputs(focus=False)
        widgets = {"documents": self.documents, "codebook": self.codebook, "codings": self.codings}
        widget = widgets.get(context)
        self.query_one("#left").set_class(context in ("documents", "codebook"), "-shown")
        self.query_one("#right").set_class(context == "codings", "-shown")
        if widget is not None:
            self.set_focus(widget, scroll_visible=False)
        elif self.pane.display:
            self.set_focus(self.pane, scroll_visible=False)
        else:
            self.set_focus(None)
        self.show_context()

    def close_inputs(self, focus: bool = True) -> None:
        """Close list and input lines and give the keyboard back to the transcript; a note that is being written is kept."""
        if self.panels is not None:
            if self.note.display:
                from qualcode.tui.commands import noting

                noting.keep(self)
            self.panels.close()
        self.pane.set_target(None)
        if focus:
            self.go("text")

    def show_context(self) -> None:
        """Show the keys that work here; notifications keep away from what is written in at the foot."""
        self.key_line.show_keys(self.actions, self.context)
        self.set_class(self.panels is not None and self.panels.at_foot, "-foot-taken")

    def leave(self) -> None:
        """Stop what runs, keep the reading place and a note that is being written, and leave."""
        try:
            self.close_inputs(focus=False)
        except QualcodeError as error:
            self.complain(str(error))
            return
        self._cancel.set()
        self._keep_place()
        self.app.exit()

    # --- documents ---------------------------------------------------------------------------------------

    @property
    def here(self) -> Place | None:
        """The document shown and the caret in it."""
        return None if self.passage is None else (self.passage.document_id, self.pane.caret)

    def remember(self) -> None:
        """Remember this place before a jump leaves it."""
        if self.here is not None:
            self.jumps.remember(self.here)

    def open_document(self, document_id: int, caret: int | None = None, *, remember: bool = True) -> None:
        """Show a document, the caret where it was read last or at a given offset; the place left is remembered."""
        self._keep_place()
        if remember:
            self.remember()
        self.shown = document = self.study.documents.get(document_id)
        self.passage = Passage(
            document.id, document.name, self.study.documents.text(document), self.study.documents.turns(document),
            document.language, document.case, document.words,
        )  # fmt: skip
        self.pane.display = True
        self.notice.display = not self.passage.text.strip()
        if self.notice.display:
            self.pane.display = False
            self.notice.say(NO_TEXT.format(name=document.name, study=self.study.path.name))
        place = self.study.places.caret(document.id) if caret is None else caret
        self._kept = (document.id, place) if self.study.places.last() == (document.id, place) else None
        self.cycled = None
        self.pane.load(self.passage, self._marks(), place)
        self._show_documents()
        self.show_place()

    def _show_nothing(self) -> None:
        self.passage = self.shown = None
        self.pane.load(Passage(0, "", ""))
        self.pane.display = False
        self.notice.display = True
        self.notice.say(NO_DOCUMENTS.format(study=self.study.path.name))
        self._show_documents()
        self.show_place()

    def _show_documents(self) -> None:
        documents = self.study.documents.list()
        self.documents.show(documents, self.passage.document_id if self.passage else None)

    def _show_codebook(self) -> None:
        self.codebook.show(self.study.codebook.tree())
        self._say_showing()

    def _marks(self) -> Sequence[Mark]:
        if self.passage is None:
            self.every_mark = ()
        else:
            self.every_mark = self.study.marks.of(self.passage.document_id)
        return self.showing.of(self.every_mark)

    def show_only(self, showing: Showing) -> None:
        """Show the codings that a filter lets through; the study is not asked again."""
        self.showing = showing
        self.pane.set_marks(showing.of(self.every_mark))
        self._say_showing()
        self.show_place()

    def _say_showing(self) -> None:
        """Find the words for what is shown; they change with the filter, the codebook and the coders."""
        self._showing_words = ""
        if not self.showing.everything:
            codes = [code.id for code in self.study.codebook.tree() if code.kind == "code"]
            self._showing_words = self.showing.words(codes, self.study.coders.list())

    def _keep_place(self) -> None:
        """Store the reading place, if it changed."""
        if self.passage is None or self._kept == (self.passage.document_id, self.pane.caret):
            return
        self._kept = (self.passage.document_id, self.pane.caret)
        try:
            self.study.places.keep(*self._kept)
        except QualcodeError:
            return

    # --- changes -----------------------------------------------------------------------------------------

    def _changed(self, announcement: Announcement) -> None:
        """One path for every change made here: commands, undo and redo."""
        self._read_again(announcement.tables, announcement.documents)
        if "lemma_corrections" in announcement.tables and self.study.language_indexes.outdated():
            self.build_index()

    def _poll(self) -> None:
        """Notice what another process or a worker changed; keep the reading place once the caret rests."""
        try:
            if self.study.changed_elsewhere():
                self.read_again()
            if self._resting == self.pane.caret:
                self._keep_place()
            self._resting = self.pane.caret
            self._poll_problem = ""
        except QualcodeError as error:
            if str(error) != self._poll_problem:
                self._poll_problem = str(error)
                self.complain(str(error))

    def read_again(self) -> None:
        """Read everything that is shown anew."""
        self._read_again(frozenset(), frozenset())

    def _read_again(self, tables: frozenset[str], documents: frozenset[int]) -> None:
        if not tables or tables & {"documents", "cases", "speakers", "turns", "texts"}:
            self._read_documents()
        if self.passage is not None and (not documents or self.passage.document_id in documents):
            self.pane.set_marks(self._marks())
        self._show_codebook()
        self.show_place()
        self.suggestions.key = None
        if self._suggests:
            self._wait_for_rest()

    def _read_documents(self) -> None:
        documents = self.study.documents.list()
        here = None if self.passage is None else self.passage.document_id
        if any(document.id == here for document in documents):
            self.shown = document = self.study.documents.get(here or 0)
            assert self.passage is not None
            turns = self.study.documents.turns(document)
            text = self.study.documents.text(document)
            fresh = Passage(
                document.id, document.name, text, turns, document.language, document.case, document.words
            )
            if fresh != self.passage:
                if fresh.text != self.passage.text:
                    self.close_inputs(
                        focus=False
                    )  # a list over the transcript names places in the text as it was
                self.passage = fresh
                self.pane.load(fresh, self._marks(), self.pane.caret)
            self._show_documents()
        elif documents:
            self.open_document(documents[0].id)
            self.go("text")
        else:
            self._show_nothing()

    # --- what the caret shows ------------------------------------------------------------------------------

    def on_transcript_pane_moved(self) -> None:
        """Follow the caret."""
        if self.pane.caret != self._last_caret:
            self._last_caret = self.pane.caret
            here = {mark.id for mark in self.marks_here}
            if self.cycled not in here:
                self.cycled = None
        self._watch_rest()
        self.show_place()

    def show_place(self) -> None:
        """Show place and codings at the caret."""
        marks = self.marks_here
        filtered = "" if self.showing.everything else "FILTER"
        modes = ("SELECT" if self.pane.selecting else "", "CLOSED" if self.closed else "", filtered)
        mode = " · ".join(filter(None, modes))
        self.title_line.show_title(
            self.passage, self.study.title, len(self.pane.marks), self.coder, self._shown_words()
        )
        self.status.show_place(self.passage, self.pane.caret, marks, mode=mode, note=self._note)
        listed = (marks, self.passage, self.cycled, self.codings.size.width)
        if listed != self._listed:
            self._listed = listed
            self.codings.show(list(reversed(marks)), self.passage.case if self.passage else "", self.cycled)

    def _shown_words(self) -> str:
        """What is shown and how much is hidden; empty without a filter."""
        if not self._showing_words:
            return ""
        return f"{self._showing_words} · {len(self.pane.marks)} of {counted(len(self.every_mark), 'coding')}"

    # --- suggestions ---------------------------------------------------------------------------------------

    def _watch_rest(self) -> None:
        """Notice that caret or selection moved, but not where they are when the study opens."""
        place = (self.passage and self.passage.document_id, self.pane.caret, self.pane.selection)
        before, self._place_seen = self._place_seen, place
        if before is not None and before != place:
            self._wait_for_rest()

    def _wait_for_rest(self) -> None:
        self._suggests = True
        self._moved_at = monotonic()
        if self._rest_timer is None:
            self._rest_timer = self.set_timer(REST, self._rested)

    def _rested(self) -> None:
        """Ask for suggestions, if nothing has moved for long enough."""
        left = self._moved_at + REST - monotonic()
        self._rest_timer = self.set_timer(left, self._rested) if left > 0.01 else None
        if self._rest_timer is None:
            from qualcode.tui.commands import suggesting

            suggesting.ask(self)

    def on_suggestion_list_answered(self, message: SuggestionList.Answered) -> None:
        """Suggestions have been made."""
        from qualcode.tui.commands import suggesting

        suggesting.answer_side(self, message)

    def on_suggestion_list_picked(self, message: SuggestionList.Picked) -> None:
        """A suggestion was clicked."""
        from qualcode.tui.commands import suggesting

        try:
            suggesting.take_suggestion(self, message.suggestion)
        except QualcodeError as error:
            self.complain(str(error))

    def on_pick_list_answered(self, message: PickList.Answered) -> None:
        """What the panel was opened for has been found."""
        from qualcode.tui.commands import suggesting

        suggesting.answer_picks(self, message)

    def on_pick_list_picked(self, message: PickList.Picked) -> None:
        """A row of the panel was clicked."""
        taking = {"suggestions": "suggestion.take", "passages": "similar.show", "phrases": "phrases.show"}
        self.perform(taking[message.kind])

    # --- lists and clicks ----------------------------------------------------------------------------------

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click or a key chose an item of a side list."""
        if message.row_list in (self.documents, self.codebook, self.codings):
            self.set_focus(message.row_list)
            from qualcode.tui.commands import panes

            try:
                panes.open_item(self)
            except QualcodeError as error:
                self.complain(str(error))

    def on_code_chooser_taken(self) -> None:
        """A code was clicked."""
        self.perform("codes.take")

    def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """A key was clicked."""
        self.perform(message.action)

    def apply_code(self, name: str) -> None:
        """Apply a code by name, for the palette."""
        from qualcode.tui.commands import coding

        try:
            coding.apply(self, name)
        except QualcodeError as error:
            self.complain(str(error))

    # --- slow work -----------------------------------------------------------------------------------------

    def start_job(self, job: Job) -> None:
        """Run slow work beside the screen."""
        self.job = job
        self._cancel = threading.Event()
        self.progress.show_progress(job.label, 0, 0, "Ctrl+C")
        start(self, job, self._cancel)

    def build_index(self, said: str = "the language index is ready") -> None:
        """Build the language index of what has none beside the screen, at once or after the work that runs; ``said`` is the note at its end."""
        from qualcode.tui.commands.importing import index_job

        self.index_due = self.job is not None
        if not self.index_due:
            self.start_job(index_job(self.study.path, self.study.actor, said))

    def cancel_job(self) -> None:
        """Ask the work to stop at its next step."""
        if self.job is not None:
            self._cancel.set()
            self.say("stopping")

    def on_job_progress(self, message: JobProgress) -> None:
        """Show how far the work is."""
        if self.job is not None:
            self.progress.show_progress(message.label, message.done, message.total, "Ctrl+C")

    def on_job_finished(self, message: JobFinished) -> None:
        """Say what came of the work."""
        self.job = None
        self.progress.display = False
        if message.error is not None:
            self.complain(message.error)
        elif message.cancelled:
            self.say("stopped; what was finished is kept")
        if self.study.changed_elsewhere():
            self.read_again()
        if message.result is not None:
            self._finish(message.result)
        if self.index_due:
            self.build_index()

    def _finish(self, outcome: Outcome) -> None:
        self.say(outcome.words)
