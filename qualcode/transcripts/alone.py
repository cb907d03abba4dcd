"""Names that stand alone on a line without a colon, above what is said: a turn begins there where the whole text is so made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from qualcode.transcripts.speakers import ANSWERS, MAX_LABEL, RECOGNISED, label_key, plausible, role_word

__all__ = ["NameLine", "is_name", "names_alone"]

_OFTEN = 3
_MOST_WORDS = 4
_VOICE = re.compile(RECOGNISED)
_SMALL_WORDS = "de da di du la le van von der den af z ze a and och"
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words in names that begin with a small letter."""


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line that is nothing but a speaker's name."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class _Shape:
    """How many lines and blocks a text has from its first name on."""

    lines: int = 0
    blocks: int = 0
    opening: int = 0
    """Blocks that begin with a name and go on with speech, or whose name is a block of its own."""
    idle: int = 0
    """Names that another name follows, so that nothing is said under them."""


def names_alone(text: str, start: int = 0, sure: Collection[str] = ()) -> list[NameLine]:
    """The lines of *text*, from *start* on, that name a speaker; none where the text is not made so.

    Two different names at least, each of them three times (or a word for a role, the name of a voice that a program gave, or one of the
    keys in *sure*), speech under each, and
    either nearly every block between blank lines begins with a name, or every third line is one.
    """
    found: list[NameLine] = []
    offset = start
    for line in text[start:].split("\n"):
        label = " ".join(line.strip(" \t\u00a0*_").split())
        if is_name(label) or (label and label_key(label) in sure):
            first = offset + len(line) - len(line.lstrip(" \t\u00a0"))
            found.append(NameLine(first, offset + len(line.rstrip()), label))
        offset += len(line) + 1
    counts = Counter(label_key(name.label) for name in found)
    voices = {label_key(name.label) for name in found if _VOICE.fullmatch(name.label)}
    kept = {key for key, n in counts.items() if n >= _OFTEN or role_word(key) or key in sure or key in voices}
    found = [name for name in found if label_key(name.label) in kept]
    if len(kept) < 2 or len(found) < _OFTEN:
        return []
    shape = _shape(text, found)
    structured = shape.opening * 5 >= shape.blocks * 4 or len(found) * 3 >= shape.lines
    return found if structured and shape.idle * 10 <= len(found) else []


def is_name(label: str) -> bool:
    """Whether a line looks like a name: a few words with capitals, or a word for a role; no answer such as ``Ano``.

    >>> is_name("Petr de Wit"), is_name("Unknown Speaker"), is_name("Mhm"), is_name("So it was")
    (True, True, False, False)
    """
    if not 0 < len(label) <= MAX_LABEL or not label[0].isalnum() or not label[-1].isalnum():
        return False
    words = label.split()
    if len(words) > _MOST_WORDS or label_key(label) in ANSWERS or not label[0].isalpha():
        return False
    named = all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words)
    return (named or role_word(label) or _VOICE.fullmatch(label) is not None) and plausible(label)


def _shape(text: str, names: list[NameLine]) -> _Shape:
    shape = _Shape()
    starts = {name.start for name in names}
    offset = names[0].start
    fresh, last_is_name = True, False
    for line in text[offset:].split("\n"):
        if not line.strip():
            fresh = True
        else:
            first = offset + len(line) - len(line.lstrip(" \t\u00a0"))
            is_name = first in starts
            shape.lines += 1
            shape.idle += is_name and last_is_name
            if fresh and not last_is_name:
                shape.blocks += 1
                shape.opening += is_name
            fresh, last_is_name = False, is_name
        offset += len(line) + 1
    return shape
