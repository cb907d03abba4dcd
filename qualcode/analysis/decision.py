"""Which models are closest, whether one is met completely, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.analysis.cells import SCORED
from qualcode.analysis.distance import apart, weight
from qualcode.analysis.thresholds import Thresholds
from qualcode.model.frameworks import Criteria, ReferenceModel
from qualcode.model.results import CriterionVerdict, ModelFit, StressTest, WhyNone

__all__ = ["Decision", "closest_set", "decide", "match_of"]

Match = Literal["complete", "none", "untestable", "undecided"]
_BETTER_FIRST: tuple[Match, ...] = ("complete", "untestable")
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome for one group of respondents; field names as in ``GroupComparison``."""

    closest: tuple[str, ...]
    match: Match
    departures: tuple[str, ...]
    unknown: tuple[str, ...]
    separating: tuple[str, ...]
    departures_by_model: tuple[tuple[str, tuple[str, ...]], ...] = ()
    joined_by: tuple[tuple[str, str], ...] = ()
    why_none: WhyNone = ""
    near: tuple[str, ...] = ()


def closest_set(
    fits: Sequence[ModelFit], stress: Sequence[StressTest], thresholds: Thresholds
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], WhyNone, tuple[str, ...]]:
    """Ids of the best ranked model and those that cannot be told from it, best fit first; empty where none stands out, with the reason.

    A model belongs to it by its fit (within reach of the best), because it is first in enough of the resamples, or first in
    enough stress tests; the second part of the result names those that belong to it for one of the latter reasons only, the third says why
    there is none, the fourth which models are too many. Only
    models with the status ``ranked`` can be in it: never a loose or gated one, never a family.
    """
    ranked = {each.model: each for each in fits if each.status == "ranked" and each.fit is not None}
    best = max((each.fit or 0.0 for each in ranked.values()), default=None)
    if best is None:
        return (), (), _unranked(fits, thresholds), ()
    if best < thresholds.closest_fit - _TOLERANCE:
        return (), (), "far", ()
    members: dict[str, str] = {}
    for name, each in ranked.items():
        if (each.fit or 0.0) >= best - thresholds.closest_within - _TOLERANCE:
            members[name] = "fit"
        elif each.first is not None and 0 < thresholds.closest_resamples <= each.first + _TOLERANCE:
            members[name] = "resamples"
        elif 0 < thresholds.closest_stress <= sum(name in test.first for test in stress):
            members[name] = "stress"
    order = tuple(sorted(members, key=lambda name: (-(ranked[name].fit or 0.0), name)))
    if len(members) > thresholds.closest_most:
        return (), (), "many", order
    return order, tuple((name, members[name]) for name in order if members[name] != "fit"), "", ()


def _unranked(fits: Sequence[ModelFit], thresholds: Thresholds) -> WhyNone:
    """Why no model is ranked."""
    spoken = max((each.respondents for each in fits), default=0)
    if not spoken:
        return "silent"
    gated = [each for each in fits if each.status == "gated"]
    if not gated:
        return "unrankable"
    return "few" if max(each.respondents for each in gated) < thresholds.gate_respondents else "coverage"


def match_of(
    model: ReferenceModel, verdicts: Sequence[CriterionVerdict], coverage: float, thresholds: Thresholds
) -> Literal["complete", "none", "untestable"]:
    """Whether a model is met completely.

    Complete: enough coverage, every defining criterion met by enough respondents, none split, and hardly any weight of typical criteria off.
    Where something is known to depart there is no complete match; where only evidence is missing, it cannot be tested.
    """
    spoken = {each.criterion: each.verdict for each in verdicts if each.verdict in SCORED}
    defining = [name for name, cell in model.cells.items() if cell.importance == "defining"]
    typical = {
        name: weight(cell)
        for name, cell in model.cells.items()
        if cell.importance == "typical" and name in spoken
    }
    off = sum(each for name, each in typical.items() if spoken[name] == "off")
    people = {each.criterion: each.respondents for each in verdicts}
    few = any(people.get(name, 0) < thresholds.match_respondents for name in defining)
    if (
        any(spoken.get(name) in ("near", "off") for name in defining)
        or "split" in spoken.values()
        or off > thresholds.match_off * sum(typical.values()) + _TOLERANCE
    ):
        return "none"
    if (
        coverage < thresholds.match_coverage - _TOLERANCE
        or few
        or any(name not in spoken for name in defining)
    ):
        return "untestable"
    return "complete"


def decide(
    fits: Sequence[ModelFit],
    verdicts: Mapping[str, Sequence[CriterionVerdict]],
    criteria: Criteria,
    models: Mapping[str, ReferenceModel],
    thresholds: Thresholds,
    stress: Sequence[StressTest] = (),
) -> Decision:
    """Settle the closest set and what is said of a complete match; ``verdicts`` are by model id."""
    closest, joined, why, near = closest_set(fits, stress, thresholds)
    if not closest:
        return Decision((), "undecided", (), (), (), why_none=why, near=near)
    coverage = {each.model: each.coverage for each in fits}
    matches = {name: match_of(models[name], verdicts[name], coverage[name], thresholds) for name in closest}
    match: Match = next((each for each in _BETTER_FIRST if each in matches.values()), "none")
    of_interest = [name for name in closest if match != "complete" or matches[name] == "complete"]
    departing: dict[str, set[str]] = {name: set() for name in of_interest}
    unknown: set[str] = set()
    for name in of_interest:
        for each in verdicts[name]:
            defining = each.verdict == "near" and models[name].cells[each.criterion].importance == "defining"
            if each.verdict in ("off", "split") or defining:
                departing[name].add(each.criterion)
            elif each.verdict in ("no_evidence", "thin"):
                unknown.add(each.criterion)
    pairs = [(models[a], models[b]) for i, a in enumerate(closest) for b in closest[i + 1 :]]
    ids = [each.id for each in criteria.criteria]
    return Decision(
        closest=closest,
        match=match,
        departures=tuple(each for each in ids if any(each in own for own in departing.values())),
        unknown=tuple(each for each in ids if each in unknown),
        separating=tuple(
            each for each in ids if any(apart(a.cells.get(each), b.cells.get(each)) for a, b in pairs)
        ),
        departures_by_model=tuple(
            (name, tuple(each for each in ids if each in own)) for name, own in departing.items() if own
        ),
        joined_by=joined,
    )
