from __future__ import annotations

import random
import shutil
import subprocess
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from qualcode import resources
from qualcode.errors import FileError
from qualcode.formats.pdf import pages as pages_module
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Request
from qualcode.transcripts.pdf import FORMAT
from qualcode.transcripts.registry import read_bytes
from tests.conftest import program
from tests.transcripts.pdffile import at, pdf, printed

LONG = "so we went there again and again and nobody knew what the office wanted from us"
SPEECH = [
    "I: How did it begin for you, and who was there in the first days when you came to",
    "the house?",
    "R: My sister came first. She knew the house from before and she told me to ask for",
    "help there, so I did. It took a long time.",
    "I: And then?",
    "R: Then it was quiet.",
    "I: For how long did it stay so quiet?",
    "R: Until the spring.",
]


def read(data: bytes, labels: tuple[str, ...] = ()) -> Transcript:
    transcript = FORMAT.read(Request(data, "x.pdf", labels=labels))
    assert canonical(transcript.text) == transcript.text
    for turn in transcript.turns:
        assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(transcript.text)
    for before, after in pairwise(transcript.turns):
        assert before.end <= after.start
    return transcript


def turns(transcript: Transcript) -> list[str]:
    return [transcript.text[t.start : t.end] for t in transcript.turns]


JOINED = [
    "I: How did it begin for you, and who was there in the first days when you came to the house?",
    "R: My sister came first. She knew the house from before and she told me to ask for help there, so I did. It took a long time.",
    *SPEECH[4:],
]


def test_lines_of_a_paragraph_are_joined_and_turns_begin_with_their_label() -> None:
    transcript = read(pdf(printed(SPEECH)))
    assert turns(transcript) == JOINED
    assert transcript.text == "\n".join(JOINED)
    assert not any("Left out" in warning or "letters" in warning for warning in transcript.warnings)


def test_headers_footers_and_page_numbers() -> None:
    pages = [
        [at(70, 815, "Project Harbour, interview R07"), *printed(SPEECH), at(280, 30, f"- {number} -")]
        for number in (1, 2, 3)
    ]
    transcript = read(pdf(*pages))
    assert turns(transcript) == JOINED * 3
    assert transcript.warnings[0] == (
        "Left out: headers or footers “Project Harbour, interview R#” (3); 3 page numbers."
    )
    assert not any("letters" in warning for warning in transcript.warnings)


@pytest.mark.parametrize(
    "form", ["{}/4", "- {} -", "Seite {}", "{}", "Page {} of 4", "Strana {}", "s. {}", "[{}]"]
)
def test_forms_of_page_numbers(form: str) -> None:
    pages = [[*printed(SPEECH), at(500, 30, form.format(number))] for number in (1, 2, 3, 4)]
    transcript = read(pdf(*pages))
    assert turns(transcript) == JOINED * 4
    assert transcript.warnings[0] == "Left out: 4 page numbers."


def test_numbers_that_are_no_page_numbers_stay() -> None:
    pages = [[*printed(SPEECH), at(70, 500, number)] for number in ("1990", "12", "7")]
    transcript = read(pdf(*pages))
    assert all(number in transcript.text for number in ("1990", "12", "7"))
    assert not any("Left out" in warning for warning in transcript.warnings)


def test_words_that_end_a_page_by_chance_stay() -> None:
    pages = [printed([*SPEECH, ending]) for ending in ("R: Yes.", "R: No.", "R: Maybe so.")]
    assert turns(read(pdf(*pages)))[6::7] == ["R: Yes.", "R: No.", "R: Maybe so."]


def test_a_question_at_the_top_of_most_pages_is_no_header() -> None:
    pages = [
        [at(70, 815, "Harbour"), at(70, 770, f"I: How was visit {number}?"), *printed(SPEECH[2:], top=735)]
        for number in (3, 8, 1)
    ]
    transcript = read(pdf(*pages))
    asked = [turn for turn in turns(transcript) if "visit" in turn]
    assert asked == ["I: How was visit 3?", "I: How was visit 8?", "I: How was visit 1?"]
    assert transcript.warnings[0] == "Left out: headers or footers “Harbour” (3)."


@pytest.mark.parametrize("apart", [True, False])
def test_running_line_numbers(apart: bool) -> None:
    pages = []
    for first in (1, 9):
        if apart:
            pages.append([*printed([str(first + i) for i in range(8)], x=40), *printed(SPEECH)])
        else:
            pages.append(printed([f"{first + i} {line}" for i, line in enumerate(SPEECH)]))
    transcript = read(pdf(*pages))
    assert turns(transcript) == JOINED * 2
    assert "Left out: 16 line numbers." in transcript.warnings


