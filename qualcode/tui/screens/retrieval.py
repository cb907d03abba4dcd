"""The retrieval screen: a query, and the passages that it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.model.retrieval import FoundPassage
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.geometry.completing import complete, completions
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.input_bar import InputBar
from qualcode.tui.widgets.passage_list import PassageList
from qualcode.tui.widgets.row_list import Item, RowList, plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["RetrievalScreen"]


class Suggestions(RowList, can_focus=False):
    """Names that complete what is being typed; the keyboard stays in the query line."""

    always_lit = True


class RetrievalScreen(KeyedScreen):
    """Finds passages; what is done to them is done by the commands of the group."""

    heading = "Passages"

    DEFAULT_CSS = """
    RetrievalScreen #query { display: block; }
    RetrievalScreen Suggestions { display: none; height: auto; max-height: 8; background: $panel; padding-left: 7; }
    RetrievalScreen PassageList { height: 1fr; margin-top: 1; padding: 0 1; background: $background; }
    """

    def __init__(self, workspace: Workspace, query: str | None = None) -> None:
        """``query`` is listed at once; without it the last query."""
        super().__init__(workspace)
        if query is not None:
            workspace.retrieved, workspace.contrasted = (query, 0), None
        self.query_text = ""
        """The query whose passages are listed."""
        self.names: tuple[str, ...] = ()
        self.query_bar: InputBar = InputBar(
            "query", self._typed, placeholder="a code, or several joined by and, or, not", id="query"
        )
        self.suggestions: Suggestions = Suggestions(id="suggestions")
        self.passages: PassageList = PassageList(id="passages")

    def content(self) -> ComposeResult:
        """The query with its suggestions, and the passages."""
        yield self.query_bar
        yield self.suggestions
        yield self.passages

    def begin(self) -> None:
        """Show the last query and its passages, or wait for a query."""
        self.names = self.study.retrieval.names()
        self.seen = self.study.revision
        text, place = self.workspace.retrieved
        self.ask_query(text)
        if text:
            self.find(text, place)
        else:
            self._show_title()
        if self.workspace.contrasted is not None:
            from qualcode.tui.screens.contrast import ContrastScreen

            self.app.push_screen(ContrastScreen(self.workspace, *self.workspace.contrasted))

    @property
    def place(self) -> Context:
        """In the query line or in the list."""
        return "query" if self.focused is self.query_bar.input else "found"

    # --- the query -------------------------------------------------------------------------------------------

    def ask_query(self, text: str | None = None) -> None:
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
        self.to_passages() if found else self.ask_query()
        self.say("" if found else "no passage fits this query")

    def to_passages(self) -> None:
        """Give the keyboard to the list."""
        self.suggestions.display = False
        self.to_content()

    def focus_content(self) -> None:
        """Give the keyboard to the list."""
        self.set_focus(self.passages, scroll_visible=False)

    def _show(self, found: tuple[FoundPassage, ...], place: int | None) -> None:
        self.passages.empty_line = (
            " no passage fits this query" if self.query_text else PassageList.empty_line
        )
        self.passages.show(found, {code.id: code.colour for code in self.study.codebook.tree()}, place)
        self._show_title()

    def _show_title(self) -> None:
        found = self.passages.passages
        cases = len({passage.case for passage in found})
        self.show_title(
            f"{counted(len(found), 'passage')} in {counted(cases, 'case')}" if self.query_text else ""
        )

    # --- changes ---------------------------------------------------------------------------------------------

    def read(self) -> None:
        """List the same query anew; the highlight stays on its row."""
        self.names = self.study.retrieval.names()
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

    # --- leaving ---------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the query for when the screen opens again."""
        self.workspace.retrieved = (self.query_text, self.passages.highlighted or 0)

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
