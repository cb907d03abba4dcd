"""Sorting typed values as a person means them: dates, numbers, else words with their numbers counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from qualcode.errors import InputError

__all__ = ["Kind", "no_dates", "sorting_keys"]

Kind = Literal["dates", "numbers", "words"]
Key = tuple[object, ...]

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?.*)?")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_DIGITS = re.compile(r"(\d+)")


def sorting_keys(values: Sequence[str]) -> tuple[Kind, list[Key]]:
    """What the values are, and a key for each by which they sort.

    Dates are ``2024-03-05`` (or without day or month, or with a time of day), ``5. 3. 2024``, and ``5/3/2024`` where
    one value shows which of the two numbers is the day. Numbers may have a decimal comma. Anything else is words, in
    which runs of digits count as numbers.
    Raises :class:`~qualcode.errors.InputError` for slashed dates that can be read in two ways.

    >>> sorting_keys(["10", "9,5"])
    ('numbers', [(10.0,), (9.5,)])
    >>> sorting_keys(["5. 3. 2024", "2024-02-10"])[0]
    'dates'
    """
    cleaned = [value.strip() for value in values]
    numbers = [_NUMBER.fullmatch(value) for value in cleaned]
    if cleaned and all(numbers):
        return "numbers", [(float(value.replace(",", ".")),) for value in cleaned]
    dates = _dates(cleaned)
    if dates is not None:
        return "dates", dates
    return "words", [_words(value) for value in cleaned]


def no_dates(values: Sequence[str]) -> tuple[int, ...]:
    """Places of the values that cannot be read as one date, where at least one other can; else none.

    >>> no_dates(["2025-02-28", "2025-02-30", "5. 3. 2025"]), no_dates(["spring", "autumn"])
    ((1,), ())
    """
    cleaned = [value.strip() for value in values]
    slashed = [match for match in map(_SLASHED.fullmatch, cleaned) if match is not None]
    first = any(int(match[1]) > 12 for match in slashed)
    second = any(int(match[2]) > 12 for match in slashed)
    bad = tuple(
        i
        for i, value in enumerate(cleaned)
        if _date(value, first) is None or (first == second and _SLASHED.fullmatch(value) is not None)
    )
    return bad if slashed or len(bad) < len(cleaned) else ()


def _dates(values: Sequence[str]) -> list[Key] | None:
    slashed = [match for match in map(_SLASHED.fullmatch, values) if match is not None]
    day_first = True
    if slashed:
        first = any(int(match[1]) > 12 for match in slashed)
        second = any(int(match[2]) > 12 for match in slashed)
        if first and second:
            return None
        if not first and not second:
            raise InputError(
                f"The date “{slashed[0][0]}” can be read in two ways; write dates as 2024-03-05, year first."
            )
        day_first = first
    keys = [_date(value, day_first) for value in values]
    return [key for key in keys if key is not None] if values and None not in keys else None


def _date(value: str, day_first: bool) -> Key | None:
    clock: tuple[int, ...] = (0, 0, 0)
    if (match := _ISO.fullmatch(value)) is not None:
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        clock = (int(match[4] or 0), int(match[5] or 0), int(match[6] or 0))
    elif (match := _DOTTED.fullmatch(value)) is not None:
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif (match := _SLASHED.fullmatch(value)) is not None:
        year = int(match[3])
        day, month = (int(match[1]), int(match[2])) if day_first else (int(match[2]), int(match[1]))
    else:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return (year, month, day, *clock)


def _words(value: str) -> Key:
    return tuple(
        (1, int(piece), "") if piece.isdecimal() else (0, 0, piece)
        for piece in _DIGITS.split(value.casefold())
        if piece
    )
