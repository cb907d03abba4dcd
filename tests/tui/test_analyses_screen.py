"""The list of analyses, results on the screen, how sure a comparison is, thresholds and figures, and what was handed out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.analysis import Thresholds
from qualcode.formats.tables import read_table
from qualcode.study import Study
from qualcode.tui.analyses import ANALYSES
from qualcode.tui.screens.analyses import AnalysesScreen
from qualcode.tui.screens.certainty import CertaintyScreen
from qualcode.tui.screens.comparison import ComparisonScreen
from qualcode.tui.screens.result_board import ResultBoard
from qualcode.tui.screens.results import ResultsScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.thresholds import numbers_shown, thresholds_of
from tests.tui.conftest import TALK, Open, add
from tests.tui.test_comparison_screen import code, notes, seen, settle

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def compared(study: Study) -> Study:
    """Four people, three of whom go out and speak of a shared caseload, which tells ACT from FACT."""
    adopt_shipped(study)
    add(study, "R03", TALK.replace("ring", "come"))
    add(study, "R04", TALK.replace("ring", "walk"))
    for name, words in (("R01", "They ring"), ("R03", "They come"), ("R04", "They walk")):
        code(study, name, words, "goes out")
        code(study, name, "We trust each other", "shares clients")
    code(study, "R02", "They write", "stays in")
    study.mappings.set("goes out", "in_vivo", polarity="supports")
    study.mappings.set("stays in", "in_vivo", polarity="contradicts")
    study.mappings.set("shares clients", "shared_caseload", polarity="supports")
    for case, kind in (("R01", "clinic"), ("R02", "clinic"), ("R03", "service"), ("R04", "service")):
        study.cases.set(case, {"facility type": kind})
    with study.change("settings.thresholds", "Let sparse material be ranked"):
        from qualcode.workflows.thresholds import set_thresholds

        set_thresholds(study, {"gate_coverage": "0.01", "resamples": "200"})
    return study


def board(pilot: Pilot[None]) -> ResultBoard:
    assert isinstance(pilot.app.screen, ResultBoard)
    return pilot.app.screen


async def to_certainty(pilot: Pilot[None]) -> None:
    await pilot.press("f5")
    await settle(pilot)
    await pilot.press("s")
    await settle(pilot)
    assert isinstance(pilot.app.screen, CertaintyScreen)


async def test_every_analysis_of_the_list_opens_and_escape_leads_back(compared: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        for analysis in ANALYSES:
            await pilot.press("f12")
            assert isinstance(pilot.app.screen, AnalysesScreen)
            pilot.app.screen.grid.go_to(analysis.name)
            await pilot.press("enter")
            await settle(pilot)
            assert type(pilot.app.screen).__name__ == analysis.screen, analysis.name
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, AnalysesScreen), analysis.name
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, Workspace)


async def test_how_sure_it_is_shows_ranges_heads_and_changes_and_leads_to_passages(
    compared: Study, screen: Open
) -> None:
    async with screen((160, 48)) as (_, pilot):
        await to_certainty(pilot)
        fits = board(pilot).part
        assert fits is not None
        assert {row[fits.table.columns.index("model")] for row in fits.table.rows} >= {"act", "fact"}
        await pilot.press("tab")
        heads = board(pilot).part
        assert heads is not None
        at = heads.table.columns.index("criterion")
        shared = next(i for i, row in enumerate(heads.table.rows) if row[at] == "shared_caseload")
        board(pilot).grid.highlight(shared)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, RetrievalScreen)
        assert "We trust each other" in seen(pilot)
        await pilot.press("escape")
        assert board(pilot).part is heads, "back where one came from"
        await pilot.press("tab")
        assert "one thing changed" in seen(pilot)
        await pilot.press("tab")
        assert board(pilot).part is fits


async def test_a_setting_changes_what_is_counted(compared: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        await to_certainty(pilot)
        await pilot.press("c", "enter", *"facility", "enter")
        await settle(pilot)
        part = board(pilot).part
        assert part is not None
        assert {row[0] for row in part.table.rows} == {"clinic", "service", "all"}
        assert "by: facility type" in seen(pilot)


async def test_tables_are_written_with_what_they_rest_on_and_go_stale(
    compared: Study, screen: Open, tmp_path: Path
) -> None:
    async with screen((160, 48)) as (_, pilot):
        await to_certainty(pilot)
        await pilot.press("ctrl+e", "ctrl+u")
        await pilot.press(*str(tmp_path / "sure.csv"), "enter")
        told = json.loads((tmp_path / "sure.csv-metadata.json").read_text(encoding="utf-8"))["qualcode"]
        assert told["study"]["sha256"] == compared.digest().whole
        assert told["seed"] == 1
        assert read_table(tmp_path / "sure-stress.csv").header[:2] == ("group", "changed")
        await pilot.press("escape", "escape", "f12")
        screen_ = pilot.app.screen
        assert isinstance(screen_, AnalysesScreen)
        screen_.grid.go_to("Results handed out")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ResultsScreen)
        assert "sure.csv" in seen(pilot)
        assert "holds" in seen(pilot)
        code(compared, "R04", "It takes time.", "patience")
        await pilot.pause()
        assert "1 stale" in seen(pilot)
        assert "codings" in seen(pilot)


async def test_a_threshold_is_changed_by_key_and_undone(compared: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f5")
        await settle(pilot)
        await pilot.press("t", *"closest most", "enter", "ctrl+u", *"9", "enter")
        await settle(pilot)
        assert thresholds_of(compared).closest_most == 9
        await pilot.press("t", *"met", "enter", "ctrl+u", *"7", "enter")
        assert "between 0 and 1" in notes(pilot)
        await pilot.press("escape", "u")
        assert thresholds_of(compared).closest_most == Thresholds().closest_most


async def test_figures_are_left_out_and_shown_again(compared: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f5")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ComparisonScreen)
        assert "Fit" in seen(pilot)
        await pilot.press("z")
        await settle(pilot)
        assert not numbers_shown(compared)
        words = seen(pilot)
        assert "Bounds" not in words
        assert "★" not in words
        await pilot.press("s")
        assert "switched off" in notes(pilot)
        await pilot.press("z")
        await settle(pilot)
        assert "Bounds" in seen(pilot)
