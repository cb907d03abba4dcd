"""The numbers that a template gives its headings by itself, so that stored contents can show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.formats.word.markup import W
from qualcode.formats.word.numbering import Numbering

__all__ = ["HeadingNumbers"]

DEEPEST = 20
NO_LIST = "0"
"""The list that stands for none."""


class HeadingNumbers:
    """Counts the headings of a document as Word will.

    ``styles`` and ``numbering`` are the roots of the parts, ``headings`` leads from the level (1 to 3) to the style's id.
    """

    def __init__(self, styles: Any, numbering: Any | None, headings: Mapping[int, str]) -> None:
        self._numbers = Numbering.read(numbering)
        self._lists = {level: listed(styles, numbering, style) for level, style in headings.items()}

    def numbered(self, level: int) -> bool:
        """Whether the style of a heading is part of a list."""
        return self._lists[level] is not None

    def next(self, level: int) -> str:
        """The number of the next heading of a level as Word shows it; empty where the style has none."""
        found = self._lists[level]
        return self._numbers.label(*found).strip() if found is not None else ""


def listed(styles: Any, numbering: Any | None, style: str) -> tuple[str, int] | None:
    """The list and the level in it that a paragraph style belongs to, by itself or by those it builds on."""
    known = {each.get(f"{{{W}}}styleId"): each for each in styles.findall(f"{{{W}}}style")}
    current = style
    for _ in range(DEEPEST):
        element = known.get(current)
        if element is None:
            return None
        number = element.find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        if number is not None:
            value = number.get(f"{{{W}}}val") or NO_LIST
            return None if value == NO_LIST else (value, level_of(element, numbering, value, current))
        base = element.find(f"{{{W}}}basedOn")
        if base is None:
            return None
        current = base.get(f"{{{W}}}val") or ""
    return None


def level_of(element: Any, numbering: Any | None, number: str, style: str) -> int:
    """The level in a list: the one linked to the style, else what the style says, else the first."""
    for level in levels_of(numbering, number):
        linked = level.find(f"{{{W}}}pStyle")
        if linked is not None and linked.get(f"{{{W}}}val") == style:
            return whole(level.get(f"{{{W}}}ilvl"))
    stated = element.find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}ilvl")
    return whole(stated.get(f"{{{W}}}val")) if stated is not None else 0


def levels_of(numbering: Any | None, number: str) -> list[Any]:
    """The levels of a list as its definition gives them."""
    if numbering is None:
        return []
    for concrete in numbering.findall(f"{{{W}}}num"):
        link = concrete.find(f"{{{W}}}abstractNumId")
        if concrete.get(f"{{{W}}}numId") == number and link is not None:
            for abstract in numbering.findall(f"{{{W}}}abstractNum"):
                if abstract.get(f"{{{W}}}abstractNumId") == link.get(f"{{{W}}}val"):
                    return list(abstract.findall(f"{{{W}}}lvl"))
    return []


def whole(value: str | None) -> int:
    """A level from the file; the first where it is no number."""
    return int(value) if value and value.isdigit() else 0