@pytest.mark.parametrize("goes_on", [True, False])
def test_line_numbers_at_every_fifth_line(goes_on: bool) -> None:
    """They stand in the margin under each other; the footer's own number of a line stands there too."""
    pages = []
    for page in range(2):
        lines = SPEECH * 2
        first = len(lines) * page if goes_on else 0
        numbered = [
            at(50 - 5 * len(str(first + n)), 770 - 14 * (n - 1), str(first + n))
            for n in range(1, len(lines) + 1)
            if (first + n) % 5 == 0
        ]
        pages.append([*printed(lines), *numbered, at(45, 40, "5"), at(70, 40, str(page + 1))])
    transcript = read(pdf(*pages))
    assert turns(transcript) == JOINED * 4
    assert transcript.warnings[0].startswith("Left out: 2 page numbers; ")
    assert "line numbers" in transcript.warnings[0]


def test_numbers_in_the_margin_that_rise_by_no_constant_step_stay() -> None:
    numbered = [at(40, 770 - 14 * n, str(year)) for n, year in ((0, 1990), (3, 1995), (6, 2004), (7, 2010))]
    assert "1995" in read(pdf([*printed(SPEECH), *numbered])).text


@pytest.mark.parametrize("timed", [True, False])
def test_a_table_of_speakers_is_read_row_by_row(timed: bool) -> None:
    words: list[tuple[float, float, str]] = []
    y = 780
    for number, who in enumerate(["Mona", "Erik"] * 4):
        if timed:
            words.append(at(60, y, f"00:0{number}:00"))
        words.append(at(140, y, who))
        for line in [
            f"Answer {number} is long so that it goes on over the end of the line, as",
            "one does at home.",
        ]:
            words.append(at(240, y, line))
            y -= 14
        y -= 6
    transcript = read(pdf([at(60, 800, "Conversation of the fourth of May"), *words]))
    assert [turn.label for turn in transcript.turns] == ["Mona", "Erik"] * 4
    assert (
        turns(transcript)[1]
        == "Erik: Answer 1 is long so that it goes on over the end of the line, as one does at home."
    )
    assert [turn.start_time for turn in transcript.turns] == [60000 * n if timed else None for n in range(8)]
    assert any("read row by row" in said for said in transcript.warnings)


def test_numbers_at_the_head_of_lines_that_do_not_count_stay() -> None:
    lines = [f"{number} people came on that day" for number in (4, 5, 9, 3, 8, 2)]
    assert read(pdf(printed(lines))).text == "\n".join(lines)


@pytest.mark.parametrize("apart", [True, False])
def test_paragraph_numbers_before_speakers(apart: bool) -> None:
    number = 0
    words = []
    for index, line in enumerate(SPEECH):
        if line.startswith(("I:", "R:")):
            number += 1
            if apart:
                words.append(at(40, 770 - 14 * index, str(number)))
            else:
                line = f"{number} {line}"
        words.append(at(70, 770 - 14 * index, line))
    transcript = read(pdf(words))
    assert turns(transcript) == JOINED
    assert "Left out: 6 paragraph numbers." in transcript.warnings


def test_hyphens_at_line_ends() -> None:
    lines = [
        "I: We asked about the well-known rule and about the things that the work-",
        "ers said, and about the rule that every one of them called the well-",
        "known one. The family of Anna and the other family of Petersen-",
        "Lund came too, and there were good and bad sides, the for- and the after-",
        "effects and all that in the end.",
        *SPEECH,
    ]
    transcript = read(pdf(printed(lines)))
    first = turns(transcript)[0]
    assert "the workers said" in first
    assert "called the well-known one" in first
    assert "Petersen- Lund" in first
    assert any(w.startswith("Hyphens at line ends undone: 2") for w in transcript.warnings)
    assert not any("letters" in warning for warning in transcript.warnings)


def test_a_paragraph_goes_on_over_the_page() -> None:
    begin = [*SPEECH, SPEECH[0]]
    transcript = read(pdf(printed(begin), printed(["the house?", *SPEECH[2:]])))
    assert turns(transcript) == [*JOINED, *JOINED]


def test_paragraphs_by_gaps_and_indentation_without_labels() -> None:
    line = "we went there and it was a good thing that we did so on that day"
    gaps = [f"First {line}", f"then {line}", "", f"Second {line}", f"then {line}"]
    assert len(read(pdf(printed(gaps))).text.split("\n")) == 2
    words = [
        at(
            90 if index % 3 == 0 else 70,
            770 - 14 * index,
            f"{'Then' if index % 3 == 0 else 'and so'} {line} by us",
        )
        for index in range(9)
    ]
    assert len(read(pdf(words)).text.split("\n")) == 3


