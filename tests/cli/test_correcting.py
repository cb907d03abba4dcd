"""Correcting a document from the command line, through real processes and a real terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.cli.test_commands import INTERVIEW, Run, listed, run, study
from tests.quick import command

__all__ = ["run", "study"]

DOCUMENT = "rozhovor č. 1"
SPAN = (INTERVIEW.index("We visit"), INTERVIEW.index(", every week"))


def code_it(run: Run, study: str) -> None:
    run("apply", study, DOCUMENT, *SPAN, "visits")


def test_a_correction_is_shown_first_then_stored_and_undone(run: Run, study: str, tmp_path: Path) -> None:
    code_it(run, study)
    (tmp_path / "better.txt").write_text(
        "Interview 1\n\n" + INTERVIEW.replace("visit them at home", "visit people at home"), encoding="utf-8"
    )
    (plan,) = [listed(run, "document", "edit", study, DOCUMENT, "--from", "better.txt", "--dry-run")]
    assert plan["stored"] is False
    assert plan["changed"] == [
        {"quotation": 1, "before": "We visit them at home", "after": "We visit people at home"}
    ]
    assert run("text", study, DOCUMENT).stdout == INTERVIEW
    said = run("document", "edit", study, DOCUMENT, "--from", "better.txt").stdout
    assert "1 quotation" in said
    assert "version 2" in said
    assert listed(run, "codings", study)[0]["text"] == "We visit people at home"
    assert [v["current"] for v in listed(run, "document", "versions", study, DOCUMENT)] == [False, True]
    assert run("document", "versions", study, DOCUMENT, "--show", 1).stdout == INTERVIEW
    assert "same as before" in run("document", "edit", study, DOCUMENT, "--from", "better.txt", code=1).stderr
    run("document", "return", study, DOCUMENT, 1)
    assert run("text", study, DOCUMENT).stdout == INTERVIEW
    run("undo", study)
    run("undo", study)
    assert listed(run, "codings", study)[0]["start"] == SPAN[0]
    assert "sound" in run("check", study).stdout


def test_a_corrected_text_comes_through_a_pipe_and_without_a_terminal_no_editor_opens(
    run: Run, study: str
) -> None:
    new = INTERVIEW.replace("Anything else?", "Anything else you want to say?")
    run("document", "edit", study, DOCUMENT, "--from", "-", stdin=new)
    assert run("text", study, DOCUMENT).stdout == new
    assert "--from" in run("document", "edit", study, DOCUMENT, code=1).stderr


def test_the_users_own_editor_opens_on_the_text(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "editor.py").write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text(encoding='utf-8').replace('Důvěra is', 'Důvěra, trust, is'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    leader, follower = pty.openpty()
    try:
        done = subprocess.run(
            [*command(), "document", "edit", study, DOCUMENT],
            cwd=tmp_path,
            stdin=follower,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"EDITOR": f"{sys.executable} editor.py", "VISUAL": ""},
            timeout=120,
            check=True,
        )
    finally:
        os.close(leader)
        os.close(follower)
    assert "version 2" in done.stdout
    assert "Důvěra, trust, is the base" in run("text", study, DOCUMENT).stdout


def test_a_quotation_without_a_place_is_listed_anchored_and_let_go(run: Run, study: str) -> None:
    code_it(run, study)
    new = INTERVIEW.replace("We visit them at home, every week.", "Sometimes by phone.")
    said = run("document", "edit", study, DOCUMENT, "--from", "-", stdin=new).stdout
    assert "1 (no place): “We visit them at home” – visits" in said
    (left,) = listed(run, "document", "unanchored", study)
    assert (left["quotation"], left["text"], left["version"]) == (1, "We visit them at home", 1)
    start = new.index("Sometimes")
    assert "Anchored quotation 1" in run("quotation", "anchor", study, "R01:1", start, start + 9).stdout
    assert [(row["quotation"], row["text"]) for row in listed(run, "codings", study)] == [(1, "Sometimes")]
    assert "not without a place" in run("quotation", "anchor", study, 1, 0, 5, code=1).stderr
    run("undo", study)
    run("quotation", "dismiss", study, "[R01:1]")
    assert "Every quotation has its place" in run("document", "unanchored", study).stdout
    assert "is no quotation" in run("quotation", "dismiss", study, "x", code=1).stderr


def test_turns_are_split_joined_and_given_other_labels(run: Run, study: str) -> None:
    said = run("document", "split", study, DOCUMENT, 2, "--before", "The whole team", "--label", "Nurse")
    assert "Nurse" in said.stderr
    assert [t["speaker"] for t in listed(run, "text", study, DOCUMENT, "--turns")][1:3] == [
        "Respondent",
        "Nurse",
    ]
    run("document", "label", study, DOCUMENT, "Nurse=Respondent")
    run("document", "join", study, DOCUMENT, 2)
    assert run("text", study, DOCUMENT).stdout == INTERVIEW
    run("document", "label", study, DOCUMENT, "Interviewer", "--turn", 2)
    assert [t["speaker"] for t in listed(run, "text", study, DOCUMENT, "--turns")][:3] == ["Interviewer"] * 3
    for words, reason in (
        (("split", study, DOCUMENT, 2), "Say where"),
        (("split", study, DOCUMENT, 2, "--before", "nowhere"), "stands 0 times"),
        (("split", study, DOCUMENT, 99, "--before", "x"), "no turn 99"),
        (("join", study, DOCUMENT, 6), "no turn 7"),
        (("label", study, DOCUMENT, "Nobody=X"), "Nobody in"),
        (("label", study, DOCUMENT, "X"), "NAME=VALUE"),
        (("return", study, DOCUMENT, 77), "no earlier version 77"),
    ):
        assert reason in run("document", *words, code=1).stderr


def test_a_corrected_file_is_read_onto_the_coded_document(run: Run, study: str, tmp_path: Path) -> None:
    code_it(run, study)
    (tmp_path / "v2.md").write_text(INTERVIEW.replace("every week", "each week"), encoding="utf-8")
    assert "Nothing was written" in run("document", "replace", study, DOCUMENT, "v2.md", "--dry-run").stdout
    run("document", "replace", study, DOCUMENT, "v2.md")
    assert "each week" in run("text", study, DOCUMENT).stdout
    assert listed(run, "codings", study)[0]["code"] == "visits"
    (tmp_path / "else.txt").write_text("A: Zxq.\nB: Kjw.\n" * 40, encoding="utf-8")
    assert "another interview" in run("document", "replace", study, DOCUMENT, "else.txt", code=1).stderr


def test_an_assigned_question_whose_words_go_is_counted_before_it_goes(
    run: Run, study: str, tmp_path: Path
) -> None:
    (tmp_path / "guide.txt").write_text("What do you do all day?\n", encoding="utf-8")
    run("guide", "import", study, "guide.txt")
    run("guide", "assign", study, DOCUMENT, 1, 5)
    shorter = INTERVIEW.replace("Interviewer: Anything else?\n\n", "")
    (tmp_path / "shorter.txt").write_text(shorter, encoding="utf-8")
    (plan,) = [listed(run, "document", "edit", study, DOCUMENT, "--from", "shorter.txt", "--dry-run")]
    assert plan["gone"] == {"asked": 1, "adjudications": 0}
    said = run("document", "edit", study, DOCUMENT, "--from", "shorter.txt", "--yes").stdout
    assert "1 assignment of a guide question goes, since the words are gone." in said
