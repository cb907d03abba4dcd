"""Comparison and models from the command line: the same bytes from every process, and what a changed model makes stale."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.frameworks import shipped
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from tests.quick import command
from tests.study.material import add, new, transcript

TEXT = (
    "I: How do you work?\n"
    "R: We visit them at home. The whole team knows everybody. We look for those who stay away.\n"
)
CODES = {
    "We visit them at home": ("home visits", "in_vivo"),
    "The whole team knows everybody": ("shared clients", "shared_caseload"),
    "We look for those who stay away": ("going after people", "assertive_engagement"),
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Four interviews that say the same of three criteria, in two facilities."""
    with new(tmp_path) as made:
        adopt_shipped(made)
        for code, criterion in CODES.values():
            made.codebook.add(code)
            made.mappings.set(code, criterion, level=5)
        for n in range(4):
            add(
                made,
                f"R{n}",
                f"{TEXT}I: Is that all, {n}?\n",
                attributes={"facility_type": "clinic" if n % 2 else "social service"},
            )
            for words, (code, _) in CODES.items():
                start = transcript(TEXT).text.index(words)
                made.codings.apply(f"R{n}", (start, start + len(words)), code)
        return made.path


def run(*words: object, seed: str | None = None, code: int = 0) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*(command() if seed is None else [sys.executable, "-m", "qualcode"]), *map(str, words)],
        capture_output=True,
        env=os.environ | ({"PYTHONHASHSEED": seed} if seed is not None else {}),
        timeout=120,
        check=False,
    )
    assert done.returncode == code, (done.stdout, done.stderr)
    return done


def printed(*words: object) -> str:
    return run(*words).stdout.decode("utf-8").replace("\n", " ").replace("  ", " ")


def test_two_processes_give_the_same_bytes(study: Path) -> None:
    words = ("compare", study, "--by", "facility_type", "--json")
    first = run(*words, seed="1").stdout
    assert json.loads(first)["criteria"]
    assert first == run(*words, seed="2").stdout
    assert run(*words[:-1], seed="1").stdout == run(*words[:-1], seed="4321").stdout


def test_a_changed_model_is_said_to_make_earlier_results_stale(study: Path, tmp_path: Path) -> None:
    assert "stale" not in printed("compare", study)
    before = json.loads(run("models", "list", study, "--json").stdout)["models"]
    assert {model["version"] for model in before} == {1}
    fact = next(file for file in shipped() if file.id == "fact")
    (tmp_path / "fact.yaml").write_text(f"{fact.text}# corrected\n", encoding="utf-8")
    run("models", "adopt", study, tmp_path / "fact.yaml")
    with Study.open(study) as opened:
        at = opened.frameworks.revised()[0].adopted_at
    moment = at[:16].replace("T", " ")
    said = f"The model fact was changed on {moment} UTC (version 2): comparisons and reports made before that day and time are stale."
    assert said in printed("compare", study)
    assert "Model fact byl změněn" in printed("compare", study, "--language", "cs")
    settings = json.loads(run("compare", study, "--json").stdout)["settings"]
    assert settings["revised"] == [{"kind": "model", "key": "fact", "version": 2, "adopted_at": at}]
    after = {
        each["model"]: each for each in json.loads(run("models", "list", study, "--json").stdout)["models"]
    }
    assert (after["fact"]["version"], after["fact"]["adopted"]) == (2, at)
    assert after["act"]["version"] == 1
    listed = run("models", "list", study).stdout.decode("utf-8")
    assert "version" in listed
    assert "adopted" in listed
    assert "version" not in run("models").stdout.decode("utf-8").split("\n")[0]
    run("undo", study)
    assert "stale" not in printed("compare", study)
    assert json.loads(run("compare", study, "--json").stdout)["settings"]["revised"] == []


