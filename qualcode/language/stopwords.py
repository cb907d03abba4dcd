"""Stop words: spaCy's lists, and what people say while they think."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from qualcode.language.codes import language_code

__all__ = ["FILLERS", "function_words", "stop_words"]

FILLERS: dict[str, str] = {
    "cs": "jo no teda tedy žejo hele bysme takovej takovejch takový ehm eh hm hmm mhm uhm ee aha jakoby jakože prostě",
    "sv": "liksom typ ju väl va nåt nån nåra dom är eh öh öhm hm hmm mm mhm asså ba jaha nja",
    "en": "um umm uh uhm erm er hm hmm mm mhm uh-huh yeah yep okay ok like know mean gonna wanna kinda sorta gotta",
}
"""Spoken fillers that the written lists lack, by language; separated by blanks."""


def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of English, Czech or Swedish in lower case; an empty set for other languages.

    >>> "gonna" in stop_words("en"), "žejo" in stop_words("cs"), "liksom" in stop_words("sv"), stop_words("de")
    (True, True, True, frozenset())
    """
    code = language_code(language)
    if code not in FILLERS:
        return frozenset()
    return function_words(code) | frozenset(FILLERS[code].split())


@cache
def function_words(code: str) -> frozenset[str]:
    """Return spaCy's stop words of a language in lower case, empty where it has none; ``code`` without region."""
    try:
        module = import_module(f"spacy.lang.{code}.stop_words")
    except ImportError:
        return frozenset()
    return frozenset(word.lower() for word in getattr(module, "STOP_WORDS", ()))
