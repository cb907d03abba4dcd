"""The screen of reference models: files of one's own are written, checked, adopted, compared and dropped by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.analyses import AnalysesScreen
from qualcode.tui.screens.references import DifferenceScreen, ReferencesScreen
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.own_models import adopt_files, new_model
from tests.tui.conftest import Open

pytestmark = pytest.mark.usefixtures("_own_settings")


async def opened(pilot: Pilot[None]) -> ReferencesScreen:
    await pilot.press("f12")
    listed = pilot.app.screen
    assert isinstance(listed, AnalysesScreen)
    listed.grid.go_to("Reference models")
    await pilot.press("enter")
    screen = pilot.app.screen
    assert isinstance(screen, ReferencesScreen)
    return screen


async def typed(pilot: Pilot[None], screen: ReferencesScreen, line: str) -> None:
    """Put a line into what is asked, and take it."""
    screen.answer.input.value = line
    await pilot.press("enter")
    await pilot.pause()


def detail(screen: ReferencesScreen) -> str:
    return str(screen.detail_text.content)


def cells(screen: ReferencesScreen, key: str) -> list[str]:
    (row,) = [row for row in screen.grid.rows if row.key == key]
    return [str(cell) for cell in row.cells()]


async def test_a_model_is_written_checked_adopted_and_dropped(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    adopt_shipped(study)
    path = tmp_path / "ours.yaml"
    async with screen() as (_, pilot):
        board = await opened(pilot)
        assert cells(board, "model fact")[3:] == ["1", *map(str, board.models["fact"].bases.values())]
        await pilot.press("n", *"like act", "enter")
        await typed(pilot, board, str(path))
        assert "begun as a copy of act" in path.read_text(encoding="utf-8")
        await pilot.press("a")
        await typed(pilot, board, str(path))
        assert "ours (copy of ACT)" in detail(board)
        assert "ours" not in board.models, "it is asked about first"
        await pilot.press("y")
        await pilot.pause()
        assert "ours" in {model.id for model in study.frameworks.models()}
        assert board.here().key == "model ours"
        await pilot.press("x", "n")
        assert "ours" in board.models
        await pilot.press("x", "y")
        await pilot.pause()
        assert "ours" not in board.models
        study.history.undo()
        assert "ours" in {model.id for model in study.frameworks.models()}


async def test_a_file_that_cannot_be_adopted_says_why_and_asks_nothing(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    adopt_shipped(study)
    path = tmp_path / "ours.yaml"
    new_model(study, path, like="act")
    path.write_text(path.read_text(encoding="utf-8").replace("  in_vivo:", "  in_viwo:"), encoding="utf-8")
    async with screen(size=(80, 24)) as (_, pilot):
        board = await opened(pilot)
        await pilot.press("a")
        await typed(pilot, board, str(path))
        assert "It cannot be adopted" in detail(board)
        assert "did you mean in_vivo" in detail(board)
        assert board.context == "references"


async def test_versions_are_laid_beside_each_other_and_a_criterion_is_renamed(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    adopt_shipped(study)
    path = tmp_path / "ours.yaml"
    for levels in ("[1, 2]", "[4, 5]"):
        path.unlink(missing_ok=True)
        new_model(study, path, empty=True)
        text = path.read_text(encoding="utf-8").replace("id: ours_own", "id: ours")
        path.write_text(
            text.replace("  # in_vivo: {expect: [1, 5]", f"  in_vivo: {{expect: {levels}"), "utf-8"
        )
        adopt_files(study, [path])
    async with screen() as (_, pilot):
        board = await opened(pilot)
        board.grid.go_to("model ours")
        await pilot.press("enter")
        found = pilot.app.screen
        assert isinstance(found, DifferenceScreen)
        assert [(each.criterion, each.field) for each in found.found.changes] == [("in_vivo", "expect")]
        await pilot.press("backspace")
        assert pilot.app.screen is board
        await pilot.press("r")
        assert board.context == "references", "a model is not renamed here"
        board.grid.go_to("criterion in_vivo")
        await pilot.press("r")
        await typed(pilot, board, "outside")
        assert "outside" in {each.id for each in board.criteria.criteria}
        assert board.here().key == "criterion outside"


async def test_described_practice_becomes_a_model_file(study: Study, screen: Open, tmp_path: Path) -> None:
    adopt_shipped(study)
    for document in ("R01", "R02"):
        study.cases.set(document, {"type": "clinic"})
        turn = next(each for each in study.documents.turns(document) if each.role == "respondent")
        study.codings.apply(document, (turn.speech_start, turn.end), "visits", coder="Jana")
    study.mappings.set("visits", "in_vivo", level=4)
    path = tmp_path / "clinic.yaml"
    async with screen() as (_, pilot):
        board = await opened(pilot)
        await pilot.press("p", *"clinic", "enter")
        await typed(pilot, board, str(path))
        assert "in_vivo: {expect: [4, 4]" in path.read_text(encoding="utf-8")
