"""Models that respondents name, beside the practice that they describe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Claim", "ClaimCell", "ClaimStatus", "ClaimedModel", "Standing"]

ClaimStatus = Literal["described", "little", "loose", "family", "unknown"]
"""Enough is said for a fit; too little is; the model is described too loosely, is a family, or is no longer in the study."""
Standing = Literal["met", "near", "off"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A code that means: the respondent names this model."""

    id: int
    code_id: int
    code: str
    model: str
    """Id of the model."""


@dataclass(frozen=True, slots=True)
class ClaimCell:
    """What one respondent describes on one criterion of the model that is named."""

    criterion: str
    level: float
    """1-5."""
    distance: float
    """From the expected range, 0-1."""
    standing: Standing
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClaimedModel:
    """A model that one respondent names, and how far the practice that this respondent describes lies from it."""

    case: str
    model: str
    codes: tuple[str, ...]
    """The codes that say so."""
    quotations: tuple[int, ...]
    """Where the respondent names it."""
    status: ClaimStatus
    fit: float | None
    """Of this respondent alone: 1 nothing departs, 0 no nearer than arbitrary practice; None unless ``described``."""
    coverage: float
    """Share of the model's information that this respondent speaks to, 0-1."""
    cells: tuple[ClaimCell, ...]
    """In the order of the model's criteria; those without evidence are left out."""
    criteria: int
    """How many criteria the model speaks of."""

    def standing(self, *wanted: Standing) -> tuple[ClaimCell, ...]:
        """The cells with one of some standings."""
        return tuple(cell for cell in self.cells if cell.standing in wanted)
