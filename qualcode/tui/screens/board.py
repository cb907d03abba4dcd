"""A screen of one table: rows, and beside or below them what is said about the highlighted one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from qualcode.errors import InputError, QualcodeError
from qualcode.formats.tables.record import Cell
from qualcode.text.counting import counted
from qualcode.text.find import find as places_of
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.grid import Column, Grid, GridRow
from qualcode.tui.widgets.row_list import RowList, plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["Board"]


class Board(KeyedScreen):
    """Shows a table of the study; a screen of its own kind gives :meth:`table` and :meth:`describe`."""

    by_cell = False
    """Whether single cells are highlighted, not whole rows."""
    frozen = 1
    """Columns that stay when the others scroll."""
    empty = "nothing here yet"
    """What stands in an empty table."""
    opens = ""
    """The action of a click on the highlighted row."""
    file_name = "table"
    """What an export is called behind the study's name."""
    DEFAULT_CSS = """
    Board #board { height: 1fr; layout: vertical; }
    Board #board-table { height: 1fr; width: 1fr; padding: 0 1; }
    Board #board-table > Grid { height: 1fr; }
    Board #board-detail { height: 8; background: $surface; padding: 0 1; scrollbar-size-vertical: 1; }
    Board #board-detail > Static { width: 1fr; height: auto; }
    Board.-wide #board { layout: horizontal; }
    Board.-wide #board-table { padding-top: 1; }
    Board.-wide #board-detail { width: 44; height: 1fr; padding: 1 2; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
        self.grid = Grid(id="grid", by_cell=self.by_cell, frozen=self.frozen)
        self.grid.empty_line = self.empty
        self.detail = VerticalScroll(id="board-detail")
        self.detail.can_focus = False
        self.detail_text = Static("", markup=False)

    # --- what a screen of its own kind gives ----------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """The columns and rows of the study as it is now."""
        raise NotImplementedError

    def describe(self) -> Text:
        """What is said about the highlighted row or cell."""
        raise NotImplementedError

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """Header and rows of the exported table; numbers as numbers."""
        header = [column.title for column in self.grid.columns]
        rows = [
            [cell.plain.strip() if isinstance(cell, Text) else cell for cell in row.cells()]
            for row in self.grid.rows
            if not row.heading
        ]
        return header, rows

    # --- content -------------------------------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """Table and detail."""
        with Container(id="board"):
            with Vertical(id="board-table"):
                yield self.grid.heads
                yield self.grid
            with self.detail:
                yield self.detail_text

    def read(self) -> None:
        """Show the rows of the study as it is now."""
        self.grid.show(*self.table())
        self.show_detail()

    def focus_content(self) -> None:
        """Give the keyboard to the table."""
        self.set_focus(self.grid, scroll_visible=False)

    def show_detail(self) -> None:
        """Show what is said about the highlighted row."""
        try:
            said = self.describe() if self.grid.row is not None else Text("")
        except QualcodeError as error:
            # what the row stands for was removed elsewhere, and the table is read again in a moment
            said = Text(plain(str(error)))
        self.detail_text.update(said)
        self.detail.scroll_home(animate=False)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Follow the highlight."""
        if message.row_list is self.grid:
            message.stop()
            self.show_detail()

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """Follow the highlighted cell."""
        message.stop()
        self.show_detail()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click on the highlighted row opens it; one in the list of names takes the name."""
        message.stop()
        if message.row_list is self.pick.rows:
            self.perform("pick.take")
        elif message.row_list is self.grid and self.opens:
            self.perform(self.opens)

    # --- what every table can do -----------------------------------------------------------------------------------

    def here(self) -> GridRow:
        """The highlighted row; raises :class:`~qualcode.errors.InputError` where there is none."""
        if self.grid.row is None:
            raise InputError("No row is highlighted.")
        return self.grid.row

    def page(self, direction: int) -> None:
        """Go a page of rows up or down."""
        self.grid.step(direction * max(1, self.grid.size.height - 1))

    def scroll_detail(self, direction: int) -> None:
        """Scroll in what is said about the row."""
        self.detail.scroll_relative(y=direction * max(1, self.detail.size.height - 2), animate=False)

    def find_row(self) -> None:
        """Ask for a part of a row and go to the first that has it, the beginning of words first."""

        def listen(typed: str) -> None:
            found = [
                (spans[0][0] > 0, i)
                for i, row in enumerate(self.grid.rows)
                if typed.strip() and not row.heading and (spans := places_of(row.words, typed.strip()))
            ]
            self.answer.say(counted(len(found), "row") if typed.strip() else "")
            if found:
                self.grid.highlight(min(found)[1])

        self.ask_line("find", "", lambda typed: self.to_content(), listen=listen)

    def export(self) -> None:
        """Ask for a path and write the table there."""
        if not self.grid.rows:
            raise InputError("The table is empty; there is nothing to write.")
        self.ask_path(f"{self.file_name}.xlsx", self.write_table)

    def write_table(self, path: Path) -> str:
        """Write the table by the suffix of the path; gives what to say of it."""
        from qualcode.formats.tables import write_table

        header, rows = self.export_table()
        write_table(path, header, rows, title=self.study.title)
        return f"wrote {path}"
