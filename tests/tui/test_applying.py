"""The list of codes in full, notes, another code, other edges, closed mode; seen in the study's contents."""

from __future__ import annotations

import pytest

from qualcode.model.codes import CodeFields
from qualcode.study import Study
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import Open, shown

pytestmark = pytest.mark.usefixtures("_own_settings")

THEY_RING = "They ring, or the GP sends them."


def coded(study: Study) -> list[tuple[str, str]]:
    return [(row.code, row.text) for row in study.codings.list()]


def where(workspace: Workspace) -> str:
    return workspace.context


def steps(study: Study) -> int:
    return len([change for change in study.history.list() if not change.undone])


async def test_the_definition_of_the_highlighted_code_stands_beside_the_list(
    study: Study, screen: Open
) -> None:
    fields = CodeFields(brief="belief in a person", when="he relies on her", when_not="a formal rule")
    study.codebook.add("trust", fields=fields)
    study.codebook.add("time")
    async with screen((100, 30)) as (workspace, pilot):
        await pilot.press(*"tsc")
        assert "When: he relies on her" not in shown(workspace)
        await pilot.press(*"tru")
        await pilot.pause()
        assert "When: he relies on her" in shown(workspace)
        assert "Not: a formal rule" in shown(workspace)
        await pilot.press(*["backspace"] * 2, "down")
        await pilot.pause()
        assert "not defined yet" in shown(workspace)


async def test_where_it_is_narrow_the_definition_stands_below_or_not_at_all(
    study: Study, screen: Open
) -> None:
    study.codebook.add("trust", fields=CodeFields(when="he relies on her"))
    for size, visible in (((60, 40), True), ((60, 20), False)):
        async with screen(size) as (workspace, pilot):
            await pilot.press(*"tsc", *"trust")
            await pilot.pause()
            assert ("he relies on her" in shown(workspace)) == visible
            assert "■ trust" in shown(workspace)


async def test_several_marked_codes_are_applied_as_one_change(study: Study, screen: Open) -> None:
    study.codebook.add("trust")
    study.codebook.add("time")
    before = steps(study)
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsc", *"tru", "f4", *"new one", "f4")
        assert workspace.chooser.typed == ""
        await pilot.press(*"tim", "f4", "enter")
        assert coded(study) == [(name, THEY_RING) for name in ("trust", "new one", "time")]
        assert steps(study) == before + 1
        await pilot.press("u")
        assert coded(study) == []
        assert [code.name for code in study.codebook.tree()] == ["trust", "time"]


async def test_a_mark_is_taken_away_again_and_does_not_stay_for_the_next_passage(
    study: Study, screen: Open
) -> None:
    study.codebook.add("trust")
    study.codebook.add("time")
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsc", *"tru", "f4", *"tru", "f4")
        assert workspace.chooser.marked == {}
        await pilot.press(*"tru", "f4", "escape", "c", *"tim", "enter")
        assert [code for code, _ in coded(study)] == ["time"]


async def test_enter_takes_a_name_that_is_typed_beside_the_marked_codes(study: Study, screen: Open) -> None:
    study.codebook.add("trust")
    study.codebook.add("time")
    async with screen() as (_, pilot):
        await pilot.press(*"tsc", *"tru", "f4", *"ti", "enter")
        assert [code for code, _ in coded(study)] == ["trust", "time"]
        await pilot.press(*"ttc", *"tru", "f4", *"hope", "enter")
        assert [code for code, _ in coded(study)][2:] == ["trust", "hope"]
        await pilot.press(*"ttc", *"tru", "f4", *"tru", "enter")
        assert [code for code, _ in coded(study)][4:] == ["trust"]


async def test_f2_creates_what_was_typed_beside_the_marked_codes(study: Study, screen: Open) -> None:
    study.codebook.add("trust")
    async with screen() as (_, pilot):
        await pilot.press(*"tsc", *"tru", "f4", *"tru", "f2")
        assert [code for code, _ in coded(study)] == ["trust", "tru"]


async def test_pinned_codes_lead_the_list_and_have_keys_of_their_own(study: Study, screen: Open) -> None:
    study.codebook.add("aaa")
    study.codebook.add("bbb")
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsc", "down", "down", "f3")
        await pilot.pause()
        assert "1 ■ bbb" in shown(workspace)
        await pilot.press("escape", "1", "2")
        assert coded(study) == [("bbb", THEY_RING)]
        await pilot.press("c", "down", "enter")
        assert coded(study) == [("bbb", THEY_RING)]
    async with screen() as (_, pilot):
        await pilot.press(*"ts", "s", "1")
        assert [code for code, _ in coded(study)] == ["bbb", "bbb"]
        await pilot.press("c", *"bbb", "f3", "escape")
        assert study.preferences.pins() == ()


