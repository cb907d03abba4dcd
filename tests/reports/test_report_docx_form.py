"""How a Word report is laid out: widths of columns, space below tables, its last page, page numbers, and footnotes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Footnote,
    Heading,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    Text,
)
from qualcode.reports.full import build_report
from qualcode.reports.numbering import inlines
from qualcode.reports.parts.figures import figures_blocks
from qualcode.reports.parts.procedure import procedure_blocks
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.writers.docx import column_widths, render_docx
from qualcode.reports.writers.widths import word_width
from tests.reports.invented import invented


def table(*heads: str, key: str = "one", shares: tuple[float, ...] = ()) -> Table:
    columns = tuple(
        Column((Text(head),), share) for head, share in zip(heads, shares or (1.0,) * len(heads), strict=True)
    )
    return Table(key, "A table", columns, (Row(tuple(Cell(((Text("x"),),)) for _ in heads)),), "All of it.")


def report(*blocks: Block) -> Report:
    return Report("Report", "", "en", "Table", "Figure", blocks)


def test_a_narrow_column_has_room_for_its_heading() -> None:
    widths = column_widths(9070, table("Respondents", "What was said", "Coverage", shares=(0.6, 9.0, 0.5)))
    assert sum(widths) == 9070
    assert widths[0] >= word_width("Respondents", 8.5, bold=True) + 160
    assert widths[2] >= word_width("Coverage", 8.5, bold=True) + 160
    assert widths[1] > widths[0]


def test_a_document_that_ends_on_its_side_has_no_page_behind() -> None:
    data = render_docx(
        report(Heading(1, "One"), Section(landscape=True), table("a"), Section(landscape=False))
    )
    sections = docx.Document(io.BytesIO(data)).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True]


@pytest.mark.parametrize(("after", "apart"), [("body", True), ("note", False)])
def test_text_stands_off_the_table_above_it(after: str, apart: bool) -> None:
    following = Paragraph((Text("Said then."),), kind="note" if after == "note" else "body")
    body = docx.Document(io.BytesIO(render_docx(report(table("a"), following)))).element.body
    (found,) = body.findall(qn("w:tbl"))
    spacing = found.getnext().find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert (spacing is not None and int(spacing.get(qn("w:after"))) > 0) is apart


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_explained_in_footnotes(language: str) -> None:
    material, w = invented(), Words(language)
    first = next(iter(material.quotations))
    said = {**material.quotations, first: replace(material.quotations[first], translation="In other words.")}
    material = replace(material, elsewhere=1, quotations=said)
    blocks = [*procedure_blocks(material, w), *figures_blocks(material, w)]
    notes = [item for block in blocks for item in inlines(block) if isinstance(item, Footnote)]
    unit = w(f"unit.{material.cooccurrence.unit}") if material.cooccurrence is not None else ""
    expected = [w("note.translation"), w("note.speech"), w("note.jaccard", unit=unit)]
    assert [note.content for note in notes] == [(Text(said),) for said in expected]
    with zipfile.ZipFile(io.BytesIO(render_docx(build_report(material, w, "full")))) as package:
        written = package.read("word/footnotes.xml").decode("utf-8")
    assert all(said in written for said in expected)


def test_pages_are_numbered_where_a_template_has_no_footer(tmp_path: Path) -> None:
    bare, own = tmp_path / "bare.docx", tmp_path / "own.docx"
    made = docx.Document()
    made.save(str(bare))
    made.sections[0].footer.paragraphs[0].text = "The university"
    made.save(str(own))
    for form, numbered in ((bare, True), (own, False)):
        blocks = (Heading(1, "One"), Section(landscape=True), table("a"))
        found = docx.Document(io.BytesIO(render_docx(report(*blocks), template=form)))
        for section in found.sections:
            xml = section.footer._element.xml
            assert ("PAGE" in xml) is numbered
            assert ("The university" in xml) is not numbered
