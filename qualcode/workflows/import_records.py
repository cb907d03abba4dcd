"""Records of an import: what was read from a file, what the user settles for it, and what it would give or gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualcode.errors import InputError
from qualcode.formats.decoding import check_encoding
from qualcode.language.codes import check_language
from qualcode.model.documents import LAYOUTS, ROLES, Layout, Role, Speaker, Transcript
from qualcode.text.names import clean_name, name_key

__all__ = [
    "Asked", "Before", "FileChoice", "FilePlan", "ImportResult", "LanguageFrom", "PreviewTurn", "Progress", "Twin", "Voice", "check_same",
]  # fmt: skip

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the present one; may raise to cancel."""
LanguageFrom = Literal["given", "text", "study"]
"""Where a language is from: the user, the words of the text, or, where those are too few, the study."""


@dataclass(frozen=True, slots=True)
class PreviewTurn:
    """One of the first turns of a file."""

    label: str | None
    text: str
    """What is said, without the label."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who talks in a file that was read."""

    label: str
    turns: int
    questions: int
    """Turns with a question mark: a hint who asks, never a role."""
    role: Role
    """What the source itself settles, else ``unknown``."""


@dataclass(frozen=True, slots=True)
class Before:
    """The role that a label has in documents of the study."""

    role: Role
    document: str
    """The first document in which it is settled."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A document of the study, or another file, with the same or nearly the same text."""

    name: str
    share: float
    """Share of equal lines among the lines of both; 1 only for the same text."""
    imported: bool = False
    """Whether it is a document of the study."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file, or would become of it."""

    source: str
    """Name of the file."""
    document: str = ""
    case: str = ""
    """Empty in a preview where the document will get a case of its own."""
    format: str = ""
    language: str = ""
    words: int = 0
    characters: int = 0
    sha256: str = ""
    turns: int = 0
    speakers: tuple[Speaker, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str = ""
    """Why the file was refused; empty where it was imported."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """In a preview, as what follows: the values that its case is given."""
    questions: Mapping[str, int] = field(default_factory=dict)
    """Turns with a question mark by label."""
    first_turns: tuple[PreviewTurn, ...] = ()
    """How the transcript begins."""
    encoding: str = ""
    """Of a text file; empty for formats that have none."""
    language_from: LanguageFrom = "given"
    language_sure: float | None = None
    """How sure a recognised language is, from 0.5 to 1; None where it is from elsewhere."""
    letters: tuple[int, int] | None = None
    """Letters in the source and in the text; None where they cannot be counted apart."""
    twins: tuple[Twin, ...] = ()
    joins: tuple[tuple[str, ...], ...] = ()
    """Labels that may be one speaker, the one to join them with first."""
    before: Mapping[str, Before] = field(default_factory=dict)
    """By label: roles that are settled in the study, for speakers whose role the file leaves open."""
    parts: tuple[str, ...] = ()
    """Titles, where several interviews seem to be in the file."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """Comments, footnotes and endnotes by kind."""
    left: str = ""
    """Also after an import: a sentence about what is not read in the archive that the file is in."""


@dataclass(frozen=True, slots=True)
class FileChoice:
    """What the user settles for one file before it is imported."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    """By label; they overrule the source, and confirm labels that occur rarely."""
    language: str | None = None
    """ISO 639-1 code; None: as recognised."""
    case: str | None = None
    """Label of the case, new or present; None: a case of its own."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Values of the case."""
    name: str | None = None
    """The document's name; None: from the file's name."""
    taken: bool = True
    """Whether the file is imported at all."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Labels that are joined with the label of the same speaker."""
    layout: Layout = "labels"
    """How the file shows who speaks."""
    notes: bool = False
    """Whether comments and footnotes are kept as memos."""
    encoding: str | None = None
    """Of a text file; None: as recognised."""

    def check(self) -> None:
        """Refuse what cannot be stored; raises :class:`~qualcode.errors.InputError`."""
        if self.language is not None:
            check_language(self.language)
        for label, role in self.roles.items():
            if role not in ROLES:
                raise InputError(f"“{role}” is no role for “{label}”; choose one of: {', '.join(ROLES)}.")
        if self.case is not None:
            clean_name(self.case, "case label")
        if self.name is not None:
            clean_name(self.name, "document's name")
        for name in self.attributes:
            clean_name(name, "attribute's name")
        if self.layout not in LAYOUTS:
            raise InputError(f"“{self.layout}” is no layout of speech; choose one of: {', '.join(LAYOUTS)}.")
        check_same(self.same)
        if self.encoding is not None:
            check_encoding(self.encoding)


def check_same(same: Mapping[str, str]) -> None:
    """Refuse labels that are joined with nobody, with themselves, or in a chain; raises :class:`~qualcode.errors.InputError`."""
    for label, target in same.items():
        if not label.strip() or not target.strip():
            raise InputError("Joining takes two labels, such as R.=R; one of them is empty.")
        if label == target:
            raise InputError(f"“{label}” cannot be joined with itself; give the other label of the speaker.")
        if target in same:
            raise InputError(
                f"“{label}” is joined with “{target}”, which is joined with “{same[target]}” itself; join both with one label."
            )


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file was read."""

    language: str | None = None
    labels: frozenset[str] = frozenset()
    """Labels that the user confirmed."""
    layout: Layout = "labels"
    same: tuple[tuple[str, str], ...] = ()
    """Labels of the file, each with the one it was joined with."""
    part: int | None = None
    """Which of several interviews in the file it is, counted from 0; None: the whole file."""
    encoding: str | None = None
    """Of a text file, as the user named it."""


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file that was read, or one of several interviews in it; nothing of it is stored yet."""

    source_name: str
    """Name of the file."""
    source: bytes = b""
    transcript: Transcript = field(default_factory=lambda: Transcript("", (), ""))
    name: str = ""
    """The document's name."""
    language: str = ""
    warnings: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    """In the order in which they first talk."""
    sha256: str = ""
    words: int = 0
    """Counted for a preview only."""
    twins: tuple[Twin, ...] = ()
    """For a preview: documents and files that have most of its lines in common."""
    error: str = ""
    """Why the file cannot be read."""
    asked: Asked = field(default_factory=Asked)
    language_from: LanguageFrom = "given"
    language_sure: float | None = None
    labels: tuple[str, ...] = ()
    """All labels of the file, before any were joined."""
    joins: tuple[tuple[str, ...], ...] = ()
    """Labels that may be one speaker, the one to join them with first."""
    rare: Mapping[str, int] = field(default_factory=dict)
    """For a preview: of these labels, those that are too rare to be taken for speakers, with how often they occur."""
    before: Mapping[str, Before] = field(default_factory=dict)
    """Roles settled in the study for labels whose role the file leaves open."""
    parts: tuple[str, ...] = ()
    """Titles, where several interviews seem to be in the file."""
    encoding: str = ""
    """For a preview: of a text file."""
    folder: str = ""
    """Where the file, or the archive that it is in, lies."""
    left: str = ""
    """A sentence about what is not read in the archive that it is in."""

    @property
    def notes(self) -> dict[str, int]:
        """Number of comments, footnotes and endnotes, by kind."""
        counts: dict[str, int] = {}
        for note in self.transcript.notes:
            counts[note.kind] = counts.get(note.kind, 0) + 1
        return counts

    def same_labels(self, same: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Which labels of the file are joined by what the user settled, and with which, as both are spelled here."""
        labels = (*self.labels, *self.rare)
        spelled = {name_key(label): label for label in labels} | {label: label for label in labels}

        def here(label: str) -> str | None:
            return spelled.get(label) or spelled.get(name_key(label))

        pairs = [(here(label), here(target) or target) for label, target in same.items()]
        return tuple(sorted({(label, target) for label, target in pairs if label not in (None, target)}))
