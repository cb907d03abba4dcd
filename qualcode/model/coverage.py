"""How much of what was said bears a code; characters are code points of speech, labels left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.documents import Case, Document

__all__ = ["CaseCoverage", "Coverage", "Covered", "DocumentCoverage", "added"]


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of some speech is coded."""

    documents: int
    spoken: int
    """Characters that respondents said; everybody's in a document where no role is known."""
    coded: int
    """Those of ``spoken`` under at least one coding."""
    turns: int
    """Turns in which a respondent says something."""
    uncoded_turns: int
    """Those of ``turns`` of which no character is coded."""
    words: int
    """Words of all speech, also of interviewers."""
    codings: int
    """Codings of the coder, wherever they stand."""

    @property
    def share(self) -> float | None:
        """Share of the respondents' speech that is coded, 0 to 1; None where no respondent says anything."""
        return self.coded / self.spoken if self.spoken else None


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """One document."""

    document: Document
    covered: Covered


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """One case with all its documents."""

    case: Case
    covered: Covered


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole study."""

    coder: str
    """Whose codings were counted; ``all``: everybody's."""
    documents: tuple[DocumentCoverage, ...]
    """In the order of import."""
    cases: tuple[CaseCoverage, ...]
    """By label, also those without a document."""
    total: Covered


def added(parts: Iterable[Covered]) -> Covered:
    """Several parts together."""
    listed = list(parts)
    return Covered(
        documents=sum(part.documents for part in listed),
        spoken=sum(part.spoken for part in listed),
        coded=sum(part.coded for part in listed),
        turns=sum(part.turns for part in listed),
        uncoded_turns=sum(part.uncoded_turns for part in listed),
        words=sum(part.words for part in listed),
        codings=sum(part.codings for part in listed),
    )
