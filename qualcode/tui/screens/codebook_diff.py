"""Two codebooks side by side: what became of each code, and its wording word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from qualcode.errors import InputError, QualcodeError
from qualcode.formats.tables.record import Cell
from qualcode.model.codebook_changes import CodebookDifference, CodebookSide, CodeChange
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.local_time import day, local, moment
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.working_board import WorkingBoard
from qualcode.tui.typed import path_of
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.review_text import change_words
from qualcode.tui.widgets.row_list import plain
from qualcode.workflows.codebook_diff import (
    codebook_difference,
    difference_statement,
    difference_table,
    in_words,
    write_difference,
)

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["CodebookDiffScreen"]

COLUMNS = (Column("change", 9), Column("code", 22), Column("what", 16, grows=True))
FILE, STEP = "another codebook in a file…", "a step of the history by its number…"


class CodebookDiffScreen(WorkingBoard):
    """Compares the codebook with that of an earlier moment or of a file; nothing is changed."""

    heading = "Changes in the codebook"
    empty = "nothing differs; s compares with another"
    opens = "diff.show"
    file_name = "codebook-changes"
    DEFAULT_CSS = """
    CodebookDiffScreen.-narrow #board-detail { height: 11; }
    CodebookDiffScreen.-wide #board-detail { width: 50%; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.since: str = ""
        """The earlier moment as it can be named; empty: it was not chosen."""
        self.file: Path | None = None
        """The earlier codebook, where it is a file."""
        self.found: CodebookDifference | None = None

    @property
    def place(self) -> Context:
        """In the table."""
        return "codebook_diff"

    def begin(self) -> None:
        """Ask what to compare with."""
        super().begin()
        self.ask_moment()

    # --- choosing ------------------------------------------------------------------------------------------------

    def ask_moment(self) -> None:
        """Ask for the day, the step or the file to compare with."""
        steps = set(self.study.past.steps())
        changes = [change for change in self.study.history.list() if change.id in steps]
        days = Counter(day(change.at) for change in reversed(changes))
        first: dict[str, str] = {}
        for change in changes:
            when = local(change.at)
            first.setdefault(day(change.at), f"{when:%Y-%m-%d}" if when is not None else change.at[:10])
        names = [f"since {name}" for name in days]
        details = [f"{counted(number, 'step')} on that day" for number in days.values()]
        moments = [first[name] for name in days]

        def take(index: int | None, name: str) -> None:
            if index is not None and index < len(moments):
                self.compare(since=moments[index])
            elif name == FILE:
                self.ask_line("codebook file", "", lambda typed: self.compare(file=path_of(typed)))
            else:
                self.ask_line("step", "", lambda typed: self.compare(since=typed))

        self.ask_name(
            "Compare the codebook of now with that",
            [*names, STEP, FILE],
            [*details, "as history lists them", "yaml, csv, tsv, xlsx, or another study"],
            take,
        )

    def compare(self, *, since: str = "", file: Path | None = None) -> None:
        """Compare with a moment or a file; where that is refused, what was shown stays."""
        if not since.strip() and file is None:
            raise InputError("Type a day such as 2026-11-02, or the number of a step from the history.")
        found = codebook_difference(self.study, since=since or None, file=file)
        self.since, self.file, self.found = since, file, found
        self.to_content()
        self.seen = self.study.revision
        self._show()

    # --- showing -------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Compare again where something was chosen; where that is no longer possible, that is said."""
        refused = ""
        if self.since or self.file is not None:
            try:
                self.found = codebook_difference(self.study, since=self.since or None, file=self.file)
            except QualcodeError as error:
                self.found, refused = None, str(error)
        self._show()
        if refused:
            self.say(refused)

    def _show(self) -> None:
        self.grid.show(*self.table())
        self.show_detail()
        if self.found is not None:
            self.say(f"from {side_words(self.found.old)} to {side_words(self.found.new)}")

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each code that changed."""
        found = self.found
        if found is None:
            self.show_title("nothing chosen yet")
            self.grid.empty_line = "s chooses what to compare with"
            return COLUMNS, ()
        self.show_title(f"{counted(len(found.changes), 'change')} · {found.same} the same")
        self.grid.empty_line = self.empty
        return COLUMNS, [self._row(n, change) for n, change in enumerate(found.changes)]

    def _row(self, number: int, change: CodeChange) -> GridRow:
        said = in_words(change)

        def cells() -> Sequence[Text | str]:
            return (change.how[0], change.name, said)

        return GridRow(number, cells, plain(f"{change.name} {change.before} {said}"))

    @property
    def change(self) -> CodeChange:
        """The highlighted change; raises :class:`~qualcode.errors.InputError` where there is none."""
        number = int(self.here().key)
        if self.found is None or number >= len(self.found.changes):
            raise InputError("No row is highlighted.")
        return self.found.changes[number]

    def describe(self) -> Text:
        """What became of the highlighted code."""
        change = self.change
        return change_words(change, in_words(change), palette_of(self.app))

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """A row for each field that differs."""
        found = self._compared()
        table = difference_table(found, difference_statement(self.study, found))
        return table.columns, table.rows

    def _compared(self) -> CodebookDifference:
        if self.found is None:
            raise InputError("Nothing is compared yet; s chooses with what.")
        return self.found

    # --- going on ------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Ask for a path and write the differences there, as a report or a table."""
        found = self._compared()

        def write(path: Path) -> str:
            opened = self.elsewhere()

            def work() -> Callable[[], str]:
                with opened() as study:
                    files = write_difference(study, found, path, overwrite=True)
                return lambda: "wrote " + ", ".join(map(str, files))

            self.work(f"Writing {path.name}", work)
            return ""

        self.ask_path(f"{self.file_name}.docx", write)

    def show_code(self) -> None:
        """Go to the highlighted code in the codebook."""
        change = self.change
        if change.code_id is None:
            raise InputError(f"“{change.name}” is no longer in the codebook.")
        from qualcode.tui.commands.screens import open_screen
        from qualcode.tui.screens.codebook import CodebookScreen

        self.leave()
        behind = self.app.screen
        book = behind if isinstance(behind, CodebookScreen) else CodebookScreen(self.workspace)
        if book is not behind:
            open_screen(self.workspace, book)
        book.call_after_refresh(book.show, change.code_id)


def side_words(side: CodebookSide) -> str:
    """One of two codebooks, short: a step and when it was made, or a file."""
    if side.change is None:
        return side.name
    if not side.change:
        return "before the first step"
    return f"step {side.change}, {day(side.at)} {moment(side.at)}"
