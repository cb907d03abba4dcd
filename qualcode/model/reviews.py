"""Review in Word: what was sent to a reviewer, what came back as proposals, and how far a code is signed off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "SIGNOFF_STATES",
    "CODE_FIELDS",
    "QUOTATION_FIELDS",
    "Matched",
    "NewProposal",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Review",
    "ReviewKind",
    "Signoff",
    "SignoffState",
]

ReviewKind = Literal["codebook", "transcript"]
ProposalKind = Literal["comment", "edit"]
ProposalState = Literal["open", "accepted", "declined"]
Matched = Literal["id", "text", "none"]
"""How a proposal found what it speaks of: by the id in the file, by the words around it, or not at all."""
CODE_FIELDS = ("name", "brief", "full", "when", "when_not", "example")
"""What a reviewer may edit of a code."""
QUOTATION_FIELDS = ("memo", "condensed", "translation")
"""What a reviewer may edit of a quotation."""
SignoffState = Literal["draft", "in review", "approved"]
SIGNOFF_STATES: tuple[SignoffState, ...] = ("draft", "in review", "approved")


@dataclass(frozen=True, slots=True)
class Signoff:
    """How far a code is signed off; a code without one is a draft."""

    code_id: int
    code: str
    state: SignoffState
    at: str
    """UTC, ISO 8601; empty for a draft that nobody touched."""
    by: str
    note: str
    changed: bool
    """Whether name, place or definition of the code changed since."""


@dataclass(frozen=True, slots=True)
class Review:
    """A file that was written for a reviewer."""

    id: int
    token: str
    """What the file carries, to be known again."""
    kind: ReviewKind
    document_id: int | None
    """Of a transcript."""
    name: str
    """Name of the file."""
    at: str
    """UTC, ISO 8601."""
    by: str
    contents: dict[str, str]
    """SHA-256 of each text that the file holds, by the name of its place; the texts themselves are not kept."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reviewer said or changed; nothing of it is applied until somebody accepts it."""

    id: int
    review_id: int | None
    """None where the file was not known by its token."""
    kind: ProposalKind
    code_id: int | None
    quotation_id: int | None
    document_id: int | None
    """What it speaks of; all None where nothing was found."""
    target: str
    """The same for people: the code's name, ``[R07:23]``, the document's name; empty where nothing was found."""
    field: str
    """What an edit changes, or a comment hangs on: one of :data:`CODE_FIELDS` or :data:`QUOTATION_FIELDS`; empty where it is none."""
    old: str
    """The field's text when the file came back; empty for a comment."""
    new: str
    """The proposed text; empty for a comment."""
    said: str
    """The comment; empty for an edit."""
    about: str
    """The words in the file that it hangs on; of an edit the name that the code had when the file came back."""
    author: str
    at: str
    """UTC, ISO 8601, as the file says; empty where it says nothing."""
    thread: str
    """Equal for a comment and the replies to it; else empty."""
    matched: Matched
    file: str
    imported: str
    imported_by: str
    state: ProposalState
    answer: str
    decided: str
    """UTC, ISO 8601; empty while it is open."""
    decided_by: str
    stale: bool
    """Of an open edit: the field changed in the study since the file was written or came back."""
    span: tuple[int, int] | None = None
    """Where the passage lies in the text of the document: the quotation, or the words that a comment hangs on; None: nowhere."""


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What a file that came back holds, before the study keeps it; the fields are those of :class:`Proposal`."""

    kind: ProposalKind
    key: str
    """Equal where the same thing is read a second time."""
    matched: Matched
    author: str
    at: str
    code_id: int | None = None
    quotation_id: int | None = None
    document_id: int | None = None
    span: tuple[int, int] | None = None
    field: str = ""
    old: str = ""
    new: str = ""
    said: str = ""
    about: str = ""
    thread: str = ""
    base: str = ""
    """Of an edit: SHA-256 of the text that the reviewer was given; empty where it is not known."""
    answers: int | None = None
    """The proposal of an earlier round that it speaks to."""
