"""The matrix criteria x models for one group of respondents: distance and verdict of each cell, with its quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from qualcode.analysis.distance import distance, mean
from qualcode.analysis.thresholds import Thresholds
from qualcode.model.frameworks import Cell, Criteria, ReferenceModel
from qualcode.model.results import CriterionVerdict, RespondentLevel, Verdict

__all__ = ["SCORED", "by_criterion", "verdicts"]

SCORED: frozenset[str] = frozenset({"met", "near", "off", "split"})
"""Verdicts of cells that enter a fit."""


def by_criterion(levels: Iterable[RespondentLevel], cases: Iterable[str]) -> dict[str, list[RespondentLevel]]:
    """The levels of some respondents, by criterion."""
    wanted = frozenset(cases)
    found: dict[str, list[RespondentLevel]] = defaultdict(list)
    for level in levels:
        if level.case in wanted:
            found[level.criterion].append(level)
    return dict(found)


def verdicts(
    levels: Mapping[str, Sequence[RespondentLevel]],
    criteria: Criteria,
    models: Sequence[ReferenceModel],
    thresholds: Thresholds,
    weights: Mapping[str, float] | None = None,
) -> tuple[CriterionVerdict, ...]:
    """One verdict for each criterion and model, in that order; ``weights`` is how much each respondent counts (by default alike).

    The distance of a cell is the mean of the respondents' distances, never the distance of their mean level:
    averaging levels would find a practice in the middle that nobody described.
    """
    return tuple(
        _verdict(
            criterion.id,
            model.id,
            model.cells.get(criterion.id),
            levels.get(criterion.id, ()),
            thresholds,
            weights,
        )
        for criterion in criteria.criteria
        for model in models
    )


def _verdict(
    criterion: str,
    model: str,
    cell: Cell | None,
    levels: Sequence[RespondentLevel],
    thresholds: Thresholds,
    weights: Mapping[str, float] | None,
) -> CriterionVerdict:
    distances = [distance(each.level, cell) if cell is not None else 0.0 for each in levels]
    own = [1.0 if weights is None else weights[each.case] for each in levels]
    far = _mean(distances, own) if cell is not None and distances else None
    deviant_first = sorted(
        {(-off, number) for off, each in zip(distances, levels, strict=True) for number in each.quotations}
    )
    return CriterionVerdict(
        criterion=criterion,
        model=model,
        verdict=_word(cell, [each.level for each in levels], far or 0.0, thresholds),
        distance=far,
        respondents=len(levels),
        quotations=tuple(number for _, number in deviant_first),
        levels=tuple(sorted(each.level for each in levels)),
    )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    if len(set(weights)) == 1:
        return mean(values)
    return fsum(value * own for value, own in zip(values, weights, strict=True)) / fsum(weights)


def _word(cell: Cell | None, levels: Sequence[float], far: float, thresholds: Thresholds) -> Verdict:
    if cell is None:
        return "silent"
    if not levels:
        return "no_evidence"
    if len(levels) < thresholds.thin:
        return "thin"
    if max(levels) - min(levels) >= thresholds.split:
        return "split"
    if far <= thresholds.met:
        return "met"
    return "near" if far <= thresholds.near else "off"
