"""Correcting a document after its import: its words, its turns, its labels, or all of it from a corrected file.

Each function plans: it gives a :class:`~qualcode.model.versions.Correction`, which says what would become of the quotations, and
writes nothing. :func:`store` makes it the document's text, as one change.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import InputError
from qualcode.model.documents import Document, Role, Transcript, TranscriptTurn, Turn
from qualcode.model.versions import Correction
from qualcode.study import Study
from qualcode.text.alignment import Alignment, align, replaced
from qualcode.text.canonical import canonical
from qualcode.text.names import clean_name, name_key, readable
from qualcode.transcripts.carrying import carry_turns

__all__ = [
    "Planned",
    "edit",
    "edit_turn",
    "gone_with",
    "join",
    "relabel",
    "reread",
    "return_to",
    "split",
    "store",
]

LEAST_KEPT = 0.3
"""Share of the old text's characters that a corrected file must hold to be the same interview."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A correction that is not stored yet, and how the history will call it."""

    correction: Correction
    op: str
    label: str
    source: tuple[str, bytes, Transcript] | None = None
    """Name, bytes and transcript of the file that the text was read from."""


def store(study: Study, planned: Planned) -> Document:
    """Make a planned correction the current text of its document; raises :class:`~qualcode.errors.ConflictError` where the text changed since."""
    return study.versions.store_correction(
        planned.correction, op=planned.op, label=planned.label, source=planned.source
    )


def gone_with(correction: Correction) -> str:
    """How many assignments of guide questions and decisions on disagreements go with their words, as a sentence; empty where none does."""
    gone = correction.gone_beside
    said = [
        words if gone[table] == 1 else plural.format(gone[table])
        for table, words, plural in (
            ("asked", "1 assignment of a guide question", "{} assignments of guide questions"),
            ("adjudications", "1 decision on a disagreement", "{} decisions on disagreements"),
        )
        if table in gone
    ]
    verb = "goes" if sum(gone.values()) == 1 else "go"
    return f"{' and '.join(said)} {verb}, since the words are gone." if said else ""


def edit(study: Study, document: str | int, text: str, labels: Collection[str] = ()) -> Planned:
    """Take a whole new text; *labels* confirms labels of speakers that are new in it.

    Raises :class:`~qualcode.errors.InputError` where the text is empty or the same as before.
    """
    found = study.documents.get(document)
    alignment = align(study.documents.text(found), canonical(text))
    new = carry_turns(alignment, as_read(study.documents.turns(found)), labels)
    correction = _plan(study, found, alignment, new)
    return Planned(correction, "texts.correct", f"Corrected the text of “{found.name}”")


def edit_turn(study: Study, document: str | int, number: int, speech: str) -> Planned:
    """Put other words in the place of one turn's speech; its label stays.

    A line of them that begins with a label of the document and a colon begins a turn of its own.
    """
    found, turns = _turns(study, document, number)
    text = study.documents.text(found)
    turn = turns[number - 1]
    speech = canonical(speech).strip()
    if not speech:
        raise InputError(f"Turn {number} would be empty; join it with another turn instead.")
    apart = " " if turn.speaker and text[turn.speech_start - 1] == ":" else ""
    said = f"Corrected turn {number} of “{found.name}”"
    label = re.compile(
        "|".join(rf"^[ \t]*{re.escape(name)}[ \t]*:" for name in {t.speaker for t in turns} if name)
        or r"\Z\A",
        re.IGNORECASE | re.MULTILINE,
    )
    alignment = replaced(text, [(turn.speech_start, turn.end, apart + speech)])
    if label.search(speech):
        new = carry_turns(alignment, as_read(turns))
    else:
        longer = len(alignment.new) - len(text)
        read = as_read(turns)
        begins = turn.speech_start + len(apart)
        here = replace(read[number - 1], speech_start=begins, end=turn.end + longer)
        new = (*read[: number - 1], here, *(_moved(t, longer) for t in read[number:]))
    return Planned(_plan(study, found, alignment, new), "texts.correct", said)


