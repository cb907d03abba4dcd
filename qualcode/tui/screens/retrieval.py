"""The retrieval screen: a query, and the passages that it finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.model.changes import Announcement
from qualcode.model.retrieval import FoundPassage
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.geometry.completing import complete, completions
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.input_bar import InputBar
from qualcode.tui.widgets.passage_list import PassageList
from qualcode.tui.widgets.pick_panel import PickPanel
from qualcode.tui.widgets.row_list import Item, RowList, plain
from qualcode.tui.widgets.status_line import KeyLine, Line

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["RetrievalScreen"]

POLL = 1.0
"""Seconds between two looks for changes from elsewhere."""


class Suggestions(RowList, can_focus=False):
    """Names that complete what is being typed; the keyboard stays in the query line."""

    always_lit = True


class RetrievalScreen(KeyedScreen):
    """Finds passages; what is done to them is done by the commands of the group."""

    DEFAULT_CSS = """
    RetrievalScreen { layout: vertical; background: $background; }
    RetrievalScreen #query { display: block; }
    RetrievalScreen Suggestions { display: none; height: auto; max-height: 8; background: $panel; padding-left: 7; }
    RetrievalScreen PassageList { height: 1fr; margin-top: 1; padding: 0 1; background: $background; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.study = workspace.study
        self.query_text = ""
        """The query whose passages are listed."""
        self.names: tuple[str, ...] = ()
        self.answering: Callable[[str], None] = lambda answer: None
        self.overwriting = ""
        """The existing file that a second Enter overwrites."""
        self._seen = -1
        self._unsubscribe: Callable[[], None] = lambda: None
        self.title_line: Line = Line(id="retrieval-title")
        self.query_bar: InputBar = InputBar(
            "query", self._typed, placeholder="a code, or several joined by and, or, not", id="query"
        )
        self.suggestions: Suggestions = Suggestions(id="suggestions")
        self.passages: PassageList = PassageList(id="passages")
        self.pick: PickPanel = PickPanel(id="pick")
        self.answer: InputBar = InputBar("", id="answer")
        self.note_line: Line = Line(id="retrieval-note")
        self.key_line: KeyLine = KeyLine(id="retrieval-keys")

    def compose(self) -> ComposeResult:
        """Title, query with its suggestions, passages, what is asked, note, keys."""
        yield self.title_line
        yield self.query_bar
        yield self.suggestions
        yield self.passages
        yield self.pick
        yield self.answer
        yield self.note_line
        yield self.key_line

    def on_mount(self) -> None:
        """Show the last query and its passages, or wait for a query."""
        self._unsubscribe = self.study.subscribe(self._changed)
        self.names = self.study.retrieval.names()
        text, place = self.workspace.retrieved
        self.ask(text)
        if text:
            self.find(text, place)
        else:
            self._show_title()
        self.set_interval(POLL, self._poll)

    def on_unmount(self) -> None:
        """Listen to the study no longer."""
        self._unsubscribe()

    @property
    def context(self) -> Context:
        """Where the keyboard is."""
        if self.pick.display:
            return "picking"
        if self.answer.display:
            return "answer"
        return "query" if self.focused is self.query_bar.input else "found"

    def say(self, note: str) -> None:
        """Show a short note above the keys."""
        self.note_line.show(Text(plain(note), self.note_line.palette.quiet()), Text())

    def show_keys(self) -> None:
        """Show the keys that work here."""
        self.key_line.show_keys(self.workspace.actions, self.context)

    # --- the query -------------------------------------------------------------------------------------------

    def ask(self, text: str | None = None) -> None:
        """Give the keyboard to the query line."""
        self.query_bar.open(self.query_bar.input.value if text is None else text)
        self.show_keys()

    def _typed(self, text: str) -> None:
        found = completions(self.names, text, self.query_bar.input.cursor_position) if text.strip() else []
        items = [Item(lambda name=name: (Text(plain(name), no_wrap=True, end=""),), name) for name in found]  # type: ignore[misc]
        self.suggestions.set_items(items, -1)
        self.suggestions.display = bool(items)

    def complete(self) -> None:
        """Put the highlighted suggestion, or the first, into the query."""
        item = self.suggestions.current or next(iter(self.suggestions.items), None)
        if item is None or not self.suggestions.display:
            return
        line = self.query_bar.input
        text, cursor = complete(line.value, line.cursor_position, str(item.key))
        line.value = text
        line.cursor_position = cursor
        self.suggestions.display = False

    def suggest(self, rows: int) -> None:
        """Move in the suggestions; where there are none, down goes to the passages."""
        if self.suggestions.display:
            self.suggestions.step(rows)
        elif rows > 0 and self.passages.items:
            self.to_passages()

    def find(self, text: str, place: int = 0) -> None:
        """List the passages that a query finds and give the list the keyboard."""
        found = self.study.retrieval.find(text)
        self.query_text = text
        self._show(found, place)
        self.to_passages() if found else self.ask()
        self.say("" if found else "no passage fits this query")

    def to_passages(self) -> None:
        """Give the keyboard to the list."""
        self.suggestions.display = False
        self.pick.close()
        self.answer.close()
        self.set_focus(self.passages, scroll_visible=False)
        self.show_keys()

    def _show(self, found: tuple[FoundPassage, ...], place: int | None) -> None:
        self._seen = self.study.revision
        self.passages.empty_line = (
            " no passage fits this query" if self.query_text else PassageList.empty_line
        )
        self.passages.show(found, {code.id: code.colour for code in self.study.codebook.tree()}, place)
        self._show_title()

    def _show_title(self) -> None:
        found = self.passages.passages
        left = Text("Passages", Style(bold=True))
        left.append(f"  {plain(self.study.title)}", self.title_line.palette.quiet())
        cases = len({passage.case for passage in found})
        right = f"{counted(len(found), 'passage')} in {counted(cases, 'case')}" if self.query_text else ""
        self.title_line.show(left, Text(right, self.title_line.palette.quiet()))

    # --- changes ---------------------------------------------------------------------------------------------

    def _changed(self, announcement: Announcement) -> None:
        self._read_again()

    def _poll(self) -> None:
        if self.study.revision != self._seen:
            self._read_again()

    def _read_again(self) -> None:
        """List the same query anew; the highlight stays on its row."""
        self.names = self.study.retrieval.names()
        self._seen = self.study.revision
        if not self.query_text:
            return
        try:
            found = self.study.retrieval.find(self.query_text)
        except QualcodeError as error:
            found = ()
            self.say(str(error))
        kept = self.passages.passage
        same = kept is not None and any(passage.quotation == kept.quotation for passage in found)
        self._show(found, None if same else self.passages.highlighted or 0)

    # --- what is asked ---------------------------------------------------------------------------------------

    def open_answer(self, prompt: str, value: str, then: Callable[[str], None]) -> None:
        """Ask for a line of text; ``then`` gets it."""
        self.answering = then
        self.overwriting = ""
        self.answer.prompt.update(Text(prompt))
        self.answer.open(value)
        self.show_keys()

    def leave(self) -> None:
        """Back to the transcript; the query is there when the screen opens again."""
        self.workspace.retrieved = (self.query_text, self.passages.highlighted or 0)
        self.app.pop_screen()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes a row."""
        message.stop()
        actions = {
            self.passages: "found.open",
            self.suggestions: "query.complete",
            self.pick.rows: "pick.take",
        }
        if message.row_list in actions:
            self.perform(actions[message.row_list])

    def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """A key was clicked."""
        self.perform(message.action)
