"""Names of codes, documents and cases: how they are cleaned, compared and sorted."""

from __future__ import annotations

import unicodedata

from qualcode.errors import InputError

__all__ = ["MAX_NAME", "clean_name", "name_key"]

MAX_NAME = 200
"""Longest name in code points."""


def clean_name(name: str, what: str = "name") -> str:
    """Bring a name into the form that is stored: NFC, single spaces, no control characters.

    Raises :class:`~qualcode.errors.InputError` where nothing is left or the name is longer than ``MAX_NAME``.

    >>> clean_name("  vztah   s  klientem ")
    'vztah s klientem'
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in text
        if unicodedata.category(c) not in ("Cs",)
    )
    text = " ".join(text.split())
    if not text:
        raise InputError(f"The {what} is empty; give at least one letter.")
    if len(text) > MAX_NAME:
        raise InputError(
            f"The {what} “{text[:40]}…” has {len(text)} characters; at most {MAX_NAME} are possible."
        )
    return text


def name_key(name: str) -> str:
    """The form in which names are compared: case and Unicode form ignored, diacritics kept.

    >>> name_key("Důvěra") == name_key("DU\\u030aVE\\u030cRA")
    True
    >>> name_key("Důvěra") == name_key("duvera")
    False
    """
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", name).casefold().split()))
