from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.turns import label_warnings, read_turns, role_report, write_turns

Row = tuple[str, int | None, int | None, str]


def rows(text: str, *labels: str) -> list[Row]:
    """Label, times and speech of each turn."""
    turns, _ = read_turns(text, labels)
    return [(str(t.label), t.start_time, t.end_time, text[t.speech_start : t.end]) for t in turns]


def written(text: str) -> str:
    return write_turns(text)[0]


def plain(*speeches: str) -> list[Row]:
    return [(speech.split("=")[0], None, None, speech.split("=")[1]) for speech in speeches]


def test_an_explicit_label_starts_a_turn_and_other_paragraphs_continue_it() -> None:
    text = "Rozhovor\n\nT: Jak?\nR: Tak.\n\nA ještě něco.\nT: Jo?\nR: Jo.\nR: A taky.\nT: Dobře."
    assert rows(text) == plain("T=Jak?", "R=Tak.\n\nA ještě něco.", "T=Jo?", "R=Jo.", "R=A taky.", "T=Dobře.")
    turns, _ = read_turns(text)
    assert text[: turns[0].start] == "Rozhovor\n\n"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("I:", "R:", ("I", "R")),
        ("I:\u00a0", "R: \u00a0", ("I", "R")),
        ("I :", "R :", ("I", "R")),
        ("I：", "R：", ("I", "R")),
        ("**Jana:**", "**Petr**:", ("Jana", "Petr")),
        ("1. I:", "2. R:", ("I", "R")),
        ("> I:", "> R:", ("I", "R")),
        ("[SPEAKER_00]:", "[SPEAKER_01]:", ("SPEAKER_00", "SPEAKER_01")),
        ("Tazatelka Jana:", "Respondent 2:", ("Tazatelka Jana", "Respondent 2")),
        ("Ž1/M2:", "R?", ("Ž1/M2", None)),
        (
            "Interviewee 1 and/or Interviewee 2:",
            "First L. (SL):",
            ("Interviewee 1 and/or Interviewee 2", "First L. (SL)"),
        ),
        ("T\t", "R\t", ("T", "R")),
        ("T.", "R.", ("T", "R")),
        ("T –", "R –", ("T", "R")),
        ("Intervjuare", "IP1", (None, None)),
    ],
)
def test_shapes_of_labels(a: str, b: str, expected: tuple[str | None, str | None]) -> None:
    text = f"{a} ett\n{b} två\n" * 3
    found = rows(text)
    wanted = [(label, speech) for label, speech in zip(expected, ("ett", "två"), strict=True) if label] * 3
    assert [(label, speech.split("\n")[0]) for label, _, _, speech in found] == wanted


@pytest.mark.parametrize(
    "label",
    [
        "Audio file",
        "Datum",
        "Note",
        "Pozn.",
        "Cena",
        "https",
        "title",
        "12",
        "x" * 41,
        "Well, you know",
        "Ljudfil",
        "Datum rozhovoru",
    ],
)
def test_false_speakers(label: str) -> None:
    assert rows(f"{label}: what it says\n" * 5) == []


def test_times_and_addresses_are_no_labels() -> None:
    assert rows("12:30 we met\nhttps://example.org\n13:00 we ate\n14:15 we left\n") == []
    assert rows("I: 12:30 bylo pozdě\nR: jo\n" * 3)[0] == ("I", None, None, "12:30 bylo pozdě")


def test_a_rare_label_needs_confirmation() -> None:
    text = "I: a\nR: b\n" * 3 + "Nurse: laugh\n"
    assert len(rows(text)) == 6
    _, heads = read_turns(text)
    assert heads.rare == (("Nurse", 1),)
    assert "--role" in label_warnings(heads)[0]
    assert rows(text, "nurse")[-1] == ("Nurse", None, None, "laugh")
    assert read_turns(text, ["Nurse"])[1].rare == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Interviewer", "Respondent"),
        ("Tazatel", "Informant"),
        ("Tazatelka", "Respondentka 2"),
        ("INTERVJUARE", "intervjuperson"),
        ("Moderátorka", "Účastník"),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_a_whole_word_for_a_role_is_a_label_however_rare(a: str, b: str, times: int) -> None:
    text = f"{a}: Jak?\n\n{b}: Tak.\n\n" * times
    assert rows(text) == plain(f"{a}=Jak?", f"{b}=Tak.") * times
    assert roles(text) == ({a: "interviewer", b: "respondent"}, [])
    assert label_warnings(read_turns(text)[1]) == []


