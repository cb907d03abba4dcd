"""The method appendix tells the history in tables that stay short, and every figure of it is the study's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from qualcode.model.audit_trails import AuditTrail, CodebookStep, CoderWork, Round, Stage, WorkDay
from qualcode.model.changes import Change
from qualcode.model.digests import StudyDigest
from qualcode.model.tables import Statement
from qualcode.reports.blocks import Facts, Heading, Paragraph, Table, plain
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import build_report
from qualcode.reports.material import Material
from qualcode.reports.numbering import inlines, number_report
from qualcode.reports.parts.method import MOST_STEPS, trail_blocks
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.material import gather
from tests.reports.invented import invented
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path, actor="Jana") as made:
        adopt_shipped(made)
        add(made, "novak_interview", case="R01")
        made.codings.apply("novak_interview", span(TEXT, "I trust him"), ["trust", "relying"])
        made.codings.apply("novak_interview", span(TEXT, "he trusts me"), "trust", coder="Petr")
        made.mappings.set("trust", "relationship", level=4)
        made.mappings.set("trust", "relationship", level=5)
        made.codebook.merge(["relying"], "trust")
        made.results.record(
            Statement("frequencies", "respondents", seed=7, study="A study", digest=made.digest().whole),
            "novak_interview_table.xlsx",
        )
        yield made


def table(material: Material, key: str, language: str = "en") -> list[list[str]]:
    blocks = trail_blocks(material, Words(language))
    found = next(block for block in blocks if isinstance(block, Table) and block.key == key)
    return [
        [" ".join(plain(paragraph) for paragraph in cell.paragraphs) for cell in row.cells]
        for row in found.rows
    ]


def test_every_table_says_what_the_study_says(study: Study) -> None:
    material = gather(study, pictures=False)
    trail = material.trail
    assert trail is not None
    assert [row[0] for row in table(material, "coders")] == ["Jana", "Petr"]
    (merged,) = table(material, "growth")
    assert merged[2:] == ["merged", "relying", "trust", "–"]  # its one coding folded into that of the target
    (day,) = table(material, "days")
    codes = sum(code.kind == "code" for code in study.codebook.tree())
    assert (day[2], day[4]) == (str(sum(not c.undone for c in study.history.list())), str(codes))
    assert "interviews imported: 1" in day[6]
    assert "merged: relying → trust" in day[6]
    log = table(material, "mapping_log")
    assert [row[-2:] for row in log] == [["–", "level (4) × 2"], ["level (4) × 2", "level (5) × 2"]]
    (result,) = table(material, "results")
    assert result[3:] == ["frequencies (respondents)", "7", study.digest().whole[:12], "yes"]
    assert "novak" not in " ".join(result)
    facts = [block for block in trail_blocks(material, Words("en")) if isinstance(block, Facts)]
    values = {name: plain(value).replace(" ", "") for block in facts for name, value in block.rows}
    assert values["whole study"] == study.digest().whole
    assert values["codings"] == study.digest().codings
    assert "seed1" in values["Comparison"]


def test_a_stale_result_names_what_changed(study: Study) -> None:
    study.codings.apply("novak_interview", span(TEXT, "look for him"), "trust")
    (result,) = table(gather(study, pictures=False), "results", "cs")
    assert result[-1] == "ne, od té doby změněno: kódování"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_study_has_a_name(language: str) -> None:
    w = Words(language)
    assert all(w(f"content.{part.name}") for part in fields(StudyDigest))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_history_of_20000_changes_is_summed_up(language: str) -> None:
    stage = Stage(0, 5, 60, 900, 1000, 10)
    steps = tuple(
        CodebookStep(n, f"2026-03-{1 + n % 28:02}T10:00:00Z", "Jana", "renamed", (f"a{n}",), f"b{n}")
        for n in range(400)
    )
    steps += (CodebookStep(500, "2026-03-05T10:00:00Z", "Jana", "merged", ("a", "b"), "c", 9),)
    days = tuple(
        WorkDay(f"2026-03-{day:02}", ("Jana",), 20_000 // 28, 3, 40, 2, stage, steps[day::28])
        for day in range(1, 29)
    )
    trail = AuditTrail(
        days=days,
        rounds=(Round(1, "2026-03-01", "2026-03-28", 28, ("Jana",), 1120, 56, 10, 0, stage),),
        coders=(CoderWork("Jana", 1000, 10, 60, "2026-03-01", "2026-03-28"),),
        changed={"renamed": 400, "merged": 1},
    )
    history = tuple(
        Change(n, "2026-03-01T10:00:00Z", "Jana", "codings.apply", f"Applied {n}", False)
        for n in range(20_000)
    )
    material = replace(invented(), trail=trail, history=history)
    report = build_report(material, Words(language), "method")
    assert "Applied" not in "".join(plain(tuple(inlines(block))) for block in report.blocks)
    rows = {block.key: len(block.rows) for block in report.blocks if isinstance(block, Table)}
    assert rows["days"] == 28
    assert rows["growth"] == 1  # the merge; 400 renamings are a number
    assert max(rows.values()) < 400
    assert "history" not in rows
    number_report(report)
    short = replace(material, history=history[:MOST_STEPS])
    assert any(
        isinstance(block, Table) and block.key == "history"
        for block in build_report(short, Words(language), "method").blocks
    )


def test_an_empty_study_says_so(tmp_path: Path) -> None:
    with new(tmp_path) as empty:
        blocks = build_report(gather(empty, pictures=False), Words("sv"), "method").blocks
    assert any(isinstance(block, Heading) and block.text == "Granskningsspår" for block in blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_that_were_given_up_are_not_told(study: Study, language: str) -> None:
    study.cases.rename("R01", "Nováková")
    study.codings.apply("novak_interview", span(TEXT, "look for him"), "trust")
    study.cases.rename("Nováková", "Jarmila")
    study.cases.rename("Jarmila", "R07")
    study.documents.rename("novak_interview", "talk of May")
    study.cases.set("R07", {"profession": "falconer"})
    material = gather(study, pictures=False, choices=ReportChoices(smallest_cell=3))
    report = build_report(material, Words(language), "method")
    text = "".join(plain(tuple(inlines(block))) for block in report.blocks)
    for name in ("Nováková", "Jarmila", "novak", "talk of May", "falconer"):
        assert name not in text
    assert "R07" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_of_change_and_analyses_have_names_in_each_language(study: Study, language: str) -> None:
    w, material = Words(language), gather(study, pictures=False)
    steps = table(material, "history", language)
    assert {row[3] for row in steps} >= {w("change.codes.merge"), w("change.mappings.set")}
    assert "–" not in {row[3] for row in steps}
    (result,) = table(material, "results", language)
    assert result[3] == f"{w('analysis.frequencies')} ({w('analysis.unit.respondents')})"
    said = [plain(block.content) for block in trail_blocks(material, w) if isinstance(block, Paragraph)]
    assert (w("trail.in_english") in said) == (language != "en")


@pytest.mark.parametrize(
    ("language", "date"),
    [("en", "4\u00a0May\u00a02026"), ("cs", "4.\u00a05.\u00a02026"), ("sv", "2026-05-04")],
)
def test_dates_in_tables_are_short(language: str, date: str) -> None:
    assert Words(language).short_date("2026-05-04T23:30:00+00:00") == date
    assert Words(language).short_date("no date") == "no date"
