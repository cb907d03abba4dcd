"""Files that were read and may be imported: what is in them, read again as the user settles it, and what an import would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import FileError, QualcodeError
from qualcode.model.documents import Layout, Role, Transcript
from qualcode.study import Study
from qualcode.study.documents import stem
from qualcode.text.canonical import digest
from qualcode.text.names import MAX_NAME, clean_name, name_key, readable
from qualcode.text.units import count_words
from qualcode.workflows.earlier_choices import Earlier, earlier_choices
from qualcode.workflows.import_advice import really_left_out
from qualcode.workflows.import_parts import parts_of
from qualcode.workflows.import_records import Asked, FileChoice, FilePlan, Progress, Voice
from qualcode.workflows.near_texts import NearTexts

__all__ = ["as_before", "read_plans", "settle", "split"]


def read_plans(
    study: Study,
    paths: Sequence[Path],
    *,
    language: str | None = None,
    roles: Mapping[str, Role] | None = None,
    layout: Layout = "labels",
    same: Mapping[str, str] | None = None,
    in_parts: bool = False,
    roles_as_before: bool = False,
    encoding: str | None = None,
    progress: Progress | None = None,
    preview: bool = True,
) -> tuple[FilePlan, ...]:
    """Read files and write nothing; a file that cannot be read says why. ``preview`` also counts words and compares texts.

    An archive stands for the transcripts in it, and with ``in_parts`` a file with several interviews for each of them.
    ``layout``, ``same`` and ``encoding`` are those of :class:`FileChoice`. With ``roles_as_before`` files are read as with the roles
    that :func:`as_before` gives.
    """
    from qualcode.transcripts.bundles import given_files

    plans: list[FilePlan] = []
    earlier, near = earlier_choices(study), NearTexts(study)
    taken = {name_key(document.name) for document in study.documents.list()}
    files = list(given_files(paths, study.language))
    stems = [name_key(stem(readable(file.name))) for file in files]
    asked = Asked(language, frozenset(roles or {}), layout, encoding=encoding)
    for n, file in enumerate(files):
        name = readable(file.name)
        if progress:
            progress(n, len(files), name)
        try:
            plan = _read(study, name, file.data(), asked, same or {}, earlier)
            plan = replace(plan, folder=str(file.path.parent), left=file.left)
            if stems.count(stems[n]) > 1 or stems[n] in taken:
                plan = replace(plan, name=plan.source_name)
            if roles_as_before:
                settled = FileChoice(roles or {}, language, same=same or {}, layout=layout, encoding=encoding)
                given = as_before(plan, settled)
                plan = settle(study, plan, given, earlier)
            found = split(study, plan) if in_parts and plan.parts else (plan,)
            if preview:
                for part in found:
                    plans.append(_looked_at(near, part, plans))
            else:
                plans.extend(found)
        except QualcodeError as error:
            plans.append(FilePlan(name, error=str(error), folder=str(file.path.parent), left=file.left))
    return tuple(plans)


def as_before(plan: FilePlan, choice: FileChoice) -> FileChoice:
    """A choice with the roles that the study's documents have for labels whose role is open otherwise."""
    earlier = {label: before.role for label, before in plan.before.items()}
    given = {name_key(label) for label in choice.roles}
    taken = {label: role for label, role in earlier.items() if name_key(label) not in given}
    return replace(choice, roles={**taken, **choice.roles}) if taken else choice


def settle(study: Study, plan: FilePlan, choice: FileChoice, earlier: Earlier | None = None) -> FilePlan:
    """The plan as it is with what the user settled; the file's bytes are read again where that needs it.

    Raises :class:`~qualcode.errors.FileError` where they cannot be read so.
    """
    before = plan.asked
    wanted = replace(
        before,
        language=choice.language or before.language,
        labels=before.labels | frozenset(choice.roles),
        layout=choice.layout,
        same=plan.same_labels(choice.same),
        encoding=choice.encoding,
    )
    if not plan.error and wanted != before:
        earlier = earlier or earlier_choices(study)
        settled = _read(study, plan.source_name, plan.source, wanted, choice.same, earlier)
        known = {name_key(voice.label) for voice in settled.voices}
        strangers = tuple(_stranger(label) for label in choice.roles if name_key(label) not in known)
        plan = replace(
            _counted(settled) if plan.words else settled,
            name=plan.name,
            twins=plan.twins,
            folder=plan.folder,
            left=plan.left,
            warnings=settled.warnings + strangers,
        )
    return plan if choice.name is None else replace(plan, name=choice.name)


def split(study: Study, plan: FilePlan) -> tuple[FilePlan, ...]:
    """Each interview of a file that holds several as a plan of its own, called ``FILE – TITLE``."""
    earlier, near = earlier_choices(study), NearTexts(study)
    found: list[FilePlan] = []
    for n, (title, transcript) in enumerate(parts_of(plan.transcript, plan.asked.labels)):
        name = clean_name(f"{plan.name} – {title}"[:MAX_NAME], "document's name")
        asked = replace(plan.asked, part=n)
        part = _plan(study, plan.source_name, plan.source, transcript, asked, plan.labels, earlier)
        if plan.words:
            part = replace(_counted(part), twins=near.in_study(part))
        found.append(replace(part, name=name, folder=plan.folder, left=plan.left))
    return tuple(found)


