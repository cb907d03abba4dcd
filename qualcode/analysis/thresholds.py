"""The conventions by which a comparison decides; none has literature behind it, so every result prints them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

__all__ = ["LIMITS", "MEANINGS", "Thresholds"]


def rule(default: float, low: float, high: float, means: str) -> Any:
    """A threshold with its default, its least and greatest value, and what it means."""
    return field(default=default, metadata={"low": low, "high": high, "means": means})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers that turn distances into verdicts; all can be changed, and all stand in a result's settings."""

    met: float = rule(0.125, 0, 1, "A criterion is met up to this mean distance (0 to 1).")
    near: float = rule(0.25, 0, 1, "It is near up to this one, off beyond.")
    split: float = rule(
        2.0, 0.5, 4, "Levels (1 to 5) of respondents this far apart are split, whatever their mean."
    )
    mixed: float = rule(2.0, 0.5, 4, "The same within one respondent, for the analyst to look at.")
    thin: int = rule(2, 1, 100, "Fewer respondents with evidence than this: shown, not scored.")
    gate_respondents: int = rule(3, 1, 1000, "Fewer respondents with evidence on a model: it is not ranked.")
    gate_coverage: float = rule(0.5, 0, 1, "Less coverage than this: a model is not ranked.")
    loose: float = rule(
        0.5,
        0,
        1,
        "A model with less than this share of the greatest specificity is loose: never called closest.",
    )
    closest_fit: float = rule(0.4, -10, 1, "Where the best fit is lower, no model stands out.")
    closest_within: float = rule(
        0.10, 0, 10, "Every ranked model within this of the best fit belongs to the closest set."
    )
    closest_resamples: float = rule(
        0.10,
        0,
        1,
        "So does a ranked model that is first in this share of the resamples; 0 leaves them out of it.",
    )
    closest_stress: int = rule(
        1, 0, 1000, "So does one that is first in this many stress tests; 0 leaves them out of it."
    )
    closest_most: int = rule(
        3, 1, 100, "Where the closest set has more models than this, no model stands out."
    )
    match_coverage: float = rule(0.8, 0, 1, "Less coverage than this: a complete match cannot be tested.")
    match_respondents: int = rule(
        2, 1, 1000, "In a complete match every defining criterion is met by at least so many respondents."
    )
    match_off: float = rule(
        0.10, 0, 1, "Largest share of the weight of typical criteria that may be off in a complete match."
    )
    stability_share: float = rule(
        0.95,
        0.5,
        0.999,
        "Share of the resamples that a stability range holds, half of the rest below, half above.",
    )
    resamples: int = rule(
        2000, 0, 100_000, "How often respondents are drawn anew; 0 leaves the stability range out."
    )


LIMITS: dict[str, tuple[float, float]] = {
    each.name: (each.metadata["low"], each.metadata["high"]) for each in fields(Thresholds)
}
"""Least and greatest value of each threshold."""
MEANINGS: dict[str, str] = {each.name: each.metadata["means"] for each in fields(Thresholds)}
"""What each threshold means, for those who change it."""
