"""Reference models of case management: criteria, cells, models, process frames, and mappings of codes to criteria."""

from __future__ import annotations

from collections.abc import Mapping as TextsByLanguage
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "ASPECTS",
    "BASES",
    "IMPORTANCE_WEIGHTS",
    "POLARITY_LEVELS",
    "UNVERIFIED_BASES",
    "UNVERIFIED",
    "Aspect",
    "Basis",
    "Cell",
    "Criteria",
    "Criterion",
    "FrameworkFile",
    "Importance",
    "Mapping",
    "Polarity",
    "ProcessFrame",
    "ProcessStep",
    "Reading",
    "ReferenceModel",
    "Revision",
    "Source",
    "language_of",
]

Importance = Literal["defining", "typical", "peripheral"]
IMPORTANCE_WEIGHTS: dict[str, int] = {"defining": 3, "typical": 2, "peripheral": 1}
Basis = Literal["seed", "public", "recalled", "inferred"]
BASES: tuple[Basis, ...] = ("seed", "public", "recalled", "inferred")
UNVERIFIED: tuple[Basis, ...] = ("recalled", "inferred")
"""Bases of a cell that a reader should check first: ascribed to a source that was not read, or inferred."""
UNVERIFIED_BASES: frozenset[Basis] = frozenset({"recalled", "inferred"})
"""Bases of cells whose source nobody has read."""
Polarity = Literal["supports", "partial", "contradicts", "level", "ask"]
"""How a code speaks to a criterion: at a pole, in the middle, at a given level, or at one to be read from each quotation."""
POLARITY_LEVELS: dict[str, int] = {"supports": 5, "partial": 3, "contradicts": 1}
Aspect = Literal["practice", "barrier", "evaluation", "outcome", "context"]
ASPECTS: tuple[Aspect, ...] = ("practice", "barrier", "evaluation", "outcome", "context")


def language_of(texts: TextsByLanguage[str, object], language: str) -> str:
    """The key under which texts by language are found for ``language``: itself, else any language (""), English, the first.

    >>> language_of({"en": "Home", "sv": "Hemma"}, "cs")
    'en'
    """
    return next((key for key in (language, "", "en") if key in texts), next(iter(texts), ""))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement about a model comes from."""

    id: str
    status: str
    """``seed``, ``public`` or ``recalled`` (not verified)."""
    ref: str
    about: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ordered scale from 1 to 5; a position, not a mark."""

    id: str
    domain: str
    core: bool
    label: dict[str, str]
    """By language: en, cs, sv."""
    description: dict[str, str]
    """By language; the key "" holds a text for any language."""
    anchors: dict[str, dict[int, str]]
    """What each of the five steps means, by language as ``description``."""
    keywords: dict[str, tuple[str, ...]] = field(default_factory=dict)
    based_on: str = ""
    tip27_row: bool = False

    def described(self, language: str) -> str:
        """The description in ``language``; where there is none, see :func:`language_of`."""
        return self.description.get(language_of(self.description, language), "")

    def anchor(self, level: int, language: str) -> str:
        """What a step from 1 to 5 means, in ``language``; where there is no text, see :func:`language_of`."""
        return self.anchors.get(language_of(self.anchors, language), {}).get(level, "")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a model expects on one criterion: a range on its 1-5 scale."""

    criterion: str
    lo: int
    hi: int
    importance: Importance
    basis: Basis
    src: tuple[str, ...] = ()
    note: str = ""

    @property
    def unverified(self) -> bool:
        """Whether the cell is an assumption to be checked first: recalled or inferred."""
        return self.basis in UNVERIFIED


@dataclass(frozen=True, slots=True)
class ReferenceModel:
    """A named case-management model; criteria without a cell are silent."""

    id: str
    kind: Literal["service_model", "family"]
    rank: bool
    """Families are never ranked against their members."""
    parent: str | None
    label: dict[str, str]
    short: str
    """Short name for narrow columns, such as ``ACT``."""
    summary: dict[str, str]
    """By language; the key "" holds a text for any language."""
    cells: dict[str, Cell]
    """By criterion id, in the order of the file."""
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names, by language."""
    notes: str = ""
    named_in: tuple[tuple[str, str], ...] = ()
    """Words under which a source names the model, with the id of that source."""
    data_version: str = ""
    status: str = ""
    """``draft`` until a second person with knowledge of the field has read it."""

    def summarised(self, language: str) -> str:
        """The summary in ``language``; where there is none, see :func:`language_of`."""
        return self.summary.get(language_of(self.summary, language), "")

    @property
    def draft(self) -> bool:
        """Whether nobody else who knows the field has read the model yet."""
        return self.status.casefold().startswith("draft")

    @property
    def bases(self) -> dict[Basis, int]:
        """How many cells rest on each basis, all four in the order of :data:`BASES`."""
        return {basis: sum(cell.basis == basis for cell in self.cells.values()) for basis in BASES}

    @property
    def unverified(self) -> int:
        """How many cells are assumptions to be checked first."""
        return sum(cell.unverified for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step or function of a process frame."""

    id: str
    label: dict[str, str]
    criterion: str | None = None
    """The criterion whose evidence speaks of this step."""


@dataclass(frozen=True, slots=True)
class ProcessFrame:
    """An ordered list of steps or functions; never ranked."""

    id: str
    label: dict[str, str]
    steps: tuple[ProcessStep, ...]
    src: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criteria:
    """The shared list of criteria that every model refers to."""

    criteria: tuple[Criterion, ...]
    data_version: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """The text of one framework file with its identity."""

    kind: Literal["criteria", "model", "process", "sources"]
    id: str
    """``criteria``, ``sources`` or the id of the model or frame."""
    text: str
    sha256: str
    """Of the text in UTF-8."""
    name: str
    """File name, for messages."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Which version of a framework file a study uses, and since when."""

    kind: Literal["criteria", "model", "process", "sources"]
    key: str
    """``criteria``, ``sources`` or the id of the model or frame."""
    version: int
    """1 for the file that was adopted first."""
    adopted_at: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a code speaks to a criterion."""

    id: int
    code_id: int
    code: str
    criterion: str
    polarity: Polarity
    level: int | None
    """1-5; None only where the polarity is ``ask``."""
    strength: int
    """1 weak or indirect, 2 clear, 3 explicit and central."""
    aspect: Aspect
    counts: bool
    """False: shown beside the cell, never scored."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The level that one quotation states on a criterion, overruling its codes' mappings."""

    id: int
    quotation_id: int
    code_id: int
    criterion: str
    level: int | None
    """1-5; None: this quotation does not count for the criterion."""
