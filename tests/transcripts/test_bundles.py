"""Zip archives of transcripts: each member a file of its own, and every trap refused."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from qualcode.errors import FileError
from qualcode.transcripts.bundles import MOST, Given, given_files
from qualcode.transcripts.finding import find_files
from tests.formats.wordfile import docx, para, run

TALK = b"T: Who comes?\n\nR: People from the street.\n\n" * 4
DOCTYPE = b'<?xml version="1.0"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n<Trans/>'


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def read(path: Path, language: str | None = None) -> list[Given]:
    return list(given_files([path], language))


def refusal(given: Given) -> str:
    with pytest.raises(FileError) as caught:
        given.data()
    return str(caught.value)


def test_each_transcript_is_a_file_and_what_systems_put_beside_them_is_left(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "talks.zip",
        {
            "wave 2/R10.txt": TALK + b"two",
            "wave 2/R2.txt": TALK,
            "R02.docx": b"PK stays itself",
            "speech.trs": DOCTYPE,
            "__MACOSX/wave 2/._R2.txt": b"x",
            "wave 2/.DS_Store": b"x",
            ".hidden/R11.txt": TALK,
            "~$R02.docx": b"x",
            "photo.jpg": b"\xff\xd8\xff",
            "cases.csv": b"case,site\nR2,ward\n",
        },
    )
    files = read(path)
    assert [file.name for file in files] == ["R02.docx", "speech.trs", "R2.txt", "R10.txt"]
    assert [file.data() for file in files] == [b"PK stays itself", DOCTYPE, TALK, TALK + b"two"]
    assert {file.path for file in files} == {path}


def test_two_members_of_one_name_keep_their_folders(tmp_path: Path) -> None:
    path = packed(tmp_path / "talks.zip", {"a/R1.txt": TALK, "b/r1.TXT": TALK + b"b", "R2.txt": TALK})
    assert [file.name for file in read(path)] == ["a/R1.txt", "b/r1.TXT", "R2.txt"]


def test_names_that_older_programs_packed_are_spelled_as_they_were_meant(tmp_path: Path) -> None:
    for language, encoding in (("cs", "cp852"), ("sv", "cp850"), ("cs", "utf-8")):
        name = "žena č. 1.txt" if language == "cs" else "ängel på ö.txt"
        path = packed(tmp_path / "old.zip", {"x" * len(name.encode(encoding)): TALK})
        path.write_bytes(path.read_bytes().replace(b"x" * len(name.encode(encoding)), name.encode(encoding)))
        data = path.read_bytes()
        assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].flag_bits & 0x800 == 0
        assert [file.name for file in read(path, language)] == [name]


def encrypted(path: Path) -> Path:
    data = bytearray(packed(path, {"R1.txt": TALK}).read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(sign) + place
        data[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] | 1)
    path.write_bytes(data)
    return path


def test_archives_that_are_traps_are_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "talks.zip"
    cases = [
        ({"R1.txt": b"0" * 60_000_000, "R2.txt": TALK}, "like a trap"),
        ({"../R1.txt": TALK}, "unsafe name"),
        ({"/etc/R1.txt": TALK}, "unsafe name"),
        ({f"R{n}.txt": TALK for n in range(MOST + 1)}, f"{MOST + 1} transcripts"),
        ({"photo.jpg": b"x"}, "There is no transcript in talks.zip; the formats are"),
    ]
    for members, words in cases:
        (given,) = read(packed(path, members))
        sentence = refusal(given)
        assert words in sentence
        assert "talks.zip" in sentence
        assert given.name == "talks.zip"
    (given,) = read(encrypted(path))
    assert "password-protected" in refusal(given)


def test_an_archive_in_an_archive_is_refused_by_name_and_the_others_are_read(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"R1.txt": TALK}).read_bytes()
    nested, talk = read(packed(tmp_path / "outer.zip", {"inner.zip": inner, "R1.txt": TALK}))
    assert "inner.zip in outer.zip is refused" in refusal(nested)
    assert talk.data() == TALK


def test_an_empty_member_is_named_and_so_is_what_is_no_archive(tmp_path: Path) -> None:
    (empty,) = read(packed(tmp_path / "a.zip", {"R1.txt": b""}))
    assert refusal(empty).startswith("R1.txt is empty")
    for data, words in (
        (docx(para(run("Hello"))), "a Word document; give it the suffix .docx"),
        (TALK, "it is not a zip archive"),
        (b"", "is empty"),
        (b"%PDF-1.7", "a PDF"),
    ):
        (tmp_path / "b.zip").write_bytes(data)
        assert words in refusal(read(tmp_path / "b.zip")[0])


def test_a_pattern_finds_archives_and_a_folder_leaves_them(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"R1.txt": TALK})
    (tmp_path / "R1.txt").write_bytes(TALK)
    assert [path.name for path in find_files([tmp_path / "*.zip"])] == ["a.zip"]
    assert [path.name for path in find_files([tmp_path])] == ["R1.txt"]
