"""Several interviews in one file are divided by headings or a column, and not a letter is lost between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.documents import Transcript, TranscriptNote, TranscriptTurn
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.registry import read_bytes
from qualcode.transcripts.several import divide

TALK = "I: Jak?\nR: Tak a tak.\n\nA ještě něco.\nI: A co?\nR: Nic.\n"


def of(content: str, name: str = "x.txt") -> Transcript:
    return read_bytes(content.encode(), name)


def parts(transcript: Transcript) -> list[tuple[str, Transcript]]:
    """The parts, each of them sound."""
    found = list(divide(transcript))
    assert sum(count_letters(part.text) for _, part in found) == count_letters(transcript.text)
    assert sum(len(part.turns) for _, part in found) == len(transcript.turns)
    assert len({title for title, _ in found}) == len(found)
    for _, part in found:
        assert canonical(part.text) == part.text
        for turn in part.turns:
            assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(part.text)
            if turn.label is not None:
                assert part.text[turn.start :].startswith(turn.label)
        for before, after in pairwise(part.turns):
            assert before.end <= after.start
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("INTERVIEW 11", "INTERVIEW 12"),
        ("Rozhovor č. 3", "Rozhovor č. 4"),
        ("Rozhovor číslo 3 – Jana", "Rozhovor číslo 4 – Petr"),
        ("Intervju 2", "Intervju 3"),
        ("Intervju nr 2 (kliniken)", "Intervju nr 3 (kommunen)"),
        ("Respondent 4", "Respondent 5"),
        ("## Interview 1: Anna", "## Interview 2: Eva"),
        ("**Rozhovor I**", "**Rozhovor II**"),
        ("1. rozhovor", "2. rozhovor"),
        ("FOCUS GROUP #1", "FOCUS GROUP #2"),
    ],
)
def test_headings_divide(first: str, second: str) -> None:
    transcript = of(f"Sborník rozhovorů\n\n{first}\n\n{TALK}\n{second}\n\n{TALK}")
    (one, a), (two, b) = parts(transcript)
    assert (one, two) == (first.strip("#* "), second.strip("#* "))
    assert a.text == f"Sborník rozhovorů\n\n{first}\n\n{TALK}"
    assert b.text == f"{second}\n\n{TALK}"
    assert [a.text[t.start : t.end] for t in a.turns] == [b.text[t.start : t.end] for t in b.turns]
    assert a.text[a.turns[-1].speech_start : a.turns[-1].end] == "Nic."


def test_a_list_of_contents_above_divides_nothing() -> None:
    names = [f"Rozhovor {n}" for n in (1, 2, 3)]
    contents = "Obsah\n\n" + "\n".join(names) + "\n\nÚvod sborníku.\n\n"
    found = parts(of(contents + "".join(f"{name}\n\n{TALK}\n" for name in names)))
    assert [title for title, _ in found] == names
    assert found[0][1].text.startswith("Obsah")


@pytest.mark.parametrize(
    "content",
    [
        TALK,
        f"INTERVIEW 11\n\n{TALK}",
        "Respondent 1\nAno.\n\nInterviewer\nProč?\n\nRespondent 2\nNe.\n\n" * 3,
        f"{TALK}Rozhovor 1 trval hodinu.\n{TALK}Rozhovor 2 také.\n",
        "Respondent 1: Ano.\nRespondent 2: Ne.\n" * 3,
        "Interview 1\n\nInterview 2\n",
    ],
)
def test_one_interview_stays_one(content: str) -> None:
    transcript = of(content)
    ((title, part),) = divide(transcript)
    assert title == ""
    assert part is transcript


def test_roles_warnings_and_letters_go_with_each_part() -> None:
    talk = "Tazatel: Jak?\nEva: Tak.\n" * 3
    transcript = of(f"Rozhovor 1\n{talk}\nRozhovor 2\n{talk.replace('Eva', 'Ota')}")
    (_, one), (_, two) = parts(transcript)
    assert set(one.roles) <= {"Tazatel", "Eva"}
    assert one.roles["Tazatel"] == two.roles["Tazatel"] == "interviewer"
    assert one.warnings == two.warnings == transcript.warnings
    assert one.letters == (count_letters(one.text), count_letters(one.text))


def test_notes_move_with_their_words() -> None:
    text = f"Rozhovor 1\n\n{TALK}\nRozhovor 2\n\nI: Kdo?\nR: Sestra.\nI: A?\nR: Nic.\n"
    place = text.index("Sestra")
    transcript = Transcript(
        text,
        of(text).turns,
        "docx",
        notes=(TranscriptNote(place, place + 6, "comment", "Eva", "která?"),),
    )
    (_, one), (_, two) = parts(transcript)
    assert one.notes == ()
    assert [two.text[note.start : note.end] for note in two.notes] == ["Sestra"]


@pytest.mark.parametrize("heading", ["Interview", "Rozhovor", "Intervju", "interview_id"])
def test_a_column_divides_a_table(heading: str) -> None:
    content = f"{heading},Speaker,Text\n1,I,Jak?\n1,R,Tak.\n2,I,Co?\n2,,A kdy?\n2,R,Nic.\n"
    transcript = of(content, "x.csv")
    (one, a), (two, b) = parts(transcript)
    assert (one, two) == (f"{heading} 1", f"{heading} 2")
    assert a.text == "I: Jak?\nR: Tak.\n"
    assert b.text == "I: Co? A kdy?\nR: Nic.\n"


def test_a_turn_does_not_go_on_from_one_interview_to_the_next() -> None:
    transcript = of("Rozhovor,Speaker,Text\nA,I,Jak?\nA,R,Tak.\nB,,Jiný.\nB,I,Co?\nA,R,Zas.\n", "x.csv")
    assert [(title, part.text) for title, part in parts(transcript)] == [
        ("A", "I: Jak?\nR: Tak.\n"),
        ("B", "Jiný.\nI: Co?\n"),
        ("A (2)", "R: Zas.\n"),
    ]


LINE = st.one_of(
    st.sampled_from(["Interview 1", "Interview 2", "INTERVIEW 3", "Rozhovor č. 4", "Respondent 1", "I: ano", "R: ne", "", "# Interview 5: x"]),
    st.text(max_size=15),
)  # fmt: skip


@given(st.lists(LINE, max_size=25).map(lambda lines: canonical("\n".join(lines))))
def test_the_letters_of_the_parts_are_those_of_the_whole(text: str) -> None:
    if not text.strip():
        return
    turns = []
    offset = 0
    for line in text.split("\n"):
        if line.startswith(("I: ", "R: ")):
            turns.append(TranscriptTurn(offset, offset + len(line), offset + 3, line[0]))
        offset += len(line) + 1
    found = parts(Transcript(text, tuple(turns), "txt"))
    assert "".join("".join(part.text.split()) for _, part in found) == "".join(text.split())
