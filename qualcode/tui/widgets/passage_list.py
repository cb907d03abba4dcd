"""The passages that a query found, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from rich.style import Style
from rich.text import Text

from qualcode.model.retrieval import FoundPassage
from qualcode.tui.geometry.cells import paint
from qualcode.tui.widgets.row_list import Item, RowList, plain

__all__ = ["PassageList"]

ROWS = 5
"""Rows of one passage: where it stands, its codes, two of context, an empty one."""
BEFORE = 60
"""Characters of context kept before a passage that its rows have no room for."""


class PassageList(RowList):
    """Five rows a passage, so that only those in view are ever painted."""

    empty_line = " type a query above: codes joined by and, or, not, overlap, same turn"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.passages: Sequence[FoundPassage] = ()
        self.colours: Mapping[int, str] = {}

    def show(
        self, passages: Sequence[FoundPassage], colours: Mapping[int, str], place: int | None = None
    ) -> None:
        """Show passages; ``colours`` are those of the codes by id, ``place`` is the row to highlight."""
        self.passages, self.colours = passages, colours
        items = [Item(partial(self._rows, passage), passage.quotation, ROWS) for passage in passages]
        self.set_items(items, None if place is None else min(place, max(0, len(items) - 1)))

    @property
    def passage(self) -> FoundPassage | None:
        """The passage that is highlighted."""
        return None if self.current is None or self.highlighted is None else self.passages[self.highlighted]

    def _rows(self, passage: FoundPassage) -> tuple[Text, ...]:
        quiet = self.palette.quiet()
        first = Text(no_wrap=True, end="")
        first.append(plain(f"[{passage.case}:{passage.quotation}]"), Style(bold=True))
        where = [passage.document] if passage.document != passage.case else []
        where += [f"turn {passage.turn}"] if passage.turn is not None else []
        where += [passage.speaker] if passage.speaker else []
        first.append(plain("  " + " · ".join(where)), quiet)
        if passage.memo:
            first.append(plain(f"   memo: {passage.memo}"), Style(italic=True))
        codes = Text("  ", no_wrap=True, end="")
        seen: dict[str, None] = {}
        for coding in passage.codings:
            if coding.code not in seen:
                seen[coding.code] = None
                codes.append("■ ", self.palette.code(self.colours.get(coding.code_id, "#808080")))
                codes.append(plain(coding.code) + "  ")
        codes.append(plain(", ".join(passage.coders)), quiet)
        return first, codes, *self._sentence(passage), Text("", end="")

    def _sentence(self, passage: FoundPassage) -> tuple[Text, Text]:
        """Two rows of the context, the words of the passage in bold; cut so that the passage shows."""
        at = passage.start - passage.context_start
        width = max(20, self.size.width - 5)
        cut = max(0, at - BEFORE) if at + len(passage.text) > 2 * width else 0
        line = Text("… " if cut else "")
        line.append(plain(passage.context[cut:at]), self.palette.quiet())
        line.append(paint(passage.text).replace("\n", " "), Style(bold=True))
        line.append(plain(passage.context[at + len(passage.text) :]), self.palette.quiet())
        wrapped = list(line.wrap(self.app.console, width))
        if len(wrapped) > 2:
            wrapped[1].append(" …")
        rows = [Text("  ", no_wrap=True, end="") + row for row in wrapped[:2]]
        rows += [Text("", end="")] * (2 - len(rows))
        return rows[0], rows[1]

    def on_resize(self) -> None:
        """Wrap anew."""
        self._painted.clear()
        super().on_resize()
