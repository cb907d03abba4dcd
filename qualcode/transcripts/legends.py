"""What a legend says of labels: told by its form and its place above the talk, so that nobody's answer is taken for one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from qualcode.transcripts.openings import openings
from qualcode.transcripts.speakers import is_heading_word, label_key, role_of_word
from qualcode.transcripts.unseen import visible

__all__ = ["LEGEND_ZONE", "legend", "legend_lines"]

LEGEND_ZONE = 6000
"""Characters from the start of the file in which a legend is looked for."""
_LONGEST = 120
_OFTEN = 3
_FEWEST = 2
"""So many labels make a legend of lines with a colon or a dash that no heading announces."""
_HEADINGS = (
    r"(?:legenda?|speakers?|participants|abbreviations|key|mluvčí|účastníci|zkratky|vysvětlivky"
    r"|förkortningar|talare|teckenförklaring|sprecher(?:innen)?|legende)"
)
_HEADING = re.compile(rf"[\W_]*{_HEADINGS}(?=[\W_]*\Z|[ \t]*[:–—(-])[ \t:–—-]*", re.IGNORECASE)
_KEY = r"(?<!\w)([^\W\d_]{1,4}\d{0,2})[ \t]*(=|[–—:-][ \t])[ \t]*"
_SHORT = re.compile(_KEY + r"([^\W\d_]{3,30}(?:[ ][^\W\d_]{3,30})?)")
_LONG = re.compile(_KEY + r"([^\W\d_]{3,30}(?:[ ][\w.-]{1,30}){0,5})")
_OTHER_LABEL = re.compile(r"([^\W\d_]{1,3}\d{0,2})(?:\t|[ ]+[–—-][ ]|[.][ \t])")

_Pairs = dict[str, str]


@dataclass(slots=True)
class _Reading:
    """How far the lines of a text have been read."""

    often: frozenset[str]
    """Keys of what so many lines begin with that they are turns."""
    found: dict[int, _Pairs] = field(default_factory=dict)
    block: dict[int, _Pairs] = field(default_factory=dict)
    """Lines that may be a legend, as far as they stand together."""
    stopped: bool = False
    """Whether one of them ends in a full stop, as speech does."""
    headed: bool = False
    spoken: bool = False
    seen: set[str] = field(default_factory=set)

    def close(self, *, gap: bool) -> None:
        """Decide on the block: so many labels, each once, none of them heard before; *gap* says that a blank line follows."""
        keys = [label_key(key) for pairs in self.block.values() for key in pairs]
        each = len(set(keys)) == len(keys) and not self.seen & set(keys)
        enough = self.headed or (len(keys) >= _FEWEST and (gap or not self.stopped))
        if enough and each:
            self.found.update(self.block)
        if self.block:
            self.headed = False
            self.spoken = self.spoken or not self.block.keys() <= self.found.keys()
        self.block, self.stopped = {}, False


def legend(text: str, turns: Collection[int] = ()) -> dict[str, str]:
    """What a legend at the start of a file says of its labels, such as ``(S = Student; I = Interviewer)``.

    Gives label to word. Lines in which one of *turns* begins are speech and no legend.

    >>> legend("(S = Student; I = Interviewer)")
    {'S': 'Student', 'I': 'Interviewer'}
    >>> legend("I: interviewer\\nS: respondent\\n\\nI: Who are you?"), legend("I: Who are you?\\nS: Respondent.")
    ({'I': 'interviewer', 'S': 'respondent'}, {})
    """
    near = [text.count("\n", 0, start) for start in turns if start <= LEGEND_ZONE * 2]
    found: dict[str, str] = {}
    for number, pairs in legend_lines(text).items():
        if number not in near:
            for key, word in pairs.items():
                found.setdefault(key, word)
    return found


def legend_lines(text: str) -> dict[int, _Pairs]:
    """The lines of a legend, counted from 0, each with its labels and their words.

    ``KEY = WORD`` pairs are one wherever they are no part of a turn, if one of the words settles a role. ``KEY: WORD`` and ``KEY – WORD``
    are one only above the talk: several pairs in a line, two such lines together at least, or lines below a heading such as ``Legenda``.
    """
    text = visible(text)
    counts = Counter(label_key(opening.label) for opening in openings(text))
    reading = _Reading(
        frozenset(key for key, number in counts.items() if number >= _OFTEN and not is_heading_word(key))
    )
    for number, line in enumerate(text[:LEGEND_ZONE].replace("*", "").split("\n")):
        _read(reading, number, line)
    reading.close(gap=True)
    return reading.found


def _read(reading: _Reading, number: int, line: str) -> None:
    if not line.strip():
        if not reading.headed:
            reading.close(gap=True)
        return
    heading = _HEADING.match(line)
    body = line[heading.end() :] if heading else line
    if heading and not body.strip(" \t()[]_."):
        reading.close(gap=True)
        reading.headed = not reading.spoken
        return
    opening = "" if heading else _opening_key(line)
    pairs = {} if opening in reading.often else _defined(body, spoken=reading.spoken)
    if pairs:
        reading.close(gap=True)
        reading.found[number] = pairs
        return
    if reading.spoken:
        return
    announced = reading.headed or heading is not None
    pairs = _listed(body, announced=announced)
    if len(pairs) > 1 or (heading and pairs):
        reading.close(gap=True)
        if not reading.seen & set(map(label_key, pairs)):
            reading.found[number] = {
                key: word for key, word in pairs.items() if announced or role_of_word(word)
            }
    elif pairs and not _repeats(reading, pairs):
        reading.block[number] = pairs
        reading.stopped = reading.stopped or line.rstrip(" \t)]_").endswith(".")
    else:
        if pairs and _repeats(reading, pairs):
            reading.block = {}
        reading.close(gap=False)
        if opening:
            reading.seen.add(opening)
            legends = {label_key(known) for known_pairs in reading.found.values() for known in known_pairs}
            reading.spoken = opening in reading.often or opening in legends


def _repeats(reading: _Reading, pairs: _Pairs) -> bool:
    known = {label_key(key) for old in (*reading.block.values(), *reading.found.values()) for key in old}
    return any(label_key(key) in known for key in pairs)


def _defined(line: str, *, spoken: bool) -> _Pairs:
    """The pairs with an equals sign; below the beginning of the talk only where the line is nothing but such pairs."""
    if "=" not in line:
        return {}
    pairs = [(key, sign[0], word) for key, sign, word in _SHORT.findall(line)]
    whole = not re.search(r"\w", _SHORT.sub("", line))
    if not any(role_of_word(word) for _, _, word in pairs) or (spoken and not whole):
        return {}
    several = len(pairs) > 1
    return {key: word for key, sign, word in pairs if sign == "=" or (several and role_of_word(word))}


def _listed(line: str, *, announced: bool) -> _Pairs:
    """The pairs of a line that is nothing but pairs with a colon or a dash; without a heading one of them has to be a role."""
    if len(line) > _LONGEST or line.rstrip(" \t)]_").endswith(("?", "!", "…", "...")):
        return {}
    pattern = _LONG if announced and not re.search(r"[,;/|]", line) else _SHORT
    pairs = pattern.findall(line)
    if re.search(r"\w", pattern.sub("", line)) or any(is_heading_word(key) for key, _, _ in pairs):
        return {}
    if len({key for key, _, _ in pairs}) < len(pairs):
        return {}
    roles = [word for _, _, word in pairs if role_of_word(word)]
    return {key: word for key, _, word in pairs} if roles or (announced and pairs) else {}


def _opening_key(line: str) -> str:
    """The key of what a line begins with before a colon, a dash, a tab or a full stop; empty where that is nothing."""
    found = next(openings(line), None)
    if found is not None:
        return label_key(found.label)
    other = _OTHER_LABEL.match(line.lstrip())
    return label_key(other[1]) if other else ""
