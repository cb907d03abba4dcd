"""Signs that nobody sees (zero-width spaces, soft hyphens, marks of byte order): passed over in labels, kept in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

__all__ = ["Seen", "visible"]

_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_RUN = re.compile(f"[{_UNSEEN}]+")


def visible(text: str) -> str:
    """A text without signs that nobody sees.

    >>> visible("Taza\\u00adtelka\\u200b")
    'Tazatelka'
    """
    return text if text.isascii() else _RUN.sub("", text)


class Seen:
    """A text without the signs that nobody sees, and the way back to the places in the whole text."""

    def __init__(self, whole: str) -> None:
        """Take the signs out of *whole*."""
        self.whole = whole
        runs = [] if whole.isascii() else [match.span() for match in _RUN.finditer(whole)]
        self._removed = [0, *accumulate(end - start for start, end in runs)]
        self._places = [start - gone for (start, _), gone in zip(runs, self._removed, strict=False)]
        self.text = visible(whole)

    def __bool__(self) -> bool:
        """Whether there are such signs."""
        return bool(self._places)

    def place(self, offset: int) -> int:
        """For an offset in the whole text: the one in :attr:`text`."""
        return len(visible(self.whole[:offset]))

    def before(self, offset: int) -> int:
        """For an offset in :attr:`text`: the one in the whole text, before unseen signs that stand there."""
        return offset + self._removed[bisect_left(self._places, offset)]

    def behind(self, offset: int) -> int:
        """For an offset in :attr:`text`: the one in the whole text, behind unseen signs that stand there."""
        return offset + self._removed[bisect_right(self._places, offset)]
