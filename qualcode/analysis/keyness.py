"""What one document says markedly more often than the others: lemmas and phrases of two and three words.

Log-likelihood ratio after Dunning (1993) in the form of Rayson & Garside (2000), with the binary log ratio as effect
size (Hardie 2014), since G2 alone grows with the size of the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log2

import numpy as np

from qualcode.analysis.corpus import Corpus, Ints, Tokens

__all__ = ["KeyTerm", "key_terms", "log_likelihood", "log_ratio"]

LONGEST = 3
"""Words of the longest phrase."""
GAP = 2
"""Characters that may lie between two words of a phrase; a speaker's label is longer."""


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A lemma or phrase of one document with its figures."""

    terms: tuple[int, ...]
    """Terms of the corpus."""
    count: int
    rest: int
    documents: int
    g2: float
    log_ratio: float
    places: tuple[tuple[int, int], ...]
    """Spans in code points."""


def log_likelihood(a: int, b: int, c: int, d: int) -> float:
    """G2 of a term with ``a`` tokens among ``c`` in the target and ``b`` among ``d`` in the rest; a zero count adds nothing.

    >>> round(log_likelihood(10, 5, 1000, 2000), 3)
    6.931
    """
    if not (a + b) or not c or not d:
        return 0.0
    first = c * (a + b) / (c + d)
    second = d * (a + b) / (c + d)
    return 2.0 * ((a * log(a / first) if a else 0.0) + (b * log(b / second) if b else 0.0))


def log_ratio(a: int, b: int, c: int, d: int) -> float:
    """Binary logarithm of the ratio of the relative frequencies; a zero in the rest counts as half a token.

    >>> log_ratio(10, 5, 1000, 2000)
    2.0
    """
    if not a or not c or not d:
        return 0.0
    return log2((a / c) / ((b or 0.5) / d))


def key_terms(
    corpus: Corpus, document: int, *, least: int = 3, spread: int = 1, significance: float = 6.63
) -> list[KeyTerm]:
    """Terms of a document that are more frequent in it than in the rest, the highest G2 first.

    ``least`` is the lowest count in the document, ``spread`` the number of documents that must have the term,
    ``significance`` the lowest G2 (6.63: p < 0.01). Phrases neither start nor end in a word that says nothing, and
    run neither over punctuation nor from one turn into the next. A shorter term that occurs in the document only within a longer one found is left out.
    """
    found: list[KeyTerm] = []
    base = len(corpus.lemmas) + 1
    for words in range(1, LONGEST + 1):
        grams = {i: _grams(corpus, tokens, words, base) for i, tokens in corpus.documents.items()}
        keys, counts = np.unique(grams[document][0], return_counts=True)
        size = len(corpus.documents[document].term[corpus.documents[document].word])
        rest = np.zeros(len(keys), dtype=np.int64)
        spreads = np.ones(len(keys), dtype=np.int64)
        other = 0
        for i, (others, _) in grams.items():
            if i == document or not len(keys):
                continue
            other += int(corpus.documents[i].word.sum())
            theirs, numbers = np.unique(others, return_counts=True)
            at = np.searchsorted(keys, theirs)
            at[at == len(keys)] = 0
            same = keys[at] == theirs
            rest[at[same]] += numbers[same]
            spreads[at[same]] += 1
        for k in np.flatnonzero((counts >= least) & (spreads >= spread)):
            a, b = int(counts[k]), int(rest[k])
            g2, effect = log_likelihood(a, b, size, other), log_ratio(a, b, size, other)
            if g2 >= significance and effect > 0:
                places = _places(corpus.documents[document], grams[document], int(keys[k]), words)
                found.append(
                    KeyTerm(
                        _taken_apart(int(keys[k]), words, base), a, b, int(spreads[k]), g2, effect, places
                    )
                )
    whole = [term for term in found if not _within(term, found)]
    return sorted(whole, key=lambda term: (-term.g2, term.places))


def _grams(corpus: Corpus, tokens: Tokens, words: int, base: int) -> tuple[Ints, Ints]:
    """Keys of the phrases of so many words, and the token at which each starts."""
    size = len(tokens.term) - words + 1
    if size <= 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    content = corpus.content[tokens.term]
    good = content[:size] & content[words - 1 : words - 1 + size]
    key = np.zeros(size, dtype=np.int64)
    for n in range(words):
        good &= tokens.word[n : n + size]
        if n:
            good &= tokens.start[n : n + size] - tokens.end[n - 1 : n - 1 + size] <= GAP
        key = key * base + tokens.term[n : n + size] + 1
    at = np.flatnonzero(good)
    return key[at], at


def _places(tokens: Tokens, grams: tuple[Ints, Ints], key: int, words: int) -> tuple[tuple[int, int], ...]:
    starts = grams[1][grams[0] == key]
    return tuple(zip(tokens.start[starts].tolist(), tokens.end[starts + words - 1].tolist(), strict=True))


def _taken_apart(key: int, words: int, base: int) -> tuple[int, ...]:
    terms: list[int] = []
    for _ in range(words):
        key, last = divmod(key, base)
        terms.append(last - 1)
    return tuple(reversed(terms))


def _within(term: KeyTerm, others: list[KeyTerm]) -> bool:
    """Whether a term occurs in the document only inside one longer term."""
    size = len(term.terms)
    return any(
        other.count == term.count
        and len(other.terms) > size
        and any(other.terms[n : n + size] == term.terms for n in range(len(other.terms) - size + 1))
        for other in others
    )
