from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.units import count_letters, count_words, sentences, words

SPEECH = st.text(
    st.one_of(
        st.sampled_from(list(" .!?…\n[]()“”„'\"-,:5")),
        st.characters(codec="utf-8", exclude_categories=["Cs"]),
    ),
    max_size=120,
)


def split(text: str, language: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text), language)]


@given(SPEECH, st.sampled_from(["cs", "sv", "en", "de", ""]), st.integers(0, 20), st.integers(0, 20))
def test_sentences_partition_the_speech(text: str, language: str, left: int, right: int) -> None:
    start = min(left, len(text))
    end = max(start, len(text) - right)
    spans = sentences(text, start, end, language)
    covered: set[int] = set()
    previous = start
    for a, b in spans:
        assert previous <= a < b <= end
        assert text[a:b] == text[a:b].strip()
        covered.update(range(a, b))
        previous = b
    assert {i for i in range(start, end) if not text[i].isspace()} <= covered


@given(SPEECH)
def test_words_are_ordered_and_counted(text: str) -> None:
    spans = words(text)
    assert len(spans) == count_words(text)
    previous = 0
    for a, b in spans:
        assert previous <= a < b
        previous = b
    covered = {i for a, b in spans for i in range(a, b)}
    assert {i for i, c in enumerate(text) if c.isalnum()} <= covered


@given(SPEECH, st.integers(0, 120), st.integers(0, 120))
def test_words_between_offsets_stay_between_them(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    assert all(start <= x < y <= end for x, y in words(text, start, end))
    assert count_words(text, start, end) == count_words(text[start:end])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("don't", 1),
        ("case-worker", 1),
        ("3,5 hodiny", 2),
        ("Ano – ne", 2),
        ("snake_case", 2),
        ("č\u030c x\u0302y", 2),
        ("(…) ... !", 0),
        ("i 12:30", 2),
        ("konec.Začátek", 2),
    ],
)
def test_what_a_word_is(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["I went there.", "She said no!", "Why?"]),
        ("en", ["I saw Dr. Smith at 5 p.m. on Monday.", "He left at 6 p.m.", "Then he slept."]),
        ("en", ["It was, e.g. on Mondays, fine."]),
        ("en", ["I was there... and then left.", "Right."]),
        ("en", ["“Go away!” she said.", "“Fine.”", "He went."]),
        ("en", ["I was [inaudible] there.", "[laughs] Then no.", "It was so. [sighs]"]),
        ("en", ["J. Smith came."]),
        ("en", ["No.", "I never did.", "It was room no. 5 there."]),
        ("cs", ["Byl u MUDr. Nováka, tzv. specialisty.", "Bydlí v 5. patře."]),
        ("cs", ["Narodil se 5. 3. 1980 v Brně.", "Dělal služby atd.", "Potom odešel."]),
        ("cs", ["„Přijďte zítra,“ řekla.", "„Dobře.“", "A šel."]),
        ("cs", ["Nevím... možná jo.", "Jo?", "No jo!"]),
        ("sv", ["Han fick t.ex. hjälp av bl.a. socialtjänsten.", "Sedan gick han."]),
        ("sv", ["Vi har boende, sysselsättning osv.", "Det fungerar."]),
        ("fi", ["Tämä on lause.", "Ja toinen!"]),
    ],
)
def test_sentences_of_interviews(language: str, expected: list[str]) -> None:
    assert split(" ".join(expected), language) == expected


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert split("no full stop\n\nand on it goes", "en") == ["no full stop", "and on it goes"]


def test_a_single_line_end_does_not_end_a_sentence() -> None:
    assert split("We show the cabin\n     relieving. Good.", "en") == [
        "We show the cabin\n     relieving.",
        "Good.",
    ]


@pytest.mark.parametrize(
    "nasty", ["." * 60_000 + "x", "[" * 60_000, "a. [" * 15_000, "\n" * 60_000 + "x", "a-" * 30_000]
)
def test_hostile_text_takes_linear_time(nasty: str) -> None:
    before = time.process_time()
    sentences(nasty, 0, len(nasty), "en")
    words(nasty)
    assert time.process_time() - before < 5


@given(st.text(st.characters(codec=None)))
def test_letters_are_counted_as_python_knows_them(text: str) -> None:
    assert count_letters(text) == sum(map(str.isalpha, text))
