"""From cues to turns: who speaks in each cue, and one turn for neighbouring cues of one speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
from qualcode.transcripts.openings import openings, repeated
from qualcode.transcripts.plain import decoded
from qualcode.transcripts.rolling import without_repeats
from qualcode.transcripts.segments import Segment, joined_segments, write_segments
from qualcode.transcripts.speakers import joiner, label_key, plausible, role_word, unusual_name
from qualcode.transcripts.turns import not_taken, role_report
from qualcode.transcripts.unseen import Seen, visible

__all__ = ["read_subtitles"]

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?(?:\s+([^<>]{0,200}))?>")
_PREFIX = re.compile(
    r"(?:[-–—>]{0,2}[ ]?)?(?:\[([^\W_][\w ]{0,30})\]|\(([^\W\d_]{1,3}\d{0,2})\)|([^\W_][^\n:\[\](){}<>\"„“”!?;*|=…]{0,80}(?:\([^():]{1,25}\))?))[ ]?:(?:\s+|\Z)"
)
_NAME_LINE = re.compile(r"\(([^\W\d_][^():\n]{1,40})\)\Z")
_DASH = re.compile(r"[-–—](?![-–—])\s*(?=\S)")

_MOST_SPACES = 3
"""A rare name with so many spaces is a sentence."""
_SHOWN = 6
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
    voiced = any(_VOICE.search(line) for cue in file.cues for line in cue.lines)
    names = _Names() if voiced else _names(file.cues, request.labels)
    pieces, labels_letters = _pieces(file.cues, request, names, voiced=voiced)
    named = any(piece.label is not None for piece in pieces)
    merged = joined_segments(pieces) if named else pieces
    if not merged:
        raise FileError(f"{request.name} holds cues but no words; there is nothing to read in it.")
    text, turns = write_segments(merged)
    roles, open_roles = role_report(text, turns, request.labels, request.same)
    warnings += _of_names(names, {turn.label for turn in turns if turn.label is not None})
    warnings += _warnings(file)
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


def _pieces(cues: list[Cue], request: Request, names: _Names, *, voiced: bool) -> tuple[list[Segment], int]:
    """The speech of all cues by speaker, and how many letters of the source were read as names."""
    join = joiner(request.same)
    any_name = voiced or bool(names.taken) or any(cue.speaker for cue in cues)
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
        label = " ".join(visible(match.group(1) or "").split()) or None
        used = count_letters(match.group(1) or "")
        place = match.end()
    yield label, _joined(content[place:]), used


def _joined(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Names:
    """What stands before a colon in the lines of cues."""

    taken: Mapping[str, str] = field(default_factory=dict)
    """Speakers by key, each in its most frequent spelling."""
    rare: tuple[tuple[str, int], ...] = ()
    """What looks like a speaker but occurs less than three times, with its number."""
    refused: tuple[tuple[str, int], ...] = ()
    """What occurs at least three times and does not look like a speaker, with its number."""
    sure: frozenset[str] = frozenset()
    """Keys of the labels that the user confirms."""


def _name_in(line: str, sure: Collection[str]) -> tuple[str, int] | None:
    """The name that a line begins with (or consists of, in brackets), and where the speech begins."""
    seen = Seen(line)
    line = seen.text
    match = _NAME_LINE.match(line)
    if match:
        return match.group(1), seen.behind(len(line))
    match = _PREFIX.match(line)
    if match and not line.startswith("//", match.end()):
        return " ".join(next(filter(None, match.groups())).split()), seen.behind(match.end())
    opening = next(openings(line), None) if sure else None
    if opening and label_key(opening.label) in sure:
        return opening.label, seen.behind(opening.end)
    return None


def _names(cues: list[Cue], confirmed: Collection[str]) -> _Names:
    """Names before a colon that are speakers, and those that are not taken for one."""
    counts: dict[str, Counter[str]] = {}
    others: list[str] = []
    sure = frozenset(label_key(label) for label in confirmed)
    for line in (line for cue in cues for line in cue.lines):
        found = _name_in(line, sure)
        name = found[0] if found else ""
        if name and (plausible(name) or label_key(name) in sure or unusual_name(name)):
            counts.setdefault(label_key(name), Counter())[name] += 1
        elif ":" in line:
            others += [opening.label for opening in openings(visible(line))][:1]
    taken = {
        key: spellings.most_common(1)[0][0]
        for key, spellings in counts.items()
        if spellings.total() >= OFTEN or key in sure or role_word(key)
    }
    rare = Counter(
        {
            spellings.most_common(1)[0][0]: spellings.total()
            for key, spellings in counts.items()
            if key not in taken and key.count(" ") < _MOST_SPACES
        }
    )
    return _Names(
        taken, tuple(rare.most_common()), repeated(others, taken, OFTEN, headings=len(taken) == 1), sure
    )


def _of_names(names: _Names, labels: Collection[str]) -> list[str]:
    """What to say where no cue names a speaker, and of names that are not taken for one."""
    if labels:
        only = next(iter(labels)) if len(labels) == 1 else ""
        return not_taken(names.rare) + not_taken(names.refused, only=only)
    said = "No cue names a speaker: each cue is a turn of its own, without a speaker."
    unsure = names.rare + names.refused
    if unsure:
        shown = ", ".join(f"{label} ({number})" for label, number in unsure[:_SHOWN])
        more = f" and {len(unsure) - _SHOWN} more" if len(unsure) > _SHOWN else ""
        said += f' Lines begin with {shown}{more}. Confirm each with --role, such as --role "{unsure[0][0]}=ROLE", where they are speakers.'
    return [said]


def _prefixes(cue: Cue, names: _Names, *, dashes: bool) -> Iterator[tuple[str | None, str, int]]:
    dialogue = dashes and _is_dialogue(cue.lines)
    label = cue.speaker
    used = 0
    gathered: list[str] = []
    for line in cue.lines:
        found = _name_in(line, names.sure) if names.taken else None
        known = names.taken.get(label_key(found[0])) if found else None
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


def _warnings(file: CueFile) -> list[str]:
    warnings: list[str] = []
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
