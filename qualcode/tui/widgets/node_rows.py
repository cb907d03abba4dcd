"""The lists of the codebook screen: the tree with marks and counts, and the weak spots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from rich.style import Style
from rich.text import Text

from qualcode.analysis.hygiene import PROBLEMS, Finding
from qualcode.model.codes import Code
from qualcode.model.reviews import Signoff
from qualcode.tui.widgets.row_list import Item, RowList, plain

__all__ = ["FindingRows", "NodeRows", "signed"]


WORDS_FROM = 44
"""Cells from which on a row says in words how far its node is signed off."""


def signed(signoff: Signoff | None, width: int) -> str:
    """How far a node is signed off, at the end of a row so many cells wide; nothing of a draft.

    ``●`` approved, ``◐`` in review, each with ``≠`` where the node changed since.
    """
    if signoff is None or signoff.state == "draft":
        return ""
    changed = "≠" if signoff.changed else ""
    if width >= WORDS_FROM:
        return f" {signoff.state}{' ' + changed if changed else ''}"
    return f" {'●' if signoff.state == 'approved' else '◐'}{changed}"


class NodeRows(RowList):
    """One row a node, indented; marked ones bear a tick; a node counts the codings of all below it too, and says how far it is signed off."""

    always_lit = True
    empty_line = " no codes yet: a adds one"

    def show(
        self,
        codes: Sequence[Code],
        marked: Collection[int],
        highlighted: int | None = None,
        signoffs: Mapping[int, Signoff] = MappingProxyType({}),
    ) -> None:
        """Show the nodes in tree order; ``highlighted`` is the id of the node to go to."""
        totals = {code.id: code.codings for code in codes}
        for code in reversed(codes):
            if code.parent_id is not None:
                totals[code.parent_id] = totals.get(code.parent_id, 0) + totals[code.id]
        items = [
            Item(partial(self._row, code, totals[code.id], code.id in marked, signoffs.get(code.id)), code.id)
            for code in codes
        ]
        place = next((n for n, code in enumerate(codes) if code.id == highlighted), None)
        self.set_items(items, place)

    def _row(self, code: Code, total: int, marked: bool, signoff: Signoff | None) -> tuple[Text]:
        row = Text("✓" if marked else " ", Style(bold=marked), no_wrap=True, end="")
        row.append("  " * code.depth)
        if code.kind == "code":
            row.append("■ ", self.palette.code(code.colour))
            row.append(plain(code.name))
        else:
            row.append("▾ ", self.palette.code(code.colour))
            row.append(plain(code.name), Style(bold=True, italic=code.kind == "theme" or None))
        count = f"{signed(signoff, self.content_size.width)} {total} "
        room = max(8, self.content_size.width - len(count) - 1)
        row.truncate(room, overflow="ellipsis")
        row.append(" " * max(0, room - row.cell_len))
        row.append(count, self.palette.quiet())
        return (row,)

    def on_resize(self) -> None:
        """Paint for the new width; the base keeps the highlight in view."""
        self._painted.clear()
        self.refresh()


class FindingRows(RowList):
    """What to look at in the codebook, under a heading for each kind."""

    always_lit = True
    empty_line = " nothing to look at"

    def show(self, findings: Iterable[Finding]) -> None:
        """Show findings, which come in the order of their kinds."""
        items: list[Item] = []
        self.findings = tuple(findings)
        kind = ""
        for n, finding in enumerate(self.findings):
            if finding.problem != kind:
                kind = finding.problem
                number = sum(other.problem == kind for other in self.findings)
                items.append(
                    Item(partial(self._heading, f"{PROBLEMS[finding.problem]} ({number})"), heading=True)
                )
            items.append(Item(partial(self._rows, finding), n, height=2))
        self.set_items(items)

    @property
    def finding(self) -> Finding | None:
        """The highlighted finding."""
        item = self.current
        return None if item is None or not isinstance(item.key, int) else self.findings[item.key]

    def _heading(self, words: str) -> tuple[Text]:
        return (Text(words, Style(bold=True), no_wrap=True, end=""),)

    def _rows(self, finding: Finding) -> tuple[Text, Text]:
        words = Text("    ", self.palette.quiet(), no_wrap=True, end="")
        words.append(plain(finding.words))
        return Text("  " + plain(finding.code), no_wrap=True, end=""), words
