"""Which lines of a paragraph are bold or italic as a whole, for the readers of formatted text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

__all__ = ["Emphasis", "Look", "mostly"]

Look = tuple[bool | None, bool | None]
"""Bold and italic; None: as what is around it."""


def mostly(marked: int, letters: int) -> bool:
    """Whether so many of the letters of a line make it a marked one: nine in ten, since a sign or a word is soon missed."""
    return letters > 0 and marked * 10 >= letters * 9


class Emphasis:
    """Gathers the looks of runs while the pieces of one paragraph are read; inner runs come before those around them."""

    def __init__(self) -> None:
        self._runs: list[tuple[int, int, Look]] = []

    def run(self, first: int, last: int, look: Look) -> None:
        """The pieces from number *first* to before *last* look so."""
        if first < last and look != (None, None):
            self._runs.append((first, last, look))

    def lines(self, pieces: Sequence[str], around: Look, before: str = "") -> list[tuple[bool, bool]]:
        """For each line of the paragraph, *before* and the pieces, whether it is bold and whether it is italic; empty where no line is.

        *around* is the look of the paragraph. What was gathered is forgotten.
        """
        runs, self._runs = self._runs, []
        if not runs and not any(around):
            return []
        text = before + "".join(pieces)
        ends = list(accumulate(map(len, pieces), initial=len(before)))
        sides: list[list[bool]] = []
        for side in (0, 1):
            marks = bytearray([bool(around[side])]) * len(text)
            for first, last, look in reversed(runs):
                if (value := look[side]) is not None:
                    marks[ends[first] : ends[last]] = bytes([value]) * (ends[last] - ends[first])
            sides.append(_by_line(text, marks))
        found = list(zip(*sides, strict=True))
        return found if any(bold or italic for bold, italic in found) else []


def _by_line(text: str, marks: Sequence[int]) -> list[bool]:
    found: list[bool] = []
    offset = 0
    for line in text.split("\n"):
        letters = [
            mark
            for character, mark in zip(line, marks[offset : offset + len(line)], strict=True)
            if character.isalpha()
        ]
        found.append(mostly(sum(letters), len(letters)))
        offset += len(line) + 1
    return found
