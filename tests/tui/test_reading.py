"""Reading and selecting: whole answers, uncoded turns, memos, turn numbers, jumps, and ways of finding."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.documents import Turn
from qualcode.study import Study
from qualcode.tui.commands.finding import Options
from qualcode.tui.commands.jumping import following, preceding
from qualcode.tui.geometry.cells import graphemes, is_narrow, paint
from qualcode.tui.geometry.jumps import LONGEST, Jumps
from qualcode.tui.geometry.layout import Layout
from qualcode.tui.geometry.units import Units
from qualcode.tui.passage import Passage
from qualcode.tui.screens.workspace import Workspace
from qualcode.tui.widgets.row_painter import Margin
from qualcode.tui.widgets.transcript import TranscriptPane
from qualcode.workflows.indexing import index_study
from tests.tui.conftest import TALK, Open, add, shown
from tests.tui.test_geometry import TEXTS, WIDTHS

ANSWERS = (
    "Interviewer: Why?\n"
    "Respondent: Because of this.\n"
    "Respondent: And of that. Also.\n"
    "Respondent: \n"
    "Interviewer: Mm.\n"
    "Respondent: Nothing more.\n"
)


def starts(text: str, label: str) -> list[int]:
    return [match.start() for match in re.finditer(f"^{label}: ", text, re.M)]


def where(workspace: Workspace) -> str:
    return workspace.context


# --- whole answers ------------------------------------------------------------------------------------------


async def test_the_selection_grows_to_the_whole_answer_and_shrinks_again(study: Study, screen: Open) -> None:
    add(study, "answers", ANSWERS)
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("answers").id, ANSWERS.index("of this"))
        pane = workspace.pane
        seen = []
        for _ in range(5):
            await pilot.press("e")
            assert pane.selection is not None
            seen.append(ANSWERS[slice(*pane.selection)])
        answer = "Because of this.\nRespondent: And of that. Also."
        assert seen == ["of", "Because of this.", answer, answer, answer]
        await pilot.press("E")
        assert pane.selection is not None
        assert ANSWERS[slice(*pane.selection)] == "Because of this."
        await pilot.press("e", "c", *"reasons", "enter")
        assert [row.text for row in study.codings.list()] == [answer]


def test_an_answer_ends_where_the_interviewer_speaks_and_is_a_turn_where_nobody_is_known_to() -> None:
    text = "I: Why?\nR: This.\nS: That.\nI: Mm.\nR: Bye."
    turns = [(m.start(), m.start() + 3, m.end()) for m in re.finditer(r".+", text)]
    units = Units(text, turns, "en", asked=[0, 3])
    whole = [units.around("answer", start) for start, _, _ in turns]
    assert [span and text[slice(*span)] for span in whole] == [
        "Why?", "This.\nS: That.", "This.\nS: That.", "Mm.", "Bye.",
    ]  # fmt: skip
    selection = whole[1]
    assert selection is not None
    assert units.shrink(selection, text.index("That")) == (text.index("That"), text.index("That") + 5)
    unknown = Units(text, turns)
    for start, _, _ in turns:
        assert unknown.around("answer", start) == unknown.around("turn", start)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 150), st.booleans()), max_size=8), st.integers(0, 150))
def test_an_answer_holds_its_turns_and_no_word_of_the_interviewer(
    text: str, cuts: list[tuple[int, bool]], offset: int
) -> None:
    points = sorted({min(cut, len(text)) for cut, _ in cuts})
    turns = [(a, min(a + 2, b), b) for a, b in pairwise(points)]
    asked = {k for k, (_, flag) in enumerate(cuts[: len(turns)]) if flag}
    units = Units(text, turns, "en", asked)
    offset = min(offset, len(text))
    turn, answer = units.around("turn", offset), units.around("answer", offset)
    index = units.turn_index(offset)
    if turn is None or answer is None or index is None or not text[slice(*turns[index][1:])].strip():
        return
    assert answer[0] <= turn[0] < turn[1] <= answer[1]
    if index not in asked:
        for other in asked:
            assert answer[1] <= turns[other][0] or turns[other][2] <= answer[0]


# --- uncoded turns and memos --------------------------------------------------------------------------------


async def test_z_and_capital_z_go_to_turns_of_respondents_without_a_coding(
    study: Study, screen: Open
) -> None:
    text = "".join(f"Interviewer: Q{n}?\nRespondent: Answer {n}.\n" for n in range(4))
    add(study, "turns", text)
    said = starts(text, "Respondent")
    study.codings.apply("turns", (said[1] + 14, said[1] + 16), "code")
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("turns").id, 0)
        seen = []
        for key in ("z", "z", "z", "z", "Z", "Z"):
            await pilot.press(key)
            seen.append(workspace.pane.caret)
        assert seen == [said[0], said[2], said[3], said[3], said[2], said[0]]
        await pilot.press("z", "e", "c", *"more", "enter", "g", "z", "z")
        assert workspace.pane.caret == said[3], "the turn coded meanwhile is passed over"
        assert [row.text for row in study.codings.list(code="more")] == ["Answer 2."]
        await pilot.press("e", "r", "g", "z", "e", "r", "z")
        assert "every turn of a respondent is coded" in shown(workspace)


async def test_capital_m_shows_one_memo_after_the_other_and_begins_again(study: Study, screen: Open) -> None:
    places = [(13, 31), (13, 40), (TALK.index("trust"), TALK.index("trust") + 5)]
    for number, span in enumerate(places):
        study.codings.apply("R01", span, "code", memo=f"memo {number}")
    study.codings.apply("R01", (60, 70), "without")
    async with screen() as (workspace, pilot):
        await pilot.press("M")
        assert workspace.pane.selection == places[0]
        assert "memo 0" in shown(workspace)
        await pilot.press("M")
        assert workspace.pane.selection == places[1]
        await pilot.press("M")
        assert workspace.pane.selection == places[2]
        await pilot.press("M")
        assert workspace.pane.selection == places[0]
        await pilot.press("escape", "t", "M")
        assert workspace.pane.selection == places[2], "from the caret on"
        back = []
        for _ in range(3):
            await pilot.press("P")
            back.append(workspace.pane.selection)
        assert back == [places[1], places[0], places[2]], (
            "capital P goes back, and before the first to the last"
        )
        await pilot.press("escape", "P")
        assert workspace.pane.selection == places[1], "from the caret back"
        study.codings.apply("R02", (0, 5), "code")
        workspace.open_document(study.documents.get("R02").id, 0)
        await pilot.press("M")
        assert workspace.pane.selection is None
        assert "no quotation of this document has a memo" in shown(workspace)


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(31, 60)), min_size=1, max_size=6, unique=True)


@given(SPANS, st.integers(0, 70))
def test_the_memos_are_all_visited_before_one_comes_again(spans: list[tuple[int, int]], caret: int) -> None:
    spans.sort()
    first = following(spans, caret, None)
    assert spans[first][0] >= caret or (first == 0 and caret > spans[-1][0])
    seen = [first]
    for _ in spans[1:]:
        span = spans[seen[-1]]
        seen.append(following(spans, span[0], span))
    assert sorted(seen) == list(range(len(spans)))
    for before, behind in pairwise(seen):
        assert preceding(spans, spans[behind][0], spans[behind]) == before


# --- a turn by its number, and the way back -----------------------------------------------------------------


async def test_ctrl_g_goes_to_a_turn_by_its_number(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        second_question = starts(TALK, "Interviewer")[1]
        await pilot.press("ctrl+g")
        assert where(workspace) == "turn"
        assert "1 to 4" in shown(workspace)
        await pilot.press("3", "enter")
        assert workspace.pane.caret == second_question
        assert where(workspace) == "text"
        await pilot.press("ctrl+g", "9", "enter")
        await pilot.pause()
        assert where(workspace) == "turn"
        assert "there is no turn 9; 1 to 4" in shown(workspace)
        await pilot.press("escape")
        assert workspace.pane.caret == second_question
        await pilot.press("ctrl+g", "x", "enter", "backspace", "4", "enter", "e")
        assert workspace.pane.selection is not None
        assert TALK[slice(*workspace.pane.selection)].startswith("For what he says")


async def test_a_document_without_turns_has_no_turn_to_go_to(study: Study, screen: Open) -> None:
    add(study, "notes", "Only notes.")
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("notes").id)
        await pilot.press("ctrl+g")
        assert where(workspace) == "text"
        await pilot.press("z", "Z", "M", "B")
        assert where(workspace) == "text"


async def test_jumps_lead_back_and_forward_also_between_documents(study: Study, screen: Open) -> None:
    study.codings.apply("R01", (60, 70), "code")
    async with screen() as (workspace, pilot):
        pane = workspace.pane
        first, second = (study.documents.get(name).id for name in ("R01", "R02"))
        await pilot.press("w", "G", "g", "n")
        workspace.open_document(second, 20)
        await pilot.press("slash", *"time", "enter")
        found = pane.caret
        await pilot.press("ctrl+g", "1", "enter")

        def place() -> tuple[int, int]:
            assert workspace.passage is not None
            return workspace.passage.document_id, pane.caret

        word = TALK.index("How")
        trail = [
            (first, word),
            (first, len(TALK)),
            (first, 0),
            (first, 60),
            (second, 20),
            (second, found),
            (second, 0),
        ]
        assert place() == trail[-1]
        back = []
        for _ in trail[1:]:
            await pilot.press("B")
            back.append(place())
        assert back == trail[-2::-1]
        await pilot.press("B")
        assert place() == trail[0]
        forward = []
        for _ in trail[1:]:
            await pilot.press("W")
            forward.append(place())
        assert forward == trail[1:]
        await pilot.press("B", "B", "d", "W")
        assert place() == trail[-2]
        assert workspace.focused is pane
        await pilot.press("B", "G", "W")
        assert "no jump to go forward to" in shown(workspace)


async def test_a_cancelled_search_is_no_jump(screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("slash", *"trust", "escape", "B")
        assert workspace.pane.caret == 0
        assert workspace.jumps.behind == []


async def test_jumping_back_passes_over_a_document_that_is_gone(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        first = study.documents.get("R01").id
        workspace.jumps.remember((first, 5))
        workspace.jumps.remember((9999, 3))
        workspace.open_document(study.documents.get("R02").id, 7)
        await pilot.press("B", "B")
        assert workspace.here == (first, 5)


PLACES = st.tuples(st.integers(1, 3), st.integers(0, 4))


@given(st.lists(PLACES, min_size=1, max_size=12))
def test_back_retraces_the_jumps_and_forward_returns(trail: list[tuple[int, int]]) -> None:
    jumps = Jumps()
    path = [trail[0]]
    for place in trail[1:]:
        jumps.remember(path[-1])
        if place != path[-1]:
            path.append(place)
    here = path[-1]
    seen = [here]
    while (place_before := jumps.back(here)) is not None:
        here = place_before
        seen.append(here)
    assert seen == path[::-1]
    seen = [here]
    while (place_ahead := jumps.forward(here)) is not None:
        here = place_ahead
        seen.append(here)
    assert seen == path


def test_only_so_many_places_are_remembered() -> None:
    jumps = Jumps()
    for offset in range(3 * LONGEST):
        jumps.remember((1, offset))
    assert len(jumps.behind) == LONGEST
    assert jumps.back((2, 0)) == (1, 3 * LONGEST - 1)


# --- ways of finding ----------------------------------------------------------------------------------------


def found(pane: TranscriptPane) -> list[str]:
    return [pane.passage.text[slice(*span)] for span in pane.hits]


async def test_f6_reads_a_regular_expression_and_says_so(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("slash", *"t.me")
        assert found(workspace.pane) == []
        await pilot.press("f6")
        await pilot.pause()
        assert found(workspace.pane) == ["time", "Time"]
        assert "find · regex" in shown(workspace)
        await pilot.press("f6", "f6", "(")
        await pilot.pause()
        assert found(workspace.pane) == []
        assert "no regular expression yet" in shown(workspace)
        await pilot.press("enter")
        assert "not a regular expression" in next(iter(workspace.app._notifications)).message
        await pilot.press("slash")
        await pilot.pause()
        assert "find · regex" in shown(workspace), "kept for the next search"


async def test_a_regular_expression_that_would_never_end_is_stopped(study: Study, screen: Open) -> None:
    add(study, "long", "Respondent: " + "a" * 3000)
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("long").id, 0)
        await pilot.press("slash", "f6", *"(a+)+b")
        await pilot.pause()
        assert "takes too long" in shown(workspace)
        await pilot.press("escape")
        assert workspace.pane.caret == 0


async def test_f7_finds_whole_words(study: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("slash", *"the")
        assert found(workspace.pane) == re.findall("(?i)the", TALK)
        await pilot.press("f7")
        await pilot.pause()
        assert found(workspace.pane) == re.findall(r"(?i)\bthe\b", TALK)
        assert "find · whole words" in shown(workspace)
        await pilot.press("enter", "f")
        assert workspace.pane.caret == workspace.pane.hits[1][0]


async def test_f8_finds_all_forms_of_the_words_and_says_where_the_index_is_missing(
    study: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("slash", *"say", "f8")
        await pilot.pause()
        assert found(workspace.pane) == []
        assert "find · all forms" in shown(workspace)
        assert "no language index yet" in shown(workspace)
        await pilot.press("enter")
        assert "qualcode index" in next(iter(workspace.app._notifications)).message
        index_study(study)
        await pilot.press("slash", *"say")
        assert found(workspace.pane) == ["says"]
        assert workspace.pane.caret == TALK.index("says")
        await pilot.press("f8")
        assert found(workspace.pane) == ["say"]


def test_all_forms_go_with_neither_regex_nor_whole_words() -> None:
    both = Options().turned("regex").turned("whole_word")
    assert both == Options(regex=True, whole_word=True)
    assert both.turned("forms") == Options(forms=True)
    assert both.turned("forms").turned("whole_word") == Options(whole_word=True)
    assert both.turned("regex").prompt == "find · whole words"


# --- graphemes and the margin -------------------------------------------------------------------------------


@given(TEXTS)
def test_text_is_narrow_only_where_every_character_stands_alone(text: str) -> None:
    if is_narrow(paint(text)):
        assert all(g.end - g.start == 1 for g in graphemes(paint(text)))


@given(st.lists(st.sampled_from(["🇨🇿", "🇸🇪", "a", " ", "é"]), max_size=30), WIDTHS)
def test_the_caret_never_stands_inside_a_flag(pieces: list[str], width: int) -> None:
    text = "".join(pieces)
    layout = Layout(text, width)
    allowed = {sum(map(len, pieces[:k])) for k in range(len(pieces) + 1)}
    assert {layout.snap(offset) for offset in range(len(text) + 1)} <= allowed
    offset = 0
    while offset < len(text):
        offset = layout.after(offset)
        assert offset in allowed


async def test_caret_selection_and_places_found_take_flags_as_one_character(
    study: Study, screen: Open
) -> None:
    text = "Respondent: 🇨🇿🇸🇪 and 🇨🇿 again"
    add(study, "flags", text)
    stored = study.documents.text(study.documents.get("flags"))
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("flags").id, 12)
        pane = workspace.pane
        await pilot.press("shift+right")
        assert stored[slice(*(pane.selection or (0, 0)))] == "🇨🇿"
        await pilot.press("shift+right")
        assert stored[slice(*(pane.selection or (0, 0)))] == "🇨🇿🇸🇪"
        await pilot.press("c", *"flags", "enter")
        assert [row.text for row in study.codings.list()] == ["🇨🇿🇸🇪"]
        pane.move_to(13)
        assert pane.caret == 12
        pane.select_span(13, 15)
        assert pane.selection == (12, 16)
        await pilot.press("escape", "slash")
        workspace.find_bar.input.value = "🇿"
        assert found(pane) == ["🇨🇿", "🇨🇿"]
        await pilot.press("enter", "f")
        assert pane.caret == stored.rindex("🇨🇿")
        assert all(pane.render_line(y).cell_length == pane.scrollable_content_region.width for y in range(3))


async def test_the_margin_names_the_speaker_where_there_is_room(study: Study, screen: Open) -> None:
    add(study, "timed", TALK + "Respondent: End.", step=65_000)
    async with screen((200, 60)) as (workspace, pilot):
        workspace.open_document(study.documents.get("timed").id)
        await pilot.pause()
        pane = workspace.pane
        lines = [pane.render_line(y).text[: pane.margin.width] for y in range(12)]
        assert any(re.search(r"^ +2 1:05 Respondent", line) for line in lines)
        assert all(pane.render_line(y).cell_length == pane.scrollable_content_region.width for y in range(12))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        text = "\n".join(pane.render_line(y).text for y in range(12))
        assert "1:05" in text
        assert text.count("Respondent") == TALK.count("Respondent: ") + 1


def test_names_that_are_not_in_the_text_stand_in_the_margin_of_a_narrower_pane() -> None:
    turn = Turn(1, 1, 1, 0, 9, 0, "日本語の長い名前の人", "respondent", None, None)
    passage = Passage(1, "cues", "Some text", (turn,))
    assert Margin.of(passage, 80).speaker == 13
    assert Margin.of(passage, 50).speaker == 0


async def test_the_reading_place_is_kept_for_each_document(study: Study, screen: Open) -> None:
    first, second = (study.documents.get(name).id for name in ("R01", "R02"))
    async with screen() as (workspace, pilot):
        await pilot.press("t", "s")
        here = workspace.pane.caret
        workspace.open_document(second)
        await pilot.press("w", "w")
        there = workspace.pane.caret
        workspace.open_document(first)
        assert workspace.pane.caret == here
        await pilot.press("ctrl+q")
    assert study.places.caret(second) == there
    assert study.places.last() == (first, here)


async def test_brackets_go_to_marks_of_transcription(study: Study, screen: Open) -> None:
    text = "T: Jak (..) to?\nR: No [smích], prostě (3) nic (jako vždy).\nT: A?\nR: Tak.\n"
    add(study, "marked", text)
    async with screen() as (workspace, pilot):
        workspace.open_document(study.documents.get("marked").id, 0)
        seen = []
        for key in (")", ")", ")", ")", "("):
            await pilot.press(key)
            seen.append((text[workspace.pane.caret :][:3], shown(workspace)))
        assert [caret for caret, _ in seen] == ["(..", "[sm", "(3)", "(3)", "[sm"]
        for (_, screen_text), words in zip(seen, ["pause: mark 1 of 3", "laughter: mark 2", "pause of 3 s", "no mark further on; 3 in this document", "laughter: mark 2"], strict=True):  # fmt: skip
            assert words in screen_text
        await pilot.press("B")
        assert text.startswith("(3)", workspace.pane.caret), "it is a jump that B takes back"
        add(study, "plain", "T: Jak?\nR: Tak.\n")
        workspace.open_document(study.documents.get("plain").id, 0)
        await pilot.press(")")
        assert "no marks such as" in shown(workspace)


@pytest.mark.parametrize("key", ["z", "M", "B", "W", "ctrl+g", "Z", ")"])
async def test_far_moves_do_nothing_in_an_empty_study(study: Study, screen: Open, tmp_path, key: str) -> None:  # type: ignore[no-untyped-def]
    with Study.create(tmp_path / "empty.qualcode", actor="Jana") as empty:
        async with screen(other=empty) as (workspace, pilot):
            await pilot.press(key)
            assert where(workspace) == "text"
