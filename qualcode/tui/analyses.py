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
    Analysis(COUNTING, "Co-occurrence", "Which codes are said together, and more often than chance would have it?", "cooccurrence", "CooccurrenceScreen"),
    Analysis(COUNTING, "Relations drawn by hand", "Which codes cause, contradict or condition others, as you see it?", "relations", "RelationsScreen"),
    Analysis(COUNTING, "Network", "Which codes stand in the middle, which tie groups together, and which groups are there?", "network", "NetworkScreen"),
    Analysis(COUNTING, "Frequencies", "How many people speak of what, and how often; by groups of respondents and by document?", "frequencies", "FrequenciesScreen"),
    Analysis(COUNTING, "Saturation", "When did interviews stop bringing new codes?", "saturation", "SaturationScreen"),
    Analysis(COUNTING, "Coverage", "How much is coded, what waits, and does one respondent speak for many?", "coverage", "CoverageScreen"),
    Analysis(MODELS, "Readiness", "What do codebook, levels and guide lack before the interviews are compared with models?", "readiness", "ReadinessScreen"),
    Analysis(MODELS, "Interview guide", "Where was each question asked, and is silence on a criterion therefore silence?", "guide", "GuideScreen"),
    Analysis(MODELS, "Comparison with models", "Which model does the described practice come closest to, and where does it depart?", "comparison", "ComparisonScreen"),
    Analysis(MODELS, "Reference models", "What do the models and criteria of this study rest on; and how are own ones written, adopted, compared?", "references", "ReferencesScreen"),
    Analysis(MODELS, "Models that are named", "Which models do respondents name, and how far from these is what they describe?", "claims", "ClaimsScreen"),
    Analysis(MODELS, "Process frames", "Which steps of a list of phases or functions are spoken of, and by how many?", "processes", "ProcessesScreen"),
    Analysis(MODELS, "Agreement on the mapping", "How far does a second person map the codes to criteria alike, and where not?", "mapping_agreement", "MappingAgreementScreen"),
    Analysis(PEOPLE, "Agreement", "How far do coders agree, code by code, beyond what chance would give?", "agreement", "AgreementScreen"),
    Analysis(PEOPLE, "Disagreements", "What do coders differ on, and what was decided about it?", "disagreements", "DisagreementsScreen"),
    Analysis(KEPT, "Results handed out", "Which tables and reports left this study, and which are stale by now?", "results", "ResultsScreen"),
)  # fmt: skip
"""In the order of the list; rows of one group stand together."""
