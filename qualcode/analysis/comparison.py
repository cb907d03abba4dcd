"""Comparing the practice that respondents describe with reference models: by group of respondents, then overall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Table
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import numpy as np

from qualcode.analysis.cells import by_criterion, verdicts
from qualcode.analysis.decision import decide
from qualcode.analysis.distance import mean, specificity
from qualcode.analysis.fit import loose_models, model_fit, sort_fits
from qualcode.analysis.frequency import frequencies
from qualcode.analysis.head_to_head import head_to_head, leading_pairs
from qualcode.analysis.levels import evidence
from qualcode.analysis.profiles import Floats, expectations, levels_of
from qualcode.analysis.sensitivity import drawn, resampled, stress_tests
from qualcode.analysis.speech import spoken
from qualcode.analysis.thresholds import Thresholds
from qualcode.errors import InputError, NotFoundError
from qualcode.model.arrays import Incidence
from qualcode.model.documents import Case
from qualcode.model.frameworks import Criteria, Mapping, Reading, ReferenceModel
from qualcode.model.results import Comparison, GroupComparison, ModelFit, RespondentLevel
from qualcode.text.names import name_key

__all__ = ["NO_VALUE", "SEED", "Weigh", "compare"]

Weigh = Literal["respondents", "groups"]
"""What counts alike in the overall result: each respondent, or each group."""
SEED = 1
"""Seed of the draws, where no other is given."""

RESPONDENT = "respondent"
"""Whose speech is evidence of practice."""

NO_VALUE = "—"
"""Name of the group of cases that have no value of the attribute."""


def compare(
    incidence: Incidence,
    mappings: Sequence[Mapping],
    readings: Sequence[Reading],
    criteria: Criteria,
    models: Sequence[ReferenceModel],
    *,
    by: str | None = None,
    only: Collection[str] | None = None,
    thresholds: Thresholds | None = None,
    digests: Table[str, str] | None = None,
    seed: int = SEED,
    weigh: Weigh = "respondents",
    second: Table[str, Sequence[Mapping]] | None = None,
    strata: str | None = None,
) -> Comparison:
    """Compare described practice with reference models.

    ``by`` names an attribute of cases: each of its values is a group of its own, in sorted order, cases without a
    value last under ``NO_VALUE``. ``only`` limits what is shown and ranked to some models; how loose a model is, is
    still judged among all ``models``. ``digests`` (hashes of the framework files by id) go into the settings.
    Only what respondents say is evidence; where no role is known, everything said is. ``weigh`` counts every respondent
    alike, or (``groups``) every group of ``by`` alike in the overall result. ``second`` holds the mappings of other people by
    name: each is a stress test. Resampling draws respondents with ``seed`` within the groups of ``by``, or where there is none,
    of the attribute ``strata``.
    Equal material gives an equal result in whatever order its rows come.
    Raises :class:`~qualcode.errors.NotFoundError` for an unknown attribute or model,
    :class:`~qualcode.errors.InputError` for groups that are to weigh alike where there are none.
    """
    limits = thresholds if thresholds is not None else Thresholds()
    if weigh == "groups" and by is None:
        raise InputError(
            "Groups can weigh alike only where respondents are grouped; name an attribute with --by."
        )
    incidence = spoken(incidence, RESPONDENT)
    chosen = _chosen(models, only)
    found = evidence(incidence, mappings, readings, criteria, mixed=limits.mixed)
    others = {
        name: evidence(incidence, theirs, _asked(theirs, readings), criteria, mixed=limits.mixed).levels
        for name, theirs in (second or {}).items()
    }
    everybody = tuple(sorted(case.label for case in incidence.cases))
    grouped = _groups(incidence.cases, by) if by is not None else {}
    within = by if by is not None else strata
    drawn_in = grouped or (_groups(incidence.cases, within) if within is not None else {})
    stratum = {label: number for number, cases in enumerate(drawn_in.values()) for label in cases}
    counts = drawn([stratum.get(label, 0) for label in everybody], limits.resamples, seed)
    weights = dict.fromkeys(everybody, 1.0)
    if weigh == "groups":
        weights = {
            label: len(everybody) / (len(grouped) * len(cases))
            for cases in grouped.values()
            for label in cases
        }
    frame = _Frame(criteria, chosen, loose_models(models, limits), limits, found.levels, others)
    row = {label: i for i, label in enumerate(everybody)}

    def group(name: str, cases: tuple[str, ...]) -> GroupComparison:
        own = weights if not name else dict.fromkeys(cases, 1.0)
        return _group(name, cases, frame, counts[:, [row[label] for label in cases]], own)

    mapped = {each.code_id for each in mappings}
    settings: dict[str, Any] = {
        "thresholds": asdict(limits),
        "coder": incidence.coder,
        "role": RESPONDENT,
        "by": by,
        "weigh": weigh,
        "drawn_within": within,
        "seed": seed,
        "models": [model.id for model in chosen],
        "specificity": {model.id: specificity(model) for model in chosen},
        "data_version": criteria.data_version,
        "digests": dict(sorted(digests.items())) if digests is not None else {},
        "mappers": sorted(others),
        "awaiting_level": list(found.awaiting),
    }
    return Comparison(
        overall=group("", everybody),
        groups=tuple(group(name, cases) for name, cases in grouped.items()),
        levels=found.levels,
        beside=found.beside,
        residual=tuple(
            each
            for each, node in zip(frequencies(incidence), incidence.nodes, strict=True)
            if node.kind == "code" and each.codings and node.id not in mapped
        ),
        settings=settings,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all groups of a comparison share."""

    criteria: Criteria
    models: tuple[ReferenceModel, ...]
    """Those that are shown and ranked."""
    loose: frozenset[str]
    thresholds: Thresholds
    levels: Sequence[RespondentLevel]
    others: Table[str, Sequence[RespondentLevel]]
    """Levels by the mappings of other people."""


