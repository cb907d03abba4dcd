"""The screen of reports, and the check of a finished chapter."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.reporting import ReportingScreen
from qualcode.tui.screens.verifying import VerifyingScreen
from qualcode.tui.screens.working_board import WorkingBoard
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

SAID = "We trust each other, mostly."
SPAN = (TALK.index(SAID), TALK.index(SAID) + len(SAID))


@pytest.fixture
def coded(study: Study) -> Study:
    """One code on one passage of R01."""
    study.codings.apply("R01", SPAN, "trust", coder="Jana")
    study.codings.apply("R02", SPAN, "other trust", coder="Jana")
    return study


def reports(pilot: Pilot[None]) -> ReportingScreen:
    assert isinstance(pilot.app.screen, ReportingScreen)
    return pilot.app.screen


def check(pilot: Pilot[None]) -> VerifyingScreen:
    assert isinstance(pilot.app.screen, VerifyingScreen)
    return pilot.app.screen


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def done(pilot: Pilot[None]) -> None:
    """Wait until a file was read or written."""
    for _ in range(600):
        await pilot.pause(0.02)
        assert isinstance(pilot.app.screen, WorkingBoard)
        if pilot.app.screen.working is None:
            return
    raise AssertionError("it is still at work")


async def change(pilot: Pilot[None], row: str, *keys: str) -> None:
    """Go to a row of the screen of reports, press Enter and then some keys."""
    reports(pilot).grid.go_to(row)
    await pilot.press("enter", *keys)
    await pilot.pause()


@pytest.mark.parametrize(("size", "key"), [((80, 24), "X"), ((160, 48), "f11")])
async def test_enter_writes_the_report_and_lists_it(
    coded: Study, screen: Open, size: tuple[int, int], key: str
) -> None:
    async with screen(size) as (_, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert "Write the report" in seen(pilot)
        await change(pilot, "kind", *"codes", "enter")
        await change(pilot, "suffix", *"md", "enter")
        await change(pilot, "language", *"Czech", "enter")
        reports(pilot).grid.highlight(0)
        await pilot.press("enter")
        await done(pilot)
        written = coded.path.with_name("screen-codes.md")
        assert f"wrote {written}"[: size[0] - 4] in seen(pilot)
        assert SAID in written.read_text(encoding="utf-8")
        assert "Kódy s výroky" in written.read_text(encoding="utf-8") or "„" in written.read_text(
            encoding="utf-8"
        )
        assert [each.analysis for each in coded.results.list()] == ["report"]
        coded.codings.remove([coded.codings.list()[0].id])
        await pilot.pause()
        assert "1 stale" in seen(pilot)


async def test_a_file_that_exists_is_asked_about(coded: Study, screen: Open) -> None:
    path = coded.path.with_name("mine.md")
    path.write_text("mine", encoding="utf-8")
    async with screen() as (_, pilot):
        await pilot.press("X")
        await change(pilot, "kind", *"codebook", "enter")
        await change(pilot, "path")
        reports(pilot).answer.open(str(path))
        await pilot.press("enter", "w", "n")
        assert path.read_text(encoding="utf-8") == "mine"
        await pilot.press("w", "y")
        await done(pilot)
        assert "trust" in path.read_text(encoding="utf-8")


async def test_choices_are_those_that_the_kind_heeds(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("X")
        await change(pilot, "kind", *"codes", "enter")
        await change(pilot, "rows")
        await change(pilot, "per_respondent", "3", "enter")
        await change(pilot, "codes", *"other", "enter")
        assert reports(pilot).wishes.choices == {"rows": True, "per_respondent": 3, "codes": ("other trust",)}
        await change(pilot, "per_respondent", "backspace", "x", "enter")
        assert reports(pilot).wishes.choices["per_respondent"] == 3, "x is no number"
        await pilot.press("escape", "w")
        await done(pilot)
        await change(pilot, "kind", *"codebook", "enter")
        assert reports(pilot).wishes.choices == {"codes": ("other trust",)}
        assert "rows" not in [key for key, *_ in reports(pilot).settings()]
        await pilot.press("r")
        assert reports(pilot).wishes.choices == {}
        reports(pilot).grid.go_to(f"r{coded.results.list()[-1].id}")
        await pilot.press("enter")
        assert reports(pilot).wishes.kind == "codes"
        assert reports(pilot).wishes.choices == {"rows": True, "per_respondent": 3, "codes": ("other trust",)}


async def test_a_report_file_chooses_the_parts(coded: Study, screen: Open, tmp_path: Path) -> None:
    from qualcode.workflows.report import write_report_file

    plan = tmp_path / "plan.yaml"
    write_report_file(coded, plan, kind="codebook")
    async with screen() as (_, pilot):
        await pilot.press("X")
        await change(pilot, "plan")
        reports(pilot).answer.open(str(tmp_path / "none.yaml"))
        await pilot.press("enter")
        assert reports(pilot).wishes.plan is None
        reports(pilot).answer.open(str(plan))
        await pilot.press("enter")
        await pilot.pause()
        assert "as the report file says" in seen(pilot)
        await pilot.press("w")
        await done(pilot)
    assert coded.path.with_name("screen-plan.docx").exists()


async def test_a_setting_that_cannot_be_is_said_and_nothing_is_written(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("X")
        await change(pilot, "path")
        reports(pilot).answer.open(str(coded.path.with_name("report.pdf")))
        await pilot.press("enter")
        assert reports(pilot).wishes.path is None
        reports(pilot).answer.open(str(coded.path.parent / "none" / "report.md"))
        await pilot.press("enter", "w")
        await done(pilot)
        assert coded.results.list() == ()
        assert reports(pilot).working is None


async def verified(pilot: Pilot[None], folder: Path, text: str) -> VerifyingScreen:
    """Check a chapter on the screen."""
    chapter = folder / "chapter.md"
    chapter.write_text(text, encoding="utf-8")
    await pilot.press("p")
    await pilot.pause()
    check(pilot).answer.open(str(chapter))
    await pilot.press("enter")
    await done(pilot)
    await pilot.pause()
    return check(pilot)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_findings_lie_beside_the_passage_word_by_word(
    coded: Study, screen: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    text = f"# Trust\n\nThey say “{SAID.replace('mostly', 'always')}” [R01:1] and “{SAID}” [R01:1] [R09:3]."
    async with screen(size) as (workspace, pilot):
        on_it = await verified(pilot, tmp_path, text)
        assert "2 places to look at of 3" in seen(pilot)
        assert "[-mostly-]{+always+}" in on_it.describe().plain
        assert "It takes time" in on_it.describe().plain, "what stands around the passage"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Workspace)
        assert workspace.pane.selection == SPAN
        await pilot.press("p")
        await pilot.pause()
        assert "2 places to look at of 3" in seen(pilot), "the check is still there"
        await pilot.press("down", "enter")
        assert isinstance(pilot.app.screen, VerifyingScreen), "no words of the study stand behind it"
        await pilot.press("f", *"everything", "enter")
        assert len(check(pilot).listed) == 3


async def test_the_check_is_written_and_made_again(coded: Study, screen: Open, tmp_path: Path) -> None:
    async with screen() as (_, pilot):
        on_it = await verified(pilot, tmp_path, "Only “words that nobody has said here”.")
        assert [each.kind for each in on_it.listed.values()] == ["absent"]
        await pilot.press("x")
        on_it.answer.open(str(tmp_path / "check.md"))
        await pilot.press("enter")
        await done(pilot)
        assert "words that nobody has said here" in (tmp_path / "check.md").read_text(encoding="utf-8")
        (tmp_path / "chapter.md").write_text(f"Only “{SAID}”", encoding="utf-8")
        await pilot.press("r")
        await done(pilot)
        assert check(pilot).listed == {}
        coded.codebook.rename("trust", "reliance")
        await pilot.pause()
        assert "r checks again" in seen(pilot)


async def test_a_chapter_that_cannot_be_read_is_said(coded: Study, screen: Open, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"nothing")
    async with screen() as (workspace, pilot):
        await pilot.press("X", "v")
        await pilot.pause()
        check(pilot).answer.open(str(tmp_path / "none.docx"))
        await pilot.press("enter")
        assert check(pilot).checked is None
        check(pilot).answer.open(str(tmp_path / "broken.docx"))
        await pilot.press("enter")
        await done(pilot)
        assert check(pilot).checked is None
        await pilot.press("escape")
        assert "Interviewer" in shown(workspace)
