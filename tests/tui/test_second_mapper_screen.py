"""A second person maps on the mapping screen without seeing the primary mapping; agreement and log lie behind keys."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.mapping import MappingScreen
from qualcode.tui.screens.mapping_agreement import MappingAgreementScreen
from qualcode.tui.screens.mapping_log import MappingLogScreen
from qualcode.tui.screens.result_board import ResultBoard
from qualcode.workflows.comparing import adopt_shipped
from tests.tui.conftest import TALK, Open, shown

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def mapped(study: Study) -> Study:
    """Two codes; one is mapped and has a quotation."""
    adopt_shipped(study)
    study.codebook.add("Trust")
    study.codebook.add("Home visits")
    start = TALK.index("We trust each other")
    study.codings.apply("R01", (start, start + 19), "Trust", coder="Jana")
    study.mappings.set("Trust", "relationship")
    return study


def now_on(pilot: Pilot[None]) -> MappingScreen:
    assert isinstance(pilot.app.screen, MappingScreen)
    return pilot.app.screen


def rows(screen: MappingScreen | ResultBoard) -> list[str]:
    return [" | ".join(str(cell).strip() for cell in row.cells()) for row in screen.grid.rows]


def second(study: Study) -> list[tuple[object, ...]]:
    return [
        (m.code, m.criterion, m.level, m.strength)
        for name in study.mappings.mappers()
        for m in study.mappings.of(name)
    ]


async def counted(pilot: Pilot[None], kind: type[ResultBoard]) -> ResultBoard:
    """The screen of a result, once it has counted."""
    assert isinstance(pilot.app.screen, kind)
    for _ in range(200):
        if pilot.app.screen.made.of is not None:
            await pilot.pause()
            return pilot.app.screen
        await pilot.pause(0.02)
    raise AssertionError("nothing was counted")


async def as_petra(pilot: Pilot[None]) -> None:
    await pilot.press("f6", "w", *"Petra", "enter")


async def test_a_second_person_sees_nothing_of_the_primary_mapping_and_changes_nothing_in_it(
    mapped: Study, screen: Open
) -> None:
    primary = mapped.mappings.list()
    async with screen((80, 24)) as (workspace, pilot):
        await as_petra(pilot)
        assert "Mappings of Petra" in shown(workspace.app.screen)  # type: ignore[arg-type]
        assert rows(now_on(pilot)) == [
            "■ Trust | – not mapped – |  |  |  | 1",
            "■ Home visits | – not mapped – |  |  |  | 0",
        ]
        detail = str(now_on(pilot).describe())
        assert "relationship" not in detail or "Words in common" in detail
        await pilot.press("a", *"working relationship", "enter", "4", "s")
        assert second(mapped) == [("Trust", "relationship", 4, 3)]
        assert mapped.mappings.list() == primary
        await pilot.press("r")
        assert isinstance(pilot.app.screen, MappingScreen), "levels belong to the primary mapping"
        await pilot.press("x")
        assert second(mapped) == []
        await pilot.press("u")
        assert second(mapped) == [("Trust", "relationship", 4, 3)]


async def test_whose_mapping_is_shown_holds_until_it_is_changed_back(mapped: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await as_petra(pilot)
        await pilot.press("p", "escape", "f6")
        assert now_on(pilot).mapper == "Petra"
        await pilot.press("a", "enter")
        assert len(second(mapped)) == 1
        assert len(mapped.mappings.list()) == 1
        await pilot.press("w", *"primary", "enter")
        assert now_on(pilot).mapper is None
        assert rows(now_on(pilot))[0].startswith("■ Trust | Working relationship")
        assert mapped.preferences.mapper == ""
        await pilot.press("w", *"petra", "enter")
        assert now_on(pilot).mapper == "Petra", "letter case makes no second person"


async def test_a_reserved_word_is_no_mapper(mapped: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6", "w", *"all", "enter")
        assert "word of its own" in " ".join(n.message for n in pilot.app._notifications)
        assert now_on(pilot).mapper is None


async def test_the_changes_of_the_highlighted_mapping_are_listed(mapped: Study, screen: Open) -> None:
    mapped.mappings.set("Home visits", "in_vivo")
    mapped.mappings.by("Petra", new=True).set("Trust", "relationship", level=1)
    async with screen() as (_, pilot):
        await pilot.press("f6", "4", "c")
        board = await counted(pilot, MappingLogScreen)
        assert [row.split(" | ")[1:3] for row in rows(board)] == [
            ["–", "supports (5), strength 2, practice, scored"],
            ["supports (5), strength 2, practice, scored", "level 4, strength 2, practice, scored"],
        ]
        await pilot.press("escape")
        now_on(pilot)


async def test_agreement_shows_figures_then_the_disagreements_and_their_passages(
    mapped: Study, screen: Open
) -> None:
    mapped.mappings.by("Petra", new=True).set("Trust", "relationship", level=4)
    mapped.mappings.by("Petra").set("Home visits", "in_vivo")
    async with screen((160, 48)) as (workspace, pilot):
        await pilot.press("f6", "y")
        board = await counted(pilot, MappingAgreementScreen)
        assert rows(board)[0] == "mapped | 68 | 67 | 0.99 | – | 0.66 | 0.67"
        assert "all that either could have mapped" in str(board.describe())
        await pilot.press("tab")
        assert [row.split(" | ")[:3] for row in rows(board)] == [
            ["Trust", "relationship", "level"],
            ["Home visits", "in_vivo", "mapped"],
        ]
        assert "nan" not in shown(workspace.app.screen).lower()  # type: ignore[arg-type]
        await pilot.press("enter")
        assert "We trust each other" in shown(workspace.app.screen)  # type: ignore[arg-type]


async def test_who_maps_blind_is_asked_before_the_primary_mapping_is_shown(
    mapped: Study, screen: Open
) -> None:
    mapped.mappings.by("Petra", new=True).set("Trust", "relationship", level=4)
    async with screen() as (_, pilot):
        await as_petra(pilot)
        await pilot.press("y")
        assert now_on(pilot).context == "question"
        await pilot.press("n")
        now_on(pilot)
        await pilot.press("y", "y")
        await counted(pilot, MappingAgreementScreen)


async def test_without_a_second_mapper_the_agreement_says_how_one_begins(mapped: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f6", "y")
        await counted(pilot, MappingAgreementScreen)
        said = shown(workspace.app.screen)  # type: ignore[arg-type]
        assert "Nobody has mapped the codes a second time yet" in " ".join(said.split())


async def test_unverified_expectations_and_drafts_are_said_in_words(mapped: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6")
        detail = str(now_on(pilot).describe())
        assert "ACT, peripheral, inferred †" in detail
        assert "† not verified: an assumption to be checked first" in detail
        assert "draft, read by nobody else" in detail
