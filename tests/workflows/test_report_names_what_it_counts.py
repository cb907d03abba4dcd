"""A report names only coders whose codings it reads, says which codes it counts, and loses no memo, example or step of a code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.reports.blocks import Facts, Report
from qualcode.reports.full import KINDS
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.study import Study
from qualcode.workflows.report import write_report
from tests.workflows.reported import reported_study
from tests.workflows.test_report_parts_of_a_study import made, said, sections, sentences, table

GIVES_NOTHING = "Petr codes blind, so the codings of Petr are left out"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with reported_study(tmp_path / "gate.qualcode") as own:
        yield own


def everything(report: Report) -> str:
    """Facts, paragraphs and quotations."""
    facts = [f"{name}: {said(value)}" for block in report.blocks if isinstance(block, Facts) for name, value in block.rows]  # fmt: skip
    return "\n".join([*facts, sentences(list(report.blocks))])


def test_pooled_codings_name_nobody_who_codes_blind(study: Study) -> None:
    before = everything(made(study, "full", coder="all"))
    assert "all coders together (Jana and Petr)" in before
    assert "code blind" not in before
    study.blinds.begin("Petr", study.coders)
    for kind in KINDS:
        text = everything(made(study, kind, coder="all"))
        assert "Jana and Petr" not in text, kind
        assert "Codings of coders who code blind are left out." in text, kind
    assert "Codings of coders who code blind" not in everything(made(study, "full"))


def test_the_report_of_a_blind_coder_says_why_it_is_empty(study: Study) -> None:
    study.blinds.begin("Petr", study.coders)
    for kind in KINDS:
        report = made(study, kind, coder="Petr")
        assert GIVES_NOTHING in everything(report), kind
        assert "No passage has been coded yet" not in everything(report), kind
    assert all(row[1:] == ["0 of 4", "0"] for row in table(made(study, coder="Petr"), "code_overview"))
    for language in LANGUAGES:
        assert Words(language)("coders.blind", name="Petr") in everything(
            made(study, "codebook", language, coder="Petr")
        )


def test_a_category_of_which_some_codes_are_chosen_says_that_only_these_count(study: Study) -> None:
    partly = "What stands above them in the tree is counted by the chosen codes alone"
    for kind, key in (("codes", "code_overview"), ("codebook", "codebook_tree")):
        report = made(study, kind, codes=("Trust",))
        text = everything(report)
        assert "Only these codes are shown, each with everything below it: Trust." in text
        assert partly in text
        assert [row[0] for row in table(report, key)] == ["Relation (the chosen codes alone)", "\u2003Trust"]
    text = everything(made(study, codes=("Trust",)))
    assert "1 of 4 respondents, 1 quotation (the chosen codes alone)" in text
    assert partly not in everything(made(study, codes=("Relation",)))
    assert "chosen codes" not in everything(made(study, codes=("Relation",)))


def test_codes_outside_the_categories_keep_narrative_and_row(study: Study) -> None:
    study.memos.add("Nobody owns it.", kind="narrative", target="code", target_name="Loose")
    report = made(study, "full")
    own = sections(report)
    assert "Nobody owns it." in sentences(own["Loose"])
    assert "1 of 4 respondents speak of it" in sentences(own["Loose"])
    rows = [row[0] for row in table(report, "frequencies")]
    assert rows[rows.index("Without category") + 1 :] == ["Autonomy", "Loose"]


def test_the_narrative_of_codes_is_there_without_any_category(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s.qualcode", title="S", actor="Jana") as own:
        own.codebook.add("Alone")
        own.memos.add("It stands by itself.", kind="narrative", target="code", target_name="Alone")
        assert "It stands by itself." in sentences(list(made(own, "full").blocks))


def test_the_codebook_keeps_the_example_of_a_category_and_both_sides_of_a_split(study: Study) -> None:
    study.codebook.edit("Office", example="The desk wants a form.")
    study.codebook.split("Papers", "Counting", [6])
    study.codebook.rename("Papers", "Sheets")
    for running in (False, True):
        report = made(study, "codebook", running=running)
        text = (
            everything(report)
            if running
            else "\n".join(cell for row in table(report, "codebook") for cell in row)
        )
        assert "The desk wants a form." in text
        assert "split from “Papers”" in text
        assert text.count("gave part of its quotations to “Counting”") == 1


def test_a_citation_that_leads_nowhere_is_named_beside_and_by_the_command(
    study: Study, tmp_path: Path
) -> None:
    note = "Cited here, but not among the quotations of this report: [R01:99]."
    text = sentences(list(made(study, "full").blocks))
    assert text.index("Waiting is work that no form counts") < text.index(note)
    assert text.count(note) == 1
    assert write_report(study, tmp_path / "full.md") == ("[R01:99]",)
    assert write_report(study, tmp_path / "codebook.md", kind="codebook") == ()
