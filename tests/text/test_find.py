from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.text.canonical import canonical
from qualcode.text.find import find

CZECH = st.text("aáčďeéěiíňoóřsštťuúůyýž AÁČ\n", max_size=60)


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


@given(CZECH, st.text("acdeinorstuyz", min_size=1, max_size=3))
def test_a_query_without_accents_finds_every_place(text: str, query: str) -> None:
    text = canonical(text)
    flat = bare(text)
    assert len(flat) == len(text)
    expected = []
    place = flat.find(query)
    while place >= 0:
        expected.append((place, place + len(query)))
        place = flat.find(query, place + len(query))
    assert find(text, query) == expected


@given(CZECH, st.text("áčďéěíňóřšťúůýž", min_size=1, max_size=2))
def test_a_query_with_accents_finds_only_these(text: str, query: str) -> None:
    text = canonical(text)
    for start, end in find(text, query):
        assert text[start:end].lower() == query


@given(st.text(max_size=60).map(canonical), st.text(min_size=1, max_size=4))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str, query: str) -> None:
    previous = 0
    for start, end in find(text, query):
        assert previous <= start < end <= len(text)
        previous = end


def test_offsets_are_exact_behind_astral_and_combining_characters() -> None:
    text = canonical("👩‍👩‍👧 x\u0302y a Důvěra")
    (span,) = find(text, "duvera")
    assert text[slice(*span)] == "Důvěra"
    (span,) = find(text, "xy")
    assert text[slice(*span)] == "x\u0302y"


def test_whole_word_case_and_accents_can_be_asked_for() -> None:
    text = "Får vi far? Fart, får."
    assert len(find(text, "far")) == 4
    assert len(find(text, "far", whole_word=True)) == 3
    assert find(text, "far", whole_word=True, match_accents=True) == [(7, 10)]
    assert find(text, "Får", match_case=True) == [(0, 3)]
    assert len(find(text, "får", match_accents=False)) == 4


def test_white_space_stands_for_a_line_end() -> None:
    assert find("vztah\n   s klientem", "vztah s") == [(0, 10)]


def test_regular_expressions() -> None:
    assert find("trust 12, trust 7", r"trust \d+", regex=True) == [(0, 8), (10, 17)]
    assert find("abc", "x*", regex=True) == []
    with pytest.raises(InputError, match="not a regular expression"):
        find("abc", "(", regex=True)


def test_special_signs_are_plain_without_regex() -> None:
    assert find("what (really)?", "(really)?") == [(5, 14)]
    assert find("abc", "   ") == []
