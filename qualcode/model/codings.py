"""Quotations, codings and memos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.documents import Role

__all__ = [
    "MEMO_KINDS",
    "CodingRow",
    "Hit",
    "Memo",
    "MemoKind",
    "MemoTarget",
    "NewCoding",
    "Quotation",
    "WrittenMemo",
]

MemoKind = Literal["code", "theoretical", "methodological", "reflexive", "narrative"]
MEMO_KINDS: tuple[MemoKind, ...] = ("code", "theoretical", "methodological", "reflexive", "narrative")
MemoTarget = Literal["study", "document", "quotation", "code"]


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding to be applied: one row of a codings table."""

    document: str
    start: int
    end: int
    code: str
    coder: str | None = None
    memo: str = ""
    text: str | None = None
    """Where given, the words that the span must hold; a difference refuses the row."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span that somebody marked; its id is its number, unique in the study and never used twice."""

    id: int
    document_id: int
    start: int
    end: int
    text: str
    memo: str = ""
    condensed: str = ""
    """Condensed meaning unit (Graneheim & Lundman 2004)."""
    translation: str = ""
    printed: str = ""
    """The form in which reports print it: omissions as […], insertions in [ ]; empty: as it was said."""


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding with what a listing shows of it; field order is that of the command line's JSON."""

    id: int
    quotation: int
    document: str
    case: str
    start: int
    """Code points of the canonical text."""
    end: int
    text: str
    turn: int | None
    """Number of the turn in which the span starts, None before the first turn."""
    speaker: str | None
    role: Role | None
    code: str
    coder: str
    memo: str
    created: str
    code_id: int = 0
    document_id: int = 0


@dataclass(frozen=True, slots=True)
class Memo:
    """A dated note on a study, document, quotation or code."""

    id: int
    kind: MemoKind
    target: MemoTarget
    target_id: int | None
    target_name: str
    """Title of the study, name of the document or code, ``[R07:123]`` for a quotation."""
    text: str
    created: str
    author: str


@dataclass(frozen=True, slots=True)
class WrittenMemo:
    """A memo wherever it stands: a dated one, or the memo that a quotation itself bears."""

    id: int | None
    """None: the memo that the quotation ``target_id`` itself bears."""
    kind: str
    """One of the kinds of memo, or ``quotation``."""
    target: MemoTarget
    target_id: int | None
    target_name: str
    """Title of the study, name of the document or code, ``[R07:123]`` for a quotation."""
    text: str
    created: str
    """UTC, ISO 8601; of a quotation's own memo when the quotation was written on last, empty where the history no longer tells."""
    author: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found by search."""

    document: str
    start: int
    end: int
    text: str
    turn: int | None
    speaker: str | None
    context: str = ""
    """The sentence around the place."""
