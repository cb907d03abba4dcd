"""Templates of other people: what a report takes from them, what it leaves out, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml
from lxml import etree

from qualcode.errors import FileError
from qualcode.formats.word.document import Properties, WordDocument
from qualcode.formats.word.markup import paragraph, run
from qualcode.formats.word.styles import STYLES
from qualcode.formats.word.template import own_template, pack
from qualcode.reports.blocks import (
    BulletList,
    Column,
    Contents,
    Heading,
    Paragraph,
    Report,
    Section,
    Table,
    Text,
)
from qualcode.reports.writers.docx import render_docx
from tests.formats.templates import SPACE, edited, faculty, parts_of, saved
from tests.formats.validators import sound
from tests.formats.word_checks import W, body_of, paragraphs
from tests.reports.invented import png

LETTERS = (
    Heading(1, "First"),
    Heading(2, "Inner"),
    Heading(1, "Appendix", numbered=False),
    Heading(1, "Second"),
)


def report(*blocks: object, language: str = "cs") -> Report:
    contents = Contents("Obsah", "Seznam tabulek", "Seznam obrázků", "Ctrl+A, F9")
    return Report("Titul", "Podtitul", language, "Tabulka", "Obrázek", (contents, *blocks))  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=["dotx", "docx"])
def thesis(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faculty(tmp_path_factory.mktemp("thesis") / f"Šablona práce.{request.param}")


def test_czech_style_ids_are_found_by_their_english_names(thesis: Path) -> None:
    data = render_docx(
        report(*LETTERS, Table("t", "Kódy", (Column((Text("A"),), 1),), (), "x")), template=thesis
    )
    assert sound(data) == []
    used = {node.get(f"{W}val") for node in body_of(data).iter(f"{W}pStyle")}
    assert {"Nadpis1", "Nadpis2", "Titulek", "Nzev", "Podnadpis", "Nadpisobsahu"} <= used
    assert not {"Heading1", "Caption", "Title"} & used
    styles = etree.fromstring(parts_of(data)["word/styles.xml"])
    names = [str(node.get(f"{W}val")).lower() for node in styles.iterfind(f"{W}style/{W}name")]
    assert len(names) == len(set(names)), "no style is there twice"


def test_the_numbers_of_the_template_stand_in_the_contents_and_appendices_have_none(thesis: Path) -> None:
    data = render_docx(report(*LETTERS), template=thesis)
    listed = [text for style, text in paragraphs(data) if style in ("toc 1", "toc 2")]
    assert listed == ["1.  First", "1.1.  Inner", "Appendix", "2.  Second"]
    lists = {
        "".join(node.itertext()): node.find(f"{W}pPr/{W}numPr/{W}numId")
        for node in body_of(data).iter(f"{W}p")
    }
    assert lists["First"] is None
    assert lists["Appendix"] is not None
    assert lists["Obsah"] is not None, (
        "the heading of the contents is built on a heading, and not to be counted"
    )
    assert {node.get(f"{W}val") for node in lists.values() if node is not None} == {"0"}


def test_pages_of_the_template_turn_without_its_first_page_and_its_first_number(thesis: Path) -> None:
    body = (
        Paragraph((Text("upright"),)),
        Section(True),
        Paragraph((Text("on its side"),)),
        Section(False),
        *LETTERS,
    )
    document = docx.Document(io.BytesIO(render_docx(report(*body), template=thesis)))
    sections = list(document.sections)
    assert [section.orientation.name for section in sections] == ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]
    assert [section.different_first_page_header_footer for section in sections] == [True, False, False]
    assert sections[0].first_page_header.paragraphs[0].text == "Titulní strana"
    assert {section.header.paragraphs[0].text for section in sections} == {"Univerzita · diplomová práce"}
    assert {round(section.left_margin.cm, 1) for section in sections} == {3.5}  # type: ignore[union-attr]
    starts = [section._sectPr.find(f"{W}pgNumType") for section in sections]
    assert [start.get(f"{W}start") for start in starts] == ["5", None, None]


def test_nothing_is_left_of_the_text_comments_and_settings_of_the_template(thesis: Path) -> None:
    data = render_docx(report(*LETTERS), template=thesis)
    parts = parts_of(data)
    joined = b"".join(parts.values()).decode("utf-8", "replace")
    assert "jméno" not in joined
    assert "Děkanát" not in joined
    assert "word/comments.xml" not in parts
    assert "documentProtection" not in joined


def test_pictures_of_the_text_and_headers_of_other_pages_are_left_behind(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(png(30, 20)))
    document.sections[0].header.paragraphs[0].text = "Katedra, dr. Nováková"
    last = document.add_section()
    last.header.is_linked_to_previous = False
    last.header.paragraphs[0].text = "Fakulta"
    last.header.paragraphs[0].add_run().add_picture(io.BytesIO(png(10, 10)))
    data = render_docx(report(*LETTERS), template=save(tmp_path / "pictures.docx", saved(document)))
    assert sound(data) == []
    parts = parts_of(data)
    assert len([name for name in parts if name.startswith("word/media/")]) == 1
    assert b"Nov" not in b"".join(data for name, data in parts.items() if "header" in name)
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "Fakulta"


def test_a_report_in_another_language_than_its_template_is_tagged_with_its_own(thesis: Path) -> None:
    data = render_docx(
        report(Paragraph((Text("Hej "), Text("čau", language="cs"))), language="sv"), template=thesis
    )
    styles = etree.fromstring(parts_of(data)["word/styles.xml"])
    assert [node.get(f"{W}val") for node in styles.iter(f"{W}lang")] == ["sv-SE"]
    assert [node.get(f"{W}val") for node in body_of(data).iter(f"{W}lang")] == ["cs-CZ"]


def test_tables_and_notes_do_not_take_over_the_indent_of_body_text(thesis: Path) -> None:
    styles = docx.Document(io.BytesIO(render_docx(report(), template=thesis))).styles
    for name in ("QC Table Text", "QC Note", "QC Speaker", "QC Figure", "table of figures"):
        look = styles[name].paragraph_format
        assert look.first_line_indent == 0, name
        assert look.line_spacing is not None, name


def test_points_have_bullets_where_the_template_has_none(thesis: Path) -> None:
    points = report(BulletList(((Text("first"),), (Text("second"),))))
    assert [text for _, text in paragraphs(render_docx(points, template=thesis))][-2:] == [
        "•\tfirst",
        "•\tsecond",
    ]
    assert [text for _, text in paragraphs(render_docx(points))][-2:] == ["first", "second"]


def test_a_header_that_the_template_names_and_does_not_have_is_left_out(tmp_path: Path) -> None:
    def forgetful(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b'r:id="rId4"', b'r:id="rId44"')

    path = save(tmp_path / "forgetful.docx", edited(own_template(), forgetful))
    data = render_docx(report(*LETTERS, Section(True), Paragraph((Text("x"),))), template=path)
    assert sound(data) == []
    keys = {node.get(f"{{{R}}}id") for node in body_of(data).iter(f"{W}footerReference")}
    assert "rId44" not in keys
    assert len(keys) == 1  # ours with the number of the page, since the template has none that can be used


def test_lines_that_end_with_a_soft_break_are_not_spread_over_a_justified_line(thesis: Path) -> None:
    for template in (thesis, None):
        settings = etree.fromstring(
            parts_of(render_docx(report(*LETTERS), template=template))["word/settings.xml"]
        )
        assert len(settings.findall(f"{W}compat/{W}doNotExpandShiftReturn")) == 1


def save(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_template_without_a_style_gets_ours_in_its_own_typeface(tmp_path: Path) -> None:
    def bare(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = f"<w:styles {SPACE}/>".encode()
        del parts["word/numbering.xml"]
        for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
            tree = etree.fromstring(parts[name])
            for node in tree:
                if "numbering" in (node.get("Target") or node.get("PartName") or ""):
                    tree.remove(node)
            parts[name] = etree.tostring(tree)

    path = save(tmp_path / "holá.docx", edited(own_template(), bare))
    data = render_docx(report(*LETTERS, BulletList(((Text("x"),),))), template=path)
    assert sound(data) == []
    styles = docx.Document(io.BytesIO(data)).styles
    assert {spec.name.lower() for spec in STYLES} <= {style.element.name_val.lower() for style in styles}
    assert b"Arial" not in parts_of(data)["word/styles.xml"]


def test_a_style_of_another_kind_with_our_name_stays_what_it_is(tmp_path: Path) -> None:
    document = docx.Document()
    quote = document.styles["Quote"].element
    quote.set(f"{W}type", "character")
    for child in (quote.pPr, quote.find(f"{W}next")):
        if child is not None:
            quote.remove(child)
    word = WordDocument(save(tmp_path / "kind.docx", saved(document)), "en-GB")
    word.add(paragraph(run("x"), style=word.style("Quote")))
    assert sound(word.save(Properties("T"))) == []


def test_a_template_without_sections_and_with_odd_pages_still_gives_pages(tmp_path: Path) -> None:
    def pages(parts: dict[str, bytes]) -> None:
        body = f"<w:document {SPACE}><w:body><w:p/>{{}}</w:body></w:document>"
        parts["word/document.xml"] = body.format(parts.pop("odd", b"").decode()).encode()

    for number, section in enumerate(
        (
            "",
            '<w:sectPr><w:pgSz w:w="200" w:h="100"/><w:pgMar w:left="9000" w:right="x" w:top="" w:bottom="-9"/></w:sectPr>',
            "<w:sectPr/>",
        )
    ):
        path = tmp_path / f"odd{number}.docx"
        path.write_bytes(
            edited(edited(own_template(), lambda parts, s=section: parts.update(odd=s.encode())), pages)
        )  # type: ignore[misc]
        word = WordDocument(path, "en-GB")
        assert word.text_width >= 2835
        word.turn(True)
        word.add(paragraph(run("x")))
        docx.Document(io.BytesIO(word.save(Properties("T"))))


def test_what_points_out_of_a_template_or_runs_in_it_is_cut_off(tmp_path: Path) -> None:
    document = docx.Document()
    header = document.sections[0].header
    outside = header.part.relate_to("https://evil.example/x", f"{R}/hyperlink", is_external=True)
    picture = header.part.relate_to("https://evil.example/x.png", f"{R}/image", is_external=True)
    embedded = header.part.relate_to("https://evil.example/x.bin", f"{R}/oleObject", is_external=True)
    fields = ("DDEAUTO c:/windows/cmd.exe", "INCLUDEPICTURE https://evil.example", "PAGE")
    header.paragraphs[0]._p.append(
        parse_xml(
            f'<w:hyperlink {SPACE} xmlns:r="{R}" r:id="{outside}"><w:r><w:t>faculty</w:t></w:r></w:hyperlink>'
        )
    )
    for code in fields:
        header.paragraphs[0]._p.append(parse_xml(f"<w:r {SPACE}><w:instrText>{code}</w:instrText></w:r>"))
    header.paragraphs[0]._p.append(
        parse_xml(
            f'<w:r {SPACE} xmlns:r="{R}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml">'
            f'<w:object><v:shape><v:imagedata r:id="{picture}"/></v:shape><o:OLEObject r:id="{embedded}"/></w:object></w:r>'
        )
    )
    data = render_docx(report(*LETTERS), template=save(tmp_path / "out.docx", saved(document)))
    joined = b"".join(parts_of(data).values())
    assert b"evil" not in joined
    assert b"DDEAUTO" not in joined
    assert b"OLEObject" not in joined
    assert b'TargetMode="External"' not in joined
    kept = docx.Document(io.BytesIO(data)).sections[0].header
    assert "faculty" in "".join(kept._element.itertext())
    assert "PAGE" in "".join(kept._element.itertext())


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


def hidden_doctype(parts: dict[str, bytes]) -> None:
    parts["customXml/item1.bin"] = b"<!--" + b" " * 300_000 + b"-->" + DOCTYPE[21:]


def strict(parts: dict[str, bytes]) -> None:
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda parts: parts.update({"word/styles.xml": DOCTYPE}), "document type"),
        (hidden_doctype, "document type"),
        (strict, "strict"),
        (lambda parts: parts.update({"word/vbaProject.bin": b"x"}), "macros"),
        (lambda parts: parts.pop("[Content_Types].xml"), "not a Word document"),
        (lambda parts: parts.pop("_rels/.rels"), "damaged"),
        (lambda parts: parts.pop("word/document.xml"), "damaged"),
        (lambda parts: parts.update({"word/document.xml": b"<w:document"}), "damaged"),
        (lambda parts: parts.update({"word/document.xml": b"<a/>"}), "damaged"),
        (lambda parts: parts.update({"word/header1.xml": b"\x00" * 40_000_000}), ""),
    ],
)
def test_a_damaged_or_hostile_template_is_refused_with_a_sentence(
    change: object, words: str, tmp_path: Path
) -> None:
    path = save(tmp_path / "Šablona.dotx", edited(own_template(), change))  # type: ignore[arg-type]
    with pytest.raises(FileError, match=words or r"\.d") as caught:
        render_docx(report(*LETTERS), template=path)
    assert "Šablona.dotx" in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "odt.docx",
            pack({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
            "OpenDocument",
        ),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
        ("text.dotx", b"not a zip", ""),
        ("empty.docx", b"", ""),
        ("cut.docx", own_template()[:3000], ""),
        ("macros.dotm", own_template(), "macros"),
        ("letter.odt", own_template(), "no Word template"),
    ],
)
def test_another_file_for_a_template_is_refused_with_a_sentence(
    name: str, data: bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=words or r"\.d") as caught:
        render_docx(report(), template=save(tmp_path / name, data))
    assert name in str(caught.value)


def test_a_workbook_under_the_name_of_a_template_is_refused(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "book.docx"
    openpyxl.Workbook().save(path)
    with pytest.raises(FileError, match=r"book\.docx"):
        render_docx(report(), template=path)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nowhere\.dotx"):
        render_docx(report(), template=tmp_path / "nowhere.dotx")


def test_a_report_serves_as_template_of_the_next(tmp_path: Path) -> None:
    first = save(tmp_path / "first.docx", render_docx(report(*LETTERS)))
    data = render_docx(report(*LETTERS), template=first)
    assert sound(data) == []
    assert [text for style, text in paragraphs(data) if style.startswith("heading")] == [
        block.text for block in LETTERS
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
