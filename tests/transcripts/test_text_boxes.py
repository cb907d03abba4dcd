"""Text boxes: notes beside the words, in every format alike, or the text where the transcript stands in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.transcripts.registry import read_bytes
from tests.formats.wordfile import docx, para, run
from tests.transcripts.test_odt import odt, p
from tests.transcripts.test_side_notes import begin, comments, end, hung

TALK = ["T: Kdy jste přišla?", "R: Až v zimě, po svátcích.", "T: A s kým?", "R: Se synem."] * 2


def in_word(lines: list[str], boxes: dict[int, list[str]], parts: dict[str, str] | None = None) -> bytes:
    def paragraph(number: int, line: str) -> str:
        inside = "".join(para(words) for words in boxes.get(number, ()))
        shape = f"<w:r><w:txbxContent>{inside}</w:txbxContent></w:r>" if inside else ""
        return para(run(line[:4]) + shape + run(line[4:]))

    return docx("".join(paragraph(*pair) for pair in enumerate(lines)), parts)


def in_open(lines: list[str], boxes: dict[int, list[str]], element: str = "text-box") -> bytes:
    def paragraph(number: int, line: str) -> str:
        inside = "".join(p(words) for words in boxes.get(number, ()))
        shape = f"<draw:frame><draw:{element}>{inside}</draw:{element}></draw:frame>" if inside else ""
        return p(line[:4] + shape + line[4:])

    return odt("".join(paragraph(*pair) for pair in enumerate(lines)))


def in_rich(lines: list[str], boxes: dict[int, list[str]]) -> bytes:
    def coded(text: str) -> str:
        return "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)

    def paragraph(number: int, line: str) -> str:
        inside = "".join(f"\\pard {coded(words)}\\par " for words in boxes.get(number, ()))
        shape = f"{{\\shp{{\\*\\shpinst{{\\shptxt {inside}}}}}}}" if inside else ""
        return f"{coded(line[:4])}{shape}{coded(line[4:])}\\par "

    return ("{\\rtf1\\ansi " + "".join(paragraph(*pair) for pair in enumerate(lines)) + "}").encode()


WRITERS: dict[str, Callable[[list[str], dict[int, list[str]]], bytes]] = {
    "docx": in_word,
    "odt": in_open,
    "rtf": in_rich,
}


def read(suffix: str, lines: list[str], boxes: dict[int, list[str]]) -> Transcript:
    return read_bytes(WRITERS[suffix](lines, boxes), f"a.{suffix}")


def assert_whole(transcript: Transcript) -> None:
    assert transcript.letters is not None
    assert transcript.letters[0] == transcript.letters[1]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_text_box_is_a_note_on_its_paragraph_and_no_part_of_the_turn(suffix: str) -> None:
    transcript = read(suffix, TALK, {1: ["Zeptat se", "na svátky"], 6: ["Syn: 12 let"]})
    assert transcript.text.strip() == "\n".join(TALK)
    assert hung(transcript) == [
        ("text box", "Až v zimě, po svátcích.", "Zeptat se\nna svátky"),
        ("text box", "A s kým?", "Syn: 12 let"),
    ]
    said = " ".join(transcript.warnings)
    assert "2 text boxes (" in said
    assert "letters in the file" not in said
    assert_whole(transcript)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_transcript_in_text_boxes_is_read_as_text(suffix: str) -> None:
    transcript = read(suffix, ["Rozhovor", ""], {0: TALK[:4], 1: TALK[4:]})
    assert [turn.label for turn in transcript.turns] == ["T", "R"] * 4
    assert canonical(transcript.text).split("\n")[:3] == ["Rozhovor", TALK[0], TALK[1]]
    assert transcript.notes == ()
    said = " ".join(transcript.warnings)
    assert "Most of the words stand in text boxes (2)" in said
    assert "Left out" not in said
    assert_whole(transcript)


def test_a_shape_with_words_is_a_text_box_too() -> None:
    transcript = read_bytes(in_open(TALK, {0: ["Pauza"]}, "custom-shape"), "a.odt")
    assert transcript.text.strip() == "\n".join(TALK)
    assert hung(transcript) == [("text box", "Kdy jste přišla?", "Pauza")]


@pytest.mark.parametrize("boxed", [False, True])
def test_comments_keep_their_words_beside_boxes(boxed: bool) -> None:
    """A comment behind a box keeps its own words; one in a box hangs on the paragraph of the box."""
    marked = para(begin(0), "v lednu", end(0))
    box = f"<w:r><w:txbxContent>{marked if boxed else para('v lednu')}</w:txbxContent></w:r>"
    after = para("R: ", "U ", "sestry" if boxed else begin(0) + run("sestry") + end(0), ".")
    body = para("T: Kde jste byla?", box) + after + "".join(map(para, TALK))
    notes = hung(read_bytes(docx(body, {"comments.xml": comments("Ověřit.")}), "a.docx"))
    assert ("text box", "Kde jste byla?", "v lednu") in notes
    assert ("comment", "byla" if boxed else "sestry", "Ověřit.") in notes


def test_a_box_in_a_paragraph_whose_end_was_deleted_is_read_once() -> None:
    box = f"<w:r><w:txbxContent>{para('Pauza')}</w:txbxContent></w:r>"
    body = para("T: Kdy ", box, properties="<w:rPr><w:del/></w:rPr>") + para("přesně?")
    transcript = read_bytes(docx(body + "".join(map(para, TALK[1:]))), "a.docx")
    assert transcript.text.startswith("T: Kdy přesně?\nR:")
    assert hung(transcript) == [("text box", "Kdy přesně?", "Pauza")]
