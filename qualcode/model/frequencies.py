"""By how many people, and how often, each node of the code tree was said; by groups of people or by document too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["MEASURES", "Crosstab", "CrosstabColumn", "CrosstabRow", "Frequencies", "Measure", "NodeFrequency"]

Measure = Literal["respondents", "documents", "codings", "quotations", "turns", "words"]
MEASURES: tuple[Measure, ...] = ("respondents", "documents", "codings", "quotations", "turns", "words")
"""What can be counted, people before mentions."""


@dataclass(frozen=True, slots=True)
class NodeFrequency:
    """One node with all that is below it."""

    code: str
    kind: str
    path: tuple[str, ...]
    cases: tuple[str, ...]
    """Labels of the respondents (cases) who speak of it, sorted."""
    documents: int
    codings: int
    """A quotation that bears several codes of one category counts once for the category."""
    quotations: tuple[int, ...]
    """Numbers of the quotations, ascending."""
    turns: int
    """Turns of the role in which at least one character is under it."""
    words: int
    """Words of the role's speech whose first character is under it."""

    @property
    def respondents(self) -> int:
        """How many people speak of it."""
        return len(self.cases)


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The nodes of one level (or all), counted."""

    coder: str
    """Whose codings were counted; ``all``: everybody's."""
    role: str | None
    """Whose speech was read; None: everybody's."""
    documents: int
    """Documents that were looked at."""
    cases: int
    """Cases with at least one of them."""
    rows: tuple[NodeFrequency, ...]
    """In tree order."""


@dataclass(frozen=True, slots=True)
class CrosstabColumn:
    """A group of respondents, or a document."""

    name: str
    """Value of the attribute, ``—`` for cases without one; or the name of a document."""
    cases: int
    """Respondents (cases with a document) in the group."""
    documents: int


@dataclass(frozen=True, slots=True)
class CrosstabRow:
    """One node with a figure for each column."""

    code: str
    kind: str
    path: tuple[str, ...]
    counts: tuple[int, ...]
    """In the order of the columns."""
    total: int
    quotations: tuple[tuple[int, ...], ...]
    """For each column the numbers of the quotations behind its figure, ascending."""


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Nodes against groups of respondents, or against documents."""

    measure: Measure
    by: str | None
    """Name of the attribute; None: the columns are documents."""
    coder: str
    role: str | None
    columns: tuple[CrosstabColumn, ...]
    """Values sorted, cases without a value last; documents in the order of import."""
    cases: int
    """Respondents in all columns."""
    documents: int
    rows: tuple[CrosstabRow, ...]
    """In tree order."""
