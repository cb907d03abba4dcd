"""Models that respondents name, beside what they describe: never a judgement of whether somebody works by a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import fsum

from qualcode.analysis.distance import distance, information, specificity, weight
from qualcode.analysis.fit import loose_models
from qualcode.analysis.readiness import quotations_by_code
from qualcode.analysis.speech import ints
from qualcode.analysis.thresholds import Thresholds
from qualcode.model.arrays import Incidence
from qualcode.model.claims import Claim, ClaimCell, ClaimedModel, ClaimStatus, Standing
from qualcode.model.frameworks import ReferenceModel
from qualcode.model.results import RespondentLevel

__all__ = ["claimed_models"]


def claimed_models(
    incidence: Incidence,
    claims: Sequence[Claim],
    levels: Sequence[RespondentLevel],
    models: Sequence[ReferenceModel],
    thresholds: Thresholds | None = None,
) -> tuple[ClaimedModel, ...]:
    """Each model that a respondent names, with the distance of the practice this respondent describes, by case, then model.

    ``incidence`` holds codings of respondents' speech, ``levels`` those of a comparison. The fit is that of
    :mod:`qualcode.analysis.fit`, of one respondent alone: 1 - observed / expected distance over the criteria spoken to. It is
    given where these hold at least the share ``gate_coverage`` of the model's information, and never for a family or a
    loosely described model; the single criteria are given always.
    """
    limits = thresholds if thresholds is not None else Thresholds()
    known = {model.id: model for model in models}
    loose = loose_models(models, limits)
    named: dict[tuple[str, str], tuple[set[str], set[int]]] = defaultdict(lambda: (set(), set()))
    by_case = quotations_by_case(incidence)
    for claim in claims:
        for case, numbers in by_case.get(claim.code_id, {}).items():
            codes, passages = named[case, claim.model]
            codes.add(claim.code)
            passages |= numbers
    told: dict[str, dict[str, RespondentLevel]] = defaultdict(dict)
    for level in levels:
        told[level.case][level.criterion] = level
    return tuple(
        _claimed(case, name, known.get(name), named[case, name], told[case], name in loose, limits)
        for case, name in sorted(named)
    )


def _claimed(
    case: str,
    name: str,
    model: ReferenceModel | None,
    where: tuple[set[str], set[int]],
    told: dict[str, RespondentLevel],
    loose: bool,
    limits: Thresholds,
) -> ClaimedModel:
    codes, numbers = tuple(sorted(where[0])), tuple(sorted(where[1]))
    if model is None:
        return ClaimedModel(case, name, codes, numbers, "unknown", None, 0.0, (), 0)
    cells = []
    for criterion, expected in model.cells.items():
        level = told.get(criterion)
        if level is not None:
            far = distance(level.level, expected)
            cells.append(ClaimCell(criterion, level.level, far, _standing(far, limits), level.quotations))
    total = specificity(model)
    reachable = fsum(information(model.cells[cell.criterion]) for cell in cells)
    observed = fsum(weight(model.cells[cell.criterion]) * cell.distance for cell in cells)
    coverage = reachable / total if total else 0.0
    status: ClaimStatus = "described"
    if model.kind == "family" or not model.rank:
        status = "family"
    elif loose:
        status = "loose"
    elif not reachable or coverage < limits.gate_coverage:
        status = "little"
    fit = 1 - observed / reachable if status == "described" else None
    return ClaimedModel(case, name, codes, numbers, status, fit, coverage, tuple(cells), len(model.cells))


def _standing(far: float, limits: Thresholds) -> Standing:
    if far <= limits.met:
        return "met"
    return "near" if far <= limits.near else "off"


def quotations_by_case(incidence: Incidence) -> dict[int, dict[str, set[int]]]:
    """Numbers of the quotations that bear each code, by its id, then by the label of the respondent."""
    case_of = dict(zip(ints(incidence.quotation).tolist(), ints(incidence.case).tolist(), strict=True))
    found: dict[int, dict[str, set[int]]] = {}
    for code, numbers in quotations_by_code(incidence).items():
        mine: dict[str, set[int]] = defaultdict(set)
        for number in numbers:
            mine[incidence.cases[case_of[number]].label].add(number)
        found[code] = dict(mine)
    return found
