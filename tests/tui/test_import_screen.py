"""Importing on the screen: the line of paths, what was read, roles and the rest, and what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui import import_folder
from qualcode.tui.geometry.paths import common, completed, split_name, tokens
from qualcode.tui.screens.importing import ImportScreen
from qualcode.tui.screens.workspace import Workspace
from tests.tui.conftest import TALK, Open

OPEN = (
    "T: How does it begin? Who comes?\n\n"
    "R: They ring, or the GP sends {who}. It takes time.\n\n"
    "T: Time for what?\n\n"
    "R: For what {who} says in the eighty-fifth minute.\n\n"
    "T: And then?\n\n"
    "R: Then we begin, {who} and I.\n\n"
    "Matka: I was there too.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three transcripts with open roles, one that is empty, one of no known format."""
    folder = tmp_path / "my interviews"
    folder.mkdir()
    for name, who in (
        ("anna [b]", "Anna"),
        ("bo", "Bo and nobody else"),
        ("cyril", "Cyril, the third of them"),
    ):
        (folder / f"{name}.txt").write_text(OPEN.format(who=who), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "older").mkdir()
    return folder


def now_on(pilot: Pilot[None]) -> ImportScreen:
    assert isinstance(pilot.app.screen, ImportScreen)
    return pilot.app.screen


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(10):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        workspace = pilot.app.screen_stack[1]
        assert isinstance(workspace, Workspace)
        screen = pilot.app.screen
        if workspace.job is None and not (isinstance(screen, ImportScreen) and screen.work is not None):
            return
    raise AssertionError("the work did not end")


async def read(workspace: Workspace, pilot: Pilot[None], path: str) -> ImportScreen:
    await pilot.press("ctrl+o")
    workspace.path_bar.input.value = path
    await pilot.press("enter")
    await settled(pilot)
    return now_on(pilot)


def names(study: Study) -> list[str]:
    return [document.name for document in study.documents.list()]


def roles(study: Study, document: str) -> dict[str, str]:
    return {speaker.label: speaker.role for speaker in study.documents.speakers(document)}


async def test_roles_given_on_the_screen_are_in_the_study_and_offered_for_the_other_files(
    study: Study, screen: Open, folder: Path
) -> None:
    async with screen() as (workspace, pilot):
        files = await read(workspace, pilot, f'"{folder}/bo.txt" "{folder}/anna [b].txt"')
        assert [r.document for r in files.results] == ["bo", "anna [b]"]
        assert "4 without a role" in seen(pilot)
        await pilot.press("o")
        assert "who is T?" in seen(pilot)
        assert "100 % ask" in seen(pilot)
        assert "Time for what?" in seen(pilot)
        await pilot.press(*"inter", "enter", *"resp", "enter")
        assert "The same for T, R in 1 other file?" in seen(pilot)
        await pilot.press("y", "j", "enter", "enter", *"other", "enter", "n")
        await settled(pilot)
        assert len(names(study)) == 2
        await pilot.press("f2")
        await settled(pilot)
        assert names(study)[2:] == ["bo", "anna [b]"]
        assert roles(study, "bo") == {"T": "interviewer", "R": "respondent"}
        assert roles(study, "anna [b]") == {"T": "interviewer", "R": "other"}
        assert not any("--role T" in w for w in study.documents.get("bo").warnings)
        assert workspace.passage is not None
        assert workspace.passage.name == "bo"
        assert study.documents.get("bo").id not in study.language_indexes.missing()
        await pilot.press("u", "u", "y")
        assert len(names(study)) == 2