def columns() -> list[tuple[float, float, str]]:
    text = "the people of that house were glad of it"
    left = printed([f"L{index} {text}" for index in range(20)], x=60)
    right = printed([f"R{index} {text}" for index in range(20)], x=320)
    return [words for pair in zip(left, right, strict=True) for words in pair]


def test_two_columns_are_read_one_after_the_other() -> None:
    transcript = read(
        pdf(
            [
                at(
                    60,
                    800,
                    "A heading over the whole width of the page, as long as both columns are wide together",
                ),
                *columns(),
            ]
        )
    )
    places = [transcript.text.index(f"{side}{index} ") for side in "LR" for index in range(20)]
    assert places == sorted(places)
    assert transcript.text.startswith("A heading")
    assert "Two columns on 1 page were read one after the other." in transcript.warnings


def test_what_only_looks_like_columns_is_said() -> None:
    left = printed(["Yes." for _ in range(20)], x=60)
    right = printed([f"R{index} {LONG[:45]}" for index in range(20)], x=240)
    transcript = read(pdf([*left, *right]))
    assert transcript.text.startswith("Yes. R0")
    assert any("looks like columns" in warning for warning in transcript.warnings)


def test_labels_in_a_column_of_their_own_stay_with_their_speech() -> None:
    words = []
    for index, line in enumerate(SPEECH):
        label, _, rest = line.rpartition(": ")
        if label:
            words.append(at(70, 770 - 14 * index, f"{label}:"))
        words.append(at(140, 770 - 14 * index, rest))
    assert turns(read(pdf(words))) == JOINED


def test_tabs_are_spaces() -> None:
    transcript = read(pdf(printed([line.replace(" ", "\t") for line in SPEECH])))
    assert "\t" not in transcript.text


@pytest.mark.parametrize(("rotate", "matrix"), [(90, "0 1 -1 0"), (270, "0 -1 1 0"), (180, "-1 0 0 -1")])
def test_turned_pages_are_read_as_they_are_shown(rotate: int, matrix: str) -> None:
    lines = [line[:60] for line in SPEECH]
    place = {
        90: lambda x, y: (595 - y * 0.6, x),
        270: lambda x, y: (y * 0.6, 842 - x),
        180: lambda x, y: (595 - x, 842 - y),
    }[rotate]
    words = [at(*place(x, y), text) for x, y, text in printed(lines, step=24)]
    transcript = read(pdf(words, rotate=rotate, matrix=matrix))
    assert transcript.text.startswith("I: How did it begin")
    assert len(transcript.turns) == 6


def test_upright_and_invisible_text_is_said() -> None:
    extra = b"BT /F 10 Tf 0 1 -1 0 20 300 Tm (draft copy) Tj ET BT /F 10 Tf 1 0 0 1 70 -300 Tm (beyond) Tj ET"
    transcript = read(pdf(printed(SPEECH), extra=extra))
    assert turns(transcript) == JOINED
    assert "Left out: upright or slanting text (9 letters)." in transcript.warnings
    assert "Left out: text beyond the edge of the page (6 letters)." in transcript.warnings


def test_scripts_and_attachments_are_not_touched() -> None:
    catalogue = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a) <</F(secret.txt)>>]>>>>"
    transcript = read(pdf(printed(SPEECH), catalogue=catalogue))
    assert transcript.text == "\n".join(JOINED)


def test_scanned_files_are_refused() -> None:
    with pytest.raises(FileError, match=r"x\.pdf is scanned: its 3 pages hold pictures and no text\..*OCR"):
        read(pdf([], [], []))
    transcript = read(pdf(printed(SPEECH), [], printed(SPEECH)))
    assert any(w.startswith("No text on 1 page (2)") for w in transcript.warnings)


def test_a_password_is_said(tmp_path: Path) -> None:
    protected = pdf(printed(SPEECH)).replace(
        b"/Root 1 0 R>>",
        b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"00" * 32
        + b">/U<"
        + b"11" * 32
        + b">>>>>",
    )
    with pytest.raises(FileError, match="protected by a password"):
        read(protected)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4",
        b"%PDF-1.4\n%%EOF",
        b"%PDF-1.7\n" + b"\x00" * 5000,
        b"%PDF-1.4\n" + b"a" * 1_000_000,
        b"%PDF-1.4\n" + "\ud800".encode("utf-8", "surrogatepass") * 99,
    ],
)
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(FileError, match="truncated or damaged|has no pages"):
        read(data)


