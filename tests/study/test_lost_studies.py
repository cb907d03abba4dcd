"""Backups of a study that is gone, moved or damaged beyond recognition are still found by where it lay."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from qualcode.errors import NotFoundError, StudyError
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.store import backups, last_seen
from qualcode.workflows.backups import backups_of, make_backup, restore_backup
from tests.study.material import TEXT, add, new

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with one document and one backup."""
    with new(tmp_path) as study:
        add(study)
        path = study.path
    Study.open(path).close()
    return path


def overwrite(path: Path, first: int, last: int) -> None:
    """Put rubbish over pages of a file, counted from 1."""
    data = bytearray(path.read_bytes())
    data[(first - 1) * PAGE : last * PAGE] = b"\xa5" * ((last - first + 1) * PAGE)
    path.write_bytes(data)


def seen_file() -> Path:
    """The one file that tells where a study lies."""
    (found,) = backups.backup_folder().glob(f"*/{last_seen.NAME}")
    return found


def test_where_a_study_lies_is_noted_beside_its_backups_for_its_owner_alone(path: Path) -> None:
    noted = json.loads(seen_file().read_bytes())
    assert noted["title"] == "A study"
    assert [*noted["paths"]] == [str(path.resolve())]
    assert seen_file().stat().st_mode & 0o077 == 0
    assert not [*seen_file().parent.glob("*.part")]


@pytest.mark.parametrize("damage", ["missing", "identity", "everything", "empty", "cut"])
def test_a_study_that_does_not_tell_who_it_is_is_restored_by_its_path(
    path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if damage == "missing":
        path.unlink()
    elif damage == "identity":
        overwrite(path, 4, 9)
    elif damage == "everything":
        path.write_bytes(os.urandom(PAGE))
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        path.write_bytes(path.read_bytes()[:PAGE])
    there = damage != "missing"
    with pytest.raises(StudyError) as refusal:
        Study.open(path)
    assert "\n" not in str(refusal.value)
    monkeypatch.chdir(path.parent)
    (backup,) = backups_of(Path(path.name))
    assert backup.reason == "daily"
    restore_backup(Path(path.name))
    with Study.open(path) as study:
        assert study.documents.text("interview") == TEXT
        assert check(study) == ()
    assert len([*path.parent.glob("study damaged *.qualcode")]) == there, "what was there is kept"


def test_pages_four_to_nine_hold_the_identity(path: Path) -> None:
    """So that the case above is one in which the bytes do not tell."""
    (folder,) = backups.backup_folder().iterdir()
    assert folder.name.encode() in path.read_bytes()
    overwrite(path, 4, 9)
    assert folder.name.encode() not in path.read_bytes()


def test_a_path_where_nothing_ever_lay_is_told_which_studies_there_are(path: Path) -> None:
    other = path.with_name("other.qualcode")
    for action in (backups_of, restore_backup):
        with pytest.raises(StudyError, match="does not exist, and no study that lay there") as refusal:
            action(other)
        message = str(refusal.value)
        assert f"“A study” ({path.resolve()})" in message
        assert str(backups.backup_folder()) in message
        assert "backup list" not in message
        assert "qualcode new" not in message
    other.write_bytes(b"WEBVTT\n\nhello")
    with pytest.raises(StudyError, match="cannot be read as a study"):
        backups_of(other)
    with pytest.raises(StudyError, match="is a folder"):
        backups_of(path.parent)


def test_a_moved_study_is_found_at_both_places(path: Path) -> None:
    moved = path.with_name("moved.qualcode")
    path.rename(moved)
    Study.open(moved).close()
    moved.unlink()
    assert len(backups_of(path)) == len(backups_of(moved)) == 1
    assert [*json.loads(seen_file().read_bytes())["paths"]] == [str(moved.resolve()), str(path.resolve())]


def test_of_two_studies_at_one_path_the_later_one_is_meant(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    with new(path.parent) as study:
        identity = backups.study_id(study.store.connection)
    monkeypatch.setattr(last_seen, "now", lambda: "2999-01-01T00:00:00Z")
    make_backup(path)
    path.unlink()
    assert {b.path.parent.name for b in backups_of(path)} == {identity}


def test_a_damaged_study_that_names_itself_is_not_taken_for_the_one_that_lay_there_before(path: Path) -> None:
    path.unlink()
    new(path.parent).close()
    data = bytearray(path.read_bytes())
    data[100:PAGE] = b"\xff" * (PAGE - 100)
    path.write_bytes(data)
    assert backups_of(path) == ()
    with pytest.raises(NotFoundError, match="no backup"):
        restore_backup(path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"paths": []}', b"\xff", b'{"paths": {}}'])
def test_a_note_that_cannot_be_read_is_as_good_as_none(path: Path, content: bytes) -> None:
    seen_file().write_bytes(content)
    away = path.with_name("away.qualcode")
    path.rename(away)
    with pytest.raises(StudyError, match="does not exist"):
        backups_of(path)
    away.rename(path)
    Study.open(path).close()
    assert [*json.loads(seen_file().read_bytes())["paths"]] == [str(path.resolve())], "noted anew"


def test_a_study_whose_folder_is_gone_says_so(path: Path) -> None:
    path.unlink()
    path.parent.rename(path.parent.with_name("gone"))
    with pytest.raises(StudyError, match="folder .* does not exist"):
        restore_backup(path)


@pytest.mark.parametrize("pages", [(1, 1), (3, 6)])
def test_a_damaged_backup_is_refused_and_the_study_left_alone(path: Path, pages: tuple[int, int]) -> None:
    backup = backups_of(path)[0]
    overwrite(backup.path, *pages)
    before = path.read_bytes()
    with pytest.raises(StudyError, match=f"backup {backup.name} is damaged.*choose another") as refusal:
        restore_backup(path)
    assert str(path) not in str(refusal.value)
    assert path.read_bytes() == before
    assert len(backups_of(path)) == 1, "nothing was replaced, so nothing was backed up"


def test_what_sqlite_says_on_several_lines_is_told_on_one(path: Path) -> None:
    with Study.open(path) as study:
        study.codings.apply("interview", (3, 9), "a")
        root = study.store.value("SELECT rootpage FROM sqlite_schema WHERE name = 'codings'")
    overwrite(path, root, root)
    with sqlite3.connect(path) as raw:
        found = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    raw.close()
    assert "\n" in found
    with pytest.raises(StudyError) as refusal:
        Study.open(path)
    assert "\n" not in str(refusal.value)
