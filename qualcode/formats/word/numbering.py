"""Automatic numbers of Word paragraphs, computed: a list number such as ``T1:`` can be a speaker's label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.formats.word.package import NAMESPACES

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Numbering"]

_PLACE = re.compile(r"%([1-9])")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


@dataclass(slots=True)
class _Level:
    text: str = ""
    form: str = "decimal"
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Counts list paragraphs as Word does and gives the text of each automatic number."""

    _lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: etree._Element | None) -> Numbering:
        """Read the definitions of ``numbering.xml``."""
        numbering = cls()
        if root is None:
            return numbering
        levels: dict[str, dict[int, _Level]] = {}
        for namespace in NAMESPACES:
            w = f"{{{namespace}}}"
            for abstract in root.iterchildren(f"{w}abstractNum"):
                found = levels.setdefault(str(abstract.get(f"{w}abstractNumId")), {})
                for level in abstract.iterchildren(f"{w}lvl"):
                    found[_number(level.get(f"{w}ilvl"), 0)] = _level(level, w)
            for concrete in root.iterchildren(f"{w}num"):
                number = str(concrete.get(f"{w}numId"))
                link = concrete.find(f"{w}abstractNumId")
                if link is not None:
                    numbering._abstract[number] = str(link.get(f"{w}val"))
                    numbering._lists[number] = dict(levels.get(numbering._abstract[number], {}))
                for override in concrete.iterchildren(f"{w}lvlOverride"):
                    own = override.find(f"{w}lvl")
                    if own is not None:
                        numbering._lists.setdefault(number, {})[_number(override.get(f"{w}ilvl"), 0)] = (
                            _level(own, w)
                        )
        return numbering

    def label(self, number: str, level: int) -> str:
        """The text of the next number of a list at a level; empty for bullets and for lists that are not defined."""
        levels = self._lists.get(number)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self._abstract.get(number, number), {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].form == "bullet":
            return ""

        def place(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            definition = levels.get(index, _Level())
            return _write(counts.get(index, definition.start), definition.form)

        return _PLACE.sub(place, levels[level].text)


def _level(node: etree._Element, w: str) -> _Level:
    values = {child.tag: child.get(f"{w}val") for child in node}
    return _Level(
        text=str(values.get(f"{w}lvlText") or ""),
        form=str(values.get(f"{w}numFmt") or "decimal"),
        start=_number(values.get(f"{w}start"), 1),
    )


def _number(value: str | bytes | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def _write(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * min(1 + (value - 1) // 26, 50)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        text = ""
        for size, sign in _ROMAN:
            text += sign * (value // size)
            value %= size
        return text if form == "lowerRoman" else text.upper()
    return "" if form == "none" else str(value)
