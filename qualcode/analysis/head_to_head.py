"""Two leading models on common ground: only the criteria whose ranges tell them apart say which of them practice is nearer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from qualcode.analysis.cells import SCORED
from qualcode.analysis.distance import apart, information, weight
from qualcode.model.frameworks import Criteria, ReferenceModel
from qualcode.model.results import CriterionVerdict, Discriminating, HeadToHead, ModelFit

__all__ = ["head_to_head", "leading_pairs"]

_EQUAL = 1e-9


def leading_pairs(closest: Sequence[str], fits: Sequence[ModelFit]) -> tuple[tuple[str, str], ...]:
    """Which models are set against each other: all of the closest set, or the closest with the runner-up, or the first two ranked.

    ``fits`` are sorted, ranked ones first.
    """
    ranked = [each.model for each in fits if each.status == "ranked" and each.fit is not None]
    if len(closest) > 1:
        return tuple((a, b) for i, a in enumerate(closest) for b in closest[i + 1 :])
    leader = closest[0] if closest else ranked[0] if ranked else None
    other = next((name for name in ranked if name != leader), None)
    return () if leader is None or other is None else ((leader, other),)


def head_to_head(
    a: ReferenceModel,
    b: ReferenceModel,
    verdicts: Mapping[str, Sequence[CriterionVerdict]],
    criteria: Criteria,
) -> HeadToHead:
    """Set two models against each other on the criteria both speak of; ``verdicts`` are by model id."""
    cells = {name: {each.criterion: each for each in verdicts[name]} for name in (a.id, b.id)}
    common = [
        each.id
        for each in criteria.criteria
        if each.id in a.cells and each.id in b.cells and cells[a.id][each.id].verdict in SCORED
    ]
    separating = [each.id for each in criteria.criteria if apart(a.cells.get(each.id), b.cells.get(each.id))]
    told: list[Discriminating] = []
    for name in separating:
        if name not in common:
            continue
        mine, other = cells[a.id][name], cells[b.id][name]
        distances = (mine.distance or 0.0, other.distance or 0.0)
        even = abs(distances[0] - distances[1]) <= _EQUAL
        told.append(
            Discriminating(
                criterion=name,
                nearer="neither" if even else "a" if distances[0] < distances[1] else "b",
                distances=distances,
                split=mine.verdict == "split",
                respondents=mine.respondents,
                quotations=mine.quotations,
            )
        )
    return HeadToHead(
        a=a.id,
        b=b.id,
        common=len(common),
        fits=(_fit(a, cells[a.id], common), _fit(b, cells[b.id], common)),
        criteria=tuple(told),
        unspoken=tuple(name for name in separating if name not in common),
    )


def _fit(model: ReferenceModel, cells: Mapping[str, CriterionVerdict], common: Sequence[str]) -> float | None:
    reachable = fsum(information(model.cells[name]) for name in common)
    observed = fsum(weight(model.cells[name]) * (cells[name].distance or 0.0) for name in common)
    return 1 - observed / reachable if reachable else None
