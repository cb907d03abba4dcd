"""The mappings command: mapped, not mapped, proposed, and levels of quotations."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from qualcode.workflows.comparing import adopt_shipped
from tests.quick import command
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Path:
    with new(tmp_path) as made:
        adopt_shipped(made)
        add(made, "one")
        made.codebook.add("Trust")
        made.codebook.add("Home visits")
        made.codings.apply("one", span(TEXT, "I trust him"), "Trust")
        made.mappings.set("Trust", "relationship", polarity="ask")
        return made.path


def run(*words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*command(), *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == code, (done.stdout, done.stderr)
    return done


def listed(*words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*words, "--json").stdout)
    return found


def test_codes_that_are_not_mapped_get_proposals_and_nothing_is_mapped(study: Path) -> None:
    (found,) = listed("mappings", "suggest", study)
    assert found["code"] == "Home visits"
    assert found["criteria"][0]["criterion"] == "in_vivo"
    assert "home visits" in found["criteria"][0]["shared"]
    assert "in_vivo" in run("mappings", "suggest", study, "home visits").stdout
    assert [each["code"] for each in listed("mappings", study)] == ["Trust"]


def test_criteria_that_no_code_speaks_to_are_named(study: Path) -> None:
    codes = {each["criterion"]: each["codes"] for each in listed("mappings", "criteria", study)}
    assert codes["relationship"] == ["Trust"]
    assert codes["in_vivo"] == []
    said = run("mappings", "criteria", study).stdout
    assert "Your codebook has no code on" in said
    assert "in_vivo" in said.split("Your codebook has no code on")[1]


def test_levels_of_quotations_are_listed_and_given(study: Path) -> None:
    words = ("mappings", "levels", study, "trust", "relationship")
    (before,) = listed(*words)
    assert (before["text"], before["stated"], before["level"]) == ("I trust him", False, None)
    assert "nothing yet" in run(*words).stdout
    run("map", study, "trust", "relationship", "--quotation", before["quotation"], "--level", 4)
    (after,) = listed(*words)
    assert (after["stated"], after["level"]) == (True, 4)


def test_a_wrong_call_says_what_to_write(study: Path) -> None:
    assert "mappings levels STUDY CODE CRITERION" in run("mappings", "levels", study, code=1).stderr
    assert "mappings STUDY" in run("mappings", study, "trust", code=1).stderr
    assert "mappings suggest STUDY" in run("mappings", "suggest", code=1).stderr


def test_what_was_not_given_is_said(study: Path) -> None:
    said = run("map", study, "Home visits", "in_vivo").stdout
    assert "supports, level 5, since nothing else was given" in said
    for words in (("--polarity", "partial"), ("--level", "4"), ("--level", "ask")):
        assert "nothing else" not in run("map", study, "Home visits", "in_vivo", *words).stdout


def test_a_table_that_contradicts_itself_is_refused_naming_both_rows(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "m.csv"
    table.write_text(
        "code,criterion,level\nHome visits,in_vivo,5\nTrust,relationship,4\nhome visits,IN_VIVO,1\n", "utf-8"
    )
    said = run("map", study, "--from", table, code=1).stderr
    assert "Rows 1 and 3 map “Home visits” to in_vivo differently" in said
    assert [each["code"] for each in listed("mappings", study)] == ["Trust"]
    table.write_text("code,criterion,level\nHome visits,in_vivo,5\nhome visits,in_vivo,5\n", "utf-8")
    run("map", study, "--from", table)


def test_only_a_criterion_that_is_alike_is_offered(study: Path) -> None:
    assert "Did you mean" not in run("map", study, "Trust", "nosuch", code=1).stderr
    assert "Did you mean team_meeting" in run("map", study, "Trust", "team", code=1).stderr


def test_a_mapping_that_a_merge_gives_up_is_named(study: Path) -> None:
    run("map", study, "Home visits", "relationship", "--level", "2")
    said = run("code", "merge", study, "Home visits", "--into", "Trust").stdout
    assert "A mapping of “Home visits” was given up: " in said
    assert "relationship" in said.split("given up")[1]
