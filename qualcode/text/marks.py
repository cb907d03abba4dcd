"""Marks of transcription, such as ``(..)``, ``[smích]`` or ``//mhm//``: where they stand in a text and what they mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from qualcode.text.mark_words import PLACES, WORDS

__all__ = ["MARK_KINDS", "MarkKind", "TextMark", "marks"]

MarkKind = Literal[
    "pause", "laughter", "unclear", "overlap", "back-channel", "direction", "omission", "anonymised"
]
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)


class TextMark(NamedTuple):
    """One mark in a text; it is no speech and ends no sentence."""

    start: int
    """First code point of the mark, its bracket included."""
    end: int
    """Code point after the last one."""
    kind: MarkKind
    seconds: float | None = None
    """How long a pause was, where the mark says so."""


_CANDIDATE = re.compile(
    r"\(\([^()\n]{0,120}\)\)"
    r"|\([^()\n]{0,120}\)"
    r"|\[[^\[\]\n]{0,200}\]"
    r"|<[^<>\n]{1,80}>"
    r"|\*[^\s*][^*\n]{0,60}\*"
    r"|//[^/\n]{1,200}//"
    r"|\?\?\?"
    r"|[Xx]{3,20}"
)
_LENGTH = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_UNIT = r"(?:s|sec|secs|seconds?|sek|sekund\w*|vteřin\w*|vt|min|minut\w*)\b\.?"
_SECONDS = re.compile(rf"{_LENGTH}(?:[\s-]*{_UNIT})?", re.IGNORECASE)
_TIMED = re.compile(rf"{_LENGTH}[\s-]*{_UNIT}", re.IGNORECASE)
_MINUTES = re.compile(r"min", re.IGNORECASE)
_OMITTED = ("…", "...", ". . .", "..")
_UNHEARD = ("?", "??", "???")
_DOTS = re.compile(r"\.{1,5}|[-–]{1,5}|\.(?: \.){1,4}")
_NO_MARK = re.compile(r"(?:\w*_)?[^\W\d_]?\d*|id\d+|\d+\w?|\w+:[\w-]+|['\"].*")
"""What square brackets hold that is a label, a number, a citation, a quoted word of a list or a box to tick."""
_BEHIND_LABELS = (":", "(")
"""What follows square brackets around a label or the words of a link."""
_TOKEN = re.compile(r"[^\W\d_]+")
_VOICE = re.compile(
    r"(?:[^\W\d_]{1,3}\d{0,2}|SPEAKER_\d+|[^\W\d_]{4,20}(?: [^\W\d_]{1,20})?\d{0,2})\s*:\s+\S"
)
_NO_VOICE = ("pozn", "poznámka", "note", "notes", "obs", "anm", "viz", "see", "se", "tzn", "ie", "tj", "dvs")
"""What stands before a colon in a remark and is nobody's label."""
_LONGEST = 4
"""Words in round brackets, between stars or angles up to which one known word makes a mark; more are speech in brackets."""
_MOST_WORDS = 12
_LONGEST_VOICE = 25
_MOST_SECONDS = 30.0
"""A number alone in round brackets is a pause up to so many seconds; larger ones are ages and years."""


@cache
def _kinds() -> dict[str, MarkKind]:
    """The kind of mark by word or phrase, in all languages: a Czech interview may be marked in English."""
    return {
        word.replace("_", " "): kind
        for kind in MARK_KINDS
        if kind != "back-channel"
        for words in WORDS.get(kind, {}).values()
        for word in words.split()
    }


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(words for words in _kinds() if " " in words)


@cache
def _short_words() -> frozenset[str]:
    """What back-channels are made of."""
    return frozenset(word for words in WORDS["back-channel"].values() for word in words.split())


@cache
def _places() -> frozenset[str]:
    return frozenset(word for words in PLACES.values() for word in words.split())


