"""Words, letters and sentences of a text by rules on strings."""

from __future__ import annotations

import re

from qualcode.text.sentences import sentences

__all__ = ["count_letters", "count_words", "sentences", "words"]

_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d"
)
"""Characters that belong to the letter before them: combining marks, soft hyphen, joiners."""
_LETTERS = rf"(?:[^\W_][{_MARKS}]*)+"
_NO_LETTERS = bytes(code for code in range(0x100) if code >= 0x80 or not chr(code).isalpha())
"""Bytes of UTF-8 that are no ASCII letters."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(rf"{_LETTERS}(?:['’\-‐‑]{_LETTERS}|(?<=\d)[.,:]\d+)*")


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
    ascii_letters = len(text.encode("utf-8", "surrogatepass").translate(None, _NO_LETTERS))
    if text.isascii():
        return ascii_letters
    return ascii_letters + sum(map(str.isalpha, "".join(_BEYOND_ASCII.findall(text))))
