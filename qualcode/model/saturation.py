"""When interviews stopped bringing new codes: interviews in order, runs, thresholds reached, and the spread over random orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Interview",
    "InterviewOrder",
    "Reached",
    "Run",
    "Saturation",
    "SaturationLevel",
    "SaturationUnit",
    "Spread",
]

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SaturationUnit = Literal["cases", "documents"]
SaturationLevel = Literal["code", "category"]


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview (a case or a document) in the order of interviewing."""

    number: int
    """Counted from 1."""
    name: str
    """Label of the case or name of the document."""
    placed_by: str
    """The value that gave it its place; empty where the order of import did."""
    codes: int
    """Different codes (or categories) in it."""
    new: tuple[str, ...]
    """Those that no interview before it had, in tree order."""
    cumulative: int
    """Different codes up to and with it."""


@dataclass(frozen=True, slots=True)
class InterviewOrder:
    """By what the interviews were put in order, and what became of the codebook since."""

    attribute: str | None
    """Name of the attribute; None: the order of import."""
    values: Literal["dates", "numbers", "words"] | None
    """What the values of the attribute are; None where there is none."""
    tied: int
    """Interviews that share their value with another case's, so that the order of import decided between them."""
    merges: int
    """Codes that were merged into others before this was counted, so that each counts no more."""
    passed_over: str | None = None
    """An attribute whose name says that it orders the interviews, and that was not used as some values are no dates."""
    unread: tuple[tuple[str, str], ...] = ()
    """The cases for which it was not used, each with its value; an empty one where it has none."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some interviews in a row behind the base, and what they bring that is new."""

    first: int
    """Number of its first interview."""
    last: int
    new: int
    """Codes that no interview before the run had."""
    ratio: float | None
    """``new`` / codes of the base; None where the base has no code."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether new information fell to a threshold, and after how many interviews."""

    threshold: float
    """New information at most, as a share of the codes of the base; 0 to 1."""
    after: int | None
    """Interviews before the first run at or below the threshold; None where no run is."""
    confirmed: tuple[int, ...]
    """Numbers of the interviews of that run."""
    ratio: float | None
    """Of that run."""
    orders: int
    """Of the random orders, how many reach the threshold."""
    median_after: int | None
    """The (higher) median over all random orders; those that never reach it count as later than all others. None where that is the median."""

    @property
    def notation(self) -> str | None:
        """How the field writes it: 6⁺² is reached after six interviews, confirmed by the two that follow."""
        return (
            None if self.after is None else f"{self.after}⁺{str(len(self.confirmed)).translate(SUPERSCRIPT)}"
        )


@dataclass(frozen=True, slots=True)
class Spread:
    """Different codes after some number of interviews, over random orders of them."""

    number: int
    median: float
    low: float
    """5th percentile."""
    high: float
    """95th percentile."""


@dataclass(frozen=True, slots=True)
class Saturation:
    """The assessment after Guest, Namey and Chen (2020), the curve, and the spread over random orders."""

    unit: SaturationUnit
    level: SaturationLevel
    coder: str
    role: str | None
    """Whose speech was read; None: everybody's."""
    base_size: int
    run_length: int
    base_codes: int | None
    """Different codes of the first ``base_size`` interviews; None where there are fewer."""
    interviews: tuple[Interview, ...]
    runs: tuple[Run, ...]
    """Each begins with the interview that ends the one before; empty where there are too few interviews."""
    reached: tuple[Reached, ...]
    """In the order of the thresholds that were asked for; empty where there are too few interviews."""
    permutations: int
    seed: int
    spread: tuple[Spread, ...]
    left_out: tuple[str, ...] = ()
    """Interviews in which the coder has coded nothing, by name in the order of import: they say nothing of new codes."""

    @property
    def needed(self) -> int:
        """Interviews that the base and one run need."""
        return self.base_size + self.run_length
