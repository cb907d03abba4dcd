"""The code tree with counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.style import Style
from rich.text import Text

from qualcode.model.codes import Code
from qualcode.tui.widgets.row_list import Item, RowList, plain

__all__ = ["CodebookTree"]


class CodebookTree(RowList):
    """One row a node, indented; choosing a code applies it."""

    empty_line = " no codes yet: c makes one"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._codes: dict[int, Code] = {}
        self._totals: dict[int, int] = {}

    def show(self, codes: Sequence[Code]) -> None:
        """Show the nodes in tree order; a category counts what lies below it."""
        totals = {code.id: code.codings for code in codes}
        for code in reversed(codes):
            if code.parent_id is not None:
                totals[code.parent_id] = totals.get(code.parent_id, 0) + totals[code.id]
        same = [code.id for code in codes] == list(self._codes)
        before = self._codes, self._totals
        self._codes, self._totals = {code.id: code for code in codes}, totals
        if same and codes:
            self.repaint(
                index
                for index, code in enumerate(codes)
                if code is not before[0][code.id] or totals[code.id] != before[1][code.id]
            )
        else:
            self.set_items([Item(partial(self._row, code.id), code.id) for code in codes])

    def _row(self, code_id: int) -> tuple[Text]:
        code, total = self._codes[code_id], self._totals[code_id]
        row = Text("  " * code.depth, no_wrap=True, end="")
        if code.kind == "code":
            row.append("■ ", self.palette.code(code.colour))
            row.append(plain(code.name))
        else:
            row.append("▾ ", self.palette.quiet())
            row.append(plain(code.name), Style(bold=True, italic=code.kind == "theme" or None))
        if total:
            count = f" {total} "
            room = self.content_size.width - len(count) - 1
            row.truncate(max(8, room), overflow="ellipsis")
            row.append(" " * max(0, room - row.cell_len))
            row.append(count, self.palette.quiet())
        return (row,)
