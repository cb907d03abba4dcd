"""Notes on uncoded passages, former names of codes, notifications out of the way, and help for the place."""

from __future__ import annotations

import pytest
from textual.widgets._toast import Toast

from qualcode.errors import InputError
from qualcode.study import Study
from qualcode.tui.actions import ACTIONS
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.help import HelpScreen, help_rows
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

TRUST = "We trust each other, mostly."


def span(words: str) -> tuple[int, int]:
    return TALK.index(words), TALK.index(words) + len(words)


async def test_m_where_nothing_is_coded_writes_on_the_sentence_as_one_change(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"ts", "s", "m")
        assert workspace.context == "note"
        await pilot.press(*"how so?", "f2")
        (quotation,) = study.quotations.list("R01")
        assert (quotation.text, quotation.memo) == (TRUST, "how so?")
        assert study.codings.list() == ()
        assert "[R01:1]" in shown(workspace)
        await pilot.press("m", *" ask", "f2")
        assert study.quotations.get(quotation.id).memo == "how so? ask"
        await pilot.press("u", "u")
        assert study.quotations.list("R01") == ()


async def test_a_note_on_a_selection_without_words_leaves_no_quotation(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"ts", "e", "m", "f2")
        assert workspace.context == "text"
        await pilot.press("m", "escape")
        assert study.quotations.list() == ()


async def test_the_memo_of_an_uncoded_passage_is_found_again(study: Study, screen: Open) -> None:
    study.quotations.note("R01", span(TRUST), memo="how so?")
    async with screen() as (workspace, pilot):
        await pilot.press("M")
        assert workspace.pane.selection == span(TRUST)
        await pilot.press("escape", "m")
        assert workspace.note.areas["memo"].text == "how so?"


def test_a_note_by_the_api_needs_words_and_keeps_what_is_there(study: Study) -> None:
    with pytest.raises(InputError, match="Nothing to write"):
        study.quotations.note("R01", span(TRUST), memo="  ")
    first = study.quotations.note("R01", span(TRUST), memo="one")
    again = study.quotations.note("R01", span(TRUST), condensed="trust")
    assert (again.id, again.memo, again.condensed) == (first.id, "one", "trust")
    assert study.quotations.at("R01", span(TRUST)[0]) == again
    assert study.quotations.at("R01", 0) is None


async def test_a_former_name_leads_to_the_code_that_lives_on(study: Study, screen: Open) -> None:
    study.codebook.add("faith")
    study.codebook.add("trust")
    study.codebook.add("slow")
    study.codebook.merge(["faith"], into="trust")
    study.codebook.rename("slow", "waiting")
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsc", *"fai")
        await pilot.pause()
        assert "trust, formerly faith" in shown(workspace)
        await pilot.press("enter")
        assert [row.code for row in study.codings.list()] == ["trust"]
        await pilot.press("c", *"slow", "enter")
        assert [row.code for row in study.codings.list()] == ["trust", "waiting"]
        await pilot.press("c", *"slow", "f2")
        assert [row.code for row in study.codings.list()] == ["trust", "waiting", "slow"]
        assert study.codebook.former_names() == {study.codebook.get("trust").id: ("faith",)}


async def test_a_name_in_use_goes_before_a_former_one(study: Study, screen: Open) -> None:
    study.codebook.add("faith")
    study.codebook.add("trust")
    study.codebook.add("fairness")
    study.codebook.merge(["faith"], into="trust")
    async with screen() as (_, pilot):
        await pilot.press(*"tsc", *"fai", "enter")
        assert [row.code for row in study.codings.list()] == ["fairness"]


async def test_in_closed_mode_a_former_name_still_leads_to_its_code(study: Study, screen: Open) -> None:
    study.codebook.add("faith")
    study.codebook.rename("faith", "trust")
    async with screen() as (_, pilot):
        await pilot.press("O", *"tsc", *"faith", "enter")
        assert [row.code for row in study.codings.list()] == ["trust"]


@pytest.mark.parametrize("keys", [("slash",), ("t", "c"), ("f3", *"trust", "enter", "ctrl+e"), ("V",)])
async def test_no_notification_covers_what_is_written_in(study: Study, keys: tuple[str, ...]) -> None:
    study.codings.apply("R01", span(TRUST), "trust")
    app = QualcodeApp(study)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        workspace = next(screen for screen in app.screen_stack if isinstance(screen, Workspace))
        workspace.complain("Something is wrong here and something else has to be done about it. " * 2)
        await pilot.pause()
        (toast, *_) = app.screen.query(Toast)
        line = app.screen.focused
        assert line is not None
        assert toast.region.height > 1
        assert not toast.region.overlaps(line.region)


async def test_the_same_complaint_again_takes_the_place_of_the_first_one(study: Study) -> None:
    app = QualcodeApp(study)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f3", *"no such code", "enter", "enter", "enter")
        await pilot.pause()
        assert len(app.screen.query(Toast)) == 1


async def test_help_begins_with_the_place_where_it_was_opened(study: Study, screen: Open) -> None:
    study.codings.apply("R01", span(TRUST), "trust")
    async with screen((80, 24)) as (workspace, pilot):
        await pilot.press("f3", *"trust", "enter", "question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        words = shown(pilot.app.screen)  # type: ignore[arg-type]
        assert "Here, in the list of passages" in words
        assert "Go to the passage in its transcript" in words
        assert "Esc back" in words.splitlines()[-1]
        assert "w A, never B" not in words.splitlines()[-1]
        await pilot.press("escape", "escape")
        assert workspace.context in ("query", "text")


def test_help_names_every_action_once_and_explains_the_signs_of_the_margin() -> None:
    for place in ("text", "found", "nodes", None):
        rows = help_rows(ACTIONS, "keys.toml", place)  # type: ignore[arg-type]
        helped = [words for keys, words in rows if keys]
        for action in ACTIONS:
            assert helped.count(action.help) >= 1, action.id
        assert sum("first of the code's name" in words for words in helped) == 1


async def test_a_long_name_never_leaves_half_of_a_number_in_the_list_of_documents(
    study: Study, screen: Open
) -> None:
    study.documents.rename("R01", "a talk on the stairs")
    words = study.documents.list()[0].words
    for width, whole in ((80, False), (160, True)):
        async with screen((width, 30)) as (workspace, pilot):
            await pilot.press("d")
            await pilot.pause()
            row = next(line for line in shown(workspace).splitlines() if "▸ a talk" in line)
            assert (f"{words} words" in row) == whole
            assert "  R01" in row
