from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts import read_bytes

HEAD = (
    rb"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\froman\fcharset238 Times New Roman CE;}{\f1\fswiss\fcharset0 Arial;}"
    rb"{\f2\fnil\fcharset2 Symbol;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal text;}}"
    rb"{\info{\title Secret title}{\author Jana Tajn\'e1}}{\*\generator Nothing 1.0;}\pard\plain\f0 "
)
F4 = (
    HEAD + rb"I: Jak \'9alo r\'e1no? #00:00:05-3#\par B: \u352?\'9dastn\u283\'ec, pan\'ed. #00:00:09-0#\par "
    rb"I: A pak? #00:00:11-2#\par B: Nic (..) [sm\'edch]. #00:01:02-3#\par I: Dobr\'e1. #00:01:03-0#\par "
    rb"B: Ano.\line A ne. #00:01:09-9#\par }"
)


def rtf(data: bytes, language: str | None = None, labels: tuple[str, ...] = ()) -> Transcript:
    transcript = read_bytes(data, "x.rtf", language=language, labels=labels)
    assert canonical(transcript.text) == transcript.text
    return transcript


def body(content: bytes) -> bytes:
    return HEAD + content + b"}"


def text(content: bytes) -> str:
    return rtf(body(content)).text


def said(content: bytes) -> str:
    return " ".join(rtf(body(content)).warnings)


def test_a_file_of_f4_with_stamps_at_the_end_of_paragraphs() -> None:
    transcript = rtf(F4)
    assert transcript.text == (
        "I: Jak šlo ráno?\nB: Šťastně, paní.\nI: A pak?\nB: Nic (..) [smích].\nI: Dobrá.\nB: Ano.\nA ne."
    )
    assert [(t.label, t.start_time, t.end_time) for t in transcript.turns] == [
        ("I", None, 5300), ("B", 5300, 9000), ("I", 9000, 11200),
        ("B", 11200, 62300), ("I", 62300, 63000), ("B", 63000, 69900),
    ]  # fmt: skip
    assert not any("letters" in warning or "Left out" in warning for warning in transcript.warnings)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (rb"a {\deleted Jana }{\revised b}\par c", "a b\nc"),
        (rb"a {\b\deleted Jana {\i Nov\'e1kov\'e1 }\u352?\deleted0 b}", "a b"),
        (rb"a{\deleted\par Jana\par} b", "a b"),
        (rb"{\mvf old place}a {\mvt new place}", "a new place"),
        (rb"a{\v secret\v0 b}{\v secret\plain c}", "abc"),
        (rb"a{\footnote note {\deleted x}}b{\super\chftn{\*\footnote note}}", "ab"),
        (rb"a{\*\atnid JN}{\*\atnauthor Jana}\chatn{\*\annotation {\*\atndate 1}comment}b", "ab"),
        (rb"{\header Name}{\footerr page}a", "a"),
        (rb"{\headerl {\f1\fs20 {\b Name}}}a", "a"),
        (rb"a{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict 0011}}b{\pict\bin5 }}{{\b}c", "abc"),
        (rb"{\object{\*\objdata 0102}{\result seen {\pict 00}}}", "seen "),
        (rb'{\field{\*\fldinst HYPERLINK "http://x.invalid"}{\fldrslt {\ul link}}} a', "link a"),
        (
            rb"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt box\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext box}}}}a",
            "a",
        ),
        (rb"{\upr{ANSI}{\*\ud{\u352?nic}}}", "Šnic"),
        (rb"{\*\unknown leak}a{\*\bkmkstart leak}b{\xe leak}{\f1\footnote leak}", "ab"),
        (
            rb"\emdash\endash\ldblquote a\rdblquote\lquote\rquote\bullet\~\_\-x\{\}\\\tab y",
            "—–“a”‘’•\u00a0‑x{}\\\ty",
        ),
        (b"a\\\nb\\\r\nc", "a\nb\nc"),
        (rb"{\uc2\u352 ??x}{\uc0\u353y}{\u-26?}", "Šxšy\uffe6"),
        (rb"\u-10179?\u-8704?", "\U0001f600"),
        (rb"\u55357?x", "\ufffdx"),
        (rb"{\f1 \'e8}{\f0 \'e8}\'e8", "ččč"),
        (rb"{\f2 \'b7}a", "\ufffda"),
        (rb"a\sect b\page c\'09d\'0ae", "a\nb\nc\td\ne"),
        (b"raw \xe8\x01", "raw č\ufffd"),
        (rb"\nosuchword99999999999999 a\u99999999999999999999?b", "a\ufffdb"),
    ],
)
def test_what_is_read_and_what_must_not_leak(content: bytes, wanted: str) -> None:
    assert text(content) == canonical(wanted)


