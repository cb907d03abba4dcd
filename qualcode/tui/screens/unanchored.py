"""Quotations that lost their place when a text was corrected: each can be given the passage that is selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError
from qualcode.model.versions import Unanchored
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["UnanchoredScreen"]

COLUMNS = (
    Column("number", 8, right=True),
    Column("document", 18),
    Column("codes", 24),
    Column("words", 12, grows=True),
)


class UnanchoredScreen(Board):
    """Lists what is without a place, all that it bears beside it."""

    heading = "Quotations without a place"
    empty = "every quotation has its place in the text"
    opens = "unanchored.anchor"
    file_name = "without-a-place"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.left: dict[str, Unanchored] = {}
        """By number."""

    @property
    def place(self) -> Context:
        """In the table."""
        return "unanchored"

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row a quotation, those of the document that is shown first."""
        here = None if self.workspace.passage is None else self.workspace.passage.document_id
        found = sorted(self.study.unanchored.list(), key=lambda u: (u.document_id != here, u.number))
        self.left = {str(u.number): u for u in found}
        self.show_title(counted(len(found), "quotation"))
        return COLUMNS, [
            GridRow(
                key,
                lambda u=u: (
                    str(u.number),
                    plain(u.document),
                    plain(", ".join(u.codes)),
                    plain(" ".join(u.words.split())),
                ),  # type: ignore[misc]
                plain(f"{u.number} {u.document} {' '.join(u.codes)} {u.words}"),
            )
            for key, u in self.left.items()
        ]

    def describe(self) -> Text:
        """The words, what the quotation bears, and what can be done with it."""
        u = self.left[str(self.here().key)]
        text = Text(f"{u.number} of {plain(u.document)}, version {u.version}\n", Style(bold=True))
        text.append(f"“{plain(u.words)}”\n")
        for code in u.codes:
            text.append(f"\n{plain(code)}")
        if u.memo:
            text.append(f"\n\n{plain(u.memo)}")
        span = self.workspace.pane.selection
        said = (
            "Select the passage that it stands for in the transcript, then open this list again."
            if span is None
            else f"Enter gives it the selected passage: “{self._selected()}”"
        )
        text.append(f"\n\n{plain(said)}", palette_of(self.app).quiet())
        return text

    def _selected(self) -> str:
        passage, span = self.workspace.passage, self.workspace.pane.selection
        return "" if passage is None or span is None else passage.text[span[0] : span[1]]

    def place_here(self) -> None:
        """Give the highlighted quotation the passage that is selected in the transcript."""
        u = self.left[str(self.here().key)]
        passage, span = self.workspace.passage, self.workspace.pane.selection
        if passage is None or span is None:
            raise InputError(
                "No passage is selected. Leave with Esc, select the passage with v, and open this list again with Y."
            )
        if passage.document_id != u.document_id:
            raise InputError(
                f"Quotation {u.number} belongs to “{u.document}”; open that document and select the passage there."
            )
        gone = self.study.unanchored.anchor(u.number, span)
        workspace = self.to_transcript()
        workspace.pane.clear_selection()
        without = f"; no longer in the codebook: {', '.join(gone)}" if gone else ""
        workspace.say(f"quotation {u.number} has its place again{without}; u takes it back")

    def look(self) -> None:
        """Go to where the highlighted quotation stood: to the place of its words, or near it."""
        u = self.left[str(self.here().key)]
        from qualcode.text.alignment import align

        text = self.study.documents.text(u.document_id)
        before = self.study.versions.text(u.document_id, u.version)
        offset = align(before, text).start_of(u.start)
        workspace = self.to_transcript()
        workspace.open_document(u.document_id, min(offset, max(0, len(text) - 1)))

    def let_go(self) -> None:
        """Let the highlighted quotation go, after a question."""
        u = self.left[str(self.here().key)]

        def yes() -> None:
            self.study.unanchored.dismiss([u.number])
            self.say(f"quotation {u.number} is gone; u brings it back")

        self.ask(f"Let quotation {u.number} go with {counted(len(u.codes), 'coding')}?", yes)
