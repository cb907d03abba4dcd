"""Co-occurrence of a study's codes, and the passages behind its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from qualcode.errors import InputError, NotFoundError
from qualcode.model.arrays import Incidence, Units
from qualcode.model.cooccurrence import (
    ChanceBaseline,
    CooccurrenceChoices,
    CooccurrenceGroup,
    GroupedCooccurrence,
)
from qualcode.model.documents import ROLES
from qualcode.model.results import Cooccurrence, Unit
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.text.query import LONGEST, quote_name

if TYPE_CHECKING:
    from qualcode.model.cooccurrence import ChanceUnit

__all__ = [
    "chance_of",
    "check_choices",
    "cooccurrence_by",
    "cooccurrence_of",
    "counted_together",
    "material_of",
    "passages_behind",
    "query_behind",
]


def cooccurrence_of(
    study: Study,
    *,
    unit: Unit = "overlap",
    role: str = "respondent",
    coder: str | None = None,
    minimum: int = 1,
    level: Literal["code", "category"] = "code",
    within: int = 1,
    of: Literal["sentences", "turns"] = "turns",
    attributes: Sequence[tuple[str, str]] = (),
    documents: Sequence[str] = (),
) -> Cooccurrence:
    """Which codes (or categories) go together in one unit; the choices are those of :class:`CooccurrenceChoices`.

    Raises :class:`~qualcode.errors.InputError` for an unknown unit, role or a minimum below 1, and
    :class:`~qualcode.errors.NotFoundError` for an unknown coder, attribute or document, or where no case fits.
    """
    return counted_together(
        study,
        CooccurrenceChoices(
            unit, role, coder, minimum, level, within, of, tuple(attributes), tuple(documents)
        ),
    )


def counted_together(study: Study, choices: CooccurrenceChoices) -> Cooccurrence:
    """The co-occurrence by some choices; raises as :func:`cooccurrence_of` does."""
    incidence, sentences = material_of(study, choices)
    return _counted(incidence, sentences, choices)


def _counted(incidence: Incidence, sentences: Units | None, choices: CooccurrenceChoices) -> Cooccurrence:
    from qualcode.analysis import cooccurrence

    return cooccurrence(
        incidence,
        unit=choices.unit,
        role=None if choices.role == "all" else choices.role,
        minimum=choices.minimum,
        level=choices.level,
        sentences=sentences,
        within=choices.within,
        of=choices.of,
    )


def check_choices(choices: CooccurrenceChoices) -> None:
    """Raise :class:`~qualcode.errors.InputError` for a choice that does not exist."""
    if choices.unit not in get_args(Unit):
        raise InputError(f"“{choices.unit}” is no unit; choose one of: {', '.join(get_args(Unit))}.")
    if choices.role != "all" and choices.role not in ROLES:
        raise InputError(f"“{choices.role}” is no role; choose one of: {', '.join(ROLES)}, or all.")
    if choices.level not in ("code", "category"):
        raise InputError(f"“{choices.level}” is no level; choose code or category.")
    if choices.minimum < 1:
        raise InputError(f"The minimum is {choices.minimum}; give a whole number from 1 up.")
    if choices.of not in ("sentences", "turns"):
        raise InputError(f"“{choices.of}” is no unit of a distance; choose sentences or turns.")
    if choices.within < 0:
        raise InputError(f"The distance is {choices.within}; give a whole number from 0 (the same unit) up.")


def material_of(study: Study, choices: CooccurrenceChoices) -> tuple[Incidence, Units | None]:
    """The arrays of the documents that were chosen, and their sentences where the choices need them."""
    check_choices(choices)
    incidence = study.codings.incidence(choices.coder)
    if choices.documents or choices.attributes:
        from qualcode.analysis.subsets import subset

        incidence = subset(incidence, documents=_kept(study, incidence, choices))
    return incidence, study.codings.sentences(incidence) if _needs_sentences(choices) else None


def _needs_sentences(choices: CooccurrenceChoices) -> bool:
    return choices.unit == "sentence" or (choices.unit == "proximity" and choices.of == "sentences")


def _kept(study: Study, incidence: Incidence, choices: CooccurrenceChoices) -> set[int]:
    """Ids of the documents that fit the choices."""
    named = {study.documents.get(name).id for name in choices.documents}
    wanted: dict[str, set[str]] = {}
    for name, value in choices.attributes:
        wanted.setdefault(name_key(study.cases.attribute(name)), set()).add(name_key(value))
    cases = {
        case.id
        for case in incidence.cases
        if all(
            any(
                name_key(name) == key and name_key(value) in values for name, value in case.attributes.items()
            )
            for key, values in wanted.items()
        )
    }
    kept = {
        document.id
        for document in incidence.documents
        if document.case_id in cases and (not named or document.id in named)
    }
    if not kept:
        asked = [*choices.documents, *(f"{name} = {value}" for name, value in choices.attributes)]
        raise NotFoundError(
            f"No document fits {' and '.join(f'“{each}”' for each in asked)}; list documents and attributes with: "
            f"qualcode documents {study.path.name}"
        )
    return kept


def chance_of(
    study: Study,
    choices: CooccurrenceChoices,
    *,
    permutations: int = 1000,
    seed: int = 1,
    report: Callable[[int, int], None] | None = None,
) -> ChanceBaseline:
    """The pairs beside what random arrangements give; see :mod:`qualcode.analysis.chance`.

    Only pairs at or above the minimum are compared. ``report`` is told how many arrangements are made; what it raises
    ends the work. Raises :class:`~qualcode.errors.InputError` for a unit without a baseline.
    """
    from qualcode.analysis.chance import chance

    incidence, sentences = material_of(study, choices)
    return chance(
        incidence,
        unit=cast("ChanceUnit", choices.unit),
        role=None if choices.role == "all" else choices.role,
        minimum=choices.minimum,
        level=choices.level,
        sentences=sentences,
        permutations=permutations,
        seed=seed,
        report=report,
    )


def cooccurrence_by(study: Study, choices: CooccurrenceChoices, by: str) -> GroupedCooccurrence:
    """The co-occurrence within groups: the values of an attribute of the cases, ``coder``, or ``role``.

    Cases without a value are a group of their own. Raises :class:`~qualcode.errors.NotFoundError` for an unknown
    attribute, and :class:`~qualcode.errors.InputError` where there are no groups.
    """
    check_choices(choices)
    groups = tuple(_groups(study, replace(choices, minimum=1), by))
    totals: dict[tuple[str, str], int] = {}
    reached: set[tuple[str, str]] = set()
    for group in groups:
        for pair in group.found.pairs:
            totals[pair.a, pair.b] = totals.get((pair.a, pair.b), 0) + pair.count
            if pair.count >= choices.minimum:
                reached.add((pair.a, pair.b))
    name = by if by in ("coder", "role") else study.cases.attribute(by)
    return GroupedCooccurrence(
        name, choices.minimum, groups, tuple(sorted(reached, key=lambda pair: (-totals[pair], pair)))
    )


def _groups(study: Study, choices: CooccurrenceChoices, by: str) -> Iterator[CooccurrenceGroup]:
    if by == "coder":
        if choices.coder is not None:
            raise InputError("--by coder counts the codings of every coder; leave out --coder.")
        for name in study.coders.list():
            yield _group(name, *material_of(study, replace(choices, coder=name)), choices)
        return
    incidence, sentences = material_of(study, choices)
    if by == "role":
        from qualcode.model.arrays import ROLE_CODES

        there = set(incidence.turns.role) - {ROLE_CODES["unknown"]}
        if not there:
            raise InputError(
                f"No speaker has a role yet, so there is nothing to compare; set roles with: qualcode document role {study.path.name}"
            )
        for role in ROLES:
            if ROLE_CODES[role] in there:
                yield _group(role, incidence, sentences, replace(choices, role=role))
        return
    from qualcode.analysis import NO_VALUE
    from qualcode.analysis.subsets import subset

    wanted = name_key(study.cases.attribute(by))
    values: dict[str, set[int]] = {}
    for document, case in zip(incidence.documents, incidence.document_case, strict=True):
        own = incidence.cases[case].attributes.items()
        value = next((value.strip() for name, value in own if name_key(name) == wanted), "") or NO_VALUE
        values.setdefault(value, set()).add(document.id)
    for value in sorted(values, key=lambda value: (value == NO_VALUE, name_key(value), value)):
        part = subset(incidence, documents=values[value])
        own_sentences = study.codings.sentences(part) if sentences is not None else None
        found = _counted(part, own_sentences, choices)
        yield CooccurrenceGroup(value, len(part.documents), len(part.cases), found)


def _group(
    name: str, incidence: Incidence, sentences: Units | None, choices: CooccurrenceChoices
) -> CooccurrenceGroup:
    """A group that is no set of documents: its documents are those in which it has codings."""
    from qualcode.analysis import spoken

    heard = spoken(incidence, None if choices.role == "all" else choices.role)
    return CooccurrenceGroup(
        name, len(set(heard.document)), len(set(heard.case)), _counted(incidence, sentences, choices)
    )


def passages_behind(
    study: Study,
    found: Cooccurrence,
    a: str,
    b: str,
    *,
    coder: str | None = None,
    attributes: Sequence[tuple[str, str]] = (),
    documents: Sequence[str] = (),
) -> tuple[int, ...]:
    """Numbers of the quotations behind the number of a pair, by the settings that it was counted with; see :mod:`qualcode.analysis.evidence`.

    ``a`` twice gives the passages of one code. Raises :class:`~qualcode.errors.NotFoundError` for a name that is no code of the level.
    """
    from qualcode.analysis import quotations_behind

    choices = CooccurrenceChoices(
        unit=found.unit,
        role=found.role or "all",
        coder=coder,
        level=found.level,
        within=found.within or 0,
        of=found.of or "turns",
        attributes=tuple(attributes),
        documents=tuple(documents),
    )
    incidence, sentences = material_of(study, choices)
    return quotations_behind(
        incidence,
        a,
        b,
        unit=found.unit,
        role=found.role,
        level=found.level,
        sentences=sentences,
        within=choices.within,
        of=choices.of,
    )


def query_behind(
    study: Study,
    found: Cooccurrence,
    a: str,
    b: str,
    *,
    coder: str | None = None,
    attributes: Sequence[tuple[str, str]] = (),
) -> tuple[str, int, int]:
    """A query that lists exactly the passages behind a pair; how many it lists, and how many there are.

    It names the codes where such a query finds the same passages, else their numbers. Where all numbers would make the
    query longer than a query may be, it lists as many as there is room for. Empty where there is no passage.
    """
    numbers = passages_behind(study, found, a, b, coder=coder, attributes=attributes)
    if not numbers:
        return "", 0, 0
    for query in _readable(found, a, b):
        if {passage.quotation for passage in study.retrieval.find(query)} == set(numbers):
            return query, len(numbers), len(numbers)
    listed = ""
    fitting = 0
    for number in numbers:
        longer = f"{listed}, {number}" if listed else str(number)
        if len(longer) > LONGEST - 20:
            break
        listed, fitting = longer, fitting + 1
    return f'quotation = "{listed}"', fitting, len(numbers)


def _readable(found: Cooccurrence, a: str, b: str) -> tuple[str, ...]:
    """Queries by name that may mean the same as a pair, the shorter first."""
    plain = quote_name(a), quote_name(b)
    own = tuple(f"{name} by {quote_name(found.coder)}" for name in plain)
    sides = (plain,) if found.coder == "all" else (plain, own)
    if a == b:
        return tuple(first for first, _ in sides)
    if found.unit == "document":
        return tuple(f"{first} or {second}" for first, second in sides)
    word = "overlap" if found.unit == "overlap" else "same turn"
    return tuple(f"({first} {word} {second}) or ({second} {word} {first})" for first, second in sides)
