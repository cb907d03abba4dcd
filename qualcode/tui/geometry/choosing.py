"""Which codes match what was typed, and which row of the list is the one that Enter takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from qualcode.text.names import name_key

__all__ = ["Choice", "choose", "fold"]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Text without case and accents, for type-ahead.

    >>> fold("Důvěra")
    'duvera'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


class Choice:
    """The rows of a type-ahead list: matching names, best first, then perhaps the row that creates what was typed."""

    def __init__(self, matches: list[int], create: str | None, highlighted: int) -> None:
        self.matches = matches
        """Indices into the names."""
        self.create = create
        """What the last row would create, None where the name exists or nothing was typed."""
        self.highlighted = highlighted
        """The row that Enter takes; equals ``len(matches)`` for the row that creates; -1: none, as nothing was typed."""

    def __len__(self) -> int:
        return len(self.matches) + (self.create is not None)


def _rank(name: str, typed: str) -> int | None:
    """0 the very name, 1 its beginning, 2 the beginning of a word in it, 3 somewhere inside; None: no match."""
    if name == typed:
        return 0
    if name.startswith(typed):
        return 1
    at = name.find(typed)
    if at < 0:
        return None
    while at >= 0:
        if not name[at - 1].isalnum():
            return 2
        at = name.find(typed, at + 1)
    return 3


def choose(names: Sequence[str], typed: str, recent: Sequence[int] = ()) -> Choice:
    """Filter and rank names by typed text; recently used ones (indices, latest first) lead where the rank is equal.

    The highlighted row is the best match with the text at the start of one of its words, else the row that creates.
    """
    order = {index: place for place, index in enumerate(recent)}
    wanted = fold(typed)
    if not wanted:
        matches = sorted(range(len(names)), key=lambda i: (order.get(i, len(order)), i))
        return Choice(matches, None, -1)
    ranked: list[tuple[int, int, int]] = []
    for index, name in enumerate(names):
        rank = _rank(fold(name), wanted)
        if rank is not None:
            ranked.append((rank, order.get(index, len(order)), index))
    ranked.sort()
    matches = [index for _, _, index in ranked]
    key = name_key(typed)
    same = [row for row, (rank, _, _) in enumerate(ranked) if rank == 0]
    exact = next((row for row in same if name_key(names[matches[row]]) == key), None)
    if exact is not None:
        matches.insert(0, matches.pop(exact))
        return Choice(matches, None, 0)
    create = " ".join(typed.split())
    starts = bool(ranked) and ranked[0][0] <= 2
    return Choice(matches, create, 0 if starts else len(matches))
