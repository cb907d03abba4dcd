"""Mapping codes to criteria: what to propose, what is not mapped yet, and which quotations lack a level."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import InputError
from qualcode.model.codes import Code
from qualcode.model.frameworks import Criteria, Criterion, Mapping
from qualcode.model.suggestions import CriterionSuggestion
from qualcode.study import Study

__all__ = ["Coverage", "QuotationLevel", "codes_for", "coverage", "criteria_for", "levels"]

NO_CRITERIA = (
    "The study has no criteria yet; adopt those that come with qualcode: qualcode models adopt STUDY"
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which codes and criteria are mapped."""

    codes: tuple[Code, ...]
    """All codes, in the order of the tree; categories and themes left out."""
    criteria: tuple[Criterion, ...]
    """All criteria, in the order of the file."""
    by_code: dict[int, tuple[Mapping, ...]]
    """By id of the code; codes without a mapping are left out."""
    by_criterion: dict[str, tuple[Mapping, ...]]
    """By id of the criterion; criteria without a mapping are left out."""

    @property
    def unmapped_codes(self) -> tuple[Code, ...]:
        """Codes that speak to no criterion."""
        return tuple(code for code in self.codes if code.id not in self.by_code)

    @property
    def unmapped_criteria(self) -> tuple[Criterion, ...]:
        """Criteria that no code speaks to."""
        return tuple(each for each in self.criteria if each.id not in self.by_criterion)


@dataclass(frozen=True, slots=True)
class QuotationLevel:
    """What one quotation of a code states on a criterion."""

    quotation: int
    document: str
    document_id: int
    case: str
    start: int
    """Code points of the canonical text."""
    end: int
    text: str
    stated: bool
    """Whether a level (or none) was given to this quotation itself."""
    level: int | None
    """What counts for it: its own level, else that of the mapping; None: no level."""


def coverage(study: Study, mapper: str | None = None) -> Coverage:
    """Which codes and which criteria are mapped, and to what; ``mapper``: by somebody else than in the primary mapping.

    A mapper who has not mapped anything yet has an empty mapping.
    """
    criteria = study.frameworks.criteria()
    by_code: dict[int, list[Mapping]] = {}
    by_criterion: dict[str, list[Mapping]] = {}
    for mapping in study.mappings.by(mapper, new=True).list():
        by_code.setdefault(mapping.code_id, []).append(mapping)
        by_criterion.setdefault(mapping.criterion, []).append(mapping)
    return Coverage(
        tuple(code for code in study.codebook.tree() if code.kind == "code"),
        criteria.criteria if criteria is not None else (),
        {key: tuple(found) for key, found in by_code.items()},
        {key: tuple(found) for key, found in by_criterion.items()},
    )


def adopted(study: Study) -> Criteria:
    """The criteria of the study; raises :class:`~qualcode.errors.InputError` where none are adopted."""
    criteria = study.frameworks.criteria()
    if criteria is None:
        raise InputError(NO_CRITERIA)
    return criteria


def criteria_for(
    study: Study, *codes: str, mapper: str | None = None
) -> dict[str, tuple[CriterionSuggestion, ...]]:
    """Criteria that share words with each code's name or definition, the best first, by the code's name; nothing is mapped.

    Criteria that the code is mapped to (by ``mapper``; None: in the primary mapping) are left out. Raises :class:`~qualcode.errors.InputError` for a category and
    :class:`~qualcode.errors.NotFoundError` for an unknown code.
    """
    from qualcode.study.criteria_words import CriteriaWords

    words = CriteriaWords(adopted(study), study.language)
    mapped = coverage(study, mapper).by_code
    found: dict[str, tuple[CriterionSuggestion, ...]] = {}
    for name in codes:
        code = study.codebook.get(name)
        if code.kind != "code":
            raise InputError(f"“{code.name}” is a {code.kind}; only codes are mapped to criteria.")
        there = {mapping.criterion for mapping in mapped.get(code.id, ())}
        found[code.name] = tuple(each for each in words.suggest(code) if each.criterion not in there)
    return found


def codes_for(
    study: Study, criterion: str, *, mapper: str | None = None
) -> tuple[tuple[Code, CriterionSuggestion], ...]:
    """Codes that share words with a criterion, the best first; those mapped to it (by ``mapper``) are left out."""
    from qualcode.study.criteria_words import CriteriaWords

    words = CriteriaWords(adopted(study), study.language)
    key = study.mappings.criterion(criterion)
    known = coverage(study, mapper)
    there = {mapping.code_id for mapping in known.by_criterion.get(key, ())}
    found = [
        (code, each)
        for code in known.codes
        if code.id not in there
        for each in words.suggest(code)
        if each.criterion == key
    ]
    return tuple(sorted(found, key=lambda pair: -pair[1].score))


def levels(study: Study, code: str, criterion: str) -> tuple[QuotationLevel, ...]:
    """What each quotation of a code states on a criterion that the code is mapped to, in the order of the text.

    Where the mapping asks for a level of each quotation, those without one (``stated`` false) do not count. Raises
    :class:`~qualcode.errors.InputError` where the code is not mapped to the criterion.
    """
    node, key = study.codebook.get(code), study.mappings.criterion(criterion)
    mapping = next((m for m in study.mappings.list() if m.code_id == node.id and m.criterion == key), None)
    if mapping is None:
        raise InputError(f"“{node.name}” is not mapped to {key}; map it first.")
    own = {
        reading.quotation_id: reading.level
        for reading in study.mappings.readings()
        if reading.code_id == node.id and reading.criterion == key
    }
    documents = {document.id: document for document in study.documents.list()}
    return tuple(
        QuotationLevel(
            each.id,
            documents[each.document_id].name,
            each.document_id,
            documents[each.document_id].case,
            each.start,
            each.end,
            each.text,
            each.id in own,
            own.get(each.id, mapping.level),
        )
        for each in study.quotations.bearing(node.id)
    )
