"""Files that are read first and imported with what was settled for each of them; folders and patterns of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli.app import app
from qualcode.errors import FileError, InputError
from qualcode.transcripts.finding import find_files
from qualcode.workflows.import_plans import read_plans, settle
from qualcode.workflows.import_previews import previews
from qualcode.workflows.import_records import FileChoice, PreviewTurn
from qualcode.workflows.importing import import_plans
from tests.study.material import new

TEXT = "T: Number {n}?\n\nR: Yes, {n} it is, as I said before.\n\nT: Why?\n\nR: Because.\n\nT: So?\n\nR: So it is {n}.\n\nMatka: Well.\n"


def files(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text(TEXT.format(n=name), encoding="utf-8")
    return [folder / name for name in names]


def test_each_file_gets_what_was_settled_for_it_as_one_change(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        plans = read_plans(study, [*files(tmp_path, "a.txt", "b.txt", "c.txt"), tmp_path / "none.txt"])
        choices = [
            FileChoice({"T": "interviewer", "matka": "other"}, "sv", "K1", {"site": "ward"}, "Anna"),
            FileChoice({"R": "respondent"}),
            FileChoice(taken=False),
            FileChoice(),
        ]
        results = import_plans(study, plans, choices)
        assert [r.source for r in results] == ["a.txt", "b.txt", "none.txt"]
        assert "none.txt" in results[2].error
        anna, b = study.documents.list()
        assert (anna.name, anna.case, anna.language) == ("Anna", "K1", "sv")
        assert study.cases.get("K1").attributes == {"site": "ward"}
        assert {s.label: s.role for s in study.documents.speakers(anna)} == {
            "T": "interviewer", "R": "unknown", "Matka": "other",
        }  # fmt: skip
        assert {s.label: s.role for s in study.documents.speakers(b)} == {"T": "unknown", "R": "respondent"}
        assert study.documents.source(anna) == ("a.txt", (tmp_path / "a.txt").read_bytes())
        study.history.undo()
        assert study.documents.list() == ()


def test_a_preview_shows_speakers_first_turns_and_what_would_be_refused(tmp_path: Path) -> None:
    paths = files(tmp_path, "a.txt", "b.txt")
    (tmp_path / "twin.txt").write_bytes(paths[0].read_bytes())
    with new(tmp_path) as study:
        plans = read_plans(study, [*paths, tmp_path / "twin.txt"])
        a, b, twin = previews(study, plans)
        assert [(s.label, s.role, s.turns, a.questions[s.label]) for s in a.speakers] == [
            ("T", "unknown", 3, 3), ("R", "unknown", 3, 0),
        ]  # fmt: skip
        assert a.first_turns[0] == PreviewTurn("T", "Number a.txt?")
        assert b.error == ""
        assert "this text is in a.txt too" in twin.error
        left_out = [FileChoice(taken=False), FileChoice(name="TWIN"), FileChoice()]
        assert "there is a document “TWIN” already" in previews(study, plans, left_out)[2].error
        assert study.documents.list() == ()


def test_a_file_is_read_again_in_the_language_and_with_the_labels_that_were_given(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("T: Štěstí?\n\nR: Žádné, šťastně.\n\n".encode("iso-8859-2") * 3 + b"Matka: Ano.\n")
    with new(tmp_path) as study:
        plan = read_plans(study, [path])[0]
        path.unlink()
        again = settle(study, plan, FileChoice({"Matka": "other", "Nikdo": "other"}, "cs"))
        assert "Žádné, šťastně" in again.transcript.text
        assert [voice.label for voice in again.voices] == ["T", "R", "Matka"]
        assert any("Nobody has the label “Nikdo”" in warning for warning in again.warnings)
        assert settle(study, again, FileChoice({"Matka": "other"}, "cs")) is again


def test_an_interrupted_import_and_a_bad_choice_store_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int, part: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with new(tmp_path) as study:
        plans = read_plans(study, files(tmp_path, "a.txt", "b.txt"))
        with pytest.raises(KeyboardInterrupt):
            import_plans(study, plans, [FileChoice()] * 2, progress=stop)
        with pytest.raises(InputError, match="no language code"):
            import_plans(study, plans, [FileChoice(), FileChoice(language="Czech")])
        assert study.documents.list() == ()


def test_a_folder_and_a_pattern_stand_for_the_transcripts_in_it(tmp_path: Path) -> None:
    files(tmp_path, "R10.txt", "r2.md", "~$R2.docx", ".hidden.txt", "photo.jpg", "[x].txt")
    (tmp_path / "empty").mkdir()
    assert [p.name for p in find_files([tmp_path])] == ["[x].txt", "r2.md", "R10.txt"]
    assert [p.name for p in find_files([tmp_path / "*R*", tmp_path / "R10.txt"])] == ["R10.txt"]
    assert find_files([tmp_path / "[x].txt", tmp_path / "none.txt"])[1].name == "none.txt"
    for path in (tmp_path / "empty", tmp_path / "*.vtt"):
        with pytest.raises(FileError, match="transcript"):
            find_files([path])


def test_the_command_line_takes_a_folder_and_its_dry_run_shows_what_the_screen_shows(tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    files(folder, "a.txt", "b.txt")
    with new(tmp_path) as study:
        path = study.path
    done = CliRunner().invoke(app, ["import", str(path), str(folder), "--dry-run", "--json"])
    a, b = json.loads(done.stdout)
    assert (a["document"], b["document"]) == ("a", "b")
    assert a["questions"] == {"T": 3, "R": 0}
    assert a["first_turns"][1] == {"speaker": "R", "text": "Yes, a.txt it is, as I said before."}
