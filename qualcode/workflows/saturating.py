"""When interviews stopped bringing new codes, in the order of interviewing and over random orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.documents import ROLES, Case
from qualcode.model.saturation import InterviewOrder, Reached, Saturation, SaturationLevel, SaturationUnit
from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study
from qualcode.text.counting import counted
from qualcode.text.names import name_key
from qualcode.text.ordering import Kind, no_dates, sorting_keys
from qualcode.workflows.results import statement_of

if TYPE_CHECKING:
    from qualcode.model.arrays import Incidence

__all__ = [
    "NAMES",
    "NOTE",
    "Assessment",
    "left_out_sentence",
    "order_sentence",
    "quotations_of_new",
    "random_sentence",
    "reached_sentence",
    "saturation_of",
    "saturation_tables",
    "short_sentence",
]

NAMES = ("interview_date", "interview date", "date", "interviewed", "order")
"""Attributes that give the order of interviewing where every case has one and no other was asked for."""
NOTE = (
    "This describes when new codes stopped coming; it says nothing about interviews that were not held. "
    "That codes repeat does not mean that their meaning was understood in full (code and meaning saturation differ)."
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Saturation with what it rests on."""

    found: Saturation
    order: InterviewOrder
    statement: Statement


def saturation_of(
    study: Study,
    *,
    unit: SaturationUnit = "cases",
    level: SaturationLevel = "code",
    order: str | None = None,
    base: int = 4,
    run: int = 2,
    thresholds: Sequence[float] = (0.05, 0.0),
    permutations: int = 1000,
    seed: int = 1,
    role: str = "respondent",
    coder: str | None = None,
) -> Assessment:
    """Assess saturation after Guest, Namey and Chen (2020).

    ``order`` names the attribute of the cases that holds the date (or number) of the interview; ``import`` asks for the
    order of import. Raises :class:`~qualcode.errors.InputError` for a choice that does not exist and where cases
    lack a value of ``order`` or one of its dates is none, and :class:`~qualcode.errors.NotFoundError` for an unknown attribute or coder.
    """
    if unit not in ("cases", "documents"):
        raise InputError(f"“{unit}” is no unit of saturation; choose cases or documents.")
    if level not in ("code", "category"):
        raise InputError(f"“{level}” is no level; choose code or category.")
    if role != "all" and role not in ROLES:
        raise InputError(f"“{role}” is no role; choose one of: {', '.join(ROLES)}, or all.")
    from qualcode.analysis.saturation import coded_interviews, saturation

    incidence = study.codings.incidence(coder)
    read = None if role == "all" else role
    coded = coded_interviews(incidence, unit=unit, role=read)
    interviews = _interviews(incidence, unit)
    placed, given = _ordered(study, incidence, unit, [each for each in interviews if each in coded], order)
    found = saturation(
        incidence,
        placed,
        unit=unit,
        level=level,
        role=read,
        base=base,
        run=run,
        thresholds=thresholds,
        permutations=permutations,
        seed=seed,
        left_out=[each for each in interviews if each not in coded],
    )
    statement = statement_of(
        study,
        "saturation",
        unit,
        {
            "level": level,
            "order": given.attribute or "import",
            "base": base,
            "run": run,
            "thresholds": list(thresholds),
            "permutations": permutations,
            "codebook": "as it is now",
            "merges": given.merges,
        },
        filter={
            "coder": found.coder,
            "role": found.role or "all",
            "left_out": list(found.left_out),
        },
        seed=seed,
    )
    return Assessment(found, given, statement)


def _interviews(incidence: Incidence, unit: SaturationUnit) -> list[int]:
    """Indices of the cases that have a document, or of the documents, in the order of import."""
    own = list(incidence.document_case)
    return list(dict.fromkeys(own)) if unit == "cases" else list(range(len(own)))


def _ordered(
    study: Study,
    incidence: Incidence,
    unit: SaturationUnit,
    interviews: Sequence[int],
    order: str | None,
) -> tuple[list[tuple[int, str]], InterviewOrder]:
    """Some interviews in order, each with the value that placed it."""
    own = list(incidence.document_case)
    case_of = {each: incidence.cases[each if unit == "cases" else own[each]] for each in interviews}
    merges = study.codebook.merges()
    attribute, values, kind, keys = _attribute(study, [case_of[each] for each in interviews], order)
    if attribute is None:
        passed, unread = (None, ()) if order is not None else _passed_over(study, list(case_of.values()))
        return [(each, "") for each in interviews], InterviewOrder(None, None, 0, merges, passed, unread)
    places = sorted(range(len(interviews)), key=lambda i: keys[i])
    cases = [case_of[interviews[i]].id for i in places]
    tied = sum(
        any(keys[i] == keys[j] and case_of[interviews[j]].id != cases[at] for j in places)
        for at, i in enumerate(places)
    )
    return [(interviews[i], values[i]) for i in places], InterviewOrder(attribute, kind, tied, merges)


