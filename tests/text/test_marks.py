"""Marks of transcription in three languages: what they mean, and what is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.mark_words import WORDS
from qualcode.text.marks import MARK_KINDS, TextMark, marks


def found(text: str) -> list[tuple[str, str, float | None]]:
    return [(text[m.start : m.end], m.kind, m.seconds) for m in marks(text)]


@pytest.mark.parametrize(
    ("mark", "kind", "seconds"),
    [
        ("(.)", "pause", None),
        ("(..)", "pause", None),
        ("(...)", "pause", None),
        ("(--)", "pause", None),
        ("(3)", "pause", 3.0),
        ("(0,5)", "pause", 0.5),
        ("(3s)", "pause", 3.0),
        ("(3 s)", "pause", 3.0),
        ("((2s))", "pause", 2.0),
        ("((2.5))", "pause", 2.5),
        ("(12 seconds pause)", "pause", 12.0),
        ("(pauza)", "pause", None),
        ("(pauza 3 s)", "pause", 3.0),
        ("(dlouhá pauza)", "pause", None),
        ("(lång paus)", "pause", None),
        ("(paus 4 sek)", "pause", 4.0),
        ("[pause 2 s]", "pause", 2.0),
        ("[2 min ticho]", "pause", 120.0),
        ("<pauza>", "pause", None),
        ("[laughs]", "laughter", None),
        ("(she laughs)", "laughter", None),
        ("[smích]", "laughter", None),
        ("(smích obou)", "laughter", None),
        ("<směje se>", "laughter", None),
        ("((skratt))", "laughter", None),
        ("(skrattar)", "laughter", None),
        ("*smích*", "laughter", None),
        ("[inaudible]", "unclear", None),
        ("[inaudible 00:06:19]", "unclear", None),
        ("(unintelligible)", "unclear", None),
        ("((unint.))", "unclear", None),
        ("[nesrozumitelné]", "unclear", None),
        ("(nesrozumitelně)", "unclear", None),
        ("[ohörbart]", "unclear", None),
        ("(hörs ej)", "unclear", None),
        ("[???]", "unclear", None),
        ("(?)", "unclear", None),
        ("???", "unclear", None),
        ("xxx", "unclear", None),
        ("[crosstalk 00:01:02]", "overlap", None),
        ("[mluví přes sebe]", "overlap", None),
        ("(i mun på varandra)", "overlap", None),
        ("//a pak prostě//", "overlap", None),
        ("//S02: No jo. //", "back-channel", None),
        ("(T: hm)", "back-channel", None),
        ("[R: jo]", "back-channel", None),
        ("<T: mhm>", "back-channel", None),
        ("(Jana: ja, precis)", "back-channel", None),
        ("//mhm//", "back-channel", None),
        ("(mhm)", "back-channel", None),
        ("*vzdech*", "direction", None),
        ("(kašle)", "direction", None),
        ("((nickar))", "direction", None),
        ("[vejde sestra a něco hledá ve skříni]", "direction", None),
        ("(telefonen ringer)", "direction", None),
        ("(…)", "omission", None),
        ("[...]", "omission", None),
        ("[…]", "omission", None),
        ("[REDACTED]", "anonymised", None),
        ("[město]", "anonymised", None),
        ("[jméno sestry]", "anonymised", None),
        ("[name of the clinic]", "anonymised", None),
        ("[stad 2]", "anonymised", None),
        ("[XXX]", "anonymised", None),
        ("XXX", "anonymised", None),
    ],
)
def test_each_notation_means_what_it_says(mark: str, kind: str, seconds: float | None) -> None:
    assert found(f"Já {mark} nevím.") == [(mark, kind, seconds)]


@pytest.mark.parametrize(
    "text",
    [
        "Já (jako vždycky) nevím.",
        "Byla tam sestra (ta starší, která se pořád směje všemu) a já.",
        "[00:01:02] Ano. [0:03 - 0:05] (00:06:19) #00:00:05-3#",
        "[SPEAKER_00]: Ano. [S1]: Ne. [id1] Snad. [x] hotovo [3]",
        "viz [odkaz](https://example.org/a//b//c)",
        "Narodil se (1987) a je mu (45) let.",
        "**Tazatel:** Jak? *Opravdu* tak.",
        "Cože??? To snad ne?! Mexxxiko XXXL",
        "a < b a c > d (pozn.: nic)",
        "[R07:123] [glossary:LM] ['silent-days', \"pause\"] ( ) [] <> ** // ((",
        "",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert found(text) == []


def test_a_mark_inside_of_speech_in_brackets_is_found() -> None:
    assert found("Byla tam (jak jsem už říkala [smích] tehdy) máma.") == [("[smích]", "laughter", None)]


def test_only_what_lies_between_the_offsets_is_looked_at() -> None:
    text = "(..) ano [smích] ne (3)"
    assert marks(text, 4, 17) == (TextMark(9, 16, "laughter"),)


def test_every_word_of_the_table_is_known_in_all_brackets() -> None:
    for kind, languages in WORDS.items():
        assert kind in MARK_KINDS
        for words in languages.values():
            for word in words.split():
                plain = word.replace("_", " ")
                for mark in (f"[{plain}]", f"({plain})", f"(({plain}.))", f"<{plain}>"):
                    assert [m.kind for m in marks(mark)] == [kind], mark


@given(st.text(alphabet="ab1 3.…?()[]<>*/xX:,smíchT\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_marks_are_in_order_within_the_offsets_and_without_overlap(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    reached = start
    for mark in marks(text, start, end):
        assert reached <= mark.start < mark.end <= end
        assert "\n" not in text[mark.start : mark.end]
        reached = mark.end


def test_a_million_words_take_less_than_a_second_of_cpu() -> None:
    line = (
        "a pak jsme (..) šli na úřad, [smích] kde nikdo nevěděl (jak už to bývá) co s námi, //hm// a tak dál "
        + "prostě slovo " * 40
        + "\n"
    )
    text = line * (1_000_000 // len(line.split()) + 1)
    begin = time.process_time()
    number = len(marks(text))
    assert time.process_time() - begin < 1
    assert number == 3 * text.count("\n")


@pytest.mark.parametrize("piece", ["(", "((", "[", "<", "*a", "//", "?", "x", "(a", "[a ", "//a/"])
def test_signs_without_end_are_passed_over_soon(piece: str) -> None:
    begin = time.process_time()
    marks(piece * 50_000)
    assert time.process_time() - begin < 4