async def test_codes_of_an_earlier_session_count_as_recent(study: Study, screen: Open) -> None:
    for name in ("aaa", "bbb", "ccc"):
        study.codebook.add(name)
    study.codings.apply("R02", (0, 5), "ccc")
    async with screen() as (_, pilot):
        await pilot.press(*"tsc", "down", "enter")
        assert [row.code for row in study.codings.list(document="R01")] == ["ccc"]


async def test_f5_applies_and_the_note_is_one_change_of_its_own(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsctrust", "f5")
        assert coded(study) == [("trust", THEY_RING)]
        assert where(workspace) == "note"
        before = steps(study)
        await pilot.press(*"why?", "enter", *"now", "tab", *"they come", "tab", *"volají", "f2")
        quotation = study.quotations.get(1)
        assert (quotation.memo, quotation.condensed, quotation.translation) == (
            "why?\nnow",
            "they come",
            "volají",
        )
        assert steps(study) == before + 1
        assert where(workspace) == "text"
        await pilot.press("u")
        assert study.quotations.get(1).memo == ""


async def test_m_opens_the_note_of_the_quotation_at_the_caret_and_changes_it(
    study: Study, screen: Open
) -> None:
    async with screen() as (_workspace, pilot):
        await pilot.press(*"tsctrust", "enter", "m", *"one", "ctrl+s", "m", *" two", "f2")
        assert study.quotations.get(1).memo == "one two"
        before = steps(study)
        await pilot.press("m", "f2")
        assert steps(study) == before
        await pilot.press("m", *["backspace"] * 7, "f2")
        assert study.quotations.get(1).memo == ""


async def test_escape_throws_a_note_away_only_when_pressed_twice(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsctrust", "enter", "m", *"one", "escape")
        assert where(workspace) == "note"
        await pilot.press(*"!", "escape", "escape")
        assert where(workspace) == "text"
        assert study.quotations.get(1).memo == ""
        await pilot.press("m", "escape")
        assert where(workspace) == "text"


async def test_a_note_that_is_being_written_is_kept_when_the_user_leaves(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"tsctrust", "enter", "m", *"unfinished", "ctrl+q")
    assert study.quotations.get(1).memo == "unfinished"


async def test_another_code_takes_the_place_of_one(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsctrust", "enter", "R")
        await pilot.pause()
        assert "Another code for trust" in shown(workspace)
        before = steps(study)
        await pilot.press("f4", *"faith", "f4", "enter")
        assert coded(study) == [("faith", THEY_RING)]
        assert steps(study) == before + 1
        await pilot.press("c", *"trust", "enter")
        assert sorted(code for code, _ in coded(study)) == ["faith", "trust"]
        await pilot.press("u", "u")
        assert coded(study) == [("trust", THEY_RING)]


async def test_where_several_are_meant_it_asks_and_the_cycled_or_listed_one_is_taken(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tse", "c", *"inner", "enter", "e", "c", *"outer", "enter", "R")
        assert where(workspace) == "text"
        await pilot.press("o", "R", *"inmost", "enter")
        assert [code for code, _ in coded(study)] == ["outer", "inmost"]
        await pilot.press("a", "down", "R", *"outmost", "enter")
        assert [code for code, _ in coded(study)] == ["outmost", "inmost"]
        await pilot.press("a", "down", "m", *"note", "f2")
        assert {row.code: row.memo for row in study.codings.list()} == {"outmost": "note", "inmost": ""}


async def test_edges_move_by_words_and_each_move_is_one_undo(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"tsctrust", "enter", "m", *"mine", "f2")
        await pilot.press("comma", "comma")
        assert coded(study) == [("trust", "They ring, or the GP sends")]
        await pilot.press("colon", "colon", "colon", "semicolon", "full_stop")
        assert coded(study) == [("trust", "or the GP sends them")]
        assert [row.memo for row in study.codings.list()] == ["mine"]
        assert len(study.quotations.list()) == 1
        await pilot.press("u")
        assert coded(study) == [("trust", "or the GP sends")]


async def test_the_last_word_of_a_coding_is_not_given_up(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"ts", "w", "e", "c", *"ring", "enter")
        await pilot.press("comma", "colon")
        assert coded(study) == [("ring", "ring")]


async def test_in_closed_mode_no_code_is_created(study: Study, screen: Open) -> None:
    study.codebook.add("distrust")
    async with screen() as (workspace, pilot):
        await pilot.press("O")
        await pilot.pause()
        assert "CLOSED" in shown(workspace)
        await pilot.press(*"tsc", *"new")
        await pilot.pause()
        assert "closed mode creates no code “new”" in shown(workspace)
        await pilot.press("enter", "f2", "f4", "enter")
        assert coded(study) == []
        await pilot.press("escape", "c", *"trust", "enter")
        assert coded(study) == [("distrust", THEY_RING)]
        await pilot.press("s", "i")
        assert [code.name for code in study.codebook.tree()] == ["distrust"]
    async with screen() as (workspace, pilot):
        assert workspace.closed, "the mode is kept"
        await pilot.press("O", *"tsc", *"new", "enter")
        assert "new" in [code.name for code in study.codebook.tree()]
