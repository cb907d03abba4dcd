"""Small studies for the screen, and folders of their own for settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.study import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.workspace import Workspace

TALK = (
    "Interviewer: How does it begin? Who comes?\n\n"
    "Respondent: They ring, or the GP sends them. We trust each other, mostly. It takes time.\n\n"
    "Interviewer: Time for what?\n\n"
    "Respondent: For what he says in the eighty-fifth minute. Důvěra is the word my colleague uses.\n"
)


def transcript(
    text: str, labels: tuple[str, ...] = ("Interviewer", "Respondent"), step: int | None = None
) -> Transcript:
    """A transcript of labelled lines; with ``step`` each turn starts so many milliseconds after the one before."""
    turns: list[TranscriptTurn] = []
    start = 0
    for line in text.split("\n"):
        label = next((label for label in labels if line.startswith(f"{label}: ")), None)
        if label is not None:
            time = None if step is None else step * len(turns)
            turns.append(TranscriptTurn(start, start + len(line), start + len(label) + 2, label, time))
        start += len(line) + 1
    roles = {"Interviewer": "interviewer", "Respondent": "respondent"}
    return Transcript(text, tuple(turns), "txt", roles)  # type: ignore[arg-type]


def add(study: Study, name: str, text: str = TALK, step: int | None = None) -> None:
    """Add a document to a study."""
    source = transcript(text, step=step)
    study.documents.add(source, name=name, source=text.encode(), source_name=f"{name}.txt", language="en")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the person who runs the tests, and none left behind."""
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two documents, no codes."""
    with Study.create(tmp_path / "screen.qualcode", title="Trust", actor="Jana") as study:
        add(study, "R01")
        add(study, "R02", TALK.replace("ring", "write"))
        yield study


Open = Callable[..., AbstractAsyncContextManager[tuple[Workspace, Pilot[None]]]]


@pytest.fixture
def screen(study: Study) -> Open:
    """Open the study on a screen of a given size."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40), other: Study | None = None, **options: object
    ) -> AsyncIterator[tuple[Workspace, Pilot[None]]]:
        app = QualcodeApp(other or study, **options)  # type: ignore[arg-type]
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, Workspace)
            yield app.screen, pilot

    return opened


def shown(workspace: Workspace) -> str:
    """The whole screen as plain text."""
    _width, height = workspace.size
    lines = workspace._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines[:height])


@contextmanager
def statements(study: Study) -> Iterator[list[str]]:
    """The SQL that runs meanwhile, without the clock's own: polling for other writers, keeping the reading place."""
    seen: list[str] = []
    study.store.connection.set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        study.store.connection.set_trace_callback(None)
        kept = any("reading_places" in sql for sql in seen)
        of_the_clock = ("data_version", "reading_places", *(("BEGIN", "COMMIT") if kept else ()))
        seen[:] = [sql for sql in seen if not any(word in sql for word in of_the_clock)]
