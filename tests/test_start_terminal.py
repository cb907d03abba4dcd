"""``qualcode`` alone in a real terminal: from an empty folder to a coded study."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.study import Study
from qualcode.workflows.recent import recent_studies
from tests.conftest import program
from tests.test_terminal import Terminal


class Start(Terminal):
    """One tmux window with the start screen in it."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.tmux = [program("tmux"), "-L", f"qualcode-start-{os.getpid()}-{width}", "-f", "/dev/null"]
        names = ("QUALCODE_DATA_DIR", "QUALCODE_CONFIG_DIR", "QUALCODE_STATE_DIR", "QUALCODE_USER")
        command = shlex.join(
            ["env", *(f"{k}={os.environ[k]}" for k in names), "TERM=xterm-256color", "COLUMNS=300", "LINES=90", sys.executable, "-m", "qualcode"]
        )  # fmt: skip
        self.run(
            "new-session", "-d", "-x", str(width), "-y", str(height), "-c", str(folder), f"{command}; echo LEFT $?; sleep 60"
        )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "empty folder"
    made.mkdir()
    return made


@pytest.fixture(params=[(80, 24), (160, 48)], ids=["80x24", "160x48"])
def terminal(folder: Path, request: pytest.FixtureRequest) -> Iterator[Start]:
    window = Start(folder, *request.param)
    yield window
    window.close()


def test_a_new_study_is_made_and_opened_from_an_empty_folder(terminal: Start, folder: Path) -> None:
    terminal.wait("New study", 60)
    terminal.keys("n")
    terminal.wait("Title")
    terminal.keys("t", "h", "e", "s", "i", "s", "Enter", "T", "r", "u", "s", "t", "Enter", "s", "v")
    terminal.wait("will be made as")
    terminal.keys("Enter")
    terminal.wait("quit")
    assert [path.name for path in folder.iterdir()] == ["thesis.qualcode"]
    with Study.open(folder / "thesis.qualcode") as study:
        assert (study.title, study.language) == ("Trust", "sv")
    terminal.keys("C-q")
    terminal.wait("LEFT 0")
    (recent,) = recent_studies()
    assert (recent.path, recent.title) == (folder / "thesis.qualcode", "Trust")


def test_a_file_that_is_no_study_leads_back_to_the_start_screen(terminal: Start, folder: Path) -> None:
    terminal.wait("New study", 60)
    (folder / "bad.qualcode").write_text("no study", encoding="utf-8")
    terminal.keys("o", "b", "a", "d", "Enter")
    shown = terminal.wait("bad.qualcode", 30)
    terminal.wait("In this folder")
    assert "New study" in terminal.screen(), shown
    terminal.keys("q")
    terminal.wait("LEFT 0")
