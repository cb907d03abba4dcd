"""Sorting names as the readers of a language expect: Czech with ``ch`` after ``h``, Swedish with å ä ö at the end."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["sort_key"]

ALPHABETS: dict[str, tuple[str, ...]] = {
    "cs": (*"abcč", *"defgh", "ch", *"ijklmnopqrřsštuvwxyzž"),
    "sv": (*"abcdefghijklmnopqrstuvwxyzåäö",),
    "en": (*"abcdefghijklmnopqrstuvwxyz",),
}
OTHER_LETTERS: dict[str, dict[str, str]] = {
    "sv": {"æ": "ä", "ø": "ö", "ü": "y"},
}
"""Foreign letters that sort beside one of the alphabet."""

Key = tuple[tuple[tuple[int, int, str], ...], str]


def sort_key(text: str, language: str) -> Key:
    """A key for sorting: letters in the order of the language, numbers by size, then diacritics and case.

    >>> sorted(["ihned", "chata", "cukr", "čas", "hra"], key=lambda word: sort_key(word, "cs"))
    ['cukr', 'čas', 'hra', 'chata', 'ihned']
    >>> sorted(["öl", "zebra", "år", "ärende", "adel"], key=lambda word: sort_key(word, "sv"))
    ['adel', 'zebra', 'år', 'ärende', 'öl']
    >>> sorted(["R10", "R2"], key=lambda word: sort_key(word, "en"))
    ['R2', 'R10']
    """
    alphabet = ALPHABETS.get(language, ALPHABETS["en"])
    places = {letter: place for place, letter in enumerate(alphabet)}
    folded = unicodedata.normalize("NFC", text).casefold()
    primary: list[tuple[int, int, str]] = []
    for piece in re.findall(r"[0-9]{1,18}|ch|.", folded, re.DOTALL):
        if piece[0] in "0123456789":
            primary.append((1, int(piece), ""))
        elif piece in places:
            primary.append((2, places[piece], ""))
        else:
            primary.extend(place_of(letter, places, language) for letter in piece)
    return tuple(primary), folded


def place_of(letter: str, places: dict[str, int], language: str) -> tuple[int, int, str]:
    """Where a letter stands: its own place, that of its base letter, or outside the alphabet."""
    letter = OTHER_LETTERS.get(language, {}).get(letter, letter)
    if letter not in places:
        base = unicodedata.normalize("NFD", letter)[0]
        if base in places:
            letter = base
    if letter in places:
        return (2, places[letter], "")
    return (3, 0, letter) if letter.isalpha() else (0, 0, letter)
