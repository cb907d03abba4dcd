"""What a check of a finished chapter against its study finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["FAULTS", "KINDS", "Finding", "FindingKind", "Passage", "Place", "Verification", "WordChange"]

FindingKind = Literal[
    "verbatim",
    "shortened",
    "own",
    "differs",
    "elsewhere",
    "absent",
    "gone",
    "code",
    "count",
    "literature",
    "unchecked",
]
KINDS: tuple[FindingKind, ...] = (
    "differs", "elsewhere", "absent", "gone", "code", "count", "shortened", "verbatim", "own", "literature", "unchecked",
)  # fmt: skip
"""What asks for a look first, then what is in order, then what could not be checked."""
FAULTS: tuple[FindingKind, ...] = ("differs", "elsewhere", "absent", "gone", "code", "count")
"""Kinds of finding that ask for a change of the chapter."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a chapter something stands; pages are not known before a program has laid them out."""

    heading: str
    """The last heading before it; empty before the first one."""
    paragraph: int
    """Counted from 1 under its heading; of a note, that of the paragraph that it hangs on."""
    part: Literal["text", "table", "note", "box"] = "text"
    table: int | None = None
    """Number of the table in the chapter, counted from 1."""
    row: int | None = None
    """Row of the table, counted from 1, its header included."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the study that a chapter prints, or was meant to print."""

    case: str
    document: str
    start: int
    """Code points of the document's text, half open."""
    end: int
    words: str
    turn: int | None = None
    quotation: int | None = None
    """The quotation that holds them; None where nobody has marked them."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of the study's words and of the printed ones."""

    kind: Literal["same", "gone", "new"]
    """``gone``: said, not printed; ``new``: printed, not said."""
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a chapter says, and whether the study bears it out."""

    kind: FindingKind
    place: Place
    printed: str
    """The words of the chapter; empty where a quotation is cited that is not in the study, so that withdrawn words are not copied."""
    reason: str
    """Key of the sentence that says what was found, in :mod:`qualcode.reports.wording.areas.verification`."""
    values: dict[str, str] = field(default_factory=dict)
    """What the sentence names."""
    cited: tuple[str, ...] = ()
    """Citations that belong to it, such as ``R07:23`` or ``R07``."""
    passage: Passage | None = None
    changes: tuple[WordChange, ...] = ()
    """Word by word, where the words differ."""


@dataclass(frozen=True, slots=True)
class Verification:
    """A chapter checked against a study."""

    chapter: str
    """Name of the file."""
    paragraphs: int
    words: int
    findings: tuple[Finding, ...]
    """In the order of the chapter."""
    coder: str = ""
    """Whose codings the counts were compared with."""
    accepted: int = 0
    """Tracked changes that were read as accepted."""

    def of(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        """The findings of some kinds, in the order of the chapter."""
        return tuple(finding for finding in self.findings if finding.kind in kinds)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What asks for a change of the chapter."""
        return self.of(*FAULTS)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each kind."""
        return {kind: len(self.of(kind)) for kind in KINDS}
