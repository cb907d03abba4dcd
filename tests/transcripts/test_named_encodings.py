"""Transcripts in an encoding that the user names: every format of text, and those that have none."""

from __future__ import annotations

import json

import pytest

from qualcode.errors import FileError, InputError
from qualcode.transcripts.format import TEXTS
from qualcode.transcripts.registry import FORMATS, read_bytes
from tests.formats.wordfile import docx, para, run

SAID = "Přišla žena a řekla, že už nemůže."
FILES = {
    "a.txt": f"T: Kdo?\n\nR: {SAID}\n\n" * 3,
    "a.md": f"T: Kdo?\n\nR: {SAID}\n\n" * 3,
    "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v R>{SAID}</v>\n",
    "a.srt": f"1\n00:00:01,000 --> 00:00:02,000\nR: {SAID}\n",
    "a.csv": f"speaker;text\nR;{SAID}\n",
    "a.json": json.dumps([{"start": 0, "end": 1, "text": SAID, "speaker": "R"}], ensure_ascii=False),
    "a.otr": json.dumps({"text": f"<p>R: {SAID}</p>", "media-time": 1, "media": ""}, ensure_ascii=False),
    "a.html": f"<html><head><meta charset='windows-1250'></head><body><p>R: {SAID}</p></body></html>",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["cp852", "mac-latin2"])
def test_every_format_of_text_is_read_in_the_encoding_that_is_named(name: str, encoding: str) -> None:
    transcript = read_bytes(FILES[name].encode(encoding), name, language="cs", encoding=encoding)
    assert SAID in transcript.text
    assert "code page" not in " ".join(transcript.warnings)
    assert "--encoding" not in " ".join(transcript.warnings)


def test_all_formats_of_text_are_tried_here() -> None:
    suffixes = {suffix for known in FORMATS if known.name in TEXTS for suffix in known.suffixes[:1]}
    assert suffixes == {f".{name.split('.')[1]}" for name in FILES}


def test_a_guessed_code_page_says_how_to_name_another() -> None:
    transcript = read_bytes(FILES["a.txt"].encode("cp852"), "a.txt", language="cs")
    assert SAID not in transcript.text
    assert "give --encoding NAME" in transcript.warnings[0]


def test_utf8_that_is_read_as_something_else_says_so() -> None:
    transcript = read_bytes(FILES["a.txt"].encode(), "a.txt", encoding="cp852")
    assert "its bytes are UTF-8" in transcript.warnings[0]
    assert not any(
        "UTF-8" in said for said in read_bytes(FILES["a.txt"].encode(), "a.txt", encoding="utf8").warnings
    )


def test_a_format_that_says_itself_how_it_is_written_leaves_the_name_aside() -> None:
    body = docx(para(run(f"R: {SAID}")))
    transcript = read_bytes(body, "a.docx", encoding="cp852")
    assert SAID in transcript.text
    assert "--encoding cp852 was left aside" in transcript.warnings[-1]


def test_a_wrong_name_is_refused_for_every_format() -> None:
    for name, data in (("a.txt", b"R: Ano."), ("a.docx", docx(para("R: Ano.")))):
        with pytest.raises(InputError, match="no encoding that is known"):
            read_bytes(data, name, encoding="czech")
    with pytest.raises(FileError, match="cannot be read in utf-8"):
        read_bytes(FILES["a.txt"].encode("cp852"), "a.txt", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[" * 100_000),
        ("a.json", "[" * 100_000 + "]" * 100_000),
        ("a.json", "[[1, 2], [3]]"),
        ("a.otr", "[[]]"),
    ],
)
def test_json_that_is_no_transcript_is_not_called_plain_text(name: str, content: str) -> None:
    with pytest.raises(
        FileError, match=r"is JSON, but no transcript: it is nested too deeply or holds no segments"
    ):
        read_bytes(content.encode(), name)


def test_talk_that_is_called_json_is_still_called_plain_text() -> None:
    for content in ("R: Ano.\n", "[00:00:05] R: Ano.\n", "[Smích.] Ano.\n"):
        with pytest.raises(FileError, match=r"plain text; give it the suffix \.txt"):
            read_bytes(content.encode(), "a.json")
