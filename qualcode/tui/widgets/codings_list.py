"""The codings at the caret."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from qualcode.tui.geometry.marks import Mark
from qualcode.tui.widgets.row_list import Item, RowList, plain

__all__ = ["CodingsList"]


class CodingsList(RowList):
    """A few rows a coding: code, where it belongs, who coded, when, the quotation's number and memo."""

    empty_line = " none here: n goes to the next"

    def show(self, marks: Sequence[Mark], case: str, current: int | None) -> None:
        """Show codings, outer ones first; ``current`` is the id of the coding that was cycled to."""
        place = next((i for i, mark in enumerate(marks) if mark.id == current), None)
        self.set_items([self._item(mark, case) for mark in marks], place)

    def _item(self, mark: Mark, case: str) -> Item:
        quiet = self.palette.quiet()
        width = max(12, self.size.width - 4)
        first = Text(no_wrap=True, end="")
        first.append("■ ", self.palette.code(mark.colour))
        first.append(plain(mark.name), Style(bold=True))
        rows = [first]
        if len(mark.path) > 1:
            rows.append(Text("  " + plain(" › ".join(mark.path[:-1])), quiet, no_wrap=True, end=""))
        about = f"  [{case}:{mark.quotation}]  {mark.coder} {mark.created[:10]}"
        rows.append(Text(plain(about), quiet, no_wrap=True, end=""))
        if mark.memo:
            memo = Text(plain(mark.memo), Style(italic=True))
            rows.extend(
                Text("  ", no_wrap=True, end="") + line for line in memo.wrap(self.app.console, width)[:4]
            )
        rows.append(Text("", end=""))
        painted = tuple(rows)
        return Item(lambda: painted, mark.id, len(painted))
