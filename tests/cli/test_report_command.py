"""The commands “report” and “plan” as real processes, and what their help promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.cli.reports import KIND
from qualcode.reports.full import KINDS
from tests.cli.test_commands import Run, run
from tests.workflows.reported import reported_study

__all__ = ["run"]


@pytest.fixture
def study(tmp_path: Path) -> str:
    reported_study(tmp_path / "gate.qualcode", language="sv").close()
    return "gate.qualcode"


def test_a_plan_is_written_edited_and_printed(run: Run, study: str, tmp_path: Path) -> None:
    assert (
        "report gate.qualcode report.docx --plan own.yaml"
        in run("plan", study, "own.yaml", "--kind", "codes").stdout
    )
    text = (tmp_path / "own.yaml").read_text(encoding="utf-8")
    assert "language: sv" in text
    run("report", study, "a.md", "--plan", "own.yaml")
    run("report", study, "b.md", "--kind", "codes")
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()
    (tmp_path / "own.yaml").write_text(
        "format: qualcode-report/1\nlanguage: cs\nparts:\n  - part: codes\n    heading: Čekání\n    codes: [Waiting]\n",
        encoding="utf-8",
    )
    run("report", study, "a.md", "--plan", "own.yaml", "--longest", "2")
    written = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "1 Čekání" in written
    assert r"„We wait \[…\]“" in written
    assert "Trust" not in written
    assert "exists already" in run("plan", study, "own.yaml", code=1).stderr


def test_choices_are_options(run: Run, study: str, tmp_path: Path) -> None:
    run(
        "report", study, "c.md", "--kind", "codes", "--language", "en", "--attribute", "facility_type=service", "--code", "in the open",
        "--code", "Loose", "--context", "--show", "profession", "--translation", "translation", "--per-respondent", "1", "--coder", "all",
    )  # fmt: skip
    text = (tmp_path / "c.md").read_text(encoding="utf-8")
    assert "“We wait in front of the house.”" in text
    assert "social worker; turn 2; also: Autonomy; coded by Jana" in text
    assert "R01" not in re.sub(r"Memo.*|Waiting is work.*", "", text)
    assert "Papers" not in text
    run("report", study, "d.md", "--kind", "codebook", "--running", "--examples", "0")
    assert "[R0" not in (tmp_path / "d.md").read_text(encoding="utf-8")


REFUSED = (
    (("--kind", "poster"), "There is no report of the kind “poster”"),
    (("--kind", "method", "--rows"), "Nothing in this report (method) heeds “rows”"),
    (("--kind", "codes", "--per-respondent", "0"), "0 is too small for “per-respondent”"),
    (("--kind", "codes", "--translation", "half"), "choose one of both, original, translation"),
    (("--kind", "codes", "--attribute", "clinic"), "NAME=VALUE"),
    (("--kind", "codes", "--plan", "x.yaml"), "leave out --kind or --plan"),
    (("--plan", "x.yaml"), "x.yaml"),
    (("--kind", "codes", "--code", "Waiting for"), "no code “Waiting for”"),
)


def test_what_cannot_be_gets_a_sentence(run: Run, study: str, tmp_path: Path) -> None:
    for words, said in REFUSED:
        assert said in run("report", study, "r.md", *words, code=1).stderr
        assert not (tmp_path / "r.md").exists()


def test_the_help_names_every_kind() -> None:
    assert set(re.findall(r"[a-z]+", KIND)) - {"or"} == set(KINDS)


def test_a_citation_that_leads_nowhere_is_said(run: Run, study: str) -> None:
    assert "not among its quotations: [R01:99]." in run("report", study, "f.md").stdout
    assert "[R01" not in run("report", study, "m.md", "--kind", "method").stdout
