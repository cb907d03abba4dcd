"""A second mapper, agreement, and the log of mappings, from the command line."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli.app import run as qualcode
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Path:
    with new(tmp_path) as made:
        adopt_shipped(made)
        add(made, "one")
        made.codebook.add("Place", kind="category")
        made.codebook.add("Home visits", under="Place")
        made.codebook.add("Trust")
        made.codings.apply("one", span(TEXT, "I trust him"), "Trust")
        made.mappings.set("Trust", "relationship")
        made.mappings.set("Home visits", "in_vivo", level=4)
        return made.path


def said(capfd: pytest.CaptureFixture[str], *words: object, code: int = 0) -> str:
    """What a command prints, on stdout where it succeeds and on stderr where it is refused."""
    assert qualcode([*map(str, words)]) == code
    done = capfd.readouterr()
    return done.err if code else done.out


def listed(capfd: pytest.CaptureFixture[str], *words: object) -> Any:
    return json.loads(said(capfd, *words, "--json"))


def test_two_people_map_apart_and_their_agreement_is_told(
    study: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "petra.csv").write_text("code,criterion,level\nTrust,relationship,4\nTrust,duration,5\n")
    assert "Set 2 mappings" in said(
        capfd, "map", study, "--from", tmp_path / "petra.csv", "--mapper", "Petra"
    )
    said(capfd, "map", study, "home visits", "in_vivo", "--level", 4, "--mapper", "PETRA")
    assert [m["code"] for m in listed(capfd, "mappings", study, "--mapper", "petra")] == [
        "Trust",
        "Trust",
        "Home visits",
    ]
    assert len(listed(capfd, "mappings", study)) == 2
    found = listed(capfd, "mappings", "agreement", study)
    assert (found["first"], found["second"], found["unit"]) == (
        "primary",
        "Petra",
        "pair of code and criterion",
    )
    assert (found["mapped"]["pairs"], found["mapped"]["both"], found["mapped"]["only_second"]) == (68, 2, 1)
    assert found["mapped"]["agreement"] == 67 / 68
    assert found["values"]["level"]["agreement"] == 0.5
    assert found["values"]["aspect"]["kappa"] is None
    assert any("no kappa for aspect" in note for note in found["notes"])
    assert [(d["code"], d["criterion"], d["differ"]) for d in found["disagreements"]] == [
        ("Trust", "relationship", ["level"]),
        ("Trust", "duration", ["mapped"]),
    ]
    assert found["disagreements"][1]["first"] is None
    table = said(capfd, "mappings", "agreement", study, "petra")
    assert "not mapped" in table
    assert "NaN" not in table
    within = listed(capfd, "mappings", "agreement", study, "--code", "place")
    assert (within["mapped"]["pairs"], within["disagreements"]) == (34, [])


def test_the_figures_and_the_worklist_are_written_as_tables(
    study: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said(capfd, "map", study, "Trust", "duration", "--mapper", "Petra")
    rows = list(csv.DictReader(io.StringIO(said(capfd, "mappings", "agreement", study, "--csv"))))
    assert [row["value"] for row in rows] == ["mapped", "level", "strength", "aspect", "counts"]
    assert (rows[1]["kappa"], rows[1]["undefined"]) == ("", "no pairs")
    work = list(
        csv.DictReader(io.StringIO(said(capfd, "mappings", "agreement", study, "--worklist", "--csv")))
    )
    assert [(row["code"], row["criterion"], row["second_level"]) for row in work] == [
        ("Home visits", "in_vivo", ""), ("Trust", "relationship", ""), ("Trust", "duration", "5"),
    ]  # fmt: skip
    said(capfd, "mappings", "agreement", study, "--to", tmp_path / "agreement.csv")
    about = json.loads((tmp_path / "agreement.csv-metadata.json").read_text(encoding="utf-8"))
    assert "pair of code and criterion" in json.dumps(about)
    assert (tmp_path / "agreement-disagreements.csv").exists()
    with Study.open(study) as opened:
        assert [each.analysis for each in opened.results.list()] == ["mappings agreement"]


def test_the_log_is_listed_for_a_code_or_a_criterion(
    study: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said(capfd, "map", study, "Trust", "relationship", "--level", "ask")
    said(capfd, "map", study, "Trust", "relationship", "--quotation", 1, "--level", 2)
    said(capfd, "undo", study)
    said(capfd, "map", study, "Trust", "relationship", "--level", 3, "--mapper", "Petra")
    steps = listed(capfd, "mappings", "log", study, "--criterion", "relationship")
    assert [(s["kind"], s["mapper"], s["undone"], s["known"]) for s in steps] == [
        ("mapping", None, False, True),
        ("mapping", None, False, True),
        ("level", None, True, False),
        ("mapping", "Petra", False, True),
    ]
    assert steps[0]["old"] is None
    assert steps[0]["new"] == {
        "level": 5,
        "polarity": "supports",
        "strength": 2,
        "aspect": "practice",
        "counts": True,
    }
    assert steps[1]["new"]["polarity"] == "ask"
    table = said(capfd, "mappings", "log", study, "--criterion", "in_vivo")
    assert "level 4, strength 2, practice, scored" in table
    assert "relationship" not in table
    said(capfd, "mappings", "log", study, "--mapper", "primary", "--to", tmp_path / "log.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "log.csv").read_text(encoding="utf-8-sig"))))
    assert {row["mapping_of"] for row in rows} == {"primary"}


def test_unmapping_by_a_second_mapper_leaves_the_primary_mapping(
    study: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said(capfd, "map", study, "Trust", "relationship", "--mapper", "Petra")
    assert "(mapping of Petra)" in said(capfd, "unmap", study, "Trust", "relationship", "--mapper", "petra")
    assert len(listed(capfd, "mappings", study)) == 2


REFUSED = [
    (("mappings", "agreement", "STUDY"), "Nobody has mapped the codes a second time"),
    (("mappings", "agreement", "STUDY", "Petra"), "Nobody called “Petra”"),
    (("mappings", "agreement", "STUDY", "primary", "primary"), "cannot be compared with itself"),
    (("mappings", "STUDY", "--mapper", "Petra"), "Nobody called “Petra”"),
    (("mappings", "STUDY", "--code", "Trust"), "--code does not go with “mappings”"),
    (("mappings", "levels", "STUDY", "Trust", "relationship", "--mapper", "x"), "--mapper does not go with"),
    (("mappings", "log", "STUDY", "--code", "nothing"), "no code “nothing”"),
    (("unmap", "STUDY", "Trust", "relationship", "--mapper", "Petra"), "Nobody called “Petra”"),
    (("map", "STUDY", "Trust", "relationship", "--mapper", "all"), "word of its own"),
    (("map", "STUDY", "Trust", "relationship", "--quotation", "1", "--level", "2", "--mapper", "P"), "belong to the primary"),
    (("map", "STUDY", "Place", "relationship", "--mapper", "P"), "only codes are mapped"),
]  # fmt: skip


def test_what_cannot_be_done_is_said(study: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for words, error in REFUSED:
        assert error in said(capfd, *(study if word == "STUDY" else word for word in words), code=1), words
    assert len(listed(capfd, "mappings", study)) == 2


def test_several_second_mappers_have_to_be_named_and_two_can_be_compared(
    study: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("Petra", "Olga"):
        said(capfd, "map", study, "Trust", "relationship", "--mapper", name)
    assert "Petra, Olga" in said(capfd, "mappings", "agreement", study, code=1)
    assert listed(capfd, "mappings", "agreement", study, "olga")["second"] == "Olga"
    both = listed(capfd, "mappings", "agreement", study, "Petra", "Olga")
    assert (both["first"], both["second"], both["mapped"]["kappa"]) == ("Petra", "Olga", 1.0)


def test_the_name_of_a_mapper_is_data(study: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("code", "[/bold] {x}", "=1+1"):
        said(capfd, "map", study, "Trust", "duration", "--mapper", name)
        assert f"second: {name}" in said(capfd, "mappings", "agreement", study, name)
        assert name in said(capfd, "mappings", "log", study, "--mapper", name)


def test_without_criteria_it_is_said_how_to_get_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with new(tmp_path, name="bare.qualcode") as bare:
        bare.codebook.add("Trust")
        path = bare.path
    assert "Nobody has mapped" in said(capfd, "mappings", "agreement", path, code=1)
    assert listed(capfd, "mappings", "log", path) == []
    assert "No mapping was made" in said(capfd, "mappings", "log", path)


def test_as_a_process_the_same_study_gives_the_same_bytes(
    study: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said(capfd, "map", study, "Trust", "duration", "--mapper", "Petra")
    words = [sys.executable, "-m", "qualcode", "mappings", "agreement", str(study), "--json"]
    first, second = (subprocess.run(words, capture_output=True, timeout=120, check=True).stdout for _ in "ab")
    assert first == second
    assert json.loads(first)["mapped"]["only_second"] == 1
