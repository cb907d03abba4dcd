"""Importing several files: one change, interrupted nowhere halfway."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.importing import import_files
from tests.study.material import new

TEXT = "I: Number {n}?\n\nR: Yes, {n} it is, as I said before and will say again.\n\nI: Why?\n\nR: Because.\n\nI: So?\n\nR: So it is {n}.\n"


def files(folder: Path, count: int) -> list[Path]:
    """Some small transcripts."""
    for n in range(count):
        (folder / f"interview {n:03}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return sorted(folder.glob("interview *.txt"))


def test_several_files_are_one_change(tmp_path: Path) -> None:
    paths = files(tmp_path, 3)
    with new(tmp_path) as study:
        results = import_files(study, paths, roles={"I": "interviewer", "r": "respondent"})
        assert [r.error for r in results] == [""] * 3
        assert [d.case for d in study.documents.list()] == ["R01", "R02", "R03"]
        assert {s.role for d in study.documents.list() for s in study.documents.speakers(d)} == {
            "interviewer",
            "respondent",
        }
        study.history.undo()
        assert study.documents.list() == ()
        assert study.cases.list() == ()


def test_names_come_from_the_stem_unless_two_collide(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(n="one"), encoding="utf-8")
    (tmp_path / "a.md").write_text(TEXT.format(n="two"), encoding="utf-8")
    with new(tmp_path) as study:
        import_files(study, [tmp_path / "a.txt", tmp_path / "a.md"])
        assert [d.name for d in study.documents.list()] == ["a.txt", "a.md"]


def test_the_same_text_twice_is_refused_and_a_near_one_is_a_warning(tmp_path: Path) -> None:
    long = "".join(
        f"I: Question number {n} about something else?\n\nR: Answer number {n}, which is a longer one.\n\n"
        for n in range(20)
    )
    for name, text in (
        ("one.txt", long),
        ("two.txt", long),
        ("three.txt", long.replace("number 7", "number seven")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with new(tmp_path) as study:
        one, two, three = import_files(study, [tmp_path / f"{n}.txt" for n in ("one", "two", "three")])
        assert one.error == ""
        assert "already, as “one”" in two.error
        assert any("also in “one”" in warning for warning in three.warnings)
        assert any("also in “one”" in warning for warning in study.documents.get("three").warnings)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    paths = files(tmp_path, 2)
    with new(tmp_path) as study:
        before = study.path.read_bytes()
        preview = import_files(study, paths, dry_run=True, roles={"I": "interviewer"})
        assert study.path.read_bytes() == before
        real = import_files(study, paths, roles={"I": "interviewer"})
    for dry, done in zip(preview, real, strict=True):
        assert (dry.document, dry.words, dry.turns, dry.sha256, dry.language) == (
            done.document,
            done.words,
            done.turns,
            done.sha256,
            done.language,
        )
        assert [(s.label, s.role, s.turns) for s in dry.speakers] == [
            (s.label, s.role, s.turns) for s in done.speakers
        ]


def test_a_cancelled_import_leaves_the_study_as_it_was(tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def progress(done: int, total: int, name: str) -> None:
        if done == 2:
            raise Cancelled

    with new(tmp_path) as study:
        before = study.path.read_bytes()
        with pytest.raises(Cancelled):
            import_files(study, files(tmp_path, 4), progress=progress)
        assert study.path.read_bytes() == before


def test_ctrl_c_in_the_middle_of_an_import_leaves_the_study_as_it_was_or_imports_all(tmp_path: Path) -> None:
    paths = files(tmp_path, 300)
    with new(tmp_path) as study:
        path = study.path
    outcomes = set()
    for n in range(20):
        process = subprocess.Popen(
            [sys.executable, "-m", "qualcode", "import", str(path), "--no-index", *map(str, paths)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        time.sleep(0.35 * 1.3**n)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        with Study.open(path) as study:
            count = len(study.documents.list())
            assert check(study) == ()
            if count:
                study.history.undo()
        assert count in (0, 300)
        outcomes.add(count)
        if "interrupted" in errors:
            assert "Traceback" not in errors
            assert process.returncode == 1
        if outcomes == {0, 300}:
            break
    assert 0 in outcomes, "at least one was interrupted"
