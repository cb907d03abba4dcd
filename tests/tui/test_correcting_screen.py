"""Correcting a turn on the screen, and quotations that lost their place: the study is asked what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.correcting import CorrectionScreen
from qualcode.tui.screens.unanchored import UnanchoredScreen
from qualcode.workflows.agreeing import worklist_of
from qualcode.workflows.correcting import edit, store
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")

SPAN = (TALK.index("We trust"), TALK.index(", mostly"))
SECOND = TALK.index("They ring")


@pytest.fixture
def coded(study: Study) -> Study:
    """One coding in the second turn."""
    study.codings.apply("R01", SPAN, "trust")
    return study


def now_on(pilot: Pilot[None]) -> CorrectionScreen:
    assert isinstance(pilot.app.screen, CorrectionScreen)
    return pilot.app.screen


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def complaints(pilot: Pilot[None]) -> str:
    return " ".join(n.message for n in pilot.app._notifications)


def speech(study: Study) -> list[tuple[str | None, str]]:
    text = study.documents.text("R01")
    return [(t.speaker, text[t.speech_start : t.end]) for t in study.documents.turns("R01")]


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_y_corrects_the_words_of_a_turn_and_the_caret_comes_back_to_it(
    coded: Study, screen: Open, size: tuple[int, int]
) -> None:
    async with screen(size) as (workspace, pilot):
        workspace.pane.move_to(SECOND)
        await pilot.press("y")
        await pilot.pause()
        assert "Turn 2 of 4" in seen(pilot)
        assert "They ring" in seen(pilot)
        assert now_on(pilot).area.cursor_location == (0, 0)
        await pilot.press(*"Well. ", "f2")
        await pilot.pause()
        assert speech(coded)[1][1].startswith("Well. They ring")
        assert workspace.app.screen is workspace
        assert workspace.passage is not None
        assert workspace.passage.text == coded.documents.text("R01")
        assert [row.text for row in coded.codings.list()] == ["We trust each other"]
        assert workspace.passage.turn_at(workspace.pane.caret).number == 2  # type: ignore[union-attr]
        await pilot.press("u")
        await pilot.pause()
        assert complaints(pilot) == ""
        assert coded.documents.text("R01") == TALK


async def test_quotations_that_change_are_shown_before_anything_is_stored(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(SPAN[0] + 3)
        await pilot.press("y", *"really ", "f2")
        await pilot.pause()
        assert "“We trust each other” → “We really trust each other”" in seen(pilot)
        assert "really" not in coded.documents.text("R01")
        await pilot.press("f2")
        await pilot.pause()
        assert [row.text for row in coded.codings.list()] == ["We really trust each other"]


async def test_a_decision_that_goes_with_its_words_is_shown_before_anything_is_stored(
    coded: Study, screen: Open
) -> None:
    coded.codings.apply("R01", (SECOND, SECOND + len("They ring")), "trust", coder="Eva")
    (found, *_) = worklist_of(coded, role="all").items
    coded.adjudications.settle(found, "coded")
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(found.start + 3)
        await pilot.press("y")
        await pilot.pause()
        now_on(pilot).area.text = "Nothing."
        await pilot.press("f2")
        await pilot.pause()
        assert "1 decision on a disagreement goes, since the words are gone." in seen(pilot)
        assert coded.documents.text("R01") == TALK
        await pilot.press("f2")
        await pilot.pause()
        assert coded.adjudications.list() == ()


async def test_what_was_typed_is_thrown_away_only_by_a_second_escape(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(SECOND)
        await pilot.press("y", "x", "escape")
        assert now_on(pilot).area.text.startswith("xThey")
        await pilot.press("escape")
        assert workspace.app.screen is workspace
        assert coded.documents.text("R01") == TALK


async def test_a_turn_is_split_at_the_cursor_and_joined_again(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(SPAN[0])
        await pilot.press("y", "f4", *"Interv", "enter")
        await pilot.pause()
        assert speech(coded)[1:3] == [
            ("Respondent", "They ring, or the GP sends them."),
            ("Interviewer", "We trust each other, mostly. It takes time."),
        ]
        assert [row.text for row in coded.codings.list()] == ["We trust each other"]
        workspace.pane.move_to(SECOND)
        await pilot.press("y", "f5", "y")
        await pilot.pause()
        assert coded.documents.text("R01") == TALK
        workspace.pane.move_to(SECOND)
        await pilot.press("y", "f4")
        await pilot.pause()
        assert "between two of its words" in complaints(pilot)


async def test_who_speaks_is_settled_for_one_turn_or_for_all(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(SECOND)
        await pilot.press("y", "f6", *"Nurse", "enter")
        await pilot.pause()
        assert [s for s, _ in speech(coded)] == ["Interviewer", "Nurse", "Interviewer", "Respondent"]
        await pilot.press("y", "f7", "ctrl+u", *"Respondent", "enter")
        await pilot.pause()
        assert [s for s, _ in speech(coded)] == ["Interviewer", "Respondent"] * 2
        assert coded.documents.text("R01") == TALK


async def test_a_quotation_without_a_place_is_listed_and_gets_the_selected_passage(
    coded: Study, screen: Open
) -> None:
    store(coded, edit(coded, "R01", TALK.replace("We trust each other, mostly.", "It is good here.")))
    async with screen() as (workspace, pilot):
        await pilot.press("Y")
        assert isinstance(pilot.app.screen, UnanchoredScreen)
        await pilot.pause()
        assert "trust (Jana)" in seen(pilot)
        assert "We trust each other" in seen(pilot)
        await pilot.press("enter")
        assert "No passage is selected" in complaints(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert workspace.app.screen is workspace
        await pilot.press("e", "e", "Y", "enter")
        await pilot.pause()
        (row,) = coded.codings.list()
        assert (row.code, row.quotation) == ("trust", 1)
        assert "It is good here" in row.text
        assert coded.unanchored.list() == ()


async def test_a_quotation_without_a_place_goes_after_a_question(coded: Study, screen: Open) -> None:
    store(coded, edit(coded, "R01", TALK.replace("We trust each other, mostly.", "It is good here.")))
    async with screen() as (_, pilot):
        await pilot.press("Y", "x", "y")
        await pilot.pause()
        assert coded.unanchored.list() == ()
        assert "every quotation has its place" in seen(pilot)
        await pilot.press("u")
        assert [u.number for u in coded.unanchored.list()] == [1]


async def test_nothing_is_coded_on_a_text_that_was_corrected_elsewhere_meanwhile(
    coded: Study, screen: Open
) -> None:
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(SECOND)
        with Study.open(coded.path, actor="Petr") as other:
            store(other, edit(other, "R01", "Interview one.\n\n" + TALK))
        await pilot.press("i")
        await pilot.pause()
        assert "meanwhile" in complaints(pilot)
        assert len(coded.codings.list()) == 1


async def test_a_corrected_file_takes_the_place_of_a_document_and_an_earlier_version_comes_back(
    coded: Study, screen: Open, tmp_path: Path
) -> None:
    path = tmp_path / "better.txt"
    path.write_text(
        TALK.replace("the GP", "the doctor").replace("trust each", "do trust each"), encoding="utf-8"
    )
    async with screen() as (_, pilot):
        await pilot.press("f7", "R", *str(path), "enter")
        await pilot.pause()
        assert "0 of 1 quotation as before, 1 with other words" in seen(pilot)
        assert coded.documents.text("R01") == TALK
        await pilot.press("y")
        await pilot.pause()
        assert [row.text for row in coded.codings.list()] == ["We do trust each other"]
        assert coded.documents.get("R01").source_name == "better.txt"
        await pilot.press("V")
        await pilot.pause()
        assert "Read “R01” anew from better.txt" in seen(pilot)
        await pilot.press("enter")
        assert len(coded.versions.list("R01")) == 2
        await pilot.press("V", "down", "enter", "y")
        await pilot.pause()
        assert coded.documents.text("R01") == TALK
        await pilot.press("R", "enter")
        assert "Type the path" in complaints(pilot)


async def test_a_turn_with_signs_that_cannot_be_typed_is_shown_and_left_as_it_is(
    coded: Study, screen: Open
) -> None:
    text = coded.documents.text("R01").replace("They ring", "They\u200e ring\u2028now")
    store(coded, edit(coded, "R01", text))
    async with screen() as (workspace, pilot):
        workspace.pane.move_to(SECOND)
        await pilot.press("y", *"abc", "backspace", "f2")
        await pilot.pause()
        assert workspace.app.screen is workspace
        assert coded.documents.text("R01") == text
