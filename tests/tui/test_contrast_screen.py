"""Cases with A but never B on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.contrast import ContrastScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, add

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def coded(study: Study) -> Study:
    """R01 speaks of trust and time, R02 of trust only, R03 of time only, R04 of none."""
    add(study, "R03", TALK.replace("ring", "walk"))
    add(study, "R04", TALK.replace("ring", "swim"))
    for name, words, code in (
        ("R01", "We trust each other", "trust"),
        ("R01", "It takes time.", "time"),
        ("R02", "We trust each other", "trust"),
        ("R03", "It takes time.", "time"),
    ):
        text = study.documents.text(name)
        study.codings.apply(name, (text.index(words), text.index(words) + len(words)), code, coder="Jana")
    study.cases.set("R02", {"setting": "clinic"})
    return study


def now_on(pilot: Pilot[None]) -> ContrastScreen:
    assert isinstance(pilot.app.screen, ContrastScreen)
    return pilot.app.screen


def shown(pilot: Pilot[None]) -> str:
    strips = now_on(pilot)._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


CONTRAST = ("f3", *"trust", "enter", "w", "enter", *"tim", "enter")


async def test_w_asks_for_a_and_b_and_shows_the_quotes_of_both_sides(coded: Study, screen: Open) -> None:
    async with screen((80, 40)) as (_, pilot):
        await pilot.press(*CONTRAST)
        await pilot.pause()
        words = shown(pilot)
        for line in (
            "“trust” but never “time”: 1 case",
            "R02  A: trust, 1 passage   setting = clinic",
            "Both “trust” and “time”: 1 case",
            "R01  A: trust, 1 passage",
            "R01  B: time, 1 passage",
            "“time” but never “trust”: 1 case",
            "None of the two: 1 case",
            "R03",
            "R04",
            "1 case with A but never B, 1 with both",
        ):
            assert line in words, line
        assert words.count("We trust each other") == 2
        passages = [p and (p.case, p.text) for p in now_on(pilot).cases.of_items]
        assert [p for p in passages if p] == [
            ("R02", "We trust each other"), ("R01", "We trust each other"), ("R01", "It takes time."), ("R03", "It takes time."),
        ]  # fmt: skip


async def test_enter_goes_to_the_passage_and_f3_back_to_the_same_case(coded: Study, screen: Open) -> None:
    async with screen((80, 24)) as (workspace, pilot):
        await pilot.press(*CONTRAST, "n", "j", "enter")
        assert isinstance(pilot.app.screen, Workspace)
        assert workspace.passage is not None
        assert workspace.passage.name == "R01"
        start = TALK.index("It takes time.")
        assert workspace.pane.selection == (start, start + len("It takes time."))
        await pilot.press("f3")
        passage = now_on(pilot).cases.passage
        assert passage is not None
        assert (passage.case, passage.text) == ("R01", "It takes time.")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, RetrievalScreen)
        await pilot.press("escape", "f3")
        assert isinstance(pilot.app.screen, RetrievalScreen)


async def test_s_swaps_the_two_and_a_query_may_be_typed(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*CONTRAST, "s")
        found = now_on(pilot).cases.contrast
        assert found is not None
        assert (found.a, found.b, [case.case for case in found.only_b]) == ("time", "trust", ["R02"])
        await pilot.press("w", *"time or trust", "enter", *"case = R01", "enter")
        found = now_on(pilot).cases.contrast
        assert found is not None
        assert [case.case for case in found.without] == ["R02", "R03"]


async def test_a_query_that_cannot_be_read_changes_nothing(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*CONTRAST, "w", "enter", *"(nothing", "enter")
        assert (now_on(pilot).a, now_on(pilot).b) == ("trust", "time")
        assert any("bracket is not closed" in n.message for n in pilot.app._notifications)


async def test_the_cases_follow_the_study(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*CONTRAST)
        coding = next(row.id for row in coded.codings.list() if (row.case, row.code) == ("R01", "time"))
        coded.codings.remove([coding])
        await pilot.pause()
        found = now_on(pilot).cases.contrast
        assert found is not None
        assert [case.case for case in found.without] == ["R01", "R02"]
        await pilot.press("u")
        found = now_on(pilot).cases.contrast
        assert found is not None
        assert [case.case for case in found.both] == ["R01"]


@pytest.mark.parametrize("suffix", ["csv", "md"])
async def test_ctrl_e_writes_the_cases_of_both_sides(
    coded: Study, screen: Open, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"cases.{suffix}"
    async with screen() as (_, pilot):
        await pilot.press(*CONTRAST, "ctrl+e")
        now_on(pilot).answer.input.value = str(target)
        await pilot.press("enter")
        written = target.read_text(encoding="utf-8")
        if suffix == "csv":
            assert "A without B,A: trust," in written
            assert "A and B,B: time," in written
            assert sum(line.startswith(("B without A", "neither")) for line in written.splitlines()) == 2
        else:
            assert "“trust” but never “time”" in written
            assert (
                written.index("Both “trust”")
                < written.index("“time” but never “trust”")
                < written.index("R03")
            )
        target.write_text("mine")
        await pilot.press("ctrl+e")
        now_on(pilot).answer.input.value = str(target)
        await pilot.press("enter")
        assert target.read_text() == "mine"
