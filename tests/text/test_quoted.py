"""Quotation marks of several languages, citations, and finding printed words in a corpus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.citations import Citations
from qualcode.text.passages import Passages
from qualcode.text.quoted import quoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “go now” and „jdi hned“.", ["go now", "jdi hned"]),
        ("Hon sa ”gå nu” och »kom«.", ["gå nu", "kom"]),
        ('« oui », "straight" and ‘single’.', [" oui ", "straight", "single"]),
        ("It's the boss's “don't”", ["don't"]),
        ("„He said “go now” and left“ (R01)", ["He said “go now” and left"]),
        ("“He said “go now” and left” (R01)", ["He said “go now” and left"]),
        ('"He said "go now" and left" (R01)', ['He said "go now" and left']),
        ("„Begins here and goes on", ["Begins here and goes on"]),
        ('5" pipes and 6" pipes', []),
        ("", []),
    ],
)
def test_outermost_quotations(text: str, words: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in quoted(text)] == words


@given(st.text(alphabet="ab „“”»«\"'‚‘’.,[]", max_size=60))
def test_any_signs_are_read(text: str) -> None:
    last = 0
    for mark in quoted(text):
        assert last <= mark.start < mark.end <= len(text)
        assert list(mark.ends) == sorted(mark.ends)
        last = mark.start


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[R07:23]", [("R07", (23,))]),
        ("(R07:23)", [("R07", (23,))]),
        ("(R07, č. 23)", [("R07", (23,))]),
        ("(R07, no. 23)", [("R07", (23,))]),
        ("R07 nr 23", [("R07", (23,))]),
        ("(R7:23)", [("R07", (23,))]),
        ("(r07)", [("R07", ())]),
        ("(Respondent 7)", [("R07", ())]),
        ("(Informant 12)", [("R12", ())]),
        ("[R07:23, 25; R12:3–5]", [("R07", (23, 25)), ("R12", (3, 4, 5))]),
        ("[Klinika A:4]", [("Klinika A", (4,))]),
        ("[R99:4]", [("R99", (4,))]),
        ("R99 alone, at 10:23, PR07:1 and R070", []),
    ],
)
def test_citations(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    cites = Citations(["R07", "R12", "Klinika A"]).find(text)
    assert [(cite.case, cite.numbers) for cite in cites] == found


def test_a_study_without_cases_has_no_citations() -> None:
    assert Citations([]).find("[R07:23]") == []


@given(
    st.lists(
        st.sampled_from(["the", "cat", "sat", "on", "a", "mat", "and", "then", "it", "ran"]),
        min_size=40,
        max_size=80,
    ),
    st.data(),
)
def test_every_passage_of_a_corpus_is_among_the_candidates(words: list[str], data: st.DataObject) -> None:
    texts = [" ".join(words[:25]), " ".join(words[25:])]
    place = data.draw(st.integers(0, 1))
    own = texts[place].split()
    start = data.draw(st.integers(0, len(own) - 4))
    stop = data.draw(st.integers(start + 4, len(own)))
    printed = " ".join(own[start:stop])
    passages = Passages(texts)
    passages.index([printed])
    found = passages.candidates(printed, most=9)
    assert any(printed in texts[c.text][c.start : c.end] for c in found)
    assert passages.candidates("nothing of this kind here") == []
