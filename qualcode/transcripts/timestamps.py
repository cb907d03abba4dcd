"""Time stamps in transcripts: the shapes they have and the milliseconds they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["CLOCK", "STAMP", "has_days", "milliseconds"]

CLOCK = r"-?\d{1,3}(?::\d{1,2}){1,3}(?:[.,]\d{1,4})?"
"""A time as digits and colons: ``0:03``, ``00:01:02.5``, ``03:03:51:09``."""
STAMP = rf"(?:[\[(<][ ]?{CLOCK}(?:[ ]?(?:-->|-|–)[ ]?{CLOCK})?[ ]?[\])>]|\#{CLOCK}(?:-\d{{1,3}})?\#)"
"""A time between signs: ``[00:01:02]``, ``(00:06:19)``, ``#00:01:02-3#``, ``[0:01 - 0:05]``; for verbose patterns too."""

_PARTS = re.compile(r"(-?)(\d{1,3}(?::\d{1,2}){1,3})(?:[.,-](\d{1,4}))?(?![\d:])")
_FOUR = re.compile(r"\d+:\d+:\d+:(\d+)")
_FRAMES_A_SECOND = 25
_FRAMES_FROM = 20
"""So many stamps of four fields, all below 30 at the end, are taken as hours, minutes, seconds and frames."""


def has_days(stamps: Iterable[str]) -> bool:
    """Whether stamps of four fields begin with days; otherwise they end with frames (25 a second).

    They end with frames where there are at least twenty of them and none ends above 29.
    """
    last = [int(match.group(1)) for stamp in stamps for match in _FOUR.finditer(stamp)]
    return len(last) < _FRAMES_FROM or max(last) > 29


def milliseconds(stamp: str, *, days: bool = True) -> tuple[int | None, int | None]:
    """The start and, for a range, the end that a stamp means, in milliseconds; None where there is none.

    Two fields are minutes and seconds, three hours, minutes and seconds, four days to seconds (without *days*: hours to
    frames). A fraction of four digits counts milliseconds, as a known program writes a full second.

    >>> milliseconds("[00:01:02]"), milliseconds("#00:00:05-3#"), milliseconds("0:03 - 0:05.5")
    ((62000, None), (5300, None), (3000, 5500))
    """
    found = [_value(match, days) for match in _PARTS.finditer(stamp.replace(" - ", " ").replace("–", " "))]
    if not found:
        return None, None
    return found[0], found[1] if len(found) > 1 else None


def _value(match: re.Match[str], days: bool) -> int:
    sign, clock, fraction = match.groups()
    fields = [int(part) for part in clock.split(":")]
    extra = 0
    if len(fields) == 4:
        if days:
            fields = [fields[0] * 24 + fields[1], *fields[2:]]
        else:
            extra = fields.pop() * 1000 // _FRAMES_A_SECOND
    seconds = 0
    for part in fields:
        seconds = seconds * 60 + part
    if fraction:
        extra = int(fraction) * 10 ** (3 - len(fraction)) if len(fraction) <= 3 else int(fraction)
    total = seconds * 1000 + extra
    return -total if sign else total
