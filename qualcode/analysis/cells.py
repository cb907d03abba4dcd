"""The matrix criteria x models for one group of respondents: distance and verdict of each cell, with its quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
) -> tuple[CriterionVerdict, ...]:
    """One verdict for each criterion and model, in that order.

    The distance of a cell is the mean of the respondents' distances, never the distance of their mean level:
    averaging levels would find a practice in the middle that nobody described.
    """
    return tuple(
        _verdict(
            criterion.id, model.id, model.cells.get(criterion.id), levels.get(criterion.id, ()), thresholds
        )
        for criterion in criteria.criteria
        for model in models
    )


def _verdict(
    criterion: str, model: str, cell: Cell | None, levels: Sequence[RespondentLevel], thresholds: Thresholds
) -> CriterionVerdict:
    distances = [distance(each.level, cell) if cell is not None else 0.0 for each in levels]
    deviant_first = sorted(
        {(-far, number) for far, each in zip(distances, levels, strict=True) for number in each.quotations}
    )
    return CriterionVerdict(
        criterion=criterion,
        model=model,
        verdict=_word(cell, [each.level for each in levels], distances, thresholds),
        distance=mean(distances) if cell is not None and distances else None,
        respondents=len(levels),
        quotations=tuple(number for _, number in deviant_first),
        levels=tuple(sorted(each.level for each in levels)),
    )


def _word(
    cell: Cell | None, levels: Sequence[float], distances: Sequence[float], thresholds: Thresholds
) -> Verdict:
    if cell is None:
        return "silent"
    if not levels:
        return "no_evidence"
    if len(levels) < thresholds.thin:
        return "thin"
    if max(levels) - min(levels) >= thresholds.split:
        return "split"
    far = mean(distances)
    if far <= thresholds.met:
        return "met"
    return "near" if far <= thresholds.near else "off"
