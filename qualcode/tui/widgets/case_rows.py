"""The rows of the screen of documents and cases: a document under its case, or a case without one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.style import Style
from rich.text import Text

from qualcode.formats.tables.record import Cell
from qualcode.model.coverage import Covered
from qualcode.model.documents import Case, Document
from qualcode.text.counting import whole_percent
from qualcode.text.names import name_key
from qualcode.tui.geometry.cells import cell_width
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.grid import Column
from qualcode.tui.widgets.row_list import plain

__all__ = ["FIXED", "CaseLine", "Place", "bar", "case_cells", "case_columns", "value_of"]

Place = Literal["case", "document", "language", "words", "turns", "codings", "coded"]
FIXED: tuple[Place, ...] = ("case", "document", "language", "words", "turns", "codings", "coded")
"""The columns before those of the attributes."""
MARKED = "● "
EIGHTHS = " ▏▎▍▌▋▊▉"
BAR = 5
"""Cells of a bar."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One row."""

    case: Case
    document: Document | None
    """None: the case has no document."""
    covered: Covered | None
    """How much of the document is coded."""
    turns: int
    """All turns of the document."""
    first: bool
    """Whether it is the first row of its case."""

    @property
    def key(self) -> str:
        """What the row stands for; a document keeps its key under any case."""
        return f"case {self.case.id}" if self.document is None else f"document {self.document.id}"

    @property
    def words(self) -> str:
        """What is looked in for a typed part."""
        name = "" if self.document is None else f"{self.document.name} {self.document.language}"
        return " ".join([self.case.label, name, *self.case.attributes.values()])

    def plain_cells(self, attributes: Sequence[str]) -> list[Cell]:
        """The row of an exported table; the share as a number from 0 to 1."""
        document, covered = self.document, self.covered
        figures: list[Cell] = ["", "", None, None, None, None]
        if document is not None and covered is not None:
            figures = [
                document.name,
                document.language,
                document.words,
                self.turns,
                covered.codings,
                covered.share,
            ]
        return [self.case.label, *figures, *(value_of(self.case, name) for name in attributes)]


def value_of(case: Case, attribute: str) -> str:
    """The value of an attribute, letter case of its name ignored; empty where the case has none."""
    key = name_key(attribute)
    return next((value for name, value in case.attributes.items() if name_key(name) == key), "")


def bar(share: float, cells: int = BAR) -> str:
    """A share as a bar of a width in cells.

    >>> bar(0.5), bar(0.0), bar(1.0)
    ('██▌  ', '     ', '█████')
    """
    whole, rest = divmod(round(share * cells * 8), 8)
    return ("█" * whole + (EIGHTHS[rest] if rest else "")).ljust(cells)


def case_columns(lines: Sequence[CaseLine], attributes: Sequence[str]) -> list[Column]:
    """The columns, as wide as what stands in them."""

    def widest(words: Sequence[str], least: int, most: int) -> int:
        return max(least, min(most, max((cell_width(plain(word)) for word in words), default=0)))

    names = [line.document.name for line in lines if line.document is not None]
    columns = [
        Column("  case", widest([MARKED + line.case.label for line in lines], 6, 16)),
        Column("document", widest(names, 10, 28)),
        Column("lang", 4),
        Column("words", 6, right=True),
        Column("turns", 5, right=True),
        Column("codings", 7, right=True),
        Column("coded", BAR + 6),
    ]
    for name in attributes:
        values = [value_of(line.case, name) for line in lines]
        columns.append(Column(name, widest([name, *values], 6, 22)))
    return columns


def case_cells(
    line: CaseLine, attributes: Sequence[str], marked: Collection[int], palette: Palette
) -> list[Text | str]:
    """The cells of a row; what belongs to the case is bright only in its first row."""
    quiet = palette.quiet()
    of_case = Style() if line.first else quiet
    label = Text(MARKED if line.case.id in marked else "  ", Style(bold=True))
    label.append(plain(line.case.label), of_case)
    cells: list[Text | str] = [label]
    document, covered = line.document, line.covered
    if document is None or covered is None:
        cells += [Text("no document", quiet), *(Text("") for _ in FIXED[2:])]
    else:
        coded = Text(bar(covered.share or 0.0), quiet if palette.colourless else palette.number())
        coded.append(f" {whole_percent(covered.share):>5}")
        cells += [
            Text(plain(document.name)),
            Text(document.language, quiet),
            f"{document.words:,}".replace(",", " "),
            str(line.turns),
            str(covered.codings),
            coded,
        ]
    for name in attributes:
        value = value_of(line.case, name)
        cells.append(Text(plain(value), of_case) if value else Text("–", quiet))
    return cells
