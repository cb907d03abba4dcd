"""The command ``network``: files, measures, tables, and what it says."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli.app import app
from qualcode.study import Study
from tests.quick import command
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new(tmp_path) as made:
        for name in ("R01", "R02"):
            add(made, name, TEXT.replace("look for him", f"look for {name}"))
            made.codings.apply(name, span(TEXT, "I trust him"), ["trust", "důvěra & čas"])
        made.codings.apply("R02", span(TEXT, "go and look"), ["alone"])
        made.cases.set("R01", {"facility": "clinic"})
        made.cases.set("R02", {"facility": "shelter"})
    return tmp_path / "study.qualcode"


def said(path: Path, *arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["network", str(path), *arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def test_a_file_is_written_by_its_suffix_and_counted(path: Path, tmp_path: Path) -> None:
    for suffix in ("graphml", "gexf", "json", "svg", "png", "html"):
        assert "3 codes, 1 pair." in said(path, str(tmp_path / f"net.{suffix}"))
        assert (tmp_path / f"net.{suffix}").stat().st_size > 500
    assert "5 nodes, 5 pairs" in said(
        path, str(tmp_path / "two.json"), "--kind", "two-mode", "--ego", "trust", "--radius", "2"
    )
    assert "0 categories, no pair" in said(path, str(tmp_path / "cat.json"), "--kind", "categories")


def test_measures_are_a_table_with_sentences_and_what_they_rest_on(path: Path) -> None:
    shown = said(path, "--measures", "--communities")
    assert "PageRank" in shown
    assert "describe how passages were coded" in shown
    assert "modularity: 0.000" in shown
    assert "seed: 1" in shown
    assert "nan" not in shown.lower().replace("determinant", "")
    assert said(path, "--communities") == shown, "without a file the measures are printed"


def test_json_has_stable_keys_and_nulls(path: Path) -> None:
    told = json.loads(said(path, "--measures", "--json", "--unit", "turn"))
    assert {
        "network",
        "nodes",
        "edges",
        "file",
        "unit",
        "filter",
        "settings",
        "seed",
        "study",
        "qualcode",
    } <= set(told)
    assert told["unit"] == "turn"
    assert told["network"]["edges"] == 1
    assert told["network"]["communities"] is None
    alone = next(row for row in told["nodes"] if row["node"] == "alone")
    assert alone["eigenvector"] is None
    assert alone["closeness"] == 0.0
    assert told["edges"] == [
        {"a": "důvěra & čas", "b": "trust", "count": 2, "jaccard": 1.0, "documents": 2, "weight": 2}
    ]


def test_csv_and_tables_hold_the_same_nodes(path: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(said(path, "--csv").splitlines()))
    assert [row["node"] for row in rows] == ["důvěra & čas", "trust", "alone"]
    assert rows[2]["eigenvector"] == ""
    said(path, "--to", str(tmp_path / "net.csv"))
    assert (tmp_path / "net-edges.csv").exists()
    about = json.loads((tmp_path / "net.csv-metadata.json").read_text(encoding="utf-8"))
    assert "1 / weight" in json.dumps(about)


def test_a_difference_and_a_backbone_can_be_asked_for(path: Path) -> None:
    told = json.loads(said(path, "--difference", "facility=clinic,shelter", "--json"))
    assert told["settings"]["difference"] == "facility: clinic less shelter"
    assert told["edges"] == []
    assert json.loads(said(path, "--backbone", "0.5", "--json"))["edges"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--backbone", "2"],
        ["--ego", "nobody"],
        ["--difference", "facility=clinic"],
        ["--kind", "trees"],
        ["--spanning", "--backbone", "0.1"],
        ["net.pdf"],
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(path: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [*command(), "network", str(path), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=path.parent,
    )
    assert done.returncode == 1
    assert 10 < len(done.stderr) < 300
    assert "Traceback" not in done.stderr


def test_equal_studies_built_in_another_order_give_equal_networks(tmp_path: Path) -> None:
    answers = []
    for order in (1, -1):
        folder = tmp_path / str(order)
        folder.mkdir()
        with Study.create(folder / "s.qualcode", title="S", actor="Jana") as made:
            add(made, "R01")
            rows = [("I trust him", ["trust", "home"]), ("he trusts me", ["trust", "work"])][::order]
            for words, codes in rows:
                made.codings.apply("R01", span(TEXT, words), codes[::order])
        told = json.loads(said(folder / "s.qualcode", "--communities", "--unit", "turn", "--json"))
        answers.append((told["nodes"], told["edges"], told["network"]))
    assert answers[0] == answers[1]


def test_one_node_and_no_pair_are_said_so(path: Path, tmp_path: Path) -> None:
    assert "3 codes, no pair." in said(path, str(tmp_path / "none.json"), "--minimum", "9")
    told = said(path, "--ego", "alone", "--communities")
    assert "one node and no pair, so that there is nothing to compare" in told
    assert "order of the centralities" not in told
    assert "modularity" not in told


@pytest.mark.parametrize("unit", ["exact", "inclusion", "proximity"])
def test_every_unit_can_be_asked_for_and_drawn(path: Path, tmp_path: Path, unit: str) -> None:
    for suffix in ("png", "svg", "html"):
        assert "3 codes, " in said(path, str(tmp_path / f"net.{suffix}"), "--unit", unit)


def test_a_seed_below_0_is_a_wrong_use(path: Path) -> None:
    result = CliRunner().invoke(app, ["network", str(path), "--communities", "--seed", "-5"])
    assert result.exit_code == 2
    assert "greater than or equal to 0" in result.output


def test_a_category_that_a_relation_adds_is_said(path: Path, tmp_path: Path) -> None:
    with Study.open(path, actor="Tester") as made:
        made.codebook.add("Bonds", kind="category")
        made.relations.add("trust", "causes", "Bonds")
    told = said(path, str(tmp_path / "net.graphml"), "--relations")
    assert "4 nodes (1 there only because a relation reaches it), 1 pair." in told
