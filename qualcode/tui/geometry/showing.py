"""Which codings the transcript shows: of which codes, by which coders. Pure sets, so that a whole document is filtered in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from qualcode.model.marks import Mark

__all__ = ["Selection", "Showing"]

T = TypeVar("T", int, str)
NAMED = 2
"""Coders that are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Selection(Generic[T]):
    """Only what is listed, or all but that."""

    listed: frozenset[T] = frozenset()
    only: bool = False
    """Whether the listed ones are those shown; else they are those hidden, and what comes later is shown."""

    @property
    def everything(self) -> bool:
        """Whether nothing is hidden."""
        return not self.only and not self.listed

    def shows(self, item: T) -> bool:
        """Whether an item is shown."""
        return (item in self.listed) == self.only

    def toggled(self, items: Iterable[T]) -> Selection[T]:
        """With items hidden where all of them are shown, else with all of them shown."""
        items = frozenset(items)
        hide = all(self.shows(item) for item in items)
        listed = self.listed - items if hide == self.only else self.listed | items
        return replace(self, listed=listed)


@dataclass(frozen=True, slots=True)
class Showing:
    """A filter over the codings of a document.

    >>> Showing(codes=Selection(frozenset({7}), only=True)).words([6, 7, 8], ["Jana"])
    'showing 1 of 3 codes'
    """

    codes: Selection[int] = field(default_factory=Selection)
    """By id."""
    coders: Selection[str] = field(default_factory=Selection)
    """By name."""

    @property
    def everything(self) -> bool:
        """Whether nothing is hidden."""
        return self.codes.everything and self.coders.everything

    def shows(self, mark: Mark) -> bool:
        """Whether a coding is shown."""
        return self.codes.shows(mark.code_id) and self.coders.shows(mark.coder)

    def of(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """The codings that are shown."""
        return marks if self.everything else [mark for mark in marks if self.shows(mark)]

    def words(self, codes: Sequence[int], coders: Sequence[str]) -> str:
        """What is shown of the codes and coders that there are; empty where it is everything."""
        parts: list[str] = []
        if not self.codes.everything:
            parts.append(f"{sum(map(self.codes.shows, codes))} of {len(codes)} codes")
        if not self.coders.everything:
            shown = [coder for coder in coders if self.coders.shows(coder)]
            if 0 < len(shown) <= NAMED:
                parts.append(f"coder {' and '.join(shown)}")
            else:
                parts.append(f"{len(shown)} of {len(coders)} coders")
        return f"showing {', '.join(parts)}" if parts else ""
