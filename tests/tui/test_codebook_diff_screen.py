"""Signing off in the codebook, and the screen where two codebooks are compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.model.codes import CodeFields
from qualcode.study import Study
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codebook_diff import CodebookDiffScreen
from tests.tui.conftest import Open

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def coded(study: Study) -> Study:
    study.codebook.add("Relationship", kind="category")
    study.codebook.add("trust", under="Relationship", fields=CodeFields("Relies on the worker"))
    study.codebook.add("fear")
    return study


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def signed(study: Study) -> dict[str, tuple[str, str, str]]:
    return {s.code: (s.state, s.by, s.note) for s in study.signoffs.list() if s.at}


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_nodes_are_signed_off_and_say_where_they_changed_since(
    coded: Study, screen: Open, size: tuple[int, int]
) -> None:
    async with screen(size) as (_, pilot):
        await pilot.press("f2", "j", "S", "enter", *(["backspace"] * 4), *"Eva", "enter", *"fine", "enter")
        assert signed(coded) == {"trust": ("approved", "Eva", "fine")}
        await pilot.pause()
        words = seen(pilot)
        assert "approved by Eva on" in words
        assert "1 of 3 approved" in words
        assert "●" in words or "approved 0" in words, "the tree says it too"
        await pilot.press("r", *"!", "enter")
        await pilot.pause()
        assert "changed since" in " ".join(seen(pilot).split())
        assert "≠" in seen(pilot)
        await pilot.press("u", "u")
        assert signed(coded) == {}


async def test_several_nodes_at_once_and_back_to_draft(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f2", "space", "space", "S", "down", "enter", "enter", "enter")
        assert signed(coded) == {
            "Relationship": ("in review", "Jana", ""),
            "trust": ("in review", "Jana", ""),
        }
        await pilot.press("g", "S", "down", "down", "enter", "enter", "enter")
        assert signed(coded)["Relationship"][0] == "draft"
        await pilot.press("g", "S", "down", "down", "down", "enter", "enter", "enter")
        assert {name: state for name, (state, _, _) in signed(coded).items()} == {
            "Relationship": "approved",
            "trust": "approved",
        }
        await pilot.press("S", "escape")
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert pilot.app.screen.context == "nodes"
        await pilot.press("S", "enter", "escape")
        assert pilot.app.screen.context == "nodes"
        assert not pilot.app.screen.answer.display


def on(pilot: Pilot[None]) -> CodebookDiffScreen:
    assert isinstance(pilot.app.screen, CodebookDiffScreen)
    return pilot.app.screen


async def test_changes_since_a_step_word_by_word(coded: Study, screen: Open, tmp_path: Path) -> None:
    since = coded.past.last()
    coded.codebook.edit("trust", brief="Relies on the nurse")
    coded.codebook.delete("fear")
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f2", "D", *"nu", "enter", *str(since), "enter")
        await pilot.pause()
        words = seen(pilot)
        assert "2 changes · 1 the same" in words
        assert "Relies on the [-worker-]{+nurse+}" in words
        assert f"from step {since}" in words
        coded.codebook.add("hope")
        await pilot.pause()
        assert [row.words.split()[0] for row in on(pilot).grid.rows] == ["trust", "hope", "fear"]
        await pilot.press("x")
        on(pilot).answer.input.value = str(tmp_path / "d.docx")
        await pilot.press("enter")
        for _ in range(400):
            await pilot.pause(0.02)
            if on(pilot).working is None:
                break
        assert (tmp_path / "d.docx").stat().st_size > 5000
        await pilot.press("G", "enter")
        assert any("no longer in the codebook" in n.message for n in pilot.app._notifications)
        await pilot.press("g", "enter")
        await pilot.pause()
        book = pilot.app.screen
        assert isinstance(book, CodebookScreen)
        assert book.node is not None
        assert book.node.name == "trust"


async def test_changes_since_a_day_and_from_a_file(coded: Study, screen: Open, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("name,kind,parent\ntrust,code,\nhope,code,\n", encoding="utf-8")
    async with screen() as (_, pilot):
        await pilot.press("f2", "D")
        assert on(pilot).pick.names[0].startswith("since ")
        await pilot.press("enter")
        assert [row.words.split()[0] for row in on(pilot).grid.rows] == ["Relationship", "trust", "fear"]
        await pilot.press("s", *"an", "enter")
        on(pilot).answer.input.value = str(file)
        await pilot.press("enter")
        await pilot.pause()
        assert on(pilot).found is not None
        assert [row.words.split()[0] for row in on(pilot).grid.rows] == [
            "Relationship",
            "trust",
            "fear",
            "hope",
        ]
        await pilot.press("s", *"nu", "enter", *"999", "enter")
        assert any("no change 999" in n.message for n in pilot.app._notifications)
        await pilot.press("escape")
        assert len(on(pilot).grid.rows) == 4, "what was shown stays"
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, CodebookScreen)


async def test_a_new_study_says_what_to_do(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f2", "D", "escape")
        await pilot.pause()
        assert "s chooses what to compare with" in seen(pilot)
        await pilot.press("x")
        assert any("Nothing is compared yet" in n.message for n in pilot.app._notifications)
