"""Suggestions on the screen: shown when the caret rests, applied by a key only, and nothing heavy before that."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.correcting import edit, store
from qualcode.workflows.indexing import index_study
from tests.tui.conftest import Open, add, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

FIRST = (
    "Interviewer: How was the hostel?\n\n"
    "Respondent: The landlord wanted the rent. My debts grew and the bailiff came.\n\n"
    "Interviewer: And the nurse?\n\n"
    "Respondent: The nurse gave me methadone. She trusted me with the dose.\n"
)
SECOND = (
    "Interviewer: What worries you?\n\n"
    "Respondent: The debts worry me. A bailiff rings every week about rent.\n\n"
    "Interviewer: And health?\n\n"
    "Respondent: The nurse and her methadone dose help. Rain falls.\n"
)


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Study]:
    """Two talks, one of them coded, both with a language index."""
    with Study.create(tmp_path / "coded.qualcode", title="Debts", actor="Jana") as study:
        add(study, "R01", FIRST)
        add(study, "R02", SECOND)
        for words, code in (
            ("My debts grew and the bailiff came.", "owing money"),
            ("The nurse gave me methadone.", "medication"),
            ("The landlord wanted the rent.", "housing"),
        ):
            start = FIRST.index(words)
            study.codings.apply("R01", (start, start + len(words)), code)
        index_study(study)
        study.places.keep(study.documents.get("R02").id, 0)
        yield study


async def until(pilot: Pilot[None], come: Callable[[], bool]) -> None:
    """Wait until something has come, at most ten seconds."""
    async with asyncio.timeout(10):
        while not come():
            await pilot.pause(0.02)


def rows(study: Study, document: str = "R02") -> list[tuple[str, str]]:
    return [(row.code, row.text) for row in study.codings.list(document=document)]


def where(workspace: Workspace) -> str:
    return workspace.context


async def rested(workspace: Workspace, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: workspace.suggestions.key is not None)


async def test_codes_are_suggested_when_the_caret_rests_and_q_applies_the_first(
    coded: Study, screen: Open
) -> None:
    async with screen(size=(160, 48), other=coded) as (workspace, pilot):
        assert "they come when the caret rests" in shown(workspace)
        await pilot.press("t")
        await rested(workspace, pilot)
        assert rows(coded) == [], "nothing is applied by itself"
        assert "q owing money" in shown(workspace)
        assert "debt" in shown(workspace)
        await pilot.press("q")
        assert rows(coded) == [("owing money", "The debts worry me.")]
        await until(pilot, lambda: workspace.suggestions.key is not None)
        assert "owing money" not in [s.code for s in workspace.suggestions.found]
        await pilot.press("u")
        assert rows(coded) == []


async def test_a_suggestion_for_another_passage_is_never_applied(coded: Study, screen: Open) -> None:
    async with screen(size=(160, 48), other=coded) as (workspace, pilot):
        await pilot.press("t")
        await rested(workspace, pilot)
        await pilot.press("t", "t", "q")
        assert rows(coded) == []
        assert "looking for suggestions" in shown(workspace)
        await until(pilot, lambda: [s.code for s in workspace.suggestions.found] == ["medication"])
        await pilot.press("q")
        assert rows(coded) == [("medication", "The nurse and her methadone dose help.")]


async def test_what_nobody_could_see_is_named_before_it_is_applied(coded: Study, screen: Open) -> None:
    async with screen(size=(80, 24), other=coded) as (workspace, pilot):
        await pilot.press("t")
        await rested(workspace, pilot)
        await pilot.press("q")
        assert rows(coded) == []
        assert "q once more applies: owing money" in shown(workspace)
        await pilot.press("q")
        assert rows(coded) == [("owing money", "The debts worry me.")]


async def test_the_list_shows_what_the_codes_rest_on_and_enter_applies_the_highlighted_one(
    coded: Study, screen: Open
) -> None:
    async with screen(other=coded) as (workspace, pilot):
        await pilot.press("t", "s", "s", "Q")
        assert workspace.context == "suggestions"
        await until(pilot, lambda: len(workspace.picks.suggestions) == 2)
        await pilot.pause()
        assert "My debts grew and the bailiff came." in shown(workspace)
        second = workspace.picks.suggestions[1].code
        await pilot.press("j", "enter")
        assert rows(coded) == [(second, "A bailiff rings every week about rent.")]
        assert where(workspace) == "text"
        await pilot.press("Q", "escape")
        assert where(workspace) == "text"
        assert len(rows(coded)) == 1


async def test_k_goes_up_in_the_list_and_a_passage_without_a_shared_word_says_so(
    coded: Study, screen: Open
) -> None:
    async with screen(other=coded) as (workspace, pilot):
        await pilot.press("t", "s", "s", "Q")
        await until(pilot, lambda: len(workspace.picks.suggestions) == 2)
        await pilot.press("down", "k")
        assert workspace.picks.rows.highlighted == 0
        await pilot.press("escape", "G", "S", "Q")
        await until(pilot, lambda: "No code shares" in workspace.picks.rows.empty_line)


async def test_more_passages_like_this_one_go_there_code_there_and_apply_the_same(
    coded: Study, screen: Open
) -> None:
    async with screen(other=coded) as (workspace, pilot):
        workspace.open_document(coded.documents.get("R01").id, FIRST.index("My debts"))
        await pilot.press("L")
        assert workspace.context == "passages"
        await until(pilot, lambda: bool(workspace.picks.passages))
        await pilot.pause()
        assert "The debts worry me." in shown(workspace)
        assert "same code: owing money" in shown(workspace)
        found = workspace.picks.passage
        assert found is not None
        assert found.document == "R02"
        await pilot.press("r")
        assert rows(coded) == [("owing money", found.text)]
        assert found not in workspace.picks.passages
        assert workspace.context == "passages"
        await pilot.press("escape", "u")
        assert workspace.passage is not None
        assert workspace.passage.name == "R02", "undoing shows where"
        await pilot.press("B", "L")
        await until(pilot, lambda: bool(workspace.picks.passages))
        await pilot.press("enter")
        assert workspace.passage is not None
        assert workspace.passage.name == "R02"
        assert workspace.pane.selection == (found.start, found.end)
        assert where(workspace) == "text"


async def test_a_listed_passage_is_not_coded_where_its_text_was_corrected_meanwhile(
    coded: Study, screen: Open
) -> None:
    async with screen(other=coded) as (workspace, pilot):
        workspace.open_document(coded.documents.get("R01").id, FIRST.index("My debts"))
        await pilot.press("L")
        await until(pilot, lambda: bool(workspace.picks.passages))
        await pilot.pause()
        with Study.open(coded.path, actor="Petr") as other:
            store(other, edit(other, "R02", "Second talk.\n\n" + SECOND))
        await pilot.press("r")
        await pilot.pause()
        assert rows(coded) == []
        assert "corrected meanwhile" in " ".join(n.message for n in pilot.app._notifications)


async def test_like_all_of_a_code_from_the_codebook_and_coding_from_the_list(
    coded: Study, screen: Open
) -> None:
    async with screen(other=coded) as (workspace, pilot):
        workspace.go("codebook")
        place = next(
            i
            for i, item in enumerate(workspace.codebook.items)
            if item.key == coded.codebook.get("medication").id
        )
        workspace.codebook.highlight(place)
        await pilot.press("L")
        await until(pilot, lambda: bool(workspace.picks.passages))
        found = workspace.picks.passages[0]
        assert "methadone" in found.text
        await pilot.press("c", *"dosing", "enter")
        assert rows(coded) == [("dosing", found.text)]


async def test_without_an_index_it_is_said_and_q_builds_it(study: Study, screen: Open) -> None:
    async with screen(size=(160, 48)) as (workspace, pilot):
        await pilot.press("t")
        await rested(workspace, pilot)
        assert "no language index" in " ".join(shown(workspace).split())
        assert study.language_indexes.missing()
        await pilot.press("Q")
        await until(pilot, lambda: not study.language_indexes.missing() and workspace.job is None)
        workspace.suggestions.key = None
        await pilot.press("s")
        await until(pilot, lambda: "coded nothing yet" in workspace.suggestions.note)


def test_neither_numpy_nor_spacy_loads_before_a_suggestion_is_asked_for(coded: Study) -> None:
    script = f"""
import asyncio, sys
from qualcode.study import Study
from qualcode.tui.app import QualcodeApp
async def main():
    with Study.open({str(coded.path)!r}, actor='Jana') as study:
        app = QualcodeApp(study)
        async with app.run_test(size=(160, 48)) as pilot:
            await pilot.pause(1.0)
            loaded = {{'numpy', 'spacy', 'simplemma'}} & sys.modules.keys()
            assert not loaded, loaded
            await pilot.press('t')
            for _ in range(400):
                if app.screen.suggestions.found:
                    break
                await pilot.pause(0.02)
            assert app.screen.suggestions.found
            assert 'numpy' in sys.modules
            assert 'spacy' not in sys.modules, 'the index is there already'
asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
