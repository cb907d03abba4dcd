"""One report, many files: every heading, caption, cell, quotation and remark is in each of them, in the same order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from qualcode.reports.blocks import (
    Cell,
    Cite,
    Column,
    Figure,
    Footnote,
    Heading,
    Marked,
    Paragraph,
    Report,
    Row,
    Table,
    Text,
)
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, build_report
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.writers.docx import render_docx
from qualcode.reports.writers.html import render_html
from qualcode.reports.writers.latex import render_latex
from qualcode.reports.writers.markdown import render_markdown
from tests.reports.invented import invented
from tests.reports.latex_text import read_latex
from tests.reports.told import (
    SIGNS,
    cleaned,
    docx_text,
    html_text,
    latex_text,
    markdown_text,
    missing,
    squeezed,
    told,
    transcripts_told,
)
from tests.reports.transcribed import coded

MATERIAL = replace(
    invented(4, 4),
    transcripts=(coded(several=True), coded(several=True, ordinal=2, times=False), coded("R02")),
)


def latex_of(report: Report) -> str:
    pictures = {block.key: f"{block.key}.png" for block in report.blocks if isinstance(block, Figure)}
    return latex_text(render_latex(report, pictures))


READ: dict[str, Callable[[Report], str]] = {
    "docx": lambda report: docx_text(render_docx(report))[0],
    "md": lambda report: markdown_text(render_markdown(report)),
    "html": lambda report: html_text(render_html(report)),
    "tex": latex_of,
}


@cache
def made(kind: str, language: str, margin: bool = False) -> Report:
    material = replace(MATERIAL, choices=ReportChoices(margin=margin))
    return build_report(material, Words(language), kind)


@pytest.mark.parametrize("suffix", list(READ))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_is_lost_in_any_file(kind: str, language: str, suffix: str) -> None:
    report = made(kind, language)
    pieces = list(told(report))
    assert pieces
    assert missing(iter(pieces), READ[suffix](report)) == []


@pytest.mark.parametrize("suffix", list(READ))
def test_the_variant_with_a_margin_holds_every_word_and_every_code(suffix: str) -> None:
    report = made("transcript", "cs", margin=True)
    shown = READ[suffix](report)
    assert missing(told(report), shown) == []
    said = squeezed(SIGNS.sub("", shown))
    for text in MATERIAL.transcripts:
        for line in text.text.split("\n"):
            assert squeezed(cleaned(line)) in said
        for row in text.codings:
            assert squeezed(f"{row.code} [{row.case}:{row.quotation}]") in said


@pytest.mark.parametrize("suffix", list(READ))
@pytest.mark.parametrize("language", LANGUAGES)
def test_transcripts_are_whole_in_any_file(language: str, suffix: str) -> None:
    report = made("transcript", language)
    body = READ[suffix](report)
    remarks_in = docx_text(render_docx(report))[1] if suffix == "docx" else body
    said, remarked = squeezed(SIGNS.sub("", body)), squeezed(remarks_in)
    held = list(transcripts_told(report))
    assert len(held) == 3
    for lines, remarks in held:
        assert all(squeezed(cleaned(line)) in said for line in lines)
        assert all(squeezed(cleaned(line)) in remarked for line in remarks)


def test_footnotes_and_marked_words_are_in_every_file() -> None:
    note = Footnote((Text("A note with "), Text("stress", emphasis=True), Text(" & <tags> [R01]")))
    table = Table(
        "t", "Counts", (Column((Text("head"), note), 1), Column((Text("n"),), 1, "right")),
        (Row((Cell(((Text("x"), Footnote((Text("cell note"),))),)), Cell(((Text("1"),),)))),), "d",
    )  # fmt: skip
    report = Report(
        "T", "S", "en", "Table", "Figure",
        (Heading(1, "One"), Paragraph((Marked("qc_c1", (Text("marked words"), Cite(3, "R01"))), note)), table),
    )  # fmt: skip
    assert all(missing(told(report), read(report)) == [] for read in READ.values())
    page, text = render_html(report), render_markdown(report)
    assert 'id="qc_c1"' in page
    assert page.count('role="doc-noteref"') == page.count('role="doc-backlink"') == 3
    assert "stress</em> &amp; &lt;tags&gt; [R01] <a href" in page
    assert text.count("[^1]") == 2
    assert "[^3]: cell note" in text
    assert '<a id="qc_c1"></a>' in text
    tex = read_latex(render_latex(report))
    assert [squeezed(each) for each in tex.footnotes] == ["Anotewithstress&<tags>[R01]", "cellnote"]
    assert "Anotewithstress" in squeezed(tex.text)  # of the header, behind the table
    assert "qc_c1" in tex.targets
