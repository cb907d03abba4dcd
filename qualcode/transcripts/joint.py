"""Labels of several people at once: ``Both:``, ``Všichni:``, ``IP1 & IP2:``; they are turns of their own and nobody's variant."""

from __future__ import annotations

import re

__all__ = ["joint_parts", "said_together"]

_TOGETHER_WORDS = """
    both all everyone everybody
    oba obě všichni všechny všechna
    båda bägge alla samtliga
    beide alle
    """
_TOGETHER = frozenset(_TOGETHER_WORDS.split())
_AND = re.compile(
    r"\s+(?:and\s?/\s?or|and|or|a\s?/\s?nebo|a|i|nebo|och\s?/\s?eller|och|samt|eller|und|oder)\s+|\s*[&+/,]\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(.*?[^\W\d_])([ ]?)\d{1,3}", re.DOTALL)


def said_together(label: str) -> bool:
    """Whether a label is a word for all who are there, such as ``Both``.

    >>> said_together("Všichni"), said_together("BÅDA"), said_together("Jana")
    (True, True, False)
    """
    return label.casefold().strip(" .()") in _TOGETHER


def joint_parts(label: str) -> tuple[str, ...]:
    """The labels that a label names; empty where it does not look like that of several.

    >>> joint_parts("IP1 & IP2"), joint_parts("Interviewee 1 and/or 2"), joint_parts("Jana Malá")
    (('IP1', 'IP2'), ('Interviewee 1', 'Interviewee 2'), ())
    """
    parts = [part.strip(" ()") for part in _AND.split(label)]
    if len(parts) < 2 or not all(parts):
        return ()
    stem = _NUMBERED.fullmatch(parts[0])
    return tuple(f"{stem[1]}{stem[2]}{part}" if stem and part.isdigit() else part for part in parts)
