"""Language codes as people write them, brought into the form that spaCy and simplemma know."""

from __future__ import annotations

import re

from qualcode.errors import InputError
from qualcode.language.iso_639 import is_language

__all__ = ["UNKNOWN", "check_language", "dictionary_code", "language_code"]

UNKNOWN = "xx"
"""Stands for a language that is not known or not given."""

_SHAPE = re.compile(r"[a-z]{2,3}")
_TWO_LETTERS = {
    "ces": "cs", "cze": "cs", "swe": "sv", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
    "pol": "pl", "slk": "sk", "slo": "sk", "dan": "da", "fin": "fi", "nld": "nl", "dut": "nl", "spa": "es",
    "ita": "it", "por": "pt", "ukr": "uk", "rus": "ru", "hun": "hu", "nob": "nb", "nor": "nb", "no": "nb",
    "nno": "nn", "und": "xx", "mul": "xx",
}  # fmt: skip
_DICTIONARY = {"hr": "hbs", "sr": "hbs", "bs": "hbs", "sh": "hbs"}


def check_language(language: str) -> None:
    """Refuse what is no language's code of two or three letters; raises :class:`~qualcode.errors.InputError`."""
    if not is_language(language):
        raise InputError(f"“{language}” is no language code; give two letters such as en, cs or sv.")


def language_code(language: str) -> str:
    """Return the two- or three-letter code of a language, in lower case and without a region.

    What cannot be a code at all gives ``xx``; a code of the right shape is kept, known or not.

    >>> language_code("cs-CZ"), language_code("SWE"), language_code("en_GB.UTF-8"), language_code("")
    ('cs', 'sv', 'en', 'xx')
    """
    code = re.split(r"[-_.@]", language.strip(), maxsplit=1)[0].lower()
    code = _TWO_LETTERS.get(code, code)
    return code if _SHAPE.fullmatch(code) else UNKNOWN


def dictionary_code(code: str) -> str:
    """Return the name under which simplemma keeps the dictionary of a language; it joins Serbo-Croatian into one.

    >>> dictionary_code("hr"), dictionary_code("cs")
    ('hbs', 'cs')
    """
    return _DICTIONARY.get(code, code)
