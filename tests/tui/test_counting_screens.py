"""The screens of frequencies, saturation and coverage."""

from __future__ import annotations

import pytest

from qualcode.study import Study
from qualcode.tui.screens.coverage import CoverageScreen
from qualcode.tui.screens.frequencies import FrequenciesScreen
from qualcode.tui.screens.result_board import ResultBoard
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.saturation import SaturationScreen
from tests.tui.boards import counted, shows
from tests.tui.conftest import TALK, Open, add

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def coded(study: Study) -> Study:
    """Six interviews; the fifth and sixth bring nothing new."""
    for number in range(3, 7):
        add(study, f"R0{number}", TALK.replace("ring", f"ring {number} times"))
    study.codebook.add("Relation", kind="category")
    for number, code in enumerate(("trust", "time", "doctor", "trust", "time", "doctor"), 1):
        name = f"R0{number}"
        start = study.documents.text(name).index("We trust")
        study.codings.apply(name, (start, start + 21), code, coder="Jana")
        study.cases.set(name, {"place": "ward" if number < 3 else "clinic"})
    study.codebook.move("trust", "Relation")
    return study


def detail(screen: ResultBoard) -> str:
    return str(screen.detail_text.content)


async def test_frequencies_lead_to_passages_and_are_crossed_with_an_attribute(
    coded: Study, screen: Open
) -> None:
    async with screen(size=(80, 24)) as (_, pilot):
        board = await shows(pilot, FrequenciesScreen, "Frequencies")
        assert board.part is not None
        record = board.part.table.to_records()[0]
        assert (record["code"], record["respondents"], record["who"]) == ("Relation", 2, "R01, R04")
        board.made.chosen["by"] = "place"
        board.read()
        await counted(pilot, board)
        await pilot.press("tab")
        assert board.part.table.columns == ("code", "kind", "path", "clinic", "ward", "total")
        assert "may point at somebody" in detail(board)
        await pilot.press("tab")
        assert board.part.table.columns[3:9] == ("R01", "R02", "R03", "R04", "R05", "R06")
        board.grid.highlight(1)
        await pilot.press("enter")
        found = pilot.app.screen
        assert isinstance(found, RetrievalScreen)
        assert [passage.case for passage in found.passages.passages] == ["R01", "R04"]


async def test_a_cell_of_a_crosstab_leads_to_its_own_passages_and_the_total_to_those_of_the_row(
    coded: Study, screen: Open
) -> None:
    async with screen(size=(160, 48)) as (_, pilot):
        board = await shows(pilot, FrequenciesScreen, "Frequencies")
        board.made.chosen["by"] = "place"
        board.read()
        await counted(pilot, board)
        await pilot.press("tab")
        part = board.part
        assert part is not None
        numbers = {row.document: row.quotation for row in coded.codings.list() if row.code == "trust"}
        row = next(i for i, each in enumerate(part.table.rows) if each[0] == "trust")
        board.grid.highlight(row)
        behind = {}
        for at, name in enumerate(part.columns):
            board.grid.highlight(row)
            board.grid.column = at
            behind[name] = list(board.numbers_here(part))
        assert behind["ward"] == [numbers["R01"]]
        assert behind["clinic"] == [numbers["R04"]]
        assert behind["total"] == sorted(numbers.values())
        await pilot.press("tab", "tab")
        assert not board.grid.by_cell, "the first table leads from whole rows again"


async def test_saturation_shows_its_curve_and_follows_the_study(coded: Study, screen: Open) -> None:
    async with screen(size=(80, 24)) as (_, pilot):
        board = await shows(pilot, SaturationScreen, "Saturation")
        assert "┤" in detail(board)
        assert "█" in detail(board)
        assert "reached after 4 interviews, confirmed by interviews 5 and 6" in detail(board)
        assert board.part is not None
        assert board.part.heading == "≤5 %: 4⁺²; 0 %: 4⁺²"
        assert [len(numbers) for numbers in board.part.numbers] == [1, 1, 1, 0, 0, 0]
        board.made.chosen["base"] = 5
        board.read()
        await counted(pilot, board)
        assert "need 7 interviews, and there are 6" in detail(board)
        assert len(board.made.shown) == 1


async def test_coverage_shows_voices_and_turns_that_wait(coded: Study, screen: Open) -> None:
    async with screen(size=(160, 48)) as (_, pilot):
        board = await shows(pilot, CoverageScreen, "Coverage")
        assert "6 of their 12 turns have no coding" in detail(board)
        assert [each.heading for each in board.made.shown] == [
            "documents", "cases", "voices", "codes that lean on one voice", "turns without a coding",
        ]  # fmt: skip
        await pilot.press("tab", "tab")
        assert "Nobody supplies more than 25 %" in detail(board)
        await pilot.press("tab", "tab")
        assert board.part is not None
        assert len(board.part.table.rows) == 6


async def test_an_empty_study_says_so(study: Study, screen: Open) -> None:
    for name, kind in (
        ("Frequencies", FrequenciesScreen),
        ("Saturation", SaturationScreen),
        ("Coverage", CoverageScreen),
    ):
        async with screen(size=(80, 24)) as (_, pilot):
            board = await shows(pilot, kind, name)
            assert board.made.shown
