"""What retrieval finds: passages with everything that was coded in them, and cases held against each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.model.documents import Role

__all__ = ["CaseQuotations", "Contrast", "FoundCoding", "FoundPassage"]


@dataclass(frozen=True, slots=True)
class FoundCoding:
    """One coding of a passage."""

    id: int
    code: str
    coder: str
    code_id: int = 0


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One quotation, listed once, with all its codes and coders; field order is that of the command line's JSON."""

    quotation: int
    document: str
    case: str
    start: int
    """Code points of the canonical text."""
    end: int
    text: str
    context: str
    """The sentence or sentences around it, its own words included."""
    context_start: int
    """Where the context begins in the canonical text."""
    turn: int | None
    """Number of the turn in which the span starts, None before the first turn."""
    speaker: str | None
    role: Role | None
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    codings: tuple[FoundCoding, ...]
    memo: str
    document_id: int = 0
    language: str = ""
    """ISO 639-1 code of the document."""


@dataclass(frozen=True, slots=True)
class CaseQuotations:
    """One case with the passages that two queries find in it."""

    case: str
    attributes: dict[str, str] = field(default_factory=dict)
    a: tuple[FoundPassage, ...] = ()
    b: tuple[FoundPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Contrast:
    """Cases by what two queries find in them."""

    a: str
    b: str
    without: tuple[CaseQuotations, ...]
    """Cases with A but never B."""
    both: tuple[CaseQuotations, ...]
    """Cases with A and B."""
    only_b: tuple[CaseQuotations, ...]
    """Cases with B but never A."""
    neither: tuple[str, ...]
    """Labels of cases with none of them."""
