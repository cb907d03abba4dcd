"""Which steps of a process frame respondents speak of; a frame is a list to look through, never something to be ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qualcode.analysis.comparison import NO_VALUE
from qualcode.analysis.levels import Evidence
from qualcode.model.documents import Case
from qualcode.model.frameworks import ProcessFrame
from qualcode.model.processes import FrameCoverage, GroupSize, StepCoverage
from qualcode.text.names import name_key

__all__ = ["frame_coverage", "grouped"]


def frame_coverage(
    frame: ProcessFrame, evidence: Evidence, cases: Sequence[Case], by: str | None = None
) -> FrameCoverage:
    """Who speaks of each step of a frame, through the criterion that the frame names for it.

    A respondent speaks of a step where a passage bears a code that is mapped to its criterion, whatever the aspect; those
    with a statement of practice are counted apart. ``by`` names an attribute of the cases. A step without a criterion has nobody.
    """
    speaking: dict[str, set[str]] = defaultdict(set)
    practising: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, set[int]] = defaultdict(set)
    for level in evidence.levels:
        speaking[level.criterion].add(level.case)
        practising[level.criterion].add(level.case)
        numbers[level.criterion].update(level.quotations)
    for beside in evidence.beside:
        speaking[beside.criterion].add(beside.case)
        numbers[beside.criterion].update(beside.quotations)
    groups = grouped(cases, by) if by is not None else ()
    steps = []
    for step in frame.steps:
        name = step.criterion or ""
        people = speaking.get(name, set()) if name else set()
        steps.append(
            StepCoverage(
                step.id,
                step.label,
                step.criterion,
                tuple(sorted(people)),
                tuple(sorted(practising.get(name, ()))) if name else (),
                tuple(sorted(numbers.get(name, ()))) if name else (),
                tuple(len(people.intersection(group.cases)) for group in groups),
            )
        )
    return FrameCoverage(frame.id, frame.label, len(cases), tuple(steps), groups)


def grouped(cases: Sequence[Case], by: str) -> tuple[GroupSize, ...]:
    """The respondents by the values of an attribute, sorted; those without a value come last."""
    wanted = name_key(by)
    found: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        value = next((value for name, value in case.attributes.items() if name_key(name) == wanted), "")
        found[value.strip() or NO_VALUE].append(case.label)
    return tuple(
        GroupSize(value, tuple(sorted(found[value])))
        for value in sorted(found, key=lambda each: (each == NO_VALUE, each))
    )
