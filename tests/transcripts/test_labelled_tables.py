"""Tables that hold turns with their labels, and tables that stand behind a turn and hold none."""

from __future__ import annotations

from qualcode.model.documents import Transcript
from qualcode.transcripts.registry import read_bytes
from tests.formats.wordfile import docx, para, table
from tests.transcripts.test_side_notes import begin, comments, end, hung

SAID = [
    "T: Jak jste se dověděla o službě?",
    "R: Od sousedky.",
    "T: A potom?",
    "R: Potom nic.",
    "T: Nic?",
    "R: Nic.",
]


def read(body: str, labels: tuple[str, ...] = (), parts: dict[str, str] | None = None) -> Transcript:
    return read_bytes(docx(body, parts), "a.docx", labels=labels)


def assert_whole(transcript: Transcript) -> None:
    assert transcript.letters is not None
    assert transcript.letters[0] == transcript.letters[1]


def test_numbers_and_remarks_beside_turns_stay_out_of_them() -> None:
    rows = [(str(n), line, "doptat se" if n == 2 else "") for n, line in enumerate(SAID, 1)]
    transcript = read(para("Rozhovor 4") + table(*rows) + para("Konec"))
    assert transcript.text == "\n".join(["Rozhovor 4", *SAID, "Konec"])
    assert len(transcript.turns) == 6
    assert hung(transcript) == [("table cell", "Od sousedky.", "doptat se")]
    assert "Left out: 6 cells of row numbers, 1 cells beside turns (8 letters)." in transcript.warnings
    assert_whole(transcript)


def test_the_heading_of_such_a_table_and_a_turn_of_several_paragraphs_stay() -> None:
    rows = [("č.", "přepis", "poznámka")] + [(f"{n}.", line, f"p{n}") for n, line in enumerate(SAID, 1)]
    rows[2] = ("2.", para("R: Od sousedky.") + para("Bydlí vedle."), "p2")
    transcript = read(table(*rows))
    assert transcript.text.startswith("č.\npřepis\npoznámka\nT: Jak")
    speech = [transcript.text[turn.speech_start : turn.end] for turn in transcript.turns]
    assert speech[1] == "Od sousedky.\nBydlí vedle."
    assert ("table cell", "Od sousedky.\nBydlí vedle.", "p2") in hung(transcript)
    assert len(transcript.notes) == 6


def test_a_time_beside_a_turn_is_its_time_and_a_row_without_speech_hangs_on_the_turn_before() -> None:
    rows = [(f"00:0{n}:00", line, "") for n, line in enumerate(SAID)]
    transcript = read(table(*rows[:2], ("", "", "hluk z ulice"), *rows[2:]))
    assert [turn.start_time for turn in transcript.turns] == [60000 * n for n in range(6)]
    assert hung(transcript) == [("table cell", "Od sousedky.", "hluk z ulice")]


def test_comments_in_such_a_table_keep_their_words() -> None:
    rows = [(str(n), line, "x") for n, line in enumerate(SAID, 1)]
    rows[1] = (para(begin(0), "2", end(0)), para("R: Od ", begin(1), "sousedky", end(1), "."), "x")
    found = hung(read(table(*rows), parts={"comments.xml": comments("číslo", "která?")}))
    assert ("comment", "sousedky", "která?") in found
    assert [kind for kind, _, _ in found].count("comment") == 2


def test_a_table_of_values_with_a_colon_is_none_of_turns() -> None:
    rows = [(str(n), f"{name}: {n}", "x") for n, name in enumerate(["Věk", "Obec", "Děti", "Práce"], 1)]
    transcript = read("".join(map(para, SAID)) + table(*rows))
    assert "Věk: 1" in transcript.text
    assert transcript.notes == ()


def test_a_table_behind_a_turn_belongs_to_no_turn() -> None:
    body = "".join(map(para, SAID[:4])) + table(("uložila", "Hana Dvořáková")) + "".join(map(para, SAID[4:]))
    transcript = read(body + table(("soubor", "nahrávka 3"), ("délka", "hodina")))
    speech = [transcript.text[turn.speech_start : turn.end] for turn in transcript.turns]
    assert speech == [line.partition(": ")[2] for line in SAID]
    assert "uložila\nHana Dvořáková\nT: Nic?" in transcript.text
    assert transcript.text.endswith("délka\nhodina")
    assert any(said.startswith("2 tables without speakers behind a turn") for said in transcript.warnings)
    assert_whole(transcript)


def test_a_table_in_the_middle_of_a_turn_and_one_above_all_stay_and_the_first_is_said() -> None:
    top = table(("Datum", "3. května"))
    inside = (
        "".join(map(para, SAID[:2])) + table(("a", "b")) + para("ještě něco") + "".join(map(para, SAID[2:]))
    )
    transcript = read(top + inside)
    assert transcript.text[transcript.turns[1].start : transcript.turns[1].end].endswith("a\nb\nještě něco")
    assert any(said.startswith("1 table without speakers inside turns") for said in transcript.warnings)
