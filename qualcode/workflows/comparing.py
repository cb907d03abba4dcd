"""Comparing the practice described in a study with reference models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Literal

from qualcode.errors import InputError
from qualcode.model.frameworks import FrameworkFile
from qualcode.model.results import Comparison
from qualcode.model.walks import CellWalk
from qualcode.study import Study

__all__ = [
    "ADOPTED",
    "ADOPTING",
    "COMPARED",
    "Lack",
    "adopt_shipped",
    "compare_study",
    "lack_of",
    "walk_cell",
]

Lack = Literal["models", "codings", "mappings"]
"""What a study must have before anything can be compared."""
ADOPTING = ("frameworks.adopt", "Adopted the models that come with qualcode")
"""Kind and label of the change by which the shipped frameworks are adopted on their own."""

ADOPTED = "The study had no reference models yet; the ones that come with qualcode were adopted."
"""What is said when the shipped frameworks are adopted by themselves."""
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
    study: Study, *, models: Sequence[str] = (), by: str | None = None, coder: str | None = None
) -> Comparison:
    """Compare the described practice with the adopted models (or some of them), overall and by an attribute of the cases.

    Adopts the shipped models where none are. ``settings["revised"]`` names criteria and models that were changed since they
    were first adopted, with version and time: what was made before that time is stale. Raises :class:`~qualcode.errors.NotFoundError` for an unknown model, attribute or coder.
    """
    from qualcode.analysis import compare

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
        digests=digests,
    )
    revised = [asdict(each) for each in study.frameworks.revised() if each.kind in COMPARED]
    return replace(found, settings=found.settings | {"revised": revised})
