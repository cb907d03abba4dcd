"""The screen of documents and cases: what its keys do to the study, and where they lead."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.cases import CasesScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open, statements

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def coded(study: Study) -> Study:
    """Two interviews with an attribute each; the first answer of R01 is coded."""
    start = TALK.index("They ring")
    study.codings.apply("R01", (start, TALK.index("\n\nInterviewer: Time")), "trust", coder="Jana")
    study.cases.set("R01", {"type": "clinic"})
    study.cases.set("R02", {"type": "ward"})
    return study


def now_on(pilot: Pilot[None]) -> CasesScreen:
    assert isinstance(pilot.app.screen, CasesScreen)
    return pilot.app.screen


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def note(pilot: Pilot[None]) -> str:
    return now_on(pilot).note_line.left.plain


def complaints(pilot: Pilot[None]) -> str:
    return " ".join(n.message for n in pilot.app._notifications)


def values(study: Study, attribute: str = "type") -> list[str]:
    return [case.attributes.get(attribute, "") for case in study.cases.list()]


TO_TYPE = ["right"] * 6
"""From the document's cell, where the screen starts, to the first attribute."""


async def test_a_person_sees_shares_attributes_and_where_a_document_came_from(
    coded: Study, screen: Open
) -> None:
    async with screen((150, 40)) as (_, pilot):
        await pilot.press("f7")
        await pilot.pause()
        shown = seen(pilot)
        assert "coded by Jana · 2 cases" in shown
        assert "clinic" in shown
        assert "ward" in shown
        assert "Interviewer  interviewer, 2 turns" in shown
        said = str(now_on(pilot).detail_text.content)
        assert "1 of 2 respondent turns without a coding" in said
        assert "from  R01.txt  txt, imported 20" in said
        rows = [line for line in shown.split("\n") if line.lstrip().startswith("R0")]
        assert "0 %" in rows[1]
        await pilot.press("f7")
        assert isinstance(pilot.app.screen, Workspace)


