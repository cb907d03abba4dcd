"""Words and files that nobody expects: each gets a sentence, none goes wrong inside, and the history says what was done."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.cli.app import run
from qualcode.study import Study

Say = Callable[..., tuple[int, str, str]]

TALK = (
    "Interviewer: How are you?\nRespondent: I trust him. Yes.\nInterviewer: And?\n"
    "Respondent: No trust at all.\nInterviewer: Hm.\nRespondent: That is all.\n"
)


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """Run a command and give its exit code, what it printed, and what it said on stderr."""

    def call(*words: object) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "something went wrong" not in err
        assert "Traceback" not in err
        return code, out, err

    return call


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say) -> str:
    """A study with one interview, in the present folder."""
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text(TALK, encoding="utf-8")
    say("new", "s.qualcode", "--language", "en")
    assert say("import", "s.qualcode", "talk.txt", "--no-index")[0] == 0
    return "s.qualcode"


HUGE = "9" * 30
LONG = "x" * 300
"""More than a file may be called."""


@pytest.mark.parametrize(
    "words",
    [
        ("quotation", "show", "s.qualcode", HUGE),
        ("import", "s.qualcode", LONG),
        ("report", "s.qualcode", f"{LONG}.docx"),
        ("codebook", "export", "s.qualcode", f"{LONG}.yaml"),
        ("quotation", "set", "s.qualcode", HUGE, "--memo", "x"),
        ("memo", "add", "s.qualcode", "x", "--quotation", HUGE),
        ("memo", "edit", "s.qualcode", HUGE, "x"),
        ("unapply", "s.qualcode", HUGE),
        ("apply", "s.qualcode", "talk", "0", HUGE, "x"),
        ("new", ""),
        ("new", "."),
        ("new", "/"),
        ("new", "n" * 300),
        ("codes", "n" * 300),
        ("codes", ""),
        ("text", "s.qualcode", "\ud800"),
        ("code", "add", "s.qualcode", "\ud800"),
        ("compare", "s.qualcode", "--language", "de"),
        ("compare", "s.qualcode", "--model", "nope"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(say: Say, study: str, words: tuple[str, ...]) -> None:
    before = Path(study).read_bytes()
    code, out, err = say(*words)
    assert code == 1
    assert out == ""
    assert err.startswith("qualcode: ")
    assert Path(study).read_bytes() == before, "the study is as it was"


def test_what_is_no_plain_file_is_not_waited_for_and_not_to_be_deleted(say: Say, study: str) -> None:
    os.mkfifo("pipe.qualcode")
    for path in ("pipe.qualcode", "/dev/null"):
        code, _, err = say("codes", path)
        assert (code, "plain file" in err, "delete" in err) == (1, True, False)


def test_file_names_that_are_no_unicode_are_imported(say: Say, study: str) -> None:
    name = b"rozhovor \xe8. 1.txt"
    Path(os.fsdecode(name)).write_text(TALK.replace("Yes", "No"), encoding="utf-8")
    code, out, err = say("import", study, os.fsdecode(name), "nothing.txt", "--json", "--no-index")
    assert code == 1
    assert "nothing.txt" in err
    assert json.loads(out)[0]["document"] == "rozhovor \ufffd. 1"
    assert say("check", study)[0] == 0
    assert say("new", os.fsdecode(b"\xe8.qualcode"))[0] == 0
    assert say("codes", os.fsdecode(b"\xe8.qualcode"))[0] == 0


def test_a_refused_file_is_named_whatever_is_wrong_with_it(say: Say, study: str) -> None:
    name = "n" * 220 + ".txt"
    Path(name).write_text(TALK.replace("Yes", "No"), encoding="utf-8")
    code, _, err = say("import", study, name, "--no-index")
    assert code == 1
    assert name in err


def test_the_history_counts_the_documents_that_came_in(say: Say, study: str) -> None:
    Path("second.txt").write_text(TALK.replace("Yes", "No"), encoding="utf-8")
    assert say("import", study, "talk.txt", "second.txt", "--no-index")[0] == 1
    assert json.loads(say("history", study, "--json")[1])[-1]["label"] == "Imported “second”"


def test_the_history_says_which_code_was_applied_where(say: Say, study: str) -> None:
    say("apply", study, "talk", 38, 47, "trust", "hope")
    assert (
        json.loads(say("history", study, "--json")[1])[-1]["label"] == "Applied “trust” and “hope” to [R01:1]"
    )
    say("apply", study, "talk", 38, 49, "--in-vivo")
    assert json.loads(say("history", study, "--json")[1])[-1]["label"] == "Coded in vivo: “I trust him”"


def test_a_change_that_changes_nothing_does_not_tell_of_another_one(say: Say, study: str) -> None:
    say("apply", study, "talk", 38, 47, "trust")
    say("quotation", "set", study, 1, "--memo", "strong")
    say("code", "add", study, "hope")
    assert (
        say("quotation", "set", study, 1, "--memo", "strong")[1]
        == "That is how it was already; nothing changed.\n"
    )
    say("map", study, "trust", "outreach")
    assert say("unmap", study, "trust", "outreach", "--quotation", 1)[1].startswith("That is how it was")
    assert say("quotation", "set", study, 1, "--memo", "weak")[1] == "Set the memo of quotation 1.\n"


def test_several_steps_back_say_where_they_stopped(
    say: Say, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("code", "add", study, "trust")
    say("code", "add", study, "hope")
    monkeypatch.setenv("QUALCODE_USER", "Bob")
    say("code", "edit", study, "trust", "--brief", "what Bob says")
    monkeypatch.setenv("QUALCODE_USER", "Tester")
    code, out, err = say("undo", study, "-n", 5)
    assert (code, out) == (1, "Undone: Added the code “hope”\n")
    assert "1 step of 5 was undone" in err
    assert "Bob" in err
    assert say("undo", study, "-n", 0)[0] == 1


def test_a_bad_row_is_named_by_its_number(say: Say, study: str) -> None:
    for row in ("talk,9,5,b", "talk,0,99999,b", f"talk,0,5,{'y' * 201}"):
        Path("rows.csv").write_text(f"document,start,end,code\ntalk,0,5,a\n{row}\n", encoding="utf-8")
        code, _, err = say("apply", study, "--from", "rows.csv")
        assert (code, "Row 2: " in err) == (1, True)
    assert json.loads(say("codes", study, "--json")[1]) == []


def test_a_table_of_mappings_without_rows_is_refused(say: Say, study: str) -> None:
    Path("rows.csv").write_text("code,criterion\n", encoding="utf-8")
    code, out, err = say("map", study, "--from", "rows.csv")
    assert (code, out) == (1, "")
    assert "no mappings" in err


def test_names_are_found_by_what_was_typed_when_they_were_made(say: Say, study: str) -> None:
    for _ in range(2):
        assert say("apply", study, "talk", 0, 5, "a\x01b", "--coder", "J\x07K")[0] == 0
    assert [c["code"] for c in json.loads(say("codes", study, "--json")[1])] == ["a b"]
    assert [c["coder"] for c in json.loads(say("coder", "list", study, "--json")[1])] == ["J K"]


def test_a_data_folder_that_cannot_be_made_is_named(
    say: Say, study: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("wall").write_text("", encoding="utf-8")
    monkeypatch.setenv("QUALCODE_DATA_DIR", str(tmp_path / "wall"))
    code, _, err = say("backup", "make", study)
    assert code == 1
    assert "QUALCODE_DATA_DIR" in err


def test_an_interrupted_index_says_that_the_import_stands(
    say: Say, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qualcode.workflows.indexing.index_study", interrupt)
    Path("second.txt").write_text(TALK.replace("Yes", "No"), encoding="utf-8")
    code, _, err = say("import", study, "second.txt")
    assert code == 1
    assert "in the study" in err
    with Study.open(study) as opened:
        assert len(opened.documents.list()) == 2


def test_a_study_that_was_interrupted_while_it_was_made_is_not_left_half(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qualcode.study.settings.Settings.set", interrupt)
    assert say("new", tmp_path / "half.qualcode")[0] == 1
    assert not (tmp_path / "half.qualcode").exists()


def test_a_role_for_a_label_that_nobody_has_is_said(say: Say, study: str) -> None:
    Path("second.txt").write_text(TALK.replace("Yes", "No"), encoding="utf-8")
    _, out, _ = say("import", study, "second.txt", "--role", "Respondant=respondent", "--no-index", "--json")
    assert any("Respondant" in warning for warning in json.loads(out)[0]["warnings"])
