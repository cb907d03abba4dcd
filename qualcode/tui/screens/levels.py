"""The list of levels: what each quotation of a code states on a criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import QualcodeError
from qualcode.model.frameworks import Mapping
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.mapping_text import MappingText, title
from qualcode.tui.widgets.row_list import plain
from qualcode.workflows.mapping import QuotationLevel, levels

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["LevelsScreen"]


class LevelsScreen(Board):
    """Goes through the quotations of one mapping; a digit gives each its level."""

    heading = "Levels"
    empty = "no quotation bears this code yet"
    opens = "level.show"
    file_name = "levels"

    def __init__(self, workspace: Workspace, mapping: Mapping) -> None:
        super().__init__(workspace)
        self.mapping = mapping
        self.quotations: dict[int | str, QuotationLevel] = {}
        """By number, in the order of the text."""

    @property
    def place(self) -> Context:
        """On the list."""
        return "levels"

    def begin(self) -> None:
        """Show the list, on the first quotation that lacks a level."""
        super().begin()
        self.to_next_lacking()

    def read(self) -> None:
        """Show the levels as they are now; where the mapping is gone, the list is empty."""
        try:
            found = levels(self.study, self.mapping.code, self.mapping.criterion)
            self.mapping = next(m for m in self.study.mappings.list() if m.id == self.mapping.id)
        except (QualcodeError, StopIteration):
            found = ()
            self.grid.empty_line = "this mapping is gone; u may bring it back"
        self.quotations = {each.quotation: each for each in found}
        super().read()
        lacking = sum(self.lacks(each) for each in found)
        said = counted(len(found), "quotation")
        if self.mapping.polarity == "ask":
            said += f" · {lacking} without a level" if lacking else " · all with a level"
        criterion = self.criterion_title()
        self.show_title(said, f"{self.mapping.code} → {criterion}")

    def criterion_title(self) -> str:
        """The criterion in the study's language."""
        criteria = self.study.frameworks.criteria()
        known = criteria.criteria if criteria is not None else ()
        found = next((each for each in known if each.id == self.mapping.criterion), None)
        return title(found, self.study.language) if found is not None else self.mapping.criterion

    def lacks(self, each: QuotationLevel) -> bool:
        """Whether a quotation waits for a level."""
        return self.mapping.polarity == "ask" and not each.stated

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each quotation."""
        columns = (Column("quotation", 12), Column("level", 15), Column("words", 20, grows=True))
        rows = [
            GridRow(key, lambda each=each: self._cells(each), f"{each.case} {each.text}")  # type: ignore[misc]
            for key, each in self.quotations.items()
        ]
        return columns, rows

    def _cells(self, each: QuotationLevel) -> Sequence[Text | str]:
        citation = f"{each.case}:{each.quotation}"
        if each.stated:
            level = Text("none" if each.level is None else f"{each.level} {'●' * each.level}")
        elif self.lacks(each):
            level = Text("– which? –", Style(bold=True))
        else:
            level = Text(f"{each.level} (the code)", self.grid.palette.quiet())
        return [citation, level, plain(each.text)]

    def describe(self) -> Text:
        """The quotation, and the criterion's scale with the level marked."""
        each = self.here_level()
        said = MappingText(self.grid.palette, self.study.language)
        said.head(f"[{each.case}:{each.quotation}]", each.document)
        said.line(f"“{each.text}”")
        criteria = self.study.frameworks.criteria()
        for criterion in criteria.criteria if criteria is not None else ():
            if criterion.id == self.mapping.criterion:
                said.scale(criterion, each.level)
        return said.text

    def here_level(self) -> QuotationLevel:
        """The highlighted quotation."""
        return self.quotations[self.here().key]

    def to_next_lacking(self) -> bool:
        """Go to the next quotation without a level, from the highlighted one on and then from the top; False where none lacks one."""
        here = self.grid.highlighted or 0
        keys = [row.key for row in self.grid.rows]
        for key in keys[here:] + keys[:here]:
            if self.lacks(self.quotations[key]):
                self.grid.go_to(key)
                return True
        return False
