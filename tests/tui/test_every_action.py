"""What no other test presses: the second of a pair of keys, the rest of the numbers, help and palette in every place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui import import_folder
from qualcode.tui.screens.board import Board
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.contrast import ContrastScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.screens.levels import LevelsScreen
from qualcode.tui.screens.memos import MemoScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.comparing import adopt_shipped
from tests.tui.conftest import TALK, Open, add, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

TRUST, TIME = "We trust each other", "It takes time."


def coded(study: Study) -> list[tuple[str, str]]:
    return [(row.code, row.text) for row in study.codings.list()]


def code(study: Study, document: str, words: str, name: str) -> None:
    start = study.documents.text(document).index(words)
    study.codings.apply(document, (start, start + len(words)), name, coder="Jana")


# --- the transcript and its lists ---------------------------------------------------------------------------


async def test_the_selection_grows_upwards_by_a_row(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("t", "t", "shift+up", "shift+up", "c", *"above", "enter")
        assert coded(study) == [("above", TALK[slice(*_span(study))])]
        assert _span(study)[1] == TALK.index("\n\nInterviewer: Time"), "up to where the caret was"
        assert workspace.pane.caret < TALK.index("Interviewer: Time")


def _span(study: Study) -> tuple[int, int]:
    (row,) = study.codings.list()
    return row.start, row.end


async def test_every_number_applies_the_code_pinned_to_it(study: Study, screen: Open) -> None:
    names = [f"code {n}" for n in range(1, 10)]
    for name in names:
        study.codebook.add(name)
    async with screen() as (_, pilot):
        await pilot.press("t", "c")
        for n in range(1, 10):
            await pilot.press(*"code", "space", str(n), "f3", *(["backspace"] * 6))
        await pilot.press("escape")
        for n in range(1, 10):
            await pilot.press(str(n))
        assert [name for name, _ in coded(study)] == names


async def test_arrows_go_through_the_places_found_while_the_line_is_open(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("slash", *"time", "down")
        assert TALK[workspace.pane.caret :].startswith("Time for")
        await pilot.press("up")
        assert TALK[workspace.pane.caret :].startswith("time.")
        await pilot.press("enter", "e", "c", *"waiting", "enter")
        assert coded(study) == [("waiting", "time")]


async def test_in_the_list_of_what_is_shown_arrows_choose_and_f3_shows_all(
    study: Study, screen: Open
) -> None:
    code(study, "R01", TRUST, "trust")
    code(study, "R01", TIME, "time")
    async with screen() as (workspace, pilot):
        await pilot.press("V", "down", "down", "up", "f2")
        lit = workspace.filter.rows.current
        assert lit is not None
        assert len(workspace.pane.marks.items) == 1
        await pilot.press("f3")
        assert len(workspace.pane.marks.items) == 2


@pytest.mark.parametrize("key", ["shift+tab", "f3"])
async def test_one_goes_back_to_the_field_before_in_a_note(study: Study, screen: Open, key: str) -> None:
    async with screen() as (_, pilot):
        await pilot.press("t", "s", "m", "tab", *"short", key, *"memo", "f2")
        quotation = study.quotations.get(1)
        assert (quotation.memo, quotation.condensed) == ("memo", "short")


async def test_up_goes_back_in_the_names_of_a_folder(study: Study, screen: Open, tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("anna.txt", "bo.txt"):
        (folder / name).write_text("Interviewer: Hm?\n\nRespondent: Yes.\n")
    import_folder.remember(folder)
    async with screen() as (workspace, pilot):
        await pilot.press("ctrl+o", "down", "down", "up", "enter")
        assert workspace.path_bar.input.value.strip() == "anna.txt"


async def test_a_memo_is_read_at_80_columns_too(study: Study, screen: Open) -> None:
    code(study, "R01", TRUST, "a code with rather a long name")
    study.quotations.set(1, memo="Said with a smile, after a long silence, to nobody.")
    async with screen((80, 24)) as (workspace, pilot):
        await pilot.press("P")
        await pilot.pause()
        assert "[R01:1] Said with a smile, after a long silence, to nobody." in shown(workspace)


# --- help and palette wherever one is -----------------------------------------------------------------------

TYPING = [
    (("c",), "in the list of codes"),
    (("slash",), "in the line to find words"),
    (("ctrl+g",), "in the line for a turn"),
    (("ctrl+o",), "in the line for files"),
    (("m",), "in the note"),
    (("V",), "in the list of what is shown"),
    (("f2", "a"), "in the line for a new node"),
    (("f2", "e"), "in the form"),
    (("f3", "slash"), "in the query"),
    (("f7", "slash"), "in the line"),
    (("f8", "a"), "in the list of names"),
]


@pytest.mark.parametrize(("keys", "words"), TYPING, ids=[" ".join(keys) for keys, _ in TYPING])
async def test_f1_helps_where_letters_are_typed_and_leads_back_to_what_was_typed(
    study: Study, screen: Open, keys: tuple[str, ...], words: str
) -> None:
    study.codebook.add("work")
    async with screen() as (workspace, pilot):
        await pilot.press("t", *keys)
        await pilot.pause()
        before = pilot.app.screen
        assert isinstance(before, (Workspace, KeyedScreen))
        place = before.context
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        assert words in _seen(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is before
        assert before.context == place
        assert workspace.actions


async def test_what_was_typed_is_still_there_after_help(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("t", "s", "c", *"tru", "f1")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press(*"st", "enter")
        assert coded(study) == [("trust", "They ring, or the GP sends them.")]


def _seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def _palette(pilot: Pilot[None], words: str) -> None:
    await pilot.press("ctrl+p", *("space" if c == " " else c for c in words))
    await pilot.app.screen.workers.wait_for_complete()
    await pilot.pause(0.3)
    await pilot.press("down", "enter")
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("key", ["f2", "f4", "f6", "f7", "f8", "f10"])
async def test_the_palette_opens_documents_and_passages_from_every_screen(
    study: Study, screen: Open, key: str
) -> None:
    study.codebook.add("Bonds", kind="category")
    study.codebook.add("trust", under="Bonds")
    code(study, "R01", TRUST, "trust")
    async with screen() as (workspace, pilot):
        await pilot.press(key)
        await _palette(pilot, "passages of bonds")
        found = pilot.app.screen
        assert isinstance(found, RetrievalScreen)
        assert [p.text for p in found.passages.passages] == [TRUST]
        await pilot.press("escape", key)
        await _palette(pilot, "open r02")
        assert pilot.app.screen is workspace
        assert workspace.passage is not None
        assert workspace.passage.name == "R02"
        assert len(coded(study)) == 1


# --- screens with a table -----------------------------------------------------------------------------------


def _board(pilot: Pilot[None]) -> Board:
    assert isinstance(pilot.app.screen, Board)
    return pilot.app.screen


async def test_rows_and_pages_of_a_table_go_up_as_well_as_down(study: Study, screen: Open) -> None:
    for n in range(30):
        study.memos.add(f"Memo {n}.")
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f8")
        grid = _board(pilot).grid
        first = grid.row
        await pilot.press("j")
        second = grid.row
        assert second is not first
        await pilot.press("k")
        assert grid.row is first
        await pilot.press("down", "up")
        assert grid.row is first
        await pilot.press("pagedown")
        assert grid.row not in (first, second)
        await pilot.press("pageup")
        assert grid.row is first


async def test_what_is_said_about_a_row_is_read_on_and_back(study: Study, screen: Open) -> None:
    study.memos.add("\n".join(f"line {n}" for n in range(60)))
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f8")
        await pilot.pause()
        board = _board(pilot)
        assert isinstance(board, MemoScreen)
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert board.detail.scroll_y > 0
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert board.detail.scroll_y == 0


async def test_what_is_said_about_a_node_is_read_on_and_back(study: Study, screen: Open) -> None:
    study.codebook.add("work")
    study.codebook.edit("work", full="\n".join(f"line {n}" for n in range(60)))
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f2")
        await pilot.pause()
        book = pilot.app.screen
        assert isinstance(book, CodebookScreen)
        assert "line 3 " in _seen(pilot)
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "line 30" in _seen(pilot)
        assert "line 3 " not in _seen(pilot)
        await pilot.press("pageup", "pageup")
        await pilot.pause()
        assert "line 3 " in _seen(pilot)


@pytest.mark.parametrize("level", ["3", "5"])
async def test_the_other_levels_of_a_quotation(study: Study, screen: Open, level: str) -> None:
    adopt_shipped(study)
    code(study, "R01", TRUST, "trust")
    study.mappings.set("trust", "relationship")
    async with screen() as (_, pilot):
        await pilot.press("f6", "r")
        assert isinstance(pilot.app.screen, LevelsScreen)
        await pilot.press(level)
        assert [reading.level for reading in study.mappings.readings()] == [int(level)]


# --- passages and cases --------------------------------------------------------------------------------------


async def test_pages_and_rows_of_passages_and_the_way_back_to_the_query(study: Study, screen: Open) -> None:
    for n in range(3, 12):
        add(study, f"R{n:02}", TALK.replace("ring", f"ring {n}"))
    for document in study.documents.list():
        code(study, document.name, TRUST, "trust")
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f3", *"trust", "enter")
        found = pilot.app.screen
        assert isinstance(found, RetrievalScreen)

        def here() -> str:
            assert found.passages.passage is not None
            return found.passages.passage.case

        seen = [here()]
        for key in ("j", "k", "down", "up", "pagedown", "pageup", "space", "pageup"):
            await pilot.press(key)
            seen.append(here())
        assert seen == ["R01", "R02", "R01", "R02", "R01", "R06", "R01", "R06", "R01"]
        for key in ("slash", "tab"):
            await pilot.press(key)
            assert found.context == "query"
            await pilot.press("enter")
            assert found.context == "found"
        await pilot.press("j", "x")
        assert "R02" not in [row.case for row in study.codings.list()]


async def test_up_goes_back_in_the_suggestions_of_a_query(study: Study, screen: Open) -> None:
    code(study, "R01", TRUST, "trust")
    code(study, "R01", TIME, "trace")
    async with screen() as (_, pilot):
        await pilot.press("f3", *"tr", "down", "down", "up", "enter", "enter")
        found = pilot.app.screen
        assert isinstance(found, RetrievalScreen)
        first = found.query_text.strip()
        assert first in ("trust", "trace")
        await pilot.press("slash", *(["backspace"] * 12), *"tr", "down", "enter", "enter")
        assert found.query_text.strip() == first, "down, down, up is down"


async def test_rows_pages_and_cases_go_up_in_cases_with_a_but_never_b(study: Study, screen: Open) -> None:
    for n in range(3, 12):
        add(study, f"R{n:02}", TALK.replace("ring", f"ring {n}"))
    for document in study.documents.list():
        code(study, document.name, TRUST, "trust")
    code(study, "R11", TIME, "time")
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f3", *"trust", "enter", "w", "enter", *"tim", "enter")
        contrast = pilot.app.screen
        assert isinstance(contrast, ContrastScreen)

        def here() -> str:
            passage = contrast.cases.passage
            assert passage is not None
            return passage.case

        start = here()
        await pilot.press("n", "n")
        third = here()
        await pilot.press("N")
        assert start < here() < third
        await pilot.press("N")
        assert here() == start
        for forth, back in (("j", "k"), ("down", "up"), ("pagedown", "pageup"), ("space", "pageup")):
            await pilot.press(forth)
            assert here() != start
            await pilot.press(back)
            assert here() == start


# --- the level of a node -------------------------------------------------------------------------------------


async def test_t_makes_a_category_of_a_code_and_refuses_where_it_is_in_use(
    study: Study, screen: Open
) -> None:
    study.codebook.add("Bonds")
    code(study, "R01", TRUST, "trust")
    async with screen() as (_, pilot):

        async def press(*keys: str) -> None:
            await pilot.press(*keys)
            await pilot.pause()

        def kinds() -> dict[str, str]:
            return {node.name: node.kind for node in study.codebook.tree()}

        await press("f2", "t", *"cat", "enter")
        assert kinds() == {"Bonds": "category", "trust": "code"}
        await press("u")
        assert kinds()["Bonds"] == "code"
        await press("U", "t", *"theme", "enter")
        assert kinds()["Bonds"] == "theme"
        await press("end", "t", *"theme", "enter")
        assert kinds()["trust"] == "code"
        assert "which only codes have" in " ".join(n.message for n in pilot.app._notifications)
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert pilot.app.screen.context == "nodes"
