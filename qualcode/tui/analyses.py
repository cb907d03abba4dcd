"""The analyses that have a screen: their names, what each answers, and where its screen is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ANALYSES", "Analysis"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One row of the list of analyses."""

    group: str
    """Heading under which it stands."""
    name: str
    answers: str
    """The question that it answers, in one sentence."""
    module: str
    """Module of its screen in ``tui/screens``; loaded when it is opened."""
    screen: str
    """Class of its screen."""


COUNTING, MODELS, PEOPLE, KEPT = "Counting", "Comparing with models", "Several coders", "What was handed out"

ANALYSES: tuple[Analysis, ...] = (
    Analysis(COUNTING, "Co-occurrence", "Which codes are said together?", "cooccurrence", "CooccurrenceScreen"),
    Analysis(MODELS, "Comparison with models", "Which model does the described practice come closest to, and where does it depart?", "comparison", "ComparisonScreen"),
    Analysis(KEPT, "Results handed out", "Which tables and reports left this study, and which are stale by now?", "results", "ResultsScreen"),
)  # fmt: skip
"""In the order of the list; rows of one group stand together."""
