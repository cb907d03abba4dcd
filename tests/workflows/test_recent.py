"""The list of recent studies: what it holds, and what a damaged one does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.workflows.recent import MOST, forget, recent_file, recent_studies, remember, studies_in
from tests.quick import command


def test_the_last_one_is_first_each_is_there_once_and_at_most_twenty_are_kept(tmp_path: Path) -> None:
    for number in range(MOST + 3):
        remember(tmp_path / f"{number}.qualcode", f"Study {number}")
    remember(tmp_path / "10.qualcode", "Renamed")
    listed = recent_studies()
    assert len(listed) == MOST
    assert listed[0].title == "Renamed"
    assert len({recent.path for recent in listed}) == MOST
    assert all(recent.path.is_absolute() and not recent.there for recent in listed)


def test_it_holds_paths_titles_and_dates_alone_and_is_for_the_user_alone(tmp_path: Path) -> None:
    remember(tmp_path / "a.qualcode", "Trust")
    (row,) = json.loads(recent_file().read_text(encoding="utf-8"))
    assert set(row) == {"path", "title", "opened"}
    assert recent_file().stat().st_mode & 0o077 == 0
    assert [p.name for p in recent_file().parent.iterdir()] == ["recent.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[1, {}]",
        b'[{"path": 3, "title": "x", "opened": ""}]',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * 2_000_000,
    ],
)
def test_a_damaged_list_is_an_empty_one_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    recent_file().parent.mkdir(parents=True, exist_ok=True)
    recent_file().write_bytes(content)
    assert recent_studies() == ()
    remember(tmp_path / "a.qualcode", "A")
    assert [recent.title for recent in recent_studies()] == ["A"]


def test_where_it_cannot_be_written_nothing_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wall").write_text("", encoding="utf-8")
    monkeypatch.setenv("QUALCODE_STATE_DIR", str(tmp_path / "wall"))
    remember(tmp_path / "a.qualcode", "A")
    assert recent_studies() == ()


def test_forgetting_takes_one_off_and_names_what_is_not_there(tmp_path: Path) -> None:
    remember(tmp_path / "a.qualcode", "A")
    remember(tmp_path / "b.qualcode", "B")
    forget(tmp_path / "a.qualcode")
    assert [recent.title for recent in recent_studies()] == ["B"]
    with pytest.raises(InputError, match="not among the recent studies"):
        forget(tmp_path / "a.qualcode")


def test_studies_are_found_in_the_folder_and_one_below(tmp_path: Path) -> None:
    for path in ("b.qualcode", "sub/a.qualcode", "sub/deep/c.qualcode", "notes.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("", encoding="utf-8")
    assert [str(p.relative_to(tmp_path)) for p in studies_in(tmp_path)] == ["b.qualcode", "sub/a.qualcode"]


def test_the_command_line_lists_and_forgets_what_it_made(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        return subprocess.run(
            [*command(), *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert "No study was open lately" in run("recent")
    run("new", "mine", "--title", "Mine")
    (row,) = json.loads(run("recent", "--json"))
    assert (row["path"], row["title"], row["there"]) == (str(tmp_path / "mine.qualcode"), "Mine", True)
    assert "Mine" in run("recent")
    assert json.loads(run("recent", "--forget", "mine.qualcode", "--json")) == []
    assert (tmp_path / "mine.qualcode").is_file()
