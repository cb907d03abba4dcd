"""Speakers beyond the plain label: several at once, names alone on a line, variants joined, and what is no speaker."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.documents import Transcript
from qualcode.transcripts.registry import read_bytes
from qualcode.transcripts.variants import variants
from tests.formats.wordfile import docx, para, table

TALK = "I: Jak?\nR: Tak.\n" * 3


def of(content: str | bytes, name: str = "x.txt", **given: dict[str, str]) -> Transcript:
    return read_bytes(content.encode() if isinstance(content, str) else content, name, same=given.get("same"))


def speech(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.label, transcript.text[t.speech_start : t.end]) for t in transcript.turns]


# several at once


@pytest.mark.parametrize(
    ("opening", "label"),
    [
        ("Both:", "Both"),
        ("VŠICHNI:", "VŠICHNI"),
        ("Oba:", "Oba"),
        ("Alla:", "Alla"),
        ("I & R:", "I & R"),
        ("(I & R):", "(I & R)"),
        ("I, R:", "I, R"),
        ("I a R:", "I a R"),
        ("I/R:", "I/R"),
        ("Interviewee 1 and/or Interviewee 2:", "Interviewee 1 and/or Interviewee 2"),
        ("Interviewee 1 and/or 2:", "Interviewee 1 and/or 2"),
    ],
)
def test_several_at_once_are_a_turn_of_their_own(opening: str, label: str) -> None:
    transcript = of(f"{TALK}{opening} Ano!\nR: Jo.\n")
    assert speech(transcript)[-3:] == [("R", "Tak."), (label.strip("()"), "Ano!"), ("R", "Jo.")]


def test_several_at_once_have_a_role_where_all_have_the_same() -> None:
    talk = "Interviewer: Jak?\nIP1: Tak.\nIP2: Ne.\n" * 3
    transcript = of("Interviewer = intervjuare, IP1 = respondent, IP2 = respondent\n" + talk + "IP1 & IP2: a\nInterviewer & IP1: b\nAll: c\n")  # fmt: skip
    assert [t.label for t in transcript.turns][-3:] == ["IP1 & IP2", "Interviewer & IP1", "All"]
    assert transcript.roles == {
        "Interviewer": "interviewer",
        "IP1": "respondent",
        "IP2": "respondent",
        "IP1 & IP2": "respondent",
    }
    assert "Interviewer & IP1 (1 turn), All (1 turn)" in transcript.warnings[-1]


def test_both_are_not_the_counterpart_of_the_interviewer() -> None:
    found = of("Interviewer: Jak?\nAnna: Tak.\n" * 3 + "Both: Ano.\n").roles
    assert found == {"Interviewer": "interviewer", "Anna": "respondent"}


def test_a_stage_direction_in_brackets_is_no_speaker_of_several() -> None:
    transcript = of(TALK + "(smích):\n(R: a, B: b): c\n(smích a pláč): d\n" * 3)
    assert {t.label for t in transcript.turns} == {"I", "R"}


# names alone on a line


@pytest.mark.parametrize(
    "content",
    [
        "Researcher\nWhy?\n\nUnknown Speaker\nSo.\n\nResearcher\nAnd?\n",
        "Tazatelka\nWhy?\nRespondent 2\nSo.\nTazatelka\nAnd?\n",
        "**Jana Malá**\n\nWhy?\n\n**Petr de Wit**\n\nSo.\n\n" * 3,
        "Jana Malá\nWhy?\nPetr de Wit\nSo.\n" * 3,
        "Jana Malá\nWhy?\nWhen?\nWhere?\nWho?\n\nPetr de Wit\nSo.\nA.\nB.\nC.\nD.\n\n" * 3,
    ],
)
def test_names_alone_on_a_line(content: str) -> None:
    found = speech(of(content))
    lines = content.replace("*", "").split("\n")
    assert [label for label, _ in found] == [line for line in lines if line[:6] in ("Resear", "Unknow", "Tazate", "Respon", "Jana M", "Petr d")]  # fmt: skip
    assert found[0][1].startswith("Why?")
    assert found[1][1].startswith("So.")


def test_names_alone_are_written_with_a_colon_in_word() -> None:
    body = "".join(map(para, ["Jana Malá", "Proč?", "Petr Novák", "Protože."] * 3))
    transcript = of(docx(body), "x.docx")
    assert transcript.text.split("\n")[:2] == ["Jana Malá: Proč?", "Petr Novák: Protože."]


@pytest.mark.parametrize(
    "content",
    [
        "How was it?\nAno\nAnd then?\nNe\n" * 4,
        "Summary\n\nMuch text here.\n\nAnd more of it.\n\nAnd more.\n\nNotes\n\nOther text.\n\nAnd so on.\n\nAnd on.\n\n" * 3,
        "Jana Malá\nPetr Novák\n" * 6,
    ],
)  # fmt: skip
def test_short_lines_that_come_again_are_not_names(content: str) -> None:
    assert of(content).turns == ()


# what is no speaker


@pytest.mark.parametrize(
    "line",
    [
        "We have: this",
        "Vi säger: det",
        "a pak řekla: ne",
        "Pozn.: plakala",
        "Pozn. přepisovatelky: plakala",
        "Poznámka: plakala",
        "Anm. till texten: skratt",
        "Audio file: a.mp3",
        "speakers: 2",
    ],
)
def test_sentences_remarks_and_keys_are_no_speakers(line: str) -> None:
    head = "---\nspeakers: x\nspeakers: y\nspeakers: z\n---\n" if line.startswith("speakers") else ""
    transcript = of(head + TALK + (f"{line}\n" * 4 if not head else ""))
    assert {t.label for t in transcript.turns} == {"I", "R"}


def test_names_that_begin_like_a_sentence_are_speakers() -> None:
    assert {t.label for t in of("My Svensson: a\nHan Li: b\n" * 3).turns} == {"My Svensson", "Han Li"}


# one speaker under several labels


SAME = {"Jnaa": "Jana", "J.": "Jana"}


def test_joined_labels_in_a_text_file_leave_the_text_alone() -> None:
    content = "Jana: a\nPetr: b\n" * 3 + "Jnaa: c\nJ.: d\n"
    transcript = of(content, same=SAME)
    assert transcript.text == content
    assert speech(transcript)[-2:] == [("Jana", "c"), ("Jana", "d")]
    assert "Jnaa" not in " ".join(transcript.warnings)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx("".join(map(para, ["Jana: a", "Petr: b"] * 3 + ["Jnaa: c", "J.: d"]))), "x.docx"),
        (docx(table(*[("Jana", "a"), ("Petr", "b")] * 3, ("Jnaa", "c"), ("J.", "d"))), "x.docx"),
        ("<p>Jana: a<p>Petr: b" * 3 + "<p>Jnaa: c<p>J.: d", "x.html"),
        ("Speaker,Text\n" + "Jana,a\nPetr,b\n" * 3 + "Jnaa,c\nJ.,d\n", "x.csv"),
    ],
)
def test_joined_labels_are_written_where_the_reader_writes_labels(data: str | bytes, name: str) -> None:
    transcript = of(data, name, same=SAME)
    assert transcript.text.strip().split("\n") == ["Jana: a", "Petr: b"] * 3 + ["Jana: c", "Jana: d"]
    assert transcript.letters is None or transcript.letters[0] == transcript.letters[1]


def test_joined_labels_of_cues_and_segments_are_one_turn() -> None:
    cues = "".join(
        f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n<v {name}>{name[0]}{n}</v>\n\n"
        for n, name in enumerate(["Jana", "Jnaa", "Petr"])
    )
    assert of("WEBVTT\n\n" + cues, "x.vtt", same=SAME).text == "Jana: J0 J1\nPetr: P2\n"
    segments = ",".join(
        f'{{"start": {n}, "end": {n + 1}, "text": "t{n}", "speaker": "{name}"}}'
        for n, name in enumerate(["Jana", "Jnaa", "Petr"])
    )
    assert of(f'{{"segments": [{segments}]}}', "x.json", same=SAME).text == "Jana: t0 t1\nPetr: t2\n"


def test_what_is_known_of_a_joined_label_holds_for_the_other_one() -> None:
    talk = "Jana: Jak?\nR: Tak.\n" * 3
    assert of("T = tazatelka\n" + talk + "T: A?\n", same={"T": "Jana"}).roles["Jana"] == "interviewer"
    assert of(talk + "Tazatelka: A?\n", same={"Tazatelka": "Jana"}).roles["Jana"] == "interviewer"


# suggestions


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"Jana Malá": 40, "Jana Mala": 2, "JANA MALÁ": 1, "Jana  Malá ": 1}, 1),
        ({"Tazatelka": 40, "Tazatekla": 1}, 1),
        ({"Tazatelka": 40, "Tazatelka ": 3, "Respondent": 30, "Respodent": 2}, 2),
        ({"Jana Malá": 40, "Jana": 5}, 1),
        ({"Jana Malá": 40, "Jana M.": 5}, 1),
        ({"Jana Malá": 40, "Jana Velká": 30, "Jana": 5}, 0),
        ({"R": 40, "R1": 3}, 1),
        ({"R": 4, "R1": 30, "R2": 20}, 0),
        ({"R1": 30, "R2": 20}, 0),
        ({"Respondent 1": 30, "Respondent 2": 1}, 0),
        ({"Jana": 30, "Hana": 28}, 0),
        ({"I": 30, "R": 1, "T": 1}, 0),
        ({"IP1": 30, "IP1 & IP2": 1, "IP2": 20, "Both": 1, "Bothe": 1}, 0),
        ({"Jana": 30, "Ja\u00adna": 1, "Ja\u200bna": 1}, 1),
    ],
)
def test_variants_of_one_label(labels: dict[str, int], expected: int) -> None:
    found = variants(labels)
    assert len(found) == expected
    for group in found:
        assert labels[group[0]] == max(labels[label] for label in group)


@given(st.dictionaries(st.text(max_size=12), st.integers(1, 50), max_size=12))
def test_variants_of_any_labels_are_groups_of_them(labels: dict[str, int]) -> None:
    found = [label for group in variants(labels) for label in group]
    assert len(found) == len(set(found))
    assert set(found) <= set(labels)
    assert all(len(group) > 1 for group in variants(labels))


def test_many_labels_are_compared_in_bounded_time() -> None:
    before = time.process_time()
    variants({f"{'abcdefghij'[n % 10] * 20}{'klmno'[n % 5] * (n % 7)} Novák{n}": n for n in range(5000)})
    assert time.process_time() - before < 10
