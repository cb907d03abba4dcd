"""Letters in against letters out: for every format, with one sample of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.text.units import count_letters
from qualcode.transcripts import read
from qualcode.transcripts.letters import proved
from qualcode.transcripts.registry import FORMATS, read_bytes
from tests.conftest import SHARED
from tests.formats.wordfile import docx, para, table
from tests.transcripts.pdffile import pdf, printed
from tests.transcripts.test_annotation_files import EAF, EXB, TEI, TRS
from tests.transcripts.test_doc import stand_in
from tests.transcripts.test_html import NOSCRIBE, otr
from tests.transcripts.test_odt import SPEECH as ODT_SPEECH
from tests.transcripts.test_odt import odt
from tests.transcripts.test_rtf import F4
from tests.transcripts.test_table_rows import book

STAMPED = "".join(
    f"Žaneta Malá   0:0{n}\nJak šlo ráno, {n}.?\nR07   0:1{n}\nS\u030ctastně, paní.\n" for n in (1, 3, 5)
)
CUES = "\n".join(
    f"{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n<v Žaneta>Jak <i>šlo</i> ráno?</v>\n" for n in (1, 2, 3)
)
SEGMENTS = {
    "text": "Jak šlo ráno? Dobře.",
    "segments": [
        {"start": 0, "end": 1, "text": " Jak šlo ráno?", "speaker": "SPEAKER_00"},
        {"start": 1, "end": 2, "text": " Dobře.", "speaker": "SPEAKER_01"},
    ],
}
HEADS: list[object] = ["čas", "mluvčí", "text", "poznámka"]
ROWS: list[list[object]] = [HEADS] + [
    [f"0:0{n}", who, said, "vedle"]
    for n, (who, said) in enumerate([("T", "Jak šlo ráno?"), ("R07", "Šťastně, paní.")] * 2)
]
SPOKEN = "Jak šlo ráno?Šťastně, paní." * 2

SAMPLES: dict[str, tuple[str, bytes | str, str]] = {
    "docx": (
        "a.docx",
        docx(
            para("Rozhovor")
            + "".join(para(line) for line in STAMPED.rstrip().split("\n"))
            + table(*[("[0:09]", "Tazatel", "A pak?"), ("[0:11]", "R07", "Nic.")] * 3)
        ),
        "Rozhovor" + STAMPED + "TazatelA pak?R07Nic." * 3,
    ),
    "odt": ("a.odt", odt(f"<text:h>Rozhovor</text:h>{ODT_SPEECH}"), "Rozhovor" + "TJak šlo ránoRŠťastně" * 3),
    "rtf": (
        "a.rtf",
        F4,
        "I: Jak šlo ráno? B: Šťastně, paní. I: A pak? B: Nic smích I: Dobrá B: Ano. A ne.",
    ),
    "txt": ("a.txt", STAMPED.replace("\n", "\r\n"), STAMPED),
    "md": ("a.md", "**T:** Jak?\n\n**R:** \\[smích\\] Tak.\n\n" * 3, "TJakRsmíchTak" * 3),
    "vtt": ("a.vtt", f"WEBVTT\n\nNOTE nic\n\n{CUES}", "ŽanetaJak šlo ráno?" * 3),
    "srt": (
        "a.srt",
        CUES.replace(".", ",").replace("<v Žaneta>", "Žaneta: ").replace("</v>", ""),
        "Žaneta: Jak šlo ráno?" * 3,
    ),
    "json": ("a.json", json.dumps(SEGMENTS), "Jak šlo ráno? Dobře."),
    "otr": (
        "a.otr",
        otr('<p><span class="timestamp" data-timestamp="1.5">0:01</span> Jak&nbsp;šlo?<br/>Dobře.</p>'),
        "Jak šlo? Dobře.",
    ),
    "html": (
        "a.html",
        NOSCRIBE,
        "rozhovor Transcribed with noScribe vers Audio file Crozhovormp Start S Dobrý den jak se vám daří SNo jo "
        "Můžete začít S Ano děkuji seconds pause Takže nevím S Dobře",
    ),
    "csv": ("a.csv", "sep=;\n" + "\n".join(";".join(map(str, row)) for row in ROWS), SPOKEN),
    "xlsx": ("a.xlsx", book(ROWS), SPOKEN),
    "eaf": ("a.eaf", EAF, "Dobře děkuji vy Ano Jak se máte"),
    "exb": ("a.exb", EXB, "Tak už přijdu s Jo Mhm"),
    "trs": ("a.trs", TRS.encode("latin-1"), "Hej på dig du och så Någon ja visst nej"),
    "tei": ("a.tei", TEI, "Hur mår du laughs Bra tror jag Ja visst"),
    "pdf": (
        "a.pdf",
        pdf(printed(["T: Jak to bylo?", "R: Ano, a pak dlouho nic.", "T: A dál?", "R: Nic."] * 3)),
        "TJak to byloRAno a pak dlouho nicTA dálRNic" * 3,
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_letter_of_the_sample_is_counted_and_there(name: str) -> None:
    file, data, words = SAMPLES[name]
    transcript = read_bytes(data.encode() if isinstance(data, str) else data, file)
    assert transcript.format == name
    assert transcript.letters == (count_letters(words), count_letters(words))
    assert not any("are in the text" in said for said in transcript.warnings)


def test_old_word_documents_are_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.docx").write_bytes(docx(para("T: Jak šlo ráno?")))
    path = stand_in(
        tmp_path, monkeypatch, "(out / 'source.docx').write_bytes((seen / 'good.docx').read_bytes())\n"
    )
    transcript, _ = read(path)
    assert (transcript.format, transcript.letters) == ("doc", (11, 11))


def test_no_format_is_without_a_sample() -> None:
    assert {known.name for known in FORMATS} == {*SAMPLES, "doc"}


REAL = sorted(path.name for path in (SHARED / "transcripts").glob("*")) or ["absent"]


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_whole(shared_data: Path, name: str) -> None:
    transcript, _ = read(shared_data / "transcripts" / name)
    assert transcript.letters is not None
    came, went = transcript.letters
    assert came > 40
    assert went == came or any(f"{came} letters" in said for said in transcript.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1250", "iso-8859-2"])
def test_letters_of_a_text_do_not_depend_on_its_encoding(encoding: str) -> None:
    text = "T: Jak šlo ráno, žlutý kůň?\r\nR: Šťastně, paní, příště přijdu dřív.\r\n" * 3
    transcript = read_bytes(text.encode(encoding), "a.txt", language="cs")
    assert transcript.letters == (count_letters(text), count_letters(text))


def lacking(number: int) -> Transcript:
    text = "T: " + "a" * number
    return Transcript(text, (TranscriptTurn(0, len(text), 3, "T"),), "txt")


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        (1000, ()),
        (996, ("Of 1000 letters in the file, 996 are in the text: 4 missing; compare it with the file.",)),
        (994, ("Of 1000 letters in the file, 994 are in the text: 6 are missing, so the text is not whole. Compare it with the file.",)),
        (1002, ("Of 1000 letters in the file, 1002 are in the text: 2 too many; look for words that stand there twice.",)),
    ],
)  # fmt: skip
def test_what_is_missing_or_too_much_is_said_with_its_number(there: int, wanted: tuple[str, ...]) -> None:
    found = proved(lacking(there), 1000)
    assert (found.letters, found.warnings) == ((1000, there), wanted)


def damaged_eaf() -> bytes:
    return EAF.replace("Dobře (..)", "Dobře <b>vynecháno</b>").encode()


def damaged_odt() -> bytes:
    return odt(f"{ODT_SPEECH}přehlédnuto")


@pytest.mark.parametrize(("make", "file", "missing"), [(damaged_eaf, "a.eaf", 9), (damaged_odt, "a.odt", 11)])
def test_words_where_no_words_should_be_are_missed(
    make: Callable[[], bytes], file: str, missing: int
) -> None:
    transcript = read_bytes(make(), file)
    assert transcript.letters is not None
    assert transcript.letters[0] - transcript.letters[1] == missing
    assert any(f"{missing} are missing" in said for said in transcript.warnings)
