"""Comparing the practice described in a study with reference models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Literal

from qualcode.errors import InputError
from qualcode.model.frameworks import FrameworkFile, Mapping
from qualcode.model.results import Comparison
from qualcode.model.tables import Statement
from qualcode.model.walks import CellWalk
from qualcode.study import Study
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.analysis.comparison import Weigh
    from qualcode.analysis.thresholds import Thresholds

__all__ = [
    "ADOPTED",
    "ADOPTING",
    "COMPARED",
    "FACILITY",
    "Lack",
    "adopt_shipped",
    "compare_study",
    "facility_of",
    "lack_of",
    "other_mappings",
    "statement_of_comparison",
    "walk_cell",
]

Lack = Literal["models", "codings", "mappings"]
"""What a study must have before anything can be compared."""
ADOPTING = ("frameworks.adopt", "Adopted the models that come with qualcode")
"""Kind and label of the change by which the shipped frameworks are adopted on their own."""

ADOPTED = "The study had no reference models yet; the ones that come with qualcode were adopted."
"""What is said when the shipped frameworks are adopted by themselves."""
FACILITY = ("facility_type", "facility type", "facility")
"""Attributes that group a comparison in a report unless another is asked for: the form of the work depends on the facility."""
COMPARED = ("criteria", "model")
"""Kinds of framework files that a comparison rests on."""


def adopt_shipped(study: Study) -> tuple[FrameworkFile, ...]:
    """Adopt the shipped criteria, models, process frames and sources where the study has none; gives what was adopted."""
    if study.frameworks.criteria() is not None and study.frameworks.models():
        return ()
    from qualcode.frameworks import shipped

    present = {(file.kind, file.id) for file in study.frameworks.files()}
    return study.frameworks.adopt(file for file in shipped() if (file.kind, file.id) not in present)


def lack_of(study: Study) -> Lack | None:
    """What the study lacks first for a comparison: criteria and models, codings, or mappings; None where nothing is lacking."""
    if study.frameworks.criteria() is None or not study.frameworks.models():
        return "models"
    if not study.coders.list():
        return "codings"
    return None if study.mappings.list() else "mappings"


def walk_cell(study: Study, found: Comparison, criterion: str, model: str, group: str = "") -> CellWalk:
    """What stands behind one cell of a comparison: respondents, their codes and quotations, mappings, the model's expectation.

    Criterion and model are given by id or by name. Raises :class:`~qualcode.errors.NotFoundError` for an unknown one,
    and for a group that the comparison does not have.
    """
    from qualcode.analysis.walking import walk_down

    criteria = study.frameworks.criteria()
    wanted = study.mappings.criterion(criterion)
    assert criteria is not None, "the criterion was found in it"
    return walk_down(
        found,
        criteria,
        study.frameworks.models(),
        study.mappings.list(),
        study.mappings.readings(),
        wanted,
        study.frameworks.model(model).id,
        group,
    )


def compare_study(
    study: Study,
    *,
    models: Sequence[str] = (),
    by: str | None = None,
    coder: str | None = None,
    seed: int | None = None,
    weigh: Weigh = "respondents",
    thresholds: Thresholds | None = None,
    numbers: bool | None = None,
) -> Comparison:
    """Compare the described practice with the adopted models (or some of them), overall and by an attribute of the cases.

    Adopts the shipped models where none are. Thresholds and whether there are figures are those of the study unless given; the
    mappings of other people, where there are any, are stress tests. ``settings["revised"]`` names criteria and models that were
    changed since they were first adopted, with version and time: what was made before that time is stale.
    Raises :class:`~qualcode.errors.NotFoundError` for an unknown model, attribute or coder.
    """
    from qualcode.analysis import compare
    from qualcode.analysis.comparison import SEED
    from qualcode.workflows.thresholds import numbers_shown, thresholds_of

    adopt_shipped(study)
    criteria = study.frameworks.criteria()
    if criteria is None:
        raise InputError(
            "The study has models but no criteria; adopt a criteria file with: qualcode models adopt STUDY FILE"
        )
    known = study.frameworks.models()
    only = [study.frameworks.model(name).id for name in models] or None
    attribute = study.cases.attribute(by) if by is not None else None
    digests = {
        f"{file.kind} {file.id}": file.sha256 for file in study.frameworks.files() if file.kind in COMPARED
    }
    found = compare(
        study.codings.incidence(coder),
        study.mappings.list(),
        study.mappings.readings(),
        criteria,
        known,
        by=attribute,
        only=only,
        thresholds=thresholds if thresholds is not None else thresholds_of(study),
        digests=digests,
        seed=SEED if seed is None else seed,
        weigh=weigh,
        second=other_mappings(study),
        strata=facility_of(study),
    )
    revised = [asdict(each) for each in study.frameworks.revised() if each.kind in COMPARED]
    found = replace(found, settings=found.settings | {"revised": revised})
    shown = numbers_shown(study) if numbers is None else numbers
    return found if shown else found.without_numbers()


def facility_of(study: Study) -> str | None:
    """The attribute that names the type of facility, if cases differ in one: respondents are drawn anew within it."""
    present = {name_key(name): name for name in study.cases.attribute_names()}
    for wanted in FACILITY:
        name = present.get(name_key(wanted))
        if name is not None and len({case.attributes.get(name) for case in study.cases.list()}) > 1:
            return name
    return None


def other_mappings(study: Study) -> dict[str, Sequence[Mapping]]:
    """The mappings of other people than the primary mapper, by name."""
    return {name: study.mappings.of(name) for name in study.mappings.mappers()}


def statement_of_comparison(study: Study, found: Comparison) -> Statement:
    """What a comparison rests on: thresholds, models and criteria with their hashes, coder, role, seed."""
    from qualcode.workflows.results import statement_of

    told = dict(found.settings)
    seed = told.pop("seed", None)
    filters: dict[str, Any] = {name: told.pop(name) for name in ("coder", "role") if name in told}
    told.pop("awaiting_level", None)
    return statement_of(study, "compare", "respondents", told, filter=filters, seed=seed)
