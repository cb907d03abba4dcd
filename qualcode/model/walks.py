"""The way down from one cell of the matrix: what a model expects, who departs from it, and what their levels rest on."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.frameworks import UNVERIFIED, Cell, Criterion, Mapping, Reading, ReferenceModel
from qualcode.model.results import CellEvidence, CriterionVerdict, RespondentLevel

__all__ = ["UNVERIFIED", "CellWalk", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One respondent's level laid against what a model expects."""

    level: RespondentLevel
    steps: float | None
    """Steps outside the expected range, 0 to 4; None where the model is silent."""


@dataclass(frozen=True, slots=True)
class CellWalk:
    """Everything behind one cell of the matrix criteria x models, for all respondents or one group of them."""

    criterion: Criterion
    model: ReferenceModel
    group: str
    """Value of the grouping attribute; empty for all respondents."""
    cases: tuple[str, ...]
    """Labels of all respondents of the group, also of those who say nothing."""
    expected: Cell | None
    """None where the model is silent."""
    verdict: CriterionVerdict
    standings: tuple[Standing, ...]
    """Deviant ones first; then by label."""
    beside: tuple[CellEvidence, ...]
    """Shown, not scored; in the order of cases."""
    awaiting: frozenset[int]
    """Quotations whose code asks for a level that nobody has read from them yet."""
    mappings: tuple[Mapping, ...]
    """How codes speak to this criterion, by name of the code."""
    readings: tuple[Reading, ...]
    """Levels that single quotations state on this criterion, overruling the mappings; by number."""

    @property
    def unverified(self) -> bool:
        """Whether what the model expects is an assumption to be checked first."""
        return self.expected is not None and self.expected.unverified
