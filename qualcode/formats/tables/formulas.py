"""Keeping spreadsheets from taking text for a formula.

A csv cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end is taken for a formula by spreadsheet
programs. Such text gets an apostrophe in front, and so does text that already has apostrophes before one of these
characters: thus reading takes away exactly what writing put there. Numbers are left alone.
"""

from __future__ import annotations

import re

__all__ = ["guard", "unguard"]

RISKY = re.compile(r"'*[=+\-@\t\r\n]")
GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    >>> guard("=SUM(A1)"), guard("trust")
    ("'=SUM(A1)", 'trust')
    """
    return "'" + text if RISKY.match(text) else text


def unguard(text: str) -> str:
    """Take away the apostrophe that :func:`guard` put there.

    >>> unguard(guard("- well")), unguard("'tis")
    ('- well', "'tis")
    """
    return text[1:] if GUARDED.match(text) else text
