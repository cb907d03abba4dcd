"""Slow work beside the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from qualcode.errors import InputError
from qualcode.study import Study
from qualcode.tui.jobs import Job
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, shown


async def finished(workspace: Workspace, pilot: object) -> None:
    for _ in range(200):
        await workspace.workers.wait_for_complete()
        await pilot.pause(0.05)  # type: ignore[attr-defined]
        if workspace.job is None:
            return
    raise AssertionError("the work did not end")


async def test_a_transcript_is_imported_opened_and_indexed_from_the_screen(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    file = tmp_path / "third interview.txt"
    file.write_text(TALK.replace("trust", "like"), encoding="utf-8")
    async with screen() as (workspace, pilot):
        await pilot.press("ctrl+o")
        assert workspace.context == "path"
        workspace.path_bar.input.value = f'"{file}"'
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("f2")
        await pilot.app.workers.wait_for_complete()
        await finished(workspace, pilot)
        assert [d.name for d in study.documents.list()][-1] == "third interview"
        assert workspace.passage is not None
        assert workspace.passage.name == "third interview"
        assert (
            study.language_indexes.missing() == ()
            or study.documents.list()[-1].id not in study.language_indexes.missing()
        )
        await pilot.press("u", "u")
        assert [d.name for d in study.documents.list()] == ["R01", "R02"]


async def test_work_shows_how_far_it_is_and_stops_when_told(screen: Open) -> None:
    go_on, reported = threading.Event(), threading.Event()

    def work(report: Callable[[int, int, str], None]) -> None:
        for n in range(1000):
            report(n, 1000, "part")
            reported.set()
            go_on.wait(5)

    async with screen((80, 24)) as (workspace, pilot):
        workspace.start_job(Job("Counting", work))
        while not reported.is_set():
            await pilot.pause(0.01)
        await pilot.pause()
        assert "Counting: part" in shown(workspace)
        await pilot.press("t")
        assert workspace.pane.caret > 0
        await pilot.press("ctrl+c")
        go_on.set()
        await finished(workspace, pilot)
        assert workspace.job is None
        assert "stopped" in shown(workspace)


async def test_errors_of_the_work_are_shown_without_a_traceback(screen: Open) -> None:
    def refused(report: Callable[[int, int, str], None]) -> None:
        raise InputError("This cannot be done; do that.")

    def faulty(report: Callable[[int, int, str], None]) -> None:
        raise ValueError("secret words of a respondent")

    async with screen() as (workspace, pilot):
        workspace.start_job(Job("Trying", refused))
        await finished(workspace, pilot)
        (first,) = (n.message for n in workspace.app._notifications)
        assert first == "This cannot be done; do that."
        workspace.start_job(Job("Trying", faulty))
        await finished(workspace, pilot)
        (second,) = (n.message for n in workspace.app._notifications)
        assert "Trying failed (ValueError)" in second
        assert "secret" not in second
