"""Correcting a document after its import: its words, its turns, its labels, or all of it from a corrected file.

Each function plans: it gives a :class:`~qualcode.model.versions.Correction`, which says what would become of the quotations, and
writes nothing. :func:`store` makes it the document's text, as one change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import InputError
from qualcode.model.documents import Document, Role, Transcript, TranscriptTurn, Turn
from qualcode.model.versions import Correction
from qualcode.study import Study
from qualcode.text.canonical import canonical
from qualcode.text.names import clean_name, name_key

__all__ = ["Planned", "edit", "edit_turn", "join", "relabel", "reread", "return_to", "split", "store"]

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


def edit(study: Study, document: str | int, text: str, labels: Collection[str] = ()) -> Planned:
    """Take a whole new text; *labels* confirms labels of speakers that are new in it.

    Raises :class:`~qualcode.errors.InputError` where the text is empty or the same as before.
    """
    found = study.documents.get(document)
    correction = _plan(study, found, canonical(text), as_read(study.documents.turns(found)), labels=labels)
    return Planned(correction, "texts.correct", f"Corrected the text of “{found.name}”")


def edit_turn(study: Study, document: str | int, number: int, speech: str) -> Planned:
    """Put other words in the place of one turn's speech; its label stays."""
    found, turns = _turns(study, document, number)
    text = study.documents.text(found)
    turn = turns[number - 1]
    speech = canonical(speech).strip()
    if not speech:
        raise InputError(f"Turn {number} would be empty; join it with another turn instead.")
    apart = " " if turn.speaker and text[turn.speech_start - 1] == ":" else ""
    new = text[: turn.speech_start] + apart + speech + text[turn.end :]
    label = f"Corrected turn {number} of “{found.name}”"
    return Planned(_plan(study, found, new, as_read(turns)), "texts.correct", label)


def split(study: Study, document: str | int, offset: int, label: str | None = None) -> Planned:
    """Split the turn at an offset (code points) in two; *label* is who speaks from there on, by default the same speaker.

    Raises :class:`~qualcode.errors.InputError` where the offset lies in no turn's speech, or at its edge.
    """
    found = study.documents.get(document)
    text, turns = study.documents.text(found), study.documents.turns(found)
    turn = next((t for t in turns if t.speech_start < offset < t.end), None)
    if turn is None or not text[turn.speech_start : offset].strip() or not text[offset : turn.end].strip():
        raise InputError(
            f"No turn of “{found.name}” has words on both sides of {offset}, so none can be split there."
        )
    name = turn.speaker if label is None else _known(turns, label)
    left = turn.speech_start + len(text[turn.speech_start : offset].rstrip())
    right = turn.end - len(text[offset : turn.end].lstrip())
    between = _between(text, turns, turn)
    opening = between + ("" if name is None else f"{name}: ")
    new = text[:left] + opening + text[right:]
    start = left + len(between)
    correction = _plan(study, found, new, as_read(turns), given={start: (left + len(opening), name)})
    return Planned(correction, "texts.split", f"Split turn {turn.number} of “{found.name}”")


def join(study: Study, document: str | int, first: int, last: int) -> Planned:
    """Make one turn of several that follow each other; the first one's speaker says it all, the labels between are taken out."""
    if last <= first:
        raise InputError(f"Turns {first} to {last} cannot be joined; give the first and the last one.")
    found, turns = _turns(study, document, first, last)
    text = study.documents.text(found)
    pieces, at = [], 0
    for turn, following in zip(turns[first - 1 : last - 1], turns[first:last], strict=True):
        pieces += [text[at : turn.end], " " if following.speech_start < following.end else ""]
        at = following.speech_start
    new = "".join(pieces) + text[at:]
    read = as_read(turns)
    whole = replace(read[first - 1], end=read[last - 1].end, end_time=read[last - 1].end_time)
    correction = _plan(study, found, new, [*read[: first - 1], whole, *read[last:]])
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
    wanted = {name_key(old): _known(turns, new) for old, new in labels.items()}
    present = {name_key(turn.speaker or "") for turn in turns}
    for old in labels:
        if old and name_key(old) not in present:
            known = ", ".join(dict.fromkeys(t.speaker for t in turns if t.speaker)) or "none"
            raise InputError(f"Nobody in “{found.name}” has the label “{old}”; the labels are: {known}.")
    pieces: list[str] = []
    given: dict[int, tuple[int, str | None]] = {}
    at = length = 0
    for turn in turns:
        key = name_key(turn.speaker or "")
        new = wanted.get(key, wanted.get("")) if not numbers or turn.number in numbers else None
        if new is None or new == turn.speaker:
            continue
        shown = text[turn.start : turn.speech_start]
        place = shown.find(turn.speaker) if turn.speaker else -1
        opening = (
            shown[:place] + new + shown[place + len(turn.speaker or "") :]
            if place >= 0
            else f"{new}: {shown}"
        )
        pieces += [text[at : turn.start], opening]
        start = length + turn.start - at
        length = start + len(opening)
        given[start] = (length, new)
        at = turn.speech_start
    corrected = "".join(pieces) + text[at:]
    roles = {s.label: s.role for s in study.documents.speakers(found)}
    inherited: dict[str, Role] = {
        new: roles[old]
        for old in roles
        for new in [wanted.get(name_key(old))]
        if new is not None and not numbers and new not in roles
    }
    correction = _plan(study, found, corrected, as_read(turns), given=given, roles=inherited)
    said = ", ".join(
        f"{old or 'turns ' + ', '.join(map(str, sorted(numbers)))} = {new}" for old, new in labels.items()
    )
    return Planned(correction, "texts.label", f"Labels of “{found.name}”: {said}")


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
    from qualcode.text.alignment import align
    from qualcode.text.names import readable
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
    """Take the text of an earlier version again, as a new one; what was coded since goes along."""
    found = study.documents.get(document)
    text = study.versions.text(found, version)
    correction = _plan(study, found, text, as_read(study.documents.turns(found)))
    return Planned(correction, "texts.return", f"Returned to version {version} of “{found.name}”")


def as_read(turns: Sequence[Turn]) -> list[TranscriptTurn]:
    """Turns of a study in the form in which readers give them."""
    return [
        TranscriptTurn(t.start, t.end, t.speech_start, t.speaker, t.start_time, t.end_time) for t in turns
    ]


def _plan(
    study: Study,
    document: Document,
    text: str,
    turns: Sequence[TranscriptTurn],
    *,
    labels: Collection[str] = (),
    given: Mapping[int, tuple[int, str | None]] | None = None,
    roles: Mapping[str, Role] | None = None,
) -> Correction:
    from qualcode.text.alignment import align
    from qualcode.transcripts.carrying import carry_turns

    alignment = align(study.documents.text(document), text)
    return study.versions.plan(document, text, carry_turns(alignment, turns, labels, given), alignment, roles)


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
