"""From cues to turns: who speaks in each cue, and one turn for neighbouring cues of one speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.clock_order import disorder_inside
from qualcode.transcripts.cues import Cue, CueFile, read_cues
from qualcode.transcripts.format import Request
from qualcode.transcripts.heads import OFTEN
from qualcode.transcripts.letters import proved
from qualcode.transcripts.plain import decoded
from qualcode.transcripts.rolling import without_repeats
from qualcode.transcripts.segments import Segment, joined_segments, write_segments
from qualcode.transcripts.speakers import joiner, label_key, plausible, role_word
from qualcode.transcripts.turns import role_report

__all__ = ["read_subtitles"]

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?(?:\s+([^<>]{0,200}))?>")
_PREFIX = re.compile(
    r"(?:[-–—>]{0,2}[ ]?)?(?:\[([^\W_][\w ]{0,30})\]|([^\W_][^\n:\[\](){}<>\"„“”!?;*#|=…]{0,40}(?:\([^():]{1,25}\))?))[ ]?:(?:\s+|\Z)"
)
_NAME_LINE = re.compile(r"\(([^\W\d_][^():\n]{1,40})\)\Z")
_DASH = re.compile(r"[-–—](?![-–—])\s*(?=\S)")

_DASH_ALONE = ("-", "–", "—")
"""A line of a live caption behind which somebody else speaks."""


def read_subtitles(request: Request, name: str, *, notes: bool) -> Transcript:
    """Read a WebVTT or SubRip file: one turn a line, label and colon before it, times as fields.

    Speakers come from voice tags, identifiers, or names before a colon that occur at least three times (or are
    confirmed, or whole words for a role). A cue without a name goes on with the speaker before it. Where no cue has a name, each cue is a turn of its
    own without a speaker, and lines that begin with dialogue dashes in one cue are turns of different people.
    """
    source, warnings = decoded(request)
    file = read_cues(source, request.name, notes=notes)
    file.cues, repeats = without_repeats(file.cues)
    file.left_out += sum(map(count_letters, repeats))
    if repeats:
        warnings.append(f"These are rolling captions: {counted(len(repeats), 'repeated line')} left out.")
    pieces, labels_letters = _pieces(file.cues, request)
    named = any(piece.label is not None for piece in pieces)
    merged = joined_segments(pieces) if named else pieces
    if not merged:
        raise FileError(f"{request.name} holds cues but no words; there is nothing to read in it.")
    text, turns = write_segments(merged)
    roles, open_roles = role_report(text, turns, request.labels, request.same)
    warnings += _warnings(file, named=named)
    warnings += disorder_inside([cue.start for cue in file.cues], turns)
    transcript = Transcript(
        text=text, turns=turns, format=name, roles=roles, warnings=(*warnings, *open_roles)
    )
    came = count_letters(source) - file.left_out - _tag_letters(file.cues)
    return proved(transcript, came, own=labels_letters, where="in the cues")


def _tag_letters(cues: Sequence[Cue]) -> int:
    """Letters of voice tags that are no part of a name, such as the ``v`` itself."""
    tags = (match for cue in cues for line in cue.lines if "<" in line for match in _VOICE.finditer(line))
    return sum(count_letters(tag.group()) - count_letters(tag.group(1) or "") for tag in tags)


def _pieces(cues: list[Cue], request: Request) -> tuple[list[Segment], int]:
    """The speech of all cues by speaker, and how many letters of the source were read as names."""
    join = joiner(request.same)
    voiced = any(_VOICE.search(line) for cue in cues for line in cue.lines)
    names = {} if voiced else _frequent_names(cues, request.labels)
    any_name = voiced or bool(names) or any(cue.speaker for cue in cues)
    pieces: list[Segment] = []
    letters = 0
    for cue in cues:
        parts = _voices(cue) if voiced else _prefixes(cue, names, dashes=not any_name)
        for label, words, used in parts:
            letters += used
            if words:
                name = join(label) if label is not None else None
                pieces.append(Segment(name, words, cue.start, cue.end))
    return pieces, letters


def _voices(cue: Cue) -> Iterator[tuple[str | None, str, int]]:
    content = canonical("\n".join(cue.lines))
    label = cue.speaker
    used = place = 0
    for match in _VOICE.finditer(content):
        yield label, _joined(content[place : match.start()]), used
        label = " ".join((match.group(1) or "").split()) or None
        used = count_letters(match.group(1) or "")
        place = match.end()
    yield label, _joined(content[place:]), used


def _joined(text: str) -> str:
    return " ".join(text.split())


def _name_in(line: str) -> tuple[str, int] | None:
    """The name that a line begins with (or consists of, in brackets), and where the speech begins."""
    match = _NAME_LINE.match(line)
    if match:
        return match.group(1), len(line)
    match = _PREFIX.match(line)
    if match and not line.startswith("//", match.end()):
        return " ".join((match.group(1) or match.group(2)).split()), match.end()
    return None


def _frequent_names(cues: list[Cue], confirmed: Collection[str]) -> dict[str, str]:
    """Names before a colon that are speakers, by key, each in its most frequent spelling."""
    seen: dict[str, Counter[str]] = {}
    sure = {label_key(label) for label in confirmed}
    for cue in cues:
        for line in cue.lines:
            found = _name_in(line)
            if found and (plausible(found[0]) or label_key(found[0]) in sure):
                seen.setdefault(label_key(found[0]), Counter())[found[0]] += 1
    return {
        key: spellings.most_common(1)[0][0]
        for key, spellings in seen.items()
        if spellings.total() >= OFTEN or key in sure or role_word(key)
    }


def _prefixes(cue: Cue, names: dict[str, str], *, dashes: bool) -> Iterator[tuple[str | None, str, int]]:
    dialogue = dashes and _is_dialogue(cue.lines)
    label = cue.speaker
    used = 0
    gathered: list[str] = []
    for line in cue.lines:
        found = _name_in(line) if names else None
        known = names.get(label_key(found[0])) if found else None
        if found and known:
            yield label, " ".join(gathered), used
            label, used, gathered = known, count_letters(line[: found[1]]), [line[found[1] :]]
        elif dialogue and gathered and _DASH.match(line):
            yield label, " ".join(gathered), used
            used, gathered = 0, [line]
        elif gathered and line in _DASH_ALONE:
            yield label, " ".join(gathered), used
            label, used, gathered = None, 0, []
        else:
            gathered.append(line)
    yield label, " ".join(gathered).strip(), used


def _is_dialogue(lines: Sequence[str]) -> bool:
    """Whether lines of one cue are spoken by different people: they open with the same dash, and none runs on."""
    dashed = [number for number, line in enumerate(lines) if _DASH.match(line)]
    opening = {lines[number][0] for number in dashed}
    runs_on = any(number and lines[number - 1].endswith(("-", "–", "—")) for number in dashed)
    return len(dashed) > 1 and len(opening) == 1 and not runs_on


def _warnings(file: CueFile, *, named: bool) -> list[str]:
    warnings: list[str] = []
    if not named:
        warnings.append("No cue names a speaker: each cue is a turn of its own, without a speaker.")
    if file.notes:
        warnings.append(f"Left out: {counted(file.notes, 'block')} of notes or styles.")
    if file.above:
        warnings.append(f"Left out: {counted(file.above, 'letter')} above the first cue.")
    if file.worded:
        warnings.append(
            f"Left out: {counted(file.worded, 'line')} of several words before the times of a cue, as its identifier; look whether it is speech."
        )
    if file.tags:
        warnings.append(
            f"Left out: {counted(file.tags, 'formatting tag')} such as <i>; the words between them are kept."
        )
    if file.broken:
        warnings.append(
            f"The times of {counted(len(file.broken), 'cue')} cannot be read (“{file.broken[0][:40]}”); the words are kept without times."
        )
    if file.repaired:
        warnings.append(
            f"{counted(file.repaired, 'cue')} with an end before the start: short fractions of seconds were read as thousandths."
        )
    return warnings
