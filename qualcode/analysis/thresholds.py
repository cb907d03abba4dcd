"""The conventions by which a comparison decides; none has literature behind it, so every result prints them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Thresholds"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers that turn distances into verdicts; all can be changed, and all stand in a result's settings."""

    met: float = 0.125
    """A criterion is met up to this mean distance (0-1)."""
    near: float = 0.25
    """It is near up to this one, off beyond."""
    split: float = 2.0
    """Levels (1-5) of respondents that lie this far apart are split, whatever their mean."""
    mixed: float = 2.0
    """The same within one respondent, for the analyst to look at."""
    thin: int = 2
    """Fewer respondents with evidence than this: shown, not scored."""
    gate_respondents: int = 3
    """Fewer respondents with evidence on a model: it is not ranked."""
    gate_coverage: float = 0.5
    """Less coverage than this: a model is not ranked."""
    loose: float = 0.5
    """A model with less than this share of the greatest specificity is loose: never called closest."""
    closest_fit: float = 0.4
    """Where the best fit is lower, no model stands out."""
    closest_within: float = 0.10
    """Every ranked model within this of the best fit belongs to the closest set."""
    closest_most: int = 3
    """Where the closest set has more models than this, no model stands out."""
    match_coverage: float = 0.8
    """Less coverage than this: a complete match cannot be tested."""
    match_off: float = 0.10
    """Largest share of the weight of typical criteria that may be off in a complete match."""
