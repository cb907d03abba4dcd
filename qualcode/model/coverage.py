"""How much of what was said bears a code; characters are code points of speech, labels left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.documents import Case, Document

__all__ = [
    "CaseCoverage",
    "Coverage",
    "Covered",
    "DocumentCoverage",
    "UncodedTurn",
    "Voice",
    "VoiceOfCode",
    "Voices",
    "added",
]


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
    spoken_words: int | None = None
    """Words of ``spoken``; None where words were not counted."""
    coded_words: int | None = None
    """Those of ``spoken_words`` whose first character is under at least one coding."""

    @property
    def share(self) -> float | None:
        """Share of the respondents' speech that is coded, 0 to 1; None where no respondent says anything."""
        return self.coded / self.spoken if self.spoken else None

    @property
    def word_share(self) -> float | None:
        """Share of the respondents' words that are coded, 0 to 1; None where they were not counted or there are none."""
        return (
            self.coded_words / self.spoken_words
            if self.coded_words is not None and self.spoken_words
            else None
        )


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
        spoken_words=together(part.spoken_words for part in listed),
        coded_words=together(part.coded_words for part in listed),
    )


def together(counts: Iterable[int | None]) -> int | None:
    """The sum of counts; None where one of them was not made."""
    known = list(counts)
    return None if not known or None in known else sum(each for each in known if each is not None)


@dataclass(frozen=True, slots=True)
class UncodedTurn:
    """A turn of a respondent of which nothing is coded."""

    document: str
    case: str
    turn: int
    """Its number in the document."""
    start: int
    """First code point of its speech."""
    words: str
    """How it begins."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One respondent and what of the quotations is theirs."""

    case: str
    documents: int
    quotations: int
    share: float
    """Of all quotations, 0 to 1."""
    loud: bool
    """Whether the share is above the limit."""


@dataclass(frozen=True, slots=True)
class VoiceOfCode:
    """A code (or category) of which one respondent supplies more than the limit."""

    code: str
    kind: str
    path: tuple[str, ...]
    case: str
    """A respondent above the limit; each has a row of their own."""
    supplied: int
    """Quotations of that respondent."""
    quotations: int
    share: float
    respondents: int
    """Respondents who speak of it."""
    numbers: tuple[int, ...]
    """Quotations of that respondent, ascending."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Whether one respondent speaks for many."""

    coder: str
    role: str | None
    limit: float
    """Share of the quotations above which a voice is called loud."""
    least: int
    """Quotations that a code needs to be looked at."""
    quotations: int
    cases: tuple[Voice, ...]
    """The loudest first; those with a document."""
    codes: tuple[VoiceOfCode, ...]
    """The largest share first, then tree order, then label; one for each respondent above the limit."""

    @property
    def heard(self) -> int:
        """Respondents who have a quotation."""
        return sum(each.quotations > 0 for each in self.cases)

    @property
    def loud(self) -> tuple[Voice, ...]:
        """Respondents above the limit; nobody where so few have a quotation that somebody has to be."""
        return tuple(each for each in self.cases if each.loud)
