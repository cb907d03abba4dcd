"""Numbers with their noun, for messages in English."""

from __future__ import annotations

__all__ = ["counted"]


def counted(number: int, noun: str) -> str:
    """A number and its noun, with the ``s`` of the plural where it takes one.

    >>> counted(1, "coding"), counted(2, "coding")
    ('1 coding', '2 codings')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
