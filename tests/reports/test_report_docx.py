"""The Word report read back: styles, fields, headers, alt text, languages, links, and that it stays linear."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from qualcode.reports.blocks import Figure, Heading, Report, Table
from qualcode.reports.full import KINDS, build_report
from qualcode.reports.material import Material
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.writers.docx import render_docx
from tests.formats.templates import faculty
from tests.formats.validators import sound
from tests.formats.word_checks import W, body_of, paragraphs, problems
from tests.reports.invented import invented

MATERIAL = invented()
SMALL = invented(4, 6)
EMPTY = Material(title="", date="2026-06-01T08:00:00+00:00", version="0.1.0", coder="")


def report(material: Material = MATERIAL, kind: str = "full", language: str = "en") -> Report:
    return build_report(material, Words(language), kind)


def captioned(kind: type[Table | Figure]) -> list[Table | Figure]:
    """The tables or figures of the full report."""
    return [block for block in report().blocks if isinstance(block, kind)]


@pytest.fixture(scope="module")
def full() -> bytes:
    return render_docx(report())


@pytest.fixture(scope="module")
def thesis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Czech faculty's template."""
    return faculty(tmp_path_factory.mktemp("templates") / "sablona.dotx")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_in_every_language_and_template_is_sound(kind: str, language: str, thesis: Path) -> None:
    for material, template in ((SMALL, None), (SMALL, thesis), (EMPTY, None)):
        data = render_docx(report(material, kind, language), template=template)
        assert sound(data) == []
        document = docx.Document(io.BytesIO(data))
        assert document.core_properties.language == {"en": "en-GB", "cs": "cs-CZ", "sv": "sv-SE"}[language]
        assert document.core_properties.comments == ""
        assert document.paragraphs[0].text == (material.title or Words(language)("title.untitled"))


def test_headings_captions_and_quotes_bear_real_styles(full: bytes) -> None:
    shown = paragraphs(full)
    made = report()
    assert [text for style, text in shown if style == "Title"] == [MATERIAL.title]
    for level in (1, 2, 3):
        wanted = [block.text for block in made.blocks if isinstance(block, Heading) and block.level == level]
        assert [text for style, text in shown if style == f"heading {level}"] == wanted
    captions = [text for style, text in shown if style == "caption"]
    numbered = [block for block in made.blocks if isinstance(block, Table | Figure)]
    assert len(captions) == len(numbered)
    assert captions[0] == "Table\u00a01. Respondents"
    assert len([style for style, _ in shown if style == "Quote"]) > 100


def test_caption_numbers_are_sequences_with_the_right_stored_number(full: bytes) -> None:
    root = body_of(full)
    counted = {"Table": 0, "Figure": 0}
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(f"{W}val") != "Caption":
            continue
        instruction = next(paragraph.iter(f"{W}instrText")).text or ""
        kind = re.fullmatch(r" SEQ (Table|Figure) \\\* ARABIC ", instruction)
        assert kind is not None
        counted[kind[1]] += 1
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        assert text.startswith(f"{kind[1]}\u00a0{counted[kind[1]]}. ")
    assert counted == {kind.__name__: len(captioned(kind)) for kind in (Table, Figure)}
    assert counted["Table"] >= 20


def test_cross_references_show_what_they_lead_to(full: bytes) -> None:
    root = body_of(full)
    marked = {}
    for start in root.iter(f"{W}bookmarkStart"):
        name = start.get(f"{W}name") or ""
        if name.startswith("_Ref_"):
            pieces, node = [], start.getnext()
            while node is not None and node.tag != f"{W}bookmarkEnd":
                pieces += [each.text or "" for each in node.iter(f"{W}t")]
                node = node.getnext()
            marked[name] = "".join(pieces)
    references = 0
    for node in root.iter(f"{W}instrText"):
        match = re.fullmatch(r" REF (\S+) \\h ", node.text or "")
        if match:
            references += 1
            begin = node.getparent()
            assert begin is not None
            result = next(each for each in begin.itersiblings() if each.find(f"{W}t") is not None)
            assert result.findtext(f"{W}t") == marked[match[1]]
    assert references >= 8


def test_every_table_with_a_header_repeats_it_and_has_alt_text(full: bytes) -> None:
    root = body_of(full)
    headed = 0
    for table in root.iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")  # type: ignore[union-attr]
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")  # type: ignore[union-attr]
        heads = table.findall(f"{W}tr/{W}trPr/{W}tblHeader")
        headed += len(heads)
        assert len(heads) in (0, 1)
        assert len(table.findall(f"{W}tr/{W}trPr/{W}cantSplit")) == len(table.findall(f"{W}tr"))
    assert headed == len(captioned(Table))


