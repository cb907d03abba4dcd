from __future__ import annotations

import pickle
import re
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from multiprocessing import get_context

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualcode.language.indexing import NOT_A_WORD, NUMBER, STOP_WORD, LanguageIndex, index_document
from qualcode.language.pieces import LONGEST_PIECE, pieces

INTERVIEW = "I: How many clients?\nR07: Well, 12 – no, “twelve”: 3,5 per worker… It's (sadly) 2x too much.\n"
SPEECH = [(m.start(1), m.end(1)) for m in re.finditer(r"^\w+: (.*)$", INTERVIEW, re.M)]


def tokens(text: str, index: LanguageIndex) -> list[str]:
    return [text[start : start + length] for start, length in zip(index.starts, index.lengths, strict=True)]


def words_with(index: LanguageIndex, text: str, bit: int) -> set[str]:
    return {word for word, flags in zip(tokens(text, index), index.flags, strict=True) if flags & bit}


def test_labels_are_no_tokens_and_offsets_are_those_of_the_whole_text() -> None:
    index = index_document(INTERVIEW, SPEECH, "en")
    found = tokens(INTERVIEW, index)
    assert found[:5] == ["How", "many", "clients", "?", "Well"]
    assert "R07" not in found
    assert "".join(found) == "".join("".join(INTERVIEW[a:b].split()) for a, b in SPEECH)


def test_flags_tell_stop_words_signs_and_numbers() -> None:
    index = index_document(INTERVIEW, SPEECH, "en")
    assert words_with(index, INTERVIEW, NUMBER) == {"12", "3,5"}
    assert words_with(index, INTERVIEW, NOT_A_WORD) == set("?,–“”:…().")
    assert {"How", "It", "'s", "too", "much"} <= words_with(index, INTERVIEW, STOP_WORD)
    assert "clients" not in words_with(index, INTERVIEW, STOP_WORD)


def test_the_vocabulary_is_lower_cased_unique_and_in_the_order_of_the_text() -> None:
    text = "Klienti. Klientům klient; Praha!"
    index = index_document(text, [(0, len(text))], "cs")
    assert index.vocabulary == ("klient", ".", ";", "praha", "!")
    assert list(index.lemmas) == [0, 1, 0, 0, 2, 3, 4]


def test_the_index_says_what_made_it() -> None:
    index = index_document("klienter", [(0, 8)], "sv-SE")
    assert (index.rung, index.language) == ("dictionary", "sv-SE")
    assert re.fullmatch(r"spaCy [\d.]+ \(blank sv\), simplemma [\d.]+ \(sv\), rules \d+", index.made_with)
    assert index_document("x", [(0, 1)], "").language == ""


def test_columns_are_small() -> None:
    index = index_document(INTERVIEW, SPEECH, "en")
    assert [c.itemsize for c in (index.starts, index.lengths, index.lemmas, index.flags)] == [4, 4, 4, 1]


@pytest.mark.parametrize("language", ["en", "cs", "sv", "xx"])
def test_taking_words_apart_one_by_one_gives_the_tokens_of_spacy(language: str) -> None:
    text = (
        INTERVIEW
        + "don’t can't U.K. e.g. this/that a-b-c x@y.org https://a.b/c?d=e :-) např. MUDr. bl.a. 5. 12:30 “ok”... "
    )
    text = (text + "\t\u00a0 A.\u2028B\n") * 3
    index = index_document(text, [(0, len(text))], language)
    import spacy

    expected = [(t.idx, len(t)) for t in spacy.blank(language)(text) if not t.is_space]
    assert list(zip(index.starts, index.lengths, strict=True)) == expected


SPANS = st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80)), max_size=6)
TEXTS = st.text(st.characters(), max_size=60) | st.text("aě.,' \n-(\u00ad\u200b’1👩‍e\u0301", max_size=60)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, spans=SPANS, language=st.sampled_from(["en", "cs", "sv", "xx", "zh", "tr"]))
@example(text="\ud800a \udfff", spans=[(0, 4)], language="en")
@example(text="x" * 450 + " (((" + "y" * 30, spans=[(0, 500)], language="cs")
def test_every_token_lies_in_a_span_and_equals_its_slice(
    text: str, spans: list[tuple[int, int]], language: str
) -> None:
    index = index_document(text, spans, language)
    size = len(index.starts)
    assert size == len(index.lengths) == len(index.lemmas) == len(index.flags)
    places = list(zip(index.starts, index.lengths, strict=True))
    assert all(length > 0 for _, length in places)
    assert all(a + n <= b for (a, n), (b, _) in pairwise(places))
    inside = {i for start, end in spans for i in range(max(start, 0), min(end, len(text)))}
    covered = [i for start, length in places for i in range(start, start + length)]
    assert set(covered) == {i for i in inside if not text[i].isspace()}
    for (start, length), number, flags in zip(places, index.lemmas, index.flags, strict=True):
        token = text[start : start + length]
        assert len(token.split()) == 1
        assert index.vocabulary[number]
        assert index.vocabulary[number] == index.vocabulary[number].lower()
        assert bool(flags & NOT_A_WORD) == (not any(c.isalnum() for c in token))
    assert len(set(index.vocabulary)) == len(index.vocabulary)
    assert set(index.lemmas) == set(range(len(index.vocabulary)))
    assert " ".join(index.vocabulary).encode().decode().split() == list(index.vocabulary)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("a (\n"), st.integers(1, 30_000)), max_size=5))
def test_pieces_are_short_and_lose_nothing(runs: list[tuple[str, int]]) -> None:
    text = "".join(sign * count for sign, count in runs)
    cut = list(pieces(text, [(0, len(text))] if text else []))
    assert "".join(text[a:b] for a, b in cut) == text
    assert all(0 < b - a <= LONGEST_PIECE for a, b in cut)


def test_a_megabyte_of_brackets_ends() -> None:
    text = "(" * 200_000
    index = index_document(text, [(0, len(text))], "en")
    assert len(index.starts) == len(text)


def test_own_lemmas_join_forms_in_the_index() -> None:
    text = "Kontaktka, kontaktky"
    own = {"kontaktky": " Kontaktní\ncentrum", "KONTAKTKA": "kontaktní centrum"}
    assert index_document(text, [(0, len(text))], "cs", own).vocabulary == ("kontaktní centrum", ",")


def pools() -> list[Executor]:
    return [ThreadPoolExecutor(4), ProcessPoolExecutor(1, mp_context=get_context("spawn"))]


@pytest.mark.parametrize("pool", [0, 1], ids=["threads", "processes"])
def test_any_executor_can_run_it(pool: int) -> None:
    texts = [f"{INTERVIEW} clients number{n} worker's" for n in range(12)]
    job = partial(index_document, speech=[(0, 500)], language="en", overrides={"worker": "colleague"})
    with pools()[pool] as executor:
        found = list(executor.map(job, texts))
    assert found == [job(text) for text in texts]
    assert pickle.loads(pickle.dumps(found[0])) == found[0]
