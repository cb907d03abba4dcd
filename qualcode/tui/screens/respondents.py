"""The way down from a cell of the matrix: the respondents behind it, and their passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError, NotFoundError
from qualcode.formats.tables.record import Cell
from qualcode.model.results import CellEvidence
from qualcode.model.walks import CellWalk, Standing
from qualcode.reports.matrix import SIGNS
from qualcode.tui.actions import Context
from qualcode.tui.commands.screens import open_screen
from qualcode.tui.compared import numbers_query, scale
from qualcode.tui.comparison_texts import aspect_of
from qualcode.tui.screens.board import Board
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.comparison import ComparisonScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["PassageBoard", "RespondentsScreen"]


class PassageBoard(Board):
    """A table each of whose rows leads to passages; lies over the matrix and shows its result."""

    opens = "respondents.open"

    def __init__(self, workspace: Workspace, matrix: ComparisonScreen) -> None:
        super().__init__(workspace)
        self.matrix = matrix

    @property
    def place(self) -> Context:
        """In the table."""
        return "respondents"

    def numbers(self) -> Sequence[int]:
        """Quotations behind the highlighted row."""
        raise NotImplementedError

    def all_numbers(self) -> Sequence[int]:
        """Quotations behind all rows."""
        raise NotImplementedError

    def show_passages(self, numbers: Sequence[int]) -> None:
        """List quotations on the retrieval screen; leaving it leads back here."""
        if not numbers:
            raise InputError("No quotation stands behind this.")
        query, listed = numbers_query(numbers)
        open_screen(self.workspace, RetrievalScreen(self.workspace, query))
        if listed < len(numbers):
            self.workspace.say(
                f"the list shows the first {listed} of {len(numbers)} quotations; single rows lead to the rest"
            )


class RespondentsScreen(PassageBoard):
    """Respondents with evidence on one criterion, those first who depart from what the model expects."""

    heading = "Respondents"
    empty = " nobody speaks to this criterion"
    file_name = "respondents"

    def __init__(self, workspace: Workspace, matrix: ComparisonScreen, criterion: str, model: str) -> None:
        super().__init__(workspace, matrix)
        self.criterion = criterion
        self.model = model
        self.walk: CellWalk | None = None

    def read(self) -> None:
        """Show the respondents as the last comparison has them."""
        try:
            self.walk = self.matrix.walk(self.criterion, self.model)
        except NotFoundError as error:
            self.walk = None
            self.grid.empty_line = f" {error}"
        super().read()
        if self.walk is None:
            self.show_title()
            return
        verdict = self.walk.verdict.verdict
        label = self.matrix.texts.w.label(self.walk.criterion.label)
        w = self.matrix.texts.w
        group = f"  {w.group(self.walk.group)}" if self.walk.group else ""
        spoken = f"{len(self.walk.standings)} of {len(self.walk.cases)}"
        self.show_title(
            f"{SIGNS[verdict]} {w(f'symbol.{verdict}')}  {spoken}{group}",
            f"{label} · {self.walk.model.short}",
        )

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row a respondent, then what is shown but not scored."""
        if self.walk is None:
            return (), ()
        walk = self.walk
        columns = (
            Column("Respondent", 12),
            Column("Level", 5, right=True),
            Column("1 2 3 4 5", 9),
            Column("Off by", 6, right=True),
            Column("Mixed", 5),
            Column("Quotes", 6, right=True),
            Column("Codes (level × strength)", 24, grows=True),
        )
        rows = [
            GridRow(
                f"level {each.level.case}",
                lambda each=each: self._standing(each),  # type: ignore[misc]
                " ".join([each.level.case, *(code.code for code in each.level.codes)]),
            )
            for each in walk.standings
        ]
        if walk.beside:
            title = self.matrix.texts.w("evidence.beside")
            rows.append(GridRow("beside", lambda: (Text(title, Style(bold=True)),), heading=True))
        rows += [
            GridRow(
                f"beside {item.case} {item.code}",
                lambda item=item: self._beside(item),  # type: ignore[misc]
                f"{item.case} {item.code}",
            )
            for item in walk.beside
        ]
        return columns, rows

    def _standing(self, standing: Standing) -> Sequence[Text | str]:
        assert self.walk is not None
        level, expected = standing.level, self.walk.expected
        low, high = (expected.lo, expected.hi) if expected is not None else (None, None)
        codes = Text(no_wrap=True)
        for number, code in enumerate(level.codes):
            codes.append(("; " if number else "") + plain(code.code))
            codes.append(f" {self._number(code.level)}×{code.strength}", self.matrix.texts.palette.quiet())
        return (
            level.case,
            Text(self._number(level.level), Style(bold=bool(standing.steps))),
            scale(low, high, level.level),
            self._number(standing.steps) if standing.steps else "",
            "mixed" if level.mixed else "",
            str(len(level.quotations)),
            codes,
        )

    def _beside(self, item: CellEvidence) -> Sequence[Text | str]:
        assert self.walk is not None
        quiet = self.matrix.texts.palette.quiet()
        code = Text(plain(item.code))
        code.append(f"  {aspect_of(item, self.walk, self.matrix.texts.w)}", quiet)
        return item.case, Text("–", quiet), "", "", "", str(len(item.quotations)), code

    def _number(self, value: float) -> str:
        return self.matrix.texts.w.number(value, 1)

    def show_detail(self) -> None:
        """Show what is said of the row; without rows what the model expects."""
        super().show_detail()
        if self.grid.row is None and self.walk is not None:
            self.detail_text.update(self.matrix.texts.behind(self.walk))

    def describe(self) -> Text:
        """The respondent's level, the codes behind it, and what the model expects."""
        found = self._here()
        if self.walk is None or found is None:
            return Text()
        if isinstance(found, Standing):
            return self.matrix.texts.respondent(self.walk, found, self.matrix.group_of_case(found.level.case))
        return self.matrix.texts.beside(self.walk, found)

    def _here(self) -> Standing | CellEvidence | None:
        if self.walk is None or self.grid.row is None:
            return None
        key = self.grid.row.key
        for standing in self.walk.standings:
            if key == f"level {standing.level.case}":
                return standing
        return next((each for each in self.walk.beside if key == f"beside {each.case} {each.code}"), None)

    def numbers(self) -> Sequence[int]:
        """Quotations behind the respondent's level, or of the evidence shown beside."""
        found = self._here()
        if isinstance(found, Standing):
            return found.level.quotations
        return found.quotations if found is not None else ()

    def all_numbers(self) -> Sequence[int]:
        """Quotations that the cell rests on, deviant ones first."""
        return () if self.walk is None else self.walk.verdict.quotations

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """A row a respondent and code, with quotation numbers."""
        header = ("respondent", "level", "steps outside", "mixed", "code", "code level", "strength", "scored", "quotations")  # fmt: skip
        if self.walk is None:
            return header, ()
        rows: list[Sequence[Cell]] = [
            (
                each.level.case, each.level.level, each.steps, "yes" if each.level.mixed else "", code.code, code.level,
                code.strength, "yes", " ".join(map(str, code.quotations)),
            )
            for each in self.walk.standings
            for code in each.level.codes
        ]  # fmt: skip
        rows += [
            (item.case, None, None, "", item.code, None, None, aspect_of(item, self.walk, self.matrix.texts.w), " ".join(map(str, item.quotations)))
            for item in self.walk.beside
        ]  # fmt: skip
        return header, rows
