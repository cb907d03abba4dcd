"""Codes in use that no criterion catches: what a comparison with models does not see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.model.results import CodeFrequency
from qualcode.text.counting import counted
from qualcode.tui.screens.respondents import PassageBoard
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.comparison import ComparisonScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["ResidualScreen"]


class ResidualScreen(PassageBoard):
    """Lists the codes that no criterion catches; each leads to its passages."""

    heading = "What no criterion catches"
    empty = " every code in use is mapped to a criterion"
    file_name = "unmapped-codes"

    def __init__(self, workspace: Workspace, matrix: ComparisonScreen) -> None:
        super().__init__(workspace, matrix)
        self.codes: dict[str, CodeFrequency] = {}
        """By path; those of most respondents first."""

    def read(self) -> None:
        """Show the codes as the last comparison has them."""
        result = self.matrix.kept.result
        found = sorted(
            result.residual if result is not None else (),
            key=lambda code: (-len(code.cases), -len(code.quotations), code.path),
        )
        self.codes = {" › ".join(code.path): code for code in found}
        super().read()
        self.show_title(
            f"{counted(len(self.codes), 'code')}, {counted(len(self.all_numbers()), 'quotation')}"
        )

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row a code."""
        columns = (
            Column("Code", 24, grows=True),
            Column("Category", 24),
            Column("Respondents", 11, right=True),
            Column("Quotations", 10, right=True),
        )
        rows = [
            GridRow(
                path,
                lambda code=code: (  # type: ignore[misc]
                    code.code,
                    " › ".join(code.path[:-1]) or "–",
                    str(len(code.cases)),
                    str(len(code.quotations)),
                ),
                " ".join(reversed(code.path)),
            )
            for path, code in self.codes.items()
        ]
        return columns, rows

    def _here(self) -> CodeFrequency | None:
        return None if self.grid.row is None else self.codes.get(str(self.grid.row.key))

    def describe(self) -> Text:
        """The code, who speaks of it, and what could be done."""
        code = self._here()
        if code is None:
            return Text()
        text = Text(plain(code.code) + "\n", Style(bold=True))
        brief = self.study.codebook.get(code.code).brief
        if brief:
            text.append(plain(brief) + "\n")
        text.append(
            f"{counted(len(code.quotations), 'quotation')} of {counted(len(code.cases), 'respondent')}: {plain(', '.join(code.cases))}\n"
        )
        text.append(
            "\nThe comparison does not see this code. That is a result too: where it does speak to a criterion, F6 maps it.",
            self.matrix.texts.palette.quiet(),
        )
        return text

    def numbers(self) -> Sequence[int]:
        """Quotations of the code."""
        code = self._here()
        return () if code is None else code.quotations

    def all_numbers(self) -> Sequence[int]:
        """Quotations of all the codes, ascending."""
        return sorted({number for code in self.codes.values() for number in code.quotations})
