"""Text through a spaCy pipeline: tokens as offsets and strings, without keeping any ``Doc``.

spaCy's tokenizer looks at one word between white space at a time, so each word needs to be taken apart only
once; that is several times faster than a ``Doc`` of each turn, because inside a memory zone (without which
a long session's vocabulary grows without end) the tokenizer switches its own cache off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.language.pieces import LONGEST_PIECE, LONGEST_RUN, pieces

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["WORD", "read_pipeline", "split_words"]

WORD = re.compile(rf"\S{{1,{LONGEST_RUN}}}")
"""A word between white space, with the punctuation that clings to it."""


def split_words(nlp: Language, words: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Return for each word the tokens in it as pairs of offset in the word and length; a word has no white space.

    Must be called inside the pipeline's memory zone.
    """
    from spacy.attrs import IDX, LENGTH

    found: list[list[tuple[int, int]]] = [[] for _ in words]
    first = 0
    while first < len(words):
        last, size = first, 0
        while last < len(words) and size < LONGEST_PIECE:
            size += len(words[last]) + 1
            last += 1
        doc = nlp.tokenizer(" ".join(words[first:last]))
        number, begin = first, 0
        for start, length in doc.to_array([IDX, LENGTH]).tolist():
            while start > begin + len(words[number]):
                begin += len(words[number]) + 1
                number += 1
            found[number].append((start - begin, length))
        first = last
    return found


def read_pipeline(
    nlp: Language, text: str, spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Run the whole pipeline over ``spans`` of ``text``, one ``Doc`` a span, so that lemmas see their context.

    Yields start (in ``text``), length and the model's lemma of each token that is not white space, ``""`` where
    the model has no lemma. Must be called inside the pipeline's memory zone.
    """
    from spacy.attrs import IDX, IS_SPACE, LEMMA, LENGTH

    strings: dict[int, str] = {}
    cut = list(pieces(text, spans))
    for (piece, _), doc in zip(cut, nlp.pipe((text[s:e] for s, e in cut), batch_size=64), strict=True):
        for start, length, key, space in doc.to_array([IDX, LENGTH, LEMMA, IS_SPACE]).tolist():
            if not space:
                lemma = strings.get(key)
                if lemma is None:
                    lemma = strings[key] = str(nlp.vocab.strings[key])
                yield piece + start, length, lemma
