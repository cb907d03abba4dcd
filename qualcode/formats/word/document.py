"""A Word document in the making: pieces of XML joined once, sections, pictures, and a clean package at the end."""

from __future__ import annotations

import copy
import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qualcode.formats.word.figures import picture
from qualcode.formats.word.markup import NAMESPACES, W, clean
from qualcode.formats.word.opening import open_template
from qualcode.formats.word.styles import add_missing_styles
from qualcode.formats.word.template import pack

__all__ = ["Properties", "WordDocument"]


@dataclass(frozen=True, slots=True)
class Properties:
    """Core properties: what the file says of itself."""

    title: str
    subject: str = ""
    author: str = ""
    keywords: str = ""
    created: datetime | None = None
    """UTC."""


class WordDocument:
    """Collects the body of a document and saves it in one pass.

    ``template`` is the user's own or None for ours; ``language`` the tag of the text, such as ``en-GB``.
    """

    def __init__(self, template: Path | None, language: str) -> None:
        self.language = language
        self.own = template is None
        """Whether our own template is used, whose headings and lists are numbered."""
        self._document = open_template(template, language)
        self._ids, self._added = add_missing_styles(self._document.styles.element)
        self._pieces: list[str] = []
        self._drawings = 0
        self._bookmarks = 0
        self._landscape = False
        self._turned = False
        self._portrait = self._document.element.body.sectPr
        if self._portrait is None:
            self._portrait = self._document.element.body.get_or_add_sectPr()

    def style(self, name: str) -> str:
        """The id of a style by its name; every style of ``STYLES`` exists."""
        return self._ids[name.lower()]

    def added(self, name: str) -> bool:
        """Whether the template lacked this style."""
        return name.lower() in self._added

    def add(self, xml: str) -> None:
        """Append block elements."""
        self._pieces.append(xml)
        self._turned = False

    @property
    def fresh_page(self) -> bool:
        """Whether a section, and with it a page, has just begun."""
        return self._turned

    def next_bookmark(self) -> int:
        """A number that no other bookmark has."""
        self._bookmarks += 1
        return self._bookmarks

    @property
    def text_width(self) -> int:
        """Width of the text in twips on the pages being written."""
        page, margins = self._page()
        return (page[1] if self._landscape else page[0]) - margins[0] - margins[1]

    @property
    def text_height(self) -> int:
        """Height of the text in twips on the pages being written."""
        page, margins = self._page()
        return (page[0] if self._landscape else page[1]) - margins[2] - margins[3]

    def _page(self) -> tuple[tuple[int, int], tuple[int, int, int, int]]:
        """Narrow and long side of the page, and left, right, top, bottom margins, in twips."""
        size = self._portrait.find(f"{{{W}}}pgSz")
        margin = self._portrait.find(f"{{{W}}}pgMar")

        def twips(element: Any, name: str, otherwise: int) -> int:
            value = element.get(f"{{{W}}}{name}") if element is not None else None
            return (
                abs(round(float(value)))
                if value and value.lstrip("-").replace(".", "", 1).isdigit()
                else otherwise
            )

        width, height = twips(size, "w", 11906), twips(size, "h", 16838)
        sides = tuple(twips(margin, name, 1418) for name in ("left", "right", "top", "bottom"))
        gutter = twips(margin, "gutter", 0)
        return (min(width, height), max(width, height)), (sides[0] + gutter, sides[1], sides[2], sides[3])

    def turn(self, landscape: bool) -> None:
        """Begin a section whose pages lie on their side, or go back to upright ones."""
        if landscape == self._landscape:
            return
        from lxml import etree

        section = etree.tostring(self._section(self._landscape), encoding="unicode")
        self.add(f'<w:p><w:pPr><w:pStyle w:val="{self.style("QC Section End")}"/>{section}</w:pPr></w:p>')
        self._landscape = landscape
        self._turned = True

    def _section(self, landscape: bool) -> Any:
        """Properties of a section in one of the two directions, header and footer as in the template."""
        section = copy.deepcopy(self._portrait)
        size = section.find(f"{{{W}}}pgSz")
        if size is None:
            from docx.oxml.parser import OxmlElement

            size = OxmlElement("w:pgSz")
            margin = section.find(f"{{{W}}}pgMar")
            section.append(size) if margin is None else margin.addprevious(size)
        (short, long), _ = self._page()
        size.set(f"{{{W}}}w", str(long if landscape else short))
        size.set(f"{{{W}}}h", str(short if landscape else long))
        size.attrib.pop(f"{{{W}}}orient", None)
        if landscape:
            size.set(f"{{{W}}}orient", "landscape")
        return section

    def picture(self, png: bytes, svg: bytes | None, *, alt: str, title: str) -> str:
        """The run of a figure that fits the page; its images are added to the package."""
        self._drawings += 1
        return picture(
            self._document.part, png, svg, number=self._drawings, alt=alt, title=title,
            widest=self.text_width, highest=round(self.text_height * 0.82),
        )  # fmt: skip

    def save(self, properties: Properties) -> bytes:
        """Join the pieces, set the properties and give the bytes of the package, without dates of its entries.

        Raises nothing for odd text: what XML forbids was replaced when the pieces were made.
        """
        from docx.oxml.parser import parse_xml

        spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
        filled = parse_xml(f"<w:body {spaces}>{''.join(self._pieces)}</w:body>")
        body = self._document.element.body
        final = self._section(self._landscape)
        for child in list(body):
            body.remove(child)
        body.extend(list(filled))
        body.append(final)
        self._tag_language()
        core = self._document.core_properties
        moment = properties.created or datetime(2000, 1, 1)
        core.title = clean(properties.title)[:255]
        core.subject = clean(properties.subject)[:255]
        core.author = clean(properties.author)[:255]
        core.last_modified_by = clean(properties.author)[:255]
        core.keywords = clean(properties.keywords)[:255]
        core.comments = ""
        core.language = self.language
        core.created = core.modified = moment.replace(tzinfo=None)
        core.revision = 1
        raw = io.BytesIO()
        self._document.save(raw)
        with zipfile.ZipFile(raw) as package:
            return pack({name: package.read(name) for name in package.namelist()})

    def _tag_language(self) -> None:
        """Tag the whole text with the language of the report, also in a template of another language."""
        from docx.oxml.parser import OxmlElement

        styles = self._document.styles.element
        for step in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
            found = styles.find(step, NAMESPACES)
            if found is None:
                found = OxmlElement(step)
                styles.insert(0, found)
            styles = found
        language = styles.find("w:lang", NAMESPACES)
        if language is None:
            language = OxmlElement("w:lang")
            styles.append(language)
        language.set(f"{{{W}}}val", self.language)