def split(study: Study, document: str | int, offset: int, label: str | None = None) -> Planned:
    """Split the turn at an offset (code points) in two; *label* is who speaks from there on, by default the same speaker.

    Raises :class:`~qualcode.errors.InputError` where the offset lies in no turn's speech, or at its edge.
    """
    found = study.documents.get(document)
    text, turns = study.documents.text(found), study.documents.turns(found)
    turn = next((t for t in turns if t.speech_start <= offset <= t.end), None)
    if turn is None or not text[turn.speech_start : offset].strip() or not text[offset : turn.end].strip():
        raise InputError(
            "A turn is split between two of its words; go to the word with which the second part begins."
        )
    name = turn.speaker if label is None else _known(turns, label)
    left = turn.speech_start + len(text[turn.speech_start : offset].rstrip())
    right = turn.end - len(text[offset : turn.end].lstrip())
    between = _between(text, turns, turn)
    opening = between + ("" if name is None else f"{name}: ")
    longer = len(opening) - (right - left)
    read = as_read(turns)
    first = replace(read[turn.number - 1], end=left, end_time=None)
    second = TranscriptTurn(
        left + len(between), turn.end + longer, left + len(opening), name, None, turn.end_time
    )
    new = (*read[: turn.number - 1], first, second, *(_moved(t, longer) for t in read[turn.number :]))
    correction = _plan(study, found, replaced(text, [(left, right, opening)]), new)
    return Planned(correction, "texts.split", f"Split turn {turn.number} of “{found.name}”")


def join(study: Study, document: str | int, first: int, last: int) -> Planned:
    """Make one turn of several that follow each other; the first one's speaker says it all, the labels between are taken out."""
    if last <= first:
        raise InputError(f"Turns {first} to {last} cannot be joined; give the first and the last one.")
    found, turns = _turns(study, document, first, last)
    text = study.documents.text(found)
    edits = [
        (one.end, other.speech_start, " " if other.speech_start < other.end else "")
        for one, other in itertools.pairwise(turns[first - 1 : last])
    ]
    longer = sum(len(words) - (end - start) for start, end, words in edits)
    read = as_read(turns)
    whole = replace(read[first - 1], end=read[last - 1].end + longer, end_time=read[last - 1].end_time)
    new = (*read[: first - 1], whole, *(_moved(t, longer) for t in read[last:]))
    correction = _plan(study, found, replaced(text, edits), new)
    return Planned(correction, "texts.join", f"Joined turns {first}–{last} of “{found.name}”")


def relabel(
    study: Study, document: str | int, labels: Mapping[str, str], numbers: Collection[int] = ()
) -> Planned:
    """Give speakers other labels: of all their turns, or of the turns with some *numbers* only.

    The label of another speaker of the document joins the two. A new label takes over the role where all turns of the old one get it.
    With *numbers* the key ``""`` stands for whoever speaks there. Raises :class:`~qualcode.errors.InputError` for a label nobody has.
    """
    found, turns = _turns(study, document, *numbers)
    text = study.documents.text(found)
    given = {name_key(old) for old in labels}
    others = turns if numbers else [t for t in turns if name_key(t.speaker or "") not in given]
    wanted = {name_key(old): _known(others, new) for old, new in labels.items()}
    present = {name_key(turn.speaker or "") for turn in turns}
    for old in labels:
        if old and name_key(old) not in present:
            known = ", ".join(dict.fromkeys(t.speaker for t in turns if t.speaker)) or "none"
            raise InputError(f"Nobody in “{found.name}” has the label “{old}”; the labels are: {known}.")
    edits: list[tuple[int, int, str]] = []
    new: list[TranscriptTurn] = []
    longer = 0
    for turn, read in zip(turns, as_read(turns), strict=True):
        name = wanted.get(name_key(turn.speaker or ""), wanted.get(""))
        if name is None or name == turn.speaker or (numbers and turn.number not in numbers):
            new.append(_moved(read, longer))
            continue
        opening = _opening(text[turn.start : turn.speech_start], turn.speaker, name)
        edits.append((turn.start, turn.speech_start, opening))
        more = longer + len(opening) - (turn.speech_start - turn.start)
        new.append(
            replace(
                read,
                start=turn.start + longer,
                speech_start=turn.speech_start + more,
                end=turn.end + more,
                label=name,
            )
        )
        longer = more
    roles = {s.label: s.role for s in study.documents.speakers(found)}
    inherited: dict[str, Role] = {
        name: roles[old]
        for old in roles
        for name in [wanted.get(name_key(old))]
        if name is not None and not numbers and name not in roles
    }
    correction = _plan(study, found, replaced(text, edits), new, roles=inherited)
    whose = "turns " + ", ".join(map(str, sorted(numbers)))
    said = ", ".join(f"{old or whose} = {name}" for old, name in labels.items())
    return Planned(correction, "texts.label", f"Labels of “{found.name}”: {said}")


