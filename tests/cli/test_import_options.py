"""What an import can be given on the command line, through real processes."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.study import Study
from tests.formats.wordfile import docx, para, run
from tests.quick import command

Call = Callable[..., tuple[str, str]]

TALK = (
    "T: How was the week, and who came to see you at the house?\n\n"
    "R: {who} came on Monday, and then we went to the office together.\n\n"
    "T: What did they say to that?\n\n"
    "R: They said that {who} should come again with all the papers.\n\n"
    "T: And then?\n\n"
    "R: Then we waited, as one does when {who} is in charge of it.\n\n"
)


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Run a command in a folder of the test's own; gives what it printed and what it said on stderr."""

    def run_it(*words: object, code: int = 0) -> tuple[str, str]:
        done = subprocess.run(
            [*command(), *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ,
            timeout=120,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout, done.stderr

    return run_it


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """An empty study."""
    path = tmp_path / "s.qualcode"
    Study.create(path, title="Weeks", language="en", actor="Tester").close()
    return path


def talk(path: Path, who: str) -> Path:
    path.write_text(TALK.format(who=who), encoding="utf-8")
    return path


def preview(call: Call, *words: object, code: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("import", *words, "--dry-run", "--json", code=code)[0])
    return found


def test_an_archive_is_imported_like_a_folder_and_what_is_refused_in_it_is_named(
    call: Call, study: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "talks.zip", "w") as archive:
        archive.writestr("wave 1/Žofie.txt", TALK.format(who="Žofie"))
        archive.writestr("wave 1/R02.docx", docx(para("T: Who?") + para("R: Nobody at all.")))
        archive.writestr("__MACOSX/wave 1/._R02.docx", b"x")
        archive.writestr("cases.csv", "case,site\nR02,ward\n")
        archive.writestr("more.zip", b"PK\x05\x06" + bytes(18))
    said, errors = call("import", study, "talks.zip", "--no-index", code=1)
    assert "more.zip in talks.zip is refused" in errors
    with Study.open(study) as opened:
        assert [d.name for d in opened.documents.list()] == ["R02", "Žofie"]
        assert opened.documents.source("Žofie") == ("Žofie.txt", TALK.format(who="Žofie").encode())
        opened.history.undo()
        assert opened.documents.list() == ()
    assert "R02" in said


def test_cases_and_attributes_come_from_names_and_a_bad_pattern_is_refused_before_anything_is_read(
    call: Call, study: Path, tmp_path: Path
) -> None:
    talk(tmp_path / "R07_day centre_2025-03-01.txt", "Karin")
    talk(tmp_path / "notes.txt", "Olle")
    files = ("R07_day centre_2025-03-01.txt", "notes.txt")
    _, errors = call("import", study, "no such file.txt", "--name-pattern", "{site}_{date}", code=1)
    assert "no {case}" in errors
    assert "no such file" not in errors
    _, errors = call("import", study, *files, "--name-pattern", "{case}_{site}", "--case", "X", code=1)
    assert "a case of its own" in errors
    words = (study, *files, "--name-pattern", "{case}_{site}_{date}", "--attribute", "year=2025")
    first, second = preview(call, *words)
    values = {"site": "day centre", "date": "2025-03-01", "year": "2025"}
    assert (first["case"], first["attributes"]) == ("R07", values)
    assert (second["case"], second["attributes"]) == ("", {"year": "2025"})
    assert any("does not fit this name" in warning for warning in second["warnings"])
    call("import", *words, "--no-index")
    with Study.open(study) as opened:
        assert [d.case for d in opened.documents.list()] == ["R07", "R02"]
        assert opened.cases.get("R07").attributes == values


def test_several_interviews_in_a_file_are_said_and_divided_on_demand(
    call: Call, study: Path, tmp_path: Path
) -> None:
    text = "".join(f"INTERVIEW {n}\n\n{TALK.format(who=f'Person {n}')}" for n in (1, 2, 3))
    (tmp_path / "all.txt").write_text(text, encoding="utf-8")
    (whole,) = preview(call, study, "all.txt")
    assert whole["parts"] == ["INTERVIEW 1", "INTERVIEW 2", "INTERVIEW 3"]
    assert any("3 interviews in this file" in w and "--split" in w for w in whole["warnings"])
    parts = preview(call, study, "all.txt", "--split")
    assert [part["document"] for part in parts] == [f"all – INTERVIEW {n}" for n in (1, 2, 3)]
    call("import", study, "all.txt", "--split", "--no-index", "--role", "T=interviewer")
    with Study.open(study) as opened:
        documents = opened.documents.list()
        assert [d.case for d in documents] == ["R01", "R02", "R03"]
        texts = [opened.documents.text(d) for d in documents]
        assert sum(map(str.isalpha, "".join(texts))) == sum(map(str.isalpha, text))
        name, data = opened.documents.source(documents[1])
        assert (name, data.decode()) == ("all – INTERVIEW 2.txt", texts[1])
        assert "Person 1" not in data.decode()
        assert any("Keep that file" in w for w in documents[1].warnings)
        assert not any("--split" in w for w in documents[1].warnings)
        assert next(s.role for s in opened.documents.speakers(documents[2])) == "interviewer"


def test_variants_of_a_label_are_proposed_joined_on_demand_and_proposed_again(
    call: Call, study: Path, tmp_path: Path
) -> None:
    slip = "Interviewer: Why?\n\nKarin Berg: Because.\n\n" * 6 + "Interviewer: So?\n\nKarin Brg: So it is.\n"
    (tmp_path / "a.txt").write_text(slip, encoding="utf-8")
    (tmp_path / "b.txt").write_text(slip.replace("Because", "Well"), encoding="utf-8")
    (first,) = preview(call, study, "a.txt")
    assert first["joins"] == [["Karin Berg", "Karin Brg"]]
    assert any('--same "Karin Brg=Karin Berg" joins' in w for w in first["warnings"])
    _, errors = call("import", study, "a.txt", "--same", "A=B", "--same", "B=C", code=1)
    assert "join both with one label" in errors
    call(
        "import",
        study,
        "a.txt",
        "--no-index",
        "--same",
        "Karin Brg=Karin Berg",
        "--role",
        "Karin Brg=respondent",
    )
    with Study.open(study) as opened:
        assert {s.label: (s.role, s.turns) for s in opened.documents.speakers("a")} == {
            "Interviewer": ("interviewer", 7), "Karin Berg": ("respondent", 7),
        }  # fmt: skip
        assert opened.documents.text("a") == slip
    said = preview(call, study, "b.txt", "--same", "Nobody=Karin Berg")[0]
    assert ["Karin Berg", "Karin Brg"] in said["joins"]
    assert any("Nobody has the label “Nobody”" in w for w in said["warnings"])
    assert {s["label"]: s["turns"] for s in said["speakers"]} == {"Interviewer": 7, "Karin Berg": 6}


def test_roles_of_earlier_documents_are_only_taken_over_when_that_is_asked(
    call: Call, study: Path, tmp_path: Path
) -> None:
    talk(tmp_path / "a.txt", "Karin")
    talk(tmp_path / "b.txt", "somebody else entirely, who was sent by the town")
    call("import", study, "a.txt", "--no-index", "--role", "T=interviewer", "--role", "R=respondent")
    (open_,) = preview(call, study, "b.txt")
    assert {s["role"] for s in open_["speakers"]} == {"unknown"}
    assert open_["roles_before"]["T"] == {"role": "interviewer", "document": "a"}
    assert any("T = interviewer as in “a”" in w and "--roles-as-before" in w for w in open_["warnings"])
    call("import", study, "b.txt", "--no-index", "--roles-as-before", "--role", "R=other")
    with Study.open(study) as opened:
        assert {s.label: s.role for s in opened.documents.speakers("b")} == {"T": "interviewer", "R": "other"}
        assert not any("role" in warning.casefold() for warning in opened.documents.get("b").warnings)


def test_files_without_labels_are_read_by_the_layout_that_is_given(
    call: Call, study: Path, tmp_path: Path
) -> None:
    bold = "".join(
        para(run(f"What about week {n}?", "<w:b/>")) + para(f"It was week {n}.") for n in range(1, 5)
    )
    (tmp_path / "bold.docx").write_bytes(docx(bold))
    assert preview(call, study, "bold.docx")[0]["turns"] == 0
    _, errors = call("import", study, "bold.docx", "--layout", "italic", code=1)
    assert "choose one of: labels, bold, alternate" in errors
    call("import", study, "bold.docx", "--layout", "bold", "--no-index")
    with Study.open(study) as opened:
        assert {s.role: s.turns for s in opened.documents.speakers("bold")} == {
            "interviewer": 4,
            "respondent": 4,
        }


COMMENT = (
    '<w:comments NAMESPACES><w:comment w:id="1" w:author="Vera" w:date="2025-03-01T10:00:00Z">'
    "<w:p><w:r><w:t>Ask about this again.</w:t></w:r></w:p></w:comment></w:comments>"
)


def test_comments_are_counted_and_kept_as_memos_on_demand(call: Call, study: Path, tmp_path: Path) -> None:
    marked = (
        '<w:commentRangeStart w:id="1"/>' + run("in the cellar") + '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    body = para(run("R: We lived "), marked, run(" then.")) + para("T: Why?") + para("R: We had to.")
    (tmp_path / "a.docx").write_bytes(docx(body + para("T: And?") + para("R: Yes.") + para("T: So?"), {"comments.xml": COMMENT}))  # fmt: skip
    (plain,) = preview(call, study, "a.docx")
    assert plain["notes"] == {"comment": 1}
    assert any("1 comment; --notes keeps" in w for w in plain["warnings"])
    call("import", study, "a.docx", "--notes", "--no-index")
    with Study.open(study) as opened:
        (memo,) = opened.memos.list()
        assert "Ask about this again." in memo.text
        assert "Vera" in memo.text
        (quotation,) = opened.quotations.list()
        text = opened.documents.text("a")
        assert text[quotation.start : quotation.end] == "in the cellar"
        assert not any("comment" in w for w in opened.documents.get("a").warnings)
        opened.history.undo()
        assert opened.memos.list() == ()


def test_a_preview_says_how_each_file_was_read_and_which_is_there_already(
    call: Call, study: Path, tmp_path: Path
) -> None:
    czech = (
        "T: Jak to bylo, když jste přišla?\n\nR: Bylo to těžké, protože jsem se bála, že mě nevezmou.\n\n" * 4
    )
    (tmp_path / "old.txt").write_bytes(czech.encode("cp1250"))
    long = "".join(TALK.format(who=f"visitor {n}") for n in range(5))
    (tmp_path / "a.txt").write_text(long, encoding="utf-8")
    (tmp_path / "again.txt").write_text(long, encoding="utf-8")
    (tmp_path / "corrected.txt").write_text(
        long.replace("visitor 3 came", "visitor three came"), encoding="utf-8"
    )
    call("import", study, "a.txt", "--no-index")
    before = study.read_bytes()
    old, again, corrected = preview(call, study, "old.txt", "again.txt", "corrected.txt", code=1)
    assert study.read_bytes() == before
    assert (old["file"], old["encoding"], old["language"], old["error"]) == ("old.txt", "cp1250", "cs", "")
    assert old["language_from"] == "text"
    assert 0.5 < old["language_sure"] <= 1
    assert old["letters"]["source"] == old["letters"]["text"] > 100
    assert "already, as “a”" in again["error"]
    assert again["duplicates"][0] == {"name": "a", "share": 1.0}
    (near,) = [twin for twin in corrected["duplicates"] if twin["name"] == "a"]
    assert 0.8 < near["share"] < 1
    assert any("of its lines are also in “a”" in w for w in corrected["warnings"])
    (given,) = preview(call, study, "old.txt", "--language", "sk")
    assert (given["language"], given["language_from"], given["language_sure"]) == ("sk", "given", None)
    shown, _ = call("import", study, "old.txt", "--dry-run")
    assert "old: txt in cp1250, language cs (" in " ".join(shown.split())


def test_what_is_left_in_a_folder_or_an_archive_is_said_beside_the_output(
    call: Call, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "talks" / "older").mkdir(parents=True)
    talk(tmp_path / "talks" / "R01.txt", "Karin")
    (tmp_path / "talks" / "ages.csv").write_text("case;age\nR01;50\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("R02.txt", TALK.format(who="Olle"))
        archive.writestr("R03.txt", TALK.format(who="Anders"))
        archive.writestr("sites.tsv", "case\tsite\n")
    left = (
        "qualcode: Not read in the folder talks: 1 table (“ages.csv”) and 1 folder (“older”), which have to be named themselves.\n"
        "qualcode: Not read in more.zip: 1 table (“sites.tsv”), which has to be taken out and named itself.\n"
    )
    said, errors = call("import", study, "talks", "more.zip", "--dry-run", "--json")
    assert len(json.loads(said)) == 3
    assert errors == left
    _, errors = call("import", study, "talks", "more.zip", "--no-index")
    assert errors == left
    _, errors = call("import", study, "talks/ages.csv", "talks/older", code=1)
    assert "There is no transcript in the folder talks/older" in errors


def test_a_text_file_is_imported_in_the_encoding_that_is_named(
    call: Call, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(TALK.format(who="Žofie Dvořáková").encode("cp852"))
    assert "Žofie" not in str(preview(call, study, "a.txt"))
    (seen,) = preview(call, study, "a.txt", "--encoding", "cp852")
    assert (seen["encoding"], seen["first_turns"][1]["text"][:15]) == ("cp852", "Žofie Dvořáková")
    _, errors = call("import", study, "a.txt", "--encoding", "dos", code=1)
    assert "“dos” is no encoding that is known; common ones are utf-8, cp1250" in errors
    _, errors = call("import", study, "a.txt", "--encoding", "utf-8", code=1)
    assert "a.txt cannot be read in utf-8: in line 3" in errors
    call("import", study, "a.txt", "--encoding", "cp852", "--roles-as-before", "--no-index")
    with Study.open(study) as opened:
        assert "Žofie Dvořáková came on Monday" in opened.documents.text("a")
