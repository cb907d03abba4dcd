"""The keys of the codebook screen, seen in the study's contents."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from qualcode.model.codes import CodeFields
from qualcode.study import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.comparing import adopt_shipped
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")


def span(words: str) -> tuple[int, int]:
    start = TALK.index(words)
    return start, start + len(words)


def paths(study: Study) -> list[str]:
    return [" > ".join(code.path) for code in study.codebook.tree()]


def coded(study: Study) -> list[tuple[str, str]]:
    return [(row.code, row.text) for row in study.codings.list()]


def book(workspace: Workspace) -> CodebookScreen:
    assert isinstance(workspace.app.screen, CodebookScreen)
    return workspace.app.screen


def seen(workspace: Workspace) -> str:
    """The screen as plain text."""
    screen = workspace.app.screen
    return "\n".join("".join(s.text for s in strip) for strip in screen._compositor.render_strips())


def notes(workspace: Workspace) -> str:
    return " ".join(str(n.message) for n in workspace.app._notifications)


async def type_words(pilot: Pilot[None], words: str) -> None:
    await pilot.press(*("space" if c == " " else c for c in words))


@pytest.fixture
def codes(study: Study) -> Study:
    """Bonds: trust, faith; then work, at the top; three passages."""
    study.codebook.add("Bonds", kind="category")
    study.codebook.add("trust", under="Bonds", fields=CodeFields(brief="relying on each other"))
    study.codebook.add("faith", under="Bonds")
    study.codebook.add("work")
    study.codings.apply("R01", span("We trust each other"), ["trust", "faith"])
    study.codings.apply("R01", span("It takes time."), "faith")
    study.codings.apply("R01", span("They ring"), "faith")
    return study


async def test_f2_opens_the_screen_with_all_that_is_known_of_the_node(codes: Study, screen: Open) -> None:
    codes.codebook.rename("trust", "mutual trust")
    codes.memos.add("Look at this again.", kind="code", target="code", target_name="mutual trust")
    adopt_shipped(codes)
    criteria = codes.frameworks.criteria()
    assert criteria is not None
    criterion = next(iter(criteria.criteria)).id
    codes.mappings.set("mutual trust", criterion)
    async with screen((160, 48)) as (workspace, pilot):
        await pilot.press("f2", "j")
        await pilot.pause()
        text = seen(workspace)
        assert "Bonds" in text
        assert "relying on each other" in text
        assert "was called “trust”, on " in text
        assert "by Jana" in text
        assert criterion in text
        assert "Look at this again." in text
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(workspace.app.screen, Workspace)
        assert workspace.context == "text"


async def test_a_adds_under_the_highlighted_node_and_tab_changes_the_kind(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "a", *"hope", "enter")
        assert "Bonds > hope" in paths(codes)
        assert book(workspace).here().name == "hope"
        await pilot.press("g", "a", "tab", *"Inner", "enter")
        assert "Bonds > Inner" in paths(codes)
        assert codes.codebook.get("Inner").kind == "category"
        await pilot.press("a", "tab", "tab", *"Theme", "enter")
        assert codes.codebook.get("Theme").kind == "theme"
        assert codes.codebook.get("Theme").path == ("Theme",)


async def test_a_name_that_is_taken_is_refused_and_the_line_stays_open(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "a", *"Work", "enter")
        assert "already" in notes(workspace)
        assert book(workspace).context == "node_add"
        await pilot.press("escape")
        assert book(workspace).context == "nodes"
        assert len(paths(codes)) == 4


async def test_enter_edits_all_fields_as_one_change(codes: Study, screen: Open) -> None:
    before = len(codes.history.list())
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "G", "enter")
        await type_words(pilot, "what we do")
        await pilot.press("enter")
        await type_words(pilot, "first line")
        await pilot.press("enter", *"second", "tab", *"here", "tab", *"there", "tab", *"so", "tab")
        await pilot.press(*(["backspace"] * 7), "number_sign", *"112233")
        await pilot.press("tab", *(["backspace"] * 4), *"theory", "f2")
        await pilot.pause()
        code = codes.codebook.get("work")
        assert (code.brief, code.full, code.when, code.when_not, code.example, code.colour, code.origin) == (
            "what we do", "first line\nsecond", "here", "there", "so", "#112233", "theory",
        )  # fmt: skip
        assert len(codes.history.list()) == before + 1
        await pilot.press("u")
        assert codes.codebook.get("work").brief == ""
        await pilot.press("U")
        assert codes.codebook.get("work").brief == "what we do"
        assert book(workspace).context == "nodes"


async def test_a_form_that_is_left_or_unchanged_stores_nothing_and_a_bad_colour_keeps_it_open(
    codes: Study, screen: Open
) -> None:
    before = len(codes.history.list())
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "enter", *"abc", "escape", "enter", "f2")
        assert len(codes.history.list()) == before
        await pilot.press("enter")
        book(workspace).form.inputs["colour"].value = "red"  # type: ignore[union-attr]
        await pilot.press("f2")
        assert "no colour" in notes(workspace)
        assert book(workspace).context == "node_form"
        assert isinstance(book(workspace).form.inputs["full"], TextArea)


async def test_r_renames(codes: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f2", "G", "r", *"ing", "enter")
        assert codes.codebook.find("working") is not None
        assert codes.codebook.lineage("working")[0].name == "work"


async def test_marked_nodes_go_under_the_highlighted_one_and_to_the_top(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "G", "space")
        assert "✓" in seen(workspace)
        await pilot.press("g", "K")
        assert "Bonds > work" in paths(codes)
        assert not book(workspace).marked
        await pilot.press("j", "space", "space", "g", "T")
        assert {"trust", "faith"} <= set(paths(codes))
        await pilot.press("u")
        assert "Bonds > trust" in paths(codes)
        await pilot.press("K")
        assert "Nothing is marked" in notes(workspace)


async def test_merging_shows_what_moves_and_does_it_only_after_yes(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "j", "j", "space", "k", "k")
        assert book(workspace).here().name == "trust"
        await pilot.press("M")
        await pilot.pause()
        text = seen(workspace)
        assert "Merge into “trust”?" in text
        assert "2 codings" in text
        assert "1 coding folded" in text
        await pilot.press("n")
        assert codes.codebook.find("faith") is not None
        await pilot.press("M", "y")
        assert codes.codebook.find("faith") is None
        assert codes.codebook.get("trust").codings == 3
        await pilot.pause()
        assert "came from “faith” (merged), on " in seen(workspace)
        await pilot.press("u")
        assert codes.codebook.get("faith").codings == 3


async def test_splitting_goes_through_the_passages(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "j", "j", "s")
        await pilot.pause()
        assert "passage 1 of 3" in seen(workspace)
        assert "They ring" in seen(workspace)
        await pilot.press("y", "n", "b", "n", "y", *"calls", "enter")
        assert ("calls", "They ring") in coded(codes)
        assert ("calls", "It takes time.") in coded(codes)
        assert ("faith", "We trust each other") in coded(codes)
        assert codes.codebook.lineage("calls")[0].name == "faith"
        assert book(workspace).here().name == "calls"


async def test_splitting_can_be_left_and_needs_passages(codes: Study, screen: Open) -> None:
    before = coded(codes)
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "j", "j", "s", "y", "escape", "s", "n", "n", "n")
        assert book(workspace).context == "nodes"
        await pilot.press("s", "y", "enter", *"new", "escape")
        assert coded(codes) == before
        assert codes.codebook.find("new") is None
        await pilot.press("g", "s")
        assert "only codes are split" in notes(workspace)
        await pilot.press("G", "s")
        assert "no passages" in notes(workspace)


async def test_delete_asks_and_says_what_goes_with_it(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "d")
        await pilot.pause()
        text = seen(workspace)
        assert "Delete “Bonds”?" in text
        assert "4 codings" in text
        assert "faith" in text
        await pilot.press("escape")
        assert len(paths(codes)) == 4
        await pilot.press("d", "y")
        assert paths(codes) == ["work"]
        await pilot.press("u")
        assert len(coded(codes)) == 4


async def test_colour_by_number_and_by_value(codes: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f2", "G", "C", "2", "enter")
        assert codes.codebook.get("work").colour == "#D55E00"
        await pilot.press("C", "number_sign", *"abcdef", "enter")
        assert codes.codebook.get("work").colour == "#abcdef"


async def test_find_highlights_the_node_whose_name_begins_so(codes: Study, screen: Open) -> None:
    codes.codebook.add("Důvod")
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "slash", *"duv", "enter", "r", *"y", "enter")
        assert codes.codebook.find("Důvody") is not None
        assert book(workspace).context == "nodes"


async def test_weak_spots_are_listed_and_lead_to_the_code(codes: Study, screen: Open) -> None:
    codes.codebook.add("trusts")
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "h")
        await pilot.pause()
        text = seen(workspace)
        assert "Unused (2)" in text
        assert "plural" in text
        await pilot.press("enter")
        assert book(workspace).here().name == "work"
        await pilot.press("h", "o")
        assert "only one code" in "".join(book(workspace).note_line.left.plain)
        await pilot.press("escape")
        assert book(workspace).context == "nodes"


async def test_names_are_data_and_never_markup(study: Study, screen: Open) -> None:
    study.codebook.add("[bold]x[/bold] [red", fields=CodeFields(brief="[link=http://a]b\u202e", full="[/]"))
    async with screen() as (workspace, pilot):
        await pilot.press("f2")
        await pilot.pause()
        text = seen(workspace)
        assert text.count("[bold]x[/bold] [red") == 2
        assert "[link=http://a]b" in text
        assert "\u202e" not in text
        await pilot.press("h", "escape", "r", "escape", "d", "y")
        assert study.codebook.tree() == ()


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_an_empty_codebook_says_what_to_do(study: Study, screen: Open, size: tuple[int, int]) -> None:
    async with screen(size) as (workspace, pilot):
        await pilot.press("f2")
        await pilot.pause()
        assert "a adds one" in seen(workspace)
        await pilot.press(
            "r", "d", "enter", "s", "M", "C", "space", "K", "T", "j", "k", "g", "G", "h", "enter", "escape"
        )
        assert "There is no code yet" in notes(workspace)
        await pilot.press("a", *"first", "enter")
        assert paths(study) == ["first"]


async def test_a_change_from_elsewhere_shows(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2")
        with Study.open(codes.path, actor="Petr") as other:
            other.codebook.add("from afar")
        await pilot.pause(2.2)
        assert "from afar" in seen(workspace)


async def test_help_and_palette_show_what_is_possible_here(codes: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f2", "ctrl+p", *"merge", "enter")
        await pilot.pause()
        assert isinstance(workspace.app, QualcodeApp)
        await pilot.press("enter")
        await pilot.pause()
        assert "Nothing is marked" in notes(workspace)
        await pilot.press("f1", "escape")
        assert isinstance(workspace.app.screen, CodebookScreen)


async def test_the_tree_uses_the_room_after_a_resize(codes: Study, screen: Open) -> None:
    long = "a name that needs more than thirty cells"
    codes.codebook.add(long)
    async with screen((80, 24)) as (workspace, pilot):
        await pilot.press("f2")
        await pilot.pause()
        assert long not in seen(workspace)
        await pilot.resize_terminal(160, 48)
        await pilot.pause()
        await pilot.pause()
        assert long in seen(workspace)
