"""``coverage`` and the commands on cases, end to end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from qualcode.study import Study
from tests.cli.test_retrieving import run
from tests.study.material import add

TEXT = "I: What is it?\nR: 0123456789\nI: And?\nR: 01234\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two interviews; Jana has coded a third of what the first respondent says, Petr all of it."""
    with Study.create(tmp_path / "a.qualcode", title="Talk", actor="Jana") as study:
        add(study, "R01", case="R01", text=TEXT)
        add(study, "R02", case="R02", text=TEXT.replace("0", "x"))
        start = TEXT.index("0123456789")
        study.codings.apply("R01", (start - 3, start + 5), "five", coder="Jana")
        study.codings.apply("R01", (0, len(TEXT)), "all of it", coder="Petr")
        study.cases.set("R01", {"type": "clinic"})
    return tmp_path


def test_coverage_of_the_primary_coder_of_another_and_of_all(folder: Path) -> None:
    found = json.loads(run(folder, "coverage", "a.qualcode", "--json").stdout)
    assert found["documents"][0] == {
        "document": "R01", "case": "R01", "share": 5 / 15, "characters": 15, "coded_characters": 5,
        "turns": 2, "uncoded_turns": 1, "words": 6, "codings": 1,
        "respondent_words": 2, "coded_words": 1, "word_share": 0.5,
    }  # fmt: skip
    assert found["total"]["share"] == 5 / 30
    assert found["settings"] == {"coder": "Jana", "by": None}
    petr = json.loads(run(folder, "coverage", "a.qualcode", "--json", "--coder", "petr").stdout)
    assert [row["share"] for row in petr["documents"]] == [1.0, 0.0]
    every = json.loads(run(folder, "coverage", "a.qualcode", "--json", "--coder", "all").stdout)
    assert every["documents"][0]["codings"] == 2
    assert every["documents"][0]["coded_characters"] == 15


def test_coverage_by_an_attribute_and_as_a_table(folder: Path) -> None:
    groups = json.loads(run(folder, "coverage", "a.qualcode", "--by", "TYPE", "--json").stdout)["groups"]
    assert {value: row["share"] for value, row in groups.items()} == {"clinic": 5 / 15, "—": 0.0}
    shown = run(folder, "coverage", "a.qualcode", "--by", "type").stdout
    assert "33 %" in shown
    assert (
        "17 % of what respondents say is coded (25 % of their 4 words); 3 of their 4 turns have no coding. Coder: Jana"
        in shown
    )
    rows = list(csv.DictReader(io.StringIO(run(folder, "coverage", "a.qualcode", "--csv").stdout)))
    assert [row["uncoded_turns"] for row in rows] == ["1", "2"]
    assert "No case has an attribute" in run(folder, "coverage", "a.qualcode", "--by", "size", code=1).stderr


def test_a_study_without_documents_says_what_to_do(tmp_path: Path) -> None:
    Study.create(tmp_path / "b.qualcode").close()
    assert "There are no documents yet" in run(tmp_path, "coverage", "b.qualcode").stdout
    assert json.loads(run(tmp_path, "coverage", "b.qualcode", "--json").stdout)["total"]["share"] is None


def test_several_cases_get_their_attributes_in_one_change(folder: Path) -> None:
    run(folder, "case", "set", "a.qualcode", "R01", "R02", "type=ward", "place=Brno")
    with Study.open(folder / "a.qualcode") as study:
        assert [case.attributes for case in study.cases.list()] == [{"place": "Brno", "type": "ward"}] * 2
        assert study.history.list()[-1].label == "Set type = ward, place = Brno for 2 cases"
    assert "at least one attribute" in run(folder, "case", "set", "a.qualcode", "R01", "R02", code=1).stderr
    assert "“R02”" in run(folder, "case", "set", "a.qualcode", "R01", "type=ward", "R02", code=1).stderr


def test_a_case_is_added_and_removed(folder: Path) -> None:
    assert "Added the case Ward B" in run(folder, "case", "add", "a.qualcode", "Ward B", "beds=12").stdout
    with Study.open(folder / "a.qualcode") as study:
        assert study.cases.get("Ward B").attributes == {"beds": "12"}
    assert "Removed the case Ward B" in run(folder, "case", "remove", "a.qualcode", "ward b").stdout
    assert "has documents" in run(folder, "case", "remove", "a.qualcode", "R01", code=1).stderr
