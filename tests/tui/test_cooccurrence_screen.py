"""The co-occurrence screen: heat map, pairs, network; every number leads to its passages."""

from __future__ import annotations

import base64
import csv
import json
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.pictures import PLACEHOLDER, fitting, inline, protocol_of, size_of, transmit
from qualcode.tui.screens.cooccurrence import CooccurrenceScreen
from qualcode.tui.screens.cooccurrence_groups import GroupsScreen
from qualcode.tui.screens.retrieval import RetrievalScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.tui.together import step_of
from qualcode.tui.together_tables import shade
from qualcode.tui.widgets.row_list import RowList
from qualcode.workflows.cooccurring import passages_behind
from tests.tui.conftest import TALK, Open, add, shown
from tests.tui.test_comparison_screen import settle

pytestmark = pytest.mark.usefixtures("_own_settings")


def span(words: str, text: str = TALK) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@pytest.fixture
def coded(study: Study) -> Study:
    """Three codes of two categories in two interviews, and a question that bears two codes."""
    study.codebook.add("relations", kind="category")
    study.codebook.add("work", kind="category")
    for name, under in (("trust", "relations"), ("colleagues", "relations"), ("time", "work")):
        study.codebook.add(name, under=under)
    for document in ("R01", "R02"):
        text = study.documents.text(document)
        study.codings.apply(document, span("We trust each other", text), "trust", coder="Jana")
        study.codings.apply(document, span("trust each other, mostly. It", text), "time", coder="Jana")
        study.codings.apply(document, span("Důvěra is the word", text), "colleagues", coder="Jana")
    study.codings.apply("R01", span("It takes time."), "trust", coder="Jana")
    study.codings.apply("R01", span("Time for what?"), ["trust", "colleagues"], coder="Jana")
    study.codings.apply("R01", span("Důvěra is"), "time", coder="Eva")
    return study


def now_on(pilot: Pilot[None]) -> CooccurrenceScreen:
    assert isinstance(pilot.app.screen, CooccurrenceScreen)
    return pilot.app.screen


async def done(pilot: Pilot[None]) -> CooccurrenceScreen:
    """Wait until everything is counted, drawn and written."""
    screen = now_on(pilot)
    await pilot.pause()
    while screen._counting or screen._drawing or screen._writing or screen._asking:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return screen


async def list_passages(pilot: Pilot[None]) -> RetrievalScreen:
    """Press Enter and wait for the passages."""
    board = now_on(pilot)
    await pilot.press("enter")
    while board._asking:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    assert isinstance(pilot.app.screen, RetrievalScreen)
    return pilot.app.screen


async def press(pilot: Pilot[None], *keys: str) -> CooccurrenceScreen:
    await pilot.press(*keys)
    return await done(pilot)


def cells(screen: CooccurrenceScreen) -> list[list[str]]:
    return [[str(row.cells()[i]) for i in range(len(row.cells()))] for row in screen.grid.rows]


def detail(screen: CooccurrenceScreen) -> str:
    return screen.describe().plain


