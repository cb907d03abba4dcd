"""Whole interviews with what was marked in them: the material of coded transcripts."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.codings import CodingRow
from qualcode.model.documents import Turn

__all__ = ["CodedText", "PassageNote"]


@dataclass(frozen=True, slots=True)
class PassageNote:
    """What somebody wrote about a passage apart from codes."""

    quotation: int
    start: int
    """Code points of the canonical text."""
    end: int
    kind: str
    """Of the memo; ``quotation`` for what the quotation itself bears."""
    text: str
    author: str
    """Empty where nobody is named any more."""
    at: str
    """UTC, ISO 8601; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class CodedText:
    """One interview, every turn of it, with its codings and notes."""

    case: str
    ordinal: int
    """Which of the case's documents it is, counted from 1."""
    several: bool
    """Whether the case has more than one document."""
    language: str
    """ISO 639-1 code."""
    words: int
    """Of speech."""
    text: str
    """Canonical text."""
    turns: tuple[Turn, ...] = ()
    codings: tuple[CodingRow, ...] = ()
    """In the order of the text; of all coders unless one was asked for, in everybody's speech."""
    notes: tuple[PassageNote, ...] = ()
    """Memos on passages, but for those that quotations with a coding bear themselves."""
    withheld: bool = False
    """Whether codings of coders who code blind are left out."""
    document_id: int = 0
