"""Key phrases of a document on the screen: candidates for codes in vivo, never applied by themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.indexing import index_study
from qualcode.workflows.suggesting import key_phrases
from tests.tui.conftest import Open, add, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

FIRST = "Interviewer: Well?\n\n" + "\n\n".join(
    f"Respondent: The bailiff came {when}. We talked. My debts grew."
    for when in ("early", "late", "often", "again", "twice")
)
SECOND = "Interviewer: Well?\n\n" + "\n\n".join(
    f"Respondent: The nurse helped {when}. We talked. Her methadone eased."
    for when in ("early", "late", "often", "again", "twice")
)


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Study]:
    """Two talks with words of their own, both with a language index."""
    with Study.create(tmp_path / "talks.qualcode", title="Talks", actor="Jana") as study:
        add(study, "R01", FIRST)
        add(study, "R02", SECOND)
        index_study(study)
        study.places.keep(study.documents.get("R01").id, 0)
        yield study


async def until(pilot: Pilot[None], come: Callable[[], bool]) -> None:
    """Wait until something has come, at most ten seconds."""
    async with asyncio.timeout(10):
        while not come():
            await pilot.pause(0.02)


def coded(study: Study) -> list[tuple[str, int]]:
    return [(row.code.casefold(), row.start) for row in study.codings.list()]


async def opened(workspace: Workspace, pilot: Pilot[None]) -> str:
    """Open the list; the words of the highlighted phrase."""
    await pilot.press("K")
    await until(pilot, lambda: bool(workspace.picks.phrases))
    assert workspace.picks.phrase is not None
    return workspace.picks.phrase.phrase


async def test_the_list_says_how_often_and_enter_goes_from_place_to_place(talks: Study, screen: Open) -> None:
    first = key_phrases(talks, "R01")[0]
    async with screen((80, 24), talks) as (workspace, pilot):
        phrase = await opened(workspace, pilot)
        await pilot.pause()
        assert phrase == first.phrase
        assert f"{first.count} times here, nowhere else" in shown(workspace)
        assert "i in vivo" in shown(workspace)
        assert "nurse" not in [p.phrase for p in workspace.picks.phrases]
        for place in (*first.places, first.places[0]):
            await pilot.press("enter")
            assert workspace.pane.selection == place
        assert f"place 1 of {len(first.places)}" in shown(workspace)
        assert coded(talks) == []
        await pilot.press("p")
        assert workspace.pane.selection == first.places[-1]


async def test_i_codes_the_place_shown_in_vivo_and_the_list_goes_on(talks: Study, screen: Open) -> None:
    first = key_phrases(talks, "R01")[0]
    async with screen(other=talks) as (workspace, pilot):
        await opened(workspace, pilot)
        await pilot.press("enter", "enter", "i")
        assert coded(talks) == [(first.phrase, first.places[1][0])]
        assert workspace.picks.display
        await pilot.press("j", "i")
        assert len(coded(talks)) == 2
        await pilot.press("escape", "u")
        assert coded(talks) == [(first.phrase, first.places[1][0])]
        assert talks.codebook.get(first.phrase).origin == "in vivo"


async def test_c_opens_the_list_of_codes_for_the_place(talks: Study, screen: Open) -> None:
    first = key_phrases(talks, "R01")[0]
    async with screen(other=talks) as (workspace, pilot):
        await opened(workspace, pilot)
        await pilot.press("c", *"debts", "enter")
        assert coded(talks) == [("debts", first.places[0][0])]
        assert not workspace.picks.display


async def test_with_a_single_document_the_panel_says_what_is_missing(tmp_path: Path, screen: Open) -> None:
    with Study.create(tmp_path / "one.qualcode", title="One", actor="Jana") as study:
        add(study, "R01", FIRST)
        index_study(study)
        async with screen((120, 30), study) as (workspace, pilot):
            await pilot.press("K")
            await until(pilot, lambda: "only document" in workspace.picks.rows.empty_line)
