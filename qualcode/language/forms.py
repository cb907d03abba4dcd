"""One word form: how it is cleaned before it is looked up, and what kind of token it is."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "NOT_A_WORD", "NO_OVERRIDES", "NUMBER", "STOP_WORD", "clean_form", "clean_overrides", "form_flags", "overrides_digest",
]  # fmt: skip

STOP_WORD = 1
"""Bit 0: the form is a stop word of the language."""
NOT_A_WORD = 2
"""Bit 1: punctuation, a symbol: no letter and no digit in it."""
NUMBER = 4
"""Bit 2: written in digits, perhaps with signs, without a letter."""

NO_OVERRIDES: Mapping[str, str] = MappingProxyType({})
"""No lemmas of the user's own."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_APOSTROPHES = {ord(c): "'" for c in "\u2019\u02bc\u2018"}
_TABLE = {**_INVISIBLE, **_APOSTROPHES}
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_form(form: str) -> str:
    """Bring a word form into the shape in which it is looked up: NFC, straight apostrophes, no soft hyphens.

    Letter case stays. A form of nothing but invisible characters stays as it is.

    >>> clean_form("ne\\u00adzávislý"), clean_form("don\\u2019t")
    ('nezávislý', "don't")
    """
    if form.isascii():
        return form
    cleaned = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", form).translate(_TABLE))
    return cleaned or form


def clean_overrides(overrides: Mapping[str, str]) -> dict[str, str]:
    """Return the user's own lemmas by lower-cased form; empty forms and empty lemmas are left out."""
    pairs = ((_tidy(form), _tidy(lemma)) for form, lemma in overrides.items())
    return {form: lemma for form, lemma in pairs if form and lemma}


def overrides_digest(overrides: Mapping[str, str]) -> str:
    """Return twelve hexadecimal digits that tell lemmas of the user's own from others, "" where there are none.

    >>> overrides_digest({"Teams": "Crew"}) == overrides_digest({"teams": "crew "}), overrides_digest({})
    (True, '')
    """
    own = clean_overrides(overrides)
    if not own:
        return ""
    rows = "\n".join(f"{form}\t{lemma}" for form, lemma in sorted(own.items()))
    return hashlib.sha256(rows.encode("utf-8", "replace")).hexdigest()[:12]


def _tidy(text: str) -> str:
    return " ".join(clean_form(text).lower().split())


def form_flags(form: str, stops: frozenset[str]) -> int:
    """Return the bits ``STOP_WORD``, ``NOT_A_WORD`` and ``NUMBER`` of a word form.

    >>> form_flags("The", frozenset({"the"})), form_flags("…", frozenset()), form_flags("3,5", frozenset())
    (1, 2, 4)
    """
    flags = STOP_WORD if clean_form(form).lower() in stops else 0
    if not any(c.isalnum() for c in form):
        return flags | NOT_A_WORD
    if not any(c.isalpha() for c in form):
        flags |= NUMBER
    return flags
