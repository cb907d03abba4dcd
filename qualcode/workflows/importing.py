"""Bringing transcripts into a study: files are read first, then added together as one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import FileError, InputError, QualcodeError
from qualcode.model.documents import ROLES, Document, Role, Speaker, Transcript
from qualcode.study import Study
from qualcode.study.documents import stem
from qualcode.study.study import check_language
from qualcode.text.canonical import digest
from qualcode.text.names import clean_name, name_key, readable
from qualcode.text.units import count_words

__all__ = ["ImportResult", "import_files"]

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the present one; may raise to cancel."""

NEAR = 0.8
"""Share of equal lines from which two documents are called nearly the same."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file."""

    source: str
    """Name of the file."""
    document: str = ""
    case: str = ""
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


@dataclass(slots=True)
class Plan:
    """One file that was read and may be added."""

    source_name: str
    """Name of the file."""
    transcript: Transcript
    source: bytes
    name: str
    language: str
    warnings: list[str] = field(default_factory=list)


def import_files(
    study: Study,
    paths: Sequence[Path],
    *,
    language: str | None = None,
    roles: Mapping[str, Role] | None = None,
    case: str | None = None,
    attributes: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> tuple[ImportResult, ...]:
    """Import transcripts as one change and say what became of each file, in their order.

    A bad file is refused by name and the others are imported. ``roles`` settle speakers by label and confirm labels that occur
    rarely. Without ``language`` it is recognised from the text (English, Czech, Swedish), else the study's. With ``dry_run`` nothing is
    written. Interrupted anywhere, the study is as it was.
    """
    roles = dict(roles or {})
    check_options(language, roles, case, attributes or {})
    results: dict[int, ImportResult] = {}
    plans: dict[int, Plan] = {}
    taken = {name_key(document.name) for document in study.documents.list()}
    stems = [name_key(stem(readable(path.name))) for path in paths]
    for n, path in enumerate(paths):
        if progress:
            progress(n, len(paths), path.name)
        try:
            plan = read_file(study, path, language, roles)
        except QualcodeError as error:
            results[n] = ImportResult(readable(path.name), error=str(error))
            continue
        if stems.count(stems[n]) > 1 or stems[n] in taken:
            plan.name = readable(path.name)
        plans[n] = plan
    said = {name_key(turn.label) for plan in plans.values() for turn in plan.transcript.turns if turn.label}
    for plan in plans.values():
        plan.warnings += [
            f"Nobody has the label “{label}”, whose role was given; look how it is spelled in the transcript."
            for label in roles
            if name_key(label) not in said
        ]
    if dry_run:
        results |= {n: preview(study, plan, roles, case) for n, plan in plans.items()}
    else:
        with study.change("documents.import", "Imported documents") as change:
            for n, plan in plans.items():
                results[n] = add(study, plan, roles, case, attributes or {})
            done = [results[n].document for n in plans if not results[n].error]
            change.label = f"Imported “{done[0]}”" if len(done) == 1 else f"Imported {len(done)} documents"
            change.details["documents"] = done
    if progress:
        progress(len(paths), len(paths), "")
    return tuple(results[n] for n in range(len(paths)))


def check_options(
    language: str | None, roles: Mapping[str, Role], case: str | None, attributes: Mapping[str, str]
) -> None:
    """Refuse bad options before any file is read."""
    if language is not None:
        check_language(language)
    for label, role in roles.items():
        if role not in ROLES:
            raise InputError(f"“{role}” is no role for “{label}”; choose one of: {', '.join(ROLES)}.")
    if case is not None:
        clean_name(case, "case label")
    for name in attributes:
        clean_name(name, "attribute's name")


def read_file(study: Study, path: Path, language: str | None, roles: Mapping[str, Role]) -> Plan:
    """Read one file and find its language."""
    from qualcode.language.detect import detect
    from qualcode.transcripts import read

    transcript, source = read(path, language=language, labels=tuple(roles))
    if not transcript.text.strip():
        raise FileError(f"{readable(path.name)} holds no text; nothing was imported from it.")
    return Plan(
        readable(path.name),
        transcript,
        source,
        stem(readable(path.name)),
        language or detect(transcript.text) or study.language,
        list(transcript.warnings),
    )


def add(
    study: Study, plan: Plan, roles: Mapping[str, Role], case: str | None, attributes: Mapping[str, str]
) -> ImportResult:
    """Add one file within the change; refusals come before any row is written."""
    try:
        plan.warnings += nearly_same(study, plan.transcript.text)
        document = study.documents.add(
            transcript(plan),
            name=plan.name,
            source=plan.source,
            source_name=plan.source_name,
            language=plan.language,
            case=case,
            attributes=attributes,
            roles=roles,
        )
    except QualcodeError as error:
        said = str(error) if plan.source_name in str(error) else f"{plan.source_name}: {error}"
        return ImportResult(plan.source_name, error=said)
    return result(study, document, plan)


def transcript(plan: Plan) -> Transcript:
    """The transcript with all warnings of the import."""
    t = plan.transcript
    return Transcript(t.text, t.turns, t.format, t.roles, tuple(plan.warnings))


def result(study: Study, document: Document, plan: Plan) -> ImportResult:
    """What was imported, as the study holds it."""
    return ImportResult(
        plan.source_name,
        document.name,
        document.case,
        document.format,
        document.language,
        document.words,
        document.characters,
        document.sha256,
        len(plan.transcript.turns),
        study.documents.speakers(document),
        document.warnings,
    )


def preview(study: Study, plan: Plan, roles: Mapping[str, Role], case: str | None) -> ImportResult:
    """What an import would give, without writing anything."""
    t = plan.transcript
    sha256 = digest(t.text)
    present = study.documents.holding(sha256)
    if present is not None:
        return ImportResult(
            plan.source_name, error=f"{plan.source_name}: this text is in the study already, as “{present}”."
        )
    given = {name_key(label): role for label, role in roles.items()}
    counts: dict[str, int] = {}
    for turn in t.turns:
        if turn.label is not None:
            counts[turn.label] = counts.get(turn.label, 0) + 1
    speakers = tuple(
        Speaker(0, 0, label, given.get(name_key(label), t.roles.get(label, "unknown")), n)
        for label, n in counts.items()
    )
    words = (
        sum(count_words(t.text, turn.speech_start, turn.end) for turn in t.turns)
        if t.turns
        else count_words(t.text)
    )
    warnings = (*plan.warnings, *nearly_same(study, t.text))
    return ImportResult(
        plan.source_name,
        plan.name,
        case or "",
        t.format,
        plan.language,
        words,
        len(t.text),
        sha256,
        len(t.turns),
        speakers,
        warnings,
    )


def nearly_same(study: Study, text: str) -> list[str]:
    """A warning for each document of the study that has most of its lines in common with a text."""
    mine = lines(text)
    if len(mine) < 5:
        return []
    found = []
    for document in study.documents.list():
        if 0.5 < (document.characters + 1) / (len(text) + 1) < 2:
            theirs = lines(study.documents.text(document))
            if len(mine & theirs) / len(mine | theirs) >= NEAR:
                found.append(
                    f"Most of its lines are also in “{document.name}”; look whether it is another version of the same interview."
                )
    return found


def lines(text: str) -> set[str]:
    """The lines of a text that say something, in comparable form."""
    return {name_key(line) for line in text.split("\n") if len(line) > 20}
