"""What analyses return: records without sentences; every number leads to its quotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = [
    "WITHOUT_EVIDENCE",
    "CellEvidence",
    "CodeFrequency",
    "CodeLevel",
    "Comparison",
    "Cooccurrence",
    "CriterionVerdict",
    "GroupComparison",
    "ModelFit",
    "Pair",
    "RespondentLevel",
    "Status",
    "Unit",
    "Verdict",
]

Unit = Literal["overlap", "sentence", "turn", "document"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that go together; ``a`` sorts before ``b``."""

    a: str
    b: str
    count: int
    """Pairs of overlapping codings (unit overlap), or units that bear both."""
    jaccard: float
    """Characters (overlap) or units under both / under either; 0 to 1."""
    documents: int
    """Documents with at least one such pair."""


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Co-occurrence of all codes (or categories) in one unit."""

    unit: Unit
    level: Literal["code", "category"]
    role: str | None
    """Whose speech was read; None: all turns."""
    coder: str
    minimum: int
    codes: tuple[str, ...]
    """Names, sorted; also those without a pair."""
    frequencies: tuple[int, ...]
    """Codings (overlap) or units bearing the code, in the order of ``codes``."""
    documents: tuple[int, ...]
    """Documents with the code, in the order of ``codes``."""
    pairs: tuple[Pair, ...]
    """Sorted by descending count, then names."""


@dataclass(frozen=True, slots=True)
class CodeFrequency:
    """How often and by how many a node was said; a category has the codings of all below it."""

    code: str
    kind: str
    path: tuple[str, ...]
    codings: int
    quotations: tuple[int, ...]
    documents: int
    cases: tuple[str, ...]
    """Labels of the cases, sorted."""


Verdict = Literal["met", "near", "off", "split", "thin", "no_evidence", "silent"]
WITHOUT_EVIDENCE: frozenset[Verdict] = frozenset({"no_evidence", "silent"})
"""Verdicts that claim nothing, so that no quotation stands behind them."""
Status = Literal["ranked", "gated", "family", "loose"]


@dataclass(frozen=True, slots=True)
class CodeLevel:
    """What one code says of one respondent on one criterion."""

    code: str
    level: float
    """1-5, the mean over its quotations where they state levels of their own."""
    strength: int
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RespondentLevel:
    """One respondent's level on one criterion, with what it rests on."""

    case: str
    criterion: str
    level: float
    """Strength-weighted mean over distinct codes, 1-5."""
    mixed: bool
    """Levels two or more apart within this respondent: for the analyst to look at."""
    codes: tuple[CodeLevel, ...]

    @property
    def quotations(self) -> tuple[int, ...]:
        """Numbers of all quotations behind the level, ascending."""
        return tuple(sorted({q for code in self.codes for q in code.quotations}))


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """Evidence that is shown beside a criterion but never scored (wishes, opinions, outcomes)."""

    case: str
    criterion: str
    code: str
    aspect: str
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """One cell of the matrix criteria x models."""

    criterion: str
    model: str
    verdict: Verdict
    distance: float | None
    """Mean distance of the respondents from the expected range, 0-1; None where nobody speaks of it or the model is silent."""
    respondents: int
    """Respondents with evidence."""
    quotations: tuple[int, ...]
    """Deviant ones first: by descending distance of their respondent, then number."""
    levels: tuple[float, ...] = ()
    """The respondents' levels, ascending."""

    def __post_init__(self) -> None:
        """Refuse a verdict that claims evidence and names none; raises :class:`ValueError`."""
        if self.verdict not in WITHOUT_EVIDENCE and not self.quotations:
            raise ValueError(
                f"{self.criterion} of {self.model} is called {self.verdict} without a quotation behind it."
            )


@dataclass(frozen=True, slots=True)
class ModelFit:
    """How near the described practice is to one model."""

    model: str
    fit: float | None
    """1 - observed / expected distance: 1 nothing departs, 0 no nearer than arbitrary practice; None: nothing speaks to it."""
    coverage: float
    """Share of the model's information that evidence speaks to, 0-1."""
    bounds: tuple[float, float] | None
    """Fit if every missing criterion were missed as badly as possible / matched; None where the model has no cells."""
    stability: tuple[float, float] | None
    """Range over resampled respondents; None until computed."""
    loose: bool
    """Too loosely described to be called closest: at most "compatible with"."""
    status: Status
    respondents: int = 0
    """Respondents with evidence on any of its criteria."""


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """The comparison for one group of respondents, or for all."""

    name: str
    """Value of the attribute; empty for all respondents."""
    cases: tuple[str, ...]
    coverage: float
    """Mean coverage of the closest models; of all ranked ones where none is closest."""
    models: tuple[ModelFit, ...]
    """Sorted: ranked by descending fit, then the others."""
    criteria: tuple[CriterionVerdict, ...]
    """In the order of criteria, then models."""
    closest: tuple[str, ...]
    """Ids of the closest set; empty: no model stands out."""
    match: Literal["complete", "none", "untestable", "undecided"]
    """Whether the closest model is met completely; ``untestable`` where coverage is too small to say; ``undecided``: no closest model."""
    departures: tuple[str, ...]
    """Criteria on which practice departs from the closest models (verdict off or split, or near on a defining one)."""
    unknown: tuple[str, ...]
    """Criteria of the closest models without (enough) evidence."""
    separating: tuple[str, ...]
    """Criteria whose expected ranges tell the closest models apart."""
    departures_by_model: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The departures from each closest model that has any, in the order of ``closest``: its id, then criteria."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole comparison: overall, by group, and what it rests on."""

    overall: GroupComparison
    groups: tuple[GroupComparison, ...]
    levels: tuple[RespondentLevel, ...]
    """In the order of criteria, then cases."""
    beside: tuple[CellEvidence, ...]
    """Shown, not scored."""
    residual: tuple[CodeFrequency, ...]
    """Codes in use that no criterion catches."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Thresholds, coder, grouping attribute, hashes of criteria and models."""
