"""From one cell of the matrix down to respondents, codes and quotations."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from qualcode.analysis.distance import distance
from qualcode.errors import NotFoundError
from qualcode.model.frameworks import Cell, Criteria, Mapping, Reading, ReferenceModel
from qualcode.model.results import Comparison, GroupComparison, RespondentLevel
from qualcode.model.walks import CellWalk, Standing

__all__ = ["STEPS", "group_of", "walk_down"]

STEPS = 4
"""Steps from one end of a criterion's scale to the other."""


def group_of(comparison: Comparison, name: str) -> GroupComparison:
    """The comparison of one group; of all respondents where the name is empty. Raises :class:`~qualcode.errors.NotFoundError`."""
    if not name:
        return comparison.overall
    for group in comparison.groups:
        if group.name == name:
            return group
    known = ", ".join(group.name for group in comparison.groups)
    if not known:
        raise NotFoundError(
            f"There is no group “{name}”: the respondents are not grouped. Name an attribute to group them by."
        )
    raise NotFoundError(f"There is no group “{name}”; the groups are: {known}.")


def walk_down(
    comparison: Comparison,
    criteria: Criteria,
    models: Sequence[ReferenceModel],
    mappings: Sequence[Mapping],
    readings: Sequence[Reading],
    criterion: str,
    model: str,
    group: str = "",
) -> CellWalk:
    """Everything behind one cell, respondents who depart from the model's range first.

    Where the model is silent, those farthest from the middle of the levels come first.
    Raises :class:`~qualcode.errors.NotFoundError` for a criterion, model or group that the comparison does not have.
    """
    part = group_of(comparison, group)
    verdict = next(
        (each for each in part.criteria if (each.criterion, each.model) == (criterion, model)), None
    )
    asked = next((each for each in criteria.criteria if each.id == criterion), None)
    against = next((each for each in models if each.id == model), None)
    if verdict is None or asked is None or against is None:
        raise NotFoundError(
            f"The comparison has no cell for the criterion {criterion} and the model {model}."
        )
    expected = against.cells.get(criterion)
    cases = frozenset(part.cases)
    levels = [each for each in comparison.levels if each.criterion == criterion and each.case in cases]
    return CellWalk(
        criterion=asked,
        model=against,
        group=group,
        cases=part.cases,
        expected=expected,
        verdict=verdict,
        standings=_standings(levels, expected),
        beside=tuple(
            each for each in comparison.beside if each.criterion == criterion and each.case in cases
        ),
        awaiting=frozenset(comparison.settings.get("awaiting_level", ())),
        mappings=tuple(
            sorted((each for each in mappings if each.criterion == criterion), key=lambda each: each.code)
        ),
        readings=tuple(
            sorted(
                (each for each in readings if each.criterion == criterion),
                key=lambda each: (each.quotation_id, each.id),
            )
        ),
    )


def _standings(levels: Sequence[RespondentLevel], expected: Cell | None) -> tuple[Standing, ...]:
    middle = median(each.level for each in levels) if levels else 0.0

    def order(level: RespondentLevel) -> tuple[float, str]:
        far = abs(level.level - middle) if expected is None else distance(level.level, expected)
        return -far, level.case

    return tuple(
        Standing(each, None if expected is None else distance(each.level, expected) * STEPS)
        for each in sorted(levels, key=order)
    )