def _opening(shown: str, old: str | None, new: str) -> str:
    """What stands before the speech of a turn, with another label; what else stands there, such as a time, stays."""
    label = re.search(re.escape(old.rstrip(".")) + r"\.?", shown, re.IGNORECASE) if old else None
    return f"{new}: {shown}" if label is None else shown[: label.start()] + new + shown[label.end() :]


def _moved(turn: TranscriptTurn, by: int) -> TranscriptTurn:
    return replace(turn, start=turn.start + by, end=turn.end + by, speech_start=turn.speech_start + by)


def reread(
    study: Study,
    document: str | int,
    path: Path,
    *,
    language: str | None = None,
    roles: Mapping[str, Role] | None = None,
) -> Planned:
    """Take the text and turns of a corrected file in the place of a document's own; codings go along.

    Raises :class:`~qualcode.errors.FileError` where the file cannot be read, :class:`~qualcode.errors.InputError` where it holds
    another interview or the same text.
    """
    from qualcode.formats.gate import read_file
    from qualcode.transcripts import read_bytes

    found = study.documents.get(document)
    data = read_file(path)
    labels = [s.label for s in study.documents.speakers(found)] + list(roles or {})
    transcript = read_bytes(data, path.name, language=language or found.language, labels=labels)
    before = study.documents.text(found)
    alignment = align(before, transcript.text)
    if sum(block.length for block in alignment.blocks) < LEAST_KEPT * len(before):
        raise InputError(
            f"{readable(path.name)} has hardly a line in common with “{found.name}”, so it is another interview; import it as a document of its own."
        )
    settled = transcript.roles | dict(roles or {})
    correction = study.versions.plan(found, transcript.text, transcript.turns, alignment, settled)
    label = f"Read “{found.name}” anew from {readable(path.name)}"
    return Planned(correction, "texts.reread", label, (readable(path.name), data, transcript))


def return_to(study: Study, document: str | int, version: int) -> Planned:
    """Take text, turns and roles of an earlier version again, as a new one; what was coded since goes along."""
    found = study.documents.get(document)
    turns, roles = study.versions.turns(found, version)
    alignment = align(study.documents.text(found), study.versions.text(found, version))
    correction = _plan(study, found, alignment, turns, roles=roles)
    return Planned(correction, "texts.return", f"Returned to version {version} of “{found.name}”")


def as_read(turns: Sequence[Turn]) -> list[TranscriptTurn]:
    """Turns of a study in the form in which readers give them."""
    return [
        TranscriptTurn(t.start, t.end, t.speech_start, t.speaker, t.start_time, t.end_time) for t in turns
    ]


def _plan(
    study: Study,
    document: Document,
    alignment: Alignment,
    turns: Sequence[TranscriptTurn],
    *,
    roles: Mapping[str, Role] | None = None,
) -> Correction:
    return study.versions.plan(document, alignment.new, turns, alignment, roles)


def _turns(study: Study, document: str | int, *numbers: int) -> tuple[Document, tuple[Turn, ...]]:
    """A document with its turns; raises :class:`~qualcode.errors.InputError` for the number of a turn that it does not have."""
    found = study.documents.get(document)
    turns = study.documents.turns(found)
    for number in numbers:
        if not 1 <= number <= len(turns):
            raise InputError(f"“{found.name}” has no turn {number}; its turns are 1 to {len(turns)}.")
    return found, turns


def _known(turns: Sequence[Turn], label: str) -> str:
    """A label as a speaker of the document bears it already, else as it was given."""
    label = clean_name(label, "label")
    if ":" in label:
        raise InputError(f"“{label}” cannot be a label, because a colon ends a label; leave it out.")
    return next((t.speaker for t in turns if t.speaker and name_key(t.speaker) == name_key(label)), label)


def _between(text: str, turns: Sequence[Turn], turn: Turn) -> str:
    """The white space that stands behind a turn, or before it where it is the last one."""
    after = text[turn.end : turns[turn.number].start] if turn.number < len(turns) else ""
    before = text[turns[turn.number - 2].end : turn.start] if turn.number > 1 else ""
    return next((space for space in (after, before) if space and not space.strip()), "\n")
