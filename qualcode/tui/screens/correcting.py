"""The screen on which one turn is corrected: its words, where it ends, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.errors import ConflictError, InputError
from qualcode.model.documents import Turn
from qualcode.model.versions import Correction
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.palette import palette_of
from qualcode.tui.passage import clock
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.note_panel import NoteArea
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.workflows.correcting import Planned

__all__ = ["CorrectionScreen", "outcome"]

CAREFUL = (
    "What is typed here becomes a new version of the text; the one before is kept, and u takes the correction back.\n"
    "Codes, memos and mappings stay with their passages. A passage whose words are taken out is kept in a list (Y)."
)


class CorrectionScreen(KeyedScreen):
    """Corrects one turn of the document that the workspace shows; the rules are those of the corrections."""

    heading = "Correct a turn"
    DEFAULT_CSS = """
    CorrectionScreen #turn-head { height: 1; padding: 0 2; }
    CorrectionScreen NoteArea, CorrectionScreen NoteArea:focus { width: 1fr; height: 1fr; border: none; padding: 0 2; background: $surface; scrollbar-size-vertical: 1; }
    CorrectionScreen #turn-outcome { height: auto; max-height: 40%; padding: 1 2; background: $background; scrollbar-size-vertical: 1; }
    CorrectionScreen #turn-outcome > Static { width: 1fr; height: auto; }
    """

    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace)
        assert workspace.passage is not None
        self.document = workspace.passage.document_id
        self.number = number
        self.turn_head = Static("", id="turn-head", markup=False)
        self.area = NoteArea(id="turn-area")
        self.outcome = Static("", markup=False)
        self.base = ""
        """SHA-256 of the text that is corrected."""
        self._agreed: str | None = None
        """What was typed when the user was shown what becomes of the quotations."""
        self._warned: str | None = None

    @property
    def place(self) -> Context:
        """In the text."""
        return "turn_text"

    def content(self) -> ComposeResult:
        """Who speaks, the words, and what a correction does."""
        yield self.turn_head
        yield self.area
        with VerticalScroll(id="turn-outcome") as scroll:
            scroll.can_focus = False
            yield self.outcome

    def focus_content(self) -> None:
        """Write in the text."""
        self.set_focus(self.area, scroll_visible=False)

    # --- showing -----------------------------------------------------------------------------------------------

    @property
    def turn(self) -> Turn:
        """The turn that is corrected; raises :class:`~qualcode.errors.ConflictError` where the text was corrected elsewhere meanwhile."""
        document = self.study.documents.get(self.document)
        if document.sha256 != self.base:
            raise ConflictError(
                f"Somebody else has corrected “{document.name}” meanwhile; leave with Esc and look at the turn again."
            )
        return self.study.documents.turns(document)[self.number - 1]

    @property
    def speech(self) -> str:
        """What is said in the turn as it is stored."""
        turn = self.turn
        return self.study.documents.text(self.document)[turn.speech_start : turn.end]

    def begin(self) -> None:
        """Show the turn, the cursor where the caret is."""
        document = self.study.documents.get(self.document)
        self.base = document.sha256
        super().begin()
        speech = self.speech
        self.area.load_text_of(speech)
        self.area.read_only = self.area.text != speech
        caret = max(0, min(self.workspace.pane.caret - self.turn.speech_start, len(speech)))
        before = speech[:caret].split("\n")
        self.area.move_cursor((len(before) - 1, len(before[-1])))
        if self.area.read_only:
            self.say("this turn holds signs that cannot be typed; correct it with: qualcode document edit")

    def read(self) -> None:
        """Show which turn it is; what was typed stays."""
        document = self.study.documents.get(self.document)
        self.show_title(document.name)
        if document.sha256 != self.base:
            return
        turn = self.turn
        head = Text(f"Turn {turn.number} of {len(self.study.documents.turns(document))}", Style(bold=True))
        head.append(f"   {plain(turn.speaker or 'nobody named')} ({turn.role})")
        if turn.start_time is not None:
            head.append(f"   {clock(turn.start_time)}", palette_of(self.app).quiet())
        self.turn_head.update(head)
        if self._agreed is None:
            self.outcome.update(Text(CAREFUL, palette_of(self.app).quiet()))

    # --- the words ---------------------------------------------------------------------------------------------

    def keep_text(self) -> None:
        """Store what was typed; where quotations get other words or lose their place, they are shown before."""
        from qualcode.workflows.correcting import edit_turn

        typed = self.area.text
        if typed == self.area.before or self.area.read_only:
            self.leave()
            self.workspace.say("nothing was changed")
            return
        planned = edit_turn(self.study, self.turn.document_id, self.number, typed)
        correction = planned.correction
        concerned = (
            correction.changed
            or correction.lost
            or correction.moved
            or correction.joined
            or correction.gone_beside
        )
        if concerned and self._agreed != typed:
            self._agreed = typed
            self.outcome.update(outcome(correction))
            self.say("F2 once more stores it")
            return
        self._store(planned)

    def leave_text(self) -> None:
        """Leave; what was typed is thrown away only at the second time."""
        typed = self.area.text
        if typed not in (self.area.before, self._warned):
            self._warned = typed
            self.say("Esc once more throws away what you typed; F2 keeps it")
            return
        self.leave()

    # --- turns and labels ----------------------------------------------------------------------------------------

    def _untouched(self) -> Turn:
        if self.area.text != self.area.before:
            raise InputError(
                "Keep what you typed first (F2), or leave it (Esc); then change the turn itself."
            )
        return self.turn

    def _speakers(self) -> list[str]:
        return [speaker.label for speaker in self.study.documents.speakers(self.document)]

    def split(self) -> None:
        """Split the turn at the cursor, asking who speaks from there on."""
        from qualcode.workflows.correcting import split

        turn = self._untouched()
        row, column = self.area.cursor_location
        lines = self.area.text.split("\n")
        offset = turn.speech_start + sum(len(line) + 1 for line in lines[:row]) + column
        split(self.study, self.document, offset)
        if turn.speaker is None:
            self._confirm(split(self.study, self.document, offset))
            return
        names = [turn.speaker, *(label for label in self._speakers() if label != turn.speaker)]
        details = ["as before", *(f"{label} goes on" for label in names[1:])]
        self.ask_name(
            "Who speaks from the cursor on?",
            names,
            details,
            lambda _, name: self._confirm(split(self.study, self.document, offset, name)),
            create=True,
        )

    def join(self) -> None:
        """Join the turn with the next one, after a question."""
        from qualcode.workflows.correcting import join

        turn = self._untouched()
        planned = join(self.study, self.document, turn.number, turn.number + 1)
        following = self.study.documents.turns(self.document)[turn.number]
        whom = (
            f", so that {turn.speaker} says it all"
            if turn.speaker and following.speaker not in (None, turn.speaker)
            else ""
        )
        self.ask(f"Join turn {turn.number} with turn {turn.number + 1}{whom}?", lambda: self._store(planned))

    def relabel(self) -> None:
        """Give the turn to another speaker."""
        from qualcode.workflows.correcting import relabel

        turn = self._untouched()
        names = [label for label in self._speakers() if label != turn.speaker]
        self.ask_name(
            f"Who speaks in turn {turn.number}?",
            names,
            [""] * len(names),
            lambda _, name: self._confirm(relabel(self.study, self.document, {"": name}, [turn.number])),
            create=True,
        )

    def rename(self) -> None:
        """Give the speaker another label in all turns."""
        from qualcode.workflows.correcting import relabel

        turn = self._untouched()
        speaker = turn.speaker
        if speaker is None:
            raise InputError("Nobody is named here; F6 says who speaks in this turn.")

        def take(typed: str) -> None:
            planned = relabel(self.study, self.document, {speaker: typed})
            self.to_content()
            self._confirm(planned)

        self.ask_line(f"{speaker} is called", speaker, take)

    def _confirm(self, planned: Planned) -> None:
        """Store a change of turns; where a quotation loses its place, or something goes with its words, it is asked about before."""
        from qualcode.workflows.correcting import gone_with

        lost = planned.correction.lost
        if not (lost or planned.correction.gone_beside):
            self._store(planned)
            return
        self.outcome.update(outcome(planned.correction))
        said = (
            f"{counted(len(lost), 'quotation')} would lose {'its' if len(lost) == 1 else 'their'} place."
            if lost
            else gone_with(planned.correction)
        )
        self.ask(f"{said} Do it?", lambda: self._store(planned))

    def _store(self, planned: Planned) -> None:
        from qualcode.workflows.correcting import store

        document = store(self.study, planned)
        start = self.study.documents.turns(document)
        self.leave()
        workspace = self.workspace
        if start:
            workspace.pane.move_to(start[min(self.number, len(start)) - 1].speech_start)
        left = f"; {len(planned.correction.lost)} without a place (Y)" if planned.correction.lost else ""
        said = f"{planned.label[0].lower()}{planned.label[1:]}{left}; u takes it back"
        workspace.say(said)
        workspace.build_index(said)


def outcome(correction: Correction, warnings: Sequence[str] = ()) -> Text:
    """What a correction does to quotations, for reading; ``warnings`` are those of the file it was read from."""
    from qualcode.workflows.correcting import gone_with

    text = Text("".join(f"• {plain(warning)}\n" for warning in warnings))
    for heading, rows in (
        ("with other words", correction.changed),
        ("at another place", correction.moved),
    ):
        if rows:
            text.append(f"{counted(len(rows), 'quotation')} {heading}:\n", Style(bold=True))
            for q in rows:
                text.append(f"  {q.number}  “{plain(q.before)}” → “{plain(q.after)}”\n")
    if correction.joined:
        pairs = ", ".join(f"{one} with {other}" for one, other in correction.joined)
        text.append(f"Come to lie on the same words and are joined: {pairs}\n")
    if correction.placed:
        text.append(f"Get their place again: {', '.join(map(str, correction.placed))}\n")
    if correction.lost:
        text.append(
            f"{counted(len(correction.lost), 'quotation')} without a place afterwards, kept in a list (Y):\n",
            Style(bold=True),
        )
        for lost in correction.lost:
            codes = f"  {plain(', '.join(lost.codes))}" if lost.codes else ""
            text.append(f"  {lost.number}  “{plain(lost.words)}”{codes}\n")
    if gone := gone_with(correction):
        text.append(f"{gone}\n", Style(bold=True))
    return text
