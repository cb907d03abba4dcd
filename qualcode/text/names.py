"""Names of codes, documents and cases: how they are cleaned, compared and sorted."""

from __future__ import annotations

import unicodedata

from qualcode.errors import InputError

__all__ = ["MAX_NAME", "clean_name", "name_key", "readable"]

MAX_NAME = 200
"""Longest name in code points."""


_SPACES = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
_SPACES |= dict.fromkeys(range(0xD800, 0xE000), "")
"""Control characters and line ends count as spaces in a name; halves of surrogate pairs do not count."""


def readable(file_name: str) -> str:
    """A file's name as text that can be stored; bytes that are no UTF-8 become U+FFFD.

    >>> readable("rozhovor 1.txt")
    'rozhovor 1.txt'
    """
    return file_name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def clean_name(name: str, what: str = "name") -> str:
    """Bring a name into the form that is stored: NFC, single spaces, no control characters.

    Raises :class:`~qualcode.errors.InputError` where nothing is left or the name is longer than ``MAX_NAME``.

    >>> clean_name("  vztah   s  klientem ")
    'vztah s klientem'
    """
    text = " ".join(unicodedata.normalize("NFC", name).translate(_SPACES).split())
    if not text:
        raise InputError(f"The {what} is empty; give at least one letter.")
    if len(text) > MAX_NAME:
        raise InputError(
            f"The {what} “{text[:40]}…” has {len(text)} characters; at most {MAX_NAME} are possible."
        )
    return text


def name_key(name: str) -> str:
    """The form in which names are compared: case, Unicode form and control characters ignored, diacritics kept.

    >>> name_key("Důvěra") == name_key("DU\\u030aVE\\u030cRA")
    True
    >>> name_key("Důvěra") == name_key("duvera")
    False
    """
    text = unicodedata.normalize("NFC", name).casefold().translate(_SPACES)
    return unicodedata.normalize("NFC", " ".join(text.split()))
