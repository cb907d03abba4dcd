"""The network screen: nodes with their figures, the whole, edges; one code with its neighbours; pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.analyses import AnalysesScreen
from qualcode.tui.screens.network import NetworkScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from tests.tui.conftest import Open
from tests.tui.test_comparison_screen import code, seen, settle

pytestmark = pytest.mark.usefixtures("_own_settings")


@pytest.fixture
def woven(study: Study) -> Study:
    """a-b in both documents, b-c in one; d alone."""
    for name in ("R01", "R02"):
        for each in ("alpha", "beta"):
            code(study, name, "We trust each other", each)
    code(study, "R01", "It takes time.", "beta")
    code(study, "R01", "It takes time.", "gamma")
    code(study, "R02", "Důvěra", "delta")
    study.cases.set("R01", {"facility": "clinic"})
    study.cases.set("R02", {"facility": "shelter"})
    return study


async def to_network(pilot: Pilot[None]) -> NetworkScreen:
    await pilot.press("f12")
    assert isinstance(pilot.app.screen, AnalysesScreen)
    pilot.app.screen.grid.go_to("Network")
    await pilot.press("enter")
    await settle(pilot)
    assert isinstance(pilot.app.screen, NetworkScreen)
    return pilot.app.screen


def nodes(screen: NetworkScreen) -> list[str]:
    part = screen.part
    assert part is not None
    return [str(row[0]) for row in part.table.rows]


async def test_nodes_lead_to_their_passages(woven: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        network = await to_network(pilot)
        assert nodes(network) == ["beta", "alpha", "gamma", "delta"]
        assert "describe how passages were coded" in network.describe().plain
        await pilot.press("down", "enter")
        await settle(pilot)
        listing: object = pilot.app.screen
        assert isinstance(listing, RetrievalScreen)
        assert 'quotation = "1, 2"' in seen(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, NetworkScreen)


async def test_a_code_with_its_neighbours_and_back(woven: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        network = await to_network(pilot)
        network.grid.highlight(2)
        await pilot.press("e")
        await settle(pilot)
        assert nodes(network) == ["beta", "gamma"]
        await pilot.press("e")
        await settle(pilot)
        assert len(nodes(network)) == 4


async def test_minimum_kind_and_tables_change_at_a_key(woven: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        network = await to_network(pilot)
        await pilot.press("plus", "tab", "tab")
        await settle(pilot)
        assert network.part is not None
        assert [row[:2] for row in network.part.table.rows] == [("alpha", "beta")]
        await pilot.press("minus")
        await settle(pilot)
        assert len(network.part.table.rows) == 2
        await pilot.press("z", "z", "tab")
        await settle(pilot)
        assert {"R01", "R02"} < set(nodes(network))


async def test_groups_are_held_against_each_other(woven: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        network = await to_network(pilot)
        offered = {
            word
            for setting in network.settings()
            if setting.name == "difference"
            for _, word, _ in setting.values
        }
        assert offered == {"none", "clinic less shelter"}
        network.made.chosen["difference"] = next(
            value
            for setting in network.settings()
            if setting.name == "difference"
            for value, _, _ in setting.values
            if value
        )
        network.read()
        await settle(pilot)
        await pilot.press("tab", "tab")
        part = network.part
        assert part is not None
        told = [dict(zip(part.table.columns, row, strict=True)) for row in part.table.rows]
        assert [(row["a"], row["b"], row["difference"]) for row in told] == [("beta", "gamma", 1.0)]


async def test_the_picture_and_network_files_are_written_and_noted(
    woven: Study, screen: Open, tmp_path: Path
) -> None:
    async with screen() as (_, pilot):
        network = await to_network(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert (tmp_path / "screen-network.png").read_bytes().startswith(b"\x89PNG")
        await pilot.press("p")
        await settle(pilot)
        assert (tmp_path / "screen-network-2.png").exists()
        network.write_table(tmp_path / "net.json")
        await settle(pilot)
        told = json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))
        assert told["graph"]["statement"]["settings"]["communities"] is True
        network.write_table(tmp_path / "net.csv")
        assert (tmp_path / "net-edges.csv").exists()
        names = [each.name for each in woven.results.list()]
        assert names == ["screen-network.png", "screen-network-2.png", "net.json", "net.csv"]


async def test_a_study_without_codings_says_so(study: Study, screen: Open) -> None:
    async with screen((80, 24)) as (_, pilot):
        network = await to_network(pilot)
        assert nodes(network) == []
        await pilot.press("e")
        assert isinstance(pilot.app.screen, NetworkScreen)


async def test_thresholds_resolution_and_seed_are_settings(woven: Study, screen: Open) -> None:
    async with screen((160, 48)) as (_, pilot):
        network = await to_network(pilot)
        names = [setting.name for setting in network.settings()]
        assert {"least_jaccard", "strongest", "resolution", "seed"} <= set(names)
        for name, value in (("strongest", 10), ("least_jaccard", 0.5), ("resolution", 2.0), ("seed", 7)):
            network._set(name, value)
            await settle(pilot)
        part = network.part
        assert part is not None
        told = part.table.statement
        assert (told.settings["strongest"], told.settings["least_jaccard"]) == (10, 0.5)
        assert (told.settings["resolution"], told.seed) == (2.0, 7)
        network._set("unit", "exact")
        await settle(pilot)
        assert network.part is not None
        assert network.part.table.statement.unit == "exact"
