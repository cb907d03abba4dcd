"""What ``cooccurrence`` prints for people: so many rows, names of groups where there is room, and how to read c."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli import output
from qualcode.cli.app import app
from tests.study.material import TEXT, add, new, span


def said(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["cooccurrence", str(path), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Long passages of trust that meet many of time, and place with time once."""
    with new(tmp_path) as made:
        for name, place in (("R01", "clinic"), ("R02", "shelter")):
            add(made, name, TEXT.replace("look for him", f"look for {name}"))
            made.cases.set(name, {"place": place})
            for words in ("I trust him, and", "trust him, and he", "him, and he trusts"):
                made.codings.apply(name, span(TEXT, words), "trust")
                made.codings.apply(name, span(TEXT, words), "time")
        made.codings.apply("R02", span(TEXT, "go and look"), ["place", "home"])
    return tmp_path / "study.qualcode"


def test_pairs_whose_c_passes_what_the_formula_allows_come_first_and_are_explained(path: Path) -> None:
    told = said(path, "--measure", "c")
    rows = [line for line in told.splitlines() if "trust" in line or "home" in line]
    assert "time" in rows[0], "18 pairs of 12 codings: no value, and the strongest of all"
    assert "home" in rows[1]
    assert "c is empty for 1 pair, listed first by c" in told
    found = json.loads(said(path, "--measure", "c", "--json"))
    assert [(each["a"], each["c"]) for each in found["measures"]] == [("time", None), ("home", 1.0)]


def test_a_c_above_1_is_explained(tmp_path: Path) -> None:
    with new(tmp_path) as made:
        add(made, "R01")
        made.codings.apply("R01", span(TEXT, "I trust him, and he trusts me."), "time")
        for words in ("I trust", "him, and", "he trusts"):
            made.codings.apply("R01", span(TEXT, words), "trust")
    told = said(tmp_path / "study.qualcode", "--measure", "c")
    assert "3.00" in told, "3 pairs, 1 and 3 codings: 3 / (4 - 3)"
    assert "c is above 1 for 1 pair: c counts pairs of codings" in told
    assert "c is above" not in said(tmp_path / "study.qualcode"), "c is not shown there"


def test_only_so_many_rows_are_printed_and_the_rest_is_counted(tmp_path: Path) -> None:
    with new(tmp_path) as made:
        add(made, "R01")
        made.codings.apply("R01", span(TEXT, "I trust him"), [f"code {n:02}" for n in range(24)])
    study = tmp_path / "study.qualcode"
    there = len(list(combinations(range(24), 2)))
    told = said(study)
    assert sum(line.startswith("code ") for line in told.splitlines()) == output.MOST_ROWS + 1, (
        "and the heading"
    )
    assert f"and {there - output.MOST_ROWS} more pairs; --json, --csv or --to FILE give all." in told
    assert len(json.loads(said(study, "--json"))["pairs"]) == there


def test_groups_are_named_in_the_heading_where_there_is_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(path, "--by", "place")
    assert "clinic" in told.splitlines()[0]
    assert "[1]" not in told
    assert "clinic: n = 1" in told
    from qualcode.cli import cooccurrence

    monkeypatch.setattr(cooccurrence, "terminal_width", lambda: 20)
    told = said(path, "--by", "place")
    assert "[1]" in told.splitlines()[0]
    assert "[1] clinic: n = 1" in told
