"""Type-ahead inside a query: which part of it is being typed, and which names complete it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.tui.geometry.choosing import choose

__all__ = ["complete", "completions", "fragment"]

_LAST = re.compile(r"[\"“„”«»][^\"“„”«»]*\Z|[^\s()=\"“„”«»]*\Z")
_FIELD = re.compile(r"(\"[^\"]*\"|[^\s()=!\"]+)\s*(!?=)\s*\Z")
_MARKS = '"“„”«»'


def fragment(query: str, cursor: int) -> tuple[int, str, str]:
    """Where the part being typed begins, its words without quotation marks, and the field before its equals sign, if any.

    >>> fragment("trust and wai", 13)
    (10, 'wai', '')
    >>> fragment('facility_type = "social s', 25)
    (16, 'social s', 'facility_type')
    """
    before = query[:cursor]
    opened = before.count('"') % 2
    found = re.search(r"\"[^\"]*\Z", before) if opened else _LAST.search(before)
    start = cursor if found is None else found.start()
    if not opened and before[start : start + 1] in tuple(_MARKS) and before[start:].strip(_MARKS) == "":
        start = cursor
    field = _FIELD.search(before[:start])
    return start, before[start:].lstrip(_MARKS), field[1] if field else ""


def completions(names: Sequence[str], query: str, cursor: int, most: int = 8) -> list[str]:
    """Names that fit the part being typed, best first; behind an equals sign only the values of that field.

    >>> completions(["trust", "facility_type = clinic", "waiting"], "trust or cli", 12)
    ['facility_type = clinic']
    >>> completions(["trust", "facility_type = clinic"], "facility_type = ", 16)
    ['clinic']
    """
    _, typed, field = fragment(query, cursor)
    if field:
        head = f"{field} = ".casefold()
        names = [name[len(head) :] for name in names if name.casefold().startswith(head)]
    elif not typed.strip():
        return []
    return [names[i] for i in choose(names, typed).matches[:most]]


def complete(query: str, cursor: int, name: str) -> tuple[str, int]:
    """The query with the part being typed replaced by a name, and where the cursor is then.

    >>> complete("trust and wai", 13, "waiting")
    ('trust and waiting ', 18)
    """
    start, _, _ = fragment(query, cursor)
    rest = query[cursor:].lstrip()
    if name.startswith('"') and rest.startswith('"') and query[:cursor].count('"') % 2:
        rest = rest[1:].lstrip()
    head = f"{query[:start]}{name} "
    return head + rest, len(head)
