"""Which codings the transcript shows: chosen by code, category and coder."""

from __future__ import annotations

import pytest

from qualcode.model.marks import Mark
from qualcode.study import Study
from qualcode.tui.geometry.showing import Selection, Showing
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, shown, statements

pytestmark = pytest.mark.usefixtures("_own_settings")

TRUST, TIME, GP = "We trust each other", "It takes time.", "the GP sends them"


@pytest.fixture
def coded(study: Study) -> Study:
    """Three codes, two of them in a category, by two coders, in the first document."""
    study.codebook.add("relations", kind="category")
    study.codebook.add("trust", under="relations")
    study.codebook.add("referral", under="relations")
    for words, code, coder in (
        (TRUST, "trust", "Jana"),
        (TIME, "time", "Jana"),
        (GP, "referral", "Petr"),
        (TRUST, "time", "Petr"),
    ):
        start = TALK.index(words)
        study.codings.apply("R01", (start, start + len(words)), code, coder=coder)
    return study


def visible(workspace: Workspace) -> list[tuple[str, str]]:
    return sorted((mark.name, mark.coder) for mark in workspace.pane.marks.items)


async def test_only_some_codes_are_shown_and_the_title_says_so(coded: Study, screen: Open) -> None:
    async with screen((100, 30)) as (workspace, pilot):
        await pilot.press("V", *"trust", "f2")
        assert visible(workspace) == [("trust", "Jana")]
        await pilot.press(*"time", "enter")
        assert visible(workspace) == [("time", "Jana"), ("time", "Petr"), ("trust", "Jana")]
        await pilot.press("escape")
        await pilot.pause()
        assert "showing 2 of 3 codes · 3 of 4 codings" in shown(workspace)
        assert " FILTER " in shown(workspace)
        await pilot.press("A")
        await pilot.pause()
        assert len(visible(workspace)) == 4
        assert "showing" not in shown(workspace)
        assert "FILTER" not in shown(workspace)


async def test_enter_hides_a_category_and_new_codes_still_show(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("V", *"relat", "enter")
        assert visible(workspace) == [("time", "Jana"), ("time", "Petr")]
        await pilot.press("escape", "t", "c", *"waiting", "enter")
        assert ("waiting", "Jana") in visible(workspace)


async def test_list_at_the_caret_and_jumps_follow_the_filter(coded: Study, screen: Open) -> None:
    async with screen((160, 40)) as (workspace, pilot):
        await pilot.press("V", *"time", "f2", "escape", "g", "n")
        assert workspace.pane.caret == TALK.index(TRUST)
        assert [mark.name for mark in workspace.marks_here] == ["time"]
        await pilot.press("n")
        assert workspace.pane.caret == TALK.index(TIME)


async def test_f4_shows_the_own_codings_only(coded: Study, screen: Open) -> None:
    async with screen((80, 24)) as (workspace, pilot):
        await pilot.press("V")
        await pilot.pause()
        assert "Petr   coder, 2 here" in shown(workspace)
        await pilot.press("f4")
        assert visible(workspace) == [("time", "Jana"), ("trust", "Jana")]
        await pilot.press("escape")
        await pilot.pause()
        assert "showing coder Jana · 2 of 4 codings" in shown(workspace)
        await pilot.press("V", "f4")
        assert len(visible(workspace)) == 4


async def test_what_is_applied_under_a_filter_is_kept_and_said(coded: Study, screen: Open) -> None:
    async with screen((160, 40)) as (workspace, pilot):
        await pilot.press("V", *"time", "f2", "escape", "t", "c", *"trust", "enter")
        await pilot.pause()
        assert [row.code for row in coded.codings.list()].count("trust") == 2
        assert "the filter hides it" in shown(workspace)
        assert {name for name, _ in visible(workspace)} == {"time"}


async def test_a_turn_with_a_hidden_coding_is_not_called_uncoded(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("z")
        before = workspace.pane.caret
        await pilot.press("V", *"time", "f2", *"time", "enter", "escape", "g", "z")
        assert visible(workspace) == []
        assert workspace.pane.caret == before


async def test_a_filter_asks_the_study_for_no_codings(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("V")
        with statements(coded) as asked:
            await pilot.press(*"trust", "enter")
        assert visible(workspace) == [("referral", "Petr"), ("time", "Jana"), ("time", "Petr")]
        assert [sql for sql in asked if "quotations" in sql] == []


def test_a_selection_hides_or_shows_in_both_modes() -> None:
    everything: Selection[int] = Selection()
    hidden = everything.toggled([1, 2])
    assert [hidden.shows(i) for i in (1, 2, 3)] == [False, False, True]
    assert hidden.toggled([2]).toggled([1]).everything
    only = Selection(frozenset({1}), only=True)
    assert [only.toggled([2]).shows(i) for i in (1, 2, 3)] == [True, True, False]
    assert not only.toggled([1]).shows(1)
    marks = [Mark(1, 0, 1, "a", "#000000", 1, "Jana"), Mark(2, 0, 1, "b", "#000000", 2, "Petr")]
    assert Showing().of(marks) is marks
    assert [m.id for m in Showing(coders=Selection(frozenset({"Petr"}))).of(marks)] == [1]
