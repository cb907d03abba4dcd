"""Comparing the practice that respondents describe with reference models: by group of respondents, then overall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Table
from dataclasses import asdict
from typing import Any

from qualcode.analysis.cells import by_criterion, verdicts
from qualcode.analysis.decision import decide
from qualcode.analysis.distance import mean, specificity
from qualcode.analysis.fit import loose_models, model_fit, sort_fits
from qualcode.analysis.frequency import frequencies
from qualcode.analysis.levels import evidence
from qualcode.analysis.speech import spoken
from qualcode.analysis.thresholds import Thresholds
from qualcode.errors import NotFoundError
from qualcode.model.arrays import Incidence
from qualcode.model.documents import Case
from qualcode.model.frameworks import Criteria, Mapping, Reading, ReferenceModel
from qualcode.model.results import Comparison, GroupComparison, ModelFit, RespondentLevel
from qualcode.text.names import name_key

__all__ = ["NO_VALUE", "compare"]

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
) -> Comparison:
    """Compare described practice with reference models.

    ``by`` names an attribute of cases: each of its values is a group of its own, in sorted order, cases without a
    value last under ``NO_VALUE``. ``only`` limits what is shown and ranked to some models; how loose a model is, is
    still judged among all ``models``. ``digests`` (hashes of the framework files by id) go into the settings.
    Only what respondents say is evidence; where no role is known, everything said is.
    Equal material gives an equal result in whatever order its rows come.
    Raises :class:`~qualcode.errors.NotFoundError` for an unknown attribute or model.
    """
    limits = thresholds if thresholds is not None else Thresholds()
    incidence = spoken(incidence, RESPONDENT)
    chosen = _chosen(models, only)
    loose = loose_models(models, limits)
    found = evidence(incidence, mappings, readings, criteria, mixed=limits.mixed)
    everybody = tuple(sorted(case.label for case in incidence.cases))

    def group(name: str, cases: tuple[str, ...]) -> GroupComparison:
        return _group(name, cases, found.levels, criteria, chosen, loose, limits)

    grouped = _groups(incidence.cases, by) if by is not None else {}
    mapped = {each.code_id for each in mappings}
    settings: dict[str, Any] = {
        "thresholds": asdict(limits),
        "coder": incidence.coder,
        "role": RESPONDENT,
        "by": by,
        "models": [model.id for model in chosen],
        "specificity": {model.id: specificity(model) for model in chosen},
        "data_version": criteria.data_version,
        "digests": dict(sorted(digests.items())) if digests is not None else {},
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
    name: str,
    cases: tuple[str, ...],
    levels: Sequence[RespondentLevel],
    criteria: Criteria,
    models: Sequence[ReferenceModel],
    loose: frozenset[str],
    thresholds: Thresholds,
) -> GroupComparison:
    told = by_criterion(levels, cases)
    matrix = verdicts(told, criteria, models, thresholds)
    of_model = {model.id: [each for each in matrix if each.model == model.id] for model in models}
    fits = sort_fits(
        model_fit(
            model,
            of_model[model.id],
            len({each.case for criterion in model.cells for each in told.get(criterion, ())}),
            model.id in loose,
            thresholds,
        )
        for model in models
    )
    decision = decide(fits, of_model, criteria, {model.id: model for model in models}, thresholds)
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
    )


def _coverage(fits: Sequence[ModelFit], closest: Sequence[str]) -> float:
    """Mean coverage of the closest models; where none is closest, of all that could be, gated ones included."""
    some = [each for each in fits if each.model in closest]
    some = some or [each for each in fits if each.status in ("ranked", "gated")] or list(fits)
    return mean(each.coverage for each in some) if some else 0.0
