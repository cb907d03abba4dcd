"""Co-occurrence beside what chance would give, and side by side in groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.results import Cooccurrence, Unit

__all__ = [
    "MEASURES",
    "ChanceBaseline",
    "ChancePair",
    "ChanceUnit",
    "CooccurrenceChoices",
    "CooccurrenceGroup",
    "GroupedCooccurrence",
    "Measure",
]

Measure = Literal[
    "count", "jaccard", "dice", "c", "conditional", "lift", "documents", "respondents", "inside"
]
ChanceUnit = Literal["overlap", "sentence", "turn", "document"]
"""Units for which random arrangements are made."""
MEASURES: tuple[Measure, ...] = (
    "count",
    "jaccard",
    "dice",
    "c",
    "conditional",
    "lift",
    "documents",
    "respondents",
    "inside",
)
"""What pairs can be sorted by; ``conditional`` and ``inside`` (unit inclusion only) differ with the direction."""


@dataclass(frozen=True, slots=True)
class CooccurrenceChoices:
    """What is counted."""

    unit: Unit = "overlap"
    role: str = "respondent"
    """Whose speech; ``all``: everybody's."""
    coder: str | None = None
    """Whose codings; None: the primary coder's, ``all``: all together."""
    minimum: int = 1
    level: Literal["code", "category"] = "code"
    within: int = 1
    """Proximity: at most so many units apart."""
    of: Literal["sentences", "turns"] = "turns"
    """Proximity: the units of the distance."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Only cases with these values; of one attribute any of the values, of several attributes each."""
    documents: tuple[str, ...] = ()
    """Only these documents."""


@dataclass(frozen=True, slots=True)
class ChancePair:
    """One pair beside random arrangements that keep how often each code occurs in each document."""

    a: str
    b: str
    count: int
    """As observed."""
    expected: float
    """Mean count over all possible arrangements, by its formula."""
    ratio: float | None
    """Observed / expected; None where nothing is expected."""
    at_least: int
    """Arrangements with a count at least as large as the observed one."""
    share: float
    """(at_least + 1) / (arrangements + 1)."""
    adjusted: float
    """The share adjusted for the number of pairs that could be compared (Benjamini & Hochberg)."""


@dataclass(frozen=True, slots=True)
class ChanceBaseline:
    """All pairs at or above the minimum beside chance."""

    unit: ChanceUnit
    permutations: int
    seed: int
    compared: int
    """Pairs of codes in use that could go together; the adjusted values allow for all of them."""
    pairs: tuple[ChancePair, ...]
    """In the order of the co-occurrence."""


@dataclass(frozen=True, slots=True)
class CooccurrenceGroup:
    """The co-occurrence within one group."""

    name: str
    """Value of the attribute, name of the coder, or role."""
    documents: int
    """Documents of the group; for coders and roles those with a coding in it."""
    cases: int
    """Cases of the group; for coders and roles those with a coding in it."""
    found: Cooccurrence
    """With a minimum of 1, so that pairs can be held side by side."""


@dataclass(frozen=True, slots=True)
class GroupedCooccurrence:
    """The same co-occurrence in several groups."""

    by: str
    """``coder``, ``role``, or the name of an attribute."""
    minimum: int
    groups: tuple[CooccurrenceGroup, ...]
    pairs: tuple[tuple[str, str], ...]
    """All pairs that reach the minimum in at least one group: by the sum of their counts, then names."""
