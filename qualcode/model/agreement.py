"""Agreement between coders: what was compared, how far they agree, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.documents import Role

__all__ = [
    "AGREEMENT_UNITS",
    "OUTCOMES",
    "Adjudication",
    "Agreement",
    "AgreementUnit",
    "Blind",
    "CodeAgreement",
    "Consensus",
    "Conventions",
    "Disagreement",
    "Outcome",
    "PairAgreement",
    "Range",
    "Settled",
    "Together",
    "Undefined",
    "Worklist",
]

AgreementUnit = Literal["turn", "sentence", "characters", "segments"]
AGREEMENT_UNITS: tuple[AgreementUnit, ...] = ("turn", "sentence", "characters", "segments")
Outcome = Literal["coded", "not coded", "open"]
OUTCOMES: tuple[Outcome, ...] = ("coded", "not coded", "open")
Range = tuple[float, float]
Undefined = Literal[
    "", "nobody", "one coder", "no shared documents", "no speech", "one unit", "unused", "everywhere"
]
"""Why alpha cannot be given; empty where it can."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """Thresholds by which alpha is usually read (Krippendorff 2004, ch. 11): a convention, not a test."""

    rely: float = 0.8
    """From here on conclusions may rest on the coding."""
    tentative: float = 0.667
    """From here on tentative ones may."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two coders on one code."""

    a: str
    b: str
    units: int
    """Units (or characters) of the documents that both have coded."""
    percent: float | None
    """Share of the units on which they agree, absence included."""
    kappa: float | None
    """Cohen's kappa; None where both give one and the same judgement throughout."""


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on one code or category: there or not there."""

    code: str
    path: tuple[str, ...]
    units: int
    """Units (or characters, or segments) that at least two coders have judged."""
    applied: tuple[int, ...]
    """Units (or characters, or segments) in which each coder has applied it, in the order of the coders."""
    prevalence: float | None
    """Share of all judgements that say it is there; of speech, for characters and segments."""
    percent: float | None
    """Share of the pairs of judgements that agree; for segments, segments without a difference beyond the tolerance."""
    positive: float | None
    """Agreement where at least one says it is there: Dice, 2 both / (2 both + one of the two)."""
    jaccard: float | None
    """both / (both + one of the two)."""
    kappa: float | None
    """Cohen's kappa of two coders; of more, the mean over pairs."""
    ac1: float | None
    """Gwet's AC1, which rare codes lower less."""
    alpha: float | None
    """Krippendorff's alpha, nominal; for segments, alpha of unitised text."""
    alpha_range: Range | None
    """Where 95 % of the resamples lie; None where resampling says nothing."""
    why: Undefined = ""
    """Why there is no alpha."""
    pairs: tuple[PairAgreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Alphas of unitised text over all codes at once; only where no coder gives one stretch two codes."""

    u_alpha: float | None
    """Boundaries and codes (Krippendorff et al. 2016)."""
    u_alpha_range: Range | None
    binary: float | None
    """What is coded at all, whichever code it is."""
    cu_alpha: float | None
    """Codes alone, in what at least two have coded."""
    cu_alpha_range: Range | None
    overlapping: tuple[str, ...] = ()
    """Coders who gave one stretch two codes; there are no figures then."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How many disagreements were settled."""

    settled: int
    open: int
    unit: AgreementUnit = "segments"
    """What was counted: stretches, or turns or sentences where decisions were made on these."""

    @property
    def found(self) -> int:
        """All disagreements."""
        return self.settled + self.open


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of some coders on the codes of a study, in one unit."""

    unit: AgreementUnit
    level: Literal["code", "category"]
    role: str | None
    """Whose speech was compared; None: everybody's."""
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    """Documents that were compared."""
    left_out: tuple[str, ...]
    """Documents that fewer than two of the coders have coded."""
    only_shared: bool
    units: int
    """Units (or characters) that at least two coders have judged."""
    codes: tuple[CodeAgreement, ...]
    """In tree order; those that nobody applied are left out unless they were asked for."""
    unused: int
    """Codes that none of the coders applied in these documents."""
    mean_alpha: float | None
    """Mean over the codes that have an alpha."""
    mean_alpha_range: Range | None
    pooled_alpha: float | None
    """One alpha over the judgements on all codes that somebody applied."""
    pooled_alpha_range: Range | None
    resampled: str
    """What was drawn anew for the ranges: ``turns within documents`` or ``documents``."""
    resamples: int
    seed: int
    tolerance: int
    """Characters by which boundaries of segments may differ."""
    conventions: Conventions = field(default_factory=Conventions)
    together: Together | None = None
    """Only for segments."""
    settled: Settled | None = None
    why: Undefined = ""
    """Why nothing could be compared at all."""
    blind: tuple[str, ...] = ()
    """Coders who were not compared as they still code blind."""

    @property
    def measure(self) -> str:
        """The name of the alpha: ``alpha``, or ``u-alpha`` for segments."""
        return "u-alpha" if self.unit == "segments" else "alpha"


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What was decided on a disagreement."""

    id: int
    document_id: int
    start: int
    """Code points."""
    end: int
    code_id: int
    outcome: Outcome
    coders: tuple[str, ...]
    """Whose codings were compared."""
    note: str
    at: str
    """UTC, ISO 8601."""
    by: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A stretch that some coders gave a code and others did not, or with other boundaries."""

    id: str
    """Made of document, code and span, so that it stays while others are settled."""
    document: str
    document_id: int
    case: str
    turn: int | None
    role: Role | None
    start: int
    """Code points of the canonical text."""
    end: int
    text: str
    code: str
    code_id: int
    coded: tuple[str, ...]
    """Coders who applied it there."""
    not_coded: tuple[str, ...]
    """Coders of the document who did not."""
    kind: Literal["presence", "boundaries"]
    spans: tuple[tuple[str, int, int], ...]
    """Coder, start and end of each coding in it."""
    quotations: tuple[int, ...]
    """Numbers of the quotations that are coded there."""
    outcome: Outcome = "open"
    note: str = ""
    by: str = ""
    at: str = ""
    elsewhere: tuple[Adjudication, ...] = ()
    """Decisions on the same code that were made in another unit, on a stretch that shares text with this one."""

    @property
    def contradicted(self) -> tuple[Adjudication, ...]:
        """Those of ``elsewhere`` that say otherwise than this decision."""
        return tuple(
            each for each in self.elsewhere if self.outcome != "open" and each.outcome != self.outcome
        )


@dataclass(frozen=True, slots=True)
class Worklist:
    """Disagreements to be settled."""

    coders: tuple[str, ...]
    documents: tuple[str, ...]
    items: tuple[Disagreement, ...]
    """Those that were asked for."""
    settled: Settled
    """Of all disagreements of these coders, filtered or not."""
    why: Undefined = ""
    blind: tuple[str, ...] = ()
    """Coders who were not compared as they still code blind."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """What was coded for the consensus coder."""

    coder: str
    documents: tuple[str, ...]
    agreed: int
    """Codings on which all coders agree."""
    settled: int
    """Disagreements that were settled as coded."""
    single: int
    """Codings of documents that one coder alone has coded."""
    open: int
    """Disagreements that were left out because they are not settled."""
    kept: int = 0
    """Codings of that coder by hand, beyond all this, that were kept."""
    replaced: int = 0
    """Codings of that coder by hand that went."""


@dataclass(frozen=True, slots=True)
class Blind:
    """A coder who codes without seeing others, and unseen by them."""

    coder: str
    since: str
    """UTC, ISO 8601."""
    released: str
    """Empty until released."""