async def test_the_screen_starts_at_the_document_that_is_read(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        workspace.open_document(coded.documents.get("R02").id)
        await pilot.press("f7")
        assert now_on(pilot).document.name == "R02"


async def test_enter_on_an_attribute_gives_a_value_that_is_used_already(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", *TO_TYPE, "enter", *"WAR", "enter")
        assert values(coded) == ["ward", "ward"]
        assert "type = ward for R01" in note(pilot)
        assert now_on(pilot).attribute == "type"
        await pilot.press("u")
        assert values(coded) == ["clinic", "ward"]


async def test_a_new_value_is_typed_and_no_value_takes_the_attribute_away(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", *TO_TYPE, "e", *"day centre", "enter")
        assert values(coded) == ["day centre", "ward"]
        await pilot.press("e", *"(no", "enter")
        assert values(coded) == ["", "ward"]
        await pilot.press("e", "escape")
        assert values(coded) == ["", "ward"]


async def test_marked_cases_get_a_value_in_one_change(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "space", "space")
        assert "2 marked" in now_on(pilot).title_line.right.plain
        before = len(coded.history.list())
        await pilot.press("a", *"region", "enter", *"Brno", "enter")
        assert values(coded, "region") == ["Brno", "Brno"]
        assert len(coded.history.list()) == before + 1
        assert now_on(pilot).attribute == "region"
        await pilot.press("u")
        assert values(coded, "region") == ["", ""]


async def test_a_capital_a_marks_all_cases_or_none(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "A", *TO_TYPE, "e", *"day centre", "enter")
        assert values(coded) == ["day centre", "day centre"]
        assert "for 2 marked cases" in note(pilot)
        await pilot.press("A", "e", *"ward", "enter")
        assert values(coded) == ["ward", "day centre"]


async def test_a_mark_is_taken_away_by_the_same_key(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "space", "home", "space", "home")
        assert now_on(pilot).marked == set()
        await pilot.press("space")
        await pilot.pause()
        assert "● R01" in seen(pilot)
        assert "● R02" not in seen(pilot)


async def test_a_adds_an_attribute_for_one_case_and_needs_a_name(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "down", "a", "enter")
        assert "attribute's name is empty" in complaints(pilot)
        await pilot.press(*"beds", "enter", *"12", "enter")
        assert values(coded, "beds") == ["", "12"]


async def test_a_takes_name_and_value_at_once_as_on_the_import_screen(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "down", "a", *"beds = 12", "enter")
        assert values(coded, "beds") == ["", "12"]
        assert "beds = 12 for R02" in seen(pilot)
        await pilot.press("a", *"rooms", "enter")
        await pilot.pause()
        assert "none yet: type the first one" in seen(pilot)
        assert "nothing of that name" not in seen(pilot)


async def test_r_renames_the_document_or_the_case_as_the_cell_says(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "r", *" final", "enter")
        assert [d.name for d in coded.documents.list()] == ["R01 final", "R02"]
        await pilot.press("left", "r", *"a", "enter")
        assert [c.label for c in coded.cases.list()] == ["R01a", "R02"]
        assert now_on(pilot).line.case.label == "R01a"
        await pilot.press("e", *["backspace"] * 4, *"R02", "enter")
        assert "There is a case “R02” already" in complaints(pilot)
        await pilot.press("escape", "u")
        assert [c.label for c in coded.cases.list()] == ["R01", "R02"]


async def test_enter_on_a_document_opens_it_where_it_was_read(coded: Study, screen: Open) -> None:
    coded.places.keep(coded.documents.get("R02").id, 12)
    coded.places.keep(coded.documents.get("R01").id, 5)
    async with screen() as (workspace, pilot):
        await pilot.press("f7", "down", "enter")
        assert pilot.app.screen is workspace
        assert workspace.passage is not None
        assert workspace.passage.name == "R02"
        assert workspace.pane.caret == 12


async def test_z_goes_to_the_first_turn_that_the_coder_has_not_coded(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f7", "z")
        assert pilot.app.screen is workspace
        place = TALK.index("Respondent: For what")
        assert workspace.pane.caret == place
        coded.codings.apply("R01", (0, len(TALK)), "all", coder="Jana")
        await pilot.press("f7", "z")
        assert "no turn of a respondent waits for a coding by Jana" in complaints(pilot)
        await pilot.press("down", *["right"] * 5, "enter")
        assert workspace.passage is not None
        assert (workspace.passage.name, workspace.pane.caret) == ("R02", TALK.index("Respondent: They"))


async def test_enter_on_the_number_of_codings_lists_its_passages(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", *["right"] * 4, "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RetrievalScreen)
        assert [p.document for p in pilot.app.screen.passages.passages] == ["R01"]
        await pilot.press("escape")
        assert now_on(pilot).column == "codings"


async def test_o_settles_a_role_here_or_wherever_the_label_occurs(coded: Study, screen: Open) -> None:
    def roles(name: str) -> dict[str, str]:
        return {s.label: s.role for s in coded.documents.speakers(name)}

    async with screen() as (_, pilot):
        await pilot.press("f7", "o", *"Resp", "enter", *"other", "enter")
        assert roles("R01") == {"Interviewer": "interviewer", "Respondent": "other"}
        assert roles("R02")["Respondent"] == "respondent"
        await pilot.press("o", *"Resp", "enter", *"interviewer in all", "enter")
        assert roles("R01")["Respondent"] == roles("R02")["Respondent"] == "interviewer"
        assert "in 2 documents" in note(pilot)
        await pilot.press("u")
        assert roles("R02")["Respondent"] == "respondent"


async def test_the_share_follows_a_change_of_roles_and_of_codings(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7")
        before = now_on(pilot).coverage.total
        coded.documents.set_role("R02", "Interviewer", "respondent")
        assert now_on(pilot).coverage.total.spoken > before.spoken
        coded.codings.apply("R02", (0, len(TALK)), "all", coder="Jana")
        await pilot.pause()
        assert "100 %" in seen(pilot)


async def test_n_adds_a_case_m_fills_it_and_x_removes_an_empty_one(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "n", *"Facility", "enter")
        assert [c.label for c in coded.cases.list()] == ["Facility", "R01", "R02"]
        assert now_on(pilot).line.case.label == "Facility"
        assert "3 cases" in now_on(pilot).title_line.right.plain
        await pilot.press("enter")
        assert "has no document yet" in complaints(pilot)
        now_on(pilot).grid.go_to(f"document {coded.documents.get('R01').id}")
        await pilot.press("m", *"Fac", "enter")
        assert coded.documents.get("R01").case == "Facility"
        assert now_on(pilot).document.name == "R01"
        now_on(pilot).grid.go_to(f"case {coded.cases.get('R01').id}")
        await pilot.press("x")
        assert [c.label for c in coded.cases.list()] == ["Facility", "R02"]
        await pilot.press("home", "x")
        assert "has documents" in complaints(pilot)
        await pilot.press("u")
        assert [c.label for c in coded.cases.list()] == ["Facility", "R01", "R02"]


async def test_two_documents_of_a_case_stand_under_each_other(coded: Study, screen: Open) -> None:
    coded.documents.set_case("R02", "R01")
    coded.cases.remove("R02")
    async with screen((150, 40)) as (_, pilot):
        await pilot.press("f7")
        await pilot.pause()
        assert [(line.case.label, line.first) for line in now_on(pilot).lines.values()] == [
            ("R01", True), ("R01", False),
        ]  # fmt: skip
        said = str(now_on(pilot).detail_text.content)
        assert "the case: 2 documents" in said
        assert "3 of 4 respondent turns without a coding" in said
        await pilot.press("down", *TO_TYPE, "e", *"both", "enter")
        assert coded.cases.get("R01").attributes == {"type": "both"}


async def test_l_corrects_the_language_and_refuses_what_is_no_code(coded: Study, screen: Open) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("f7", "L", *"English please", "enter")
        assert "no language code" in complaints(pilot)
        assert coded.documents.get("R01").language == "en"
        await pilot.press("L", *"sv", "enter")
        assert coded.documents.get("R01").language == "sv"
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert workspace.job is None
        with Study.open(coded.path, actor="Jana") as again:
            assert not again.language_indexes.missing()


async def test_c_counts_the_codings_of_another_coder(coded: Study, screen: Open) -> None:
    coded.codings.apply("R02", (0, len(TALK)), "all", coder="Petr")
    async with screen() as (_, pilot):
        await pilot.press("f7")
        assert now_on(pilot).coverage.coder == "Jana"
        await pilot.press("c", *"Petr", "enter")
        assert [row.covered.codings for row in now_on(pilot).coverage.documents] == [0, 1]
        assert "coded by Petr" in now_on(pilot).title_line.right.plain
        await pilot.press("c", *"all", "enter")
        assert [row.covered.codings for row in now_on(pilot).coverage.documents] == [1, 1]
        assert "coded by all coders" in now_on(pilot).title_line.right.plain


async def test_a_value_is_typed_without_counting_all_codings_again_and_a_move_asks_little(
    coded: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7")
        counted = now_on(pilot).coverage
        await pilot.press(*TO_TYPE, "e", *"war", "enter")
        assert now_on(pilot).coverage is counted
        with statements(coded) as asked:
            await pilot.press("down")
        assert len(asked) <= 3, asked


async def test_a_figure_is_not_edited(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "right", "right", "e")
        assert "counted, not typed" in complaints(pilot)


async def test_the_table_is_written_with_numbers(coded: Study, screen: Open, tmp_path: Path) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f7", "ctrl+e")
        now_on(pilot).answer.input.value = str(tmp_path / "cases.csv")
        await pilot.press("enter")
        rows = list(csv.DictReader((tmp_path / "cases.csv").read_text(encoding="utf-8-sig").splitlines()))
        assert [row["type"] for row in rows] == ["clinic", "ward"]
        assert rows[1]["coded"] in ("0", "0.0")
        assert 0 < float(rows[0]["coded"]) < 1


async def test_attributes_come_into_view_on_a_small_screen(coded: Study, screen: Open) -> None:
    coded.cases.set("R01", {f"attribute number {n}": f"value {n}" for n in range(4)})
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f7")
        await pilot.pause()
        assert "›" in seen(pilot)
        assert "value 3" not in seen(pilot).split("\n")[2]
        await pilot.press(*["right"] * 9)
        await pilot.pause()
        assert "R01" in seen(pilot).split("\n")[2]
        assert "value 3" in seen(pilot).split("\n")[2]


async def test_a_study_without_cases_says_what_to_do(tmp_path: Path, screen: Open, study: Study) -> None:
    with Study.create(tmp_path / "empty.qualcode", actor="Jana") as empty:
        async with screen(other=empty) as (_, pilot):
            await pilot.press("f7")
            await pilot.pause()
            assert "there is no case yet" in seen(pilot)
            await pilot.press("e")
            assert "No row is highlighted" in complaints(pilot)
            await pilot.press("n", *"A", "enter")
            assert [c.label for c in empty.cases.list()] == ["A"]
