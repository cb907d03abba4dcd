"""Screens while another process changes the study, and before they have noticed it; paths that lead nowhere."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from qualcode.study import Study
from qualcode.tui.screens.board import Board
from qualcode.tui.screens.cases import CasesScreen
from qualcode.tui.screens.comparison import ComparisonScreen
from qualcode.tui.screens.memos import MemoScreen
from qualcode.workflows.comparing import ADOPTING, adopt_shipped, compare_study
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")

SPAN = (TALK.index("We trust"), TALK.index("We trust") + 19)


async def test_figures_count_a_code_that_was_added_elsewhere_a_moment_ago(study: Study, screen: Open) -> None:
    study.codings.apply("R01", SPAN, "trust", coder="Jana")
    async with screen() as (_, pilot):
        study.codebook.tree()
        with Study.open(study.path, actor="Petr", verify=False) as other:
            other.codings.apply("R01", (SPAN[0], SPAN[0] + 4), "hope", coder="Jana")
        await pilot.press("f7")
        assert isinstance(pilot.app.screen, CasesScreen)
        assert pilot.app.screen.coverage.total.codings == 2


async def test_the_highlight_may_go_to_a_memo_that_was_removed_elsewhere(study: Study, screen: Open) -> None:
    study.codings.apply("R01", SPAN, "trust", coder="Jana")
    study.quotations.set(1, memo="Said with a smile.")
    study.memos.add("One question.")
    async with screen() as (_, pilot):
        await pilot.press("f8")
        board = pilot.app.screen
        assert isinstance(board, MemoScreen)
        board.grid.go_to("memo 1")
        await pilot.pause()
        with Study.open(study.path, actor="Jana", verify=False) as other:
            other.quotations.set(1, memo="")
            other.codings.remove([1])
        board.grid.go_to("quotation 1")
        await pilot.pause()
        assert "no quotation 1" in str(board.detail_text.render())


@pytest.mark.parametrize("typed", ["x" * 300 + ".xlsx", "~nobody-of-this-name/memos.xlsx"])
async def test_a_table_cannot_be_written_to_a_path_that_leads_nowhere(
    study: Study, screen: Open, typed: str
) -> None:
    study.memos.add("One question.")
    async with screen() as (_, pilot):
        await pilot.press("f8", "ctrl+e")
        board = pilot.app.screen
        assert isinstance(board, Board)
        board.answer.input.value = typed
        await pilot.press("enter")
        assert board.answer.display, "the line stays, to be corrected"
        assert any(
            "cannot be written" in note.message or "does not exist" in note.message
            for note in pilot.app._notifications
        )


async def test_a_name_too_long_for_a_file_is_said_when_importing(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("ctrl+o")
        workspace.path_bar.input.value = str(Path("/") / ("x" * 300 + ".txt"))
        await pilot.press("enter")
        assert any("There is no file" in note.message for note in pilot.app._notifications)


async def test_a_comparison_that_was_begun_is_not_shown_once_its_models_are_gone(
    study: Study, screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared, go_on = threading.Event(), threading.Event()

    def slow(*arguments: Any, **choices: Any) -> object:
        found = compare_study(*arguments, **choices)
        compared.set()
        go_on.wait(10)
        return found

    monkeypatch.setattr("qualcode.tui.screens.comparison.compare_study", slow)
    study.codings.apply("R01", SPAN, "trust", coder="Jana")
    with study.change(*ADOPTING):
        adopt_shipped(study)
        criteria = study.frameworks.criteria()
        assert criteria is not None
        study.mappings.set("trust", criteria.criteria[0].id)
    async with screen() as (_, pilot):
        await pilot.press("f5")
        board = pilot.app.screen
        assert isinstance(board, ComparisonScreen)
        assert await asyncio.to_thread(compared.wait, 10)
        study.history.undo()
        go_on.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert board.kept.result is None
        assert not board.grid.rows


async def test_a_study_that_may_not_be_written_says_so_at_once(study: Study, screen: Open) -> None:
    study.store.read_only = True
    async with screen() as (workspace, pilot):
        await pilot.pause()
        said = " ".join(note.message for note in workspace.app._notifications)
        assert "may not be written" in said
        await pilot.press("t")
        assert workspace.pane.caret > 0
