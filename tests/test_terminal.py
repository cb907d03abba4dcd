"""The screen in a real terminal, driven by keys alone."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.study import Study
from tests.conftest import program
from tests.study.material import TEXT, add, new

Keys = Callable[..., None]


class Terminal:
    """One tmux window with the screen in it."""

    def __init__(self, folder: Path, study: Path, width: int, height: int) -> None:
        self.tmux = [program("tmux"), "-L", f"qualcode-{os.getpid()}-{width}", "-f", "/dev/null"]
        environment = [
            f"{k}={os.environ[k]}" for k in ("QUALCODE_DATA_DIR", "QUALCODE_CONFIG_DIR", "QUALCODE_USER")
        ]
        command = shlex.join(
            [
                "env",
                *environment,
                "TERM=xterm-256color",
                "COLUMNS=300",
                "LINES=90",
                sys.executable,
                "-m",
                "qualcode",
                "open",
                str(study),
            ]
        )
        self.run(
            "new-session",
            "-d",
            "-x",
            str(width),
            "-y",
            str(height),
            "-c",
            str(folder),
            f"{command}; sleep 60",
        )

    def run(self, *words: str) -> str:
        """Run a tmux command."""
        return subprocess.run(
            [*self.tmux, *words], capture_output=True, text=True, check=True, timeout=30
        ).stdout

    def screen(self) -> str:
        """What the terminal shows."""
        return self.run("capture-pane", "-p")

    def wait(self, words: str, seconds: float = 90) -> str:
        """Wait until some words are shown."""
        until = time.monotonic() + seconds
        while words not in (shown := self.screen()):
            assert time.monotonic() < until, f"{words!r} never came:\n{shown}"
            time.sleep(0.05)
        return shown

    def keys(self, *keys: str) -> None:
        """Send keys."""
        self.run("send-keys", *keys)

    def close(self) -> None:
        """End the terminal, whatever runs in it."""
        subprocess.run([*self.tmux, "kill-server"], capture_output=True, check=False, timeout=30)


@pytest.fixture(params=[(80, 24), (160, 48)], ids=["80x24", "160x48"])
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    program("tmux")
    with new(tmp_path) as study:
        add(study, "talk with R")
    window = Terminal(tmp_path, tmp_path / "study.qualcode", *request.param)
    yield window
    window.close()


def test_a_passage_is_coded_undone_and_done_again_by_keys(terminal: Terminal, tmp_path: Path) -> None:
    shown = terminal.wait("talk with R")
    assert "What does trust mean here?" in shown
    terminal.keys("t", "s", "e", "c", "t", "r", "u", "s", "t", "Enter")
    terminal.wait("[R01:1]")
    with Study.open(tmp_path / "study.qualcode") as study:
        (row,) = study.codings.list()
        assert (row.code, row.text) == ("trust", "I trust him, and he trusts me.")
        assert TEXT[row.start : row.end] == row.text
    terminal.keys("u")
    terminal.wait("undone")
    with Study.open(tmp_path / "study.qualcode") as study:
        assert study.codings.list() == ()
    terminal.keys("U")
    terminal.wait("done again")
    terminal.keys("C-q")
    with Study.open(tmp_path / "study.qualcode") as study:
        assert len(study.codings.list()) == 1


def test_a_closed_terminal_loses_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait("talk with R")
    terminal.keys("t", "s", "e", "c", "k", "e", "p", "t", "Enter")
    terminal.wait("[R01:1]")
    terminal.close()
    with Study.open(tmp_path / "study.qualcode") as study:
        assert [row.code for row in study.codings.list()] == ["kept"]


def test_a_study_with_a_changed_text_is_refused_in_a_sentence_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "changed.qualcode"
    with Study.create(path, actor="Jana") as study:
        add(study, "R01")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE texts SET text = replace(text, 'trust', 'doubt')")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    program("tmux")
    terminal = Terminal(tmp_path, path, 100, 30)
    try:
        shown = terminal.wait("backup list changed.qualcode")
    finally:
        terminal.close()
    assert "is not the one that was" in shown
    assert "Traceback" not in shown
    assert path.read_bytes() == before
