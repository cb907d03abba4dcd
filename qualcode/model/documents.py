"""Transcripts as readers give them, and documents, turns, speakers and cases as a study holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "LAYOUTS",
    "ROLES",
    "Case",
    "Document",
    "Layout",
    "NoteKind",
    "Part",
    "Role",
    "Speaker",
    "Transcript",
    "TranscriptNote",
    "TranscriptTurn",
    "Turn",
]

Role = Literal["interviewer", "respondent", "other", "unknown"]
ROLES: tuple[Role, ...] = ("interviewer", "respondent", "other", "unknown")
Layout = Literal["labels", "bold", "alternate"]
"""How a file shows who speaks: by labels, by questions in bold (or italics), or by questions and answers in turn."""
LAYOUTS: tuple[Layout, ...] = ("labels", "bold", "alternate")


@dataclass(frozen=True, slots=True)
class TranscriptTurn:
    """One turn of a transcript that was read but is not yet part of a study."""

    start: int
    """First code point in the canonical text; the label belongs to the turn."""
    end: int
    """Code point after the last one of the turn (the line feed that ends it does not belong to it)."""
    speech_start: int
    """Where speech begins: behind label, colon and the white space after it; equals ``start`` without a label."""
    label: str | None
    """The speaker's label as the source shows it, or None where nobody is named."""
    start_time: int | None = None
    """Start in milliseconds from the beginning of the recording."""
    end_time: int | None = None
    """End in milliseconds from the beginning of the recording."""


NoteKind = Literal["comment", "footnote", "endnote", "text box", "table cell"]


@dataclass(frozen=True, slots=True)
class TranscriptNote:
    """A comment, footnote, endnote, text box or cell beside a turn of the source: it is no part of the text, but hangs on words of it."""

    start: int
    """First code point of the words it belongs to: those that a comment marks, the word before the sign of a footnote, the paragraph of a text box."""
    end: int
    """Code point after the last one of them; never equal to ``start``."""
    kind: NoteKind
    author: str
    """Who wrote it as the source says; empty where nobody is named."""
    text: str
    """What it says, canonical."""
    at: str = ""
    """When it was written, ISO 8601 as the source says; empty where no time is given."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several interviews that lie in one text."""

    title: str
    start: int
    """First code point in the canonical text."""
    end: int
    """Code point after the last one."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader makes of a file: canonical text, turns, and a report of what it did."""

    text: str
    """Canonical text: NFC, line feeds only, no BOM, no lone surrogates."""
    turns: tuple[TranscriptTurn, ...]
    """In the order of the text, without overlap; text before the first turn belongs to none."""
    format: str
    """The format's short name, such as ``docx``."""
    roles: dict[str, Role] = field(default_factory=dict)
    """Roles that the source itself settles (a legend line, a full word such as Interviewer), by label."""
    warnings: tuple[str, ...] = ()
    """Sentences about what was dropped, accepted or is unclear."""
    notes: tuple[TranscriptNote, ...] = ()
    """Comments, footnotes, endnotes, text boxes and cells beside turns, in the order of the words they belong to; none of them stands in the text."""
    letters: tuple[int, int] | None = None
    """Letters in, letters out. In: the letters of the source that a person would read, counted apart from the reader's
    own result, without those left out on purpose, which the warnings name. Out: the letters of the text, labels as the
    source has them, without those the reader put there itself. None where the two cannot be counted apart."""
    parts: tuple[Part, ...] = ()
    """The interviews that a column of the source tells apart, in the order of the text; empty where it names one or none."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who talks in a document."""

    id: int
    document_id: int
    label: str
    role: Role
    turns: int = 0
    """Number of turns of this speaker."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a document in a study."""

    id: int
    document_id: int
    number: int
    """Counted from 1 within the document."""
    start: int
    end: int
    speech_start: int
    speaker: str | None
    """The speaker's label."""
    role: Role
    start_time: int | None
    """Milliseconds."""
    end_time: int | None
    """Milliseconds."""


@dataclass(frozen=True, slots=True)
class Document:
    """One imported transcript, without its text."""

    id: int
    name: str
    case_id: int
    case: str
    """Label of the case, as reports print it."""
    format: str
    language: str
    """ISO 639-1 code, such as ``cs``."""
    sha256: str
    """Of the canonical text in UTF-8."""
    words: int
    """Words of speech, labels left out."""
    characters: int
    """Code points of the canonical text."""
    imported_at: str
    """UTC, ISO 8601."""
    source_name: str
    """Name of the original file."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A respondent or facility, with a label that reports print and named values."""

    id: int
    label: str
    attributes: dict[str, str] = field(default_factory=dict)
