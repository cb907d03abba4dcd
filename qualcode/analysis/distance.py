"""Distance of a level from a range, and what chance alone would give: the corrected agreement of a model.

A level x on a 1-5 scale lies ``max(0, lo - x, x - hi) / 4`` from an expected range. Plain agreement saturates, since
loosely described models have wide ranges; so, as in kappa and alpha, the observed distance is set against the expected
one: the mean distance if every level from 1 to 5 were equally likely. A range [1, 5] drops out by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from qualcode.model.frameworks import IMPORTANCE_WEIGHTS, Cell, ReferenceModel

__all__ = ["apart", "distance", "expected", "information", "mean", "specificity", "weight", "worst"]

LEVELS = (1, 2, 3, 4, 5)


def distance(level: float, cell: Cell) -> float:
    """Steps outside the expected range, as a share of the scale (0-1).

    >>> distance(2, Cell("in_vivo", 4, 5, "defining", "seed"))
    0.5
    """
    return max(0.0, cell.lo - level, level - cell.hi) / 4


def expected(cell: Cell) -> float:
    """Mean distance if every level from 1 to 5 were equally likely (0-1)."""
    return fsum(distance(level, cell) for level in LEVELS) / len(LEVELS)


def worst(cell: Cell) -> float:
    """Greatest distance that any level can have (0-1)."""
    return max(distance(level, cell) for level in LEVELS)


def weight(cell: Cell) -> int:
    """Weight of a cell by its importance: defining 3, typical 2, peripheral 1."""
    return IMPORTANCE_WEIGHTS[cell.importance]


def information(cell: Cell) -> float:
    """What a cell contributes to a model's specificity: its weighted expected distance."""
    return weight(cell) * expected(cell)


def specificity(model: ReferenceModel) -> float:
    """How tightly a model is described: the sum of its cells' information."""
    return fsum(information(cell) for cell in model.cells.values())


def apart(a: Cell | None, b: Cell | None) -> bool:
    """Whether two models expect ranges that do not overlap, so that the criterion tells them apart."""
    return a is not None and b is not None and (a.hi < b.lo or b.hi < a.lo)


def mean(values: Iterable[float]) -> float:
    """Exactly rounded mean, the same in any order of the values."""
    given = list(values)
    return fsum(given) / len(given)
