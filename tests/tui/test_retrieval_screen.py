"""The retrieval screen: a query, its passages, and what the keys do to the study."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.geometry.completing import complete, completions
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")


def span(words: str, text: str = TALK) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@pytest.fixture
def coded(study: Study) -> Study:
    """Two interviews, three codes."""
    study.codings.apply("R01", span("We trust each other"), "trust", coder="Jana")
    study.codings.apply("R01", span("It takes time."), ["time", "slow work"], coder="Jana")
    study.codings.apply(
        "R02", span("We trust each other", study.documents.text("R02")), "trust", coder="Jana"
    )
    return study


def codes(study: Study) -> list[str]:
    return [f"{row.case} {row.code}" for row in study.codings.list()]


def now_on(pilot: Pilot[None]) -> RetrievalScreen:
    assert isinstance(pilot.app.screen, RetrievalScreen)
    return pilot.app.screen


def note(pilot: Pilot[None]) -> str:
    return now_on(pilot).note_line.left.plain


async def test_a_query_lists_passages_and_enter_goes_to_the_place_and_f3_back(
    coded: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f3", *"trust or time", "enter")
        found = now_on(pilot)
        assert found.context == "found"
        assert [p.text for p in found.passages.passages] == [
            "We trust each other", "It takes time.", "We trust each other",
        ]  # fmt: skip
        assert found.title_line.right.plain == "3 passages in 2 cases"
        await pilot.press("j", "down", "enter")
        assert isinstance(pilot.app.screen, Workspace)
        assert workspace.passage is not None
        assert workspace.passage.name == "R02"
        assert workspace.pane.selection == span("We trust each other", coded.documents.text("R02"))
        await pilot.press("f3")
        assert now_on(pilot).query_bar.input.value == "trust or time"
        assert now_on(pilot).passages.highlighted == 2
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Workspace)


async def test_names_are_completed_as_they_are_typed(coded: Study, screen: Open) -> None:
    coded.cases.set("R02", {"facility type": "social service"})
    async with screen() as (_, pilot):
        await pilot.press("f3", *"tru", "tab", *"and soc", "down", "enter")
        line = now_on(pilot).query_bar.input
        assert line.value == 'trust and "facility type" = "social service" '
        await pilot.press("enter")
        assert [p.case for p in now_on(pilot).passages.passages] == ["R02"]


async def test_x_takes_away_the_coding_that_was_asked_for_and_u_takes_it_back(
    coded: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f3", *"time", "enter", "x")
        assert codes(coded) == ["R01 trust", "R01 slow work", "R02 trust"]
        assert "removed time" in note(pilot)
        assert not now_on(pilot).passages.passages
        await pilot.press("u")
        assert "R01 time" in codes(coded)
        assert len(now_on(pilot).passages.passages) == 1
        await pilot.press("U")
        assert "R01 time" not in codes(coded)


async def test_where_several_codes_fit_it_is_asked_which(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f3", *"document = R01 and not trust", "enter", "x")
        assert now_on(pilot).context == "picking"
        await pilot.press("escape")
        assert len(codes(coded)) == 4
        await pilot.press("x", *"slow", "enter")
        assert codes(coded) == ["R01 trust", "R01 time", "R02 trust"]


async def test_r_gives_the_coding_another_code_or_a_new_one(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f3", *"trust", "enter", "R", *"slow", "enter")
        assert codes(coded) == ["R01 slow work", "R01 time", "R01 slow work", "R02 trust"]
        assert [p.case for p in now_on(pilot).passages.passages] == ["R02"]
        await pilot.press("R", *"faith", "enter")
        assert codes(coded)[-1] == "R02 faith"
        await pilot.press("u")
        assert codes(coded)[-1] == "R02 trust"


async def test_m_writes_the_memo_of_the_passage_lines_kept(coded: Study, screen: Open) -> None:
    number = coded.retrieval.find("time")[0].quotation
    coded.quotations.set(number, memo="one\ntwo")
    async with screen() as (_, pilot):
        await pilot.press("f3", *"time", "enter", "m", *" three", "enter")
        assert coded.quotations.get(number).memo == "one\ntwo three"
        await pilot.press("m", *"xx", "escape")
        assert coded.quotations.get(number).memo == "one\ntwo three"


async def test_ctrl_e_writes_what_is_listed_and_asks_before_it_overwrites(
    coded: Study, screen: Open, tmp_path: Path
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f3", *"trust", "enter", "ctrl+e")
        now_on(pilot).answer.input.value = str(tmp_path / "found.csv")
        await pilot.press("enter")
        written = (tmp_path / "found.csv").read_text(encoding="utf-8")
        assert written.count("We trust each other") >= 2
        (tmp_path / "found.csv").write_text("mine")
        await pilot.press("ctrl+e")
        now_on(pilot).answer.input.value = str(tmp_path / "found.csv")
        await pilot.press("enter")
        assert (tmp_path / "found.csv").read_text() == "mine"
        assert "exists" in note(pilot)
        await pilot.press("enter")
        assert (tmp_path / "found.csv").read_text(encoding="utf-8") == written


async def test_a_mistake_in_the_query_is_said_and_nothing_is_lost(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f3", *"(trust", "enter")
        assert now_on(pilot).context == "query"
        assert any("bracket is not closed" in n.message for n in pilot.app._notifications)
        await pilot.press("home", "delete", "enter")
        assert len(now_on(pilot).passages.passages) == 2


async def test_the_list_shows_codes_coder_and_sentence_on_a_small_screen(coded: Study, screen: Open) -> None:
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f3", *"trust", "enter")
        await pilot.pause()
        strips = now_on(pilot)._compositor.render_strips()
        shown = "\n".join("".join(segment.text for segment in strip) for strip in strips)
        assert "[R01:1]" in shown
        assert "■ trust  Jana" in shown
        assert "We trust each other, mostly." in shown
        assert "uncode" in shown


def test_a_value_is_completed_behind_its_field_and_an_open_quotation_mark_is_closed() -> None:
    names = ['"social work"', 'type = "social service"', "type = clinic"]
    assert completions(names, "type = soc", 10) == ['"social service"']
    assert complete("type = soc", 10, '"social service"') == ('type = "social service" ', 24)
    assert complete('a or "social w', 14, '"social work"') == ('a or "social work" ', 19)
    assert completions(names, "", 0) == []
