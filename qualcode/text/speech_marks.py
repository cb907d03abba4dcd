"""Marks that a transcriber puts into speech: pauses, laughter, what could not be heard, overlaps, names left out."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["BACK_CHANNEL", "MARK", "mark_at", "stands_for_words"]

_LINE = r"(?:[^{0}\n]|\n(?![^\S\n]*\n))"
"""A character inside a mark, which may go on in the next line but not over a blank one."""
_SQUARE = r"\[" + _LINE.format(r"\[\]") + r"{0,200}\]"
_DOUBLE = r"\(\(" + _LINE.format(r"()") + r"{1,200}\)\)"
_PAUSE = r"\((?:[.…]{1,6}|[\d.,:]{1,8}[^\S\n]?\w{0,8}\.?)\)"
BACK_CHANNEL = r"\(\w{1,15}:[^\S\n]" + _LINE.format(r"()") + r"{1,200}\)"
"""What somebody else said in between, with a label: ``(T: mhm.)``."""
_NOTE = r"\([^\W\d_]+(?:[^\S\n][^\W_]+){0,3}[.…]?\)"
"""A few words in round brackets, such as ``(smích)`` or ``(long pause)``."""
_OVERLAP = r"//" + _LINE.format(r"/") + r"{1,200}//"
_ANGLE = r"<" + _LINE.format(r"<>") + r"{1,80}>"
_STAR = r"\*[^\W\d_A-Z][^*\n.!?…]{0,60}\*"

MARK = "|".join((_SQUARE, _DOUBLE, _PAUSE, BACK_CHANNEL, _NOTE, _OVERLAP, _ANGLE, _STAR))
"""An expression for one mark; no full stop inside it ends a sentence."""


@cache
def _mark() -> re.Pattern[str]:
    """The expression, compiled when it is first wanted."""
    return re.compile(MARK)


_NAME = re.compile(r"\[[^\W\d_a-z][^\[\]\n]{0,60}\]")


def mark_at(text: str, offset: int, end: int) -> int:
    """Where the mark that begins at an offset ends, in code points; the offset itself where none begins there.

    >>> mark_at("(..) jo", 0, 7), mark_at("[laughs] no", 0, 11), mark_at("(and he was ill then)", 0, 21)
    (4, 8, 0)
    """
    found = _mark().match(text, offset, end)
    return found.end() if found else offset


def stands_for_words(text: str, offset: int, end: int) -> bool:
    """Whether the mark at an offset stands in the place of a name: capitals in square brackets, as ``[NAME 2]`` or ``[MĚSTO]``.

    >>> stands_for_words("[NAME 2] came", 0, 13), stands_for_words("[laughs]", 0, 8)
    (True, False)
    """
    found = _NAME.match(text, offset, end)
    return found is not None and found.group().isupper()
