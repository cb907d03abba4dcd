"""The material of a report: everything it may speak of, gathered once, so that its parts are pure functions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.model.agreement import Agreement
from qualcode.model.audit_trails import AuditTrail
from qualcode.model.changes import Change
from qualcode.model.claims import ClaimedModel
from qualcode.model.codes import Code, Lineage
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
from qualcode.model.guides import EvidenceStates, GuideQuestion
from qualcode.model.processes import FrameCoverage
from qualcode.model.readiness import Readiness
from qualcode.model.results import CodeFrequency, Comparison, Cooccurrence
from qualcode.model.reviews import Signoff
from qualcode.model.saturation import InterviewOrder, Saturation
from qualcode.reports.blocks import Picture
from qualcode.reports.choices import ReportChoices
from qualcode.reports.coded_texts import CodedText

__all__ = ["Material", "Said", "Withheld"]

NO_VALUE = "—"
"""The group of respondents without a value."""


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
    printed: str = ""
    """The form in which it is printed, with […] and [ ]; empty: as it was said."""
    beside: tuple[str, ...] = ()
    """Names of other codes on words that it shares with other quotations, in tree order."""
    before: str = ""
    """What is said just before it in the same turn, back to the beginning of a sentence."""
    after: str = ""
    """What is said just behind it, up to the end of a sentence."""
    document_id: int = 0

    @property
    def words(self) -> str:
        """What a report prints of it."""
        return self.printed or self.text


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a report with ``choices.smallest_cell`` does not print."""

    smallest: int
    dropped: tuple[str, ...] = ()
    """Attributes of which nothing is printed."""
    some: tuple[str, ...] = ()
    """Attributes of which some values are not printed."""
    ranges: tuple[str, ...] = ()
    """Attributes whose numbers are printed as ranges."""
    groups: int = 0
    """Groups of respondents that are left out of the comparison."""
    in_groups: int = 0
    """Respondents in these."""
    risk: int = 0
    """Respondents whose printed values, taken together, fewer than ``smallest`` respondents share."""


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
    """Who has codings, but for those whose codings are hidden since they code blind."""
    blind: bool = False
    """Whether codings are left out of those that were asked for, since their coders code blind."""
    unseen: str = ""
    """The coder whose codings were asked for, where that coder codes blind, so that none is read."""
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
    """Attribute by which respondents are grouped; empty where they have none to be grouped by."""
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
    sample: CodedText | None = None
    """A stretch of one interview with its codings."""
    withheld: Withheld | None = None
    """What is not printed, where small cells are withheld."""
    trail: AuditTrail | None = None
    """The course of the work, reckoned from ``history``."""
    known_of: dict[str, dict[str, str]] = field(default_factory=dict)
    """Attributes by case label as the study holds them, to choose respondents by; what is printed comes from ``cases``."""
    applied_by: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    """Who gave a quotation a code, where the codings of several coders are read."""
    signoffs: dict[int, Signoff] = field(default_factory=dict)
    """How far codes are signed off, by id; codes that are drafts are left out."""
    lineage: dict[int, tuple[Lineage, ...]] = field(default_factory=dict)
    """What nodes were made from, by the id of the node that lives on."""
    guide: tuple[GuideQuestion, ...] = ()
    """Questions of the interview guide."""
    transcripts: tuple[CodedText, ...] = ()
    """Whole interviews with the codings of all coders, or of the one that was asked for."""
    drawn_with: int = 0
    """The smallest cell that ``tree`` and ``network`` keep to; 0: they show every figure."""
    tree: Picture | None = None
    network: Picture | None = None
    curve: Picture | None = None
    """Of ``saturation``."""
    author: str = ""
    """Who wrote the report, where its file says so."""
    language: str = ""
    """ISO 639-1 code of what the researcher wrote: names and definitions of codes, memos, attributes; empty where it is not known."""
    translated: str = ""
    """ISO 639-1 code of the translations; empty where it is not known."""

    @cached_property
    def by_code(self) -> dict[str, tuple[int, ...]]:
        """Numbers of the quotations of each code, ascending."""
        found: dict[str, set[int]] = defaultdict(set)
        for row in self.codings:
            found[row.code].add(row.quotation)
        return {code: tuple(sorted(numbers)) for code, numbers in found.items()}

    @cached_property
    def in_text_order(self) -> dict[str, tuple[int, ...]]:
        """Numbers of the quotations of each code, in the order of the text."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for row in self.codings:
            found[row.code][row.quotation] = None
        return {code: tuple(numbers) for code, numbers in found.items()}

    @cached_property
    def memos_on(self) -> dict[tuple[str, int | None], tuple[Memo, ...]]:
        """Dated memos by what they are about: ``("code", 12)``, ``("quotation", 23)``, ``("document", 1)``, ``("study", None)``."""
        found: dict[tuple[str, int | None], list[Memo]] = defaultdict(list)
        for memo in self.memos:
            found[memo.target, memo.target_id].append(memo)
        return {target: tuple(memos) for target, memos in found.items()}

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

    @cached_property
    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Values of the attribute ``by`` with the labels of their respondents, those without a value last; empty without an attribute."""
        if not self.by:
            return ()
        found: dict[str, list[str]] = defaultdict(list)
        for case in self.respondents:
            found[case.attributes.get(self.by, "").strip() or NO_VALUE].append(case.label)
        ordered = sorted(found.items(), key=lambda item: (item[0] == NO_VALUE, item[0]))
        return tuple((name, tuple(labels)) for name, labels in ordered)
