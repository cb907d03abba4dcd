"""The mapping screen: each key makes one change of the study's mappings, and shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.screens.levels import LevelsScreen
from qualcode.tui.screens.mapping import MappingScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.workflows.comparing import adopt_shipped
from tests.tui.conftest import TALK, Open

pytestmark = pytest.mark.usefixtures("_own_settings")


def span(words: str) -> tuple[int, int]:
    return TALK.index(words), TALK.index(words) + len(words)


@pytest.fixture
def mapped(study: Study) -> Study:
    """Criteria, a category with two codes of which one is mapped, and two quotations."""
    adopt_shipped(study)
    study.codebook.add("Working", kind="category")
    study.codebook.add("Trust", under="Working")
    study.codebook.add("Home visits", under="Working")
    study.codebook.edit("Trust", full="Whether they rely on each other.")
    study.codings.apply("R01", span("We trust each other"), "Trust", coder="Jana")
    study.codings.apply("R01", span("It takes time."), "Trust", coder="Jana")
    study.mappings.set("Trust", "relationship")
    return study


def mappings(study: Study) -> list[tuple[object, ...]]:
    return [
        (m.code, m.criterion, m.polarity, m.level, m.strength, m.aspect, m.counts)
        for m in study.mappings.list()
    ]


TRUST = ("Trust", "relationship", "supports", 5, 2, "practice", True)


def now_on(pilot: Pilot[None]) -> MappingScreen:
    assert isinstance(pilot.app.screen, MappingScreen)
    return pilot.app.screen


def rows(screen: MappingScreen | LevelsScreen) -> list[str]:
    """What the rows say, cell by cell."""
    return [" | ".join(str(cell).strip() for cell in row.cells()) for row in screen.grid.rows]


def complaints(pilot: Pilot[None]) -> str:
    return " ".join(n.message for n in pilot.app._notifications)


async def test_codes_stand_in_tree_order_and_what_is_not_mapped_is_plain_to_see(
    mapped: Study, screen: Open
) -> None:
    mapped.mappings.set("Trust", "duration", level=2, strength=3, aspect="barrier")
    async with screen((80, 24)) as (_, pilot):
        await pilot.press("f6")
        assert rows(now_on(pilot)) == [
            "Working",
            "■ Trust | Working relationship as a means | supports | ●●○ | ✓ practice | 2",
            "Trust | Time limit and continuity | level 2 | ●●● | – barrier | ",
            "■ Home visits | – not mapped – |  |  |  | 0",
        ]
        assert now_on(pilot).title_line.right.plain == "mapped: 1 of 2 codes · 2 of 34 criteria"
        detail = str(now_on(pilot).describe())
        assert "Whether they rely on each other." in detail
        assert "“We trust each other” [R01:1]" in detail
        assert "▸5" in detail
        assert "ACT" in detail


async def test_enter_on_an_unmapped_code_offers_the_criterion_with_words_in_common_first(
    mapped: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6", "j", "enter")
        assert now_on(pilot).context == "picking"
        assert now_on(pilot).pick.names[0] == "Where the work is done"
        assert now_on(pilot).pick.details[0].startswith("in common: home visits")
        assert mappings(mapped) == [TRUST], "nothing is mapped by itself"
        assert "in_vivo" in str(now_on(pilot).detail_text.content), (
            "the scale of what is highlighted is shown"
        )
        await pilot.press("down")
        assert "in_vivo" not in str(now_on(pilot).detail_text.content)
        await pilot.press("up", "enter")
        visits = ("Home visits", "in_vivo", "supports", 5, 2, "practice", True)
        assert mappings(mapped) == [TRUST, visits]
        assert now_on(pilot).mapping_here().code == "Home visits"
        await pilot.press("a")
        assert "Where the work is done" not in now_on(pilot).pick.names, "it is mapped to that already"
        await pilot.press(*"crisis", "enter")
        assert mappings(mapped)[2][:2] == ("Home visits", "crisis_247")
        await pilot.press("u", "u")
        assert mappings(mapped) == [TRUST]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("p", ("partial", 3, 2, "practice", True)),
        ("p p", ("contradicts", 1, 2, "practice", True)),
        ("p p p", ("supports", 5, 2, "practice", True)),
        ("4", ("level", 4, 2, "practice", True)),
        ("1 2 3 5", ("level", 5, 2, "practice", True)),
        ("4 p", ("supports", 5, 2, "practice", True)),
        ("0", ("ask", None, 2, "practice", True)),
        ("s", ("supports", 5, 3, "practice", True)),
        ("s s", ("supports", 5, 1, "practice", True)),
        ("f", ("supports", 5, 2, "barrier", False)),
        ("f n", ("supports", 5, 2, "barrier", True)),
        ("f f", ("supports", 5, 2, "evaluation", False)),
        ("f f f", ("supports", 5, 2, "outcome", False)),
        ("f f f f f", ("supports", 5, 2, "practice", True)),
        ("n", ("supports", 5, 2, "practice", False)),
    ],
)
async def test_single_keys_change_the_mapping_one_change_each(
    mapped: Study, screen: Open, keys: str, found: tuple[object, ...]
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6", *keys.split())
        assert mappings(mapped) == [("Trust", "relationship", *found)]
        await pilot.press(*"u" * len(keys.split()))
        assert mappings(mapped) == [TRUST]


async def test_an_evaluation_is_never_scored_and_an_unmapped_code_has_nothing_to_change(
    mapped: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6", "f", "f", "n")
        assert "never counts as practice" in complaints(pilot)
        assert mappings(mapped)[0][5:] == ("evaluation", False)
        await pilot.press("j", "s")
        assert "“Home visits” is not mapped yet" in complaints(pilot)


async def test_x_takes_a_mapping_away_with_its_levels_and_u_brings_both_back(
    mapped: Study, screen: Open
) -> None:
    mapped.mappings.set_reading(1, "Trust", "relationship", 2)
    async with screen() as (_, pilot):
        await pilot.press("f6", "x")
        assert mappings(mapped) == []
        assert mapped.mappings.readings() == ()
        code = now_on(pilot).place_here().code
        assert code is not None
        assert code.name == "Trust"
        await pilot.press("u")
        assert mappings(mapped) == [TRUST]
        assert [r.level for r in mapped.mappings.readings()] == [2]


async def test_tab_lists_criteria_with_their_codes_and_says_what_the_codebook_lacks(
    mapped: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6", "tab")
        found = rows(now_on(pilot))
        assert found[0] == "functions"
        assert any(row.startswith("Working relationship as a means | ■ Trust | supports") for row in found)
        assert any(row.startswith("Where the work is done | – no code –") for row in found)
        assert now_on(pilot).mapping_here().code == "Trust", "the highlight went along"
        await pilot.press("slash", *"where the work", "enter")
        assert "Your codebook has no code on “Where the work is done”." in str(now_on(pilot).describe())
        await pilot.press("s")
        assert "No code is mapped to this criterion yet" in complaints(pilot)
        await pilot.press("enter")
        assert now_on(pilot).pick.names[0] == "Home visits"
        await pilot.press("enter", "3")
        assert mappings(mapped)[1][:4] == ("Home visits", "in_vivo", "level", 3)
        await pilot.press("tab")
        assert now_on(pilot).mapping_here().code == "Home visits"


async def test_t_narrows_to_what_is_not_mapped_and_keeps_what_is_mapped_meanwhile(
    mapped: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6", "t", *"only", "enter")
        assert [row.split(" | ")[0] for row in rows(now_on(pilot))] == ["Working", "■ Home visits"]
        assert now_on(pilot).title_line.left.plain.startswith("Mappings: not mapped")
        await pilot.press("enter", "enter", "p")
        assert mappings(mapped)[1][:3] == ("Home visits", "in_vivo", "partial")
        await pilot.press("t", *"working rel", "enter")
        assert [row.split(" | ")[0] for row in rows(now_on(pilot))] == ["Working", "■ Trust"]
        await pilot.press("t", "enter")
        assert len(rows(now_on(pilot))) == 3


async def test_v_and_enter_show_the_passages_of_the_code_and_escape_leads_back(
    mapped: Study, screen: Open
) -> None:
    mapped.codebook.rename("Trust", "trust and time")
    async with screen() as (_, pilot):
        for key in ("v", "enter"):
            await pilot.press("f6" if not isinstance(pilot.app.screen, MappingScreen) else "home", key)
            assert isinstance(pilot.app.screen, RetrievalScreen)
            assert len(pilot.app.screen.passages.passages) == 2
            await pilot.press("escape")
            assert now_on(pilot).mapping_here().criterion == "relationship"


async def test_r_goes_through_the_quotations_that_need_a_level(mapped: Study, screen: Open) -> None:
    def stated() -> list[tuple[int, int | None]]:
        return [(r.quotation_id, r.level) for r in mapped.mappings.readings()]

    async with screen() as (workspace, pilot):
        await pilot.press("f6", "0", "r")
        levels = pilot.app.screen
        assert isinstance(levels, LevelsScreen)
        assert levels.context == "levels"
        assert [row.split(" | ")[1] for row in rows(levels)] == ["– which? –", "– which? –"]
        assert "2 quotations · 2 without a level" in levels.title_line.right.plain
        await pilot.press("4")
        assert stated() == [(1, 4)]
        await pilot.press("0")
        assert stated() == [(1, 4), (2, None)]
        assert [row.split(" | ")[1] for row in rows(levels)] == ["4 ●●●●", "none"]
        assert "every quotation has its level now" in levels.note_line.left.plain
        await pilot.press("end", "x")
        assert stated() == [(1, 4)]
        await pilot.press("u", "u")
        assert stated() == [(1, 4)], "one change each: the level taken away, then the level given"
        await pilot.press("u")
        assert stated() == []
        await pilot.press("end", "enter")
        assert isinstance(pilot.app.screen, Workspace)
        assert workspace.pane.selection == span("It takes time.")


async def test_where_the_code_has_a_level_single_quotations_may_overrule_it(
    mapped: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        await pilot.press("f6", "r")
        levels = pilot.app.screen
        assert isinstance(levels, LevelsScreen)
        assert [row.split(" | ")[1] for row in rows(levels)] == ["5 (the code)", "5 (the code)"]
        await pilot.press("1", "2")
        assert [r.level for r in mapped.mappings.readings()] == [1, 2]
        await pilot.press("home", "x", "x")
        assert "has no level of its own" in complaints(pilot)
        await pilot.press("escape")
        assert now_on(pilot).mapping_here().code == "Trust"


async def test_a_study_without_criteria_is_asked_whether_to_adopt_them(study: Study, screen: Open) -> None:
    study.codebook.add("Home visits")
    async with screen() as (_, pilot):
        await pilot.press("f6")
        assert now_on(pilot).context == "question"
        await pilot.press("n")
        assert study.frameworks.criteria() is None
        assert rows(now_on(pilot)) == ["■ Home visits | – not mapped – |  |  |  | 0"]
        await pilot.press("a", "y")
        assert study.frameworks.criteria() is not None
        assert study.frameworks.models()
        assert now_on(pilot).context == "picking", "what was begun goes on"
        await pilot.press("enter")
        assert mappings(study)[0][:2] == ("Home visits", "in_vivo")
        await pilot.press("u", "u")
        assert study.frameworks.criteria() is None


async def test_the_exported_table_can_be_read_by_another_study(
    mapped: Study, screen: Open, tmp_path: Path
) -> None:
    from qualcode.exchange.codings_table import read_mappings

    mapped.mappings.set("Home visits", "in_vivo", level=4, strength=1, aspect="barrier", counts=True)
    mapped.mappings.set("Trust", "duration", polarity="ask")
    before = sorted(map(str, mappings(mapped)))
    async with screen() as (_, pilot):
        await pilot.press("f6", "ctrl+e")
        now_on(pilot).answer.input.value = str(tmp_path / "mappings.csv")
        await pilot.press("enter")
    for code, criterion in (("Home visits", "in_vivo"), ("Trust", "duration"), ("Trust", "relationship")):
        mapped.mappings.remove(code, criterion)
    mapped.mappings.set_many(read_mappings(tmp_path / "mappings.csv"))
    assert sorted(map(str, mappings(mapped))) == before


async def test_criteria_are_shown_in_the_studys_language(tmp_path: Path, screen: Open) -> None:
    with Study.create(tmp_path / "česky.qualcode", title="Česky", actor="Jana", language="cs") as czech:
        adopt_shipped(czech)
        czech.codebook.add("Důvěra")
        async with screen(other=czech) as (_, pilot):
            await pilot.press("f6", "a")
            assert now_on(pilot).pick.details[0].startswith("in common: důvěra")
            await pilot.press("enter")
            assert mappings(czech)[0][:2] == ("Důvěra", "relationship")
            label = "Pracovní vztah"
            assert label in rows(now_on(pilot))[0]