def _asked(mappings: Sequence[Mapping], readings: Sequence[Reading]) -> list[Reading]:
    """The levels of single quotations that another person's mapping asks for; the others belong to the primary mapping."""
    asks = {(each.code_id, each.criterion) for each in mappings if each.polarity == "ask"}
    return [each for each in readings if (each.code_id, each.criterion) in asks]


def _chosen(models: Sequence[ReferenceModel], only: Collection[str] | None) -> tuple[ReferenceModel, ...]:
    if only is None:
        return tuple(models)
    known = {model.id for model in models}
    for name in only:
        if name not in known:
            raise NotFoundError(f"There is no model “{name}”; there are {', '.join(sorted(known))}.")
    return tuple(model for model in models if model.id in only)


def _groups(cases: Sequence[Case], by: str) -> dict[str, tuple[str, ...]]:
    wanted = name_key(by)
    names = {name for case in cases for name in case.attributes}
    if wanted not in {name_key(name) for name in names}:
        there = ", ".join(sorted(names)) or "none at all"
        raise NotFoundError(f"No case has an attribute “{by}”; there are: {there}.")
    found: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        value = next((value for name, value in case.attributes.items() if name_key(name) == wanted), "")
        found[value.strip() or NO_VALUE].append(case.label)
    return {
        value: tuple(sorted(found[value]))
        for value in sorted(found, key=lambda each: (each == NO_VALUE, each))
    }


def _group(
    name: str, cases: tuple[str, ...], frame: _Frame, counts: Floats, weights: Table[str, float]
) -> GroupComparison:
    criteria, models, limits = frame.criteria, frame.models, frame.thresholds
    told = by_criterion(frame.levels, cases)
    matrix = verdicts(told, criteria, models, limits, weights)
    of_model = {model.id: [each for each in matrix if each.model == model.id] for model in models}
    plain = [
        model_fit(
            model,
            of_model[model.id],
            len({each.case for criterion in model.cells for each in told.get(criterion, ())}),
            model.id in frame.loose,
            limits,
        )
        for model in models
    ]
    eligible = [each.model for each in sort_fits(plain) if each.status == "ranked" and each.fit is not None]
    against = expectations(models, criteria)
    levels = levels_of(frame.levels, cases, criteria)
    own = np.array([weights[label] for label in levels.cases])
    again = resampled(levels, against, counts, eligible, limits, own)
    fits = sort_fits(
        replace(each, stability=again.ranges.get(each.model), first=again.first.get(each.model))
        for each in plain
    )
    stress = stress_tests(
        levels,
        against,
        models,
        [each.id for each in criteria.criteria],
        eligible,
        limits,
        weight=own,
        second={mapper: levels_of(theirs, cases, criteria) for mapper, theirs in frame.others.items()},
    )
    by_id = {model.id: model for model in models}
    decision = decide(fits, of_model, criteria, by_id, limits, stress)
    return GroupComparison(
        name=name,
        cases=cases,
        coverage=_coverage(fits, decision.closest),
        models=fits,
        criteria=matrix,
        closest=decision.closest,
        match=decision.match,
        departures=decision.departures,
        unknown=decision.unknown,
        separating=decision.separating,
        departures_by_model=decision.departures_by_model,
        stress=stress,
        heads=tuple(
            head_to_head(by_id[a], by_id[b], of_model, criteria)
            for a, b in leading_pairs(decision.closest, fits)
        ),
        joined_by=decision.joined_by,
        why_none=decision.why_none,
        near=decision.near,
        least=limits.gate_respondents,
    )


def _coverage(fits: Sequence[ModelFit], closest: Sequence[str]) -> float:
    """Mean coverage of the closest models; where none is closest, of all that could be, gated ones included."""
    some = [each for each in fits if each.model in closest]
    some = some or [each for each in fits if each.status in ("ranked", "gated")] or list(fits)
    return mean(each.coverage for each in some) if some else 0.0
