"""What the co-occurrence screen shows: the choices, the order of codes, and the steps of the heat map."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.model.codes import Code
from qualcode.model.cooccurrence import CooccurrenceChoices
from qualcode.model.results import Cooccurrence, Pair, Unit
from qualcode.text.counting import counted

__all__ = [
    "DISTANCES", "MEASURES", "ORDERS", "STEPS", "UNITS", "VIEWS", "WHOLE", "Choice", "Distance", "Kept", "Measure", "Together", "View",
    "apart", "counted_units", "figure", "gone_together", "measures_of", "step_of", "strength_of", "value_of",
]  # fmt: skip

View = Literal["heat", "pairs", "picture"]
Measure = Literal[
    "count", "jaccard", "documents", "respondents", "dice", "c", "lift", "conditional", "inside"
]
Distance = Literal["sentences", "turns"]
VIEWS: tuple[View, ...] = ("heat", "pairs", "picture")
UNITS: tuple[Unit, ...] = ("overlap", "sentence", "turn", "document", "exact", "inclusion", "proximity")
MEASURES: tuple[Measure, ...] = (
    "count", "jaccard", "documents", "respondents", "dice", "c", "lift", "conditional", "inside",
)  # fmt: skip
WHOLE: tuple[Measure, ...] = ("count", "documents", "respondents", "inside")
"""Those that are whole numbers."""
DISTANCES: tuple[tuple[int, Distance], ...] = (
    (1, "turns"), (2, "turns"), (3, "turns"), (0, "sentences"), (1, "sentences"), (2, "sentences"), (3, "sentences"), (5, "sentences"),
)  # fmt: skip
"""What proximity can be on the screen."""
ORDERS: Mapping[View, tuple[str, ...]] = {
    "heat": ("tree", "partners"),
    "pairs": ("count", "Jaccard", "documents", "name", "respondents", "lift"),
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
    within: int = 1
    """Proximity: at most so many units apart."""
    of: Distance = "turns"
    attributes: tuple[tuple[str, str], ...] = ()
    """Only cases with these values; empty: all."""

    def counted(self) -> CooccurrenceChoices:
        """The choices as the analysis takes them."""
        return CooccurrenceChoices(
            self.unit,
            self.role,
            self.coder,
            self.minimum,
            self.level,
            self.within,
            self.of,
            attributes=self.attributes,
        )


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
    people: Mapping[str, int]
    """Of each code that was found: respondents."""
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
        people = dict(zip(found.codes, found.cases, strict=True)) if found.cases else {}
        strongest = {name: tuple(own) for name, own in partners.items()}
        return cls(choice, revision, found, pairs, own, people, strongest)

    def ordered(self, tree: Sequence[Code], order: str) -> tuple[str, ...]:
        """The codes that were found, in the order of the tree or those with most partners first."""
        names = [code.name for code in tree if code.name in self.own]
        if order == "partners":
            names.sort(key=lambda name: -len(self.partners[name]))
        return tuple(names)


def measures_of(unit: Unit) -> tuple[Measure, ...]:
    """The measures that a unit has: codings within one another only for inclusion, no lift where nothing says how many pairs could be."""
    left_out = {"lift"} if unit in ("inclusion", "proximity") else set()
    if unit != "inclusion":
        left_out.add("inside")
    return tuple(each for each in MEASURES if each not in left_out)


def value_of(pair: Pair, measure: Measure, row: str = "") -> float | None:
    """The number of a pair by a measure; None where it is undefined.

    ``conditional`` and ``inside`` differ with the direction: in the row of a code the share of it that is under the other as
    well, or the codings of it within one of the other; without a row the larger of the two.
    """
    if measure in ("conditional", "inside"):
        forth, back = (
            (pair.b_given_a, pair.a_given_b) if measure == "conditional" else (pair.a_in_b, pair.b_in_a)
        )
        if row in (pair.a, pair.b):
            return forth if row == pair.a else back
        return max((each for each in (forth, back) if each is not None), default=None)
    value: float | None = getattr(pair, measure)
    return value


def strength_of(pair: Pair, measure: Measure) -> float:
    """What pairs are ranked by: an undefined c-coefficient is a pair too strong for its formula, all else undefined is 0."""
    value = value_of(pair, measure)
    if value is None:
        return math.inf if measure == "c" else 0.0
    return value


def figure(value: float | None, measure: Measure) -> str:
    """A number as it stands in a cell; shares with two decimals and no leading zero, numbers from 10 up without decimals.

    >>> figure(12, "count"), figure(0.125, "jaccard"), figure(1.0, "jaccard"), figure(2.34, "lift"), figure(None, "c")
    ('12', '.12', '1.0', '2.3', '–')
    """
    if value is None:
        return "–"
    if measure in WHOLE or value >= 9.95:
        return str(round(value))
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2f}".removeprefix("0")


def counted_units(number: int, unit: Unit) -> str:
    """So many of what is counted in a unit.

    >>> counted_units(2, "overlap"), counted_units(1, "exact"), counted_units(3, "turn")
    ('2 codings', '1 coded span', '3 turns')
    """
    if unit in ("overlap", "inclusion", "proximity"):
        return counted(number, "coding")
    return counted(number, "coded span" if unit == "exact" else unit)


def gone_together(count: int, found: Cooccurrence) -> str:
    """How often two codes go together, in words."""
    if found.unit == "overlap":
        return f"{counted(count, 'pair')} of overlapping codings"
    if found.unit == "inclusion":
        return f"{counted(count, 'pair')} of codings, one within the other"
    if found.unit == "proximity":
        return f"{counted(count, 'pair')} of codings {apart(found.within or 0, found.of or 'turns')}"
    return f"{counted_units(count, found.unit)} with both"


def apart(within: int, of: Distance) -> str:
    """A distance in words.

    >>> apart(0, "turns"), apart(1, "sentences"), apart(3, "turns")
    ('in one turn', 'at most 1 sentence apart', 'at most 3 turns apart')
    """
    unit = of.removesuffix("s")
    return f"at most {counted(within, unit)} apart" if within else f"in one {unit}"


def step_of(value: float, most: float) -> int:
    """The shade of a value, 1 to :data:`STEPS`; square roots, since few pairs have most of the counts.

    >>> step_of(1, 100), step_of(30, 100), step_of(100, 100)
    (1, 3, 5)
    """
    return max(1, math.ceil(STEPS * math.sqrt(value / most) - 1e-9)) if most else 1
