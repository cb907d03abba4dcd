"""What all tests share: a data folder of their own, no network, and nothing skipped in CI."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.quick import command

IN_CI = os.environ.get("CI") == "true"
# In CI Hypothesis tries the same examples each time, so that a change is judged and not the luck of the draw; at home it goes on looking.
settings.register_profile("ci", derandomize=True, print_blob=True)
if IN_CI:
    settings.load_profile("ci")

ABSENT = "the folder with real transcripts is not here"
"""The one reason for which a test may be skipped in CI: those files lie outside the project."""
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups, settings and the user's name are the test's own."""
    monkeypatch.setenv("QUALCODE_DATA_DIR", str(tmp_path_factory.mktemp("data")))
    monkeypatch.setenv("QUALCODE_CONFIG_DIR", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("QUALCODE_STATE_DIR", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("QUALCODE_USER", "Tester")
    monkeypatch.delenv("QUALCODE_DEBUG", raising=False)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interviews stay on the machine: any attempt to reach a network fails the test."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family == getattr(socket, "AF_UNIX", None):
            connect(self, address)  # type: ignore[arg-type]
            return
        raise AssertionError(f"a test tried to reach the network: {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def shared_data() -> Path:
    """Real transcripts, which lie outside the project; absent ones skip the test."""
    if not SHARED.is_dir():
        pytest.skip(ABSENT)
    return SHARED


def program(name: str) -> str:
    """The path of a program the machine may lack; skips the test where it does, but not in CI."""
    found = shutil.which(name)
    if found is None:
        if IN_CI:
            pytest.fail(f"CI must install {name}")
        pytest.skip(f"{name} is not installed")
    return found


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and ABSENT not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


@pytest.fixture
def qualcode() -> list[str]:
    """The command line as a real process: the words before its arguments."""
    return command()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the demo come first: then one worker builds it while the others go on."""
    items.sort(key=lambda item: "demo" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The demo of an installed copy, built in an empty folder, once for all workers; gives the folder and what was printed."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    empty, printed = root / "empty", root / "demo.json"
    with (root / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            empty.mkdir()
            printed.write_text(installed_demo(root / "installed", empty), encoding="utf-8")
    return empty, json.loads(printed.read_text(encoding="utf-8"))


def installed_demo(folder: Path, empty: Path) -> str:
    """Build the wheel, unpack it in a folder, and run its demo in an empty one; gives what it printed."""
    folder.mkdir()
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--disable-pip-version-check",
            "-w",
            str(folder),
            str(Path(__file__).resolve().parent.parent),
        ],
        check=True,
    )
    (wheel,) = folder.glob("qualcode-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    environment = os.environ | {
        "PYTHONPATH": str(folder / "site"),
        "QUALCODE_DATA_DIR": str(folder / "data"),
        "QUALCODE_USER": "Tester",
    }
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", "demo", "--json"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
