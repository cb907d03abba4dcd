"""What a report says of frequencies, of saturation and of one strong voice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis.coverage import coverage
from qualcode.analysis.crosstab import count_nodes
from qualcode.analysis.saturation import saturation
from qualcode.model.saturation import InterviewOrder, Saturation
from qualcode.reports.blocks import Block, BulletList, Figure, Paragraph, Picture, Table, plain
from qualcode.reports.full import build_report
from qualcode.reports.parts.coverage import coverage_blocks
from qualcode.reports.parts.frequencies import frequencies_blocks
from qualcode.reports.parts.limitations import limitations_blocks
from qualcode.reports.parts.saturation import saturation_blocks
from qualcode.reports.wording import LANGUAGES, Words
from tests.analysis.building import incidence
from tests.reports.banned import banned_words
from tests.reports.invented import invented

MATERIAL = invented()
PICTURE = Picture(b"png")
ORDER = InterviewOrder("interview_date", "dates", 0, 3)


def assessed(*codes: str) -> Saturation:
    """Interviews that bear the codes of their letters."""
    rows = [(n, 10 * i, 10 * i + 5, code) for n, own in enumerate(codes) for i, code in enumerate(own)]
    data = incidence(rows, documents=len(codes))
    return saturation(data, [(n, "") for n in range(len(codes))], permutations=20)


def said(blocks: list[Block]) -> str:
    """The sentences of blocks."""
    out = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(plain(block.content))
        elif isinstance(block, BulletList):
            out += [plain(item) for item in block.items]
    return "\n".join(out).replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_saturation_has_figure_table_and_thresholds(language: str) -> None:
    material = replace(
        MATERIAL,
        saturation=assessed("abcde", "fgh", "ij", "klm", "a", "b", "a", "n"),
        interview_order=ORDER,
        curve=PICTURE,
    )
    blocks = saturation_blocks(material, Words(language))
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert len(table.rows) == 8
    assert any(isinstance(block, Figure) for block in blocks)
    text = said(blocks)
    assert "4⁺²" in text
    assert banned_words(text) == []
    if language == "en":
        assert "reached after interview 4 with a run of 2 (4⁺²), confirmed by interviews 5 and 6." in text
        assert "in the order of interviewing (Interview date)" in text
        assert "merged into others before: 3" in text
    shown = build_report(material, Words(language))
    assert {"saturation", "interviews"} <= {
        block.key for block in shown.blocks if isinstance(block, Table | Figure)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_said(language: str) -> None:
    w = Words(language)
    none = saturation_blocks(replace(MATERIAL, saturation=None), w)
    assert said(none) == w("saturation.missing")
    assert said(saturation_blocks(replace(MATERIAL, saturation=assessed("", "")), w)) == w(
        "saturation.missing"
    )
    few = replace(MATERIAL, saturation=assessed("ab", "b"), interview_order=InterviewOrder(None, None, 0, 0))
    text = said(saturation_blocks(few, w))
    assert w("saturation.order_import") in text
    assert "⁺" not in text
    assert any(isinstance(block, Table) for block in saturation_blocks(few, w))
    bare = said(saturation_blocks(replace(MATERIAL, saturation=assessed("", "", "", "", "a", "b")), w))
    assert "⁺" not in bare
    never = said(saturation_blocks(replace(MATERIAL, saturation=assessed(*"abcdefg")), w))
    assert w("saturation.not_reached", threshold=w.percent(0.05)).replace("\u00a0", " ") in never


@pytest.mark.parametrize("language", LANGUAGES)
def test_categories_by_people_then_mentions(language: str) -> None:
    data = incidence(
        [(0, 0, 5, "home"), (1, 0, 5, "street"), (1, 10, 20, "trust")],
        categories={"Place": ["home", "street"]},
    )
    material = replace(MATERIAL, counts=count_nodes(data))
    (table,) = (b for b in frequencies_blocks(material, Words(language)) if isinstance(b, Table))
    cells = [plain(cell.paragraphs[0]).replace("\u00a0", " ") for cell in table.rows[0].cells]
    assert cells[0] == "Place"
    assert cells[1].startswith("2 ")
    assert cells[2:] == ["2", "2", "2", "0"]
    flat = replace(MATERIAL, counts=count_nodes(incidence([(0, 0, 5, "home")])))
    (table,) = (b for b in frequencies_blocks(flat, Words(language)) if isinstance(b, Table))
    assert table.caption == Words(language)("frequencies.caption_codes")
    assert frequencies_blocks(replace(MATERIAL, counts=None), Words(language)) == []
    assert frequencies_blocks(replace(MATERIAL, counts=count_nodes(incidence([]))), Words(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_strong_voice_is_a_limit(language: str) -> None:
    w = Words(language)
    loud = {
        number: replace(said, case="R01" if number % 2 else said.case)
        for number, said in MATERIAL.quotations.items()
    }
    words = said(limitations_blocks(replace(MATERIAL, quotations=loud), w))
    quiet = said(limitations_blocks(replace(MATERIAL, quotations={}), w))
    assert "R01" in words
    assert "R01" not in quiet
    assert banned_words(words) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_interviews_that_were_left_out_and_values_that_are_no_dates_are_named(language: str) -> None:
    order = InterviewOrder(None, None, 0, 0, "interview_date", (("R3", "2025-02-30"),))
    found = replace(assessed("ab", "b"), left_out=("R7", "R8"))
    text = said(
        saturation_blocks(replace(MATERIAL, saturation=found, interview_order=order), Words(language))
    )
    assert "R7" in text
    assert "2025-02-30" in text
    assert banned_words(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_coverage_by_interview(language: str) -> None:
    data = incidence([(0, 0, 400, "trust"), (0, 100, 200, "home")], documents=2)
    material = replace(MATERIAL, coverage=coverage(data))
    w = Words(language)
    blocks = coverage_blocks(material, w)
    (table,) = (block for block in blocks if isinstance(block, Table))
    shares = [plain(row.cells[1].paragraphs[0]) for row in table.rows]
    assert shares == [w.percent(each.covered.share or 0) for each in coverage(data).documents]
    text = said(blocks)
    assert data.documents[1].case in text
    assert data.documents[1].name not in text, "names of files may name people"
    assert banned_words(text) == []
    assert coverage_blocks(MATERIAL, w) == []
    assert "coverage" in {block.key for block in build_report(material, w).blocks if isinstance(block, Table)}