def test_what_was_left_out_is_said() -> None:
    words = said(
        rb"{\header Name}{\footer \par}a{\deleted Jana}{\revised b}{\v c}{\footnote n}{\*\annotation m}{\pict 00}"
        rb"{\shp{\*\shpinst{\shptxt boxed}}}{\object x}{\mvf y}{\*\moMath z}"
    )
    for part in (
        "Accepted: 1 tracked insertions", "1 tracked deletions", "1 hidden passages", "1 text boxes (5 letters)",
        "1 comments", "1 footnotes", "1 headers", "1 equations", "1 pictures", "1 embedded", "1 places",
    ):  # fmt: skip
        assert part in words
    assert "Jana" not in words
    assert "symbol font are shown as \ufffd: 1" in said(rb"a{\f2 \'b7}")
    assert "cannot be read are shown as \ufffd: 1" in said(rb"a\u55357?")
    assert "9 characters behind" in " ".join(rtf(body(b"a") + b" {\\rtf1 b}\0\0").warnings)


@pytest.mark.parametrize(
    ("page", "encoding", "words"),
    [
        (b"\\ansicpg1250", "cp1250", "Příliš žluťoučký kůň."),
        (b"\\ansicpg1252", "cp1252", "Åsa gick på överfart."),
        (b"\\ansicpg1251", "cp1251", "Привет"),
        (b"\\mac", "mac_roman", "Åsa é"),
    ],
)
def test_code_pages(page: bytes, encoding: str, words: str) -> None:
    digits = "".join(f"\\'{byte:02x}" for byte in words.encode(encoding)).encode()
    assert rtf(b"{\\rtf1\\ansi" + page + b" " + digits + b"}").text == words


def test_a_file_without_a_code_page_is_guessed_and_that_is_said() -> None:
    words = "Šťastný člověk, žena a dítě. Příště přijdu dřív, říkala."
    raw = b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 " + words.encode("cp1250") + b"}"
    transcript = rtf(raw, "cs")
    assert transcript.text == words
    assert "names no code page and was read as cp1250" in transcript.warnings[0]


def test_tables_of_speakers_and_others() -> None:
    row = rb"\trowd\cellx1\cellx2\pard\intbl %s\cell\pard\intbl %s\cell\row"
    rows = b"".join(row % pair for pair in [(b"Tazatelka", b"Jak?"), (b"R07", rb"Tak.\par A tak.")] * 3)
    transcript = rtf(body(rb"Rozhovor\par " + rows + rb"\pard konec\par"))
    assert (
        transcript.text == "Rozhovor\n" + "\n".join(["Tazatelka: Jak?", "R07: Tak.\nA tak."] * 3) + "\nkonec"
    )
    assert text(row % (b"saved by", b"Dennis") + rb"\pard x") == "saved by\nDennis\nx"


def test_automatic_numbers() -> None:
    item = rb"{\listtext\f1 %s\tab}%s\par "
    labels = body(b"".join(item % pair for pair in [(b"T:", b"Jak?"), (b"R:", b"Tak.")] * 3))
    assert rtf(labels).text == "\n".join(["T: Jak?", "R: Tak."] * 3)
    assert "2 automatic numbers" in said(item % (b"1.", b"a") + item % (b"2.", b"b"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (F4[:-2], "is truncated"),
        (F4[:300], "is truncated"),
        (HEAD[:60], "is truncated"),
        (HEAD + b"\\", "is damaged|is truncated"),
        (HEAD + b"{\\pict\\bin9999999 x}}", "is truncated"),
        (b"{\\rtf1", "is truncated"),
        (b"{\\rtf1 " + b"{" * 100_000, "nested too deeply"),
        (b"{\\rtf1 " + b"{" * 300 + b"a" + b"}" * 301, "nested too deeply"),
        (body(b""), "is empty"),
        (body(b"{\\deleted only}"), "is empty"),
        (b"", "is empty"),
        (b"\0\0", "is empty"),
        (b"plain", "its content is plain text"),
        (b"PK\x03\x04", "a zip archive"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        rtf(data)
    assert len(str(caught.value)) < 260


@pytest.mark.parametrize(
    "content",
    [
        b"a" * 1_000_000,
        b"\\'e8" * 250_000,
        b"{\\field{\\*\\fldinst{" * 5 + b"HYPERLINK " * 90_000 + b"}}}" * 5 + b"a",
    ],
)
def test_a_million_characters_without_a_break(content: bytes) -> None:
    started = time.process_time()
    assert text(content)
    assert time.process_time() - started < 20


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_letters_in_are_letters_out(words: str) -> None:
    if not canonical(words).strip():
        return
    units = words.encode("utf-16-le")
    codes = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
    transcript = rtf(body("".join(f"\\u{code}?" for code in codes).encode()))
    assert count_letters(transcript.text) == count_letters(canonical(words))
    assert not any("letters" in warning for warning in transcript.warnings)
