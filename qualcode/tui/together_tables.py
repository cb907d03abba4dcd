"""The tables of the co-occurrence screen: heat map, ranked pairs, and each code with its strongest partners."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import overload

from rich.color import Color as RichColor
from rich.style import Style
from rich.text import Text

from qualcode.model.codes import Code
from qualcode.model.cooccurrence import ChancePair
from qualcode.model.results import Pair
from qualcode.tui.colours import Rgb, blend, readable
from qualcode.tui.geometry.cells import cell_width
from qualcode.tui.palette import Palette
from qualcode.tui.together import STEPS, Measure, Together, figure, step_of, strength_of, value_of
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

__all__ = ["SEPARATOR", "HeatCells", "heat_table", "pair_rows", "partner_table", "shade"]

SEPARATOR = "\n"
"""Between the two names in the key of a pair's row; no name holds it."""
PARTNERS = 6
"""Partners of a code that are listed."""
BAR = 16
"""Cells of the longest bar."""
EIGHTHS = " ▏▎▍▌▋▊▉█"


def shade(palette: Palette, step: int) -> Style:
    """One step of the heat map: one hue from the background to the theme's own, with letters that stay readable on it."""
    if palette.colourless:
        return Style(bold=step == STEPS or None)
    ground: Rgb = blend(palette.background, palette.label, (0.16, 0.32, 0.50, 0.72, 1.0)[step - 1])
    ink = readable(palette.text, ground)
    if ink != palette.text:
        ink = readable(palette.background, ground)
    return Style(color=RichColor.from_rgb(*ink), bgcolor=RichColor.from_rgb(*ground))


class HeatCells(Sequence[Text | str]):
    """The cells of one row; each is made when it comes into view."""

    def __init__(
        self, row: int, names: Sequence[str], made: Together, measure: Measure, most: float, palette: Palette
    ) -> None:
        self.row, self.names, self.made = row, names, made
        self.measure, self.most, self.palette = measure, most, palette

    def __len__(self) -> int:
        return len(self.names) + 1

    @overload
    def __getitem__(self, at: int) -> Text | str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Text | str]: ...
    def __getitem__(self, at: int | slice) -> Text | str | Sequence[Text | str]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        name = self.names[self.row]
        if at == 0:
            return f"{self.row + 1:>3} {plain(name)}"
        other = self.names[at - 1]
        if other == name:
            number, documents = self.made.own[name]
            people = self.made.people.get(name, 0)
            own = {"count": str(number), "documents": str(documents), "respondents": str(people)}.get(
                self.measure, "–"
            )
            return Text().append(own, Style(bold=True, underline=True))
        pair = self.made.pairs.get((name, other))
        if pair is None:
            return Text("·", self.palette.quiet())
        value = value_of(pair, self.measure, name)
        if value is None:
            return Text(figure(value, self.measure), self.palette.quiet())
        return Text(figure(value, self.measure), shade(self.palette, step_of(value, self.most)))


def heat_table(
    made: Together, names: Sequence[str], measure: Measure, palette: Palette, label: int
) -> tuple[list[Column], list[GridRow]]:
    """Codes x codes; ``label`` is the width of the column of names."""
    most = max((value_of(pair, measure) or 0.0 for pair in made.found.pairs), default=0.0)
    widest = max((number for number, _ in made.own.values()), default=0)
    width = max(3, len(str(len(names))), len(str(widest)) if measure == "count" else 3)
    columns = [Column("", label)] + [Column(str(i + 1), width, right=True) for i in range(len(names))]
    rows = [
        GridRow(name, lambda i=i: HeatCells(i, names, made, measure, most, palette), name)  # type: ignore[misc]
        for i, name in enumerate(names)
    ]
    return columns, rows


def pair_rows(
    pairs: Sequence[Pair], order: str, chance: Mapping[tuple[str, str], ChancePair] | None = None
) -> list[GridRow]:
    """The pairs in an order, with what chance gives where that was arranged."""
    keys: dict[str, Callable[[Pair], tuple[float, ...]]] = {
        "count": lambda pair: (-pair.count, -pair.jaccard),
        "Jaccard": lambda pair: (-pair.jaccard, -pair.count),
        "documents": lambda pair: (-pair.documents, -pair.count),
        "respondents": lambda pair: (-pair.respondents, -pair.count),
        "lift": lambda pair: (-(pair.lift or 0.0), -pair.count),
        "name": lambda pair: (),
    }
    ranked = sorted(pairs, key=lambda pair: (keys[order](pair), pair.a, pair.b))

    def cells(pair: Pair) -> tuple[str, ...]:
        plain_cells = (pair.a, pair.b, str(pair.count), f"{pair.jaccard:.2f}", str(pair.documents))
        if chance is None:
            return plain_cells
        beside = chance.get((pair.a, pair.b))
        if beside is None:
            return (*plain_cells, "", "")
        return (*plain_cells, f"{beside.expected:.1f}", str(beside.at_least))

    return [
        GridRow(
            f"{pair.a}{SEPARATOR}{pair.b}",
            lambda pair=pair: cells(pair),  # type: ignore[misc]
            f"{pair.a} {pair.b}",
        )
        for pair in ranked
    ]


def bar(value: float, most: float) -> str:
    """A bar of at most :data:`BAR` cells, in eighths of a cell."""
    eighths = max(1, round(8 * BAR * value / most)) if most else 0
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")


def partner_table(
    made: Together,
    names: Sequence[str],
    tree: Sequence[Code],
    measure: Measure,
    palette: Palette,
    label: int,
    *,
    grouped: bool,
) -> tuple[list[Column], list[GridRow]]:
    """Each code with its strongest partners as bars; with ``grouped`` under the category that they stand in."""
    above = {code.name: " › ".join(code.path[:-1]) for code in tree}
    most = max((value_of(pair, measure) or 0.0 for pair in made.found.pairs), default=0.0)
    columns = [
        Column("code", label), Column("goes with", label), Column(measure, BAR + 5), Column("documents", 9, right=True),
    ]  # fmt: skip
    rows: list[GridRow] = []
    group = None
    for name in names:
        partners = sorted(made.partners[name], key=lambda pair: -strength_of(pair, measure))
        if not partners:
            continue
        if grouped and above[name] != group:
            group = above[name]
            title = Text(plain(group or "without a category"), Style(bold=True), no_wrap=True, end="")
            rows.append(GridRow(f"{SEPARATOR}{group}", lambda title=title: (title,), heading=True))  # type: ignore[misc]
        for place, pair in enumerate(partners[:PARTNERS]):
            rows.append(_partner(name, pair, place == 0, measure, most, palette, len(partners), label))
    return columns, rows


def _partner(
    name: str, pair: Pair, first: bool, measure: Measure, most: float, palette: Palette, all_: int, label: int
) -> GridRow:
    other = pair.b if pair.a == name else pair.a
    value = value_of(pair, measure, name)

    def cells() -> tuple[Text | str, ...]:
        drawn = Text(
            bar(value or 0.0, most) + " ",
            "" if palette.colourless else Style(color=RichColor.from_rgb(*palette.label)),
        )
        drawn.append(
            figure(value, measure), Style(color="default") if palette.colourless else palette.blank()
        )
        left = Text(f"  {plain(name)}") if first else Text(f"  {plain(name)}", palette.quiet())
        if first and all_ > PARTNERS:
            more = f" +{all_ - PARTNERS}"
            left.truncate(max(4, label - cell_width(more)), overflow="ellipsis")
            left.append(more, palette.quiet())
        return left, other, drawn, str(pair.documents)

    return GridRow(f"{name}{SEPARATOR}{other}", cells, f"{name} {other}")
