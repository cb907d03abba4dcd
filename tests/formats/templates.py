"""Templates as universities hand them out, made by python-docx and by editing what it does not reach."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt

from qualcode.formats.word.template import pack
from tests.formats.word_checks import W

__all__ = ["edited", "faculty", "parts_of", "saved"]

SPACE = f'xmlns:w="{W[1:-1]}"'
IDS = {
    "Normal": "Normln", "Heading1": "Nadpis1", "Heading2": "Nadpis2", "Heading3": "Nadpis3", "Caption": "Titulek", "Title": "Nzev",
    "Subtitle": "Podnadpis", "Quote": "Citt", "ListBullet": "Seznamsodrkami", "TOCHeading": "Nadpisobsahu", "Header": "Zhlav", "Footer": "Zpat",
    "TableNormal": "Normlntabulka", "DefaultParagraphFont": "Standardnpsmoodstavce",
}  # fmt: skip
"""Style ids of an English Word and what a Czech one calls them; the names stay English."""
LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
    f'<w:lvlText w:val="{".".join(f"%{n}" for n in range(1, level + 2))}."/><w:lvlJc w:val="left"/>'
    f'<w:pPr><w:ind w:left="432" w:hanging="432"/></w:pPr></w:lvl>'
    for level in range(3)
)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def edited(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package after its parts were changed."""
    parts = parts_of(data)
    change(parts)
    return pack(parts)


def faculty(path: Path) -> Path:
    """A Czech thesis template, ``.dotx`` or ``.docx`` by its suffix.

    Local style ids; headings numbered by the template; body text justified, with a first-line indent and line spacing 1.5;
    a title page with a header of its own; page numbers that begin with 5; a last page on its side; a table style; text,
    protection, tracking; comments and footnotes of whoever wrote it.
    """
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Cambria", Pt(12)
    normal.paragraph_format.first_line_indent = Cm(1.25)
    normal.paragraph_format.line_spacing = 1.5
    normal.element.get_or_add_pPr().append(parse_xml(f'<w:jc {SPACE} w:val="both"/>'))
    normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {SPACE} w:val="cs-CZ"/>'))
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {SPACE} w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>{LEVELS}</w:abstractNum>'
        )
    )
    numbering.append(parse_xml(f'<w:num {SPACE} w:numId="3"><w:abstractNumId w:val="7"/></w:num>'))
    for level in (1, 2, 3):
        look = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        if level > 1:
            look.get_or_add_numPr().append(parse_xml(f'<w:ilvl {SPACE} w:val="{level - 1}"/>'))
        look.get_or_add_numPr().append(parse_xml(f'<w:numId {SPACE} w:val="3"/>'))
    bullets = document.styles["List Bullet"].element.pPr
    bullets.remove(bullets.numPr)
    document.add_paragraph("Univerzita, fakulta, jméno")
    document.add_comment(document.paragraphs[0].runs[0], "Sem napište název", author="Děkanát")
    first = document.sections[0]
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "Titulní strana"
    first.header.paragraphs[0].text = "Univerzita · diplomová práce"
    first.footer.paragraphs[0].text = "Strana"
    first.left_margin = Cm(3.5)
    first._sectPr.find(f"{W}cols").addprevious(parse_xml(f'<w:pgNumType {SPACE} w:start="5"/>'))
    last = document.add_section(WD_SECTION.NEW_PAGE)
    last.orientation = WD_ORIENT.LANDSCAPE
    last.page_width, last.page_height = last.page_height, last.page_width
    document.add_table(2, 2, style="Light List")
    settings = document.settings.element
    settings.insert(0, parse_xml(f'<w:documentProtection {SPACE} w:edit="readOnly" w:enforcement="1"/>'))

    def local(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
            for english, czech in IDS.items():
                parts[name] = re.sub(
                    rb'(w:(?:styleId|val)=")%b"' % english.encode(),
                    rb'\g<1>%b"' % czech.encode(),
                    parts[name].replace(
                        b'<w:name w:val="%b"' % english.encode(), b'<w:name w:val=" %b"' % english.encode()
                    ),
                ).replace(b'<w:name w:val=" %b"' % english.encode(), b'<w:name w:val="%b"' % english.encode())
        if path.suffix == ".dotx":
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
                b".document.main+xml", b".template.main+xml"
            )

    path.write_bytes(edited(saved(document), local))
    return path
