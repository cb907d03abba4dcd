"""What the keys do, seen in the study's contents."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.study import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, add, shown

pytestmark = pytest.mark.usefixtures("_own_settings")


def coded(study: Study) -> list[tuple[str, str]]:
    return [(row.code, row.text) for row in study.codings.list()]


def where(workspace: Workspace) -> str:
    return workspace.context


async def test_next_turn_next_sentence_grow_code_creates_and_applies(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"tsectrust", "enter")
        assert coded(study) == [("trust", "They ring, or the GP sends them.")]


async def test_keys_typed_before_the_first_picture_are_not_lost(study: Study) -> None:
    from textual import events

    from qualcode.tui.app import QualcodeApp

    app = QualcodeApp(study)
    for key in "tsectrust":
        app.post_message(events.Key(key, key))
    app.post_message(events.Key("ctrl+j", "\n"))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        assert coded(study) == [("trust", "They ring, or the GP sends them.")]


async def test_without_a_selection_the_sentence_at_the_caret_is_coded_and_shown_first(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("t", "s", "s", "w", "c")
        target = workspace.pane.target
        assert target is not None
        assert TALK[slice(*target)] == "We trust each other, mostly."
        await pilot.press(*"faith", "enter")
        assert coded(study) == [("faith", "We trust each other, mostly.")]
        assert workspace.pane.target is None


async def test_enter_takes_the_best_match_at_a_word_start_and_f2_creates_what_was_typed(
    study: Study, screen: Open
) -> None:
    study.codebook.add("building Trust")
    async with screen() as (_, pilot):
        await pilot.press("t", "s", "c", *"tru", "enter")
        assert coded(study) == [("building Trust", "They ring, or the GP sends them.")]
        await pilot.press("c", *"tru", "f2")
        assert [c.name for c in study.codebook.tree()] == ["building Trust", "tru"]


async def test_a_match_in_the_middle_of_a_word_does_not_take_the_place_of_a_new_code(
    study: Study, screen: Open
) -> None:
    study.codebook.add("distrust")
    async with screen() as (workspace, pilot):
        await pilot.press("t", "s", "c", *"trust")
        assert workspace.chooser.taken == "trust"
        await pilot.press("up", "enter")
        assert coded(study) == [("distrust", "They ring, or the GP sends them.")]


async def test_a_second_code_goes_to_the_same_selection_and_a_move_clears_it(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tse", "c", *"one", "enter", "c", *"two", "enter")
        assert [code for code, _ in coded(study)] == ["one", "two"]
        assert len({row.quotation for row in study.codings.list()}) == 1
        await pilot.press("w")
        assert workspace.pane.selection is None


async def test_repeat_applies_the_last_code(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"ts", "c", *"trust", "enter", "s", "r")
        assert [code for code, _ in coded(study)] == ["trust", "trust"]


async def test_in_vivo_makes_a_code_of_the_words(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"ts", "w", "e", "i")
        assert coded(study) == [("ring", "ring")]
        assert study.codebook.get("ring").origin == "in vivo"


async def test_undo_and_redo_by_letters_and_by_control_keys(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tsectrust", "enter")
        await pilot.press("u")
        assert coded(study) == []
        assert len(workspace.pane.marks) == 0
        await pilot.press("U")
        assert len(coded(study)) == 1
        await pilot.press("ctrl+z")
        assert coded(study) == []
        await pilot.press("ctrl+y")
        assert len(workspace.pane.marks) == 1


async def test_undo_with_nothing_to_undo_is_said_in_a_sentence(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("u", "u", "u", "u", "u")
        await pilot.pause()
        notes = [n.message for n in workspace.app._notifications]
        assert notes
        assert "Traceback" not in notes[0]


async def test_remove_takes_the_only_coding_at_the_caret(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"tsectrust", "enter", "x")
        assert coded(study) == []


async def test_remove_asks_which_where_there_are_several(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tse", "c", *"inner", "enter", "e", "c", *"outer", "enter", "x")
        assert where(workspace) == "codings"
        assert len(coded(study)) == 2
        await pilot.press("down", "x")
        assert [code for code, _ in coded(study)] == ["inner"]
        assert where(workspace) == "text"


async def test_cycle_shows_one_coding_after_the_other_and_remove_takes_that_one(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*"tse", "c", *"inner", "enter", "e", "c", *"outer", "enter", "escape")
        await pilot.press("o")
        assert workspace.pane.selection == (56, 88)
        await pilot.press("o")
        selection = workspace.pane.selection
        assert selection is not None
        assert TALK[slice(*selection)].endswith("It takes time.")
        await pilot.press("x")
        assert [code for code, _ in coded(study)] == ["inner"]


async def test_next_and_previous_coding(study: Study, screen: Open) -> None:
    study.codings.apply("R01", (56, 60), "a")
    study.codings.apply("R01", (100, 105), "b")
    async with screen() as (workspace, pilot):
        await pilot.press("n", "n")
        assert workspace.pane.caret == 100
        await pilot.press("N")
        assert workspace.pane.caret == 56


SELECTIONS = [
    (["t", "s", "v", "w", "w"], "They ring,"),
    (["t", "s", "v", "right", "right"], "Th"),
    (["t", "s", "v", "l", "l", "h"], "T"),
    (["t", "s", "v", "s"], "They ring, or the GP sends them."),
    (["t", "s", "shift+right", "shift+right", "shift+left"], "T"),
    (["t", "s", "s", "v", "b", "b"], "sends them."),
    (["t", "s", "v", "S"], "Who comes?"),
    (["t", "e"], "They ring, or the GP sends them. We trust each other, mostly. It takes time."),
    (["t", "s", "w", "e"], "ring"),
    (["t", "s", "w", "e", "e"], "They ring, or the GP sends them."),
    (["t", "s", "w", "e", "e", "E"], "ring"),
    (["t", "s", "e", "shift+right"], "They ring, or the GP sends them."),
    (["t", "t", "T", "s", "e"], "They ring, or the GP sends them."),
    (["t", "s", "e", "v", "s"], "They ring, or the GP sends them. We trust each other, mostly."),
    (["g", "v", "end"], "How does it begin? Who comes?"),
    (["down", "down", "home", "v", "shift+down"], "They ring, or the GP sends them. We trust each other, mostly. It"),
]  # fmt: skip


async def test_selecting_and_coding(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        for keys, text in SELECTIONS:
            await pilot.press("escape", "g", *keys, "c", *"x", "enter")
            assert [t for _, t in coded(study)] == [text], keys
            await pilot.press("u")


async def test_the_column_is_kept_through_short_rows_and_spacers(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press(*["right"] * 20, "down", "down")
        assert TALK[: workspace.pane.caret].rpartition("\n")[2] == "Respondent: They rin"
        await pilot.press("k", "k")
        assert workspace.pane.caret == 20


async def test_page_and_document_ends(study: Study, screen: Open) -> None:
    add(study, "long", "\n".join(f"Respondent: sentence number {n}." for n in range(200)))
    async with screen((80, 24)) as (workspace, pilot):
        workspace.open_document(study.documents.get("long").id)
        await pilot.press("pagedown", "space")
        assert workspace.pane.caret > 200
        await pilot.press("pageup", "pageup")
        assert workspace.pane.caret == 0
        await pilot.press("G")
        assert workspace.pane.caret == len(workspace.pane.passage.text)
        await pilot.press("g")
        assert workspace.pane.caret == 0


async def test_find_marks_all_places_as_you_type_and_f_goes_on(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("slash", *"time")
        assert len(workspace.pane.hits) == 2
        assert TALK[workspace.pane.caret :].startswith("time.")
        await pilot.press("enter", "f")
        assert TALK[workspace.pane.caret :].startswith("Time for")
        await pilot.press("F")
        assert TALK[workspace.pane.caret :].startswith("time.")
        await pilot.press("escape")
        assert workspace.pane.hits == []


async def test_find_ignores_accents_and_escape_goes_back(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("t", "ctrl+f", *"duvera")
        assert TALK[workspace.pane.caret :].startswith("Důvěra")
        await pilot.press("escape")
        assert TALK[workspace.pane.caret :].startswith("Respondent: They")
        assert workspace.pane.hits == []


async def test_it_opens_where_one_was_reading(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("d", "down", "enter", "t", "t")
        caret = workspace.pane.caret
        await pilot.press("ctrl+q")
    second = study.documents.get("R02")
    assert study.places.last() == (second.id, caret)
    async with screen() as (workspace, _):
        assert workspace.passage is not None
        assert (workspace.passage.name, workspace.pane.caret) == ("R02", caret)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (110, 30), (160, 48), (200, 60)])
async def test_the_documents_name_shows_at_every_size(screen: Open, size: tuple[int, int]) -> None:
    async with screen(size) as (workspace, pilot):
        assert "R01" in shown(workspace).split("\n")[0]
        await pilot.press("t", "s", "c")
        assert "R01" in shown(workspace).split("\n")[0]


async def test_at_160_columns_all_three_parts_show(study: Study, screen: Open) -> None:
    study.codings.apply("R01", (0, 20), "greeting")
    async with screen((160, 48)) as (workspace, _):
        picture = shown(workspace)
        assert all(
            word in picture for word in ("Documents", "Codebook", "Codings at the caret", "greeting", "R02")
        )


async def test_at_80_columns_the_side_panes_fold_and_open_by_key(study: Study, screen: Open) -> None:
    study.codings.apply("R01", (0, 20), "greeting")
    async with screen((80, 24)) as (workspace, pilot):
        assert "Documents" not in shown(workspace)
        assert "greeting" in shown(workspace).split("\n")[-2]
        await pilot.press("d")
        assert "Documents" in shown(workspace)
        await pilot.press("tab")
        assert where(workspace) == "codebook"
        await pilot.press("tab")
        assert where(workspace) == "codings"
        assert "Codings at the caret" in shown(workspace)
        await pilot.press("tab")
        assert "Documents" not in shown(workspace)
        assert where(workspace) == "text"
        await pilot.press("shift+tab")
        assert where(workspace) == "codings"
        await pilot.press("escape", "C")
        assert where(workspace) == "codebook"
        await pilot.press("escape", "a")
        assert where(workspace) == "codings"


async def test_at_110_columns_the_codings_open_over_the_transcript(study: Study, screen: Open) -> None:
    async with screen((110, 30)) as (workspace, pilot):
        assert "Documents" in shown(workspace)
        assert "Codings at the caret" not in shown(workspace)
        await pilot.press("a")
        assert "Codings at the caret" in shown(workspace)
        await pilot.press("escape")
        assert "Codings at the caret" not in shown(workspace)


async def test_enter_in_the_codebook_applies_the_code(study: Study, screen: Open) -> None:
    study.codebook.add("Network", kind="category")
    study.codebook.add("referral", under="Network")
    async with screen() as (_, pilot):
        await pilot.press("t", "s", "C", "enter")
        assert coded(study) == []
        await pilot.press("j", "enter")
        assert coded(study) == [("referral", "They ring, or the GP sends them.")]


async def test_a_category_is_refused_in_a_sentence_and_the_list_stays_open(
    study: Study, screen: Open
) -> None:
    study.codebook.add("Network", kind="category")
    async with screen() as (workspace, pilot):
        await pilot.press("t", "s", "c", *"Network", "enter")
        await pilot.pause()
        assert coded(study) == []
        assert where(workspace) == "codes"
        assert "category" in next(n.message for n in workspace.app._notifications)


async def test_changes_of_another_process_are_noticed(study: Study, screen: Open) -> None:
    async with screen((160, 48)) as (workspace, pilot):
        with Study.open(study.path, actor="Petr") as other:
            other.codings.apply("R01", (56, 88), "from elsewhere")
        workspace._poll()
        await pilot.pause()
        assert len(workspace.pane.marks) == 1
        assert "from elsewhere" in shown(workspace)


async def test_a_study_without_documents_says_what_to_do(tmp_path: Path, screen: Open) -> None:
    with Study.create(tmp_path / "empty.qualcode", actor="Jana") as empty:
        async with screen((80, 24), other=empty) as (workspace, pilot):
            assert "qualcode import empty.qualcode" in shown(workspace)
            await pilot.press(*"tsectrust", "enter", "i", "x", "o", "n", "slash", "escape", "r")
            assert empty.codebook.tree() == ()


async def test_a_document_without_turns_can_be_coded(study: Study, screen: Open) -> None:
    add(study, "notes", "Just a note. And another one.")
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("notes").id)
        await pilot.press("s", "c", *"memo", "enter")
        assert coded(study) == [("memo", "And another one.")]


async def test_undoing_the_import_of_the_open_document_opens_another_one(study: Study, screen: Open) -> None:
    add(study, "R03", "Respondent: third.")
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("R03").id)
        await pilot.press("u")
        assert workspace.passage is not None
        assert workspace.passage.name == "R03", "taking back an import is asked about"
        await pilot.press("u")
        assert workspace.passage.name == "R01"


async def test_a_coding_just_made_from_the_label_of_a_turn_can_be_removed_from_there(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("t", "c", *"new code", "enter")
        assert len(coded(study)) == 1
        assert [mark.name for mark in workspace.marks_here] == ["new code"]
        await pilot.press("x")
        assert coded(study) == []


async def test_coding_in_vivo_ends_the_selecting(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("t", "s", "v", "w", "w", "i")
        assert not workspace.pane.selecting
        assert len(coded(study)) == 1


async def test_nothing_is_taken_from_the_list_before_something_was_typed_or_chosen(
    study: Study, screen: Open
) -> None:
    study.codebook.add("first of the list")
    async with screen() as (_, pilot):
        await pilot.press("t", "s", "enter", "enter")
        assert coded(study) == []
        await pilot.press("down", "enter")
        assert [code for code, _ in coded(study)] == ["first of the list"]


async def test_a_second_coder_codes_under_their_own_name_which_the_title_shows(study: Study) -> None:
    study.codings.apply("R01", (0, 5), "before", coder="Jana")
    app = QualcodeApp(study, coder="Petr")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("t", "s", "c", *"second", "enter")
        assert {row.coder for row in study.codings.list(code="second")} == {"Petr"}
        screen = app.screen
        assert isinstance(screen, Workspace)
        assert "coding as Petr" in screen.title_line.right.plain


async def test_help_shows_every_action_and_escape_goes_back(screen: Open) -> None:
    from qualcode.tui.actions import ACTIONS
    from qualcode.tui.screens.help import HelpScreen, help_rows

    async with screen() as (workspace, pilot):
        await pilot.press("question_mark")
        assert isinstance(workspace.app.screen, HelpScreen)
        await pilot.press("escape", "f1")
        assert isinstance(workspace.app.screen, HelpScreen)
        await pilot.press("question_mark")
        assert not isinstance(workspace.app.screen_stack[-1], HelpScreen)
    helped = {words for _, words in help_rows(ACTIONS, "keys.toml")}
    assert all(action.help in helped for action in ACTIONS)


async def test_the_palette_finds_actions_documents_and_codes(study: Study, screen: Open) -> None:
    study.codebook.add("referral")
    async with screen() as (workspace, pilot):
        await pilot.press("t", "s", "ctrl+p", *"apply referral")
        await workspace.workers.wait_for_complete()
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert coded(study) == [("referral", "They ring, or the GP sends them.")]


async def test_f9_changes_the_theme_and_remembers_it(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        first = workspace.app.theme
        strip = workspace.pane.render_line(0)
        await pilot.press("f9")
        await pilot.pause()
        assert workspace.app.theme != first
        assert workspace.pane.render_line(0) != strip
    async with screen() as (workspace, _):
        assert workspace.app.theme == "light"


async def test_a_read_only_looking_key_in_a_list_does_not_code(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("d", "c", "i", "r", "e")
        assert coded(study) == []


async def test_leaving_asks_nothing(screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not workspace.app.is_running or workspace.app._exit


async def test_clicks_open_documents_take_codes_and_press_keys(study: Study, screen: Open) -> None:
    study.codebook.add("referral")
    async with screen((160, 48)) as (workspace, pilot):
        await pilot.click(workspace.documents, offset=(4, 1))
        assert workspace.passage is not None
        assert workspace.passage.name == "R02"
        await pilot.press("t", "s", "c")
        await pilot.click(workspace.chooser.rows, offset=(4, 0))
        await pilot.pause()
        assert [(row.document, row.code) for row in study.codings.list()] == [("R02", "referral")]
        start, _, action = next(place for place in workspace.key_line.places if place[2] == "change.undo")
        assert action == "change.undo"
        await pilot.click(workspace.key_line, offset=(start + 1, 0))
        await pilot.pause()
        assert coded(study) == []


async def test_after_a_resize_the_caret_is_where_it_was_and_in_view(study: Study, screen: Open) -> None:
    add(study, "long", "\n".join(f"Respondent: sentence number {n} is not short. " * 4 for n in range(80)))
    async with screen((160, 48)) as (workspace, pilot):
        workspace.open_document(study.documents.get("long").id, 9000)
        await pilot.pause()
        caret = workspace.pane.caret
        await pilot.resize_terminal(64, 18)
        await pilot.pause()
        pane = workspace.pane
        assert pane.caret == caret
        row = pane.layout_of_text.row_of(caret) - pane.scroll_offset.y
        assert 0 <= row < pane.scrollable_content_region.height


async def test_a_second_screen_sees_what_the_first_one_coded(study: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press(*"tsectrust", "enter")
    async with screen() as (workspace, _):
        assert len(workspace.pane.marks) == 1
    study.codings.apply("R01", (0, 5), "after the screen was closed")
