"""Models of one's own, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli.app import run as qualcode
from qualcode.workflows.comparing import adopt_shipped
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Path:
    with new(tmp_path) as made:
        adopt_shipped(made)
        made.codebook.add("Trust")
        made.mappings.set("Trust", "relationship", level=4)
        for n in (1, 2):
            add(made, f"R{n}", f"{TEXT}I: {n}?\n", case=f"R{n}", attributes={"town": "Brno"})
            made.codings.apply(f"R{n}", span(TEXT, "I trust him"), "Trust")
        return made.path


def said(capfd: pytest.CaptureFixture[str], *words: object, code: int = 0) -> str:
    assert qualcode([*map(str, words)]) == code
    done = capfd.readouterr()
    return done.err or done.out if code else done.out


def listed(capfd: pytest.CaptureFixture[str], *words: object) -> Any:
    return json.loads(said(capfd, *words, "--json"))


def test_from_an_empty_file_to_a_model_of_the_study(
    study: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ours.yaml"
    assert "models check" in said(capfd, "models", "new", study, path, "--empty")
    assert "says nothing of any criterion yet" in said(capfd, "models", "check", path, code=1)
    text = path.read_text(encoding="utf-8").replace(
        "  # in_vivo: {expect: [1, 5]", "  in_vivo: {expect: [3, 5]"
    )
    path.write_text(text.replace("in_vivo: {", "in_viwo: {"), encoding="utf-8")
    wrong = said(capfd, "models", "check", study, path, code=1)
    assert "did you mean in_vivo?" in wrong
    path.write_text(text, encoding="utf-8")
    checked = listed(capfd, "models", "check", path)
    assert checked["ok"]
    (found,) = checked["files"]
    assert (found["kind"], found["id"], found["cells"], found["unverified"]) == ("model", "ours", 1, 1)
    assert "one criterion only" in found["warnings"][0]
    assert "one criterion only" in said(capfd, "models", "adopt", study, path)
    models = {each["model"]: each for each in listed(capfd, "models", "list", study)["models"]}
    assert models["ours"]["bases"] == {"seed": 0, "public": 0, "recalled": 0, "inferred": 1}
    assert (models["ours"]["status"], models["ours"]["version"]) == ("draft", 1)
    assert models["fact"]["unverified"] == 8
    shown = listed(capfd, "models", "show", study, "Ours")
    assert shown["criteria"][0]["unverified"] is True
    path.write_text(text.replace("[3, 5]", "[2, 5]"), encoding="utf-8")
    assert "3-5" in said(capfd, "models", "diff", study, "ours", path)
    assert "version 2" in said(capfd, "models", "adopt", study, path)
    assert listed(capfd, "models", "diff", study, "ours") == {
        "model": "ours",
        "old": "version 1",
        "new": "version 2",
        "changes": [{"criterion": "in_vivo", "field": "expect", "old": "3-5", "new": "2-5"}],
    }


def test_a_criterion_is_renamed_under_its_mappings(study: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "relationship is bond now" in said(capfd, "models", "rename", study, "relationship", "bond")
    assert [m["criterion"] for m in listed(capfd, "mappings", study)] == ["bond"]
    assert "models rename STUDY OLD NEW" in said(capfd, "models", "rename", study, "bond", code=1)


def test_status_and_unverified_cells_are_said_in_words(
    study: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = said(capfd, "models", "list", study)
    assert "draft: nobody else who knows the field has read the model yet" in table
    assert "† recalled and inferred cells are not verified" in table
    one = said(capfd, "models", "act")
    assert "inferred †" in one
    assert "† recalled and inferred are not verified (9 of 30 cells)" in one
    cell = listed(capfd, "compare", study, "--cell", "relationship", "act")
    assert (cell["status"], cell["expected"]["basis"], cell["expected"]["unverified"]) == (
        "draft",
        "inferred",
        True,
    )
    printed = said(capfd, "compare", study, "--cell", "relationship", "act")
    assert "† not verified: an assumption to be checked first." in printed
    assert "Draft: nobody else" in printed


def test_described_practice_becomes_a_model_file(
    study: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "brno.yaml"
    done = said(capfd, "models", "from", study, path, "--attribute", "town=brno")
    assert "1 cell from 2 respondents (town: Brno)" in done
    assert "not ranked" in done
    assert "relationship: {expect: [4, 4]" in path.read_text(encoding="utf-8")
    said(capfd, "models", "adopt", study, path)
    assert "not ranked" in said(capfd, "models", "show", study, "brno")


REFUSED = [
    (("models", "new", "STUDY"), "models new STUDY FILE.yaml"),
    (("models", "new", "STUDY", "x.yaml", "--like", "nothing"), "no model “nothing”"),
    (("models", "new", "STUDY", "x.yaml", "--like", "act", "--empty"), "either --empty or --like"),
    (("models", "new", "STUDY", f"{'x' * 300}.yaml"), "cannot be written"),
    (("models", "check", f"{'x' * 300}.yaml"), "xxx"),
    (("models", "check"), "models check [STUDY] FILE"),
    (("models", "check", "nowhere.yaml"), "nowhere.yaml"),
    (("models", "show", "STUDY"), "models show STUDY MODEL"),
    (("models", "show", "STUDY", "nothing"), "no model “nothing”"),
    (("models", "diff", "STUDY"), "models diff STUDY MODEL"),
    (("models", "diff", "STUDY", "act"), "not changed since"),
    (("models", "from", "STUDY", "x.yaml"), "Say whose practice"),
    (("models", "from", "STUDY", "x.yaml", "--case", "R1"), "1 respondent cannot stand"),
    (("models", "from", "STUDY", "x.yaml", "--attribute", "town"), "takes NAME=VALUE"),
    (("models", "from", "STUDY", "x.yaml", "--attribute", "shoe=1"), "shoe"),
]


def test_what_cannot_be_done_is_said(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for words, error in REFUSED:
        assert error in said(capfd, *(study if word == "STUDY" else word for word in words), code=1), words
        assert not (tmp_path / "x.yaml").exists()


def test_a_model_is_dropped_and_says_how_it_comes_back(
    study: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "r_act is no longer a model of this study" in said(capfd, "models", "drop", study, "R-ACT")
    assert "r_act" not in {each["model"] for each in listed(capfd, "models", "list", study)["models"]}
    assert "There is no model" in said(capfd, "models", "drop", study, "r_act", code=1)
    said(capfd, "undo", study)
    assert "r_act" in {each["model"] for each in listed(capfd, "models", "list", study)["models"]}
    assert "Name the study and the model" in said(capfd, "models", "drop", study, code=1)
