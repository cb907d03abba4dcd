"""Files that were read and may be imported: what is in them, what the user settles, and what an import would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.errors import FileError, InputError, QualcodeError
from qualcode.model.documents import ROLES, Role, Speaker, Transcript
from qualcode.study import Study
from qualcode.study.documents import stem
from qualcode.study.study import check_language
from qualcode.text.canonical import digest
from qualcode.text.names import clean_name, name_key, readable
from qualcode.text.units import count_words

__all__ = [
    "FileChoice", "FilePlan", "ImportResult", "PreviewTurn", "Progress", "Voice", "nearly_same", "previews", "read_plans", "settle",
]  # fmt: skip

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the present one; may raise to cancel."""

NEAR = 0.8
"""Share of equal lines from which two documents are called nearly the same."""
FIRST = 10
"""Turns (or paragraphs, where there are no turns) that a preview shows."""


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
    questions: Mapping[str, int] = field(default_factory=dict)
    """In a preview: turns with a question mark by label."""
    first_turns: tuple[PreviewTurn, ...] = ()
    """In a preview: how the transcript begins."""


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


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file that was read; nothing of it is stored yet."""

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
    near: tuple[str, ...] = ()
    """For a preview: a sentence for each document or file that has most of its lines in common."""
    error: str = ""
    """Why the file cannot be read."""
    asked: tuple[str | None, frozenset[str]] = (None, frozenset())
    """The language and the labels with which it was read."""


def read_plans(
    study: Study,
    paths: Sequence[Path],
    *,
    language: str | None = None,
    roles: Mapping[str, Role] | None = None,
    progress: Progress | None = None,
    preview: bool = True,
) -> tuple[FilePlan, ...]:
    """Read files and write nothing; a file that cannot be read says why. ``preview`` also counts words and compares texts."""
    plans: list[FilePlan] = []
    taken = {name_key(document.name) for document in study.documents.list()}
    stems = [name_key(stem(readable(path.name))) for path in paths]
    for n, path in enumerate(paths):
        if progress:
            progress(n, len(paths), readable(path.name))
        try:
            plan = _read(study, path, language, tuple(roles or {}))
            if stems.count(stems[n]) > 1 or stems[n] in taken:
                plan = replace(plan, name=plan.source_name)
            if preview:
                plan = _looked_at(study, plan, plans)
        except QualcodeError as error:
            plan = FilePlan(readable(path.name), error=str(error))
        plans.append(plan)
    return tuple(plans)


def settle(study: Study, plan: FilePlan, choice: FileChoice) -> FilePlan:
    """The plan as it is with what the user settled; the file's bytes are read again where language or labels are other ones.

    Raises :class:`~qualcode.errors.FileError` where they cannot be read so.
    """
    language, labels = plan.asked
    wanted = (choice.language or language, labels | frozenset(choice.roles))
    if not plan.error and wanted != plan.asked:
        settled = _plan(study, plan.source_name, plan.source, *wanted)
        known = {name_key(voice.label) for voice in settled.voices}
        strangers = tuple(
            f"Nobody has the label “{label}”, whose role was given; look how it is spelled in the transcript."
            for label in choice.roles
            if name_key(label) not in known
        )
        plan = replace(
            settled,
            name=plan.name,
            near=plan.near,
            words=_words(settled) if plan.words else 0,
            warnings=settled.warnings + strangers,
        )
    return plan if choice.name is None else replace(plan, name=choice.name)


def previews(
    study: Study, plans: Sequence[FilePlan], choices: Sequence[FileChoice] | None = None
) -> tuple[ImportResult, ...]:
    """What an import of these plans would give, in their order, without writing anything; cheap enough for every key press."""
    choices = [FileChoice()] * len(plans) if choices is None else choices
    names = {name_key(document.name): document.name for document in study.documents.list()}
    texts: dict[str, str] = {}
    results = []
    for plan, choice in zip(plans, choices, strict=True):
        result = _preview(plan, choice)
        if choice.taken and not result.error:
            key = name_key(result.document)
            present = study.documents.holding(plan.sha256)
            if present is not None:
                error = f"{plan.source_name}: this text is in the study already, as “{present}”."
            elif plan.sha256 in texts:
                error = f"{plan.source_name}: this text is in {texts[plan.sha256]} too; only one of the two files is imported."
            elif key in names:
                error = f"{plan.source_name}: there is a document “{names[key]}” already; rename one of the two files or documents."
            else:
                error = ""
                texts[plan.sha256] = plan.source_name
                names[key] = result.document
            if error:
                result = ImportResult(plan.source_name, error=error)
        results.append(result)
    return tuple(results)


def _preview(plan: FilePlan, choice: FileChoice) -> ImportResult:
    if plan.error:
        return ImportResult(plan.source_name, error=plan.error)
    t = plan.transcript
    given = {name_key(label): role for label, role in choice.roles.items()}
    return ImportResult(
        plan.source_name,
        choice.name or plan.name,
        choice.case or "",
        t.format,
        choice.language or plan.language,
        plan.words,
        len(t.text),
        plan.sha256,
        len(t.turns),
        tuple(Speaker(0, 0, v.label, given.get(name_key(v.label), v.role), v.turns) for v in plan.voices),
        (*plan.warnings, *plan.near),
        questions={voice.label: voice.questions for voice in plan.voices},
        first_turns=_first_turns(t),
    )


def _first_turns(t: Transcript) -> tuple[PreviewTurn, ...]:
    if t.turns:
        return tuple(
            PreviewTurn(turn.label, t.text[turn.speech_start : turn.end]) for turn in t.turns[:FIRST]
        )
    lines = [line for line in t.text[:20_000].split("\n") if line.strip()]
    return tuple(PreviewTurn(None, line) for line in lines[:FIRST])


def _read(study: Study, path: Path, language: str | None, labels: tuple[str, ...]) -> FilePlan:
    from qualcode.formats.gate import read_file

    return _plan(study, path.name, read_file(path), language, frozenset(labels))


def _plan(
    study: Study, file_name: str, source: bytes, language: str | None, labels: frozenset[str]
) -> FilePlan:
    """Read the bytes of one file and find its language."""
    from qualcode.language.detect import detect
    from qualcode.transcripts import read_bytes

    transcript = read_bytes(source, file_name, language=language, labels=tuple(labels))
    name = readable(file_name)
    if not transcript.text.strip():
        raise FileError(f"{name} holds no text; nothing was imported from it.")
    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for turn in transcript.turns:
        if turn.label is not None:
            turns[turn.label] += 1
            questions[turn.label] += transcript.text.find("?", turn.speech_start, turn.end) >= 0
    return FilePlan(
        name,
        source,
        transcript,
        stem(name),
        language or detect(transcript.text) or study.language,
        transcript.warnings,
        tuple(
            Voice(label, n, questions[label], transcript.roles.get(label, "unknown"))
            for label, n in turns.items()
        ),
        digest(transcript.text),
        asked=(language, labels),
    )


def _words(plan: FilePlan) -> int:
    t = plan.transcript
    if not t.turns:
        return count_words(t.text)
    return sum(count_words(t.text, turn.speech_start, turn.end) for turn in t.turns)


def _looked_at(study: Study, plan: FilePlan, earlier: Sequence[FilePlan]) -> FilePlan:
    """The plan with its number of words, and with what has most of its lines in common."""
    text = plan.transcript.text
    near = nearly_same(study, text)
    mine = _lines(text)
    near += [
        _near_sentence(other.source_name)
        for other in earlier
        if other.sha256 != plan.sha256
        and _sizes(len(other.transcript.text), len(text))
        and _near(mine, other.transcript.text)
    ]
    return replace(plan, words=_words(plan), near=tuple(near))


def nearly_same(study: Study, text: str) -> list[str]:
    """A warning for each document of the study that has most of its lines in common with a text."""
    mine = _lines(text)
    return [
        _near_sentence(document.name)
        for document in study.documents.list()
        if _sizes(document.characters, len(text)) and _near(mine, study.documents.text(document))
    ]


def _near_sentence(name: str) -> str:
    return (
        f"Most of its lines are also in “{name}”; look whether it is another version of the same interview."
    )


def _sizes(one: int, other: int) -> bool:
    return 0.5 < (one + 1) / (other + 1) < 2


def _near(mine: set[str], other: str) -> bool:
    if len(mine) < 5:
        return False
    theirs = _lines(other)
    return len(mine & theirs) / len(mine | theirs) >= NEAR


def _lines(text: str) -> set[str]:
    """The lines of a text that say something, in comparable form."""
    return {name_key(line) for line in text.split("\n") if len(line) > 20}