async def test_the_heat_map_has_a_number_in_each_cell_and_its_own_on_the_diagonal(
    coded: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        board = await press(pilot, "f4", "o")
        assert [column.title for column in board.grid.columns] == ["", "1", "2", "3"]
        assert cells(board) == [
            ["  1 trust", "3", "·", "3"],
            ["  2 colleagues", "·", "2", "·"],
            ["  3 time", "3", "·", "2"],
        ]
        await press(pilot, "m")
        assert cells(board)[0][3].startswith(".")
        await press(pilot, "m")
        assert cells(board)[0] == ["  1 trust", "2", "·", "2"]
        assert "documents" in board.title_line.right.plain
        await press(pilot, "m", "o")
        assert [row[0] for row in cells(board)] == ["  1 trust", "  2 time", "  3 colleagues"]


async def test_no_number_over_a_column_is_cut_where_more_columns_follow(study: Study, screen: Open) -> None:
    start = TALK.index("They ring")
    for n in range(30):
        study.codings.apply("R01", (start, start + 9), f"code {n:02}")
    for width in range(78, 84):
        async with screen((width, 24)) as (_, pilot):
            board = await press(pilot, "f4", "e")
            head = board.grid.head().plain
            assert head.endswith("›")
            assert "…" not in head


async def test_shades_are_several_and_letters_on_them_readable_in_every_theme(
    coded: Study, screen: Open
) -> None:
    from qualcode.tui.colours import contrast
    from qualcode.tui.palette import palette_of

    assert [step_of(value, 100) for value in (1, 10, 30, 60, 100)] == [1, 2, 3, 4, 5]
    async with screen() as (_, pilot):
        await press(pilot, "f4")
        for _ in range(3):
            palette = palette_of(pilot.app)
            grounds = set()
            for step in range(1, 6):
                style = shade(palette, step)
                assert style.color is not None
                assert style.bgcolor is not None
                assert style.color.triplet is not None
                assert style.bgcolor.triplet is not None
                assert contrast(tuple(style.color.triplet), tuple(style.bgcolor.triplet)) >= 4.5
                grounds.add(style.bgcolor.triplet)
            assert len(grounds) == 5
            await pilot.press("f9")


@pytest.mark.parametrize("wider", range(4))
@pytest.mark.parametrize("level", ["code", "category"])
async def test_enter_lists_exactly_the_passages_behind_the_number(
    coded: Study, screen: Open, wider: int, level: str
) -> None:
    async with screen() as (workspace, pilot):
        board = await press(pilot, "f4", *("e" * wider), *(["z"] if level == "category" else []), "o")
        assert board.made is not None
        pair = board.made.found.pairs[0]
        board.grid.go_to(pair.a)
        board.grid.step_column(board.names.index(pair.b) + 1 - board.grid.column)
        assert f"{pair.a} × {pair.b}" in detail(board)
        listing = await list_passages(pilot)
        listed = [passage.quotation for passage in listing.passages.passages]
        assert listed == list(passages_behind(coded, board.made.found, pair.a, pair.b))
        assert all(passage.role == "respondent" for passage in listing.passages.passages)
        await pilot.press("escape")
        assert now_on(pilot) is board
        assert workspace.retrieved[0]


async def test_questions_of_the_interviewer_stand_behind_no_number_but_do_with_all_speech(
    coded: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        board = await press(pilot, "f4", "o", "l")
        await pilot.press("enter")
        assert now_on(pilot) is board
        assert any("not together" in note.message for note in pilot.app._notifications)
        board = await press(pilot, "r", *"all", "enter")
        assert cells(board)[0][2] == "1"
        assert "all speech" in board.title_line.right.plain
        listing = await list_passages(pilot)
        assert listing.query_text == "(trust overlap colleagues) or (colleagues overlap trust)"
        assert {passage.text for passage in listing.passages.passages} == {"Time for what?"}


async def test_pairs_are_ranked_and_sorted_and_lead_to_their_passages(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        board = await press(pilot, "f4", "tab", "e", "e", "e")
        assert board.context == "pairs"
        assert [(row[0], row[1]) for row in cells(board)] == [
            ("colleagues", "time"), ("colleagues", "trust"), ("time", "trust"),
        ]  # fmt: skip
        assert cells(board)[0][2:] == ["2", "1.00", "2"]
        board = await press(pilot, "E", "E", "E", "o", "o", "o")
        assert "by name" in board.title_line.right.plain
        assert cells(board) == [["time", "trust", "3", cells(board)[0][3], "2"]]
        assert len((await list_passages(pilot)).passages.passages) == 5


async def test_minimum_level_and_coder_are_chosen_by_keys_and_kept(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        board = await press(pilot, "f4", "tab", "plus", "plus", "plus")
        assert board.grid.rows == () or not board.grid.rows
        assert "no two codes go together" in shown(board)  # type: ignore[arg-type]
        board = await press(pilot, "minus")
        assert len(board.grid.rows) == 1
        board = await press(pilot, "c", *"eva", "enter")
        assert not board.grid.rows
        assert "Eva" in board.title_line.right.plain
        board = await press(pilot, "c", *"all", "enter", "minus", "minus")
        assert {(row[0], row[1]) for row in cells(board)} == {("time", "trust"), ("colleagues", "time")}
        board = await press(pilot, "z")
        assert [(row[0], row[1]) for row in cells(board)] == [("relations", "work")]
        await pilot.press("f4")
        assert isinstance(pilot.app.screen, Workspace)
        board = await press(pilot, "f4")
        assert board.context == "pairs"
        assert [(row[0], row[1]) for row in cells(board)] == [("relations", "work")]


async def test_a_change_of_the_study_is_counted_and_undo_too(coded: Study, screen: Open) -> None:
    async with screen() as (_, pilot):
        board = await press(pilot, "f4", "tab")
        assert cells(board)[0][2] == "3"
        coded.codings.remove([row.id for row in coded.codings.list(code="time") if row.case == "R02"])
        await done(pilot)
        assert cells(board)[0][2] == "2"
        await press(pilot, "u")
        assert cells(board)[0][2] == "3"


async def test_without_pictures_the_network_is_a_list_of_partners_by_category(
    coded: Study, screen: Open
) -> None:
    async with screen(size=(80, 24)) as (_, pilot):
        board = await press(pilot, "f4", "shift+tab")
        assert board.context == "picture"
        text = shown(board)  # type: ignore[arg-type]
        assert re.search(r"relations\s*\n", text)
        assert re.search(r"  trust +time +█+ 3 ", text)
        await pilot.press("t")
        assert any("not known to show pictures" in note.message for note in pilot.app._notifications)
        assert (await list_passages(pilot)).passages.passages


async def test_p_writes_the_picture_beside_the_study_and_never_over_a_file(
    coded: Study, screen: Open
) -> None:
    async with screen() as (_, pilot):
        board = await press(pilot, "f4", "p")
        first = coded.path.with_name("screen-network.png")
        assert first.read_bytes().startswith(b"\x89PNG")
        assert str(first) in board.note_line.left.plain
        first.write_bytes(b"mine")
        await press(pilot, "p")
        assert first.read_bytes() == b"mine"
        assert coded.path.with_name("screen-network-2.png").read_bytes().startswith(b"\x89PNG")


async def test_ctrl_e_writes_matrix_pairs_and_network_by_suffix(
    coded: Study, screen: Open, tmp_path: Path
) -> None:
    async def export(name: str) -> Path:
        await pilot.press("ctrl+e")
        now_on(pilot).answer.input.value = str(tmp_path / name)
        await press(pilot, "enter")
        return tmp_path / name

    async with screen() as (_, pilot):
        await press(pilot, "f4", "o")
        with (await export("matrix.csv")).open(encoding="utf-8-sig") as file:
            assert list(csv.reader(file)) == [
                ["", "trust", "colleagues", "time"], ["trust", "3", "0", "3"], ["colleagues", "0", "2", "0"], ["time", "3", "0", "2"],
            ]  # fmt: skip
        await press(pilot, "tab")
        with (await export("pairs.csv")).open(encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        assert rows[0][:5] == ["a", "b", "count", "jaccard", "documents"]
        assert rows[0][5:] == ["respondents", "dice", "c", "b_given_a", "a_given_b", "lift"]
        assert rows[1][:3] == ["time", "trust", "3"]
        assert b"graphml" in (await export("net.graphml")).read_bytes()
        assert b"<svg" in (await export("net.svg")).read_bytes()


async def test_kitty_gets_the_picture_once_and_its_cells_and_forgets_it(
    coded: Study, screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALCODE_PICTURES", "kitty")
    monkeypatch.setenv("COLORTERM", "truecolor")
    async with screen() as (_, pilot):
        sent: list[str] = []
        assert pilot.app._driver is not None
        monkeypatch.setattr(pilot.app._driver, "write", sent.append)
        if pilot.app.console.color_system != "truecolor":
            monkeypatch.setattr(pilot.app.console, "_color_system", type(pilot.app.console._color_system)(3))  # type: ignore[arg-type,call-overload,misc]
        board = await press(pilot, "f4", "shift+tab")
        message = "".join(sent)
        parts = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", message)
        assert base64.b64decode("".join(data for _, data in parts)) == board.picture.png
        assert "U=1" in parts[0][0]
        assert "q=2" in parts[0][0]
        assert shown(board).count(PLACEHOLDER) == board.picture.box[0] * board.picture.box[1] > 100  # type: ignore[arg-type]
        assert "drawn: 2 codes and 1 pair" in detail(board)
        number = board.picture.number
        board = await press(pilot, "t")
        assert PLACEHOLDER not in shown(board)  # type: ignore[arg-type]
        assert isinstance(board.focused, RowList)
        await press(pilot, "t")
        await pilot.press("f4")
        await pilot.pause()
        assert f"a=d,d=I,i={number}" in "".join(sent)


def test_the_terminal_is_known_by_its_environment_and_never_asked() -> None:
    assert protocol_of({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}) == "kitty"
    assert protocol_of({"TERM_PROGRAM": "WezTerm", "TERM": "xterm-256color"}) == "iterm"
    assert protocol_of({"TERM": "xterm-256color"}) is None
    assert protocol_of({"TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1"}) is None
    assert protocol_of({"KITTY_WINDOW_ID": "1", "QUALCODE_PICTURES": "none"}) is None
    assert fitting((1000, 500), (80, 20), (10, 20)) == (80, 20)


def test_messages_hold_the_picture_whole() -> None:
    png = (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + (640).to_bytes(4, "big")
        + (480).to_bytes(4, "big")
        + bytes(range(256)) * 40
    )
    assert size_of(png) == (640, 480)
    message = inline(png, 3, 2, 40, 10)
    assert message.startswith("\x1b7\x1b[3;4H\x1b]1337;File=inline=1")
    assert base64.b64decode(message.split(":", 1)[1].split("\x07")[0]) == png
    assert [len(part) <= 4200 for part in transmit(png, 7, 10, 5).split("\x1b\\")].count(False) == 0


async def test_shares_are_said_in_numbers_where_few_people_stand_behind_them(
    coded: Study, screen: Open
) -> None:
    coded.codings.apply("R01", span("Důvěra is the word"), "trust", coder="Jana")
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f4")
        board = await press(pilot, "e", "e", "tab")
        board.grid.go_to("time\ntrust")
        said = detail(board)
        assert "2 of 2 turns of the first with the second, 2 of 3 the other way" in said
        assert "%" not in said
        await press(pilot, "E", "E")
        board.grid.go_to("time\ntrust")
        assert "among 2 codings of the first and 4 codings of the second" in detail(board)
        assert "%" not in detail(board)


async def test_percentages_are_said_from_twenty_respondents_on(study: Study, screen: Open) -> None:
    for number in range(20):
        name = f"P{number:02}"
        text = TALK + f" {number}"
        add(study, name, text)
        study.codings.apply(name, span("We trust each other", text), ["trust", "time"], coder="Jana")
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f4")
        board = await press(pilot, "tab")
        board.grid.go_to("time\ntrust")
        assert "100% of what is under the first is under the second too, 100% the other way" in detail(board)


async def test_conditional_and_inside_are_measures_of_the_heat_map(coded: Study, screen: Open) -> None:
    coded.codings.apply("R01", span("Důvěra is the word"), "trust", coder="Jana")
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f4")
        board = await press(pilot, "e", "e")
        while board.kept.measure != "conditional":
            board = await press(pilot, "m")
        at = {name: i for i, name in enumerate(board.names)}
        rows = cells(board)
        assert rows[at["time"]][at["trust"] + 1] == "1.0", "of the turns of time all have trust"
        assert rows[at["trust"]][at["time"] + 1] == ".67", "of the three of trust two have time"
        board = await press(pilot, "m")
        assert board.kept.measure == "count", "nothing lies within here"
        board = await press(pilot, "e", "e", "e")
        assert board.kept.choice.unit == "inclusion"
        board = await press(pilot, "m", "m", "m", "m", "m", "m", "m")
        assert board.kept.measure == "inside", "and there is no lift"
        board = await press(pilot, "E")
        assert board.kept.measure == "count", "a measure that the unit does not have gives way"


async def test_only_some_cases_are_counted_drawn_and_listed(
    coded: Study, screen: Open, tmp_path: Path
) -> None:
    coded.cases.set("R01", {"place": "clinic"})
    coded.cases.set("R02", {"place": "shelter"})
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f4")
        board = await press(pilot, "tab", "f")
        await pilot.press(*"shelter", "enter")
        board = await done(pilot)
        assert board.kept.choice.attributes == (("place", "shelter"),)
        assert "place = shelter" in shown(board)  # type: ignore[arg-type]
        assert [row[:3] for row in cells(board)] == [["time", "trust", "1"]]
        board.grid.go_to("time\ntrust")
        found = await list_passages(pilot)
        assert {passage.document for passage in found.passages.passages} == {"R02"}
        await pilot.press("escape")
        board = now_on(pilot)
        board.write_network(tmp_path / "net.json")
        await done(pilot)
        told = json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))
        assert {each["id"]: each["quotations"] for each in told["nodes"]}["trust"] == 1
        await pilot.press("f", "enter")
        board = await done(pilot)
        assert board.kept.choice.attributes == ()


async def test_groups_stand_side_by_side_and_lead_to_their_passages(coded: Study, screen: Open) -> None:
    coded.cases.set("R01", {"place": "clinic"})
    coded.cases.set("R02", {"place": "shelter"})
    async with screen((160, 48)) as (_, pilot):
        await pilot.press("f4")
        await press(pilot, "b")
        await pilot.press(*"place", "enter")
        board: object = pilot.app.screen
        assert isinstance(board, GroupsScreen)
        await settle(pilot)
        part = board.part
        assert part is not None
        assert part.table.columns[:4] == ("a", "b", "clinic: count", "clinic: respondents")
        rows = {row[:2]: row for row in part.table.rows}
        assert rows["time", "trust"][2:] == (2, 1, 1, 1)
        assert (
            "clinic: 1 respondent, 1 document; shelter: 1 respondent, 1 document." in board.describe().plain
        )
        await pilot.press("tab", "tab", "enter")
        found: object = pilot.app.screen
        assert isinstance(found, RetrievalScreen)
        assert {passage.document for passage in found.passages.passages} == {"R01"}
