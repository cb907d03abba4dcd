"""The material of a report: everything it may speak of, gathered once, so that its parts are pure functions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.model.agreement import Agreement
from qualcode.model.changes import Change
from qualcode.model.claims import ClaimedModel
from qualcode.model.codes import Code
from qualcode.model.codings import CodingRow, Memo
from qualcode.model.coverage import Coverage
from qualcode.model.documents import Case, Document
from qualcode.model.frameworks import (
    Criteria,
    FrameworkFile,
    Mapping,
    Reading,
    ReferenceModel,
    Revision,
    Source,
)
from qualcode.model.frequencies import Frequencies
from qualcode.model.guides import EvidenceStates
from qualcode.model.processes import FrameCoverage
from qualcode.model.readiness import Readiness
from qualcode.model.results import CodeFrequency, Comparison, Cooccurrence
from qualcode.model.saturation import InterviewOrder, Saturation
from qualcode.reports.blocks import Picture
from qualcode.reports.choices import ReportChoices

__all__ = ["Material", "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation with what a report prints of it."""

    id: int
    case: str
    text: str
    language: str
    """ISO 639-1 code of its document."""
    turn: int | None
    document: int
    """Which of the case's documents it comes from, counted from 1."""
    codes: tuple[str, ...]
    """Names of its codes, in tree order."""
    memo: str = ""
    translation: str = ""
    condensed: str = ""


@dataclass(frozen=True)
class Material:
    """What is known of a study at one moment, for one coder's codings."""

    title: str
    date: str
    """UTC, ISO 8601."""
    version: str
    """Of qualcode."""
    coder: str
    """Whose codings are read; ``all`` for pooled ones, empty where nobody has coded."""
    choices: ReportChoices = field(default_factory=ReportChoices)
    """What the researcher chose for this report."""
    coders: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    documents: tuple[Document, ...] = ()
    turns: int = 0
    """Turns of all documents."""
    codes: tuple[Code, ...] = ()
    """The whole tree, in tree order."""
    codings: tuple[CodingRow, ...] = ()
    """Of ``coder``, in the respondents' speech."""
    elsewhere: int = 0
    """Codings of ``coder`` outside the respondents' speech, which no figure counts."""
    quotations: dict[int, Said] = field(default_factory=dict)
    """By number; those that bear a coding of ``coder``."""
    frequencies: tuple[CodeFrequency, ...] = ()
    counts: Frequencies | None = None
    """Every node by respondents, documents, quotations, turns and words."""
    coverage: Coverage | None = None
    """How much of what respondents say ``coder`` has coded."""
    saturation: Saturation | None = None
    interview_order: InterviewOrder | None = None
    """By what the interviews of ``saturation`` are ordered."""
    cooccurrence: Cooccurrence | None = None
    together: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    """For pairs of codes that go together, numbers of quotations that show it."""
    criteria: Criteria | None = None
    models: tuple[ReferenceModel, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    files: tuple[FrameworkFile, ...] = ()
    """Adopted criteria and models with their hashes."""
    revised: tuple[Revision, ...] = ()
    """Of ``files``, those that are not the ones adopted first."""
    mappings: tuple[Mapping, ...] = ()
    readings: tuple[Reading, ...] = ()
    comparison: Comparison | None = None
    by: str = ""
    """Attribute by which the comparison is grouped."""
    states: EvidenceStates | None = None
    """What is known of each respondent on each criterion."""
    readiness: Readiness | None = None
    processes: tuple[FrameCoverage, ...] = ()
    claims: tuple[ClaimedModel, ...] = ()
    """Models that respondents name."""
    agreement: Agreement | None = None
    """Of all coders on turns; None where nothing was coded twice."""
    memos: tuple[Memo, ...] = ()
    history: tuple[Change, ...] = ()
    tree: Picture | None = None
    network: Picture | None = None
    curve: Picture | None = None
    """Of ``saturation``."""

    @cached_property
    def by_code(self) -> dict[str, tuple[int, ...]]:
        """Numbers of the quotations of each code, ascending."""
        found: dict[str, set[int]] = defaultdict(set)
        for row in self.codings:
            found[row.code].add(row.quotation)
        return {code: tuple(sorted(numbers)) for code, numbers in found.items()}

    @cached_property
    def frequency(self) -> dict[tuple[str, ...], CodeFrequency]:
        """Frequencies by path in the tree."""
        return {item.path: item for item in self.frequencies}

    @cached_property
    def model_names(self) -> dict[str, ReferenceModel]:
        """Models by id."""
        return {model.id: model for model in self.models}

    @cached_property
    def respondents(self) -> tuple[Case, ...]:
        """Cases that have at least one document."""
        present = {document.case_id for document in self.documents}
        return tuple(case for case in self.cases if case.id in present)