def test_truncated_files_are_refused_or_read_with_a_warning() -> None:
    whole = pdf(*[printed(SPEECH)] * 4)
    for part in range(10, len(whole), len(whole) // 40):
        try:
            transcript = read(whole[:part])
        except FileError:
            continue
        assert transcript.text


def test_too_many_pages_and_signs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match="has 1001 pages; at most 1000 are read"):
        read(pdf(*[[]] * 1001))
    monkeypatch.setattr(pages_module, "SIGN_LIMIT", 100)
    with pytest.raises(FileError, match="characters, which is the most"):
        read(pdf(printed(SPEECH)))
    monkeypatch.setattr(pages_module, "SIZE_LIMIT", 100)
    with pytest.raises(FileError, match="is larger than"):
        read(pdf(printed(SPEECH)))


@pytest.mark.parametrize("layers", [1, 2])
def test_bombs_are_refused(layers: int) -> None:
    packed = zlib.compress(b" " * 90_000_000, 9)
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    bomb = pdf(printed(SPEECH)).replace(
        b"%%EOF",
        b"9 0 obj\n<</Filter["
        + b"/FlateDecode" * layers
        + b"]>>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n%%EOF",
    )
    with pytest.raises(FileError, match="packed more than 200 times"):
        read(bomb)


@pytest.mark.parametrize("kind", [b"", b"/Subtype/Image"])
def test_content_without_end_is_refused(kind: bytes) -> None:
    drawn = pdf(printed(SPEECH), extra=b"BT (a) Tj ET\n" * 300_000).replace(
        b"<</Length", b"<<" + kind + b"/Length"
    )
    with pytest.raises(FileError, match="packed more than 200 times"):
        read(drawn)


def test_large_parts_that_are_hardly_packed_are_refused() -> None:
    noise = zlib.compress(random.Random(1).randbytes(1 << 20) * 45, 1)
    part = b"9 0 obj\n<</Filter/FlateDecode>>\nstream\n" + noise + b"\nendstream\nendobj\n%%EOF"
    with pytest.raises(FileError, match="unpacks to more than 40 MB"):
        read(pdf(printed(SPEECH)) + part)


def test_very_many_parts_are_refused() -> None:
    with pytest.raises(FileError, match="more than 20000 parts"):
        read(pdf(printed(SPEECH)) + b"stream\n\x78\x9c" * 20_001)


def test_letters_that_the_file_does_not_name_are_said() -> None:
    data = pdf(printed(SPEECH)).replace(b"/Encoding/WinAnsiEncoding", b"/Encoding<</Differences[101/g1]>>")
    transcript = read(data)
    assert "\ufffd" in transcript.text
    assert any("does not say which" in warning for warning in transcript.warnings)


def test_control_signs_and_a_line_without_end() -> None:
    transcript = read(pdf([at(70, 700, "I: a\x01\x1b[2Jb" + "x" * 30_000)]))
    assert not any(ord(c) < 32 and c != "\n" for c in transcript.text)


def test_czech_from_a_drawing_program(tmp_path: Path) -> None:
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    lines = [
        "T: Jak jste přišla k té důvěře?",
        "R: Žlutý dům, řekla bych. Přes sestru.",
        "T: A dál?",
        "R: Pak už nic.",
        "T: Děkuji.",
        "R: Není zač.",
    ]
    path = tmp_path / "a.pdf"
    with PdfPages(path) as book:
        figure = Figure(figsize=(8.27, 11.69))
        for index, line in enumerate(lines):
            figure.text(0.1, 0.9 - 0.03 * index, line, fontsize=10)
        book.savefig(figure)
    transcript = read(path.read_bytes())
    assert turns(transcript) == lines
    assert count_letters(transcript.text) == sum(map(count_letters, lines))


def test_the_real_print_of_maxqda(shared_data: Path) -> None:
    transcript = read((shared_data / "transcripts" / "maxqda_print.pdf").read_bytes())
    assert len(transcript.turns) == 94
    assert transcript.text.startswith(
        "Interview\nDan: Okay. So now you can stop sharing your screen and then"
    )
    assert "1/5" not in transcript.text
    assert "Left out: 5 page numbers; 95 paragraph numbers." in transcript.warnings
    assert not any("letters" in warning for warning in transcript.warnings)
    if shutil.which("pdftotext"):
        path = shared_data / "transcripts" / "maxqda_print.pdf"
        other = subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert count_letters(other) == count_letters(transcript.text)


def test_a_printed_word_transcript_has_the_turns_of_the_word_file(tmp_path: Path) -> None:
    """Also where the print joins f and i, or two f, into one sign."""
    source = resources.sample_transcripts() / "english" / "interview-R01.docx"
    subprocess.run(
        [
            program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(source),
        ],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    printed_ = read_bytes((tmp_path / "interview-R01.pdf").read_bytes(), "interview-R01.pdf")
    typed = read_bytes(source.read_bytes(), source.name)
    assert [printed_.text[t.speech_start : t.end] for t in printed_.turns] == [
        typed.text[t.speech_start : t.end] for t in typed.turns
    ]
