"""Lemmas of single words and of queries, by the same road as the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.language.engine import Rung, engine
from qualcode.language.forms import NO_OVERRIDES, clean_form, clean_overrides
from qualcode.language.indexing import NOT_A_WORD, index_document

__all__ = ["lemma", "lemmas", "parts", "query_lemmas"]


def lemma(
    word: str, language: str, overrides: Mapping[str, str] = NO_OVERRIDES, *, highest: Rung = "trained"
) -> str:
    """Return the lemma of one word in lower case; an unknown word gives its lower-cased form.

    >>> lemma("teams", "en"), lemma("Případovým", "cs"), lemma("Klienternas", "sv"), lemma("Frob", "zzz")
    ('team', 'případový', 'klient', 'frob')
    """
    return lemmas([word], language, overrides, highest=highest)[0]


def lemmas(
    words: Iterable[str],
    language: str,
    overrides: Mapping[str, str] = NO_OVERRIDES,
    *,
    highest: Rung = "trained",
) -> list[str]:
    """Return the lemma of each word; ``highest`` as in :func:`qualcode.language.engine.engine`."""
    own = clean_overrides(overrides)
    made = engine(language, highest)
    return [own.get(clean_form(word).lower()) or made.lemma(word) for word in words]


def parts(word: str, language: str) -> list[str]:
    """Return the tokens that the index makes of one word between white space.

    >>> parts("case-worker", "en")
    ['case', '-', 'worker']
    """
    index = index_document(word, [(0, len(word))], language, highest="dictionary")
    return [word[start : start + length] for start, length in zip(index.starts, index.lengths, strict=True)]


def query_lemmas(
    query: str, language: str, overrides: Mapping[str, str] = NO_OVERRIDES, *, highest: Rung = "trained"
) -> list[str]:
    """Return the lemmas of a query's words, taken apart as the index takes text apart; punctuation is left out.

    ``highest`` should be the rung on which the index was made that is to be searched.

    >>> query_lemmas("didn't help", "en")
    ['do', 'not', 'help']
    """
    index = index_document(query, [(0, len(query))], language, overrides, highest=highest)
    pairs = zip(index.lemmas, index.flags, strict=True)
    return [index.vocabulary[number] for number, flags in pairs if not flags & NOT_A_WORD]
