"""Correcting the lemma of the word at the caret."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.indexing import index_study
from tests.tui.conftest import TALK, Open, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

AT = TALK.index("colleague")


async def until(pilot: Pilot[None], come: Callable[[], bool]) -> None:
    """Wait until something has come, at most ten seconds."""
    async with asyncio.timeout(10):
        while not come():
            await pilot.pause(0.02)


def held(study: Study) -> dict[str, str]:
    return study.lemmas.overrides("en")


def where(workspace: Workspace) -> str:
    return workspace.context


def built(study: Study, workspace: Workspace) -> bool:
    return workspace.job is None and not study.language_indexes.missing()


async def test_the_word_at_the_caret_gets_another_lemma_and_is_found_by_it(
    study: Study, screen: Open
) -> None:
    index_study(study)
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(AT)
        await pilot.press("D")
        assert "lemma of “colleague”" in shown(workspace)
        assert where(workspace) == "lemma"
        assert workspace.lemma_bar.input.value == "colleague", "the present lemma is offered"
        await pilot.press(*(["backspace"] * 9), *"nurse", "enter")
        assert held(study) == {"colleague": "nurse"}
        assert where(workspace) == "text"
        assert study.history.list()[-1].label == "Set the lemma of “colleague” (en) to “nurse”"
        await until(pilot, lambda: built(study, workspace))
        await pilot.press("slash", "f8", *"nurse")
        assert [TALK[slice(*hit)] for hit in workspace.pane.hits] == ["colleague"]
        assert len(study.search.find("nurse", lemma=True)) == 2, "in both documents"
        await pilot.press("escape", "D")
        assert workspace.lemma_bar.input.value == "nurse"


async def test_undo_builds_the_index_again_without_being_asked(study: Study, screen: Open) -> None:
    index_study(study)
    async with screen() as (workspace, pilot):
        study.lemmas.set("colleague", "nurse", "en")
        await until(pilot, lambda: built(study, workspace))
        assert study.search.find("nurse", lemma=True)
        study.history.undo()
        await until(pilot, lambda: workspace.job is not None or built(study, workspace))
        await until(pilot, lambda: built(study, workspace))
        assert not study.search.find("nurse", lemma=True)


async def test_an_empty_line_takes_the_correction_away_and_escape_changes_nothing(
    study: Study, screen: Open
) -> None:
    study.lemmas.set("colleague", "nurse", "en")
    index_study(study)
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(AT)
        await pilot.press("D", *"xyz", "escape")
        assert held(study) == {"colleague": "nurse"}
        await pilot.press("D", *(["backspace"] * 5), "enter")
        assert held(study) == {}
        await until(pilot, lambda: built(study, workspace))
        await pilot.press("D", *(["backspace"] * 9), "enter")
        assert "is not corrected" in shown(workspace)


async def test_without_an_index_the_word_is_taken_from_the_text_and_what_is_refused_is_said(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(AT)
        await pilot.press("D")
        assert workspace.lemma_bar.input.value == ""
        await pilot.press(*"two", "space", *"words", "enter")
        assert held(study) == {}
        assert "a lemma is one word" in next(iter(workspace.app._notifications)).message
        assert where(workspace) == "lemma", "what was typed is still there to be put right"
        await pilot.press("escape")
        workspace.pane.move_to(TALK.index(". We"))
        await pilot.press("D")
        assert where(workspace) == "text"
        assert any("no word at the caret" in n.message for n in workspace.app._notifications)


async def test_the_palette_offers_it(study: Study, screen: Open) -> None:
    index_study(study)
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(AT)
        await pilot.press("ctrl+p", *"correctthelemma")
        await pilot.app.screen.workers.wait_for_complete()
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.pause()
        assert where(workspace) == "lemma"
        await pilot.press(*"s", "enter")
        assert held(study) == {"colleague": "colleagues"}
