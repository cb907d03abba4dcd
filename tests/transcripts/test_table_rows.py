"""Tables with one row per turn: columns by heading or content, and nothing left out in silence."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from qualcode.errors import FileError
from qualcode.formats.tables import write_table
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.finding import find_files
from qualcode.transcripts.registry import read_bytes


def table(text: str | bytes, name: str = "a.csv", language: str | None = None) -> Transcript:
    transcript = read_bytes(text.encode() if isinstance(text, str) else text, name, language=language)
    assert canonical(transcript.text) == transcript.text
    assert transcript.text == "".join(transcript.text[t.start : t.end] + "\n" for t in transcript.turns)
    return transcript


def lines(transcript: Transcript) -> list[str]:
    return transcript.text.rstrip("\n").split("\n")


def times(transcript: Transcript) -> list[tuple[int | None, int | None]]:
    return [(turn.start_time, turn.end_time) for turn in transcript.turns]


def book(rows: list[list[object]], sheets: int = 1) -> bytes:
    made = Workbook()
    for _ in range(sheets - 1):
        made.create_sheet().append(["x"])
    for row in rows:
        made.worksheets[0].append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "heads",
    [
        "Speaker;Text;Start;End",
        "mluvčí;replika;čas;konec",
        "MLUVČÍ;Text repliky;Začátek;Konec",
        "Talare;Yttrande;Tid;Slut",
        "speaker_name;utterance;start_time;end_time",
        "Participant;Transcript;Start (ms);End (ms)",
    ],
)
def test_columns_are_found_by_their_heads(heads: str) -> None:
    got = table(f"{heads}\nJana;Jak se máte?;0:01;0:02\nPetr:;No, (..) dobře [smích];00:00:02.5;00:00:04\n")
    assert lines(got) == ["Jana: Jak se máte?", "Petr: No, (..) dobře [smích]"]
    assert times(got) == [(1000, 2000), (2500, 4000)]
    assert not any("Left out" in said for said in got.warnings)


def test_the_same_rows_in_three_kinds_of_file(tmp_path: Path) -> None:
    rows = [
        ["I", "Jak?", "0:01"],
        ["R", "=SUM(A1) - no", "0:02"],
        ["R", "'- já", "0:03"],
        ["I", "+1", "0:04"],
    ]
    wanted = ["I: Jak?", "R: =SUM(A1) - no", "R: '- já", "I: +1"]
    for suffix in ("csv", "tsv", "xlsx"):
        path = tmp_path / f"x.{suffix}"
        write_table(path, ["Speaker", "Text", "Time"], rows)
        got = table(path.read_bytes(), path.name)
        assert lines(got) == wanted
        assert times(got) == [(1000, None), (2000, None), (3000, None), (4000, None)]
        assert "Formulas" not in " ".join(got.warnings)


def test_columns_not_used_are_named_with_their_letters() -> None:
    got = table(
        "Set,Interview,Page,Speaker,Text,Time_Mark\nA,one,1,I,Hello,0:01\nA,two,2,R,Hi there,0:05\nA,two,2,R,,\n"
    )
    said = " ".join(got.warnings)
    assert "Left out: 3 columns (“Set”, “Interview” and “Page”; 12 letters)." in said
    assert "names 2 different interviews" in said
    assert "Left out: 1 row without words." in said
    assert count_letters(got.text) == len("HelloHithereIR")


def test_columns_by_content_without_headings() -> None:
    got = table("0:01;T;Jak dlouho sem chodíte?\n0:05;K;Asi dva roky.\n0:08;T;A proč?\n0:09;K;Kvůli práci.\n")
    assert lines(got)[:2] == ["T: Jak dlouho sem chodíte?", "K: Asi dva roky."]
    assert times(got)[1] == (5000, None)
    assert "column 3 is the speech, 2 the speaker, 1 a time" in got.warnings[0]


def test_labels_that_are_longer_than_the_speech_and_look_like_headings() -> None:
    got = table("Deltagare;Hej på dig\nIntervjuare;Hur?\nDeltagare;Bra.\nIntervjuare;Jo.\n")
    assert lines(got)[:2] == ["Deltagare: Hej på dig", "Intervjuare: Hur?"]


def test_roles_come_from_their_column() -> None:
    got = table("speaker,role,text\nI,respondent,ano\nP,interviewer,jak\n")
    assert got.roles == {"I": "respondent", "P": "interviewer"}


def test_a_row_without_speaker_goes_on_with_the_turn_before() -> None:
    got = table(
        "speaker,text,start,end\nA,one,0:01,0:02\n,two,0:02,0:03\nB,three,0:04,0:05\nB,four,0:05,0:04\n"
    )
    assert lines(got) == ["A: one two", "B: three", "B: four"]
    assert times(got) == [(1000, 3000), (4000, 5000), (5000, None)]
    assert "Times: 1 end before the start was taken off." in got.warnings


def test_numbers_are_seconds_or_milliseconds_and_which_is_said() -> None:
    whisper = table('start\tend\ttext\n0\t2500\t"Ahoj," řekl.\n2500\t4000\tano\n', "w.tsv")
    assert lines(whisper) == ['"Ahoj," řekl.', "ano"]
    assert times(whisper) == [(0, 2500), (2500, 4000)]
    seconds = table("speaker,text,start\nA,Dlouhá věta o něčem,1.5\nB,ano,12\n")
    assert times(seconds) == [(1500, None), (12000, None)]
    assert "Numbers in “start” are read as seconds." in seconds.warnings


def test_bad_times_are_left_out_and_said() -> None:
    got = table("speaker,text,start\nA,one,soon\nB,two,-0:05\nA,three,0:09\nB,four,0:03\n")
    assert times(got) == [(None, None), (None, None), (9000, None), (3000, None)]
    said = " ".join(got.warnings)
    assert "Left out: 2 cells that should be a time and is none (first in line 2, 3)." in said
    assert "backwards" in said


def test_a_title_above_the_headings_is_said() -> None:
    got = table("Rozhovor,,\n,,\nMluvčí,Text,Čas\nA,ano,0:01\n")
    assert lines(got) == ["A: ano"]
    assert "Left out: 1 row above the headings (8 letters)." in got.warnings


def test_formulas_and_further_sheets_of_a_workbook() -> None:
    got = table(book([["Speaker", "Text"], ["A", "=1+1"], ["B", "ano"]], sheets=2), "a.xlsx")
    assert lines(got) == ["A: =1+1", "B: ano"]
    assert "Left out: 1 sheet behind the first one." in got.warnings
    assert any(said.startswith("Formulas: 1 cell") for said in got.warnings)


def test_old_code_pages() -> None:
    got = table("mluvčí;text\nA;Šťastný člověk, žena a dítě příště\n".encode("cp1250"), language="cs")
    assert "Šťastný člověk" in got.text
    assert "cp1250" in got.warnings[0]


def test_one_megabyte_without_a_break_and_odd_characters() -> None:
    got = table("speaker,text\nA," + "x" * 1_000_000 + "\nB,a\x1b[31m\ufeff \u0085b\n")
    assert count_letters(got.text) == 1_000_004 + 1
    assert "\x1b" not in got.text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (
            "who cares,notes,thing\na b,c d,e\nf,g,h\n",
            "a.csv",
            "told as the speech .columns: “who cares”, “notes”",
        ),
        ("speaker,start\nA,0:01\n", "a.csv", "told as the speech"),
        ("text\n", "a.csv", "no words"),
        ("speaker,text\nA,one, two\n", "a.csv", "line 2: the row has more cells"),
        ('speaker,text\nA,"one\nB,two\n', "a.csv", "quotation mark"),
        (b"\x00\x01\x02" * 50, "a.csv", "binary"),
        (" \n", "a.csv", "is empty"),
        ("speaker,text" + "," * 60 + "x\n", "a.csv", "beyond column 50"),
        ("<html><body>x</body></html>", "a.csv", "a web page"),
        (book([["Speaker", "Text"]])[:500], "a.xlsx", "truncated or damaged"),
        (b"Speaker,Text\nA,b\n", "a.xlsx", "plain text"),
        (book([["Speaker", "Text"], ["A", "b"], *[[None] * 60 + ["x"]]]), "a.xlsx", "beyond column 50"),
    ],
)
def test_what_is_no_table_of_turns_is_refused(data: str | bytes, name: str, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        table(data, name)
    assert len(str(caught.value)) < 300


def test_too_many_cells_are_refused_soon() -> None:
    data = ("speaker,text,a,b\n" + "A,b,c,d\n" * 260_000).encode()
    began = time.process_time()
    with pytest.raises(FileError, match="more than 250,000 cells"):
        table(data)
    assert time.process_time() - began < 10


def test_a_bomb_in_a_workbook_is_refused() -> None:
    out = io.BytesIO(book([["Speaker", "Text"], ["A", "b"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"\0" * 30_000_000)
    with pytest.raises(FileError):
        table(out.getvalue(), "a.xlsx")


def test_a_folder_does_not_stand_for_the_tables_in_it(tmp_path: Path) -> None:
    (tmp_path / "R01.txt").write_text("Interviewer: Why?\n", encoding="utf-8")
    (tmp_path / "cases.csv").write_text("case,type\nR01,clinic\n", encoding="utf-8")
    assert [path.name for path in find_files([tmp_path])] == ["R01.txt"]
    assert [path.name for path in find_files([tmp_path / "cases.csv"])] == ["cases.csv"]


def test_headings_with_nothing_below_them_are_said() -> None:
    transcript = table("speaker;text;a long question that lost its line\nA;Jak?\nB;Tak.\n")
    assert "Left out: 1 column with nothing below the heading (“a long question that lost its line”)." in transcript.warnings  # fmt: skip