def marks(text: str, start: int = 0, end: int | None = None) -> tuple[TextMark, ...]:
    """The marks between two offsets, in the order of the text and without overlap.

    Square and double round brackets always hold a mark (a time stamp, a label, a link and a number alone are none); round ones, angles
    and stars only where a known word, a length or signs are in them, since people also speak in brackets. ``(...)`` is a pause
    and ``(…)`` or ``[...]`` an omission, as the common conventions have it.

    >>> [(m.kind, m.seconds) for m in marks("Já (3) nevím [smích], (jako vždycky) //T: hm// prostě XXX.")]
    [('pause', 3.0), ('laughter', None), ('back-channel', None), ('anonymised', None)]
    """
    end = len(text) if end is None else end
    found: list[TextMark] = []
    position = start
    while (match := _CANDIDATE.search(text, position, end)) is not None:
        piece = match.group()
        if piece[0] in "Xx?/":
            kind, seconds = _bare(text, match)
        elif piece[0] == "[" and text[match.end() : match.end() + 1] in _BEHIND_LABELS:
            kind, seconds = None, None
        else:
            kind, seconds = _bracketed(piece)
        if kind is not None:
            found.append(TextMark(*match.span(), kind, seconds))
            position = match.end()
        else:
            position = match.end() if piece[0] in "Xx?" else match.start() + 1
    return tuple(found)


def _bare(text: str, match: re.Match[str]) -> tuple[MarkKind | None, float | None]:
    """What signs without brackets mean: ``XXX``, ``xxx``, ``???``, ``//overlap//``."""
    piece = match.group()
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if piece[0] == "/":
        said = piece[2:-2].strip()
        if before == "/" or before == ":" or before.isalnum() or not said:
            return None, None
        return ("back-channel" if _is_voice(said) or _is_short(said) else "overlap"), None
    if before.isalnum() or after.isalnum() or before == "?" or after == "?" or len(set(piece)) > 1:
        return None, None
    return ("anonymised" if piece[0] == "X" else "unclear"), None


@lru_cache(4096)
def _bracketed(piece: str) -> tuple[MarkKind | None, float | None]:
    """Kind and seconds of a mark between brackets, angles or stars; None where it is none."""
    opening = "((" if piece.startswith("((") else piece[0]
    inside = piece[len(opening) : -len(opening)].strip()
    square = opening in ("[", "((")
    if opening != "*" and (plain := _signs(inside, opening)) is not None:
        return plain
    if opening == "[" and _NO_MARK.fullmatch(inside):
        return None, None
    words = [word.lower() for word in _TOKEN.findall(inside)]
    if not words or (len(words) > (_MOST_WORDS if square else _LONGEST) and not _is_voice(inside)):
        return ("direction", None) if words and square else (None, None)
    if opening != "*" and (_is_voice(inside) or _is_short(inside)):
        return "back-channel", None
    known, joined = _kinds(), " ".join(words)
    kind = next((known[phrase] for phrase in _phrases() if f" {phrase} " in f" {joined} "), None)
    kind = kind or next((known[word] for word in words if word in known), None)
    if kind is None and square:
        kind = "anonymised" if _is_name(words) else "direction"
    return kind, _seconds(inside) if kind == "pause" else None


def _signs(inside: str, opening: str) -> tuple[MarkKind | None, float | None] | None:
    """What dots, question marks and numbers mean; None where there are words to look at."""
    if inside in _UNHEARD:
        return "unclear", None
    if opening != "[" and _DOTS.fullmatch(inside):
        return "pause", None
    if inside in _OMITTED:
        return "omission", None
    length = _SECONDS.fullmatch(inside)
    if length is None:
        return None
    if inside == length.group(1):
        seconds = float(inside.replace(",", "."))
        return ("pause", seconds) if opening in ("(", "((") and seconds <= _MOST_SECONDS else (None, None)
    return "pause", _seconds(inside)


def _seconds(inside: str) -> float | None:
    """How long a pause was, in seconds."""
    length = _TIMED.search(inside)
    if length is None:
        return None
    number = float(length.group(1).replace(",", "."))
    return number * 60 if _MINUTES.search(length.group()) else number


def _is_voice(inside: str) -> bool:
    """Whether brackets hold what somebody else says into a turn: ``T: hm``, ``S02: Ano.``"""
    found = _VOICE.match(inside)
    if found is None or len(inside.split()) > _LONGEST_VOICE:
        return False
    return inside.split(":", 1)[0].strip().lower() not in _NO_VOICE


def _is_short(inside: str) -> bool:
    """Whether it is nothing but a back-channel such as ``mhm`` or ``jo jo``."""
    words = _TOKEN.findall(inside.lower())
    return 0 < len(words) <= _LONGEST and all(word in _short_words() for word in words)


def _is_name(words: list[str]) -> bool:
    """Whether words stand for a name that was taken out: ``city``, ``jméno sestry``, ``xxx``."""
    if len(words) <= 2:
        return any(word in _places() or set(word) == {"x"} for word in words)
    return words[0] in _places()
