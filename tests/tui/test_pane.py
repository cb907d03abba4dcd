"""The coding pane: what is painted, and how little of it is painted again."""

from __future__ import annotations

import ast
import re
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console
from rich.segment import Segment

from qualcode.study import Study
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.workspace import Workspace
from qualcode.tui.widgets.transcript import TranscriptPane
from tests.tui.conftest import TALK, Open, add, shown

LONG = "\n".join(
    f"{'Interviewer' if n % 5 == 0 else 'Respondent'}: {'A word and another one, then a full stop. ' * 6}"
    for n in range(150)
)


def segments(workspace: Workspace) -> list[Segment]:
    return [segment for strip in workspace._compositor.render_strips() for segment in strip]


async def test_a_caret_move_paints_at_most_three_rows(
    study: Study, screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(study, "long", LONG)
    study.codings.apply("long", (30, 4000), "outer")
    study.codings.apply("long", (60, 90), "inner")
    painted: list[int] = []
    original = TranscriptPane.render_line

    def counting(pane: TranscriptPane, y: int):  # type: ignore[no-untyped-def]
        painted.append(y)
        return original(pane, y)

    async with screen((100, 40)) as (workspace, pilot):
        workspace.open_document(study.documents.get("long").id)
        await pilot.pause()
        monkeypatch.setattr(TranscriptPane, "render_line", counting)
        for key in [
            "right",
            "w",
            "down",
            "s",
            "left",
            "up",
            "end",
            "home",
            "b",
            "v",
            "right",
            "down",
            "w",
            "up",
            "e",
        ]:
            painted.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len(painted) <= 3, (key, painted)


async def test_a_caret_at_the_end_of_the_text_and_of_a_full_row_is_seen(study: Study, screen: Open) -> None:
    add(study, "wide", "x" * 500)
    async with screen((80, 24)) as (workspace, pilot):
        workspace.open_document(study.documents.get("wide").id)
        await pilot.press("G")
        await pilot.pause()
        row = workspace.pane.layout_of_text.row_of(500)
        strip = workspace.pane.render_line(row - workspace.pane.scroll_offset.y)
        assert any(segment.style is not None and segment.style.reverse for segment in strip)


async def test_the_terminals_cursor_follows_the_caret(screen: Open) -> None:
    async with screen((80, 24)) as (workspace, pilot):
        pane = workspace.pane
        await pilot.press("right", "right", "right")
        await pilot.pause()
        place = workspace.app.cursor_position
        assert (place.x, place.y) == (pane.region.x + pane.margin.width + 3, pane.region.y)


async def test_turn_numbers_and_times_stand_in_the_margin(study: Study, screen: Open) -> None:
    add(study, "timed", TALK + "Respondent: End.", step=65_000)
    async with screen((110, 30)) as (workspace, _):
        workspace.open_document(study.documents.get("timed").id)
        text = "\n".join(workspace.pane.render_line(y).text for y in range(12))
        assert re.search(r"^ +1 0:00 .*Interviewer: How", text, re.M)
        assert re.search(r"^ +2 1:05 .*Respondent: They", text, re.M)


async def test_overlap_is_underlined_and_both_codes_stand_in_the_margin(study: Study, screen: Open) -> None:
    study.codings.apply("R01", (44, 120), "Outer")
    study.codings.apply("R01", (56, 60), "inner")
    async with screen((110, 30)) as (workspace, _):
        lines = [workspace.pane.render_line(y) for y in range(6)]
        line = next(strip for strip in lines if "They" in strip.text)
        underlined = "".join(s.text for s in line if s.style is not None and s.style.underline)
        assert underlined == "They"
        assert "IO " in line.text


async def test_more_codings_than_lanes_show_a_plus_and_all_in_the_list(study: Study, screen: Open) -> None:
    for n in range(9):
        study.codings.apply("R01", (0, 20 + n), f"code {n}")
    async with screen((160, 48)) as (workspace, _):
        assert "+" in workspace.pane.render_line(0).text[: workspace.pane.margin.width]
        assert len(workspace.codings.items) == 9


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
async def test_the_selection_differs_from_a_tint_in_every_theme(
    study: Study, screen: Open, theme: str
) -> None:
    study.codings.apply("R01", (0, 40), "code")
    async with screen() as (workspace, pilot):
        workspace.app.theme = theme
        await pilot.press("right", "right", "w", "e")
        await pilot.pause()
        styles = {s.style.bgcolor for s in workspace.pane.render_line(0) if s.style and s.text.strip()}
        assert len(styles) >= 2


async def test_without_colour_selection_caret_codes_and_hits_are_still_told_apart(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.codings.apply("R01", (0, 42), "trust")
    monkeypatch.setenv("NO_COLOR", "1")
    app = QualcodeApp(study)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        workspace = app.screen
        assert isinstance(workspace, Workspace)
        await pilot.press("w", "e")
        await pilot.pause()
        everything = segments(workspace)
        for segment in everything:
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                if colour is not None and colour.triplet is not None:
                    assert len(set(colour.triplet)) == 1, segment
        line = workspace.pane.render_line(0)
        assert any(s.style is not None and s.style.reverse for s in line)
        assert "T" in line.text[: workspace.pane.margin.width]
        assert "trust" in shown(workspace)


NASTY = [
    "[bold red]not bold[/] [@click=app.quit]quit[/]",
    "[/b] stray [",
    "\x1b[31mred\x1b]0;title\x07",
    "\x9b2J cleared \x85 next",
    "right \u202eto left\u202c \u2066mark\u2069",
    "tab\there \u2028 line",
]


CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


async def test_nasty_words_are_shown_as_they_are_and_nothing_of_them_acts(study: Study, screen: Open) -> None:
    for number, nasty in enumerate(NASTY):
        add(
            study,
            f"file {number} {nasty}",
            f"Respondent: {nasty} and more.\nInterviewer: {' '.join(NASTY)}\n",
        )
        study.codings.apply(study.documents.list()[-1], (12, 24), f"code {number} {nasty}", memo=nasty)
        study.codebook.edit(study.codebook.tree()[-1].name, brief=nasty)
    async with screen((160, 48)) as (workspace, pilot):

        async def look(*keys: str) -> None:
            await pilot.press(*keys)
            await pilot.pause()
            for segment in segments(workspace.app.screen):  # type: ignore[arg-type]
                assert not CONTROLS.search(segment.text), segment

        for document in study.documents.list()[2:]:
            workspace.open_document(document.id, 12)
            await look("x")
            await look("u")
        await look("c", *"code")
        await look("escape", "slash", *"[/b")
        await look("escape", "question_mark")
        await look("escape", "ctrl+p", *"open file")
        await pilot.pause(0.3)
        await look()
        await look("escape", "escape", "d", "enter", "ctrl+o", "x", "enter")


async def test_brackets_in_speech_are_not_swallowed(study: Study, screen: Open) -> None:
    add(study, "laughs", "Respondent: [laughs] hm [@click=app.quit]click[/] me")
    async with screen((120, 30)) as (workspace, _):
        workspace.open_document(study.documents.get("laughs").id)
        assert "[laughs] hm [@click=app.quit]click[/] me" in shown(workspace)


async def test_the_mouse_selects_by_dragging_words_and_sentences(study: Study, screen: Open) -> None:
    async with screen((120, 30)) as (workspace, pilot):
        pane = workspace.pane
        left = pane.margin.width
        await pilot.mouse_down(pane, offset=(left + 13, 0))
        await pilot.hover(pane, offset=(left + 32, 0))
        await pilot.mouse_up(pane, offset=(left + 32, 0))
        assert pane.selection == (13, 32)
        await pilot.click(pane, offset=(left + 14, 0), times=2)
        assert pane.selection == (13, 16)
        await pilot.click(pane, offset=(left + 14, 0), times=3)
        assert pane.selection == (13, 31)
        await pilot.click(pane, offset=(left + 14, 0))
        await pilot.click(pane, offset=(left + 20, 0), shift=True)
        assert pane.selection == (14, 20)


async def test_a_click_on_a_stripe_selects_its_coding(study: Study, screen: Open) -> None:
    study.codings.apply("R01", (13, 31), "code")
    async with screen((120, 30)) as (workspace, pilot):
        margin = workspace.pane.margin
        await pilot.click(workspace.pane, offset=(margin.lanes_start + 5, 0))
        assert workspace.pane.selection == (13, 31)


async def test_dragging_beyond_the_edge_scrolls_on(study: Study, screen: Open) -> None:
    add(study, "long", LONG)
    async with screen((100, 20)) as (workspace, pilot):
        workspace.open_document(study.documents.get("long").id)
        await pilot.pause()
        pane = workspace.pane
        await pilot.mouse_down(pane, offset=(pane.margin.width + 2, 3))
        await pilot.hover(workspace.status)
        for _ in range(20):
            await pilot.pause(0.05)
            if pane.scroll_offset.y > 3:
                break
        assert pane.scroll_offset.y > 3
        await pilot.mouse_up(workspace.status)
        selection = pane.selection
        assert selection is not None
        assert selection[1] - selection[0] > 300
        top = pane.scroll_offset.y
        await pilot.pause(0.2)
        assert pane.scroll_offset.y == top


async def test_wide_characters_combining_marks_and_emoji_stay_in_their_cells(
    study: Study, screen: Open
) -> None:
    text = "Respondent: 日本語 e\u0323\u0301 👨‍👩‍👧 🇨🇿 konec " + "日本 " * 60
    add(study, "wide", text)
    document = study.documents.get("wide")
    stored = study.documents.text(document)
    async with screen((80, 24)) as (workspace, pilot):
        workspace.open_document(document.id, 12)
        for y in range(6):
            assert workspace.pane.render_line(y).cell_length == workspace.pane.scrollable_content_region.width
        seen = [workspace.pane.caret]
        for _ in range(12):
            await pilot.press("right")
            seen.append(workspace.pane.caret)
        steps = [stored[a:b] for a, b in pairwise(seen)]
        assert steps[:4] == ["日", "本", "語", " "]
        assert len(steps[4]) == 3, "a letter with a mark that has no code point of its own is one step"
        assert {"👨‍👩‍👧", "🇨🇿"} <= set(steps)


async def test_a_fault_of_the_program_prints_no_words_of_the_transcript(
    study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from qualcode.tui.commands import COMMANDS

    def fault(workspace: Workspace) -> None:
        planted = workspace.pane.passage.text
        raise RuntimeError(planted)

    assert "turn.next" in COMMANDS
    monkeypatch.setitem(COMMANDS._known, "turn.next", fault)  # type: ignore[attr-defined]
    app = QualcodeApp(study)

    async def use() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("t")

    with pytest.raises(RuntimeError):
        await use()
    printed = StringIO()
    for rendered in app._exit_renderables:
        Console(file=printed).print(rendered)
    words = printed.getvalue() + "".join(capsys.readouterr())
    assert "RuntimeError" in words
    assert "How does it begin" not in words


def test_no_widget_is_given_words_that_could_be_markup() -> None:
    folder = Path(__file__).parents[2] / "qualcode" / "tui"
    calls = 0
    for file in folder.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                assert name not in ("from_markup", "Label", "Markdown"), file
                if name in ("notify", "Static"):
                    calls += 1
                    given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
                    assert given.get("markup") == "False", (file, node.lineno)
    assert calls > 5


async def test_codings_that_follow_one_another_on_a_row_all_show_in_the_margin(
    study: Study, screen: Open
) -> None:
    for words, code in (("They ring", "ringing"), ("the GP", "doctor"), ("We trust", "trust")):
        start = TALK.index(words)
        study.codings.apply("R01", (start, start + len(words)), code)
    async with screen() as (workspace, pilot):
        row = workspace.pane.layout_of_text.row_of(TALK.index("We trust"))
        line = "".join(s.text for s in workspace.pane.render_line(row - workspace.pane.scroll_offset.y))
        margin = line[: workspace.pane.margin.width]
        assert {"R", "D", "T"} <= set(margin)
        await pilot.click(workspace.pane, offset=(margin.index("D"), row - workspace.pane.scroll_offset.y))
        assert workspace.pane.selection == (TALK.index("the GP"), TALK.index("the GP") + 6)
