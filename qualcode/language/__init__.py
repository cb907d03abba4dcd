"""The language index: spaCy's tokens, lemmas and stop words; the only room that imports spaCy and simplemma.

Importing this package loads neither of them: both are imported inside the functions that need them.
"""

from __future__ import annotations

from qualcode.language.codes import language_code
from qualcode.language.indexing import NOT_A_WORD, NUMBER, STOP_WORD, LanguageIndex, index_document
from qualcode.language.lemmas import lemma, query_lemmas
from qualcode.language.stopwords import stop_words

__all__ = [
    "LanguageIndex",
    "index_document",
    "STOP_WORD",
    "NOT_A_WORD",
    "NUMBER",
    "lemma",
    "query_lemmas",
    "stop_words",
    "language_code",
]
