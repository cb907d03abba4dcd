"""From quotations to one level a respondent and criterion: mappings, readings, strength, and what is only shown beside.

A code speaks once, however often it was applied: a respondent's level is the strength-weighted mean over distinct codes.
Only statements about practice (and barriers that say what is in fact done or not done) are scored; evaluations and
outcomes never are, whatever a mapping says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from qualcode.analysis.distance import mean
from qualcode.model.arrays import Incidence
from qualcode.model.frameworks import Criteria, Mapping, Reading
from qualcode.model.results import CellEvidence, CodeLevel, RespondentLevel

__all__ = ["NEVER_SCORED", "Evidence", "evidence"]

NEVER_SCORED = frozenset({"evaluation", "outcome"})
"""Aspects that never move a fit."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the codings say of the criteria, respondent by respondent."""

    levels: tuple[RespondentLevel, ...]
    """In the order of criteria, then cases."""
    beside: tuple[CellEvidence, ...]
    """Shown, not scored; in the order of criteria, then cases, then codes."""
    awaiting: tuple[int, ...]
    """Quotations whose code asks for a level that nobody has read from them yet."""


def evidence(
    incidence: Incidence,
    mappings: Sequence[Mapping],
    readings: Sequence[Reading],
    criteria: Criteria,
    *,
    mixed: float = 2.0,
) -> Evidence:
    """Gather each respondent's level on each criterion, with the quotations it rests on.

    A reading overrules its code's mapping for one quotation; one without a level takes the quotation out of the criterion.
    A quotation of a code that asks for a level counts only once it was read. ``mixed`` is the distance (in levels)
    from which statements of one respondent contradict each other. That a code speaks once for a respondent, however often
    it was applied, follows Sandelowski (2001, Research in Nursing & Health 24): frequency is not importance.
    """
    quotations = _quotations(incidence)
    read = {(each.quotation_id, each.code_id, each.criterion): each.level for each in readings}
    order = {each.id: i for i, each in enumerate(criteria.criteria)}
    scored: dict[tuple[int, int], list[tuple[CodeLevel, list[float]]]] = defaultdict(list)
    beside: list[tuple[tuple[int, int, str, int], CellEvidence]] = []
    awaiting: set[int] = set()
    for mapping in sorted(mappings, key=lambda each: (each.code, each.code_id, each.criterion, each.id)):
        if mapping.criterion not in order:
            continue
        place = order[mapping.criterion]
        counts = mapping.counts and mapping.aspect not in NEVER_SCORED
        for case, numbers in quotations.get(mapping.code_id, {}).items():
            said: dict[int, float] = {}
            for number in numbers:
                key = (number, mapping.code_id, mapping.criterion)
                level = read.get(key, mapping.level)  # a reading may hold None: then it does not count
                if level is not None and counts:
                    said[number] = level
                elif counts and mapping.polarity == "ask" and key not in read:
                    awaiting.add(number)
            if said:
                code = CodeLevel(mapping.code, mean(said.values()), mapping.strength, tuple(sorted(said)))
                scored[place, case].append((code, list(said.values())))
            rest = tuple(sorted(numbers - said.keys()))
            if rest:
                shown = CellEvidence(
                    incidence.cases[case].label, mapping.criterion, mapping.code, mapping.aspect, rest
                )
                beside.append(((place, case, mapping.code, mapping.id), shown))
    levels = []
    for (place, case), codes in sorted(scored.items(), key=lambda each: each[0]):
        stated = [level for _, each in codes for level in each]
        levels.append(
            RespondentLevel(
                case=incidence.cases[case].label,
                criterion=criteria.criteria[place].id,
                level=fsum(code.strength * code.level for code, _ in codes)
                / sum(code.strength for code, _ in codes),
                mixed=max(stated) - min(stated) >= mixed,
                codes=tuple(code for code, _ in codes),
            )
        )
    shown_beside = tuple(each for _, each in sorted(beside, key=lambda each: each[0]))
    return Evidence(tuple(levels), shown_beside, tuple(sorted(awaiting)))


def _quotations(incidence: Incidence) -> dict[int, dict[int, set[int]]]:
    """Quotation numbers by code id, then by case index in ascending order."""
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for code, case, quotation in zip(incidence.code, incidence.case, incidence.quotation, strict=True):
        found[incidence.nodes[code].id][case].add(quotation)
    return {code: dict(sorted(cases.items())) for code, cases in found.items()}
