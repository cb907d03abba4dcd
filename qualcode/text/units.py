"""Words and sentences of a text by rules on strings; the rules for sentences are those of the project's language notes."""

from __future__ import annotations

import re

from qualcode.text.abbreviations import BEFORE_NUMBER, MAY_END, NEVER_END
from qualcode.text.spans import trim

__all__ = ["count_letters", "count_words", "sentences", "words"]

_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d"
)
"""Characters that belong to the letter before them: combining marks, soft hyphen, joiners."""
_LETTERS = rf"(?:[^\W_][{_MARKS}]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’\-‐‑]{_LETTERS}|(?<=\d)[.,:]\d+)*")

_CLOSING = "\"'”“’‘»«)\\]}"
_BREAK = re.compile(rf"(?<![.!?…])([.!?…]+)([{_CLOSING}]*)(\s+)|\n[^\S\n]*\n\s*")
_NEXT = re.compile(r"[^\w\[]*")
_DIRECTION = re.compile(r"\[(?:[^\[\]]{0,200}\])?")
"""A stage direction such as ``[laughs]``, or a bracket that nothing closes."""
_BEFORE = re.compile(r"(?:[^\W_]\.?)+\Z")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_ORDINALS = frozenset({"cs", "sk", "de"})
"""Languages that write ordinal numbers with a full stop."""


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The spans of the words between two offsets.

    A word is a run of letters and digits; apostrophes and hyphens inside it (``case-worker``), and the
    separators of a number (``3,5``), belong to it.

    >>> [("The case-worker's 3,5 hours")[a:b] for a, b in words("The case-worker's 3,5 hours")]
    ['The', "case-worker's", '3,5', 'hours']
    """
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """How many words lie between two offsets; the same rule as :func:`words`.

    >>> count_words("Ano, to je ono.")
    4
    """
    return len(_WORD.findall(text, start, len(text) if end is None else end))


def count_letters(text: str) -> int:
    """How many letters a text has; digits, signs and spaces do not count.

    >>> count_letters("T1: ano, 2×")
    4
    """
    return sum(map(str.isalpha, text))


def sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The spans of the sentences of one turn's speech, without the white space around them.

    They are in order, do not overlap, and cover everything but white space. A stage direction in brackets
    behind a full stop opens the next sentence, except at the end of the turn. A blank line always ends a sentence.
    *language* is an ISO 639-1 code; languages without a list of abbreviations get the other rules.

    >>> text = "Přišel např. s MUDr. Novákem. Bylo to v 5. patře."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text), "cs")]
    ['Přišel např. s MUDr. Novákem.', 'Bylo to v 5. patře.']
    """
    start, end = trim(text, start, end)
    found: list[tuple[int, int]] = []
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if match.end() < end and _breaks(text, match, end, language):
            found.append((begin, match.start() + len(match.group().rstrip())))
            begin = match.end()
    if begin < end:
        found.append((begin, end))
    return [span for span in found if span[0] < span[1]]


def _breaks(text: str, match: re.Match[str], end: int, language: str) -> bool:
    """Whether a sentence ends at a run of terminators (or a blank line) inside a turn that ends at *end*."""
    stop, closing, space = match.groups()
    if stop is None or ("\n" in space and _BLANK_LINE.search(space)):
        return True
    following = _following(text, match.end(), end)
    if not following:
        return False
    if stop == "." and not closing:
        before = _BEFORE.search(text[max(0, match.start() - 24) : match.start()])
        word = before.group().lower() if before else ""
        if word in NEVER_END.get(language, NEVER_END[""]):
            return word in MAY_END.get(language, MAY_END[""]) and following.isupper()
        if word in BEFORE_NUMBER and following.isdigit():
            return False
        if len(word) == 1 and word.isalpha():
            return False
        if language in _ORDINALS and word.isdigit() and (following.islower() or following.isdigit()):
            return False
    return not following.islower()


def _following(text: str, offset: int, end: int) -> str:
    """The character that decides whether a new sentence begins at *offset*; empty where nothing follows."""
    while True:
        skipped = _NEXT.match(text, offset, end)
        offset = skipped.end() if skipped else offset
        direction = _DIRECTION.match(text, offset, end)
        if direction is None:
            break
        offset = direction.end()
    return text[offset] if offset < end else ""
