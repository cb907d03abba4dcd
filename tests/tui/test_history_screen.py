"""The history screen: all changes, and back to any of one's own; what undo shows in the transcript."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, add

pytestmark = pytest.mark.usefixtures("_own_settings")

SPAN = (TALK.index("We trust"), TALK.index("We trust") + 19)


@pytest.fixture
def coded(study: Study) -> Study:
    """Three codings by Jana, and a code by Petr between them."""
    study.codings.apply("R01", SPAN, "trust", coder="Jana")
    with Study.open(study.path, actor="Petr") as petr:
        petr.codebook.add("his")
    study.changed_elsewhere()
    study.codings.apply("R01", SPAN, "time", coder="Jana")
    study.codings.apply("R02", SPAN, "work", coder="Jana")
    return study


def now_on(pilot: Pilot[None]) -> HistoryScreen:
    assert isinstance(pilot.app.screen, HistoryScreen)
    return pilot.app.screen


def codes(study: Study) -> list[str]:
    return [row.code for row in study.codings.list()]


def change_of(study: Study, words: str) -> int:
    return next(change.id for change in study.history.list() if words in change.label)


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def states(study: Study) -> list[str]:
    return [change.state for change in study.history.list() if change.op == "codings.apply"]


@pytest.mark.parametrize(("size", "key"), [((80, 24), "f10"), ((160, 48), "H")])
async def test_changes_are_listed_newest_first_under_their_day(
    coded: Study, screen: Open, size: tuple[int, int], key: str
) -> None:
    async with screen(size) as (_, pilot):
        await pilot.press(key)
        await pilot.pause()
        history = now_on(pilot)
        assert list(history.changes) == [change.id for change in coded.history.list()][::-1]
        assert history.grid.rows[0].heading
        assert sum(row.heading for row in history.grid.rows) in (1, 2)  # midnight may pass
        assert history.change.label.startswith("Applied “work”")
        words = seen(pilot)
        for part in ("Petr", "Applied “time”", "sealed", "1 coding", "In: R02", "trust each othe"):
            assert part in words
        assert history.title_line.right.plain == f"{len(coded.history.list())} changes"


async def test_enter_takes_own_changes_back_to_the_highlighted_one_after_yes(
    coded: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f10")
        now_on(pilot).grid.go_to(change_of(coded, "“trust”"))
        await pilot.press("enter")
        question = now_on(pilot).note_line.left.plain
        assert "Take back 3 changes, back to “Applied “trust”" in question
        await pilot.press("n")
        assert len(codes(coded)) == 3
        await pilot.press("enter", "y")
        assert codes(coded) == []
        assert [code.name for code in coded.codebook.tree()] == ["his"], "what Petr did stays"
        assert states(coded) == ["undone"] * 3
        await pilot.pause()
        assert seen(pilot).count(" undone") >= 3
        assert "undone: 3 changes, back to “Applied “trust”" in now_on(pilot).note_line.left.plain


async def test_enter_on_an_undone_change_makes_all_up_to_it_again(coded: Study, screen: Open) -> None:
    coded.history.undo(3)
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f10")
        now_on(pilot).grid.go_to(change_of(coded, "“time”"))
        await pilot.press("enter")
        assert "Make again 2 changes, up to “Applied “time”" in now_on(pilot).note_line.left.plain
        await pilot.press("y")
        assert codes(coded) == ["trust", "time"]
        now_on(pilot).grid.go_to(change_of(coded, "“work”"))
        await pilot.press("enter")
        assert now_on(pilot).note_line.left.plain.startswith("Make again “Applied “work”")
        await pilot.press("y")
        assert codes(coded) == ["trust", "time", "work"]


async def test_one_change_is_asked_about_without_a_number_and_u_and_U_work_here_too(
    coded: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f10", "enter")
        assert now_on(pilot).note_line.left.plain.startswith("Take back “Applied “work”")
        await pilot.press("y")
        assert codes(coded) == ["trust", "time"]
        await pilot.press("U")
        assert codes(coded) == ["trust", "time", "work"]


async def test_the_work_of_others_is_not_taken_back(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f10")
        now_on(pilot).grid.go_to(change_of(coded, "“his”"))
        await pilot.pause()
        assert "Done by Petr" in seen(pilot)
        await pilot.press("enter")
        assert any("Petr made it" in n.message for n in pilot.app._notifications)
        assert now_on(pilot).context == "history"
        assert "his" in [code.name for code in coded.codebook.tree()]


async def test_where_somebody_built_on_it_the_change_is_named_and_nothing_undone(
    coded: Study, screen: Open
) -> None:
    with Study.open(coded.path, actor="Petr") as petr:
        petr.codings.apply("R02", (0, 5), "trust", coder="Petr")
    coded.changed_elsewhere()
    async with screen() as (_, pilot):
        await pilot.press("f10")
        now_on(pilot).grid.go_to(change_of(coded, "“trust”"))
        await pilot.press("enter", "y")
        assert any("Petr rests on it" in n.message for n in pilot.app._notifications)
        assert len(codes(coded)) == 4
        assert states(coded) == ["done"] * 4


async def test_f_lists_the_changes_of_a_person_or_a_kind(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f10", "f", *"petr", "enter")
        assert [change.actor for change in now_on(pilot).changes.values()] == ["Petr"]
        assert "only by Petr" in now_on(pilot).title_line.right.plain
        await pilot.press("f", *"codings", "enter")
        assert {change.kind for change in now_on(pilot).changes.values()} == {"codings"}
        await pilot.press("f", "enter")
        assert len(now_on(pilot).changes) == len(coded.history.list())


async def test_o_goes_to_the_place_and_f10_back_to_the_row(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f10", "o")
        assert isinstance(pilot.app.screen, Workspace)
        assert workspace.passage is not None
        assert (workspace.passage.name, workspace.pane.selection) == ("R02", SPAN)
        await pilot.press("f10")
        assert now_on(pilot).change.label.startswith("Applied “work”")
        now_on(pilot).grid.go_to(change_of(coded, "“his”"))
        await pilot.press("o")
        assert any("no place" in n.message for n in pilot.app._notifications)


async def test_who_left_at_the_newest_change_finds_the_newest_one_again(coded: Study, screen: Open) -> None:
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f10", "escape")
        coded.memos.add("a long thought about the study as a whole", kind="theoretical")
        await pilot.press("f10")
        newest = coded.history.list()[-1]
        assert now_on(pilot).change.id == newest.id
        await pilot.press("down", "escape", "f10")
        assert now_on(pilot).change.label.startswith("Applied “work”")


async def test_the_question_of_the_history_is_whole_in_a_narrow_terminal(coded: Study, screen: Open) -> None:
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f10")
        now_on(pilot).grid.go_to(change_of(coded, "“trust”"))
        await pilot.press("enter")
        await pilot.pause()
        assert "y yes   n no" in seen(pilot)


async def test_the_history_is_written_to_a_file(coded: Study, screen: Open, tmp_path: Path) -> None:
    coded.history.undo()
    async with screen() as (_, pilot):
        await pilot.press("f10", "ctrl+e")
        now_on(pilot).answer.input.value = str(tmp_path / "history.csv")
        await pilot.press("enter")
        lines = (tmp_path / "history.csv").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(coded.history.list()) + 1
        assert lines[1].endswith("undone")


# --- undo on the transcript -----------------------------------------------------------------------------------


@pytest.fixture
def long(study: Study) -> Study:
    """A document of several screens, coded at both ends."""
    add(study, "long", "\n".join(f"Respondent: number {n} of the answers." for n in range(200)))
    text = study.documents.text("long")
    study.codings.apply("long", (12, 20), "first", coder="Jana")
    study.codings.apply("long", (len(text) - 20, len(text) - 10), "last", coder="Jana")
    return study


async def test_undo_and_redo_bring_the_place_into_view_and_say_what_it_was(long: Study, screen: Open) -> None:
    async with screen((80, 24)) as (workspace, pilot):
        workspace.opened = ""  # as if the changes were made in this session
        assert workspace.passage is not None
        assert workspace.passage.name == "R01"
        await pilot.press("u")
        assert workspace.passage.name == "long"
        assert workspace.pane.caret == len(workspace.passage.text) - 20
        assert "undone: Applied “last”" in seen(pilot)
        await pilot.press("u")
        assert workspace.pane.caret == 12
        await pilot.pause()
        assert workspace.pane.scroll_offset.y == 0
        await pilot.press("j", "j", "U")
        assert workspace.pane.caret > 12, "the place is in view, so the caret stays"
        assert codes(long) == ["first"]
        await pilot.press("U")
        assert workspace.pane.caret == len(workspace.passage.text) - 20
        assert "done again: Applied “last”" in seen(pilot)


async def test_undo_of_a_change_in_the_codebook_leaves_the_transcript_where_it_is(
    long: Study, screen: Open
) -> None:
    long.codebook.rename("last", "latest")
    async with screen((80, 24)) as (workspace, pilot):
        workspace.opened = ""
        await pilot.press("j", "j")
        caret = workspace.pane.caret
        await pilot.press("u")
        assert "last" in [code.name for code in long.codebook.tree()]
        assert workspace.passage is not None
        assert (workspace.passage.name, workspace.pane.caret) == ("R01", caret)
