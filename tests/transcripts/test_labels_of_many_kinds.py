"""Labels as people write them: legends told from answers, long names, unseen signs, other signs than a colon, rare names in cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.documents import Transcript
from qualcode.transcripts.legends import legend
from qualcode.transcripts.registry import read_bytes
from qualcode.transcripts.unseen import Seen, visible
from tests.formats.wordfile import docx, para

TALK = "T: Kde to bylo?\nR: U řeky.\n" * 3


def of(content: str | bytes, *labels: str, name: str = "x.txt") -> Transcript:
    return read_bytes(content.encode() if isinstance(content, str) else content, name, labels=labels)


def speech(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.label, transcript.text[t.speech_start : t.end]) for t in transcript.turns]


def said(transcript: Transcript) -> str:
    return " ".join(transcript.warnings)


# legends


@pytest.mark.parametrize(
    "answer", ["R: Moderátor.", "R: Moderátor", "R: Klient.", "R: Participant", "R: Jsem výzkumnice.", "R – tazatelka"]
)  # fmt: skip
@pytest.mark.parametrize("before", [0, 1, 20])
def test_an_answer_of_one_word_is_a_turn_and_no_legend(answer: str, before: int) -> None:
    found = of(TALK * before + f"T: A čím jste?\n{answer}\n" + TALK)
    assert found.roles == {}
    assert speech(found)[before * 6 : before * 6 + 2] == [
        ("T", "A čím jste?"), ("R", answer.removeprefix("R").lstrip(": –")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "talk",
    [
        "T: Klientka.\nR: Moderátorka.\n" + TALK,
        "T: klientka\nR: moderátorka\nT: klientka\n" + TALK,
        "R: Tazatelka\n\nT: Klientka\n\n" + TALK,
        "R: tazatelka\n" + TALK,
        TALK + "Legenda:\nT: klientka\nR: tazatelka\n",
        TALK + "R: Tam stálo T = klient, R = tazatel.\n" + TALK,
        "R: Tam stálo T = klient, R = tazatel.\n" + TALK,
    ],
)
def test_words_for_roles_in_the_talk_settle_nothing(talk: str) -> None:
    assert of(talk).roles == {}


@pytest.mark.parametrize(
    "lines",
    [
        "T: tazatelka\nR: klientka\n",
        "T: tazatelka.\nR: klientka.\n\n",
        "T - tazatelka\nR - klientka\n",
        "T – tazatelka, R – klientka\n",
        "Legenda\nT: tazatelka\nR: klientka\n",
        "Mluvčí:\n\nT: tazatelka Jana z ústavu\n\nR: klientka\n",
        "**T:** tazatelka\n**R:** klientka\n",
        "Přepis\nDatum: 1. 5.\n\nT: tazatelka\nR: klientka\n\n",
        "T = tazatelka\n\nR = klientka\n",
    ],
)
def test_a_legend_above_the_talk_settles_roles_and_is_no_turn(lines: str) -> None:
    found = of(lines + TALK)
    assert found.roles == {"T": "interviewer", "R": "respondent"}
    assert len(found.turns) == 6


def test_an_answer_that_repeats_the_legend_stays_a_turn() -> None:
    assert speech(of("R = klient, T = tazatel\n\n" + TALK + "R: Klient.\n"))[-1] == ("R", "Klient.")


@given(st.lists(st.sampled_from(["T: tazatel", "R: klient.", "R: klient", "", "Legenda", "T = tazatel", "T: Ano?", "x"]), max_size=9))  # fmt: skip
def test_no_line_is_both_a_turn_and_a_legend(lines: list[str]) -> None:
    text = "\n".join(["Rozhovor", *lines])
    found = of(text)
    meaning = legend(text, [turn.start for turn in found.turns])
    roles = {"tazatel": "interviewer", "klient": "respondent"}
    assert all(found.roles.get(key, roles[word]) == roles[word] for key, word in meaning.items())


# long names, commas, number signs


@pytest.mark.parametrize(
    "label",
    [
        "Horáková, Marie",
        "Marie Horáková, Ph.D.",
        "Mgr. Marie Horáková, DiS.",
        "Účastnice #3",
        "Participant # 12",
        "Zástupkyně vedoucí oddělení sociální práce Brno-jih",
    ],
)
@pytest.mark.parametrize("kind", ["x.txt", "x.docx", "x.vtt"])
def test_unusual_names_that_come_often_are_speakers(label: str, kind: str) -> None:
    lines = [f"{label}: Kde?", "R: Tam."] * 3
    content: str | bytes = "\n".join(lines)
    if kind == "x.docx":
        content = docx("".join(map(para, lines)))
    if kind == "x.vtt":
        content = cues(*lines)
    assert speech(of(content, name=kind)) == [(label, "Kde?"), ("R", "Tam.")] * 3


@pytest.mark.parametrize("opening", ["Ano, Petře", "Well, you know", "No tak, milá paní", "x" * 41])
def test_speech_with_a_comma_before_a_colon_is_no_name_but_is_told(opening: str) -> None:
    found = of(TALK + f"{opening}: to ne.\n" * 3)
    assert {turn.label for turn in found.turns} == {"T", "R"}
    assert f"{opening} (3)" in said(found)
    assert "--role" in said(found)


def test_a_rare_unusual_name_is_told_and_lines_that_end_in_a_stamp_are_no_names() -> None:
    assert "Horáková, Marie (2)" in said(of(TALK + "Horáková, Marie: Ne.\n" * 2))
    text = "[00:01] Jana: a\n[00:02] Petr: b\n" * 3 + "[00:05] Horáková, Nováková, Malá [00:07]\n"
    assert {turn.label for turn in of(text).turns} == {"Jana", "Petr"}


@pytest.mark.parametrize(
    "label", ["„T“", "Účastník #3", "1", "a " * 55 + "b", "T?", "Note", "Well, you know"]
)
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("kind", ["x.txt", "x.vtt"])
def test_any_label_can_be_confirmed(label: str, times: int, kind: str) -> None:
    lines = ["Ema: Kde?", f"{label}: Tam."] * times
    found = of(cues(*lines) if kind == "x.vtt" else "\n".join(lines), label, "Ema", name=kind)
    assert speech(found) == [("Ema", "Kde?"), (label, "Tam.")] * times


def test_one_speaker_beside_other_openings_is_told() -> None:
    found = of("R: Tak.\nPoznámka: ticho\n" * 3)
    assert "R is the only speaker" in said(found)
    assert "Poznámka (3)" in said(found)
    assert "Poznámka" not in said(of(TALK + "Poznámka: ticho\n" * 3))
    assert "1 (3)" in said(of("1: Kde?\n2: Tam.\n" * 3))


def test_a_label_in_brackets() -> None:
    assert speech(of("(T): Kde?\n(R2): Tam.\n" * 3)) == [("T", "Kde?"), ("R2", "Tam.")] * 3
    found = of(TALK + "(pláč): dlouho\n" * 3)
    assert {turn.label for turn in found.turns} == {"T", "R"}
    assert speech(of("(Ema): a\nR: b\n" * 3, "Ema"))[0] == ("Ema", "a")


# signs that are not seen


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\u00ad", "\ufeff", "\u200e"])
@pytest.mark.parametrize("form", ["{0}T: ", "T{0}: ", "T:{0} ", "{0}T{0}:{0} "])
def test_unseen_signs_at_labels(sign: str, form: str) -> None:
    opening = form.format(sign)
    text = "Úvod\n" + f"{opening}Kde?\nR: Tam.\n" * 3
    found = of(text)
    assert found.text == text
    assert speech(found) == [("T", "Kde?"), ("R", "Tam.")] * 3
    assert not any(sign in text[t.speech_start : t.end] for t in found.turns)
    rare = of(f"{opening}Kde?\nR: Tam.\n", "T", f"R{sign}")
    assert speech(rare) == [("T", "Kde?"), ("R", "Tam.")]


def test_a_word_for_a_role_with_a_soft_hyphen_settles_it() -> None:
    found = of("Taza\u00adtelka: Kde?\nKlientka: Tam.\n" * 3)
    assert found.roles == {"Tazatelka": "interviewer", "Klientka": "respondent"}
    lines = ["Taza\u00adtelka: Kde?", "Klientka: Tam."] * 3
    assert of(cues(*lines), name="x.vtt").roles == found.roles


@given(st.text(st.sampled_from("T: a\n\u200b\u00ad\ufeff"), max_size=40))
def test_turns_lie_in_order_whatever_unseen_signs_there_are(text: str) -> None:
    seen = Seen(text)
    assert seen.text == visible(text)
    assert [visible(text[: seen.before(n)]) for n in range(len(seen.text) + 1)] == [
        seen.text[:n] for n in range(len(seen.text) + 1)
    ]
    found = of("x\n" + text, "T")
    places = [place for t in found.turns for place in (t.start, t.speech_start, t.end)]
    assert places == sorted(places)
    assert found.letters is None or found.letters[0] == found.letters[1]


# other signs than a colon


def test_a_known_label_with_a_tab_or_a_dash_begins_a_turn() -> None:
    text = TALK + "R\tAž tam.\nT – A proč?\n"
    assert speech(of(text))[-2:] == [("R", "Až tam."), ("T", "A proč?")]
    word = of(docx("".join(map(para, text.split("\n")))), name="x.docx")
    assert word.text.strip().split("\n")[-2:] == ["R: Až tam.", "T: A proč?"]


@pytest.mark.parametrize(
    ("label", "line", "told"),
    [
        ("R", "R. Novák přišel.", "R. (line 7)"),
        ("R", "R. ano", "R. (line 7)"),
        ("A", "A – to je ono.", "A – (line 7)"),
        ("Ema", "Ema – ta ne.", "Ema – (line 7)"),
    ],
)
def test_signs_that_may_be_speech_begin_no_turn_and_are_told(label: str, line: str, told: str) -> None:
    found = of(f"{label}: Kde?\nT: Tam.\n" * 3 + line + "\n")
    assert len(found.turns) == 6
    assert told in said(found)


def test_a_dash_behind_a_word_or_a_rare_label_begins_no_turn() -> None:
    for line in ("Proto – jak říkám.", "P – jak říkám.", "Marie Malá – ta ne."):
        found = of("T: Kde?\nMarie Malá: Tam.\n" * 3 + line + "\n")
        assert len(found.turns) == 6
        assert ("Marie Malá – (line 7)" in said(found)) == line.startswith("Marie")


# rare names in cues


def cues(*lines: str) -> str:
    body = (f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n{line}\n" for n, line in enumerate(lines))
    return "WEBVTT\n\n" + "\n".join(body)


def test_a_rare_name_in_cues_is_told() -> None:
    lines = ["Jana Malá: Kde?", "Petr: Tam."] * 3
    found = of(cues(*lines, "Ema Pozdní: Jsem tu.", "Mám: dvě."), name="x.vtt")
    assert {turn.label for turn in found.turns} == {"Jana Malá", "Petr"}
    assert "Ema Pozdní (1)" in said(found)
    assert '--role "Ema Pozdní=ROLE"' in said(found)
    assert speech(of(cues(*lines, "Ema Pozdní: Jsem tu."), "Ema Pozdní", name="x.vtt"))[-1] == (
        "Ema Pozdní", "Jsem tu.",
    )  # fmt: skip


def test_where_all_names_in_cues_are_rare_they_are_told() -> None:
    lines = ["Jana Malá: Kde?", "Petr: Tam."] * 2
    found = of(cues(*lines), name="x.vtt")
    assert "No cue names a speaker" in said(found)
    assert "Jana Malá (2), Petr (2)" in said(found)
    half = of(cues(*lines), "Petr", name="x.vtt")
    assert "Jana Malá (2)" in said(half)
    assert "Kde?" in half.text