def test_a_rare_word_for_a_role_among_others_is_a_turn_but_not_in_a_heading() -> None:
    talk = "Jana: a\nPetr: b\n" * 3
    assert rows(talk + "Tlumočnice: c\nJana: d\n")[-2:] == plain("Tlumočnice=c", "Jana=d")
    assert rows("Tazatelka: Jana Malá\nRespondent: R07\n\n" + talk) == plain("Jana=a", "Petr=b") * 3
    talk = "Interviewer: a\nAnna: b\n" * 3
    assert rows("Respondent: hello\n" + talk)[0] == ("Respondent", None, None, "hello")


@pytest.mark.parametrize("label", ["Otázka", "Answer", "Fråga 2", "Klient", "Tazatelka Jana", "Question"])
def test_other_labels_have_to_occur_three_times(label: str) -> None:
    assert rows(f"{label}: a\n" * 2) == []
    assert len(rows(f"{label}: a\n" * 3)) == 3


def test_words_for_roles_without_a_colon_stay_rare() -> None:
    assert rows("Respondent – ten přišel.\nTazatel – ten odešel.\n") == []


def test_confirmation_beats_refusal() -> None:
    assert rows("Note: a\nNote: b\n", "Note") == plain("Note=a", "Note=b")


def test_no_speakers_at_all_is_said() -> None:
    _, heads = read_turns("Jana: a\nPetr: b\n")
    (warning,) = label_warnings(heads)
    assert "Jana (1)" in warning
    assert "no turns" in label_warnings(read_turns("Just a text.")[1])[0]


def test_front_matter_is_no_speech() -> None:
    text = "---\nspeakers: x\nspeakers: y\nspeakers: z\n---\nI: a\nR: b\nI: c\nR: d\nI: e\nR: f\n"
    assert {label for label, *_ in rows(text)} == {"I", "R"}


def test_a_variant_of_spelling_is_the_same_speaker() -> None:
    assert [label for label, *_ in rows("Jana: a\nPetr: b\n" * 3 + "JANA: c\n")] == ["Jana", "Petr"] * 3 + [
        "Jana"
    ]


def test_indented_colons_in_wrapped_speech_are_no_labels() -> None:
    text = "CDR: read it\n     ROLL: 025\nCC: yes\n     ROLL: 026\n" * 3
    assert {label for label, *_ in rows(text)} == {"CDR", "CC"}


# times


@pytest.mark.parametrize(
    ("a", "b", "times"),
    [
        ("[00:00:05] Jana:", "[00:01:02.5] Petr:", (5000, 62500)),
        ("Jana: [00:00:05]", "Petr: (0:06)", (5000, 6000)),
        ("Jana [00:05]:", "Petr (01:00:19):", (5000, 3619000)),
        ("00:03:40.5Jana:", "00:03:41.0Petr:", (220500, 221000)),
        ("3:40 Jana:", "61:02 – Petr:", (220000, 3662000)),
        ("0:03:40 - Jana:", "0:03:41 - Petr:", (220000, 221000)),
        ("[00:00:05]\nJana:", "[00:00:07]\n_page : 3\nPetr:", (5000, 7000)),
        ("#00:00:05-3# Jana:", "#00:00:06-0# Petr:", (5300, 6000)),
        ("**Jana:** [00:00:05]", "**Petr:** [00:00:06]", (5000, 6000)),
    ],
)
def test_times_at_labels(a: str, b: str, times: tuple[int, int]) -> None:
    text = f"{a} one\n{b} two\n" * 3
    assert rows(text) == [("Jana", times[0], None, "one"), ("Petr", times[1], None, "two")] * 3
    assert written(text) == "Jana: one\nPetr: two\n" * 3


@pytest.mark.parametrize(
    ("a", "b", "times"),
    [
        ("Jana Malá  0:03", "Petr L.  1:00:04", (3000, 3604000)),
        ("Jana Malá: 00:00:16\n", "Petr L.: 00:00:17\n", (16000, 17000)),
        ("Jana Malá (00:06:19):", "Petr L. (00:07:19):", (379000, 439000)),
        ("Jana Malá [0:03]", "Petr L. [0:04]", (3000, 4000)),
    ],
)
def test_label_and_time_on_a_line_of_their_own(a: str, b: str, times: tuple[int, int]) -> None:
    text = f"{a}\none\nmore\n\n{b}\ntwo\n\n" * 3
    assert (
        rows(text) == [("Jana Malá", times[0], None, "one\nmore"), ("Petr L", times[1], None, "two")] * 3
        or rows(text) == [("Jana Malá", times[0], None, "one\nmore"), ("Petr L.", times[1], None, "two")] * 3
    )
    assert written(text).startswith("Jana Malá: one\nmore\n\nPetr L.: two")