def _attribute(
    study: Study, cases: Sequence[Case], order: str | None
) -> tuple[str | None, list[str], Kind | None, list[tuple[object, ...]]]:
    """The attribute that orders the cases, its values, what they are, and the keys to sort by; no name where import does."""
    if order is None:
        known = {name_key(name): name for name in study.cases.attribute_names()}
        for wanted in NAMES:
            name = known.get(name_key(wanted))
            values = [_value(case, name) for case in cases] if name is not None else []
            if name is None or not values or not all(values):
                continue
            try:
                kind, keys = sorting_keys(values)
            except InputError:
                continue
            if kind != "words":
                return name, values, kind, keys
        return None, [], None, []
    if name_key(order) == "import":
        return None, [], None, []
    name = study.cases.attribute(order)
    values = [_value(case, name) for case in cases]
    missing = list(dict.fromkeys(case.label for case, value in zip(cases, values, strict=True) if not value))
    if missing:
        raise InputError(
            f"{', '.join(missing[:5])}{f' and {len(missing) - 5} more' if len(missing) > 5 else ''} "
            f"{'has' if len(missing) == 1 else 'have'} no value of “{name}”, so there is no order of interviewing; "
            f"set it with: qualcode case set {study.path.name} {missing[0]} {name}=2024-03-05"
        )
    bad = no_dates(values)
    kind, keys = sorting_keys(values)
    if bad and kind == "words":
        unread = tuple(dict.fromkeys((cases[i].label, values[i]) for i in bad))
        raise InputError(
            f"{_unread(unread)}, so “{name}” gives no order of interviewing; write dates as 2024-03-05, with: "
            f"qualcode case set {study.path.name} {unread[0][0]} {name}=2024-03-05"
        )
    return name, values, kind, keys