def test_figures_have_alt_text_and_a_sharp_and_a_plain_picture(full: bytes) -> None:
    root = body_of(full)
    described = [
        node.get("descr")
        for node in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    assert len(described) == 2
    assert all(text and len(text) > 40 for text in described)
    with zipfile.ZipFile(io.BytesIO(full)) as package:
        names = package.namelist()
        vectors = [package.read(name) for name in names if name.endswith(".svg")]
        assert len(vectors) == 2
        assert not any(b"DOCTYPE" in data for name in names for data in [package.read(name)])
        assert len([name for name in names if name.endswith(".png")]) == 1, "equal pictures are stored once"
        assert "image/svg+xml" in package.read("[Content_Types].xml").decode()
    assert len(list(root.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"))) == 2


def test_quotations_are_tagged_with_their_language(full: bytes) -> None:
    tags = {node.get(f"{W}val") for node in body_of(full).iter(f"{W}lang")}
    assert tags == {"cs-CZ", "sv-SE"}
    with zipfile.ZipFile(io.BytesIO(full)) as package:
        assert b'w:lang w:val="en-GB"' in package.read("word/styles.xml")


def test_citations_lead_to_the_quotation_they_name(full: bytes) -> None:
    root = body_of(full)
    home = {}
    for start in root.iter(f"{W}bookmarkStart"):
        match = re.fullmatch(r"q(\d+)", start.get(f"{W}name") or "")
        if match:
            home[match[0]] = "".join(node.text or "" for node in start.getparent().iter(f"{W}t"))  # type: ignore[union-attr]
    links = 0
    for node in root.iter(f"{W}hyperlink"):
        shown = "".join(each.text or "" for each in node.iter(f"{W}t"))
        match = re.fullmatch(r"\[(R\d+:(\d+))\]", shown)
        if match:
            links += 1
            assert node.get(f"{W}anchor") == f"q{match[2]}"
            assert f"[{match[1]}]" in home[f"q{match[2]}"]
            block = next(node.iterancestors(f"{W}p"))
            own = {start.get(f"{W}name") for start in block.iter(f"{W}bookmarkStart")}
            assert node.get(f"{W}anchor") not in own, "nothing leads to where it stands"
    assert links > 150


def test_the_matrix_lies_on_its_side(full: bytes) -> None:
    document = docx.Document(io.BytesIO(full))
    sides = [section.orientation.name for section in document.sections]
    assert sides == ["PORTRAIT", "LANDSCAPE", "PORTRAIT", "LANDSCAPE", "PORTRAIT"]


def test_the_same_report_gives_the_same_bytes(full: bytes) -> None:
    assert render_docx(report()) == full


def test_hostile_text_stays_text(full: bytes) -> None:
    quotes = [text for style, text in paragraphs(full) if style == "Quote"]
    assert any(
        "<b>“" in text and "*no* markup & [no link](http://x.example)" in text and "\n\ufffd ååå" in text
        for text in quotes
    )
    material = replace(MATERIAL, title="a\x00b\x0bc\ud800 & <w:p>")
    data = render_docx(report(material))
    assert problems(data) == []
    assert paragraphs(data)[0][1] == "a\ufffdb\nc\ufffd & <w:p>"


def test_a_users_template_gives_the_look(tmp_path: Path) -> None:
    template = docx.Document()
    template.styles["Heading 1"].font.name = "Georgia"
    path = tmp_path / "faculty.docx"
    template.save(str(path))
    data = render_docx(report(language="cs"), template=path)
    assert problems(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"Georgia" in package.read("word/styles.xml")
        assert not [name for name in package.namelist() if "thumbnail" in name]
    contents = [text for style, text in paragraphs(data) if style == "toc 1"]
    assert contents[0] == "Výzkumný soubor", "no numbers where the template's headings have none"


def test_contents_are_stored_with_numbers(full: bytes) -> None:
    shown = paragraphs(full)
    assert [text for style, text in shown if style == "toc 1"][:3] == [
        "1  Respondents",
        "2  Procedure of the analysis",
        "3  Categories and codes",
    ]
    listed = [text for style, text in shown if style == "table of figures"]
    assert listed[0] == "Table 1. Respondents"
    assert len(listed) == len(captioned(Table)) + len(captioned(Figure))


def steps(quotations: int) -> int:
    """How many calls of Python functions writing a report of this many quotations takes."""
    material = invented(20, quotations // 20)
    made = report(material, "full")
    count = 0

    def counted(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        render_docx(made)
    finally:
        sys.setprofile(None)
    return count


def test_writing_is_linear_in_the_number_of_quotations() -> None:
    steps(100)
    small, middle, large = steps(200), steps(600), steps(1000)
    assert large - middle < 1.3 * (middle - small)
    assert (large - small) / 800 < 600


def test_bad_bytes_of_the_body_would_be_noticed(full: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(full)) as package:
        assert etree.fromstring(package.read("word/document.xml")) is not None
        assert package.testzip() is None