def test_stamps_at_the_end_are_the_end_of_one_turn_and_the_start_of_the_next() -> None:
    text = "I: Wie? #00:00:05-3#\nB: Gut. #00:00:09-1#\n" + "I: Und? #00:00:10-0#\nB: Ja. #00:00:12-5#\n" * 2
    assert [(a, b) for _, a, b, _ in rows(text)][:3] == [(None, 5300), (5300, 9100), (9100, 10000)]
    assert written(text).startswith("I: Wie?\nB: Gut.\n")


def test_a_stamp_without_a_name_continues_the_turn() -> None:
    text = "Jana (00:06:07):\none\n\n(00:06:19):\nmore\n\nPetr (00:07:00):\ntwo\n\n" * 3
    assert rows(text)[0] == ("Jana", 367000, None, "one\n\n(00:06:19):\nmore")


def test_a_rare_speaker_with_a_stamp_of_their_own_is_taken_where_all_have_one() -> None:
    text = "[00:01] Jana: a\n[00:02] Petr: b\n" * 3 + "[00:09] Both: c\n"
    assert rows(text)[-1] == ("Both", 9000, None, "c")


def test_ranges_before_names() -> None:
    text = "0:0:0.0 --> 0:0:1.510\nFirst Last\nOK.\n0:0:2.0 --> 0:0:3.5\nOther One\nhm\n" * 3
    assert rows(text)[:2] == [("First Last", 0, 1510, "OK."), ("Other One", 2000, 3500, "hm")]


def test_names_of_recognised_speakers_on_their_own_lines() -> None:
    text = "SPEAKER_00\n[00:00:01] - Hej\n\nSPEAKER_01\n[00:00:05] - Ja\n\n" * 3
    assert rows(text)[:2] == [("SPEAKER_00", 1000, None, "Hej"), ("SPEAKER_01", 5000, None, "Ja")]


def test_footers_are_no_speech() -> None:
    text = "Jana  0:03\none\n\nPetr  0:04\ntwo\n\n" * 3 + "Transcribed by https://otter.ai\n"
    assert rows(text)[-1][3] == "two"


# roles


def roles(text: str, *labels: str) -> tuple[dict[str, str], list[str]]:
    turns, _ = read_turns(text, labels)
    found, warnings = role_report(text, turns, labels)
    return dict(found), warnings


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Interviewer", "Respondent"),
        ("Tazatelka", "Účastnice 2"),
        ("TAZATEL", "Informant"),
        ("Intervjuare", "Intervjuperson 1"),
        ("Výzkumnice", "Klient"),
        ("Moderator", "Deltagare 3"),
    ],
)
def test_whole_words_settle_a_role(a: str, b: str) -> None:
    assert roles(f"{a}: x?\n{b}: y\n" * 3) == ({a: "interviewer", b: "respondent"}, [])


@pytest.mark.parametrize(("a", "b"), [("I", "R"), ("T", "R"), ("Int", "IP"), ("M", "F"), ("Jana", "Petr")])
def test_letters_and_names_settle_nothing(a: str, b: str) -> None:
    found, warnings = roles(f"{a}: x?\n{b}: y\n" * 3)
    assert found == {}
    assert len(warnings) == 1
    assert f"{a} asks in 100% of its turns" in warnings[0]
    assert f"--role {a}=interviewer --role {b}=respondent" in warnings[0]


def test_without_questions_there_is_no_hint() -> None:
    _, (warning,) = roles("A B: x\nR: y\n" * 3)
    assert "asks" not in warning
    assert '--role "A B=ROLE" --role R=ROLE' in warning


@pytest.mark.parametrize(
    "line",
    [
        "(S = Student; I = Interviewer)",
        "I = interviewer, S = respondent",
        "Legenda: I – tazatelka, S – respondentka",
        "I: tazatelka\nS: respondent",
        "I = intervjuare; S = intervjuperson",
    ],
)
def test_a_legend_settles_roles(line: str) -> None:
    found, warnings = roles(line + "\n\n" + "I: a\nS1: b\nS2: c\n" * 3)
    assert found == {"I": "interviewer", "S1": "respondent", "S2": "respondent"}
    assert warnings == []
    assert len(rows(line + "\n\n" + "I: a\nS1: b\nS2: c\n" * 3)) == 9


