"""Sentences against those that a person sees: the gold set beside this test, and rules that each have a reason."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qualcode.text.mark_words import WORDS
from qualcode.text.units import sentences

GOLD = Path(__file__).parent / "gold"
LEAST = {"en": (0.974, 0.938), "cs": (0.962, 0.971), "sv": (0.950, 0.941)}
"""F1 of boundaries that the project's language notes measured by language: on the sentences known to the rules, and held out."""

Turns = list[list[str]]


def read(language: str) -> tuple[Turns, Turns]:
    """The turns of a language: those known to the rules, and those held out."""
    known: Turns = []
    held_out: Turns = []
    part = known
    for block in (GOLD / f"{language}.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith("#")]
        if lines and lines[0].startswith("=="):
            part = held_out if "held out" in lines[0] else known
        elif lines:
            part.append(lines)
    return known, held_out


def boundaries(turn: list[str], language: str) -> tuple[set[int], set[int]]:
    """Where sentences begin inside a turn: as a person says, and as the rules say."""
    text = " ".join(turn)
    wanted: set[int] = set()
    at = 0
    for sentence in turn[:-1]:
        at += len(sentence) + 1
        wanted.add(at)
    return wanted, {start for start, _ in sentences(text, 0, len(text), language)[1:]}


def measure(turns: Turns, language: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the boundaries inside turns."""
    right = found = all_wanted = 0
    for turn in turns:
        wanted, got = boundaries(turn, language)
        right += len(wanted & got)
        found += len(got)
        all_wanted += len(wanted)
    precision, recall = right / found, right / all_wanted
    return precision, recall, 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
def test_boundaries_are_at_least_as_good_as_was_measured(language: str) -> None:
    for turns, least in zip(read(language), LEAST[language], strict=True):
        precision, recall, f1 = measure(turns, language)
        assert f1 >= least, (language, precision, recall, f1)


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
def test_the_gold_set_is_large_enough_to_say_something(language: str) -> None:
    known, held_out = read(language)
    assert sum(map(len, known)) >= 60
    assert sum(map(len, held_out)) >= 50


@pytest.mark.parametrize(
    ("language", "turn"),
    [
        ("en", ["You can't.", "I won't.", "She's Kev's."]),
        ("en", ["“Why me?” I asked.", "“Why you?” Anna said.", "“Why not?”", "He went home."]),
        ("en", ["They found hepatitis C.", "Nobody told me.", "So did J. Smith."]),
        ("en", ["There were three: 1. Money, 2. Work, 3. Me.", "Page 9-2.", "Then it ended."]),
        ("en", ["He lives in the U.K.", "Then he moved to the U.S. Virgin Islands."]),
        ("en", ["I was . . . there with . . . him.", "Right."]),
        ("en", ["She told me (he was ill. He never said.) that he left.", "(That was in May.", "Or June.)", "Then he came."]),
        ("en", ["So I went (T: Mhm. Right.) back to Kev.", "//Yes. Sure.// Off he went."]),
        ("en", ["I like – Kev likes – my flat.", "I have –", "We had forty clients, I mean."]),
        ("cs", ["Dobře.", "(smích) a pak jsem šel.", "Nevím… (smích) asi jo."]),
        ("cs", ["Pomohla nám.", "Svoboda to ví.", "Bydlí na nám. Svobody."]),
        ("cs", ["Bylo to v roce 1985.", "12 let potom.", "Dne 3. 4. 1985 jsem přišel."]),
        ("cs", ["Mám 3 tis. Kč.", "Měl hepatitidu C.", "Potom nic."]),
        ("sv", ["Jag ringde soc.", "Ingen svarade.", "Jag var ung.", "Då drack jag."]),
        ("sv", ["Hon bor på Storg. 14.", "I dag.", "14 dagar senare flyttade hon."]),
        ("de", ["Das war gut.", "[lacht] und dann kam Dr. Weiß."]),
    ],
)  # fmt: skip
def test_rules_that_a_person_would_miss(language: str, turn: list[str]) -> None:
    text = " ".join(turn)
    assert [text[a:b] for a, b in sentences(text, 0, len(text), language)] == turn


@pytest.mark.parametrize(
    "mark",
    ["(..)", "(...)", "(…)", "(.)", "(3)", "(3s)", "(0.5)", "((2s))", "(12 seconds pause)", "[smích]", "(skrattar)", "((skratt))",
     "[inaudible 00:06:19]", "[???]", "//Jo. Jo.//", "(T: Hm. Jo.)", "<směje se>", "*vzdech*", "[MĚSTO]", "[...]"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "cs", "sv"])
def test_no_mark_ends_a_sentence(mark: str, language: str) -> None:
    text = f"Ehm {mark} Karin {mark} gick."
    assert sentences(text, 0, len(text), language) == [(0, len(text))]


def test_no_word_that_a_transcriber_uses_in_brackets_ends_a_sentence() -> None:
    for by_language in WORDS.values():
        for language, words in by_language.items():
            for word in words.replace("_", " ").split():
                for mark in (f"({word})", f"({word}.)", f"[{word}]", f"(({word}...))"):
                    text = f"Ehm {mark} Karin gick."
                    assert sentences(text, 0, len(text), language) == [(0, len(text))], mark


@pytest.mark.parametrize(
    "nasty",
    [". ! ? " * 10_000, "(.. " * 15_000, "(a: b" * 12_000, "– Ne " * 12_000, "[x] " * 15_000, "a. (b " * 10_000, "//a" * 20_000,
     "1. " * 20_000, "[\n   " * 10_000, "((a" * 20_000],
)  # fmt: skip
def test_hostile_marks_take_linear_time(nasty: str) -> None:
    before = time.process_time()
    sentences(nasty, 0, len(nasty), "cs")
    assert time.process_time() - before < 3
