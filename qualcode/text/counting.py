"""Numbers with their noun, for messages in English."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["listed", "counted", "whole_percent"]


def counted(number: int, noun: str) -> str:
    """A number and its noun, with the ``s`` of the plural where it takes one.

    >>> counted(1, "coding"), counted(2, "coding")
    ('1 coding', '2 codings')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def whole_percent(share: float | None) -> str:
    """A share from 0 to 1 in whole percent; 0 and 100 only where it is nothing or all, a dash where there is none.

    >>> whole_percent(0.4149), whole_percent(0.001), whole_percent(0.999), whole_percent(None)
    ('41 %', '1 %', '99 %', '–')
    """
    if share is None:
        return "–"
    return f"{max(1, min(99, round(share * 100))) if 0 < share < 1 else round(share * 100)} %"


def listed(names: Iterable[str]) -> str:
    """Names in quotation marks, joined as a person would say them."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) > 4:
        return f"{', '.join(quoted[:3])} and {len(quoted) - 3} more"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
