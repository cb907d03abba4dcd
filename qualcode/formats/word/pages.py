"""Pages of a document: which section of a template is taken, and how it is turned for what is wide."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from qualcode.formats.word.markup import W

__all__ = ["Pages", "page_of"]

A4 = (11906, 16838)
MARGIN = 1418
"""Twips, where a template says nothing."""
NARROWEST = 2835
"""Twips of text that are left at least, 5 cm, whatever margins a template states."""


def page_of(body: Any) -> Any:
    """The section properties that a report takes from a template's ``w:body``, as an element of their own.

    The last upright section, since a template may end with a page on its side or begin with a title page of its own;
    headers and footers that it takes over from sections before it are filled in. None where the template has no section.
    """
    found = None
    inherited: dict[tuple[str, str], Any] = {}
    for section in body.iter(f"{{{W}}}sectPr"):
        if section.getparent().tag == f"{{{W}}}sectPrChange":
            continue
        for kind in ("headerReference", "footerReference"):
            for reference in section.findall(f"{{{W}}}{kind}"):
                inherited[kind, reference.get(f"{{{W}}}type") or "default"] = reference
        if found is None or upright(section) or not upright(found):
            found = own_section(section, inherited)
    return found


def own_section(section: Any, inherited: dict[tuple[str, str], Any]) -> Any:
    """A copy of a section that needs none before it, without elements and attributes that are not of the format itself."""
    found = copy.deepcopy(section)
    found.tail = None
    for child in list(found):
        if (
            child.tag in (f"{{{W}}}headerReference", f"{{{W}}}footerReference", f"{{{W}}}sectPrChange")
            or not isinstance(child.tag, str)
            or not child.tag.startswith(f"{{{W}}}")
        ):
            found.remove(child)
    for place, reference in enumerate(inherited.values()):
        found.insert(place, copy.deepcopy(reference))
    for node in found.iter():
        for name in [
            name
            for name in node.attrib
            if not str(name).startswith((f"{{{W}}}", "{http://schemas.openxmlformats.org/officeDocument/"))
        ]:
            del node.attrib[name]
    return found


def upright(section: Any) -> bool:
    """Whether pages of a section stand upright."""
    size = section.find(f"{{{W}}}pgSz")
    return size is None or size.get(f"{{{W}}}orient") != "landscape"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one document, all lengths in twips."""

    section: Any
    """Section properties of an upright page."""

    @property
    def size(self) -> tuple[int, int]:
        """The narrow and the long side."""
        found = self.section.find(f"{{{W}}}pgSz")
        sides = (twips(found, "w", A4[0]), twips(found, "h", A4[1]))
        return min(sides), max(sides)

    def text(self, landscape: bool) -> tuple[int, int]:
        """Width and height of the text."""
        found = self.section.find(f"{{{W}}}pgMar")
        left, right, top, bottom = (twips(found, name, MARGIN) for name in ("left", "right", "top", "bottom"))
        short, long = self.size
        width, height = (long, short) if landscape else (short, long)
        width -= left + right + twips(found, "gutter", 0)
        return max(width, NARROWEST), max(height - top - bottom, NARROWEST)

    def turned(self, landscape: bool, *, first: bool) -> Any:
        """Section properties in one of the two directions, header and footer as in the template.

        Only the first section of a document has a first page of its own, a type, and the number its pages begin with.
        """
        section = copy.deepcopy(self.section)
        size = section.find(f"{{{W}}}pgSz")
        if size is None:
            size = section.makeelement(f"{{{W}}}pgSz")
            margin = section.find(f"{{{W}}}pgMar")
            section.append(size) if margin is None else margin.addprevious(size)
        short, long = self.size
        size.set(f"{{{W}}}w", str(long if landscape else short))
        size.set(f"{{{W}}}h", str(short if landscape else long))
        size.attrib.pop(f"{{{W}}}orient", None)
        size.attrib.pop(f"{{{W}}}code", None)
        if landscape:
            size.set(f"{{{W}}}orient", "landscape")
        for name in ("type", "titlePg", "vAlign"):
            found = section.find(f"{{{W}}}{name}")
            if found is not None and (not first or name != "titlePg"):
                section.remove(found)
        numbers = section.find(f"{{{W}}}pgNumType")
        if numbers is not None and not first:
            numbers.attrib.pop(f"{{{W}}}start", None)
        return section


def twips(element: Any, name: str, otherwise: int) -> int:
    """A length of a page; ``otherwise`` where it is not stated or no number."""
    value = element.get(f"{{{W}}}{name}") if element is not None else None
    if not value or not value.lstrip("-").replace(".", "", 1).isdigit():
        return otherwise
    return abs(round(float(value)))
