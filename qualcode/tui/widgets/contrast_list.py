"""Cases with A but never B and cases with both, each with the passages of its sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from rich.style import Style
from rich.text import Text
from textual.geometry import Region

from qualcode.model.retrieval import CaseQuotations, Contrast, FoundPassage
from qualcode.text.counting import counted
from qualcode.tui.widgets.passage_list import ROWS, PassageList
from qualcode.tui.widgets.row_list import Item, plain

__all__ = ["ContrastList"]


class ContrastList(PassageList):
    """The passages of :class:`~qualcode.tui.widgets.passage_list.PassageList` under headings of groups, cases and sides."""

    empty_line = ""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.contrast: Contrast | None = None
        self.of_items: list[FoundPassage | None] = []
        """The passage of each item; None for headings."""
        self.cases: list[int] = []
        """Indices of the items with which cases begin."""

    def show_contrast(
        self, found: Contrast, colours: Mapping[int, str], quotation: int | None = None
    ) -> None:
        """Show other cases; ``quotation`` is the number of the passage to highlight, else it stays where it is."""
        before = self.passage
        kept = before.quotation if quotation is None and before is not None else quotation
        self.contrast, self.colours = found, colours
        self.of_items, self.cases = [], []
        items = list(self._items(found))
        at = (i for i, p in enumerate(self.of_items) if p is not None and p.quotation == kept)
        self.set_items(items, next(at, 0))

    @property
    def passage(self) -> FoundPassage | None:
        """The passage that is highlighted."""
        return None if self.highlighted is None else self.of_items[self.highlighted]

    def step_case(self, direction: int) -> None:
        """Go to the first passage of the next or the previous case."""
        here = self.highlighted or 0
        starts = [start for start in self.cases if (start > here if direction > 0 else start < here)]
        if direction < 0 and starts:
            starts.pop()
        if starts:
            self.highlight(starts[0 if direction > 0 else -1])

    def _items(self, found: Contrast) -> Iterator[Item]:
        a, b = plain(found.a), plain(found.b)
        yield from self._group(f"“{a}” but never “{b}”: {counted(len(found.without), 'case')}")
        for case in found.without:
            yield from self._case(case, (("A", found.a, case.a),))
        yield from self._group(f"Both “{a}” and “{b}”: {counted(len(found.both), 'case')}")
        for case in found.both:
            yield from self._case(case, (("A", found.a, case.a), ("B", found.b, case.b)))
        yield from self._group(f"“{b}” but never “{a}”: {counted(len(found.only_b), 'case')}")
        for case in found.only_b:
            yield from self._case(case, (("B", found.b, case.b),))
        yield from self._group(
            f"None of the two: {counted(len(found.neither), 'case')}", ", ".join(found.neither)
        )

    def _group(self, heading: str, labels: str = "") -> Iterator[Item]:
        width = max(20, self.size.width - 5)
        rows = [Text(heading, Style(bold=True, underline=True), no_wrap=True, overflow="ellipsis", end="")]
        for line in Text(plain(labels)).wrap(self.app.console, width) if labels else ():
            line.end = ""
            rows.append(Text("  ", end="") + line)
        rows.append(Text("", end=""))
        self.of_items.append(None)
        yield Item(lambda: tuple(rows), None, len(rows), heading=True)

    def _case(
        self, case: CaseQuotations, sides: Sequence[tuple[str, str, Sequence[FoundPassage]]]
    ) -> Iterator[Item]:
        self.cases.append(len(self.of_items))
        for letter, query, passages in sides:
            head = Text(no_wrap=True, overflow="ellipsis", end="")
            head.append(plain(case.case), Style(bold=True))
            head.append(f"  {letter}: {plain(query)}, {counted(len(passages), 'passage')}")
            if letter == "A":
                values = "; ".join(f"{name} = {value}" for name, value in case.attributes.items())
                head.append(plain(f"   {values}" if values else ""), self.palette.quiet())
            self.of_items.append(None)
            yield Item(partial(_rows, head), None, 1, heading=True)
            for passage in passages:
                self.of_items.append(passage)
                yield Item(partial(self._rows, passage), f"{letter}{passage.quotation}", ROWS)

    def _reveal(self) -> None:
        """Bring the passage into view, and the headings above it."""
        place = self.highlighted
        if place is None or not self.size.height:
            return
        first = place
        while first and self.items[first - 1].heading:
            first -= 1
        top, bottom = self._tops[first], self._tops[place + 1]
        top = max(top, bottom - self.size.height)
        self.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Wrap anew."""
        if self.contrast is not None:
            self.show_contrast(self.contrast, self.colours)
        super().on_resize()


def _rows(head: Text) -> tuple[Text]:
    return (head,)
