"""What a report says of agreement between coders, in all languages, and that it is silent where only one has coded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.model.agreement import Agreement, CodeAgreement, Settled
from qualcode.reports.blocks import Block, Heading, Paragraph, Table, plain
from qualcode.reports.material import Material
from qualcode.reports.numbering import inlines
from qualcode.reports.parts.agreement import agreement_blocks
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.study import Study
from qualcode.workflows.material import agreement_among
from tests.reports.banned import banned_words
from tests.study import material as transcripts

TRUST = CodeAgreement(
    "důvěra", ("důvěra",), 82, (3, 4), 0.0427, 0.988, 0.857, 0.75, 0.851, 0.986, 0.85, (-0.01, 1.0)
)
EVERYWHERE = CodeAgreement(
    "<b>%s", ("<b>%s",), 82, (82, 82), 1.0, 1.0, 1.0, 1.0, None, 1.0, None, None, "everywhere"
)
FOUND = Agreement(
    unit="turn", level="code", role="respondent", coders=("Jana", "Petr"), documents=("R01", "R02"), left_out=("R03",),
    only_shared=True, units=82, codes=(TRUST, EVERYWHERE), unused=1, mean_alpha=0.85, mean_alpha_range=None,
    pooled_alpha=0.9, pooled_alpha_range=(0.7, 1.0), resampled="turns within documents", resamples=1000, seed=1,
    tolerance=0, settled=Settled(3, 4),
)  # fmt: skip
EMPTY = Material(title="", date="2026-06-01T08:00:00+00:00", version="0.1.0", coder="")


def words(blocks: list[Block]) -> str:
    said = [block.text if isinstance(block, Heading) else plain(tuple(inlines(block))) for block in blocks]
    return "\n".join(said).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "prevalence", "between", "settled"),
    [
        ("en", "4.3%", "−0.01 to 1.00", "3 of 7 such disagreements were settled"),
        ("cs", "4,3 %", "−0,01 až 1,00", "rozhodnuto bylo 3 z 7 neshod"),
        ("sv", "4,3 %", "−0,01 till 1,00", "3 av 7 sådana skillnader avgjordes"),
    ],
)
def test_the_table_says_how_common_a_code_is_and_how_sure_its_alpha(
    language: str, prevalence: str, between: str, settled: str
) -> None:
    w = Words(language)
    blocks = agreement_blocks(replace(EMPTY, agreement=FOUND), w)
    (table,) = (block for block in blocks if isinstance(block, Table))
    cells = [[plain(cell.paragraphs[0]).replace("\u00a0", " ") for cell in row.cells] for row in table.rows]
    assert cells[0][1] == prevalence
    assert cells[0][-1] == between
    assert plain(table.columns[4].title) == "Kappa"
    assert cells[0][4] == w.number(0.851, 2)
    assert cells[1][0] == "<b>%s"
    assert cells[1][-2:] == ["–", "–"]
    said = words(blocks)
    assert settled in said
    assert "Jana" in said
    assert banned_words(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_where_nothing_was_coded_twice(language: str) -> None:
    assert agreement_blocks(EMPTY, Words(language)) == []
    nothing = replace(FOUND, codes=(), why="no shared documents")
    assert agreement_blocks(replace(EMPTY, agreement=nothing), Words(language)) == []


def test_a_report_waits_for_the_release_of_blind_coding(tmp_path: Path) -> None:
    with Study.create(tmp_path / "a.qualcode", actor="Jana") as study:
        transcripts.add(study)
        span = transcripts.span(transcripts.TEXT, "I trust him")
        study.codings.apply("interview", span, "trust", coder="Jana")
        assert agreement_among(study) is None
        study.codings.apply("interview", span, "trust", coder="Petr")
        study.blinds.begin("Petr", study.coders)
        assert agreement_among(study) is None
        study.blinds.release("Petr", study.coders)
        found = agreement_among(study)
        assert found is not None
        assert any(
            isinstance(b, Paragraph) for b in agreement_blocks(replace(EMPTY, agreement=found), Words("en"))
        )


def test_kappa_is_that_of_two_coders() -> None:
    three = replace(FOUND, coders=("Eva", "Jana", "Petr"))
    (table,) = (
        b for b in agreement_blocks(replace(EMPTY, agreement=three), Words("en")) if isinstance(b, Table)
    )
    assert "Kappa" not in [plain(column.title) for column in table.columns]
