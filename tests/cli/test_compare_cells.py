"""From a cell of the comparison down to its quotations on the command line, as on the screen."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from qualcode.study import Study
from tests.study.material import TEXT, add, span


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two respondents who say the opposite of each other, and a code that is mapped to nothing."""
    path = tmp_path / "cells.qualcode"
    with Study.create(path, title="Cells", actor="Jana") as study:
        for name, kind in (("R01", "clinic"), ("R02", "street")):
            add(study, name, TEXT if name == "R01" else TEXT.replace("trust", "like"))
            study.cases.set(name, {"type": kind})
        study.codings.apply("R01", span(TEXT, "I go and look for him"), ["goes out", "praise"])
        text = study.documents.text("R02")
        study.codings.apply("R02", span(text, "I go and look for him"), "stays in")
        study.codings.apply("R02", span(text, "Důvěra je základ."), "bond")
    return path


def test_a_cell_leads_to_respondents_codes_and_quotations(study: Path, qualcode: list[str]) -> None:
    def run(*words: object, code: int = 0) -> str:
        done = subprocess.run([*qualcode, *map(str, words)], capture_output=True, timeout=120, check=False)
        assert done.returncode == code, done.stderr.decode()
        return (done.stdout if code == 0 else done.stderr).decode()

    run("map", study, "goes out", "in_vivo", "--polarity", "supports")
    run("map", study, "stays in", "in_vivo", "--polarity", "contradicts", "--strength", 1)
    run("map", study, "praise", "in_vivo", "--aspect", "evaluation")
    cell = ("compare", study, "--cell", "in_vivo", "ACT")
    found = json.loads(run(*cell, "--json"))
    assert (found["criterion"], found["model"], found["verdict"], found["group"]) == (
        "in_vivo", "act", "split", None,
    )  # fmt: skip
    assert found["expected"]["levels"] == [4, 5]
    assert [(each["case"], each["level"], each["outside"]) for each in found["respondents"]] == [
        ("R02", 1, 3), ("R01", 5, 0),
    ]  # fmt: skip
    code = found["respondents"][0]["codes"][0]
    assert (code["code"], code["strength"]) == ("stays in", 1)
    assert [each["code"] for each in found["beside"]] == ["praise"]
    assert found["quotations"][0]["quotation"] == code["quotations"][0]
    assert found["quotations"][0]["text"] == "I go and look for him"
    assert {each["code"] for each in found["mappings"]} == {"goes out", "praise", "stays in"}

    one = json.loads(run(*cell, "--by", "type", "--group", "clinic", "--json"))
    assert (one["verdict"], [each["case"] for each in one["respondents"]]) == ("thin", ["R01"])

    printed = run(*cell)
    assert printed.index("R02") < printed.index("R01")
    assert f"[R02:{code['quotations'][0]}] I go and look for him" in printed
    assert "stays in 1×1" in printed
    assert "Místo práce" in run(*cell, "--language", "cs")

    whole = json.loads(run("compare", study, "--residual", "--json"))
    assert [each["code"] for each in whole] == ["bond"]
    assert "bond" in run("compare", study, "--residual")
    assert "Codes that no criterion catches: bond." in run("compare", study)
    assert "goes with --cell and --by" in run("compare", study, "--group", "clinic", code=1)
    assert "no criterion “nowhere”" in run("compare", study, "--cell", "nowhere", "act", code=1)
