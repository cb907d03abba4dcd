"""How far two people who mapped the same codes to the same criteria agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.frameworks import Mapping

__all__ = ["Difference", "Disagreement", "MappedAgreement", "MappingAgreement", "Undefined", "ValueAgreement"]

Undefined = Literal["", "no pairs", "constant"]
"""Why a coefficient cannot be given: nothing was rated by both, or both gave the same one rating throughout."""
Difference = Literal["mapped", "level", "strength", "aspect", "counts"]
"""In what two mappings of a pair differ; ``mapped``: only one of the two mapped it."""


@dataclass(frozen=True, slots=True)
class MappedAgreement:
    """Whether a pair of code and criterion was mapped, over all pairs that either could have mapped."""

    pairs: int
    both: int
    only_first: int
    only_second: int
    neither: int
    agreement: float | None
    """Share of pairs on which both did the same, 0-1; None without pairs."""
    positive: float | None
    """Of the pairs that anybody mapped, 2 × both / (mapped by the first + mapped by the second), 0-1; None where nobody mapped one."""
    kappa: float | None
    """Cohen's kappa; None: see ``undefined``."""
    undefined: Undefined
    prevalence_first: float | None
    """Share of pairs that the first mapped, 0-1."""
    prevalence_second: float | None


@dataclass(frozen=True, slots=True)
class ValueAgreement:
    """One value of the mappings, over the pairs to which both gave one."""

    value: Literal["level", "strength", "aspect", "counts"]
    pairs: int
    agreed: int
    agreement: float | None
    """Share of pairs with the same value, 0-1; None without pairs."""
    within_one: float | None
    """Share with values at most one step apart, 0-1; None without pairs, and for values that have no order."""
    kappa: float | None
    """Cohen's kappa, for level and strength with quadratic weights; None: see ``undefined``."""
    undefined: Undefined
    one_sided: bool
    """Whether at least one of the two gave the same value throughout, so that kappa is 0, however often they agree."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One pair on which the two differ, with what each said."""

    code: str
    code_id: int
    criterion: str
    differ: tuple[Difference, ...]
    first: Mapping | None
    second: Mapping | None


@dataclass(frozen=True, slots=True)
class MappingAgreement:
    """Agreement of two mappers, and the list of pairs to be talked over."""

    codes: int
    criteria: int
    mapped: MappedAgreement
    values: tuple[ValueAgreement, ...]
    """Level, strength, aspect, whether it counts: over the pairs that both mapped; level only where both state one."""
    asked_by_both: int
    """Pairs where both leave the level to each quotation."""
    asked_by_one: int
    """Pairs where one states a level and the other leaves it to each quotation."""
    disagreements: tuple[Disagreement, ...]
    """By code and criterion, in the order of codebook and criteria."""
