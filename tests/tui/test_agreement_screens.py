"""Agreement and disagreements on the screen, and what somebody who codes blind sees there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.model.agreement import Settled
from qualcode.study import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.disagreements import DisagreementsScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.agreeing import worklist_of
from tests.tui.conftest import TALK, Open, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

TRUST, TIME, WORD = "We trust each other, mostly.", "It takes time.", "Důvěra is the word"


def code(study: Study, words: str, name: str, coder: str, document: str = "R01") -> None:
    start = study.documents.text(document).index(words)
    study.codings.apply(document, (start, start + len(words)), name, coder=coder)


@pytest.fixture
def double(study: Study) -> Study:
    """Jana and Petr have coded the first document, and differ on two of three passages."""
    for coder in ("Jana", "Petr"):
        code(study, TRUST, "trust", coder)
    code(study, TIME, "time", "Jana")
    code(study, WORD, "trust", "Petr")
    return study


async def opened(workspace: Workspace, pilot: Pilot[None], name: str) -> None:
    """Choose an analysis from the list of all."""
    await pilot.press("f12", "slash", *name, "enter", "enter")
    for _ in range(100):
        await pilot.pause(0.02)
        if "counting" not in shown(workspace.app.screen):  # type: ignore[arg-type]
            break


async def test_disagreements_are_settled_one_after_the_other(double: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await opened(workspace, pilot, "Disa")
        board = workspace.app.screen
        assert isinstance(board, DisagreementsScreen)
        assert "0 of 2 settled" in shown(board)  # type: ignore[arg-type]
        assert "coded: Jana; not coded: Petr" in board.describe().plain
        await pilot.press("c", "n")
        found = worklist_of(double)
        assert [(item.code, item.outcome, item.by) for item in found.items] == [
            ("time", "coded", "Jana"), ("trust", "not coded", "Jana"),
        ]  # fmt: skip
        assert "2 of 2 settled" in shown(board)  # type: ignore[arg-type]
        await pilot.press("m", *"word only", "enter")
        assert worklist_of(double).items[1].note == "word only"
        await pilot.press("u", "u")
        assert worklist_of(double).settled == Settled(1, 1)
        await pilot.press("g", "o")
        assert worklist_of(double).settled == Settled(0, 2)
        assert double.codings.list(code="time", coder="Petr") == ()


async def test_a_note_goes_to_what_was_just_decided(double: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await opened(workspace, pilot, "Disa")
        await pilot.press("n", "m")
        assert "note on “time” in R01: not coded" in shown(workspace.app.screen)  # type: ignore[arg-type]
        await pilot.press(*"only", "enter")
        assert [(item.code, item.outcome, item.note) for item in worklist_of(double).items] == [
            ("time", "not coded", "only"), ("trust", "open", ""),
        ]  # fmt: skip
        await pilot.press("g", "G", "m")
        assert "note on “trust” in R01: open" in shown(workspace.app.screen)  # type: ignore[arg-type]
        await pilot.press(*"ask", "enter")
        assert [item.note for item in worklist_of(double).items] == ["only", "ask"]


async def test_a_row_says_what_was_decided_in_another_unit(double: Study, screen: Open) -> None:
    turn = next(item for item in worklist_of(double, unit="turn").items if item.code == "time")
    double.adjudications.settle(turn, "coded")
    async with screen() as (workspace, pilot):
        await opened(workspace, pilot, "Disa")
        board = workspace.app.screen
        assert isinstance(board, DisagreementsScreen)
        assert "(coded)" in board.grid.rows[0].cells()
        assert "Settled in another unit" in board.describe().plain
        await pilot.press("n", "g")
        assert "not coded ≠" in board.grid.rows[0].cells()
        assert "But settled otherwise in another unit" in board.describe().plain


async def test_decisions_are_coded_for_the_consensus_where_that_is_turned_on(
    double: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await opened(workspace, pilot, "Disa")
        await pilot.press("a", "c")
        assert [(row.code, row.text) for row in double.codings.list(coder="consensus")] == [("time", TIME)]
        await pilot.press("s")
        board = workspace.app.screen
        assert isinstance(board, DisagreementsScreen)
        assert [row.key for row in board.grid.rows] == [worklist_of(double, which="open").items[0].id]
        await pilot.press("s", "g", "n")
        assert double.codings.list(coder="consensus") == ()


async def test_enter_leads_to_the_passage_and_back_to_the_row(double: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await opened(workspace, pilot, "Disa")
        await pilot.press("G", "enter")
        assert workspace.app.screen is workspace
        assert TALK[workspace.pane.caret :].startswith(WORD)
        await opened(workspace, pilot, "Disa")
        board = workspace.app.screen
        assert isinstance(board, DisagreementsScreen)
        assert board.item.code == "trust"
        await pilot.press("e")
        assert [item.turn for item in worklist_of(double, unit="turn").items] == [2, 4]
        assert len(board.grid.rows) == 2
        await pilot.press("z", "escape")


async def test_agreement_leads_to_the_passages_on_which_they_differ(double: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await opened(workspace, pilot, "coders a")
        board = workspace.app.screen
        assert isinstance(board, AgreementScreen)
        assert board.part is not None
        assert [row[0] for row in board.part.table.rows] == ["trust", "time"]
        await pilot.press("G", "enter")
        await pilot.pause()
        assert isinstance(workspace.app.screen, RetrievalScreen)
        assert "time" in shown(workspace.app.screen)  # type: ignore[arg-type]


async def test_one_coder_alone_is_told_why_there_is_nothing(study: Study, screen: Open) -> None:
    code(study, TRUST, "trust", "Jana")
    async with screen() as (workspace, pilot):
        await opened(workspace, pilot, "Disa")
        assert "Agreement needs two coders" in shown(workspace.app.screen)  # type: ignore[arg-type]
        await pilot.press("escape", "escape")
        await opened(workspace, pilot, "coders a")
        assert "Agreement needs two coders" in shown(workspace.app.screen)  # type: ignore[arg-type]


async def test_who_codes_blind_sees_and_writes_their_own(double: Study, tmp_path: Path) -> None:
    double.blinds.begin("Petr", double.coders)
    with Study.open(double.path, actor="Petr") as own:
        app = QualcodeApp(own)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            workspace = app.screen
            assert isinstance(workspace, Workspace)
            assert {mark.coder for mark in workspace.every_mark} == {"Petr"}
            await pilot.press("t", "t", "e", "c", *"blind", "enter")
            assert {row.coder for row in own.codings.list(code="blind")} == {"Petr"}
            await opened(workspace, pilot, "Disa")
            assert "still codes blind" in shown(app.screen)  # type: ignore[arg-type]
    with Study.open(double.path, actor="Jana") as other:
        app = QualcodeApp(other)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            workspace = app.screen
            assert isinstance(workspace, Workspace)
            assert {mark.coder for mark in workspace.every_mark} == {"Jana"}
            with Study.open(double.path, actor="Petr") as own:
                own.blinds.release("Petr", own.coders)
            for _ in range(100):
                await pilot.pause(0.05)
                if len({mark.coder for mark in workspace.every_mark}) > 1:
                    break
            assert {mark.coder for mark in workspace.every_mark} == {"Jana", "Petr"}


async def test_the_coder_that_the_screen_was_opened_for_looks(double: Study) -> None:
    double.blinds.begin("Petr", double.coders)
    with Study.open(double.path, actor="Jana") as own:
        app = QualcodeApp(own, coder="Petr")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            workspace = app.screen
            assert isinstance(workspace, Workspace)
            assert {mark.coder for mark in workspace.every_mark} == {"Petr"}
