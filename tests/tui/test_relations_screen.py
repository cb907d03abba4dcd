"""Relations on the screen, and chance and nearness on the co-occurrence screen; asserted on the study."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.cooccurrence import CooccurrenceScreen
from qualcode.tui.screens.relations import RelationsScreen
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")


def span(words: str) -> tuple[int, int]:
    return TALK.index(words), TALK.index(words) + len(words)


async def counted(pilot: Pilot[None]) -> CooccurrenceScreen:
    await pilot.pause()
    board = pilot.app.screen
    assert isinstance(board, CooccurrenceScreen)
    for _ in range(500):
        if not (board._counting or board._arranging):
            break
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return board


async def test_a_relation_is_drawn_noted_and_removed_with_keys(study: Study, screen: Open) -> None:
    for name in ("trust", "time", "work"):
        study.codebook.add(name)
    async with screen() as (workspace, pilot):
        from qualcode.tui.commands.screens import open_screen

        open_screen(workspace, RelationsScreen(workspace))
        await pilot.pause()
        await pilot.press("a", *"trust", "enter")
        await pilot.press(*"causes", "enter")
        await pilot.press(*"time", "enter")
        (relation,) = study.relations.list()
        assert relation.sentence == "“trust” causes “time”"
        await pilot.press("enter", *"why", "enter")
        assert study.relations.get(relation.id).note == "why"
        board = pilot.app.screen
        assert isinstance(board, RelationsScreen)
        assert "why" in board.describe().plain
        await pilot.press("a", *"work", "enter", *"undermines", "enter", *"time", "enter")
        assert study.relations.list()[1].kind == "undermines"
        await pilot.press("x")
        assert len(study.relations.list()) == 1
        await pilot.press("u")
        assert len(study.relations.list()) == 2


async def test_chance_and_what_was_drawn_stand_beside_a_pair(study: Study, screen: Open) -> None:
    study.codings.apply("R01", span("We trust each other"), ["trust", "time"], coder="Jana")
    study.codings.apply("R02", span("We trust each other"), ["trust", "time"], coder="Jana")
    study.relations.add("time", "is a condition of", "trust")
    async with screen() as (_, pilot):
        await pilot.press("f4", "tab")
        board = await counted(pilot)
        assert "drawn: is a condition of →" in board.describe().plain
        assert "c 1.00" in board.describe().plain
        await pilot.press("x")
        board = await counted(pilot)
        said = board.describe().plain
        assert "arrangements" in said
        assert "expected" in said
        assert [column.title for column in board.grid.columns][-2:] == ["expected", "by chance"]
        await pilot.press("e")
        board = await counted(pilot)
        assert board.beside_chance is None, "other choices were not compared"
        await pilot.press("d", "down", "enter")
        board = await counted(pilot)
        assert board.kept.choice.unit == "proximity"
        assert (board.kept.choice.within, board.kept.choice.of) == (2, "turns")
        assert "at most 2 turns apart" in board.describe().plain
        await pilot.press("x")
        await pilot.pause()
        assert board._arranging is None, "nearness has no arrangement, and that is said"
