"""The start screen: what it lists, and what each of its keys does."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from qualcode.study import Study
from qualcode.tui.actions import CONTEXTS, START_ACTIONS
from qualcode.tui.keymap import keymap_file
from qualcode.tui.screens.start import DO, StartScreen
from qualcode.tui.start import StartApp
from qualcode.workflows.demo import DemoResult
from qualcode.workflows.recent import recent_studies, remember


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@asynccontextmanager
async def opened(
    size: tuple[int, int] = (80, 24), note: str = ""
) -> AsyncIterator[tuple[StartScreen, Pilot[Path]]]:
    app = StartApp(note)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        yield app.screen, pilot


def shown(screen: StartScreen) -> str:
    lines = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def words(screen: StartScreen) -> str:
    """What is shown, wherever its lines end."""
    return " ".join(shown(screen).split())


def make(path: Path, title: str = "") -> Path:
    with Study.create(path, title=title) as made:
        return made.path


def test_every_action_is_done_and_no_key_means_two_things_in_one_place() -> None:
    assert {action.id for action in START_ACTIONS} == set(DO)
    places = {context for action in START_ACTIONS for context in action.contexts}
    assert not places & set(CONTEXTS)
    for place in places:
        keys = [key for action in START_ACTIONS if place in action.contexts for key in action.keys]
        assert len(keys) == len(set(keys))
        assert any(action.footer for action in START_ACTIONS if place in action.contexts)
    assert all(action.help.endswith(".") for action in START_ACTIONS)


async def test_studies_that_were_open_come_first_and_missing_ones_say_so(
    tmp_path: Path, folder: Path
) -> None:
    remember(tmp_path / "gone.qualcode", "Gone [b]x[/b]\x1b[2J")
    remember(make(tmp_path / "kept.qualcode"), "Kept")
    make(folder / "here is one.qualcode")
    (folder / "sub").mkdir()
    make(folder / "sub" / "deep.qualcode")
    async with opened() as (screen, pilot):
        text = shown(screen)
        assert text.index("Recent studies") < text.index("Kept") < text.index("Gone [b]x[/b]")
        assert "not there any more" in text
        assert "\x1b" not in text
        assert text.index("In this folder") < text.index("here is one.qualcode") < text.index("deep.qualcode")
        assert "in sub" in text
        await pilot.press("enter")
        assert pilot.app.return_value == tmp_path / "kept.qualcode"


async def test_a_missing_study_is_not_opened_but_forgotten_on_request(tmp_path: Path) -> None:
    remember(tmp_path / "gone.qualcode", "Gone")
    async with opened() as (screen, pilot):
        await pilot.press("G", "enter")
        assert "not there any more; x takes it off" in words(screen)
        await pilot.press("x")
        await pilot.pause()
        assert "Gone" not in shown(screen)
        assert recent_studies() == ()
        await pilot.press("x")
        await pilot.pause()
        assert "highlight one" in words(screen)
        assert pilot.app.return_value is None


async def test_forgetting_leaves_the_file(tmp_path: Path) -> None:
    path = make(tmp_path / "kept.qualcode")
    remember(path, "Kept")
    async with opened() as (_, pilot):
        await pilot.press("x")
        assert recent_studies() == ()
        assert path.is_file()


async def test_a_new_study_is_made_from_name_title_and_language(folder: Path) -> None:
    async with opened((300, 24)) as (screen, pilot):
        await pilot.press("n", *"moje", "enter", *"Má", "space", *"cesta", "tab", *"cs")
        assert f"will be made as {folder / 'moje.qualcode'}" in words(screen)
        await pilot.press("enter")
        assert pilot.app.return_value == Path("moje.qualcode")
    with Study.open(folder / "moje.qualcode") as study:
        assert (study.title, study.language) == ("Má cesta", "cs")


async def test_a_name_that_cannot_be_is_said_and_nothing_is_made(folder: Path) -> None:
    before = make(folder / "there.qualcode").read_bytes()
    async with opened() as (screen, pilot):
        await pilot.press("n", *"there", "enter", "enter", "enter")
        assert "exists" in words(screen)
        await pilot.press("up", "up", *"x", "down", "down", *"??", "enter")
        assert pilot.app.return_value is None
        assert not (folder / "therex.qualcode").exists()
        await pilot.press("escape", "n", "enter", "enter", "enter")
        assert "Give the study a name" in words(screen)
        await pilot.press("escape", "j", "escape")
        assert pilot.app.return_value is None
    assert (folder / "there.qualcode").read_bytes() == before


async def test_a_study_is_opened_by_its_path(tmp_path: Path, folder: Path) -> None:
    make(tmp_path / "far away.qualcode")
    async with opened() as (screen, pilot):
        await pilot.press("o", *"../none", "enter")
        assert "There is no study ../none.qualcode" in words(screen)
        await pilot.press("escape", "o", *"..", "enter")
        assert "is a folder" in words(screen)
        await pilot.press("escape", "o", *"'../far", "space", *"away'", "enter")
        assert pilot.app.return_value == Path("../far away.qualcode")


async def test_the_sample_is_built_in_a_new_folder_and_opened(
    folder: Path, demo: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = demo[0] / "demo"  # by the real work, once for all tests; here it is only put in its place

    def build(place: Path, *, progress: Callable[[str], None]) -> DemoResult:
        progress("Building sample.qualcode …")
        place.mkdir()
        files = [Path(shutil.copy(each, place)) for each in built.iterdir()]
        return DemoResult(place / "sample.qualcode", tuple(files))

    monkeypatch.setattr("qualcode.workflows.demo.build_demo", build)
    async with opened() as (screen, pilot):
        (folder / "demo").mkdir()
        await pilot.press("s")
        assert "demo-2" in shown(screen)
        await pilot.press("enter")
        with suppress(WorkerCancelled):  # the app may have left before the thread has said that it is done
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert pilot.app.return_value == Path("demo-2/sample.qualcode")
    with Study.open(folder / "demo-2" / "sample.qualcode") as study:
        assert study.codings.list()


async def test_stopping_leaves_no_half_of_a_sample(folder: Path) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("s", "enter")
        while not (folder / "demo").exists():
            await pilot.pause()
        await pilot.press("escape")
        assert "stopping after this step" in words(screen)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "stopped; nothing was left behind" in words(screen)
        assert not (folder / "demo").exists()
        assert screen.context == "start"


async def test_a_folder_with_something_in_it_is_refused(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "notes.txt").write_text("dear diary", encoding="utf-8")
    async with opened() as (screen, pilot):
        await pilot.press("s", *["backspace"] * 4, *"mine", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "not empty" in words(screen)
        assert (folder / "mine" / "notes.txt").read_text(encoding="utf-8") == "dear diary"


async def test_the_mouse_opens_what_is_clicked(tmp_path: Path) -> None:
    path = make(tmp_path / "kept.qualcode")
    remember(path, "Kept")
    async with opened() as (screen, pilot):
        lines = shown(screen).split("\n")
        await pilot.click(offset=(5, next(y for y, line in enumerate(lines) if "Kept" in line)))
        await pilot.pause()
        assert pilot.app.return_value == path


async def test_clicking_a_way_goes_it(folder: Path) -> None:
    async with opened((160, 48)) as (screen, pilot):
        await pilot.click(offset=(5, 2))
        await pilot.pause()
        assert screen.context == "start_form"


@pytest.mark.parametrize("key", ["escape", "q", "ctrl+q"])
async def test_leaving_opens_nothing(key: str) -> None:
    async with opened() as (_, pilot):
        await pilot.press(key)
        assert not pilot.app.is_running or pilot.app._exit
        assert pilot.app.return_value is None


async def test_help_lists_the_keys_of_this_screen_alone() -> None:
    async with opened((100, 40)) as (_, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        lines = pilot.app.screen._compositor.render_strips()
        text = "\n".join("".join(segment.text for segment in strip) for strip in lines)
        assert "Take the highlighted study off the list" in text
        assert "In vivo" not in text
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, StartScreen)


async def test_the_users_keys_work_here_too() -> None:
    keymap_file().parent.mkdir(parents=True)
    keymap_file().write_text('"start.new" = "o"\n', encoding="utf-8")
    async with opened() as (screen, pilot):
        await pilot.press("o")
        assert screen.context == "start_form"


async def test_why_a_study_could_not_be_opened_is_said() -> None:
    async with opened(note="broken.qualcode is no study") as (screen, _):
        assert "broken.qualcode is no study" in shown(screen)
