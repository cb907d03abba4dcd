"""The round trip with a reviewer from the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.cli.app import run
from tests.workflows.review_study import BRIEF, coded
from tests.workflows.word_reviewer import Reviewer

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with coded(tmp_path_factory.mktemp("made")) as opened:
        return opened.path


@pytest.fixture
def say(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Say:
    """Run a command in the folder of a study; gives its exit code, what it printed, and what it said on stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALCODE_USER", "Tester")
    shutil.copy(made, "study.qualcode")

    def call(*words: object) -> tuple[int, str, str]:
        code = run(["review", str(words[0]), "study.qualcode", *map(str, words[1:])])
        out, err = capfd.readouterr()
        assert "something went wrong" not in err
        return code, out, err

    return call


def reviewed(say: Say) -> None:
    """Send the codebook out and get it back with an edit and a comment."""
    assert say("export", "book.docx")[0] == 0
    reviewer = Reviewer(Path("book.docx"))
    reviewer.track(reviewer.at_place("c2_brief"), "each other", "one another")
    reviewer.comment(reviewer.saying("I trust him, and"), "trusts me", "Hope?")
    reviewer.save(Path("back.docx"))


def test_a_whole_round(say: Say) -> None:
    reviewed(say)
    code, out, _ = say("import", "back.docx", "--dry-run", "--json")
    told = json.loads(out)
    assert (code, told["kept"], told["comments"], told["edits"]) == (0, False, 1, 1)
    assert [row["target"] for row in told["proposals"]] == ["trust", "trust [R01:1]"]
    assert json.loads(say("list", "--json")[1]) == []
    code, out, _ = say("import", "back.docx")
    assert "1 comment and 1 edit." in out
    assert "Nothing is applied yet" in out
    rows = json.loads(say("list", "--json", "--state", "open")[1])
    assert {key: rows[0][key] for key in ("id", "kind", "target", "field", "old", "new", "author", "matched", "state", "stale")} == {
        "id": 1, "kind": "edit", "target": "trust", "field": "brief", "old": BRIEF, "new": "Believing in one another",
        "author": "Jana Nová", "matched": "id", "state": "open", "stale": False,
    }  # fmt: skip
    assert (rows[1]["said"], rows[1]["about"], rows[1]["quotation"]) == ("Hope?", "trusts me", 1)
    shown = say("show", 1)[1]
    assert f"was: {BRIEF}" in shown
    assert "proposed: Believing in one another" in shown
    assert "is now" not in shown, "it is what it was"
    assert "Answered Jana Nová’s comment on “[R01:1]”." in say("answer", 2, "Talk on Friday")[1]
    assert "Accepted Jana Nová’s edit of “trust” (brief definition)." in say("accept", 1)[1]
    assert "Declined" in say("decline", 2, "--answer", "No")[1]
    assert [row["state"] for row in json.loads(say("list", "--json", "--code", "Relationship")[1])] == ["accepted", "declined"]  # fmt: skip
    assert "id,kind,target" in say("list", "--csv")[1]
    assert "had been read before" in say("import", "back.docx")[1]


def test_refusals_are_sentences(say: Say) -> None:
    reviewed(say)
    assert "not both" in say("export", "x.docx", "--codebook", "--document", "interview")[2]
    assert "Leave it out" in say("export", "x.docx", "--document", "interview", "--examples", 2)[2]
    assert "end in .docx" in say("export", "x.txt")[2]
    assert "no document “nobody”" in say("export", "x.docx", "--document", "nobody")[2]
    assert "no proposal 7" in say("accept", 7)[2]
    assert "no state" in say("list", "--state", "done")[2]
    assert "There is no file nowhere.docx" in say("import", "nowhere.docx")[2]
    Path("bad.docx").write_bytes(b"PK nothing")
    code, out, err = say("import", "bad.docx")
    assert (code, out) == (1, "")
    assert "bad.docx" in err
    assert say("list")[1].startswith("There is no proposal; send a file out")
    assert say("list", "--state", "open")[1] == "There is no proposal like that.\n"


def test_stale_edits_need_anyway(say: Say) -> None:
    reviewed(say)
    from qualcode.study import Study

    with Study.open("study.qualcode") as study:
        study.codebook.edit("trust", brief="Another")
    assert "look at both" in say("import", "back.docx")[1]
    code, _, err = say("accept", 1)
    assert code == 1
    assert "“Another”" in err
    assert "“Believing in one another”" in err
    assert say("accept", 1, "--anyway")[0] == 0


def test_what_was_and_what_is_now_are_shown_apart(say: Say) -> None:
    reviewed(say)
    from qualcode.study import Study

    with Study.open("study.qualcode") as study:
        study.codebook.edit("trust", brief="Another")
    assert say("import", "back.docx")[0] == 0
    assert "before it came back" in say("show", 1)[1]
    assert say("accept", 1, "--anyway")[0] == 0
    shown = say("show", 1)[1]
    assert ("was: Another" in shown, "proposed: Believing in one another" in shown, "is now" in shown) == (
        True,
        True,
        False,
    )
    with Study.open("study.qualcode") as study:
        study.codebook.edit("trust", brief="Yet another")
        study.codebook.merge(["trust"], "looking for")
    assert "is now: Going out to people who stay away" in say("show", 1)[1]
    assert "looking for (formerly “trust”): brief definition" in " ".join(say("list")[1].split())


def test_a_long_name_of_a_reviewer_is_cut_in_lists(say: Say) -> None:
    assert say("export", "book.docx")[0] == 0
    reviewer = Reviewer(Path("book.docx"), author="Nová" * 1000)
    reviewer.comment(reviewer.at_place("c2_brief"), "each other", "Only mutual?")
    reviewer.save(Path("back.docx"))
    assert len(say("import", "back.docx")[1]) < 2000
    assert len(say("list")[1]) < 2000
    assert "Nová" * 1000 in say("list", "--json")[1]


def test_as_processes_of_their_own(made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / "study.qualcode")
    for words in (("export", "study.qualcode", "talk.docx", "--document", "interview"), ("import", "study.qualcode", "talk.docx")):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "qualcode", "review", *words], cwd=tmp_path, capture_output=True, text=True,
            env={**os.environ, "QUALCODE_USER": "Tester"}, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
    assert done.stdout == "The file holds no comment and no edit that was not read before.\n"


def test_a_proposal_is_taken_away_and_for_good(say: Say) -> None:
    reviewed(say)
    say("import", "back.docx")
    code, out, _ = say("remove", 1)
    assert (code, "Removed Jana Nová’s" in out) == (0, True)
    assert [row["id"] for row in json.loads(say("list", "--json")[1])] == [2]
    code, out, _ = say("remove", 2, "--for-good")
    assert code == 0
    assert out.startswith("Removed 1 proposal for good; 1 old backup deleted")
    assert json.loads(say("list", "--json")[1]) == []
    assert say("remove", 2)[0] == 1


def test_a_long_list_names_only_the_options_that_its_command_has(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.cli.output.MOST_ROWS", 1)
    reviewed(say)
    assert "and 1 more comments and edits; --json gives all." in say("import", "back.docx")[1]
    assert "and 1 more proposals; --json or --csv give all." in say("list")[1]
