"""What is not read where a folder, a pattern or an archive stands for its transcripts is said."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qualcode.errors import FileError
from qualcode.transcripts.bundles import given_files
from qualcode.transcripts.finding import find_files, left_behind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    (folder / "older").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("R1.txt", "ages.csv", "sites.tsv", "work.xlsx", "rest.zip", "talk.m4a", ".DS_Store", "~$R1.docx", "my.qualcode-wal", "Thumbs.db"):  # fmt: skip
        (folder / name).write_text("T: Who?\n", encoding="utf-8")
    (folder / "older" / "R2.txt").write_text("T: Who?\n", encoding="utf-8")
    return folder


def test_a_folder_says_which_tables_archives_folders_and_other_files_are_left(folder: Path) -> None:
    (said,) = left_behind([folder])
    assert said == (
        f"Not read in the folder {folder}: 3 tables (“ages.csv”, “sites.tsv” and “work.xlsx”), 1 archive (“rest.zip”) and "
        "1 folder (“older”), which have to be named themselves; 1 file of another kind (“talk.m4a”)."
    )


def test_what_is_named_beside_its_folder_is_not_left(folder: Path) -> None:
    named = [folder / name for name in ("ages.csv", "sites.tsv", "work.xlsx", "rest.zip", "older")]
    (said,) = left_behind([folder, *named])
    assert said == f"Not read in the folder {folder}: 1 file of another kind (“talk.m4a”)."
    (folder / "talk.m4a").unlink()
    assert left_behind([folder, *named]) == ()
    assert left_behind([folder / "R1.txt", folder / "none.txt"]) == ()


def test_a_pattern_says_what_fits_it_and_is_left(folder: Path) -> None:
    (said,) = left_behind([folder / "[o-z]*"])
    assert "1 folder (“older”), which has to be named itself; 1 file of another kind (“talk.m4a”)." in said
    assert left_behind([folder / "*.csv"]) == ()


def test_a_folder_of_tables_or_folders_only_says_that_these_have_to_be_named(folder: Path) -> None:
    (folder / "older" / "R2.txt").rename(folder / "older" / "ages.csv")
    with pytest.raises(FileError) as caught:
        find_files([folder / "older"])
    assert str(caught.value) == (
        f"There is no transcript in the folder {folder / 'older'}, only 1 table (“ages.csv”), which has to be named itself."
    )
    for name in ("R1.txt", "ages.csv", "sites.tsv", "work.xlsx", "rest.zip"):
        (folder / name).unlink()
    with pytest.raises(FileError, match=r"only 1 folder \(“older”\), which has to be named itself"):
        find_files([folder])
    (folder / "older" / "ages.csv").unlink()
    with pytest.raises(FileError, match="older; the formats are "):
        find_files([folder / "older"])


def test_many_names_are_cut(folder: Path) -> None:
    for n in range(20):
        (folder / f"table{n}.csv").write_text("a", encoding="utf-8")
    (said,) = left_behind([folder])
    assert "23 tables (“ages.csv”, “sites.tsv”, “table0.csv” and 20 more)" in said


def test_an_archive_says_what_of_it_is_left(tmp_path: Path) -> None:
    path = tmp_path / "talks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (
            "wave 2/R1.txt",
            "wave 2/ages.csv",
            "photo.jpg",
            "__MACOSX/._R1.txt",
            "inner.zip",
            ".DS_Store",
        ):
            archive.writestr(name, "T: Who?\n")
    files = list(given_files([path]))
    assert [file.name for file in files] == ["inner.zip", "R1.txt"]
    assert {file.left for file in files} == {
        "Not read in talks.zip: 1 table (“ages.csv”), which has to be taken out and named itself; "
        "1 file of another kind (“photo.jpg”)."
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ages.csv", "case\n")
    (refused,) = given_files([path])
    with pytest.raises(
        FileError, match=r"talks\.zip, only 1 table \(“ages\.csv”\), which has to be taken out and named"
    ):
        refused.data()
