"""Cases with A but never B: over the retrieval screen, with the quotations of both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.contrast_list import ContrastList
from qualcode.tui.widgets.row_list import RowList, plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["ContrastScreen"]


class ContrastScreen(KeyedScreen):
    """Holds two queries against each other; what its keys do is done by the commands of the group."""

    DEFAULT_CSS = """
    ContrastScreen ContrastList { height: 1fr; padding: 1 1 0 1; background: $background; }
    """

    def __init__(self, workspace: Workspace, a: str, b: str, quotation: int | None = None) -> None:
        """``quotation`` is the number of the passage to highlight first."""
        super().__init__(workspace)
        self.a, self.b = a, b
        self.first = quotation
        self.cases: ContrastList = ContrastList(id="cases")

    def content(self) -> ComposeResult:
        """The cases."""
        yield self.cases

    @property
    def place(self) -> Context:
        """In the list of cases."""
        return "contrast"

    def action_for(self, key: str) -> str | None:
        """The action of a key; the key of the retrieval screen leads back to its passages."""
        action = super().action_for(key)
        return "contrast.leave" if action == "retrieval.open" else action

    def focus_content(self) -> None:
        """Give the keyboard to the list."""
        self.set_focus(self.cases, scroll_visible=False)

    def read(self) -> None:
        """Hold the two against each other in the study as it is now; a query that has come to name nothing is said."""
        try:
            found = self.study.retrieval.with_without(self.a, self.b)
        except QualcodeError as error:
            self.say(str(error))
            return
        colours = {code.id: code.colour for code in self.study.codebook.tree()}
        self.cases.show_contrast(found, colours, self.first)
        self.first = None
        self.show_title(
            f"{counted(len(found.without), 'case')} with A but never B, {len(found.both)} with both",
            f"{plain(self.a)}, never {plain(self.b)}",
        )

    def hold(self, a: str, b: str) -> None:
        """Hold two other queries against each other; raises where one cannot be read, and then nothing changes."""
        self.study.retrieval.with_without(a, b)
        self.a, self.b = a, b
        self.read_again()

    def keep(self) -> None:
        """Keep the two for when the retrieval screen opens again."""
        passage = self.cases.passage
        self.workspace.contrasted = (self.a, self.b, None if passage is None else passage.quotation)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes a row."""
        message.stop()
        self.perform("pick.take" if message.row_list is self.pick.rows else "contrast.show")
