"""The interview guide: its questions, where they were asked, and what silence of a respondent therefore means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ABSENCE_AT_MOST",
    "STATES",
    "AskedCell",
    "AskedSpan",
    "AskedTable",
    "AskedTurn",
    "CriterionStates",
    "EvidenceState",
    "EvidenceStates",
    "GuideChange",
    "GuideQuestion",
    "How",
    "NewQuestion",
    "State",
]

How = Literal["assigned", "refused", "recognised", "not found"]
"""How it is known whether a question was asked: a person said where, a person said that it was not, its words were found, or they were not."""
State = Literal["presence", "absence", "asked", "not_asked", "not_found", "no_evidence"]
"""``presence`` and ``absence`` are evidence; the others are its lack.

``asked``: a linked question was. ``not_asked``: a person said of every linked question that it was not. ``not_found``: one or more were
not recognised, and may have been asked in other words. ``no_evidence``: no question is linked.
"""
STATES: tuple[State, ...] = ("presence", "absence", "asked", "not_asked", "not_found", "no_evidence")
BETWEEN_WORDINGS = " / "
"""What stands between the wordings of a question; each is looked for by itself."""
ABSENCE_AT_MOST = 2.0
"""A scored level of this or less (1-5) says that something is not done; above it, that it is."""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """One question of a guide that is being read from a file."""

    text: str
    criteria: tuple[str, ...] = ()
    """As the file names them: ids, or names in any language."""
    number: int | None = None
    """None: numbered by its place."""
    line: int | None = None
    """Line, row or paragraph of the file, counted from 1; for messages."""


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """One question of the study's guide."""

    id: int
    number: int
    """Shown, and unique in the guide."""
    text: str
    criteria: tuple[str, ...]
    """Ids of the criteria that an answer may speak to."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The ways in which it is put, of one language or of several; the first is shown where there is little room."""
        return tuple(self.text.split(BETWEEN_WORDINGS))


@dataclass(frozen=True, slots=True)
class GuideChange:
    """What importing a guide has changed."""

    questions: tuple[GuideQuestion, ...]
    """The guide as it is now."""
    kept: int
    """Questions that were there before, word for word."""
    removed: tuple[str, ...]
    """Questions that are no longer there; where they were asked went with them."""


@dataclass(frozen=True, slots=True)
class AskedSpan:
    """That a person said where a question was asked, or that it was not."""

    id: int
    document_id: int
    question_id: int
    start: int | None
    """Code points of the turn; None: the question was not asked."""
    end: int | None
    by_whom: str


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """A turn that asks a question of the guide."""

    turn: int
    """Number in its document."""
    start: int
    """Code points of the turn's speech."""
    end: int
    score: float | None
    """Share of words in common, 0-1; None where a person assigned it."""


@dataclass(frozen=True, slots=True)
class AskedCell:
    """One question in one document."""

    question: int
    """Number of the question."""
    document_id: int
    how: How
    turns: tuple[AskedTurn, ...]
    """Where it was asked; empty where it was not."""
    candidate: AskedTurn | None = None
    """The likeliest turn where nothing was found: for a person to look at, counted nowhere."""

    @property
    def asked(self) -> bool:
        """Whether the question counts as asked."""
        return bool(self.turns)


@dataclass(frozen=True, slots=True)
class AskedTable:
    """Every question of the guide in every document."""

    questions: tuple[GuideQuestion, ...]
    documents: tuple[tuple[int, str, str], ...]
    """Id, name and label of the case, by name."""
    cells: tuple[AskedCell, ...]
    """Question by question, in the order of ``documents``."""


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """What is known of one respondent on one criterion."""

    case: str
    criterion: str
    state: State
    level: float | None
    """1-5; None without evidence."""
    quotations: tuple[int, ...]
    """Behind the level."""
    questions: tuple[int, ...]
    """Numbers of the linked questions that this respondent was asked."""


@dataclass(frozen=True, slots=True)
class CriterionStates:
    """How many respondents are in each state on one criterion; they add up to all respondents."""

    criterion: str
    presence: int
    absence: int
    asked: int
    not_asked: int
    not_found: int
    no_evidence: int
    questions: tuple[int, ...]
    """Numbers of the questions of the guide that are linked to it."""

    def number(self, state: State) -> int:
        """The respondents in one state."""
        counts: dict[State, int] = {
            "presence": self.presence,
            "absence": self.absence,
            "asked": self.asked,
            "not_asked": self.not_asked,
            "not_found": self.not_found,
            "no_evidence": self.no_evidence,
        }
        return counts[state]


@dataclass(frozen=True, slots=True)
class EvidenceStates:
    """The states of all respondents on all criteria; silence is never absence."""

    cases: tuple[str, ...]
    """Labels, sorted."""
    criteria: tuple[CriterionStates, ...]
    """In the order of the list of criteria."""
    cells: tuple[EvidenceState, ...]
    """In the order of criteria, then cases."""
    guide: bool
    """Whether the study has an interview guide."""