async def test_a_folder_is_read_a_refused_file_is_named_one_left_out_and_the_others_are_one_change(
    study: Study, screen: Open, folder: Path
) -> None:
    (folder / "twin.txt").write_text(OPEN.format(who="Anna"), encoding="utf-8")
    async with screen((80, 24)) as (workspace, pilot):
        await read(workspace, pilot, str(folder))
        shown = seen(pilot)
        assert "! empty.txt" in shown
        assert "! twin.txt" in shown
        assert "✓ anna [b]" in shown
        assert "photo" not in shown
        assert "nothing is stored before it is imported" in shown
        assert "F2 import" in shown
        await pilot.press("j", "x")
        assert "– bo" in seen(pilot)
        await pilot.press("j", "j")
        assert "refused: empty.txt" in seen(pilot)
        await pilot.press("f2")
        assert "4 speakers will stay without a role. Import 2 files?" in seen(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert names(study)[2:] == ["anna [b]", "cyril"]
        assert roles(study, "cyril") == {"T": "unknown", "R": "unknown"}
        study.history.undo()
        assert names(study) == ["R01", "R02"]


async def test_escape_stores_nothing_and_asks_only_where_something_was_settled(
    study: Study, screen: Open, folder: Path
) -> None:
    async with screen() as (workspace, pilot):
        await read(workspace, pilot, str(folder / "bo.txt"))
        await pilot.press("escape")
        assert pilot.app.screen is workspace
        await read(workspace, pilot, str(folder / "bo.txt"))
        await pilot.press("o", *"inter", "enter", "escape", "escape")
        assert "What you settled here is lost." in seen(pilot)
        await pilot.press("n")
        assert now_on(pilot).results[0].speakers[0].role == "interviewer"
        await pilot.press("escape", "y")
        assert pilot.app.screen is workspace
        assert names(study) == ["R01", "R02"]


async def test_language_case_name_attribute_and_a_rare_speaker_are_stored(
    study: Study, screen: Open, folder: Path
) -> None:
    async with screen() as (workspace, pilot):
        await read(workspace, pilot, str(folder / "bo.txt"))
        assert "Matka (1). s confirms one." in " ".join(seen(pilot).split())
        assert "--role" not in seen(pilot)
        await pilot.press("c", *"r02", "enter")
        await pilot.press("L", *"swed", "enter", "n", "end", *" [i]", "enter")
        await pilot.press("a", *"site = ward 3", "enter")
        await pilot.press("s", *"nobody", "enter")
        assert any("No line" in n.message for n in pilot.app._notifications)
        await pilot.press("escape", "s", *"matka", "enter", *"other", "enter")
        await settled(pilot)
        shown = seen(pilot)
        assert "case: R02 · site = ward 3" in shown
        assert "Matka  other" in shown
        await pilot.press("f2", "y")
        await settled(pilot)
        document = study.documents.get("bo [i]")
        assert (document.case, document.language) == ("R02", "sv")
        assert study.cases.get("R02").attributes == {"site": "ward 3"}
        assert roles(study, "bo [i]")["Matka"] == "other"


async def test_a_text_or_name_that_is_there_already_is_refused_before_anything_is_stored(
    study: Study, screen: Open, folder: Path
) -> None:
    (folder / "R01.txt").write_text(TALK, encoding="utf-8")
    async with screen() as (workspace, pilot):
        await read(workspace, pilot, str(folder / "R01.txt"))
        assert "in the study already, as “R01”" in " ".join(seen(pilot).split())
        await pilot.press("f2")
        assert any("nothing to import" in n.message for n in pilot.app._notifications)
        await pilot.press("escape")
        await read(workspace, pilot, str(folder / "bo.txt"))
        await pilot.press("n", "end", *["backspace"] * 2, *"r02", "enter", "f2", "y")
        assert "there is a document “R02” already" in " ".join(seen(pilot).split())
        assert names(study) == ["R01", "R02"]


async def test_names_of_the_folder_used_last_are_listed_and_completed(
    study: Study, screen: Open, folder: Path
) -> None:
    import_folder.remember(folder.parent)
    async with screen((80, 24)) as (workspace, pilot):
        await pilot.press("ctrl+o", *"my")
        line = workspace.path_bar
        assert "my interviews/" in seen(pilot)
        await pilot.press("tab")
        assert line.input.value == '"my interviews/'
        assert [str(item.key) for item in line.names.items] == [
            "older/", "anna [b].txt", "bo.txt", "cyril.txt", "empty.txt",
        ]  # fmt: skip
        await pilot.press(*"an", "tab", *'"my', "tab", "down", "down", "down", "enter")
        assert line.input.value == '"my interviews/anna [b].txt" "my interviews/bo.txt" '
        await pilot.press("enter")
        await settled(pilot)
        assert [r.document for r in now_on(pilot).results] == ["anna [b]", "bo"]
        assert import_folder.recall() == folder
        await pilot.press("escape", "ctrl+o", *"c*.txt", "enter")
        await settled(pilot)
        assert [r.document for r in now_on(pilot).results] == ["cyril"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("none.txt", "none.txt"), ("*.vtt", "No transcript fits"), ("older", "no transcript in")],
)
async def test_a_path_that_leads_nowhere_is_said_and_the_line_stays(
    screen: Open, folder: Path, typed: str, words: str
) -> None:
    import_folder.remember(folder)
    async with screen() as (workspace, pilot):
        await pilot.press("ctrl+o", *typed, "enter")
        assert words in list(pilot.app._notifications)[-1].message
        assert workspace.context == "path"
        assert workspace.path_bar.input.value == typed


def test_paths_in_a_line_are_told_apart_and_completed() -> None:
    line = "~/a.txt 'b c.txt' d\\ e.txt \"open f"
    assert [text for _, text in tokens(line, escapes=True)] == ["~/a.txt", "b c.txt", "d e.txt", "open f"]
    assert tokens("C:\\notes\\a.txt", escapes=False) == [(0, "C:\\notes\\a.txt")]
    assert split_name("a/b/c") == ("a/b/", "c")
    assert common(["abc", "abd", "abx"], "ab") == ""
    assert completed('x "my no', 2, 8, "my notes.txt", True) == ('x "my notes.txt" ', 17)


async def test_leaving_while_files_are_read_stops_that(study: Study, screen: Open, folder: Path) -> None:
    async with screen() as (workspace, pilot):
        await pilot.press("ctrl+o")
        workspace.path_bar.input.value = str(folder)
        await pilot.press("enter", "escape")
        await settled(pilot)
        assert pilot.app.screen is workspace
        assert names(study) == ["R01", "R02"]
        await pilot.press("t")
        assert workspace.pane.caret > 0
