"""Agreement of two coders on single units: Cohen's kappa, and Gwet's AC1 for any number.

Sources: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37-46.
Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal of
Mathematical and Statistical Psychology 61, 29-48.
"""

from __future__ import annotations

import numpy as np

from qualcode.analysis.alpha import Floats
from qualcode.analysis.overlap import Ints

__all__ = ["ac1", "binary_kappa", "cohen_kappa", "contingency"]


def contingency(first: Ints, second: Ints, kinds: int, weights: Ints | None = None) -> Floats:
    """How often the first coder gave each label where the second gave each: a table of ``kinds`` x ``kinds``."""
    found = np.bincount(first * kinds + second, weights=weights, minlength=kinds * kinds)
    return found.reshape(kinds, kinds).astype(np.float64)


def cohen_kappa(table: Floats) -> float | None:
    """Cohen's kappa of a table of labels; None where nothing was judged or both gave one and the same label throughout.

    >>> import numpy as np
    >>> round(cohen_kappa(np.array([[20.0, 5.0], [10.0, 15.0]])), 3)
    0.4
    """
    total = float(table.sum())
    if not total:
        return None
    by_chance = float(table.sum(axis=1) @ table.sum(axis=0)) / total
    return None if by_chance >= total else (float(np.trace(table)) - by_chance) / (total - by_chance)


def binary_kappa(both: Floats, first: Floats, second: Floats, units: float) -> Floats:
    """Cohen's kappa of several codes from units that bear the code by both, by the first, by the second; NaN where undefined."""
    if not units:
        return np.full(len(both), np.nan)
    agreeing = units - first - second + 2 * both
    by_chance = (first * second + (units - first) * (units - second)) / units
    defined = by_chance < units
    return np.where(defined, (agreeing - by_chance) / np.where(defined, units - by_chance, 1.0), np.nan)


def ac1(percent: Floats, prevalence: Floats) -> Floats:
    """Gwet's AC1 of codes that are there or not there: chance is 2 p (1 - p) with the prevalence p."""
    by_chance = 2 * prevalence * (1 - prevalence)
    return (percent - by_chance) / (1 - by_chance)
