"""The Word primitives: a clean template, safe text, other people's templates with their own style names."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import docx.shared
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.errors import FileError
from qualcode.formats.word.document import Properties, WordDocument
from qualcode.formats.word.fields import ContentsEntry, caption, contents, field, reference
from qualcode.formats.word.figures import without_doctype
from qualcode.formats.word.markup import bookmark, clean, link, paragraph, run
from qualcode.formats.word.styles import STYLES
from qualcode.formats.word.tables import WordCell, WordTable, table
from qualcode.formats.word.template import own_template, pack
from tests.formats.word_checks import W, body_of, paragraphs, problems

PROPERTIES = Properties("Title")


def written(*pieces: str, template: Path | None = None) -> bytes:
    word = WordDocument(template, "cs-CZ")
    for piece in pieces:
        word.add(piece)
    return word.save(PROPERTIES)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_own_template_has_the_styles_and_no_leftovers() -> None:
    data = own_template("cs-CZ")
    parts = parts_of(data)
    assert not [name for name in parts if "stylesWithEffects" in name or "thumbnail" in name]
    assert b"python-docx" not in b"".join(parts.values())
    document = docx.Document(io.BytesIO(data))
    names = {style.name for style in document.styles}
    assert {
        "Title",
        "Subtitle",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Caption",
        "Quote",
        "List Bullet",
        "QC Table",
    } <= names
    assert {
        "footnote text",
        "footnote reference",
        "toc 1",
        "table of figures",
        "annotation text",
        "annotation reference",
    } <= names
    assert b'w:name="compatibilityMode"' in parts["word/settings.xml"]
    assert b'w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in parts["word/settings.xml"]
    assert b'<w:lang w:val="cs-CZ"' in parts["word/styles.xml"]
    assert document.core_properties.author == ""
    assert own_template("cs-CZ") == data


def test_a_saved_document_says_only_what_it_was_told() -> None:
    word = WordDocument(None, "sv-SE")
    word.add(paragraph(run("Hej")))
    data = word.save(Properties("Titel", subject="Rapport", author="Anna"))
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.subject, core.author, core.last_modified_by) == (
        "Titel",
        "Rapport",
        "Anna",
        "Anna",
    )
    assert (core.language, core.comments) == ("sv-SE", "")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_vertical_tab_is_a_soft_break_and_other_controls_are_replaced() -> None:
    data = written(paragraph(run('a\x0bb\nc\td\x00\x1f\ufffe\ud800e <&>"')))
    assert paragraphs(data) == [("Normal", 'a\nb\nc\td\ufffd\ufffd\ufffd\ufffde <&>"')]


@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_written(text: str) -> None:
    xml = f'<w:p xmlns:w="{W[1:-1]}">{run(text, language="cs-CZ")}</w:p>'
    found = etree.fromstring(xml)
    shown = "".join(
        node.text or "" if node.tag == f"{W}t" else "\n" if node.tag == f"{W}br" else "\t"
        for node in found.iter(f"{W}t", f"{W}br", f"{W}tab")
    )
    expected = clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    assert shown == expected


def test_fields_captions_and_references_resolve() -> None:
    data = written(
        paragraph(run("Viz ") + reference("codes", "Tabulka 1")),
        caption("Tabulka", "Table", 1, "codes", run("Kódy"), mark=1, style="Caption"),
        contents(
            'TOC \\h \\z \\c "Table"',
            [ContentsEntry("Tabulka 1. Kódy", "_Ref_codes", "TableOfFigures")],
            hint="Ctrl+A, F9",
        ),
        contents('TOC \\o "1-3" \\h', []),
        paragraph(link("_Ref_codes", run("sem")) + field("PAGE", run("1"))),
    )
    assert problems(data) == []
    text = [shown for _, shown in paragraphs(data)]
    assert text[0] == "Viz Tabulka\u00a01"
    assert text[1] == "Tabulka\u00a01. Kódy"
    instructions = [node.text for node in body_of(data).iter(f"{W}instrText")]
    assert " SEQ Table \\* ARABIC " in instructions
    assert " REF _Ref_codes \\h " in instructions


@pytest.mark.parametrize("name", ["with space", "x" * 41, "1st", ""])
def test_a_bookmark_that_word_would_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="bookmark"):
        bookmark(name, 1)


def test_the_checks_notice_what_validators_do_not() -> None:
    broken = (
        paragraph(link("nowhere", run("x")))
        + paragraph(reference("missing", "Table 9"))
        + paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')
        + paragraph('<w:bookmarkStart w:id="7" w:name="with space"/>')
    )
    found = " ".join(problems(written(broken)))
    for words in (
        "link to missing bookmark nowhere",
        "missing bookmark _Ref_missing",
        "never ends",
        "with space",
        "without end",
    ):
        assert words in found


FRAME = WordTable(
    (4000, 2000), ("left", "right"), "QCTable", "QCTableHead", "QCTableText", "Table 1", "Two columns"
)


def test_a_table_repeats_its_header_and_has_alt_text() -> None:
    rows = [[WordCell((run("a"), run("b"))), WordCell(())], [WordCell((run("group"),), span=2, keep=True)]]
    data = written(table(FRAME, [WordCell((run("Code"),)), WordCell((run("n"),))], rows), paragraph(""))
    assert problems(data) == []
    root = body_of(data)
    assert len(root.findall(f".//{W}tblHeader")) == 1
    assert len(root.findall(f".//{W}cantSplit")) == 3
    assert root.find(f".//{W}tblCaption").get(f"{W}val") == "Table 1"  # type: ignore[union-attr]
    assert root.find(f".//{W}tblDescription").get(f"{W}val") == "Two columns"  # type: ignore[union-attr]
    found = docx.Document(io.BytesIO(data)).tables[0]
    assert found.style is not None
    assert found.style.name == "QC Table"
    assert [cell.text for cell in found.rows[1].cells] == ["a\nb", ""]


def test_sections_turn_and_turn_back() -> None:
    word = WordDocument(None, "en-GB")
    upright = word.text_width
    word.add(paragraph(run("upright")))
    word.turn(True)
    assert word.fresh_page
    assert word.text_width > upright
    word.add(paragraph(run("on its side")))
    word.turn(True)
    word.turn(False)
    word.add(paragraph(run("upright again")))
    document = docx.Document(io.BytesIO(word.save(PROPERTIES)))
    assert [section.orientation.name for section in document.sections] == [
        "PORTRAIT",
        "LANDSCAPE",
        "PORTRAIT",
    ]
    widths = [section.page_width for section in document.sections]
    assert widths[1] == document.sections[0].page_height
    for section in document.sections:
        assert "PAGE" in etree.tostring(section.footer._element, encoding="unicode")


def czech_template(folder: Path, *, kind: str = "dotx") -> Path:
    """A template as a Czech Word makes it: local style ids, English names, text, a link out, a relic."""
    document = docx.Document()
    document.add_paragraph("Sem napište text")
    document.add_heading("Nadpis", 1)
    document.part.relate_to(
        "file://server/share/evil.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    for style in document.styles.element.iter(f"{W}style"):
        if style.find(f"{W}name").get(f"{W}val") == "heading 1":
            style.set(f"{W}styleId", "Nadpis1")
    document.sections[0].left_margin = document.sections[0].right_margin = docx.shared.Cm(3)
    raw = io.BytesIO()
    document.save(raw)
    parts = parts_of(raw.getvalue())
    if kind == "dotx":
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b".document.main+xml", b".template.main+xml"
        )
    path = folder / f"sablona.{kind}"
    path.write_bytes(pack(parts))
    return path


@pytest.mark.parametrize("kind", ["dotx", "docx"])
def test_somebody_elses_template_gives_styles_and_page_but_not_its_text(kind: str, tmp_path: Path) -> None:
    path = czech_template(tmp_path, kind=kind)
    word = WordDocument(path, "cs-CZ")
    assert word.style("heading 1") == "Nadpis1"
    assert word.added("QC Table")
    assert not word.own
    word.add(paragraph(run("Respondenti"), style=word.style("heading 1")))
    word.add(paragraph(run("výrok"), style=word.style("Quote")))
    word.turn(True)
    word.add(paragraph(run("na šířku")))
    data = word.save(PROPERTIES)
    assert problems(data) == []
    assert [text for _, text in paragraphs(data)] == ["Respondenti", "výrok", "", "na šířku"]
    parts = parts_of(data)
    assert not [name for name in parts if "thumbnail" in name or "stylesWithEffects" in name]
    joined = b"".join(parts.values())
    assert b"evil" not in joined
    assert b"template.main" not in joined
    assert b'TargetMode="External"' not in joined
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].left_margin.cm == pytest.approx(3, abs=0.01)  # type: ignore[union-attr]
    assert (document.core_properties.author, document.core_properties.comments) == ("", "")


def test_every_style_exists_in_an_empty_template(tmp_path: Path) -> None:
    parts = parts_of(own_template())
    parts["word/styles.xml"] = f'<w:styles xmlns:w="{W[1:-1]}"/>'.encode()
    path = tmp_path / "bare.docx"
    path.write_bytes(pack(parts))
    word = WordDocument(path, "en-GB")
    for spec in STYLES:
        word.add(paragraph(run("x"), style=word.style(spec.name)) if spec.kind == "paragraph" else "")
    assert problems(word.save(PROPERTIES)) == []


@pytest.mark.parametrize("name", ["template.docm", "template.dotm", "template.odt"])
def test_templates_with_macros_and_other_kinds_are_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(own_template())
    with pytest.raises(FileError, match=name.replace(".", r"\.")):
        WordDocument(path, "en-GB")


def test_macros_under_a_harmless_name_and_damage_are_refused(tmp_path: Path) -> None:
    parts = parts_of(own_template())
    hidden = dict(parts)
    hidden["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"document.main+xml", b"document.macroEnabled.main+xml"
    )
    no_document = {name: data for name, data in parts.items() if name != "word/document.xml"}
    broken = {**parts, "word/styles.xml": b"<w:styles"}
    for number, content in enumerate((hidden, no_document, broken, {"a.txt": b"x"})):
        path = tmp_path / f"template{number}.docx"
        path.write_bytes(pack(content))
        with pytest.raises(FileError, match=f"template{number}"):
            WordDocument(path, "en-GB").save(PROPERTIES)
    (tmp_path / "text.docx").write_text("no zip")
    with pytest.raises(FileError):
        WordDocument(tmp_path / "text.docx", "en-GB")


def test_a_doctype_is_taken_out_of_an_svg() -> None:
    svg = b'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n  "http://www.w3.org/x.dtd">\n<svg/>'
    assert without_doctype(svg) == b'<?xml version="1.0"?>\n<svg/>'
    assert without_doctype(b"<svg/>") == b"<svg/>"
