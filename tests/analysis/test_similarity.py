"""Similar passages, against scikit-learn and against figures worked out by hand."""

from __future__ import annotations

from array import array
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.corpus import Corpus
from qualcode.analysis.similarity import K1, B, PassageIndex
from qualcode.language.indexing import NOT_A_WORD, STOP_WORD, LanguageIndex

Texts = list[list[int]]


def index_of(texts: Texts, terms: int) -> PassageIndex:
    passage = np.array([n for n, text in enumerate(texts) for _ in text], dtype=np.int64)
    term = np.array([t for text in texts for t in text], dtype=np.int64)
    return PassageIndex(passage, term, len(texts), terms)


def bm25(texts: Texts, seeds: Texts) -> list[float]:
    """The formula, passage by passage."""
    average = sum(map(len, texts)) / len(texts)
    result = []
    for text in texts:
        total = 0.0
        for term in {t for seed in seeds for t in seed}:
            df = sum(term in other for other in texts)
            tf = text.count(term)
            idf = log(1 + (len(texts) - df + 0.5) / (df + 0.5))
            weight = idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(text) / average))
            total += sum(term in seed for seed in seeds) * weight
        result.append(total)
    return result


texts_of_terms = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=8), min_size=1, max_size=8)


@given(texts_of_terms, st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=8), min_size=1, max_size=3))
def test_scores_are_those_of_the_formula_and_their_parts_add_up(texts: Texts, seeds: Texts) -> None:
    index = index_of(texts, 10)
    query = index.query([np.array(seed, dtype=np.int64) for seed in seeds])
    scores = index.scores(query)
    assert scores.tolist() == pytest.approx(bm25(texts, seeds))
    for n, score in enumerate(scores):
        assert sum(index.shared(query, n).values()) == pytest.approx(float(score))
    best = index.best(scores, 3)
    assert best == sorted((n for n, s in enumerate(scores) if s > 0), key=lambda n: (-scores[n], n))[:3]


def test_passages_of_one_topic_are_found_as_scikit_learn_finds_them() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    rng = np.random.default_rng(3)
    topics, size = 12, 240
    texts = [
        [int(rng.integers(n % topics * 20, n % topics * 20 + 20)) for _ in range(6)]
        + [int(rng.integers(240, 900)) for _ in range(24)]
        for n in range(size)
    ]
    index = index_of(texts, 900)
    oracle = TfidfVectorizer(analyzer=lambda text: list(map(str, text)), sublinear_tf=True)
    rows = oracle.fit_transform(texts)
    hits = {"ours": 0, "oracle": 0}
    for topic in range(topics):
        seeds = [topic, topic + topics, topic + 2 * topics]
        scores = index.scores(index.query([np.array(texts[s], dtype=np.int64) for s in seeds]))
        theirs = np.asarray(np.asarray(rows[seeds].mean(axis=0)) @ rows.T.toarray()).ravel()
        for name, values in (("ours", scores), ("oracle", theirs)):
            values[seeds] = 0
            hits[name] += sum(int(n) % topics == topic for n in np.argsort(-values)[:10])
    assert hits["ours"] >= 0.95 * hits["oracle"]
    assert hits["ours"] >= 0.8 * topics * 10


def test_an_index_of_nothing_answers_nothing() -> None:
    index = index_of([], 5)
    assert index.query([np.array([1, 2], dtype=np.int64)]) == {}
    assert index.best(index.scores({}), 5) == []


def language_index(words: str, language: str = "en", stops: str = "the of") -> LanguageIndex:
    """An index of words between blanks; a word that is a stop word or a sign is flagged."""
    vocabulary: dict[str, int] = {}
    starts, lengths, lemmas, flags = array("I"), array("I"), array("I"), array("B")
    at = 0
    for word in words.split(" "):
        starts.append(at)
        lengths.append(len(word))
        lemmas.append(vocabulary.setdefault(word, len(vocabulary)))
        flags.append(
            NOT_A_WORD if not word.isalnum() else STOP_WORD if word in stops.split() else 0
        )  # fmt: skip
        at += len(word) + 1
    return LanguageIndex(starts, lengths, lemmas, flags, tuple(vocabulary), "plain", "test", language)


def lemmas(corpus: Corpus, document: int, start: int, end: int) -> list[str]:
    return [corpus.lemmas[t] for t in corpus.terms(document, start, end)]


def test_only_telling_words_that_touch_the_span_count() -> None:
    corpus = Corpus([(1, language_index("the trust of clients . grows a day"))])
    assert lemmas(corpus, 1, 0, 99) == ["trust", "clients", "grows", "day"]
    assert lemmas(corpus, 1, 8, 15) == ["trust", "clients"]
    assert lemmas(corpus, 1, 9, 12) == []


def test_the_same_lemma_in_two_languages_is_two_terms() -> None:
    corpus = Corpus(
        [(1, language_index("list")), (2, language_index("list", "cs")), (3, language_index("list"))]
    )
    assert corpus.terms(1, 0, 4).tolist() == corpus.terms(3, 0, 4).tolist()
    assert corpus.terms(1, 0, 4).tolist() != corpus.terms(2, 0, 4).tolist()
