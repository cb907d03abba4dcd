"""Key phrases against values worked out by hand."""

from __future__ import annotations

from math import log, log2

import pytest

from qualcode.analysis.corpus import Corpus
from qualcode.analysis.keyness import KeyTerm, key_terms, log_likelihood, log_ratio
from tests.analysis.test_similarity import language_index


def test_log_likelihood_by_hand() -> None:
    # expected: 1000 · 15 / 3000 = 5 here, 10 in the rest; 2 (10 ln 2 + 5 ln ½) = 10 ln 2
    assert log_likelihood(10, 5, 1000, 2000) == pytest.approx(10 * log(2))
    # a zero count adds nothing: 2 · 10 · ln(10 / (1000 · 10 / 3000)) = 20 ln 3
    assert log_likelihood(10, 0, 1000, 2000) == pytest.approx(20 * log(3))
    assert log_likelihood(5, 10, 1000, 2000) == pytest.approx(0.0)
    assert log_likelihood(0, 0, 1000, 2000) == 0.0
    assert log_likelihood(3, 0, 10, 0) == 0.0


def test_log_ratio_by_hand() -> None:
    assert log_ratio(10, 5, 1000, 2000) == 2.0
    assert log_ratio(10, 0, 1000, 2000) == pytest.approx(log2(40))


def phrases(corpus: Corpus, found: list[KeyTerm]) -> dict[str, KeyTerm]:
    return {" ".join(corpus.lemmas[t] for t in term.terms): term for term in found}


def test_phrases_with_their_exact_spans_and_what_is_within_them_left_out() -> None:
    here = "loss of trust . " * 4 + "clients come " * 2 + "trust"
    rest = "clients come and go " * 30
    corpus = Corpus([(1, language_index(here)), (2, language_index(rest))])
    found = phrases(corpus, key_terms(corpus, 1))
    assert set(found) == {"loss of trust", "trust"}, (
        "loss occurs only within the phrase; trust once more alone"
    )
    phrase = found["loss of trust"]
    assert (phrase.count, phrase.rest, phrase.documents) == (4, 0, 1)
    assert [here[a:b] for a, b in phrase.places] == ["loss of trust"] * 4
    assert [here[a:b] for a, b in found["trust"].places] == ["trust"] * 5
    words = 3 * 4 + 5  # signs do not count
    assert phrase.g2 == pytest.approx(log_likelihood(4, 0, words, 120))
    assert key_terms(corpus, 1, spread=2) == []
    assert key_terms(corpus, 1, least=6) == []


def test_phrases_do_not_run_over_punctuation_or_end_in_a_stop_word() -> None:
    corpus = Corpus(
        [(1, language_index("peer . worker the . " * 5)), (2, language_index("other words " * 40))]
    )
    assert set(phrases(corpus, key_terms(corpus, 1))) == {"peer", "worker"}


def test_only_words_inside_the_given_spans_count() -> None:
    text = "tell me . " * 5 + "rain falls . " * 5
    corpus = Corpus([(1, language_index(text)), (2, language_index("other words " * 40))])
    only = corpus.only({1: [(50, len(text))], 2: [(0, 9999)]})
    assert set(phrases(only, key_terms(only, 1))) == {"rain falls"}


def test_a_document_alone_or_without_words_has_no_key_phrases() -> None:
    alone = Corpus([(1, language_index("peer worker " * 9))])
    assert key_terms(alone, 1) == []
    empty = Corpus([(1, language_index(".")), (2, language_index("peer"))])
    assert key_terms(empty, 1) == []
