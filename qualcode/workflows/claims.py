"""Models that respondents name, set beside the practice they describe."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import InputError
from qualcode.model.claims import Claim, ClaimedModel
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.workflows.evidence import criteria_and_models, described
from qualcode.workflows.results import statement_of
from qualcode.workflows.thresholds import numbers_shown, thresholds_of

__all__ = ["MEANING", "add_claim", "claim_tables", "claims_of", "how_it_stands"]

MEANING = (
    "What somebody calls a way of working and what the same person describes are two things; the figures say how far apart "
    "they lie in this material, and nothing about how a facility works."
)
"""What is said beside the table."""
NOTHING_SAID = "nothing is said on its criteria"


def add_claim(study: Study, code: str, model: str) -> Claim:
    """Say that a code means that a model is named; adopts the shipped models within the same change where the study has none."""
    from qualcode.workflows.comparing import adopt_shipped

    with study.change("claims.set", f"“{code}” says that {model} is named"):
        adopt_shipped(study)
        return study.claims.set(code, model)


def claims_of(study: Study, coder: str | None = None) -> tuple[ClaimedModel, ...]:
    """Each model that a respondent names, beside what this respondent describes, by the study's thresholds; by case, then model.

    Raises :class:`~qualcode.errors.InputError` where no code means that a model is named,
    :class:`~qualcode.errors.NotFoundError` for a coder without codings.
    """
    from qualcode.analysis.claims import claimed_models

    claims = study.claims.list()
    if not claims:
        raise InputError(
            "No code says that a model is named yet; say which one does with: qualcode claim STUDY CODE MODEL"
        )
    found = described(study, coder)
    return claimed_models(found.incidence, claims, found.evidence.levels, found.models, thresholds_of(study))


def how_it_stands(found: ClaimedModel, *, numbers: bool = True) -> str:
    """What is described, in words: on how many criteria it is met or off, and why there is no fit; without ``numbers`` no word of a fit."""
    met, near, off = (len(found.standing(kind)) for kind in ("met", "near", "off"))
    if found.status == "unknown":
        return "the study no longer has this model"
    counts = (
        f"met on {met}, near on {near}, off on {off} of {found.criteria} criteria"
        if found.cells
        else NOTHING_SAID
    )
    if found.status == "family":
        return f"a family, never ranked; {counts}"
    if not numbers:
        return f"a loosely described model; {counts}" if found.status == "loose" else counts
    if found.status == "loose":
        return f"loosely described, so without a fit; {counts}"
    if found.status == "little":
        return f"too little said for a fit; {counts}" if found.cells else counts
    return counts


def claim_tables(
    study: Study, found: Sequence[ClaimedModel], coder: str | None = None
) -> tuple[ResultTable, ...]:
    """A row for each respondent and model named, then one for each criterion of it that the respondent speaks to.

    Where the study's figures are switched off there are no columns of fit and coverage.
    """
    _, models = criteria_and_models(study)
    short = {model.id: model.short or model.id for model in models}
    limits, figures = thresholds_of(study), numbers_shown(study)
    statement = statement_of(
        study,
        "claims",
        "respondent",
        {"met_up_to": limits.met, "near_up_to": limits.near}
        | ({"fit_from_coverage": limits.gate_coverage} if figures else {"figures": "switched off"}),
        filter={"coder": coder or study.primary_coder},
    )
    named = tuple(
        (
            each.case,
            short.get(each.model, each.model),
            len(each.quotations),
            *((each.fit, each.coverage if each.status != "unknown" else None) if figures else ()),
            len(each.standing("met")),
            len(each.standing("near")),
            len(each.standing("off")),
            how_it_stands(each, numbers=figures),
            ", ".join(each.codes),
            ", ".join(map(str, each.quotations)),
        )
        for each in found
    )
    cells = tuple(
        (
            each.case,
            short.get(each.model, each.model),
            cell.criterion,
            cell.level,
            cell.distance,
            cell.standing,
            ", ".join(map(str, cell.quotations)),
        )
        for each in found
        for cell in each.cells
    )
    columns = (
        "case", "model", "quotations", *(("fit", "coverage") if figures else ()), "met", "near", "off", "described", "codes", "numbers",
    )  # fmt: skip
    of_cells = ("case", "model", "criterion", "level", "distance", "standing", "numbers")
    return (
        ResultTable("claims", columns, named, statement),
        ResultTable("criteria", of_cells, cells, statement),
    )
