"""How much of a comparison hangs on single respondents, single criteria, the weights, or cells that nobody has verified.

The bootstrap draws respondents with replacement within their strata (groups of an attribute), so that the make-up of the sample
stays (Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 6 and 8). Interviews are no random sample: what comes out
is a stability range, never a confidence interval, and certainty of the bootstrap is not validity; bounds stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.analysis.profiles import Expectations, Fits, Flags, Floats, Levels, fits_of
from qualcode.analysis.seeds import generator
from qualcode.analysis.thresholds import Thresholds
from qualcode.model.frameworks import UNVERIFIED_BASES, ReferenceModel
from qualcode.model.results import StressTest

__all__ = ["Resampled", "drawn", "resampled", "stress_tests"]

BATCH = 500
"""Resamples that are counted at once, so that memory stays small with many respondents and models."""
CLASSES = {"defining": 3.0, "typical": 2.0, "peripheral": 1.0}


@dataclass(frozen=True, slots=True)
class Resampled:
    """What resampling respondents gives, by model."""

    ranges: Mapping[str, tuple[float, float]]
    """Range of fit that holds the middle share of the resamples; models without one are left out."""
    first: Mapping[str, float]
    """Share of the resamples in which a model is first among the eligible ones; equal firsts share a resample."""


def drawn(strata: Sequence[int], resamples: int, seed: int) -> Floats:
    """How often each respondent is drawn in each resample: resamples x respondents, each stratum as large as it is.

    Strata are numbers; the same strata and seed give the same draws.
    """
    random = generator(seed)
    of = np.asarray(strata, dtype=np.int64)
    counts = np.zeros((resamples, len(of)))
    for stratum in np.unique(of):
        members = np.flatnonzero(of == stratum)
        share = np.full(len(members), 1 / len(members))
        counts[:, members] = random.multinomial(len(members), share, size=resamples)
    return counts


def resampled(
    levels: Levels,
    against: Expectations,
    counts: Floats,
    eligible: Sequence[str],
    thresholds: Thresholds,
    weight: Floats | None = None,
) -> Resampled:
    """Stability ranges and shares of first places over resamples; ``weight`` is how much each respondent counts.

    ``eligible`` are the models that are ranked in the material itself, the one of the highest fit at first: only these can be
    first. Fewer respondents than a ranking needs give nothing, since drawing two or three people again and again says nothing.
    """
    if len(levels.cases) < thresholds.gate_respondents or not counts.size:
        return Resampled({}, {})
    found: list[Fits] = []
    for begin in range(0, len(counts), BATCH):
        some = counts[begin : begin + BATCH]
        found.append(fits_of(levels, against, thresholds, counts=some, weight=weight))
    whole = Fits(
        np.concatenate([each.fit for each in found]), np.concatenate([each.coverage for each in found])
    )
    fit, first = whole.fit, _first(whole, against, eligible, thresholds).astype(np.float64)
    shared = first / np.maximum(first.sum(axis=1, keepdims=True), 1.0)
    tail = (1 - thresholds.stability_share) / 2
    ranges: dict[str, tuple[float, float]] = {}
    for m, name in enumerate(against.models):
        some = fit[np.isfinite(fit[:, m]), m]
        if some.size:
            low, high = np.quantile(some, [tail, 1 - tail])
            ranges[name] = (float(low), float(high))
    return Resampled(
        ranges,
        {name: float(shared[:, m].mean()) for m, name in enumerate(against.models) if name in eligible},
    )


def stress_tests(
    levels: Levels,
    against: Expectations,
    models: Sequence[ReferenceModel],
    criteria: Sequence[str],
    eligible: Sequence[str],
    thresholds: Thresholds,
    *,
    weight: Floats | None = None,
    second: Mapping[str, Levels] | None = None,
) -> tuple[StressTest, ...]:
    """The comparison with one thing changed at a time, each with the fits and the models that come first then.

    Without each respondent; without each criterion that anybody speaks to; weights of one class of importance (defining, typical,
    peripheral) half more or less; all weights equal; without cells that nobody has verified (recalled, inferred); by the mapping
    of each second person. ``eligible`` are the models that are ranked in the material itself, the one of the
    highest fit at first: only these can be first, and a test in which that one can no longer be judged names none.
    """
    tests: list[StressTest] = []

    def add(kind: str, names: Iterable[str], found: Fits) -> None:
        first = _first(found, against, eligible, thresholds)
        for row, name in enumerate(names):
            fits = tuple(
                (model, float(value) if np.isfinite(value) else None)
                for model, value in zip(against.models, found.fit[row], strict=True)
            )
            leading = tuple(m for m, is_first in zip(against.models, first[row], strict=True) if is_first)
            tests.append(StressTest(kind, name, fits, leading))

    if len(levels.cases) > 1:
        without = 1 - np.eye(len(levels.cases))
        add("respondent", levels.cases, fits_of(levels, against, thresholds, counts=without, weight=weight))
    told = np.flatnonzero(levels.told.any(axis=0))
    heavier = np.repeat(against.weight[None], len(told), axis=0)
    heavier[np.arange(len(told)), told, :] = 0.0
    add(
        "criterion",
        [criteria[int(i)] for i in told],
        fits_of(levels, against, thresholds, weight=weight, weights=heavier),
    )
    variations: list[tuple[str, str, Floats]] = []
    for name, value in CLASSES.items():
        of_class = against.weight == value
        variations += [
            ("weights", f"{name} {sign}", np.where(of_class, against.weight * factor, against.weight))
            for sign, factor in (("+50 %", 1.5), ("-50 %", 0.5))
        ]
    variations.append(("weights", "equal", (against.weight > 0).astype(np.float64)))
    variations.append(("cells", "verified only", np.where(_verified(models, criteria), against.weight, 0.0)))
    for kind, name, weights in variations:
        add(kind, [name], fits_of(levels, against, thresholds, weight=weight, weights=weights[None]))
    for mapper, other in sorted((second or {}).items()):
        add("mapper", [mapper], fits_of(other, against, thresholds, weight=weight))
    return tuple(tests)


def _first(found: Fits, against: Expectations, eligible: Sequence[str], thresholds: Thresholds) -> Flags:
    if not eligible:
        return np.zeros(found.fit.shape, dtype=bool)
    among = np.array([name in eligible for name in against.models], dtype=bool)
    return found.first(among, against.models.index(eligible[0]), thresholds)


def _verified(models: Sequence[ReferenceModel], criteria: Sequence[str]) -> Flags:
    """Criteria x models: cells that rest on a source that was read."""
    found: npt.NDArray[np.bool_] = np.array(
        [
            [name in model.cells and model.cells[name].basis not in UNVERIFIED_BASES for model in models]
            for name in criteria
        ],
        dtype=bool,
    ).reshape(len(criteria), len(models))
    return found
