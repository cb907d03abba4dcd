"""Coded transcripts and the further formats from the command line, as real processes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl

from qualcode.reports.writers import suffixes_listed
from tests.reports.latex_text import read_latex
from tests.study.material import TEXT, add, new, span


def run(qualcode: list[str], *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*qualcode, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")


def test_transcripts_as_latex_and_tables_and_what_is_refused(qualcode: list[str], tmp_path: Path) -> None:
    with new(tmp_path, actor="Jana") as study:
        add(study, "Nováková", case="R01")
        add(study, "Svensson", text=TEXT.replace("him", "her"), case="R02")
        study.codings.apply("Nováková", span(TEXT, "I trust him"), "50 % trust & care")
        path = study.path
    target = tmp_path / "přepis.tex"
    done = run(qualcode, "report", path, target, "--kind", "transcript", "--document", "nováková", "--margin")
    assert (done.returncode, done.stderr) == (0, "")
    found = read_latex(target.read_text(encoding="utf-8"))
    assert found.problems == []
    assert "[₁I trust him]₁" in found.text
    assert "1 50 % trust & care [R01:1]" in found.text
    assert "R02" not in found.text
    done = run(qualcode, "report", path, tmp_path / "all.xlsx", "--kind", "transcript")
    assert (done.returncode, done.stderr) == (0, "")
    assert openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames == ["Text 1", "Text 2", "about"]
    done = run(qualcode, "report", path, tmp_path / "r.pdf", "--kind", "transcript")
    assert done.returncode == 1
    assert done.stderr == f"qualcode: r.pdf: reports are written as .{suffixes_listed().replace(', ', ', .')}; choose one of these suffixes.\n"  # fmt: skip
    assert not (tmp_path / "r.pdf").exists()
