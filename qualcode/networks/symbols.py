"""How groups are told apart in figures: a marker shape each, then a colour, then an outline; never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["COLOURS", "SHAPES", "Symbol", "symbols"]

SHAPES = {
    "o": 1.0,
    "s": 0.89,
    "^": 1.25,
    "D": 0.89,
    "v": 1.25,
    "P": 1.19,
    "h": 1.1,
    "X": 1.19,
    "p": 1.15,
    "*": 1.67,
}
"""Marker shapes, those easiest to tell apart first, and the size at which each has the area of a circle."""
COLOURS = (
    "#56B4E9",
    "#E69F00",
    "#009E73",
    "#F0E442",
    "#CC79A7",
    "#0072B2",
    "#D55E00",
    "#BBBBBB",
    "#FFFFFF",
    "#4D4D4D",
)
"""Fills that colour-blind readers can tell apart (Okabe and Ito 2008), with two greys and white."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """How the nodes of one group are drawn."""

    shape: str
    """A marker of matplotlib."""
    colour: str
    """Fill, ``#RRGGBB``; the outline is always dark."""
    outline: float
    """Width of the outline in points: the third feature, once shapes and colours have gone round."""

    @property
    def scale(self) -> float:
        """Size of the marker at which it has the area of a circle of size 1."""
        return SHAPES[self.shape]

    @property
    def extent(self) -> float:
        """Width and height at that size; a diamond stands on its corner."""
        return self.scale * (1.42 if self.shape == "D" else 1.0)


def symbols(groups: Iterable[str]) -> dict[str, Symbol]:
    """A symbol for each group, in the order given; the first 100 differ in shape or colour, the first ten in both."""
    shapes = tuple(SHAPES)
    found: dict[str, Symbol] = {}
    for group in groups:
        if group not in found:
            i = len(found)
            found[group] = Symbol(
                shapes[i % len(shapes)], COLOURS[(i + i // 10) % len(COLOURS)], 0.8 + i // 100
            )
    return found
