"""The guide, gaps, process frames and claimed models on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.cli.app import run as run_here
from qualcode.formats.tables import read_table
from qualcode.study import Study
from tests.cli.test_retrieving import run as run_process
from tests.study.material import add, span

TALK = "I: Where do you meet your clients?\nR: At home. We work as ACT here.\nI: Thank you.\nR: Bye.\n"
GUIDE = "1. Where do you meet your clients? [in_vivo]\n2. How many clients do you have? [caseload_size]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two interviews, one coded, and a guide of two questions in a file."""
    with Study.create(tmp_path / "a.qualcode", title="Talk", actor="Jana") as study:
        add(study, "R01", case="R01", text=TALK)
        add(
            study,
            "R02",
            case="R02",
            text=TALK.replace("At home", "In the office").replace("as ACT", "our way"),
        )
        study.codings.apply("R01", span(TALK, "At home"), "home visits")
        study.codings.apply("R01", span(TALK, "We work as ACT"), "says ACT")
        study.cases.set("R01", {"type": "clinic"})
    (tmp_path / "guide.txt").write_text(GUIDE, encoding="utf-8")
    return tmp_path


@dataclass
class Said:
    stdout: str
    stderr: str


Run = Callable[..., Said]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process, in the folder of the study."""
    monkeypatch.chdir(folder)

    def do(*words: str, code: int = 0) -> Said:
        capsys.readouterr()
        assert run_here(words) == code, capsys.readouterr()
        said = capsys.readouterr()
        assert "went wrong inside" not in said.err
        return Said(said.out, said.err)

    return do


def answer(run: Run, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run(*words, "--json").stdout)
    return found


def test_the_command_line_as_a_process(folder: Path) -> None:
    run_process(folder, "guide", "import", "a.qualcode", "guide.txt")
    assert json.loads(run_process(folder, "gaps", "a.qualcode", "--json").stdout)["guide"] is True


def test_a_guide_comes_in_is_found_again_and_goes_out(folder: Path, run: Run) -> None:
    done = run("guide", "import", "a.qualcode", "guide.txt")
    assert "2 questions, 2 of them linked" in done.stdout
    assert "were adopted" in done.stderr
    assert answer(run, "guide", "list", "a.qualcode") == [
        {"number": 1, "question": "Where do you meet your clients?", "criteria": ["in_vivo"]},
        {"number": 2, "question": "How many clients do you have?", "criteria": ["caseload_size"]},
    ]
    found = answer(run, "guide", "asked", "a.qualcode")
    assert found["asked"][0] == {  # type: ignore[index]
        "number": 1, "document": "R01", "case": "R01", "asked": True, "how": "recognised",
        "turns": [{"turn": 1, "start": 3, "end": 34, "score": 1.0}], "likeliest": None,
    }  # fmt: skip
    assert {"unit", "filter", "settings", "seed", "study", "qualcode"} <= found.keys()
    assert "~1" in run("guide", "asked", "a.qualcode").stdout
    assert "Where do you meet" in run("guide", "asked", "a.qualcode", "--question", "1").stdout
    rows = list(csv.DictReader(io.StringIO(run("guide", "asked", "a.qualcode", "--csv").stdout)))
    assert [(row["number"], row["document"], row["turns"]) for row in rows] == [
        ("1", "R01", "1"), ("1", "R02", "1"), ("2", "R01", ""), ("2", "R02", ""),
    ]  # fmt: skip
    run("guide", "asked", "a.qualcode", "--to", "asked.xlsx")
    assert (folder / "asked.xlsx").exists()
    run("guide", "export", "a.qualcode", "out.csv")
    assert read_table(folder / "out.csv").header == ("number", "question", "criteria")
    before = len(answer(run, "history", "a.qualcode"))
    run("guide", "import", "a.qualcode", "out.csv")
    assert len(answer(run, "history", "a.qualcode")) == before, "the same guide again is no change"


def test_what_a_person_says_counts_and_mistakes_are_refused(folder: Path, run: Run) -> None:
    run("guide", "import", "a.qualcode", "guide.txt")
    assert "was not asked" in run("guide", "assign", "a.qualcode", "R01", "1", "--not-asked").stdout
    assert "in turn 3" in run("guide", "assign", "a.qualcode", "R02", "2", "3").stdout
    hows = {
        (c["number"], c["document"]): c["how"] for c in answer(run, "guide", "asked", "a.qualcode")["asked"]
    }  # type: ignore[attr-defined]
    assert (hows[1, "R01"], hows[2, "R02"]) == ("refused", "assigned")
    run("guide", "unassign", "a.qualcode", "R01", "1")
    for words in (("R01", "1"), ("R01", "1", "3", "--not-asked")):
        assert "or --not-asked" in run("guide", "assign", "a.qualcode", *words, code=1).stderr
    (folder / "guide.txt").write_text("Where? [in_vvo]\n", encoding="utf-8")
    assert "guide.txt, line 1: there is no criterion “in_vvo”. Did you mean in_vivo" in run(
        "guide", "import", "a.qualcode", "guide.txt", code=1
    ).stderr  # fmt: skip
    assert len(answer(run, "guide", "list", "a.qualcode")) == 2


def test_a_study_without_a_guide_says_what_to_do(folder: Path, run: Run) -> None:
    assert "qualcode guide new" in run("guide", "asked", "a.qualcode").stdout
    assert "no interview guide yet" in run("guide", "export", "a.qualcode", "x.csv", code=1).stderr
    run("guide", "new", "a.qualcode", "mine.yaml")
    assert "exists already" in run("guide", "new", "a.qualcode", "mine.yaml", code=1).stderr
    assert "2 questions" in run("guide", "import", "a.qualcode", "mine.yaml").stdout


def test_states_of_evidence_tell_silence_from_absence(folder: Path, run: Run) -> None:
    run("guide", "import", "a.qualcode", "guide.txt")
    run("map", "a.qualcode", "home visits", "in_vivo")
    found = answer(run, "guide", "states", "a.qualcode")
    by_name = {each["criterion"]: each for each in found["criteria"]}  # type: ignore[attr-defined]
    assert {k: v for k, v in by_name["in_vivo"].items() if v} == {
        "criterion": "in_vivo",
        "presence": 1,
        "asked": 1,
        "questions": [1],
    }
    assert (by_name["caseload_size"]["not_asked"], by_name["caseload_size"]["not_found"]) == (0, 2)
    assert by_name["linkage"]["no_evidence"] == 2
    cell = next(c for c in found["respondents"] if (c["case"], c["criterion"]) == ("R01", "in_vivo"))  # type: ignore[attr-defined]
    assert (cell["level"], cell["quotations"]) == (5.0, [1])
    shown = run("guide", "states", "a.qualcode").stdout
    assert "no evidence" in shown
    for document in ("R01", "R02"):
        run("guide", "assign", "a.qualcode", document, "2", "--not-asked")
    found = answer(run, "guide", "states", "a.qualcode")
    by_name = {each["criterion"]: each for each in found["criteria"]}  # type: ignore[attr-defined]
    assert (by_name["caseload_size"]["not_asked"], by_name["caseload_size"]["not_found"]) == (2, 0)


def test_gaps_speak_before_anything_was_mapped_or_adopted(folder: Path, run: Run) -> None:
    found = answer(run, "gaps", "a.qualcode")
    assert found["ready"] is False
    assert found["sentences"][0].startswith("No code is mapped")  # type: ignore[index]
    assert not any(pair["told_apart"] for pair in found["pairs"])  # type: ignore[attr-defined]
    with Study.open(folder / "a.qualcode") as study:
        assert study.frameworks.criteria() is None, "looking changes nothing"
    run("map", "a.qualcode", "home visits", "shared_caseload", "--level", "ask")
    found = answer(run, "gaps", "a.qualcode")
    pair = next(each for each in found["pairs"] if {each["a"], each["b"]} == {"act", "icm"})  # type: ignore[attr-defined]
    assert pair["told_apart"] is True
    assert found["awaiting"] == [{"code": "home visits", "criterion": "shared_caseload", "quotations": [1]}]
    shown = run("gaps", "a.qualcode", "--language", "cs").stdout
    assert "V kódovníku není žádný kód pro" in shown
    assert "told apart" in shown


def test_process_frames_count_people_by_attribute(folder: Path, run: Run) -> None:
    run("map", "a.qualcode", "home visits", "planning")
    found = answer(run, "processes", "a.qualcode", "six_phases_cz", "--by", "TYPE")
    (frame,) = found["frames"]  # type: ignore[misc]
    step = next(each for each in frame["steps"] if each["criterion"] == "planning")
    assert (step["respondents"], step["quotations"], step["groups"]) == (1, [1], {"clinic": 1, "—": 0})
    assert len(answer(run, "processes", "a.qualcode")["frames"]) == 5  # type: ignore[arg-type]
    assert "1 of 2" in run("processes", "a.qualcode", "six_phases_cz").stdout
    assert "There is no process frame “x”" in run("processes", "a.qualcode", "x", code=1).stderr
    rows = list(csv.DictReader(io.StringIO(run("processes", "a.qualcode", "--csv").stdout)))
    assert {row["frame"] for row in rows} >= {"five_functions", "six_phases_cz"}


def test_models_that_are_named_stand_beside_what_is_described(folder: Path, run: Run) -> None:
    assert "qualcode claim STUDY CODE MODEL" in run("claims", "a.qualcode", code=1).stderr
    done = run("claim", "a.qualcode", "says ACT", "act")
    assert "says that act is named" in done.stdout
    assert "were adopted" in done.stderr
    run("map", "a.qualcode", "home visits", "in_vivo", "--polarity", "contradicts")
    (found,) = answer(run, "claims", "a.qualcode")["claims"]  # type: ignore[misc]
    assert {k: found[k] for k in ("case", "model", "codes", "quotations", "status", "fit")} == {
        "case": "R01", "model": "act", "codes": ["says ACT"], "quotations": [2], "status": "little", "fit": None,
    }  # fmt: skip
    assert found["criteria"] == [
        {"criterion": "in_vivo", "level": 1.0, "distance": 0.75, "standing": "off", "quotations": [1]}
    ]
    shown = run("claims", "a.qualcode").stdout
    assert "too little said for a fit; met on 0, near on 0, off on 1" in shown
    run("unclaim", "a.qualcode", "says ACT")
    assert "does not say" in run("unclaim", "a.qualcode", "says ACT", code=1).stderr


def test_claims_go_by_the_studys_thresholds_and_give_no_figures_where_these_are_off(
    folder: Path, run: Run
) -> None:
    run("claim", "a.qualcode", "says ACT", "act")
    run("map", "a.qualcode", "home visits", "in_vivo", "--polarity", "contradicts")
    run("thresholds", "a.qualcode", "--set", "gate_coverage=0.01", "--set", "near=0.8", "--set", "met=0.75")
    (found,) = answer(run, "claims", "a.qualcode")["claims"]  # type: ignore[misc]
    assert (found["status"], found["criteria"][0]["standing"]) == ("described", "met")
    assert found["fit"] is not None
    settings = answer(run, "claims", "a.qualcode")["settings"]
    assert settings == {"met_up_to": 0.75, "near_up_to": 0.8, "fit_from_coverage": 0.01}
    run("thresholds", "a.qualcode", "--numbers", "off")
    (found,) = answer(run, "claims", "a.qualcode")["claims"]  # type: ignore[misc]
    assert (found["fit"], found["coverage"], found["criteria"][0]["standing"]) == (None, None, "met")
    shown = run("claims", "a.qualcode").stdout
    assert "fit" not in shown
    assert "coverage" not in shown
    assert "met on 1, near on 0, off on 0" in shown
    (row,) = csv.DictReader(io.StringIO(run("claims", "a.qualcode", "--csv").stdout))
    assert not {"fit", "coverage"} & row.keys()
