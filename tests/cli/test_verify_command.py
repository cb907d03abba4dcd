"""The command that checks a chapter, and the printed form of a quotation, as real commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.cli.app import run
from qualcode.study import Study
from tests.study import material

SAID = "I trust him, and he trusts me."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with material.new(tmp_path) as study:
        material.add(study)
        study.codings.apply("interview", material.span(material.TEXT, SAID), "trust")
        return study.path


def chapter(folder: Path, text: str) -> str:
    file = folder / "Kapitola s mezerou.md"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_faithful_chapter_ends_with_0(
    path: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["verify", str(path), chapter(tmp_path, f"“{SAID}” [R01:1]")]) == 0
    assert "Nothing in Kapitola s mezerou.md contradicts the study." in capsysbinary.readouterr().out.decode()


def test_one_that_differs_ends_with_1_and_says_where(
    path: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = chapter(tmp_path, f"# Důvěra\n\n“{SAID.replace('him', 'her')}” [R01:1]")
    assert run(["verify", str(path), file]) == 1
    said = capsysbinary.readouterr().out.decode()
    assert "Důvěra, paragraph 1" in said
    assert "[-him-]{+her+}" in said
    assert run(["verify", str(path), file, "--json"]) == 1
    data = json.loads(capsysbinary.readouterr().out)
    assert (data["ok"], data["counts"]["differs"]) == (False, 1)
    (finding,) = data["findings"]
    assert finding["passage"]["quotation"] == 1
    assert [change["text"] for change in finding["changes"] if change["kind"] != "same"] == ["him", "her"]
    assert run(["verify", str(path), file, "--csv"]) == 1
    assert (
        capsysbinary.readouterr().out.decode().splitlines()[0].startswith("finding,place,printed,cited,what")
    )


def test_the_check_goes_into_a_file(
    path: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = chapter(tmp_path, f"“{SAID}” [R01:1]")
    assert run(["verify", str(path), file, "--to", str(tmp_path / "check.docx"), "--language", "sv"]) == 0
    assert (tmp_path / "check.docx").stat().st_size > 5000
    with Study.open(path) as study:
        assert [each.analysis for each in study.results.list()] == ["verify"]


def test_what_cannot_be_read_is_a_sentence(
    path: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["verify", str(path), str(tmp_path / "none.docx")]) == 1
    assert run(["verify", str(path), str(tmp_path / "picture.png")]) == 1
    assert b"Traceback" not in capsysbinary.readouterr().err


def test_the_printed_form_is_set_shown_and_refused(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["quotation", "set", str(path), "R01:1", "--printed", "I trust him […] he trusts me"]) == 0
    assert run(["quotation", "set", str(path), "R01:1", "--printed", "I trust her"]) == 1
    assert "“her” stands where “him” was said" in capsysbinary.readouterr().err.decode()
    assert run(["quotation", "show", str(path), "R01:1", "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["printed"] == "I trust him […] he trusts me"
