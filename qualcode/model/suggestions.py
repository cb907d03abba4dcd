"""What may be proposed to a coder: codes for a passage, passages like another, telling phrases of a document."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.documents import Role

__all__ = ["CodeSuggestion", "CriterionSuggestion", "KeyPhrase", "Place", "SimilarPassage"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a half-open span of one document in code points."""

    document: str
    start: int
    end: int
    text: str
    document_id: int = 0


@dataclass(frozen=True, slots=True)
class CodeSuggestion:
    """A code whose passages share words with the passage in hand."""

    code: str
    score: float
    """Sum over the most similar passages of the code, each half as heavy as the one before; only the order means something."""
    shared: tuple[str, ...]
    """The lemmas that both have, the heaviest first."""
    passages: int
    """Passages of the code that share a word with the one in hand."""
    example: Place
    """The most similar passage of the code."""
    code_id: int = 0


@dataclass(frozen=True, slots=True)
class CriterionSuggestion:
    """A criterion that shares words with a code."""

    criterion: str
    """Its id."""
    score: float
    """Only the order means something."""
    shared: tuple[str, ...]
    """The key words and words of labels that the code has too, the heaviest first."""


@dataclass(frozen=True, slots=True)
class SimilarPassage:
    """A passage of the transcripts that shares words with one or several others."""

    document: str
    case: str
    start: int
    """Code points of the canonical text."""
    end: int
    text: str
    turn: int | None
    speaker: str | None
    role: Role | None
    score: float
    """BM25; only the order means something."""
    shared: tuple[str, ...]
    """The lemmas that both have, the heaviest first."""
    codes: tuple[str, ...]
    """Codes that some part of it bears already."""
    document_id: int = 0


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A word or phrase that one document has markedly more often than the others."""

    phrase: str
    """As it stands in the text most often, in lower case."""
    lemmas: tuple[str, ...]
    """One to three lemmas."""
    count: int
    """Times in the document."""
    rest: int
    """Times in all other documents."""
    documents: int
    """Documents that have it, this one included."""
    g2: float
    """Log-likelihood ratio; above 6.63 a difference by chance would be rarer than 1 in 100."""
    log_ratio: float
    """Binary logarithm of the ratio of the two relative frequencies; 1 means twice as frequent here."""
    places: tuple[tuple[int, int], ...]
    """Its exact spans in the document, in code points."""
