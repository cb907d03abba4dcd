"""Lemmas from simplemma's dictionaries, with the words of our field that they get wrong put right."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.language.codes import dictionary_code
from qualcode.language.corrections import CORRECTIONS
from qualcode.language.endings import czech, swedish
from qualcode.language.stopwords import function_words

__all__ = ["dictionary"]


def dictionary(code: str) -> tuple[Callable[[str], str], str] | None:
    """Return a function from a cleaned word form to its lemma, and what it was made with; None without a dictionary.

    The lemma keeps the letter case of the dictionary. A capital matters (*Praze*, *Arbeit*), except in
    function words and in words written in capitals throughout, which are looked up in lower case. What
    :mod:`qualcode.language.endings` knows of Czech and Swedish holds for words in small letters.
    """
    import simplemma
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    name = dictionary_code(code)
    try:
        DEFAULT_DICTIONARY_FACTORY.get_dictionary(name)
    except ValueError:  # simplemma has no dictionary of this language
        return None
    lemmatize = simplemma.Lemmatizer(cache_max_size=1).lemmatize  # the engine has a cache of its own
    functional = function_words(code)
    corrections = CORRECTIONS.get(code, {})
    rules = {"cs": czech, "sv": swedish}.get(code)

    def known(form: str) -> bool:
        return simplemma.is_known(form, name)

    def listed(form: str) -> str:
        return corrections.get(form) or str(lemmatize(form, name))

    def lookup(form: str) -> str:
        lower = form.lower()
        corrected = corrections.get(lower)
        if corrected is not None:
            return corrected
        if lower in functional or form.isupper():
            form = lower
        if not form:
            return form
        found = str(lemmatize(form, name))
        if rules is None or lower in functional or (found[:1].isupper() and found.lower() != lower):
            return found
        return rules(lower, found if form == lower else str(lemmatize(lower, name)), known, listed)

    return lookup, f"simplemma {simplemma.__version__} ({name})"
