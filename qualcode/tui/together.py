"""What the co-occurrence screen shows: the choices, the order of codes, and the steps of the heat map."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.model.codes import Code
from qualcode.model.results import Cooccurrence, Pair, Unit

__all__ = [
    "MEASURES", "ORDERS", "STEPS", "UNITS", "VIEWS", "Choice", "Kept", "Measure", "Together", "View", "figure", "step_of", "value_of",
]  # fmt: skip

View = Literal["heat", "pairs", "picture"]
Measure = Literal["count", "jaccard", "documents"]
VIEWS: tuple[View, ...] = ("heat", "pairs", "picture")
UNITS: tuple[Unit, ...] = ("overlap", "sentence", "turn", "document")
MEASURES: tuple[Measure, ...] = ("count", "jaccard", "documents")
ORDERS: Mapping[View, tuple[str, ...]] = {
    "heat": ("tree", "partners"),
    "pairs": ("count", "Jaccard", "documents", "name"),
    "picture": ("tree", "partners"),
}
"""By view, what its rows can be ordered by."""
STEPS = 5
"""Shades of the heat map."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is counted."""

    unit: Unit = "overlap"
    minimum: int = 1
    level: Literal["code", "category"] = "code"
    coder: str | None = None
    """None: the primary coder; ``all``: all together."""
    role: str = "respondent"
    """``all``: everybody's speech."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the screen shows, kept for when it is opened again."""

    view: View = "heat"
    choice: Choice = Choice()
    measure: Measure = "count"
    orders: tuple[tuple[View, str], ...] = (("heat", "partners"), ("pairs", "count"), ("picture", "tree"))
    text: bool = False
    """Whether the list of partners is shown where the terminal could show the picture."""


@dataclass(frozen=True, slots=True)
class Together:
    """One result, with what the screen asks of it."""

    choice: Choice
    revision: int
    found: Cooccurrence
    pairs: Mapping[tuple[str, str], Pair]
    """By both orders of the names."""
    own: Mapping[str, tuple[int, int]]
    """Of each code that was found: codings (units) and documents."""
    partners: Mapping[str, tuple[Pair, ...]]
    """Of each code that was found: its pairs, the strongest first."""

    @classmethod
    def of(cls, choice: Choice, revision: int, found: Cooccurrence) -> Together:
        """Look up tables of a result."""
        pairs: dict[tuple[str, str], Pair] = {}
        own = {
            name: (number, documents)
            for name, number, documents in zip(found.codes, found.frequencies, found.documents, strict=True)
            if number
        }
        partners: dict[str, list[Pair]] = {name: [] for name in own}
        for pair in sorted(found.pairs, key=lambda pair: (-pair.count, -pair.jaccard, pair.a, pair.b)):
            pairs[pair.a, pair.b] = pairs[pair.b, pair.a] = pair
            partners[pair.a].append(pair)
            partners[pair.b].append(pair)
        return cls(choice, revision, found, pairs, own, {name: tuple(own) for name, own in partners.items()})

    def ordered(self, tree: Sequence[Code], order: str) -> tuple[str, ...]:
        """The codes that were found, in the order of the tree or those with most partners first."""
        names = [code.name for code in tree if code.name in self.own]
        if order == "partners":
            names.sort(key=lambda name: -len(self.partners[name]))
        return tuple(names)


def value_of(pair: Pair, measure: Measure) -> float:
    """The number of a pair by a measure."""
    return pair.count if measure == "count" else pair.jaccard if measure == "jaccard" else pair.documents


def figure(value: float, measure: Measure) -> str:
    """A number as it stands in a cell; a Jaccard index with two decimals and no leading zero.

    >>> figure(12, "count"), figure(0.125, "jaccard"), figure(1.0, "jaccard")
    ('12', '.12', '1.0')
    """
    if measure != "jaccard":
        return str(int(value))
    return "1.0" if value >= 0.995 else f"{value:.2f}".removeprefix("0")


def step_of(value: float, most: float) -> int:
    """The shade of a value, 1 to :data:`STEPS`; square roots, since few pairs have most of the counts.

    >>> step_of(1, 100), step_of(30, 100), step_of(100, 100)
    (1, 3, 5)
    """
    return max(1, math.ceil(STEPS * math.sqrt(value / most) - 1e-9)) if most else 1
