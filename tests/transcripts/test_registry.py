from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import FileError
from qualcode.transcripts import read, suffixes
from tests.formats.test_gate import ENTITY, OLE, packed
from tests.formats.wordfile import docx, para

SPEECH = "I: Jak?\nR: Tak.\n" * 3
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nano\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nano\n"


def test_suffixes_of_all_formats() -> None:
    assert {".docx", ".txt", ".md", ".vtt", ".srt"} <= set(suffixes())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "a.txt",
            docx(para("x")),
            r"ends in \.txt, but its content is a Word document; give it the suffix \.docx",
        ),
        ("a.txt", packed({"a": "b"}), r"ends in \.txt, but its content is a zip archive"),
        ("a.txt", VTT, r"ends in \.txt, but its content is WebVTT subtitles; give it the suffix \.vtt"),
        ("a.md", SRT, r"ends in \.md, but its content is SubRip subtitles"),
        ("a.txt", "{\\rtf1 x}", r"ends in \.txt, but its content is a rich text document"),
        ("a.txt", b"%PDF-1.4", r"ends in \.txt, but its content is a PDF; give it the suffix"),
        ("a.txt", OLE + b"x", r"ends in \.txt, but: a\.txt is an old Word document"),
        ("a.txt", b"\x00\x01\x02\x03" * 99, "binary"),
        ("a.txt", b"", "is empty"),
        ("a.txt", " \n\t\u00a0\n", "is empty"),
        ("a.md", b"\xef\xbb\xbf\n", "is empty"),
        (
            "a.vtt",
            SPEECH,
            r"ends in \.vtt, but its content is plain text: the first line must begin with WEBVTT",
        ),
        ("a.vtt", SRT, r"ends in \.vtt, but its content is SubRip subtitles; give it the suffix \.srt"),
        ("a.vtt", "  \n", "is empty"),
        ("a.srt", SPEECH, r"ends in \.srt, but its content is plain text"),
        ("a.srt", VTT, r"ends in \.srt, but its content is WebVTT"),
        ("a.docx", SPEECH, r"ends in \.docx, but its content is plain text; give it the suffix \.txt"),
        ("a.docx", OLE, "old Word document"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        ("a.docx", docx(para("x"))[:300], "truncated or damaged"),
        ("a.docx", packed({"x": "y"}), "not a Word document"),
        ("a.docx", packed({"[Content_Types].xml": "<a/>", "xl/w.xml": "<a/>"}), "an Excel workbook"),
        ("a.docx", docx(para("x"), {"evil.xml": ENTITY}), "document type"),
        ("a.docx", docx(para("  ")), "is empty"),
        ("a.docx", b"\x00" * 10, "is empty"),
        ("a.docx", b"\x01\x02\x00" * 10, "damaged or holds something else"),
        ("a.pdf", b"%PDF-1.4", "truncated or damaged"),
        ("a.pdf", SPEECH, r"ends in \.pdf, but its content is plain text; give it the suffix \.txt"),
        ("a.ps", b"%!PS", r"files ending in \.ps are not"),
        ("a", SPEECH, "files without a suffix are not"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_or_two(
    tmp_path: Path, name: str, content: bytes | str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FileError, match=words) as caught:
        read(path)
    assert name in str(caught.value)
    assert len(str(caught.value)) < 250
    assert "Traceback" not in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no file"):
        read(tmp_path / "no.docx")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(FileError, match="folder"):
        read(tmp_path / "folder.txt")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT", ".markdown"])
def test_the_text_of_a_text_file_is_its_own(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    own = "# Titul\n\nI: Jak?  \n\tR: **tak** \\[smích\\]\n\n\nI: a\u00a0b…\n"
    path.write_bytes(("\ufeff" + own.replace("\n", "\r\n")).encode())
    transcript, data = read(path)
    assert transcript.text == own
    assert data == path.read_bytes()


def test_old_code_pages_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(
        "T: Šťastný člověk, žena a dítě. Příště přijdu dřív.\nR: Možná že ne.\n".encode("iso-8859-2")
    )
    transcript, _ = read(path, language="cs")
    assert transcript.text.startswith("T: Šťastný člověk, žena")
    assert "old code page iso-8859-2" in transcript.warnings[0]


def test_damage_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(("ěščřžýáíé " * 9).encode() + b"\xff\n" + b"a" * 500 + b"\x02")
    transcript, _ = read(path)
    assert transcript.text.count("\ufffd") == 2
    assert "damaged bytes" in transcript.warnings[0]
