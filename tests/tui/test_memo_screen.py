"""The memo screen: every memo of the study in one table, written, changed and removed there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.memos import MemoScreen
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")

SPAN = (TALK.index("We trust"), TALK.index("We trust") + 19)


@pytest.fixture
def noted(study: Study) -> Study:
    """A memo on everything there can be one on."""
    study.codings.apply("R01", SPAN, "trust", coder="Jana")
    study.memos.add("One question.\n\nAnd a second line.", kind="methodological")
    study.memos.add("A tired man.", kind="reflexive", target="document", target_name="R02")
    study.memos.add("Not the same as hope.", kind="code", target="code", target_name="trust")
    study.quotations.set(1, memo="Said with a smile.")
    return study


def now_on(pilot: Pilot[None]) -> MemoScreen:
    assert isinstance(pilot.app.screen, MemoScreen)
    return pilot.app.screen


def memos(study: Study) -> list[tuple[str, str, str]]:
    return [(memo.kind, memo.target_name, memo.text) for memo in study.memos.list()]


def listed(pilot: Pilot[None]) -> list[str]:
    return [memo.kind for memo in now_on(pilot).memos.values()]


def seen(pilot: Pilot[None]) -> str:
    strips = now_on(pilot)._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_f8_lists_memos_of_all_kinds_with_the_whole_text_of_one(
    noted: Study, screen: Open, size: tuple[int, int]
) -> None:
    async with screen(size) as (_, pilot):
        await pilot.press("f8")
        await pilot.pause()
        assert sorted(listed(pilot)) == ["code", "methodological", "quotation", "reflexive"]
        now_on(pilot).grid.go_to("memo 1")
        await pilot.pause()
        words = seen(pilot)
        for part in (
            "[R01:1]",
            "code trust",
            "document R02",
            "Not the same as hope.",
            "And a second line.",
            "Jana",
        ):
            assert part in words
        assert "4 memos" in now_on(pilot).title_line.right.plain
        await pilot.press("f8")
        assert isinstance(pilot.app.screen, Workspace)


async def test_a_asks_for_target_and_kind_and_f2_keeps_what_was_typed(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8", "a", *"tru", "enter", *"narr", "enter")
        assert now_on(pilot).context == "memo_text"
        await pilot.press(*"How it grew", "enter", *"day by day", "f2")
        assert memos(noted)[-1] == ("narrative", "trust", "How it grew\nday by day")
        assert now_on(pilot).memo.text == "How it grew\nday by day", "the new memo is highlighted"
        assert now_on(pilot).context == "memos"
        await pilot.press("u")
        assert len(memos(noted)) == 3


async def test_a_memo_on_the_study_a_document_and_a_quotation(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8", "a", "enter", "enter", *"one", "ctrl+s")
        assert memos(noted)[-1] == ("theoretical", "Trust", "one")
        await pilot.press("a", *"R02", "enter", *"refl", "enter", *"two", "f2")
        assert memos(noted)[-1] == ("reflexive", "R02", "two")
        await pilot.press("a", *"a quot", "enter", *"R01:1", "enter", "enter", *"three", "f2")
        assert memos(noted)[-1] == ("theoretical", "[R01:1]", "three")
        await pilot.press("a", *"a quot", "enter", *"R01:9", "enter")
        assert any("no quotation 9" in n.message for n in pilot.app._notifications)
        await pilot.press("escape")
        assert now_on(pilot).context == "memos"
        assert len(memos(noted)) == 6


async def test_escape_leaves_and_only_the_second_one_throws_away(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8")
        now_on(pilot).grid.go_to("memo 3")
        await pilot.press("enter", *" Really?", "escape")
        assert now_on(pilot).context == "memo_text"
        assert "once more throws away" in now_on(pilot).note_line.left.plain
        await pilot.press("!", "escape")
        assert now_on(pilot).context == "memo_text", "new words are warned about anew"
        await pilot.press("escape")
        assert now_on(pilot).context == "memos"
        assert memos(noted)[2][2] == "Not the same as hope."
        await pilot.press("e", "escape")
        assert now_on(pilot).context == "memos", "without new words the first Esc leaves"
        await pilot.press("e", *" Really?", "f2")
        assert memos(noted)[2][2] == "Not the same as hope. Really?"


async def test_the_memo_of_a_quotation_is_changed_where_it_stands(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8")
        now_on(pilot).grid.go_to("quotation 1")
        await pilot.press("e", *" Twice.", "f2")
        assert noted.quotations.get(1).memo == "Said with a smile. Twice."
        assert len(memos(noted)) == 3
        await pilot.press("x")
        assert "on [R01:1]" in now_on(pilot).note_line.left.plain
        await pilot.press("y")
        assert noted.quotations.get(1).memo == ""
        assert "quotation" not in listed(pilot)
        await pilot.press("u")
        assert noted.quotations.get(1).memo == "Said with a smile. Twice."


@pytest.mark.parametrize("key", ["x", "d", "delete"])
async def test_a_memo_is_removed_after_yes_only(noted: Study, screen: Open, key: str) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8")
        now_on(pilot).grid.go_to("memo 2")
        await pilot.press(key, "n")
        assert len(memos(noted)) == 3
        await pilot.press(key, "y")
        assert [memo[0] for memo in memos(noted)] == ["methodological", "code"]


async def test_an_emptied_memo_is_not_stored_and_the_text_stays(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8")
        now_on(pilot).grid.go_to("memo 2")
        await pilot.press("e", *(["backspace"] * 12), "f2")
        assert any("empty" in n.message for n in pilot.app._notifications)
        assert now_on(pilot).context == "memo_text"
        assert memos(noted)[1][2] == "A tired man."


async def test_f_lists_one_kind_and_a_new_memo_of_another_shows_all_again(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8", "f", *"refl", "enter")
        assert listed(pilot) == ["reflexive"]
        assert "only reflexive" in now_on(pilot).title_line.right.plain
        await pilot.press("a", "enter", "enter", *"new", "f2")
        assert len(listed(pilot)) == 5
        assert now_on(pilot).memo.text == "new"
        await pilot.press("f", *"quot", "enter")
        assert listed(pilot) == ["quotation"]
        await pilot.press("f", "enter")
        assert len(listed(pilot)) == 5


async def test_o_shows_passage_document_and_code_and_f8_leads_back_to_the_row(
    noted: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f8")
        now_on(pilot).grid.go_to("quotation 1")
        await pilot.press("o")
        assert isinstance(pilot.app.screen, Workspace)
        assert workspace.pane.selection == SPAN
        await pilot.press("f8")
        assert now_on(pilot).memo.kind == "quotation"
        now_on(pilot).grid.go_to("memo 2")
        await pilot.press("o")
        assert isinstance(pilot.app.screen, Workspace)
        assert workspace.passage is not None
        assert workspace.passage.name == "R02"
        await pilot.press("f8")
        now_on(pilot).grid.go_to("memo 3")
        await pilot.press("o")
        await pilot.pause()
        book = pilot.app.screen
        assert isinstance(book, CodebookScreen)
        assert book.node is not None
        assert book.node.name == "trust"
        await pilot.press("escape")
        now_on(pilot).grid.go_to("memo 1")
        await pilot.press("o")
        assert "study as a whole" in now_on(pilot).note_line.left.plain


async def test_slash_finds_words_inside_a_memo(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8", "slash", *"second line", "enter")
        assert now_on(pilot).memo.kind == "methodological"
        assert now_on(pilot).context == "memos"


async def test_the_table_is_written_with_whole_texts(noted: Study, screen: Open, tmp_path: Path) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8", "ctrl+e")
        now_on(pilot).answer.input.value = str(tmp_path / "memos.csv")
        await pilot.press("enter")
        written = (tmp_path / "memos.csv").read_text(encoding="utf-8")
        assert "One question.\n\nAnd a second line." in written.replace("\r\n", "\n")
        assert "Said with a smile." in written


async def test_what_is_being_written_is_kept_when_the_program_is_left(noted: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f8", "a", "enter", "enter", *"half a thought", "ctrl+q")
    assert memos(noted)[-1] == ("theoretical", "Trust", "half a thought")


async def test_control_characters_and_markup_in_a_memo_stay_words(study: Study, screen: Open) -> None:
    study.memos.add("[bold]not bold[/bold] \x1b[31mred")
    async with screen() as (_, pilot):
        await pilot.press("f8")
        await pilot.pause()
        assert "[bold]not bold[/bold]" in seen(pilot)
        assert "\x1b" not in seen(pilot)


async def test_an_empty_table_says_how_to_begin(study: Study, screen: Open) -> None:
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f8", "enter", "o")
        await pilot.pause()
        assert "no memo yet; a writes one" in seen(pilot)
        assert study.memos.list() == ()
