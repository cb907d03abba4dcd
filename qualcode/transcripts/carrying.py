"""The turns of a corrected text: those that were there go along, and labels that were put in or taken out are followed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.model.documents import TranscriptTurn
from qualcode.text.alignment import Alignment
from qualcode.transcripts.speakers import MAX_LABEL, label_key, plausible

__all__ = ["carry_turns"]

_LABEL = re.compile(rf"[ \t]*([^\n:\[\]]{{1,{MAX_LABEL}}}?)[ \t]*:(?:[ \t]+|(?=\n|\Z))")


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a turn of the new text begins."""

    start: int
    speech: int
    label: str | None
    turn: TranscriptTurn | None
    """The turn of the old text that goes on here."""


def carry_turns(
    alignment: Alignment, turns: Sequence[TranscriptTurn], labels: Collection[str] = ()
) -> tuple[TranscriptTurn, ...]:
    """The turns of the new text of an alignment, made from those of the old one.

    A turn begins where it began. Where its label was taken out, it has become part of the turn before; where another label stands there
    now, that one speaks. A line that was put in and begins with a label of the document and a colon begins a new turn, and so does any
    line that begins with one of *labels*. Where the old turns are just those that a reader of running text finds, the new ones are found
    in that way too, so that time stamps and labels of any form are followed. Times stay with the turns that had them; of a turn that was
    split the first part keeps the start and the last one the end.
    """
    carried = _carried(alignment, turns, labels)
    known = [*dict.fromkeys(t.label for t in (*turns, *carried) if t.label is not None), *labels]
    if not _same(_found(alignment.old, known), turns):
        return carried
    times = {turn.start: turn for turn in carried}
    return tuple(
        turn
        if turn.start_time is not None or turn.end_time is not None or turn.start not in times
        else replace(turn, start_time=times[turn.start].start_time, end_time=times[turn.start].end_time)
        for turn in _found(alignment.new, known)
    )


def _found(text: str, labels: Collection[str]) -> tuple[TranscriptTurn, ...]:
    from qualcode.transcripts.turns import read_turns

    return read_turns(text, labels)[0]


def _same(found: Sequence[TranscriptTurn], turns: Sequence[TranscriptTurn]) -> bool:
    """Whether two lists of turns have the same openings and labels."""
    return [(t.start, t.speech_start, label_key(t.label or "")) for t in found] == [
        (t.start, t.speech_start, label_key(t.label or "")) for t in turns
    ]


def _carried(
    alignment: Alignment, turns: Sequence[TranscriptTurn], labels: Collection[str]
) -> tuple[TranscriptTurn, ...]:
    known = {label_key(turn.label): turn.label for turn in turns if turn.label is not None}
    confirmed = {label_key(label): known.get(label_key(label), label) for label in labels}
    openings: dict[int, _Opening] = {}
    joined: dict[int, TranscriptTurn] = {}
    last: int | None = None
    for turn in turns:
        opening = _opening(alignment, turn, known)
        rival = openings.get(opening.start) if opening is not None else None
        if opening is not None and (
            rival is None or _stayed(alignment, turn) > _stayed(alignment, rival.turn)
        ):
            openings[opening.start] = opening
            last = opening.start
        elif last is not None and alignment.kept(turn.speech_start, turn.end):
            joined[last] = turn
    whole = [(0, len(alignment.new))] if confirmed else []
    for start, end, label in [
        *_put_in(alignment.new, [(a, b) for _, _, a, b in alignment.changes()], known | confirmed),
        *_put_in(alignment.new, whole, confirmed),
    ]:
        if start not in openings:
            openings[start] = _Opening(start, end, label, None)
    ordered = [openings[start] for start in sorted(openings)]
    limits = _limits(alignment, turns, ordered)
    found: list[TranscriptTurn] = []
    for opening, limit in zip(ordered, limits, strict=True):
        end = opening.start + len(alignment.new[opening.start : limit].rstrip())
        if end <= opening.start:
            continue
        speech = min(max(opening.speech, opening.start), end)
        old = opening.turn
        times = (None, None) if old is None else (old.start_time, joined.get(opening.start, old).end_time)
        found.append(TranscriptTurn(opening.start, end, speech, opening.label, *times))
    return _ends_of_split(found, ordered)


def _opening(alignment: Alignment, turn: TranscriptTurn, known: Mapping[str, str]) -> _Opening | None:
    """Where an old turn begins now; None where nothing of it stayed, or nothing that opens a turn."""
    start = alignment.start_of(turn.start)
    if start >= alignment.end_of(turn.end):
        return None
    if turn.label is None or turn.speech_start == turn.start:
        return _Opening(start, start, turn.label, turn)
    speech = alignment.end_of(turn.speech_start)
    before = alignment.old[turn.start : turn.speech_start]
    if alignment.new[start:speech] == before:
        return _Opening(start, speech, turn.label, turn)
    line = alignment.new.rfind("\n", 0, start) + 1
    for at in (start, line):
        match = _LABEL.match(alignment.new, at)
        if match is not None and match.end() <= max(speech, start) + MAX_LABEL:
            label = known.get(label_key(match[1]))
            if label is not None or plausible(match[1].strip()):
                return _Opening(at, match.end(), label or match[1].strip(), turn)
    if alignment.new[start:speech].strip() and alignment.kept(turn.start, turn.speech_start) * 2 >= len(
        before
    ):
        return _Opening(start, speech, turn.label, turn)
    return None


def _stayed(alignment: Alignment, turn: TranscriptTurn | None) -> int:
    return -1 if turn is None else alignment.kept(turn.start, turn.end)


def _put_in(
    text: str, stretches: Sequence[tuple[int, int]], known: Mapping[str, str]
) -> list[tuple[int, int, str]]:
    """Labels that stand at the beginning of the lines of some stretches: start, start of speech, label."""
    found = []
    for start, end in stretches:
        at = text.rfind("\n", 0, start) + 1
        while at <= end:
            match = _LABEL.match(text, at)
            if match is not None and match.end() > start:
                label = known.get(label_key(match[1]))
                if label is not None:
                    found.append((match.start(1), match.end(), label))
            at = text.find("\n", at) + 1
            if at == 0:
                break
    return found


def _limits(alignment: Alignment, turns: Sequence[TranscriptTurn], openings: Sequence[_Opening]) -> list[int]:
    """How far each turn of the new text can reach: to the next one, or to what followed its turn without belonging to it."""
    apart: list[int] = []
    for n, turn in enumerate(turns):
        stop = turns[n + 1].start if n + 1 < len(turns) else len(alignment.old)
        between = alignment.old[turn.end : stop]
        if between.strip():
            apart.append(alignment.start_of(turn.end + len(between) - len(between.lstrip())))
    limits = []
    for n, opening in enumerate(openings):
        following = openings[n + 1].start if n + 1 < len(openings) else len(alignment.new)
        limits.append(min([following, *(at for at in apart if opening.speech <= at < following)]))
    return limits


def _ends_of_split(turns: list[TranscriptTurn], openings: Sequence[_Opening]) -> tuple[TranscriptTurn, ...]:
    """The turns, with the end time of one that was split given to its last part."""
    fresh = {opening.start for opening in openings if opening.turn is None}
    for n in range(len(turns) - 1, 0, -1):
        first = n - 1
        if turns[n].start in fresh and turns[n].end_time is None and turns[first].end_time is not None:
            turns[n] = replace(turns[n], end_time=turns[first].end_time)
            turns[first] = replace(turns[first], end_time=None)
    return tuple(turns)
