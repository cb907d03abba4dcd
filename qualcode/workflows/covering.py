"""How far the coding of a study has come."""

from __future__ import annotations

from qualcode.model.coverage import Coverage, Covered
from qualcode.model.documents import Document, Turn
from qualcode.study import Study
from qualcode.study.uncoded import uncoded_turns

__all__ = ["coverage_by", "coverage_of", "uncoded_of"]


def coverage_of(study: Study, coder: str | None = None) -> Coverage:
    """How much of the respondents' speech is coded by the primary coder, a named one, or ``all``; per document and per case.

    Raises :class:`~qualcode.errors.NotFoundError` for a coder without codings.
    """
    from qualcode.analysis.coverage import coverage

    return coverage(study.codings.incidence(coder))


def coverage_by(study: Study, found: Coverage, attribute: str) -> dict[str, Covered]:
    """The same by the values of an attribute; raises :class:`~qualcode.errors.NotFoundError` where no case has it."""
    from qualcode.analysis.coverage import coverage_by_value

    return coverage_by_value(found, study.cases.attribute(attribute))


def uncoded_of(study: Study, document: str | int | Document, coder: str | None = None) -> tuple[Turn, ...]:
    """The turns of respondents in a document of which the primary coder, a named one, or ``all`` have coded nothing."""
    found = study.documents.get(document)
    name = study.primary_coder if coder is None else coder
    present = name in study.coders.list() or coder is not None
    rows = study.codings.list(document=found, coder=name) if present else ()
    return tuple(uncoded_turns(study.documents.turns(found), [(row.start, row.end) for row in rows]))
