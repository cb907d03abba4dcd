"""The comparison screen: the matrix, the way down to respondents and passages, and what cannot be said."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.comparison import ComparisonScreen
from qualcode.tui.screens.residual import ResidualScreen
from qualcode.tui.screens.respondents import RespondentsScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.comparing import adopt_shipped, compare_study
from tests.tui.conftest import TALK, Open, add

pytestmark = pytest.mark.usefixtures("_own_settings")

HERE = "in_vivo"
"""The criterion that the small study speaks to: where the work is done; ACT expects 4 to 5 there."""


def code(study: Study, name: str, words: str, *codes: str, coder: str = "Jana") -> int:
    text = study.documents.text(name)
    start = text.index(words)
    study.codings.apply(name, (start, start + len(words)), codes, coder=coder)
    return next(row.quotation for row in study.codings.list() if row.document == name and row.text == words)


@pytest.fixture
def compared(study: Study) -> Study:
    """R01 goes out, R02 stays in, R03 says both; praise is only shown, trust is mapped to nothing."""
    add(study, "R03", TALK.replace("ring", "come"))
    adopt_shipped(study)
    code(study, "R01", "They ring", "goes out", "praise")
    code(study, "R02", "They write", "stays in")
    code(study, "R03", "They come", "goes out")
    code(study, "R03", "It takes time.", "stays in")
    code(study, "R03", "We trust each other", "trust")
    study.mappings.set("goes out", HERE, polarity="supports")
    study.mappings.set("stays in", HERE, polarity="contradicts", strength=1)
    study.mappings.set("praise", HERE, polarity="supports", aspect="evaluation")
    for case, kind in (("R01", "clinic"), ("R02", "social service"), ("R03", "clinic")):
        study.cases.set(case, {"facility type": kind})
    return study


def lines(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).replace("\u00a0", " ") for strip in strips]


def seen(pilot: Pilot[None]) -> str:
    return "\n".join(lines(pilot))


def notes(pilot: Pilot[None]) -> str:
    return " ".join(str(each.message) for each in pilot.app._notifications)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what runs beside the screen is done and shown."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def matrix(pilot: Pilot[None]) -> ComparisonScreen:
    assert isinstance(pilot.app.screen, ComparisonScreen)
    return pilot.app.screen


def behind(pilot: Pilot[None]) -> RespondentsScreen:
    assert isinstance(pilot.app.screen, RespondentsScreen)
    return pilot.app.screen


def passages(pilot: Pilot[None]) -> list[str]:
    assert isinstance(pilot.app.screen, RetrievalScreen)
    return [f"{each.case} {each.text}" for each in pilot.app.screen.passages.passages]


def go_to(screen: ComparisonScreen, criterion: str, model: str) -> None:
    screen.grid.go_to(criterion)
    screen.grid.step_column([each.id for each in screen.order].index(model) + 1 - screen.grid.column)


def cells(pilot: Pilot[None], criterion: str) -> dict[str, str]:
    """The cells of a row by the id of the model."""
    screen = matrix(pilot)
    row = next(row for row in screen.grid.rows if row.key == criterion)
    shown = [str(cell) for cell in row.cells()]
    return dict(zip([model.id for model in screen.order], shown[1:], strict=True))


async def opened(pilot: Pilot[None], criterion: str = HERE, model: str = "act") -> ComparisonScreen:
    """Open the matrix on a cell."""
    await pilot.press("f5")
    await settle(pilot)
    go_to(matrix(pilot), criterion, model)
    await pilot.pause()
    return matrix(pilot)


def rows(board: RespondentsScreen | ResidualScreen) -> list[list[str]]:
    return [[str(cell).strip() for cell in row.cells()] for row in board.grid.rows if not row.heading]


async def test_the_matrix_shows_sign_number_and_weak_basis_of_every_model(
    compared: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot)
        result = compare_study(compared)
        shown = cells(pilot, HERE)
        signs = {"met": "●", "near": "◐", "off": "○", "split": "⊘", "silent": "–"}
        for verdict in (each for each in result.overall.criteria if each.criterion == HERE):
            sign = signs[verdict.verdict]
            cell = compared.frameworks.model(verdict.model).cells.get(HERE)
            weak = "†" if cell is not None and cell.basis in ("recalled", "inferred") else ""
            assert shown[verdict.model] == (sign if cell is None else f"{sign} 3{weak}")
        assert shown["act"].startswith("⊘")
        assert cells(pilot, "shared_caseload")["act"].startswith("?")
        text = seen(pilot)
        assert "All respondents (3 respondents)" in text
        assert "Delivery" in text
        assert "⊘ split" in text.splitlines()[-2]


async def test_figures_of_each_model_stand_above_and_the_verdict_beside(
    compared: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        board = await opened(pilot)
        fits = {fit.model: fit for fit in compare_study(compared).overall.models}
        assert fits["act"].status == "gated"
        assert cells(pilot, "fit")["act"] == "–", "too little is known for a fit to mean anything"
        name, fit = next(
            (each.model, each.fit) for each in fits.values() if each.loose and each.fit is not None
        )
        assert cells(pilot, "fit")[name] == f"{fit:.2f}".replace("-", "−")
        assert cells(pilot, "coverage")["act"] == f"{fits['act'].coverage:.0%}"
        assert cells(pilot, "standing")["integrated_team"] == "family"
        bounds = fits["act"].bounds
        assert bounds is not None
        assert cells(pilot, "lower")["act"] == f"{bounds[0]:.2f}".replace("-", "−")
        assert cells(pilot, "upper")["act"] == f"{bounds[1]:.2f}".replace("-", "−")
        board.grid.go_to("fit")
        await pilot.pause()
        said = str(board.detail_text.content)
        assert "Assertive community treatment" in said
        assert "No model is ranked" in said
        assert "resemblance to a model is no evidence of effect" in said


async def test_what_the_model_expects_is_said_with_its_basis_and_source(
    compared: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        board = await opened(pilot)
        cell = compared.frameworks.model("act").cells[HERE]
        said = str(board.detail_text.content)
        assert f"Expected {cell.lo}–{cell.hi}, {cell.importance}" in said
        assert cell.src[0] in said
        assert "Respondents 3 of 3, Levels 1–5" in said.replace("\u00a0", " ")


async def test_enter_goes_down_to_respondents_deviant_first_and_on_to_their_passages(
    compared: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot)
        await pilot.press("enter")
        board = behind(pilot)
        found = rows(board)
        assert [row[0] for row in found] == ["R02", "R03", "R01", "R01"]
        assert found[0][1:4] == ["1", "◆·····━━━", "3"]
        assert found[1][1] == "3.7"
        assert found[1][4] == "mixed"
        assert found[1][6] == "goes out 5×2; stays in 1×1"
        assert found[2][1:4] == ["5", "······━━◆", ""]
        assert found[3][6] == "praise  evaluation"
        text = seen(pilot)
        assert "Shown, not scored" in text
        assert "⊘ split" in lines(pilot)[0]
        said = str(board.detail_text.content)
        assert "level 1, 3 steps outside what ACT expects" in said
        assert "stays in → contradicts 1, strength 1, practice" in said
        await pilot.press("enter")
        assert passages(pilot) == ["R02 They write"]
        await pilot.press("escape")
        assert board.grid.highlighted == 0
        await pilot.press("j", "enter")
        assert passages(pilot) == ["R03 They come", "R03 It takes time."]
        await pilot.press("escape", "G", "enter")
        assert passages(pilot) == ["R01 They ring"]
        await pilot.press("escape", "a")
        assert len(passages(pilot)) == 4
        await pilot.press("escape", "escape")
        assert matrix(pilot).model_here().id == "act"


async def test_a_change_made_at_the_passages_is_seen_on_the_way_back(compared: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await opened(pilot)
        await pilot.press("enter", "enter", "x")
        await settle(pilot)
        await pilot.press("escape")
        assert [row[0] for row in rows(behind(pilot))] == ["R03", "R01", "R01"]
        await pilot.press("u")
        await settle(pilot)
        assert rows(behind(pilot))[0][0] == "R02"
        compared.mappings.remove("stays in", HERE)
        await settle(pilot)
        assert rows(behind(pilot))[0][:2] == ["R01", "5"]


async def test_levels_read_from_quotations_and_those_that_wait_are_told(
    compared: Study, screen: Open
) -> None:
    number = code(compared, "R01", "It takes time.", "numbers")
    waiting = code(compared, "R02", "It takes time.", "numbers")
    compared.mappings.set("numbers", HERE, polarity="ask")
    compared.mappings.set_reading(number, "numbers", HERE, 2)
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot)
        await pilot.press("enter")
        board = behind(pilot)
        board.grid.go_to("level R01")
        await pilot.pause()
        assert f"Quotation {number} was read as level 2." in str(board.detail_text.content)
        board.grid.go_to("beside R02 numbers")
        await pilot.pause()
        said = str(board.detail_text.content)
        assert "level to be read" in said
        assert "F6" in said
        await pilot.press("enter")
        assert passages(pilot) == ["R02 It takes time."]
        assert numbers(pilot) == [waiting]


async def test_b_groups_and_n_goes_through_the_groups(compared: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot)
        await pilot.press("n")
        assert "b chooses" in notes(pilot)
        await pilot.press("b", *"facility", "enter")
        await settle(pilot)
        await pilot.press("n")
        assert "Facility type: clinic" in lines(pilot)[0]
        assert cells(pilot, HERE)["act"] == "● 2"
        await pilot.press("enter")
        assert [row[0] for row in rows(behind(pilot))] == ["R03", "R01", "R01"]
        assert "R03 (clinic)" in str(behind(pilot).detail_text.content)
        await pilot.press("escape", "n")
        assert cells(pilot, HERE)["act"].startswith("◌ 1")
        await pilot.press("n")
        assert cells(pilot, HERE)["act"].startswith("⊘ 3")
        await pilot.press("N")
        assert "social service" in lines(pilot)[0]
        await pilot.press("b", *"not grouped", "enter")
        await settle(pilot)
        assert cells(pilot, HERE)["act"].startswith("⊘ 3")


async def test_c_chooses_whose_codings_are_compared(compared: Study, screen: Open) -> None:
    code(compared, "R01", "It takes time.", "stays in", coder="Petr")
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot)
        await pilot.press("c", *"Petr", "enter")
        await settle(pilot)
        assert cells(pilot, HERE)["act"].startswith("◌ 1")
        assert "coder Petr" in lines(pilot)[0]
        await pilot.press("c", *"all", "enter")
        await settle(pilot)
        await pilot.press("enter")
        assert ["R01", "mixed"] in [[row[0], row[4]] for row in rows(behind(pilot))]


async def test_m_chooses_the_models_that_are_shown(compared: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        board = await opened(pilot)
        every = len(board.order)
        await pilot.press("m", *"fact", "enter")
        await settle(pilot)
        await pilot.press("escape")
        assert "fact" not in {model.id for model in matrix(pilot).order}
        assert f"{every - 1} of {every} models" in lines(pilot)[0]
        assert matrix(pilot).model_here().id == "act"
        await pilot.press("m", *"all models", "enter")
        await settle(pilot)
        assert len(matrix(pilot).order) == every


async def test_o_lists_the_codes_that_no_criterion_catches(compared: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await opened(pilot)
        await pilot.press("o")
        board = pilot.app.screen
        assert isinstance(board, ResidualScreen)
        assert [row[0] for row in rows(board)] == ["trust"]
        assert "R03" in str(board.detail_text.content)
        await pilot.press("enter")
        assert passages(pilot) == ["R03 We trust each other"]
        await pilot.press("escape", "a")
        assert passages(pilot) == ["R03 We trust each other"]


async def test_f5_comes_back_to_the_same_cell_and_group(compared: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot, HERE, "strengths")
        await pilot.press("b", *"facility", "enter")
        await settle(pilot)
        await pilot.press("n", "enter", "enter", "enter")
        assert isinstance(pilot.app.screen, Workspace)
        await pilot.press("f5")
        await settle(pilot)
        board = matrix(pilot)
        assert board.here().key == HERE
        assert board.model_here().id == "strengths"
        assert board.part().name == "clinic"
        await pilot.press("f5")
        assert isinstance(pilot.app.screen, Workspace)


async def test_ctrl_e_writes_the_matrix_and_the_respondents(
    compared: Study, screen: Open, tmp_path: Path
) -> None:
    def table(name: str) -> list[list[str]]:
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    async with screen() as (_, pilot):
        board = await opened(pilot)
        await pilot.press("ctrl+e")
        board.answer.input.value = str(tmp_path / "matrix.csv")
        await pilot.press("enter")
        header, *body = table("matrix.csv")
        row = next(row for row in body if row[1] == "Where the work is done")
        assert row[:5] == ["Delivery", "Where the work is done", "3", "1.0", "5.0"]
        assert row[header.index("ACT")].startswith("split")
        assert (
            next(row for row in body if row[1] == "Coverage")[header.index("ACT")].startswith("'0.") is False
        )
        await pilot.press("enter", "ctrl+e")
        behind(pilot).answer.input.value = str(tmp_path / "respondents.csv")
        await pilot.press("enter")
        assert table("respondents.csv")[1][:5] == ["R02", "1.0", "3.0", "", "stays in"]


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
async def test_by_suffix_the_report_of_the_comparison_is_written(
    compared: Study, screen: Open, tmp_path: Path, suffix: str
) -> None:
    async with screen() as (_, pilot):
        board = await opened(pilot)
        target = tmp_path / f"comparison.{suffix}"
        await pilot.press("ctrl+e")
        board.answer.input.value = str(target)
        await pilot.press("enter")
        await settle(pilot)
        assert f"wrote {target}" in board.note_line.left.plain
        assert target.stat().st_size > 1000
        if suffix == "md":
            assert "Where the work is done" in target.read_text(encoding="utf-8")


async def test_models_are_adopted_only_after_a_yes(study: Study, screen: Open) -> None:
    code(study, "R01", "They ring", "goes out")
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f5")
        assert pilot.app.screen.context == "question"  # type: ignore[attr-defined]
        assert not study.frameworks.models()
        await pilot.press("n")
        assert not study.frameworks.models()
        assert "The study has no reference models yet" in seen(pilot)
        await pilot.press("A", "y")
        assert len(study.frameworks.models()) == 8
        assert "No code is mapped to a criterion yet" in seen(pilot)
        assert "F6" in seen(pilot)
        await pilot.press("u")
        assert not study.frameworks.models()
        assert study.history.list()[-1].label == "Adopted the models that come with qualcode"


async def test_without_codings_it_is_said_what_to_do(study: Study, screen: Open) -> None:
    adopt_shipped(study)
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f5")
        assert "No passage has been coded yet" in seen(pilot)
        await pilot.press("enter")
        assert "No row is highlighted" in notes(pilot)
        await pilot.press("o", "ctrl+e")
        assert isinstance(pilot.app.screen, ComparisonScreen)
        assert "There is no comparison yet" in notes(pilot)


async def test_an_attribute_that_is_gone_no_longer_groups(compared: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        await opened(pilot)
        await pilot.press("b", *"facility", "enter")
        await settle(pilot)
        await pilot.press("n")
        for case in ("R01", "R02", "R03"):
            compared.cases.set(case, {"facility type": ""})
            await settle(pilot)
        await settle(pilot)
        assert "facility type" in notes(pilot)
        assert matrix(pilot).kept.choices.by is None
        assert cells(pilot, HERE)["act"].startswith("⊘ 3")


async def test_the_sample_study_walks_from_every_kind_of_cell_to_its_quotations(
    demo: tuple[Path, dict[str, Any]], screen: Open, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.qualcode"
    shutil.copy(demo[0] / "demo" / "sample.qualcode", copy)
    with Study.open(copy) as study:
        result = compare_study(study)
        async with screen((80, 24), study) as (_, pilot):
            await opened(pilot, "shared_caseload", "fact")
            verdict = next(
                each
                for each in result.overall.criteria
                if (each.criterion, each.model) == ("shared_caseload", "fact")
            )
            await pilot.press("enter")
            assert len([row for row in rows(behind(pilot)) if row[1] != "–"]) == verdict.respondents
            await pilot.press("a")
            assert numbers(pilot) == sorted(verdict.quotations)
            await pilot.press("escape", "escape")
            go_to(matrix(pilot), "advocacy_system", "act")
            await pilot.press("enter")
            assert "nobody speaks to this criterion" in seen(pilot)
            assert "Expected" in seen(pilot)
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, RespondentsScreen)


def numbers(pilot: Pilot[None]) -> Sequence[int]:
    assert isinstance(pilot.app.screen, RetrievalScreen)
    return sorted(each.quotation for each in pilot.app.screen.passages.passages)


async def test_names_with_markup_are_shown_as_they_are(compared: Study, screen: Open) -> None:
    compared.codebook.rename("goes out", "[bold]goes[/] out")
    compared.cases.rename("R01", "[red]R01")
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot)
        await pilot.press("enter")
        assert "[bold]goes[/] out 5×2" in seen(pilot)
        assert "[red]R01" in seen(pilot)


async def test_backspace_leads_up_from_passages_and_respondents_as_escape_does(
    compared: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        await opened(pilot)
        await pilot.press("enter")
        below = behind(pilot)
        await pilot.press("a")
        assert isinstance(pilot.app.screen, RetrievalScreen)
        await pilot.press("backspace")
        assert pilot.app.screen is below
        await pilot.press("backspace")
        matrix(pilot)
