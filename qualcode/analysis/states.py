"""Three states of evidence, the lack of it split by what was asked: presence, absence, and silence, which is never absence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from qualcode.model.frameworks import Criteria
from qualcode.model.guides import (
    ABSENCE_AT_MOST,
    CriterionStates,
    EvidenceState,
    EvidenceStates,
    GuideQuestion,
    State,
)
from qualcode.model.results import RespondentLevel

__all__ = ["evidence_states"]


def evidence_states(
    levels: Sequence[RespondentLevel],
    cases: Sequence[str],
    criteria: Criteria,
    questions: Sequence[GuideQuestion],
    asked: Mapping[str, Collection[int]],
    refused: Mapping[str, Collection[int]],
) -> EvidenceStates:
    """The state of each respondent on each criterion.

    A scored level above ``ABSENCE_AT_MOST`` is evidence of presence, one of it or below of absence: that is what a
    respondent said who was asked and denied. Without a level nothing is known, and ``asked`` (numbers of the questions
    that each respondent was asked, by label) and ``refused`` (those of which a person said that they were not) say why: only
    where all linked questions were refused was nobody asked; one that was not recognised may have been asked in other
    words. Equal material gives equal states in whatever order it comes.
    """
    linked: dict[str, list[int]] = defaultdict(list)
    for question in questions:
        for name in question.criteria:
            linked[name].append(question.number)
    found = {(each.case, each.criterion): each for each in levels}
    labels = tuple(sorted(cases))
    cells: list[EvidenceState] = []
    counts: list[CriterionStates] = []
    for criterion in criteria.criteria:
        numbers = tuple(sorted(linked.get(criterion.id, ())))
        row: list[EvidenceState] = []
        for case in labels:
            level = found.get((case, criterion.id))
            put = tuple(number for number in numbers if number in asked.get(case, ()))
            never = all(number in refused.get(case, ()) for number in numbers)
            row.append(
                EvidenceState(
                    case,
                    criterion.id,
                    _state(level, bool(numbers), bool(put), never),
                    None if level is None else level.level,
                    () if level is None else level.quotations,
                    put,
                )
            )
        many = Counter(cell.state for cell in row)
        counts.append(
            CriterionStates(
                criterion.id,
                presence=many["presence"],
                absence=many["absence"],
                asked=many["asked"],
                not_asked=many["not_asked"],
                not_found=many["not_found"],
                no_evidence=many["no_evidence"],
                questions=numbers,
            )
        )
        cells += row
    return EvidenceStates(labels, tuple(counts), tuple(cells), bool(questions))


def _state(level: RespondentLevel | None, linked: bool, asked: bool, never: bool) -> State:
    if level is not None:
        return "presence" if level.level > ABSENCE_AT_MOST else "absence"
    if not linked:
        return "no_evidence"
    if asked:
        return "asked"
    return "not_asked" if never else "not_found"