def _read(
    study: Study, name: str, source: bytes, asked: Asked, same: Mapping[str, str], earlier: Earlier
) -> FilePlan:
    """Read the bytes of one file; first as it shows its speakers, then with those joined that are one."""
    from qualcode.transcripts import read_bytes

    def read(joined: Mapping[str, str]) -> Transcript:
        return read_bytes(
            source,
            name,
            language=asked.language,
            labels=(*asked.labels, *same),
            layout=asked.layout,
            same=joined,
            encoding=asked.encoding,
        )

    transcript = read({})
    if not transcript.text.strip():
        raise FileError(f"{name} holds no text; nothing was imported from it.")
    labels = tuple(dict.fromkeys(turn.label for turn in transcript.turns if turn.label is not None))
    joined = FilePlan(name, labels=labels).same_labels(same)
    if joined:
        transcript = read(dict(joined))
    if asked.part is not None:
        parts = parts_of(transcript, asked.labels)
        if asked.part >= len(parts):
            raise FileError(
                f"Read like this, {name} has only {len(parts)} of its interviews; import it whole, or read it another way."
            )
        transcript = parts[asked.part][1]
    return _plan(study, name, source, transcript, replace(asked, same=joined), labels, earlier)


def _plan(
    study: Study,
    name: str,
    source: bytes,
    transcript: Transcript,
    asked: Asked,
    labels: tuple[str, ...],
    earlier: Earlier,
) -> FilePlan:
    """What is found in a transcript: its language, who talks, and what may be proposed."""
    from qualcode.language.detect import recognise
    from qualcode.transcripts.several import divide
    from qualcode.transcripts.variants import variants

    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for turn in transcript.turns:
        if turn.label is not None:
            turns[turn.label] += 1
            questions[turn.label] += transcript.text.find("?", turn.speech_start, turn.end) >= 0
    voices = tuple(
        Voice(label, n, questions[label], transcript.roles.get(label, "unknown"))
        for label, n in turns.items()
    )
    recognised = None if asked.language else recognise(transcript.text)
    titles = tuple(title for title, _ in divide(transcript)) if asked.part is None else ()
    joins = dict.fromkeys((*variants(turns), *earlier.joins_for(tuple(turns))))
    plan = FilePlan(name, source, transcript, stem(name))
    return replace(
        plan,
        language=asked.language or (recognised[0] if recognised else study.language),
        warnings=really_left_out(transcript.warnings, plan.notes),
        voices=voices,
        sha256=digest(transcript.text),
        asked=asked,
        language_from="given" if asked.language else "text" if recognised else "study",
        language_sure=recognised[1] if recognised else None,
        labels=labels,
        joins=tuple(joins),
        before=earlier.roles_for([voice.label for voice in voices if voice.role == "unknown"]),
        parts=titles if len(titles) > 1 else (),
    )


def _stranger(label: str) -> str:
    return f"Nobody has the label “{label}”, whose role was given; look how it is spelled in the transcript."


def _words(t: Transcript) -> int:
    if not t.turns:
        return count_words(t.text)
    return sum(count_words(t.text, turn.speech_start, turn.end) for turn in t.turns)


def _looked_at(near: NearTexts, plan: FilePlan, earlier: Sequence[FilePlan]) -> FilePlan:
    """The plan with what only a preview has, and with what has most of its lines in common."""
    return replace(_counted(plan), twins=near.in_study(plan) + near.among(plan, earlier))


def _counted(plan: FilePlan) -> FilePlan:
    """The plan with its number of words, its encoding, and with labels that are too rare to be taken among those that may be one."""
    from qualcode.transcripts.heads import find_heads
    from qualcode.transcripts.variants import variants

    turns = {voice.label: voice.turns for voice in plan.voices}
    joined = dict(plan.asked.same)
    rare = dict(find_heads(plan.transcript.text, (*turns, *joined), same=joined).rare) if turns else {}
    groups = [group for group in variants(turns | rare) if group[0] in turns]
    joins = dict.fromkeys((*groups, *(group for group in plan.joins if not _within(group, groups))))
    proposed = {label for group in joins for label in group}
    return replace(
        plan,
        words=_words(plan.transcript),
        encoding=_encoding(plan),
        joins=tuple(joins),
        rare={label: number for label, number in rare.items() if label in proposed},
    )


def _within(group: Sequence[str], groups: Sequence[Sequence[str]]) -> bool:
    return any(set(group) <= set(other) for other in groups)


def _encoding(plan: FilePlan) -> str:
    """In which encoding a text file was read; empty for formats that have none."""
    from qualcode.formats.decoding import decode
    from qualcode.transcripts.format import TEXTS

    if plan.transcript.format not in TEXTS or plan.transcript.format == "html":
        return ""
    return decode(plan.source, plan.source_name, plan.asked.language, plan.asked.encoding)[1]
