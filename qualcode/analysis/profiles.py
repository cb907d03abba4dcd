"""Levels and expectations as arrays, so that thousands of variations of a comparison cost as little as one.

Respondents are rows (sorted by label), criteria columns (in the order of the list), models the last axis. A missing level or
a silent cell is kept in a mask, never as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.distance import LEVELS, weight
from qualcode.analysis.thresholds import Thresholds
from qualcode.model.frameworks import Criteria, ReferenceModel
from qualcode.model.results import RespondentLevel

__all__ = ["Expectations", "Flags", "Floats", "Levels", "expectations", "Fits", "fits_of", "levels_of"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
SCALE = 4.0
"""Steps from one end of a criterion's scale to the other."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What respondents say, one level a criterion."""

    cases: tuple[str, ...]
    """Labels, sorted."""
    level: Floats
    """Respondents x criteria, 1-5; 0 where nothing was said."""
    told: Flags
    """Respondents x criteria: whether there is evidence."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What models expect, with the weights of their cells."""

    models: tuple[str, ...]
    low: Floats
    """Criteria x models; meaningless where the model is silent."""
    high: Floats
    weight: Floats
    """Criteria x models; 0 where the model is silent."""
    expected: Floats
    """Criteria x models: mean distance if every level were equally likely, 0-1."""


@dataclass(frozen=True, slots=True)
class Fits:
    """Fit and coverage of every model in every variation; variations x models."""

    fit: Floats
    """NaN where nothing speaks to the model."""
    coverage: Floats
    """Share of the model's information that is spoken to, by the weights of the variation, 0-1."""

    def first(self, eligible: Flags, leader: int, thresholds: Thresholds, within: float = 1e-9) -> Flags:
        """Which eligible models have the highest fit of each variation; several where they are equal.

        None does where too little is spoken to: by the model itself, or by the ``leader`` (its index), since another one that
        leads only because the leader cannot be judged says nothing; and none whose fit is too low to be called closest.
        """
        judged = self.coverage >= thresholds.gate_coverage - within
        good = eligible & judged & judged[:, leader, None] & np.isfinite(self.fit)
        best = np.where(good, self.fit, -np.inf)
        top = best.max(axis=1, initial=-np.inf, keepdims=True)
        found: Flags = (best >= top - within) & (best >= thresholds.closest_fit - within)
        return found


def levels_of(levels: Iterable[RespondentLevel], cases: Iterable[str], criteria: Criteria) -> Levels:
    """The levels of some respondents as arrays."""
    labels = tuple(sorted(cases))
    row = {label: i for i, label in enumerate(labels)}
    column = {each.id: i for i, each in enumerate(criteria.criteria)}
    level = np.zeros((len(labels), len(column)))
    told = np.zeros((len(labels), len(column)), dtype=bool)
    for each in levels:
        if each.case in row:
            level[row[each.case], column[each.criterion]] = each.level
            told[row[each.case], column[each.criterion]] = True
    return Levels(labels, level, told)


def expectations(models: Sequence[ReferenceModel], criteria: Criteria) -> Expectations:
    """The cells of models as arrays."""
    column = {each.id: i for i, each in enumerate(criteria.criteria)}
    shape = (len(column), len(models))
    low, high, weights = np.full(shape, 1.0), np.full(shape, 5.0), np.zeros(shape)
    for m, model in enumerate(models):
        for name, cell in model.cells.items():
            if name in column:
                low[column[name], m], high[column[name], m] = cell.lo, cell.hi
                weights[column[name], m] = weight(cell)
    steps = np.array(LEVELS, dtype=np.float64)[:, None, None]
    expected = (np.maximum(0.0, np.maximum(low - steps, steps - high)) / SCALE).mean(axis=0)
    return Expectations(
        tuple(model.id for model in models),
        low,
        high,
        weights,
        np.where(weights > 0, expected, 0.0),
    )


def fits_of(
    levels: Levels,
    against: Expectations,
    thresholds: Thresholds,
    *,
    counts: Floats | None = None,
    weight: Floats | None = None,
    weights: Floats | None = None,
) -> Fits:
    """Fit and coverage of each model in each variation of respondents or of weights.

    ``counts`` (variations x respondents) says how often each respondent is taken, 0 leaving somebody out; one who is taken twice
    counts as two people, as in any bootstrap. ``weight`` is how much each respondent counts in a mean. ``weights`` (variations x criteria x models) replaces the
    weights of the cells, 0 leaving a criterion out. Give one of them, or none for the material as it is.
    """
    known = levels.told.astype(np.float64)
    people = np.ones((1, len(levels.cases))) if counts is None else counts
    taken = people if weight is None else people * weight
    scored = people @ known >= thresholds.thin - 1e-9
    gap = np.maximum(against.low - levels.level[:, :, None], levels.level[:, :, None] - against.high)
    far = np.maximum(0.0, gap) / SCALE * levels.told[:, :, None]
    criteria, models = against.weight.shape
    summed = (taken @ far.reshape(len(levels.cases), criteria * models)).reshape(-1, criteria, models)
    share = taken @ known
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.where(share[:, :, None] > 0, summed / share[:, :, None], 0.0)
    each = against.weight[None] if weights is None else weights
    counted = scored[:, :, None] * each
    observed = (counted * distance).sum(axis=1)
    reachable = (counted * against.expected).sum(axis=1)
    total = (each * against.expected).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        fit: Floats = np.where(reachable > 0, 1 - observed / reachable, np.nan)
        coverage: Floats = np.where(total > 0, reachable / total, 0.0)
    return Fits(fit, coverage)