def test_criteria_that_lack_one_in_use_are_refused(study: Path, tmp_path: Path) -> None:
    text = next(file for file in shipped() if file.kind == "criteria").text
    start = text.index("  - id: in_vivo\n")
    end = text.index("\n  - id: ", start) + 1
    (tmp_path / "mine.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    error = run("models", "adopt", study, tmp_path / "mine.yaml", code=1).stderr.decode("utf-8")
    assert "mine.yaml cannot be adopted" in error
    assert "in_vivo (model act, " in error
    assert "code “home visits”" in error
    assert printed("compare", study)
    assert "sound" in printed("check", study)


def test_thresholds_are_listed_changed_printed_and_refused_out_of_range(study: Path) -> None:
    assert {"threshold", "value", "default", "meaning"} == set(
        json.loads(run("thresholds", study, "--json").stdout)["thresholds"][0]
    )
    assert "0.2" in printed("thresholds", study, "--set", "met=0.2", "--set", "near=0,3")
    settings = json.loads(run("compare", study, "--json").stdout)["settings"]
    assert (settings["thresholds"]["met"], settings["thresholds"]["near"]) == (0.2, 0.3)
    assert b"between 0 and 1" in run("thresholds", study, "--set", "met=7", code=1).stderr
    assert b"no threshold" in run("thresholds", study, "--set", "fancy=1", code=1).stderr
    assert b"no whole number" in run("thresholds", study, "--set", "thin=a few", code=1).stderr
    assert b"change both" in run("thresholds", study, "--set", "near=0.1", code=1).stderr
    assert "Changed how the comparison decides" in printed("undo", study)
    assert json.loads(run("compare", study, "--json").stdout)["settings"]["thresholds"]["met"] == 0.125


def test_one_comparison_can_use_another_threshold_without_keeping_it(study: Path) -> None:
    once = json.loads(run("compare", study, "--threshold", "thin=1", "--json").stdout)
    assert once["settings"]["thresholds"]["thin"] == 1
    assert json.loads(run("compare", study, "--json").stdout)["settings"]["thresholds"]["thin"] == 2


def test_figures_can_be_switched_off_for_the_study_or_once(study: Path) -> None:
    bare = json.loads(run("compare", study, "--no-numbers", "--json").stdout)
    assert (bare["models"], bare["closest"], bare["coverage"]) == ([], [], None)
    assert all(each["quotations"] for each in bare["criteria"] if each["respondents"])
    assert "switched off" in bare["verdict"]["en"]
    run("thresholds", study, "--numbers", "off")
    shown = printed("compare", study)
    assert "in_vivo" in shown
    assert "stability" not in shown
    assert "stability" in printed("compare", study, "--numbers")
    assert b"switched off" in run("compare", study, "--stress", code=1).stderr


def test_head_to_head_and_stress_tests_are_tables(study: Path) -> None:
    heads = run("compare", study, "--head-to-head", "--threshold", "gate_coverage=0", "--csv").stdout.decode(
        "utf-8"
    )
    assert "shared_caseload" in heads
    stress = run("compare", study, "--stress", "--csv").stdout.decode("utf-8").splitlines()
    assert stress[0].startswith("group,changed,what,first")
    assert any(line.startswith("all,criterion,in_vivo") for line in stress)


def test_all_tables_of_a_comparison_are_written_and_noted_as_handed_out(study: Path, tmp_path: Path) -> None:
    run("compare", study, "--by", "facility_type", "--to", tmp_path / "compared.csv")
    names = {file.name for file in tmp_path.glob("compared*.csv")}
    parts = ("cells", "levels", "head_to_head", "stress", "residual")
    assert names == {"compared.csv", *(f"compared-{part}.csv" for part in parts)}
    told = json.loads((tmp_path / "compared.csv-metadata.json").read_text(encoding="utf-8"))["qualcode"]
    assert told["settings"]["by"] == "facility_type"
    (noted,) = json.loads(run("results", study, "--json").stdout)
    assert (noted["file"], noted["stale"], noted["study"]) == ("compared.csv", [], told["study"])
    run("map", study, "home visits", "in_vivo", "--level", "4")
    assert "stale: “mappings” changed" in printed("results", study)


def test_groups_count_alike_only_where_there_are_groups(study: Path) -> None:
    assert b"--by" in run("compare", study, "--equal-groups", code=1).stderr
    found = json.loads(run("compare", study, "--equal-groups", "--by", "facility_type", "--json").stdout)
    assert found["settings"]["weigh"] == "groups"