@pytest.mark.parametrize(
    "line",
    [
        "S1 = Student; S2 = Nurse; I = Interviewer",
        "S = Student; N = Nurse; I = Interviewer",
    ],
)
def test_a_legend_with_two_kinds_of_others_settles_neither(line: str) -> None:
    others = re.findall(r"(S\d?|N|S2) = [SN]", line)
    talk = "".join(f"{label}: b\n" for label in others)
    found, warnings = roles(f"{line}\n\n" + f"I: a\n{talk}" * 3)
    assert found == {"I": "interviewer"}
    assert all(f"{label} (3 turns)" in warnings[0] for label in others)


def test_a_legend_says_nothing_of_labels_it_does_not_name() -> None:
    text = "I = Interviewer; S = Student\n\n" + "I: a\nS1: b\nS2: c\nAnna: d\n" * 3
    found, warnings = roles(text)
    assert found == {"I": "interviewer", "S1": "respondent", "S2": "respondent"}
    assert "Anna (3 turns)" in warnings[0]


def test_a_legend_confirms_a_rare_label() -> None:
    assert len(rows("T = tazatel, R = respondent\nT: a\nR: b\n")) == 2


def test_the_counterpart_of_the_only_other_speaker_is_said() -> None:
    found, warnings = roles("Interviewer: a\nAnna: b\n" * 3)
    assert found == {"Interviewer": "interviewer", "Anna": "respondent"}
    assert "Anna is taken as respondent" in warnings[0]
    found, _ = roles("Interviewer: a\nAnna: b\nPetr: c\n" * 3)
    assert found == {"Interviewer": "interviewer"}


def test_a_role_that_the_user_gives_is_not_asked_for() -> None:
    assert roles("T: a\nR: b\n" * 3, "T", "R")[1] == []
    assert "R (3 turns)" in roles("T: a\nR: b\n" * 3, "T")[1][0]


# any text

LINE = st.one_of(
    st.sampled_from(
        ["I: ano?", "R: ne", "Interviewer: x", "[00:00:05] I: a", "R (0:07): b", "[00:01:00]", "Jana  0:03", "", "  ROLL: 2",
         "_page : 3", "#00:00:05-3#", "T.\tx", "SPEAKER_00", "**R:** x", "0:0:1.0 --> 0:0:2.0", "I:", "---", "R = respondent"]
    ),
    st.text(max_size=25),
)  # fmt: skip


@given(
    st.lists(LINE, max_size=25).map(lambda lines: canonical("\n".join(lines))),
    st.lists(st.sampled_from(["I", "R", "Jana"])),
)
def test_turns_of_any_text_are_in_order_and_inside(text: str, labels: list[str]) -> None:
    turns, _ = read_turns(text, labels)
    for turn in turns:
        assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(text)
        assert turn.label
        assert turn.label.split()[0].casefold() in text[turn.start : turn.speech_start].casefold()
    for before, after in pairwise(turns):
        assert before.end <= after.start


@given(
    st.lists(LINE, max_size=25).map(lambda lines: canonical("\n".join(lines))),
    st.lists(st.sampled_from(["I", "R", "Jana"])),
)
def test_writing_turns_anew_keeps_order_speech_and_letters(text: str, labels: list[str]) -> None:
    before, _ = read_turns(text, labels)
    new, turns, _ = write_turns(text, labels)
    assert canonical(new) == new
    assert [t.label for t in turns] == [t.label for t in before]
    assert count_letters(new) >= count_letters(text)
    for turn in turns:
        assert turn.label
        assert new[turn.start : turn.speech_start].rstrip().endswith((":", "："))
        assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(new)
    for one, other in pairwise(turns):
        assert one.end <= other.start


@pytest.mark.parametrize(
    "line",
    [
        "a" * 60_000,
        ":" * 60_000,
        "I:" + " " * 60_000 + "x",
        " " * 60_000 + "I:",
        "1:" * 30_000,
        "[00:01] " * 8_000,
        "I: (" * 15_000,
        "I\t" * 30_000,
        "[00:01]\n" * 8_000,
        "[00:01]\n\n\n\n\n\n\n" * 4_000,
        "#00:00:01-1#" * 5_000,
        "S = student " * 5_000,
        "a b c d e f:\n" * 5_000,
        "".join(f"x{i}: y\n" for i in range(5_000)),
        "".join(f"[00:01] x{i}: y\n" for i in range(5_000)),
    ],
)
def test_hostile_text_takes_linear_time(line: str) -> None:
    before = time.process_time()
    write_turns(line)
    assert time.process_time() - before < 5
