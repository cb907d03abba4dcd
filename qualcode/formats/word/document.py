"""A Word document in the making: pieces of XML joined once, sections, pictures, and a clean package at the end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from qualcode.formats.word.comments import Comments, Line, Look, WordComment
from qualcode.formats.word.fields import page_count, page_number
from qualcode.formats.word.figures import picture
from qualcode.formats.word.footnotes import Footnotes
from qualcode.formats.word.heading_numbers import HeadingNumbers, listed
from qualcode.formats.word.marks import marks_part
from qualcode.formats.word.markup import NAMESPACES, W, clean, paragraph, run
from qualcode.formats.word.opening import open_template
from qualcode.formats.word.origin import name_application
from qualcode.formats.word.pages import Pages
from qualcode.formats.word.settings import keep_short_lines, name_separators
from qualcode.formats.word.styles import add_missing_styles, tag_language
from qualcode.formats.word.template import HEAD, WORD_TYPE, pack

__all__ = ["Properties", "WordDocument"]

R = NAMESPACES["r"]
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
BEFORE_BREAK = re.compile('<w:p><w:pPr>(<w:pStyle w:val="[^"]*"/>)?(<w:keepNext/>)?(<w:keepLines/>)?')


@dataclass(frozen=True, slots=True)
class Properties:
    """Core properties: what the file says of itself."""

    title: str
    subject: str = ""
    author: str = ""
    keywords: str = ""
    created: datetime | None = None
    """UTC."""
    marks: tuple[tuple[str, str], ...] = ()
    """Custom properties: names and values, all different names."""


class WordDocument:
    """Collects the body of a document and saves it in one pass.

    ``template`` is the user's own or None for ours; ``language`` the tag of the text, such as ``en-GB``; ``at`` the
    moment (ISO 8601) of comments that have none of their own.
    """

    def __init__(self, template: Path | None, language: str, at: str = "") -> None:
        self.language = language
        self.own = template is None
        """Whether our own template is used, whose headings and lists are numbered."""
        self._document = open_template(template, language)
        self._pages = Pages(self._document.element.body.get_or_add_sectPr())
        self._landscape = False
        self._ids, self._added = add_missing_styles(self._document.styles.element, self.text_width)
        self._pieces: list[str] = []
        if not self.own and self._pages.section.find(f"{{{W}}}footerReference") is None:
            self._add_footer()
        self._comments = Comments(
            self.style("annotation text"), self.style("annotation reference"), at, self.next_bookmark
        )
        self._footnotes = Footnotes(self.style("footnote text"), self.style("footnote reference"))
        self._drawings = 0
        self._bookmarks = 0
        self._turned = False
        self._breaking = False
        self._sections = 0
        self._headings = HeadingNumbers(
            self._document.styles.element,
            numbering_of(self._document.part),
            {level: self.style(f"heading {level}") for level in (1, 2, 3)},
        )

    def style(self, name: str) -> str:
        """The id of a style by its name; every style of ``STYLES`` exists."""
        return self._ids[name.lower()]

    def added(self, name: str) -> bool:
        """Whether the template lacked this style."""
        return name.lower() in self._added

    @property
    def monospaced(self) -> bool:
        """Whether the template writes its text in a typeface whose letters are all of one width, as far as the name says it."""
        styles = self._document.styles.element
        fonts = f"{{{W}}}rPr/{{{W}}}rFonts"
        found = styles.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{fonts}")
        for style in styles.findall(f"{{{W}}}style"):
            if style.get(f"{{{W}}}styleId") == self.style("Normal"):
                own = style.find(fonts)
                found = own if own is not None else found
        name = "" if found is None else found.get(f"{{{W}}}ascii") or ""
        return any(part in name.casefold() for part in ("courier", "mono", "consol", "typewriter"))

    @property
    def bulleted(self) -> bool:
        """Whether the style of lists brings its own bullets."""
        return self.counted("List Bullet")

    def counted(self, name: str) -> bool:
        """Whether paragraphs of a style belong to a list by their style."""
        styles = self._document.styles.element
        return listed(styles, numbering_of(self._document.part), self.style(name)) is not None

    def heading_number(self, level: int) -> str:
        """The number that the template itself puts before the next numbered heading of a level; empty for none."""
        return self._headings.next(level)

    def numbers_headings(self, level: int) -> bool:
        """Whether the template numbers headings of a level by their style."""
        return self._headings.numbered(level)

    def add(self, xml: str) -> None:
        """Append block elements."""
        if self._breaking:
            self._breaking = False
            if not xml.startswith("<w:p>"):
                xml = paragraph("", style=self.style("QC Section End")) + xml
            xml = on_new_page(xml)
        self._pieces.append(xml)
        self._turned = False

    def break_page(self) -> None:
        """Begin a new page with what is added next.

        The break belongs to the paragraph after it: a paragraph of its own would be left on a page by itself where the
        text before fills a page to its end, or where the template begins each chapter on a new one.
        """
        self._breaking = not self._turned

    @property
    def fresh_page(self) -> bool:
        """Whether what is added next begins a page."""
        return self._turned or self._breaking

    def next_bookmark(self) -> int:
        """A number that no other bookmark has."""
        self._bookmarks += 1
        return self._bookmarks

    @property
    def text_width(self) -> int:
        """Width of the text in twips on the pages being written."""
        return self._pages.text(self._landscape)[0]

    @property
    def text_height(self) -> int:
        """Height of the text in twips on the pages being written."""
        return self._pages.text(self._landscape)[1]

    def turn(self, landscape: bool) -> None:
        """Begin a section whose pages lie on their side, or go back to upright ones."""
        if landscape == self._landscape:
            return
        section = self._section()
        self._breaking = False
        self.add(f'<w:p><w:pPr><w:pStyle w:val="{self.style("QC Section End")}"/>{section}</w:pPr></w:p>')
        self._landscape = landscape
        self._turned = True
        self._sections += 1

    def _section(self) -> str:
        """Properties of the section being written."""
        from lxml import etree

        section = self._pages.turned(self._landscape, first=self._sections == 0)
        return etree.tostring(section, encoding="unicode", with_tail=False)

    def picture(self, png: bytes, svg: bytes | None, *, alt: str, title: str) -> str:
        """The run of a figure that fits the page; its images are added to the package."""
        self._drawings += 1
        return picture(
            self._document.part, png, svg, number=self._drawings, alt=alt, title=title,
            widest=self.text_width, highest=round(self.text_height * 0.82),
        )  # fmt: skip

    def commented(
        self, value: str, comments: Iterable[WordComment], looks: Sequence[Look] = ()
    ) -> Iterator[Line]:
        """The paragraphs of a text with its comments, as in :meth:`Comments.write`; they are not added to the body."""
        return self._comments.write(value, comments, looks)

    def footnote(self, content: str) -> str:
        """The run with the sign of a footnote that says ``content`` (XML of runs)."""
        return self._footnotes.add(content)

    def save(self, properties: Properties) -> bytes:
        """Set the properties and give the bytes of the package, without dates of its entries.

        What is long (text, comments, notes) goes into the package piece by piece and is parsed by nobody.
        Raises nothing for odd text: what XML forbids was replaced when the pieces were made.
        """
        final = self._section()
        tag_language(self._document.styles.element, self._document.settings.element, self.language)
        self._set_properties(properties)
        folder = self._document.part.partname.baseURI.rstrip("/")
        long: dict[str, Iterable[str]] = {
            self._document.part.partname.membername: wrapped(
                "document", "<w:body>", self._pieces, f"{final}</w:body>"
            )
        }
        for kind, pieces in (("comments", self._comments.pieces), ("footnotes", self._footnotes.pieces)):
            if pieces:
                name = self._add_part(f"{folder}/{kind}.xml", f"{WORD_TYPE}.{kind}+xml", f"{R}/{kind}")
                long[name] = wrapped(kind, "", pieces, "")
        keep_short_lines(self._document.settings.element)
        if self._footnotes.pieces:
            name_separators(self._document.settings.element)
        raw = io.BytesIO()
        self._document.save(raw)
        with zipfile.ZipFile(raw) as package:
            parts: dict[str, bytes | Iterable[str]] = {
                name: package.read(name) for name in package.namelist()
            }
        return pack({**parts, **long})

    def _add_footer(self) -> None:
        """A footer with the number of the page, for a template that has none at all."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        main = self._document.part
        taken = {str(part.partname) for part in main.package.iter_parts()}
        folder = main.partname.baseURI.rstrip("/")
        name = next(each for n in count(1) if (each := f"{folder}/footer{n}.xml") not in taken)
        shown = paragraph(page_number() + run(" / ") + page_count(), style=self.style("footer"))
        blob = "".join(wrapped("ftr", "", (shown,), "")).encode()
        key = main.relate_to(
            Part(PackURI(name), f"{WORD_TYPE}.footer+xml", blob, main.package), f"{R}/footer"
        )
        section = self._pages.section
        reference = section.makeelement(f"{{{W}}}footerReference")
        reference.set(f"{{{W}}}type", "default")
        reference.set(f"{{{R}}}id", key)
        section.insert(len(section.findall(f"{{{W}}}headerReference")), reference)

    def _set_properties(self, properties: Properties) -> None:
        """What the file says of itself, in core properties and custom ones."""
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
        name_application(self._document.part.package)
        if properties.marks:
            self._add_marks(dict(properties.marks))

    def _add_marks(self, marks: dict[str, str]) -> None:
        """The custom properties, beside those that a template brought."""
        package = self._document.part.package
        already = None
        for key, relation in list(package.rels.items()):
            if relation.reltype == f"{R}/custom-properties":
                already = relation.target_part.blob
                package.rels.pop(key)
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, marks_part(marks, already), package)
        package.relate_to(part, f"{R}/custom-properties")

    def _add_part(self, name: str, kind: str, relation: str) -> str:
        """An empty part of the text's, to be filled when the package is written; gives its name in the zip."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        place = PackURI(name)
        self._document.part.relate_to(Part(place, kind, b"", self._document.part.package), relation)
        return str(place.membername)


def on_new_page(xml: str) -> str:
    """A paragraph's XML with a page break before it, in the place that the format wants among its properties."""
    found = BEFORE_BREAK.match(xml)
    if found is None:
        return xml.replace("<w:p>", "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>", 1)
    if xml.startswith("<w:pageBreakBefore/>", found.end()):
        return xml
    return f"{found[0]}<w:pageBreakBefore/>{xml[found.end() :]}"


def wrapped(root: str, opening: str, pieces: Iterable[str], closing: str) -> Iterator[str]:
    """A part as pieces of text: declaration and root element around ``pieces``."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return chain((f"{HEAD}<w:{root} {spaces}>{opening}",), pieces, (f"{closing}</w:{root}>",))


def numbering_of(part: Any) -> Any | None:
    """The root of a document's lists; None where it has none."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype == f"{R}/numbering":
            return getattr(relation.target_part, "element", None)
    return None
