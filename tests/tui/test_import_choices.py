"""What can be settled on the import screen beside roles: layout, joined labels, interviews in a file, cases by name, notes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qualcode.study import Study
from qualcode.tui import import_folder
from qualcode.tui.actions import ACTIONS
from qualcode.tui.screens.help import help_rows
from tests.formats.wordfile import docx, para, run
from tests.tui.conftest import Open
from tests.tui.test_import_screen import names, now_on, read, roles, seen, settled

SMALL, LARGE = (80, 24), (160, 48)
TALK = (
    "T: What do you do when {who} does not come?\n\nR: We go and look for {who}, the two of us.\n\n"
    "T: And then?\n\nR: Then we talk, {who} and I.\n\nT: For long?\n\nR: As long as {who} likes.\n\n"
)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_roles_of_earlier_documents_are_shown_and_confirmed_by_the_import(
    study: Study, screen: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "b.txt").write_text(TALK.format(who="Bo"), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "talks.zip", "w") as archive:
        archive.writestr("one/a.txt", TALK.format(who="Anna"))
    import_folder.remember(tmp_path)
    async with screen(size) as (workspace, pilot):
        await pilot.press("ctrl+o", *"talks")
        assert [str(item.key) for item in workspace.path_bar.names.items] == ["talks.zip"]
        await pilot.press("escape")
        files = await read(workspace, pilot, f'"{tmp_path}/talks.zip"')
        assert [result.document for result in files.results] == ["a"]
        assert "no role yet" in seen(pilot), "nobody was called T or R before"
        await pilot.press("o", *"inter", "enter", *"resp", "enter", "f2")
        await settled(pilot)
        files = await read(workspace, pilot, str(tmp_path / "b.txt"))
        shown = words(seen(pilot))
        assert "interviewer, as in “a”" in words(str(files.describe()))
        assert "without a role" not in shown
        await pilot.press("escape")
        assert pilot.app.screen is workspace, "what was only proposed is not asked about"
        await read(workspace, pilot, str(tmp_path / "b.txt"))
        await pilot.press("o", "enter", *"other", "enter", "f2")
        await settled(pilot)
        assert roles(study, "b") == {"T": "interviewer", "R": "other"}
        assert not any("--role" in warning for warning in study.documents.get("b").warnings)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_file_is_divided_into_its_interviews_and_put_together_again(
    study: Study, screen: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    text = "".join(f"ROZHOVOR {n}\n\n{TALK.format(who=f'host {n}')}" for n in (1, 2, 3))
    (tmp_path / "all.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TALK.format(who="Bo"), encoding="utf-8")
    async with screen(size) as (workspace, pilot):
        files = await read(workspace, pilot, f'"{tmp_path}/b.txt" "{tmp_path}/all.txt"')
        await pilot.press("d")
        assert any("Only one interview" in n.message for n in pilot.app._notifications)
        await pilot.press("j")
        assert "3 interviews in this file" in words(str(files.describe()))
        assert "; d makes a document of each" in words(str(files.describe()))
        await pilot.press("d")
        assert [r.document for r in files.results] == ["b", *(f"all – ROZHOVOR {n}" for n in (1, 2, 3))]
        assert "all – ROZHOVOR 1" in seen(pilot)
        await pilot.press("j", "d")
        assert [r.document for r in files.results] == ["b", "all"]
        await pilot.press("d", "j", "o", *"inter", "enter", *"resp", "enter", "n")
        await settled(pilot)
        await pilot.press("k", "k", "x", "f2", "y")
        await settled(pilot)
        assert names(study)[2:] == [f"all – ROZHOVOR {n}" for n in (1, 2, 3)]
        assert roles(study, "all – ROZHOVOR 2") == {"T": "interviewer", "R": "respondent"}
        assert len({document.case for document in study.documents.list()}) == 5
        assert "host 1" not in study.documents.source("all – ROZHOVOR 2")[1].decode()


async def test_labels_that_look_like_one_are_joined_and_taken_apart(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(
        "Interviewer: Why?\n\nKarin Berg: Because.\n\n" * 6 + "Interviewer: So?\n\nKarin Brg: Well.\n",
        encoding="utf-8",
    )
    async with screen(LARGE) as (workspace, pilot):
        files = await read(workspace, pilot, str(tmp_path / "a.txt"))
        assert "Karin Brg (1) may be Karin Berg (6); m joins them." in words(str(files.describe()))
        await pilot.press("m")
        assert "Karin Brg is Karin Berg" in seen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert {s.label: s.turns for s in files.results[0].speakers} == {"Interviewer": 7, "Karin Berg": 7}
        await pilot.press("m", *"not", "enter")
        await settled(pilot)
        assert files.choices[0].same == {}
        assert [s.turns for s in files.results[0].speakers if s.label == "Karin Berg"] == [6]
        await pilot.press("m", *"two", "enter", *"karin", "enter", *"inter", "enter")
        await settled(pilot)
        assert [s.label for s in files.results[0].speakers][:1] == ["Interviewer"]
        await pilot.press("m", *"karin berg is not", "enter")
        await settled(pilot)
        await pilot.press("m", *"brg", "enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert set(roles(study, "a")) == {"Interviewer", "Karin Berg"}


async def test_cases_and_values_are_taken_from_names_by_a_pattern_that_is_shown_at_work(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    for n, name in enumerate(("R07_ward_2025", "R08_street_2024", "notes")):
        (tmp_path / f"{name}.txt").write_text(TALK.format(who=f"person {n}"), encoding="utf-8")
    async with screen(SMALL) as (workspace, pilot):
        files = await read(workspace, pilot, f"{tmp_path}/*.txt")
        await pilot.press("g", "j", "p")
        assert "does not fit" in seen(pilot)
        await pilot.press(*"{site}_{year}")
        assert "R07 · site = ward · year = 2025" in seen(pilot)
        await pilot.press("enter")
        assert "the pattern fits 2 of 3 files" in seen(pilot)
        assert [r.case for r in files.results] == ["", "R07", "R08"]
        await pilot.press("p", *(["backspace"] * 30), *"{year}", "enter")
        assert any("no {case}" in n.message for n in pilot.app._notifications)
        await pilot.press(*(["backspace"] * 30), *"{case}_{place}_{year}", "enter")
        assert files.results[1].attributes == {"place": "ward", "year": "2025"}
        await pilot.press("g")
        assert "does not fit its name" in words(str(files.describe()))
        await pilot.press("f2", "y")
        await settled(pilot)
        assert study.cases.get("R08").attributes == {"place": "street", "year": "2024"}
        assert study.documents.get("notes").case == "R03"


async def test_bold_questions_and_comments_of_a_word_file_are_read_when_that_is_asked(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    comment = (
        '<w:comments NAMESPACES><w:comment w:id="1" w:author="Vera">'
        "<w:p><w:r><w:t>Ask again.</w:t></w:r></w:p></w:comment></w:comments>"
    )
    anchor = (
        '<w:commentRangeStart w:id="1"/>' + run("in the cellar") + '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    body = "".join(
        para(run(f"Where did you live in year {n}?", "<w:b/>")) + para(run("Somewhere, "), anchor if n == 2 else run("mostly"), run("."))
        for n in range(1, 5)
    )  # fmt: skip
    (tmp_path / "a.docx").write_bytes(docx(body, {"comments.xml": comment}))
    (tmp_path / "b.vtt").write_text(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann>Yes.\n", encoding="utf-8"
    )
    async with screen(SMALL) as (workspace, pilot):
        files = await read(workspace, pilot, f"{tmp_path}/*.*")
        assert "1 comment; N keeps them as memos" in words(str(files.describe()))
        assert "t says how they are shown" in words(str(files.describe()))
        await pilot.press("t", *"bold", "enter")
        await settled(pilot)
        assert {s.role: s.turns for s in files.results[0].speakers} == {"interviewer": 4, "respondent": 4}
        await pilot.press("N")
        assert "become memos" in words(str(files.describe()))
        await pilot.press("j", "t")
        assert any("no other way to read it" in n.message for n in pilot.app._notifications)
        await pilot.press("N", "x")
        assert any("no comments or footnotes" in n.message for n in pilot.app._notifications)
        await pilot.press("f2")
        await settled(pilot)
        assert names(study)[2:] == ["a"]
        (memo,) = study.memos.list()
        assert memo.text == "Comment by Vera: Ask again."
        (quotation,) = study.quotations.list()
        assert study.documents.text("a")[quotation.start : quotation.end] == "in the cellar"
        await pilot.press("u", "u", "y")
        assert names(study) == ["R01", "R02"]
        assert study.memos.list() == ()


async def test_how_a_file_was_read_is_shown_with_how_sure_its_language_is(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    czech = (
        "T: Jak to bylo, když jste přišla?\n\nR: Bylo to těžké, protože jsem se bála, že mě nevezmou.\n\n" * 4
    )
    (tmp_path / "a.txt").write_bytes(czech.encode("cp1250"))
    (tmp_path / "b.txt").write_text("T: Hm?\n\nR: Hm.\n\n" * 4, encoding="utf-8")
    async with screen(LARGE) as (workspace, pilot):
        await read(workspace, pilot, f"{tmp_path}/?.txt")
        shown = words(seen(pilot))
        assert "a.txt · cp1250 · " in shown
        assert "letters" in shown
        assert "language: cs," in shown
        assert "% sure" in shown
        await pilot.press("L", *"slovak", "enter")
        await settled(pilot)
        assert now_on(pilot).results[0].language == "sk"
        assert "% sure" not in words(seen(pilot))
        await pilot.press("j")
        assert "language: en, not recognised" in words(seen(pilot))


def test_help_names_the_keys_of_the_import_screen_where_it_is_asked_from_there() -> None:
    rows = dict(reversed(help_rows(ACTIONS, "", "files")))
    for key, words in (
        ("p", "pattern"),
        ("t", "bold"),
        ("m", "one speaker"),
        ("d", "interview"),
        ("N", "memos"),
    ):
        assert words in rows[key]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_file_is_read_again_in_the_encoding_that_is_chosen_by_its_look(
    study: Study, screen: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "a.txt").write_bytes(TALK.format(who="Žofie Dvořáková").encode("cp852"))
    (tmp_path / "b.docx").write_bytes(docx(para("T: Who?") + para("R: Nobody at all.")))
    async with screen(size) as (workspace, pilot):
        files = await read(workspace, pilot, f"{tmp_path}/?.*")
        assert "are right; where they are not, E names another." in words(str(files.describe()))
        assert "Žofie" not in str(files.describe())
        await pilot.press("E")
        assert "Žofie Dvořáková" in seen(pilot), "as it would read in cp852"
        assert "it cannot be read in this" in seen(pilot)
        await pilot.press(*"cp852", "enter")
        await settled(pilot)
        assert files.choices[0].encoding == "cp852"
        assert "Žofie Dvořáková does not come" in str(files.describe())
        await pilot.press("E", *"nothing", "enter")
        await settled(pilot)
        assert any("no encoding that is known" in n.message for n in pilot.app._notifications)
        assert files.choices[0].encoding == "cp852"
        await pilot.press("E", *"utf-8", "enter")
        await settled(pilot)
        assert any("cannot be read in utf-8" in n.message for n in pilot.app._notifications)
        assert files.choices[0].encoding == "cp852", "what cannot be read so stays as it was"
        await pilot.press("j", "E")
        assert any("says itself how its letters" in n.message for n in pilot.app._notifications)
        await pilot.press("k", "f2", "y")
        await settled(pilot)
        assert "Žofie Dvořáková" in study.documents.text("a")


async def test_what_was_not_read_in_a_folder_or_an_archive_is_shown(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    (tmp_path / "talks" / "older").mkdir(parents=True)
    (tmp_path / "talks" / "a.txt").write_text(TALK.format(who="Anna"), encoding="utf-8")
    (tmp_path / "talks" / "ages.csv").write_text("case;age\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("b.txt", TALK.format(who="Bo"))
        archive.writestr("sites.tsv", "case\tsite\n")
    async with screen(LARGE) as (workspace, pilot):
        files = await read(workspace, pilot, f"{tmp_path}/talks {tmp_path}/more.zip")
        assert "not all that lies there was read" in seen(pilot)
        said = words(str(files.describe()))
        assert "1 table (“ages.csv”) and 1 folder (“older”), which have to be named themselves." in said
        assert "sites.tsv" not in said
        await pilot.press("j")
        assert "Not read in more.zip: 1 table (“sites.tsv”)" in words(str(files.describe()))
        await pilot.press("escape")
        await read(workspace, pilot, f"{tmp_path}/talks/a.txt")
        assert "not all that" not in seen(pilot)


async def test_a_layout_without_labels_is_refused_for_a_file_with_labels(
    study: Study, screen: Open, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TALK.format(who="Anna"), encoding="utf-8")
    async with screen(SMALL) as (workspace, pilot):
        files = await read(workspace, pilot, str(tmp_path / "a.txt"))
        await pilot.press("t", *"alt", "enter")
        await settled(pilot)
        assert any("shows by labels who speaks: T (3), R (3)" in n.message for n in pilot.app._notifications)
        assert files.choices[0].layout == "labels"
        assert {s.label: s.turns for s in files.results[0].speakers} == {"T": 3, "R": 3}
