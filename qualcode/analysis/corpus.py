"""The tokens of several documents in one numbering of lemmas: what similarity and keyness count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from qualcode.language.forms import NOT_A_WORD, NUMBER, STOP_WORD
from qualcode.language.indexing import LanguageIndex

__all__ = ["Corpus", "Ints", "Tokens"]

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of one document, in the order of the text; columns of equal length."""

    start: Ints
    """Code points."""
    end: Ints
    term: Ints
    """Index into the corpus's terms."""
    word: Bools
    """False for punctuation and symbols."""


class Corpus:
    """The tokens of documents; lemmas of different languages are different terms.

    A lemma is left out of all counts of content where at least half of its tokens are stop words, numbers or single
    letters: what is a stop word was settled token by token when the language index was made.
    """

    def __init__(self, indexes: Iterable[tuple[int, LanguageIndex]]) -> None:
        """``indexes`` are pairs of a document's id and its language index."""
        numbers: dict[tuple[str, str], int] = {}
        self.documents: dict[int, Tokens] = {}
        empty: list[Ints] = []
        for document, index in indexes:
            own = [
                numbers.setdefault((index.language, lemma), len(numbers)) for lemma in index.vocabulary
            ] or [0]
            starts = np.asarray(index.starts, dtype=np.int64)
            terms = np.asarray(own, dtype=np.int64)[np.asarray(index.lemmas, dtype=np.int64)]
            flags = np.asarray(index.flags, dtype=np.uint8)
            ends = starts + np.asarray(index.lengths, dtype=np.int64)
            self.documents[document] = Tokens(starts, ends, terms, (flags & NOT_A_WORD) == 0)
            empty.append(terms[(flags & (STOP_WORD | NOT_A_WORD | NUMBER)) != 0])
        self.lemmas: tuple[str, ...] = tuple(lemma for _, lemma in numbers)
        size = len(self.lemmas)
        every = [tokens.term for tokens in self.documents.values()]
        used = np.bincount(_joined(every), minlength=size)
        stops = np.bincount(_joined(empty), minlength=size)
        long = np.fromiter((len(lemma) > 1 for lemma in self.lemmas), dtype=np.bool_, count=size)
        self.content: Bools = (2 * stops < used) & long
        """For each term whether it says something."""

    def tokens_in(self, document: int, start: int, end: int) -> slice:
        """The tokens of a document that share a character with a span."""
        tokens = self.documents[document]
        return slice(
            int(np.searchsorted(tokens.end, start, side="right")),
            int(np.searchsorted(tokens.start, end, side="left")),
        )

    def terms(self, document: int, start: int, end: int) -> Ints:
        """The content terms of a span, in the order of the text, as often as they stand there."""
        found = self.documents[document].term[self.tokens_in(document, start, end)]
        return found[self.content[found]]

    def only(self, spans: Mapping[int, Sequence[tuple[int, int]]]) -> Corpus:
        """The same corpus in which nothing but the words inside some spans of each document counts as words."""
        made = copy(self)
        made.documents = {}
        for document, tokens in self.documents.items():
            inside = np.zeros(len(tokens.word), dtype=np.bool_)
            for span in spans.get(document, ()):
                inside[self.tokens_in(document, *span)] = True
            made.documents[document] = replace(tokens, word=tokens.word & inside)
        return made

    def columns(self, spans: Sequence[tuple[int, int, int]]) -> tuple[Ints, Ints]:
        """The content terms of many spans ``(document, start, end)``: the number of the span and the term, token by token."""
        terms = [self.terms(*span) for span in spans]
        sizes = np.fromiter((len(found) for found in terms), dtype=np.int64, count=len(terms))
        return np.repeat(np.arange(len(terms), dtype=np.int64), sizes), _joined(terms)


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
