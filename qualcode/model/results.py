"""What analyses return: records without sentences; every number leads to its quotations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

__all__ = [
    "WITHOUT_EVIDENCE",
    "CellEvidence",
    "CodeFrequency",
    "CodeLevel",
    "Comparison",
    "Cooccurrence",
    "CriterionVerdict",
    "Discriminating",
    "GroupComparison",
    "HeadToHead",
    "ModelFit",
    "Pair",
    "RespondentLevel",
    "Status",
    "StressTest",
    "Unit",
    "Verdict",
    "WhyNone",
]

Unit = Literal["overlap", "sentence", "turn", "document", "exact", "inclusion", "proximity"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that go together; ``a`` sorts before ``b``."""

    a: str
    b: str
    count: int
    """Pairs of overlapping codings (overlap, inclusion, proximity), or units that bear both."""
    jaccard: float
    """Characters (overlap) or units under both / under either; 0 to 1."""
    documents: int
    """Documents with at least one such pair."""
    respondents: int = 0
    """Cases with at least one such pair."""
    dice: float | None = None
    """Twice what is under both / the sum of what is under each; 0 to 1."""
    c: float | None = None
    """Count / (codings or units of a + those of b - count); None where that is not above 0."""
    b_given_a: float | None = None
    """Share of what is under a that is under b as well."""
    a_given_b: float | None = None
    lift: float | None = None
    """What is under both / what would be if the two were independent; None where nothing says how much there could be."""
    a_in_b: int | None = None
    """Codings of a that lie within one of b; None but for the unit inclusion."""
    b_in_a: int | None = None


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
    cases: tuple[int, ...] = ()
    """Cases with the code, in the order of ``codes``."""
    total: int | None = None
    """Characters of speech (overlap), units, or different spans (exact) that there are; None for inclusion and proximity."""
    within: int | None = None
    """Proximity: at most so many units apart."""
    of: Literal["sentences", "turns"] | None = None
    """Proximity: the units of the distance."""


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
WhyNone = Literal["", "silent", "unrankable", "few", "coverage", "far", "many"]
"""Why no model is closest: nothing is said, none can be ranked at all, too few people speak, too little is covered, even the nearest
is far, or too many are about as near."""


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
    first: float | None = None
    """Share of the resamples in which it is first among the ranked models, 0-1; None until computed."""

    @property
    def shown(self) -> float | None:
        """The fit as people are shown it: None where too little is known of the model for it to mean anything."""
        return None if self.status == "gated" else self.fit

    @property
    def steady(self) -> tuple[float, float] | None:
        """The stability range as people are shown it."""
        return None if self.status == "gated" else self.stability


@dataclass(frozen=True, slots=True)
class StressTest:
    """The comparison with one thing changed, to see whether the same models come first."""

    kind: str
    """``respondent`` or ``criterion`` left out, other ``weights``, fewer ``cells``, another ``mapper``."""
    name: str
    """Which one: a label, the id of a criterion, ``defining +50 %``, ``equal``, ``verified only``, a name."""
    fits: tuple[tuple[str, float | None], ...]
    """Fit of each model then; None where nothing speaks to it."""
    first: tuple[str, ...]
    """Ids of the ranked models that come first then; several where they are equal, none where none is ranked."""


@dataclass(frozen=True, slots=True)
class Discriminating:
    """A criterion whose ranges tell two models apart, and what the respondents say on it."""

    criterion: str
    nearer: Literal["a", "b", "neither"]
    """Which of the two the described practice is nearer to."""
    distances: tuple[float, float]
    """Mean distance from each, 0-1."""
    split: bool
    """Whether the respondents lie so far apart that no mean speaks for them."""
    respondents: int
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HeadToHead:
    """Two models on the criteria that both speak of and that have evidence."""

    a: str
    b: str
    common: int
    """How many such criteria there are."""
    fits: tuple[float | None, float | None]
    """Fit of each on these criteria alone."""
    criteria: tuple[Discriminating, ...]
    """Only those that tell the two apart, in the order of the list of criteria."""
    unspoken: tuple[str, ...]
    """Criteria that would tell them apart and on which nothing (or too little) was said."""


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
    stress: tuple[StressTest, ...] = ()
    """What changes where one thing is changed."""
    heads: tuple[HeadToHead, ...] = ()
    """The leading models two by two."""
    joined_by: tuple[tuple[str, str], ...] = ()
    """Closest models that are so not by their fit, with the reason: ``resamples`` or ``stress``."""
    why_none: WhyNone = ""
    """Why no model is closest; empty where one is."""
    near: tuple[str, ...] = ()
    """Where that is since too many are: which."""
    least: int = 3
    """Respondents that a model needs to be ranked, by the thresholds that were used."""

    @property
    def tested(self) -> tuple[StressTest, ...]:
        """The stress tests in which some model comes first."""
        return tuple(test for test in self.stress if test.first)

    @property
    def unseated(self) -> tuple[StressTest, ...]:
        """Those of them in which no model of the closest set comes first; none where there is no such set."""
        closest = set(self.closest)
        return tuple(test for test in self.tested if closest and not closest & set(test.first))


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

    @property
    def numbers(self) -> bool:
        """Whether it gives figures; without them only the matrix with its quotations is left."""
        return bool(self.settings.get("numbers", True))

    def without_numbers(self) -> Comparison:
        """The matrix with its quotations alone: no fit, bounds or coverage, no model called closest, no distances."""

        def bare(group: GroupComparison) -> GroupComparison:
            return GroupComparison(
                name=group.name,
                cases=group.cases,
                coverage=0.0,
                models=(),
                criteria=tuple(replace(each, distance=None) for each in group.criteria),
                closest=(),
                match="undecided",
                departures=(),
                unknown=(),
                separating=(),
            )

        return replace(
            self,
            overall=bare(self.overall),
            groups=tuple(map(bare, self.groups)),
            settings=self.settings | {"numbers": False},
        )
