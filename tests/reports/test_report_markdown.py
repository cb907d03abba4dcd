"""The Markdown report: tables in shape, links that resolve, text that stays text, figures beside the file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.blocks import (
    Cell,
    Column,
    Heading,
    Paragraph,
    Quote,
    Remark,
    Report,
    Row,
    Table,
    Text,
    TranscriptTurn,
)
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, build_report
from qualcode.reports.material import Material
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.writers import write
from qualcode.reports.writers.markdown import render_markdown
from tests.reports.invented import invented
from tests.reports.transcribed import coded, shown

MATERIAL = invented()
EMPTY = Material(title="", date="", version="0.1.0", coder="")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(KINDS))
def test_links_resolve_and_tables_have_equal_rows(kind: str, language: str) -> None:
    for material in (MATERIAL, EMPTY):
        text = render_markdown(build_report(material, Words(language), kind))
        anchors = set(re.findall(r'<a id="(\w+)"></a>', text))
        links = set(re.findall(r"\]\(#(\w+)\)", text))
        assert links <= anchors
        width = 0
        for line in text.split("\n"):
            if not line.startswith("|"):
                width = 0
                continue
            cells = len(re.findall(r"(?<!\\)\|", line)) - 1
            assert width in (0, cells), line
            width = cells


def test_figures_lie_beside_the_report(tmp_path: Path) -> None:
    path = tmp_path / "zpráva.md"
    files = write(build_report(MATERIAL, Words("cs")), path)
    assert [file.name for file in files] == ["zpráva.md", "zpráva-figure1.png", "zpráva-figure2.png"]
    assert all(file.stat().st_size > 100 for file in files)
    assert "(<zpráva-figure1.png>)" in path.read_text(encoding="utf-8")


def test_markup_in_transcripts_is_escaped() -> None:
    text = render_markdown(build_report(MATERIAL, Words("en")))
    assert "\\<b\\>“" in text
    assert "\\*no\\*" in text
    assert "\\[no link\\](http" in text
    assert not re.search(r"(?<!\\)<b>", text)


LINES = st.lists(
    st.sampled_from(
        [
            "- a",
            "+ b",
            "1. c",
            "2) d",
            "# e",
            "> f",
            "=====",
            "---",
            "* g",
            "| h |",
            "`x`",
            "<i>",
            "a_b_c",
            "\\",
            "[x](y)",
            "",
        ]
    ),
    max_size=4,
)


@given(LINES.map("\n".join))
def test_no_line_of_text_becomes_a_list_a_heading_or_a_rule(text: str) -> None:
    made = Report("T", "", "en", "Table", "Figure", (Paragraph((Text(text),)), Quote((Text(text),))))
    for line in render_markdown(made).split("\n")[2:]:
        inner = line.removeprefix("> ").removeprefix(">").strip()
        assert not re.match(r"([-+*] |\d+[.)] |#|>|=|-|\||`|<)", inner), line


def test_structure_of_a_small_report() -> None:
    table = Table(
        "t",
        "Counts",
        (Column((Text("a|b"),), 1), Column((Text("n"),), 1, "right")),
        (Row((Cell(((Text("x\ny"),),)), Cell(((Text("1"),),)))),),
        "d",
    )
    made = Report(
        "T",
        "S",
        "en",
        "Table",
        "Figure",
        (Heading(1, "One"), Heading(2, "Two"), Paragraph((Text("bold ", strong=True), Text("plain"))), table),
    )
    assert render_markdown(made) == (
        "# T\n\nS\n\n## 1 One\n\n### 1.1 Two\n\n**bold** plain\n\n"
        '<a id="caption_t"></a>**Table 1. Counts**\n\n| a\\|b | n |\n| :--- | ---: |\n| x<br>y | 1 |\n'
    )


@pytest.mark.parametrize("margin", [False, True])
def test_transcripts_have_numbered_turns_and_links_both_ways(margin: bool) -> None:
    material = replace(
        MATERIAL, choices=ReportChoices(margin=margin), transcripts=(coded(), coded("R02", times=False))
    )
    text = render_markdown(build_report(material, Words("en"), "transcript"))
    anchors = re.findall(r'<a id="(\w+)"></a>', text)
    links = set(re.findall(r"\]\(#(\w+)\)", text))
    assert len(anchors) == len(set(anchors))
    assert links <= set(anchors)
    assert len(links) == 2 * 2 * 6
    if not margin:
        assert '<a id="d1t2"></a>**2** (00:02:02)  **R:** „Well“, ' in text
        assert '<a id="d2t2"></a>**2**  **R:** „Well“, ' in text
        assert '- <a id="d1r1"></a>[\\[₁\\]](#d1p1) **' in text


@given(LINES.map("\n".join))
def test_no_line_of_a_transcript_or_of_a_remark_becomes_markup(text: str) -> None:
    said = f"R: {text}\nx"
    made = shown(
        said, (Remark(0, len(said), text or "code", "J", name=""),), (TranscriptTurn(1, 0, len(said), 3),)
    )
    for line in render_markdown(made).split("\n")[2:]:
        inner = line.removeprefix("- ").strip()
        assert not re.match(r"([-+*] |\d+[.)] |#|>|=|-|\||`|<(?!a id=))", inner), line


def test_a_memo_of_several_paragraphs_is_emphasised_line_by_line() -> None:
    made = Report("T", "", "en", "Table", "Figure", (Quote((Text("One.\n\nTwo *stars*.", emphasis=True),)),))
    text = render_markdown(made)
    assert "> *One.*" in text
    assert "> *Two \\*stars\\*.*" in text
