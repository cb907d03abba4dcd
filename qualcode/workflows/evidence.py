"""What respondents say on the criteria, before any model is looked at: the ground of states, process frames, claims and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.arrays import Incidence
from qualcode.model.frameworks import Criteria, Mapping, ReferenceModel
from qualcode.study import Study

if TYPE_CHECKING:
    from qualcode.analysis.levels import Evidence

__all__ = ["Described", "criteria_and_models", "described"]


@dataclass(frozen=True, slots=True)
class Described:
    """The speech of respondents, and the levels it states."""

    incidence: Incidence
    """Codings of respondents' speech; where no role is known, all of them."""
    criteria: Criteria
    models: tuple[ReferenceModel, ...]
    mappings: tuple[Mapping, ...]
    evidence: Evidence
    read: frozenset[tuple[int, int, str]]
    """Quotation, code id and criterion of each level that was read from a single quotation, or refused there."""

    @property
    def cases(self) -> tuple[str, ...]:
        """Labels of all respondents, sorted."""
        return tuple(sorted(case.label for case in self.incidence.cases))


def criteria_and_models(study: Study) -> tuple[Criteria, tuple[ReferenceModel, ...]]:
    """Those of the study; where it has none yet, those that come with qualcode, without adopting them."""
    criteria, models = study.frameworks.criteria(), study.frameworks.models()
    if criteria is None or not models:
        from qualcode.frameworks import read_all, shipped

        own = read_all(shipped())
        criteria, models = criteria or own.criteria, models or tuple(own.models)
    assert criteria is not None, "the shipped files have criteria"
    return criteria, models


def described(study: Study, coder: str | None = None) -> Described:
    """What the primary coder's codings (a named one's, or those of ``all``) say on the criteria; nothing is adopted or changed.

    Raises :class:`~qualcode.errors.NotFoundError` for a coder without codings.
    """
    from qualcode.analysis.levels import evidence
    from qualcode.analysis.speech import spoken

    with study.store.snapshot():
        criteria, models = criteria_and_models(study)
        incidence = spoken(study.codings.incidence(coder))
        mappings, readings = study.mappings.list(), study.mappings.readings()
    return Described(
        incidence,
        criteria,
        models,
        mappings,
        evidence(incidence, mappings, readings, criteria),
        frozenset((each.quotation_id, each.code_id, each.criterion) for each in readings),
    )
