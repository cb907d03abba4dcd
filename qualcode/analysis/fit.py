"""How near described practice is to one model: fit, coverage and bounds.

fit = 1 - D_obs / D_exp over the cells with evidence, where D_obs is the weighted mean distance of the respondents and
D_exp the same for levels equally likely from 1 to 5. Coverage is the share of the model's D_exp that evidence speaks to.
The bounds say what fit would be over the whole model if every criterion without evidence were missed as badly as
possible, or met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from qualcode.analysis.cells import SCORED
from qualcode.analysis.distance import information, specificity, weight, worst
from qualcode.analysis.thresholds import Thresholds
from qualcode.model.frameworks import ReferenceModel
from qualcode.model.results import CriterionVerdict, ModelFit, Status

__all__ = ["loose_models", "model_fit", "sort_fits"]

_ORDER: dict[Status, int] = {"ranked": 0, "gated": 1, "loose": 2, "family": 3}


def loose_models(models: Iterable[ReferenceModel], thresholds: Thresholds) -> frozenset[str]:
    """Ids of the models that are described too loosely to be called closest, next to the tightest of those ranked."""
    ranked = {model.id: specificity(model) for model in models if model.rank and model.kind != "family"}
    greatest = max(ranked.values(), default=0.0)
    return frozenset(
        name for name, each in ranked.items() if each < thresholds.loose * greatest or each == 0.0
    )


def model_fit(
    model: ReferenceModel,
    verdicts: Sequence[CriterionVerdict],
    respondents: int,
    loose: bool,
    thresholds: Thresholds,
) -> ModelFit:
    """Fit, coverage, bounds and status of one model.

    ``verdicts`` are those of this model; ``respondents`` is how many people say anything about its criteria.
    """
    scored = [each for each in verdicts if each.verdict in SCORED and each.distance is not None]
    told = {each.criterion for each in scored}
    observed = fsum(weight(model.cells[each.criterion]) * (each.distance or 0.0) for each in scored)
    reachable = fsum(information(model.cells[name]) for name in told)
    total = specificity(model)
    missed = fsum(weight(cell) * worst(cell) for name, cell in model.cells.items() if name not in told)
    coverage = reachable / total if total else 0.0
    return ModelFit(
        model=model.id,
        fit=1 - observed / reachable if reachable else None,
        coverage=coverage,
        bounds=(1 - (observed + missed) / total, 1 - observed / total) if total else None,
        stability=None,
        loose=loose,
        status=_status(model, loose, respondents, coverage, thresholds),
        respondents=respondents,
    )


def _status(
    model: ReferenceModel, loose: bool, respondents: int, coverage: float, thresholds: Thresholds
) -> Status:
    if model.kind == "family" or not model.rank:
        return "family"
    if loose:
        return "loose"
    if respondents < thresholds.gate_respondents or coverage < thresholds.gate_coverage:
        return "gated"
    return "ranked"


def sort_fits(fits: Iterable[ModelFit]) -> tuple[ModelFit, ...]:
    """Ranked models first, then gated, loose ones and families; each by descending fit, then id."""

    def place(each: ModelFit) -> tuple[int, float, str]:
        return _ORDER[each.status], -each.fit if each.fit is not None else float("inf"), each.model

    return tuple(sorted(fits, key=place))