def _passed_over(study: Study, cases: Sequence[Case]) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The first attribute whose name says that it orders interviews, but some of whose values are missing or no dates."""
    known = {name_key(name): name for name in study.cases.attribute_names()}
    for name in (known[name_key(wanted)] for wanted in NAMES if name_key(wanted) in known):
        values = [_value(case, name) for case in cases]
        given = [i for i, value in enumerate(values) if value]
        bad = {given[i] for i in no_dates([values[i] for i in given])}
        if bad or (given and sorting_keys([values[i] for i in given])[0] != "words"):
            unread = [(cases[i].label, value) for i, value in enumerate(values) if not value or i in bad]
            return name, tuple(dict.fromkeys(unread))
    return None, ()


def _unread(unread: Sequence[tuple[str, str]]) -> str:
    """Which cases have which values that are no dates, in English."""
    wrong = [f"{case} has “{value}”" for case, value in unread if value]
    empty = [case for case, value in unread if not value]
    said = []
    if wrong:
        more = f" (and {len(wrong) - 3} more)" if len(wrong) > 3 else ""
        said.append(
            f"{', '.join(wrong[:3])}{more}, which {'is no date' if len(wrong) == 1 else 'are no dates'}"
        )
    if empty:
        more = f" and {len(empty) - 3} more" if len(empty) > 3 else ""
        said.append(f"{', '.join(empty[:3])}{more} {'has' if len(empty) == 1 else 'have'} no value of it")
    return "; ".join(said)


def _value(case: Case, name: str) -> str:
    return next((value for each, value in case.attributes.items() if name_key(each) == name_key(name)), "")


def reached_sentence(found: Saturation, reached: Reached) -> str:
    """What came of one threshold, in a sentence of English."""
    share = f"≤{reached.threshold * 100:g} %" if reached.threshold else "0 %"
    if reached.after is None:
        return f"{share} new information was not reached within {counted(len(found.interviews), 'interview')} (base {found.base_size}, run {found.run_length})."
    return (
        f"{share} new information at interview {reached.after} with run {found.run_length} ({reached.notation}): "
        f"reached after {counted(reached.after, 'interview')}, confirmed by interviews "
        f"{', '.join(map(str, reached.confirmed[:-1]))} and {reached.confirmed[-1]}."
    )


def random_sentence(found: Saturation, reached: Reached) -> str:
    """What random orders of the interviews say of one threshold, in English."""
    said = f"In random order {reached.orders} of {found.permutations} orders reach it"
    if reached.median_after is None:
        return f"{said}, so in half of them or more it is not reached."
    return f"{said}; the median is after {counted(reached.median_after, 'interview')}."


def short_sentence(found: Saturation) -> str:
    """Why nothing can be said of saturation; empty where it can."""
    if len(found.interviews) < found.needed:
        return (
            f"Saturation cannot be assessed: a base of {found.base_size} and a run of {found.run_length} need "
            f"{found.needed} interviews, and "
            + (
                f"{len(found.interviews)} bear codings."
                if found.left_out
                else f"there are {len(found.interviews)}."
            )
        )
    if not found.base_codes:
        return (
            f"Saturation cannot be assessed: the first {'interview bears' if found.base_size == 1 else f'{found.base_size} interviews bear'} no "
            f"{found.level}, so there is nothing to measure new information against."
        )
    return ""


def left_out_sentence(found: Saturation) -> str:
    """Which interviews say nothing of new codes, in English; empty where something is coded in all."""
    if not found.left_out:
        return ""
    return (
        f"Left out, since nothing in {'it' if len(found.left_out) == 1 else 'them'} is coded: {', '.join(found.left_out)}. "
        f"What is said of saturation holds for {counted(len(found.interviews), 'coded interview')}."
    )


def order_sentence(assessment: Assessment) -> str:
    """By what the interviews were ordered, and how far the codebook was reshaped since, in English."""
    order = assessment.order
    if order.attribute is None:
        said = "Interviews are in the order of import; choose the attribute that holds their date for the order of interviewing."
        if order.passed_over:
            said = f"Interviews are in the order of import: “{order.passed_over}” was not used, as {_unread(order.unread)}."
    else:
        said = f"Interviews are ordered by “{order.attribute}” ({order.values})."
        if order.tied:
            said += f" {order.tied} share a value with another; the order of import decided between them."
    if order.merges:
        said += (
            f" Counted on the codebook as it is now: {order.merges} {'code was' if order.merges == 1 else 'codes were'} "
            "merged into others, which lowers the number of new codes."
        )
    else:
        said += " Counted on the codebook as it is now; no codes were merged."
    return said


def quotations_of_new(study: Study, found: Saturation) -> list[tuple[int, ...]]:
    """For each interview the numbers of its quotations under the codes that it brought, ascending.

    Quotations outside of the speech that was read are among them where they bear such a code.
    """
    if not found.interviews or not found.interviews[-1].cumulative:
        return [()] * len(found.interviews)
    below: dict[str, tuple[int, ...]] = {
        name: study.codebook.below(study.codebook.get(name)) for each in found.interviews for name in each.new
    }
    said: dict[tuple[str, int], set[int]] = {}
    for row in study.codings.list(coder=found.coder):
        interview = row.case if found.unit == "cases" else row.document
        said.setdefault((interview, row.code_id), set()).add(row.quotation)
    return [
        tuple(
            sorted(
                {
                    number
                    for name in each.new
                    for code_id in below[name]
                    for number in said.get((each.name, code_id), ())
                }
            )
        )
        for each in found.interviews
    ]


def saturation_tables(assessment: Assessment) -> tuple[ResultTable, ...]:
    """The interviews with the curve, the runs, and the thresholds, as result tables."""
    found, statement = assessment.found, assessment.statement
    spread = {each.number: each for each in found.spread}
    interviews = ResultTable(
        "interviews",
        (
            "number",
            "interview",
            "placed_by",
            "codes",
            "new",
            "cumulative",
            "median",
            "p5",
            "p95",
            "new_codes",
        ),
        tuple(
            (
                each.number,
                each.name,
                each.placed_by,
                each.codes,
                len(each.new),
                each.cumulative,
                spread[each.number].median if each.number in spread else None,
                spread[each.number].low if each.number in spread else None,
                spread[each.number].high if each.number in spread else None,
                "; ".join(each.new),
            )
            for each in found.interviews
        ),
        statement,
    )
    runs = ResultTable(
        "runs",
        ("first", "last", "new", "base_codes", "ratio"),
        tuple((each.first, each.last, each.new, found.base_codes, each.ratio) for each in found.runs),
        statement,
    )
    reached = ResultTable(
        "thresholds",
        (
            "threshold",
            "after",
            "confirmed_by",
            "notation",
            "ratio",
            "random_orders",
            "orders_that_reach",
            "median_after",
        ),
        tuple(
            (
                each.threshold,
                each.after,
                ", ".join(map(str, each.confirmed)),
                each.notation,
                each.ratio,
                found.permutations,
                each.orders,
                each.median_after,
            )
            for each in found.reached
        ),
        statement,
    )
    return interviews, runs, reached
