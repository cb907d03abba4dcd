"""Bold and italic in a Word file: what a run says itself, its style says, or the style of its paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.formats.emphasis import Look
from qualcode.formats.word.package import tags, value_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Looks"]

_STYLE, _NAME, _BASED_ON, _OUTLINE = tags("style"), tags("name"), tags("basedOn"), tags("outlineLvl")
_RPR, _PPR, _RUN_STYLE = tags("rPr"), tags("pPr"), tags("rStyle")
_BOLD, _ITALIC = tags("b"), tags("i")
_OFF = ("0", "false", "off", "none")
_HEADINGS = ("heading", "title", "subtitle", "toc")
_QUOTES = ("quot", "citát", "citace", "citat", "block text", "blockcitat")
"""Parts of the names of styles for quotations: Word's own, and those that people give in Czech and Swedish."""
_LEVELLED = re.compile("heading ([1-9])")
_DEEPEST = 20


def _look(properties: etree._Element | None) -> Look:
    bold: bool | None = None
    italic: bool | None = None
    for child in properties if properties is not None else ():
        if child.tag in _BOLD:
            bold = value_of(child) not in _OFF
        elif child.tag in _ITALIC:
            italic = value_of(child) not in _OFF
    return bold, italic


def _over(upper: Look, lower: Look) -> Look:
    """The look of something that says *upper* on top of *lower*."""
    return (
        lower[0] if upper[0] is None else upper[0],
        lower[1] if upper[1] is None else upper[1],
    )


class Looks:
    """The looks that the styles of a file give, found once."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._own: dict[str, Look] = {}
        self._parents: dict[str, str] = {}
        self._headings: set[str] = set()
        self._levels: dict[str, int] = {}
        self._quotes: set[str] = set()
        self._found: dict[str, Look] = {}
        for style in styles if styles is not None else ():
            if style.tag in _STYLE:
                self._note(style, value_of(style, "styleId") or "")

    def _note(self, style: etree._Element, key: str) -> None:
        for child in style:
            if child.tag in _NAME and (named := _LEVELLED.fullmatch((value_of(child) or "").casefold())):
                self._levels[key] = int(named[1])
            if child.tag in _RPR:
                self._own[key] = _look(child)
            elif child.tag in _BASED_ON:
                self._parents[key] = value_of(child) or ""
            elif (child.tag in _NAME and (value_of(child) or "").casefold().startswith(_HEADINGS)) or (
                child.tag in _PPR and any(inner.tag in _OUTLINE for inner in child)
            ):
                self._headings.add(key)
            if child.tag in _NAME and any(part in (value_of(child) or "").casefold() for part in _QUOTES):
                self._quotes.add(key)

    def of_style(self, key: str) -> Look:
        """The look that a style gives, by itself or by those it builds on."""
        if key not in self._found:
            look: Look = (None, None)
            for style in self._line(key):
                look = _over(look, self._own.get(style, (None, None)))
            self._found[key] = look
        return self._found[key]

    def _line(self, key: str) -> list[str]:
        """A style with those that it builds on."""
        line = [key]
        while line[-1] in self._parents and len(line) < _DEEPEST:
            line.append(self._parents[line[-1]])
        return line

    def of_run(self, run: etree._Element) -> Look:
        """The look of a run where it does not follow its paragraph."""
        for child in run:
            if child.tag in _RPR:
                style = next((value_of(inner) for inner in child if inner.tag in _RUN_STYLE), None)
                return _over(_look(child), self.of_style(style) if style else (None, None))
        return None, None

    def heading(self, key: str) -> bool:
        """Whether a paragraph of this style is a heading."""
        return bool(self._headings) and not self._headings.isdisjoint(self._line(key))

    def level(self, key: str) -> int:
        """The level of the headings of this style, from 1; 0 where it says none."""
        return next((self._levels[style] for style in self._line(key) if style in self._levels), 0)

    def quote(self, key: str) -> bool:
        """Whether a paragraph of this style is a quotation set apart."""
        return bool(self._quotes) and not self._quotes.isdisjoint(self._line(key))
