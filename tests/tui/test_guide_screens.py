"""The screens of guide, readiness, process frames and models that are named."""

from __future__ import annotations

import pytest

from qualcode.model.guides import NewQuestion
from qualcode.study import Study
from qualcode.tui.screens.claims import ClaimsScreen
from qualcode.tui.screens.guide import GuideScreen
from qualcode.tui.screens.processes import ProcessesScreen
from qualcode.tui.screens.readiness import ReadinessScreen
from qualcode.tui.screens.result_board import ResultBoard
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.comparing import adopt_shipped
from tests.tui.boards import counted, shows
from tests.tui.conftest import Open

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def asked(study: Study) -> Study:
    """A guide of two questions; the first is recognised in both documents, and R01 speaks to its criterion."""
    adopt_shipped(study)
    study.guide.replace(
        [NewQuestion("How does it begin?", ("outreach",)), NewQuestion("Where do you meet?", ("in_vivo",))]
    )
    for words, name in (("They ring", "waits"), ("We trust each other", "says ACT")):
        start = study.documents.text("R01").index(words)
        study.codings.apply("R01", (start, start + len(words)), name, coder="Jana")
    study.mappings.set("waits", "outreach", polarity="contradicts")
    study.cases.set("R01", {"type": "clinic"})
    return study


def detail(screen: ResultBoard) -> str:
    return str(screen.detail_text.content)


async def test_the_guide_is_assigned_refused_and_released_by_keys(asked: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        board = await shows(pilot, GuideScreen, "Interview guide")
        assert "How does it begin?" in detail(board)
        await pilot.press("x")
        (row,) = asked.guide.asked()
        assert row.start is None
        await counted(pilot, board)
        assert "refused" in detail(board)
        await pilot.press("r")
        assert asked.guide.asked() == ()
        await counted(pilot, board)
        await pilot.press("end", "a", *"3", "enter")
        (row,) = asked.guide.asked()
        turn = asked.documents.turns("R02")[2]
        assert (row.start, row.end) == (turn.start, turn.end)
        await counted(pilot, board)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Workspace)
        assert pilot.app.screen.pane.caret == turn.speech_start


async def test_states_lead_to_passages(asked: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        board = await shows(pilot, GuideScreen, "Interview guide")
        await pilot.press("tab", "tab")
        assert "absence: 1" in detail(board)
        assert "asked: 1" in detail(board)
        await pilot.press("enter")
        found = pilot.app.screen
        assert isinstance(found, RetrievalScreen)


async def test_readiness_says_what_cannot_be_told_apart(asked: Study, screen: Open) -> None:
    async with screen(size=(80, 24)) as (_, pilot):
        board = await shows(pilot, ReadinessScreen, "Readiness")
        assert "No code speaks to" in detail(board)
        assert board.part is not None
        assert len(board.part.table.rows) == 21


async def test_frames_are_shown_one_after_the_other(asked: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        board = await shows(pilot, ProcessesScreen, "Process frames")
        assert len(board.made.shown) == 5
        await pilot.press("tab")
        assert board.made.at == 1
        assert "never ranked" in detail(board)
        board.made.chosen["by"] = "type"
        board.read()
        await counted(pilot, board)
        assert board.part is not None
        assert list(board.part.columns)[3:] == ["clinic (of 1)", "— (of 1)", "state_practice", "quotations"]


async def test_a_code_is_said_to_name_a_model_and_no_longer(asked: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        board = await shows(pilot, ClaimsScreen, "Models that are named")
        assert "Press a" in detail(board)
        await pilot.press("a", *"says", "enter")
        await pilot.press(*"FACT", "enter")
        await counted(pilot, board)
        assert [(each.code, each.model) for each in asked.claims.list()] == [("says ACT", "fact")]
        assert "model: FACT" in detail(board)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, RetrievalScreen)
        await pilot.press("escape")
        await pilot.press("x", "enter")
        assert asked.claims.list() == ()
