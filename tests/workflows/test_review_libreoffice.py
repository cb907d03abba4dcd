"""The round trip with a reviewer who works in LibreOffice, for real."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.reviews import Proposal
from qualcode.study import Study
from qualcode.workflows.reviewing import export_review, import_review
from tests.workflows.review_study import BRIEF, coded
from tests.workflows.word_reviewer import Reviewer, w

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def convert(files: list[Path], to: str, folder: Path, profile: Path) -> None:
    """Open files in LibreOffice and save them in another folder."""
    assert OFFICE is not None
    done = subprocess.run(
        [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)],
        capture_output=True, timeout=180, check=False,
    )  # fmt: skip
    assert all((folder / f"{file.stem}.{to.partition(':')[0]}").exists() for file in files), done.stderr


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with its files as they went out, as Word edited them, as LibreOffice saved both, and as it edited them itself."""
    folder = tmp_path_factory.mktemp("office")
    with coded(folder) as study:
        export_review(study, folder / "codebook.docx")
        export_review(study, folder / "interview.docx", document="interview")
    book = Reviewer(folder / "codebook.docx")
    book.track(book.at_place("c2_brief"), "each other", "one another")
    book.type(book.at_place("c2_when_not"), "When it is only asked about")
    book.comment(book.saying("I trust him, and"), "he trusts me", "Is this trust?\nOr hope?")
    book.comment(book.at_place("c3_name"), "", "Split this?")
    book.save(folder / "word_codebook.docx")
    talk = Reviewer(folder / "interview.docx")
    ours = talk.own_comment("R01:3").get(w("id"))
    talk.reply(str(ours), "Rather hope")
    talk.comment(talk.saying("And when he"), "when he stops", "Leading question")
    talk.save(folder / "word_interview.docx")
    names = ("codebook", "interview", "word_codebook", "word_interview")
    files = [folder / f"{name}.docx" for name in names]
    (folder / "office").mkdir()
    (folder / "edited").mkdir()
    convert(files, "docx:Office Open XML Text", folder / "office", folder / "profile")
    convert(files[:1], "odt", folder / "edited", folder / "profile")
    edit_text(folder / "edited" / "codebook.odt", BRIEF, "Believing in somebody")
    convert(
        [folder / "edited" / "codebook.odt"],
        "docx:Office Open XML Text",
        folder / "edited",
        folder / "profile",
    )
    return folder


def edit_text(path: Path, old: str, new: str) -> None:
    """Edit the text of an OpenDocument file and add a comment, as LibreOffice stores both."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    content = parts["content.xml"].decode("utf-8")
    assert old in content
    note = (
        "<office:annotation><dc:creator>Eva Malá</dc:creator><dc:date>2026-11-21T10:00:00</dc:date>"
        "<text:p>Of whom?</text:p></office:annotation>"
    )
    content = content.replace(old, new + note, 1)
    parts["content.xml"] = content.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.fixture
def study(saved: Path, tmp_path: Path) -> Iterator[Study]:
    with Study.open(shutil.copy(saved / "study.qualcode", tmp_path), actor="Tester") as opened:
        yield opened


def told(found: tuple[Proposal, ...]) -> set[tuple[str, ...]]:
    return {(p.kind, p.target, p.field, p.old, p.new, p.said, p.about, p.author, p.matched) for p in found}


@pytest.mark.parametrize("name", ["codebook", "interview"])
def test_a_file_that_was_only_saved_brings_nothing(saved: Path, study: Study, name: str) -> None:
    result = import_review(study, saved / "office" / f"{name}.docx")
    assert (result.found, result.notes, result.review is not None) == ((), (), True)


@pytest.mark.parametrize("name", ["codebook", "interview"])
def test_what_was_written_in_word_survives_saving_in_libreoffice(
    saved: Path, study: Study, name: str
) -> None:
    import_review(study, saved / f"word_{name}.docx")
    before = study.proposals.list()
    assert before
    study.history.undo()
    import_review(study, saved / "office" / f"word_{name}.docx")
    plain = {(p.target, p.field, p.new, p.said) for p in before}
    assert {(p.target, p.field, p.new, p.said) for p in study.proposals.list()} == plain
    dated = {
        each
        for each in told(before)
        if each[7] == "Jana Nová" and (each[0] == "comment" or each[2] == "brief")
    }
    assert dated <= told(study.proposals.list()), "with author, words and the way they were matched"


def test_edits_and_comments_made_in_libreoffice_come_back(saved: Path, study: Study) -> None:
    import_review(study, saved / "edited" / "codebook.docx")
    found = {
        (p.kind, p.target, p.field, p.new or p.said, p.author, p.matched) for p in study.proposals.list()
    }
    assert ("edit", "trust", "brief", "Believing in somebody", "", "id") in found
    assert ("comment", "trust", "brief", "Of whom?", "Eva Malá", "id") in found
    assert len(found) == 2
