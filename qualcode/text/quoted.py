"""What stands in quotation marks of any of the languages: „ “, “ ”, ” ”, » «, « », and straight ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Quoted", "quoted"]

_CLOSING = {
    "„": '“”"',
    "“": '”"“',
    "”": "”",
    "»": "«»",
    "«": "»",
    '"': '"”“',
    "‚": "‘’",
    "‘": "’",
    "'": "'’",
}
"""By what a quotation ends that begins with a sign."""
_SINGLE = frozenset("‚‘'")
_NARROW = " \u00a0\u202f"
"""Spaces that French puts behind an opening sign."""
_MOST = 6
"""Ends that are thought of for one beginning, since signs may stand within what is quoted."""
_SIGNS = 100
"""Signs that are looked at for the end of one quotation."""
_OPENS = re.compile("[" + "".join(_CLOSING) + "]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks."""

    start: int
    """Code points of the paragraph: behind the opening sign."""
    ends: tuple[int, ...]
    """Where a closing sign may stand, ascending; the first one unless the words say otherwise."""
    closed: bool = True
    """Whether there is a closing sign; a quotation that goes on in the next paragraph has none."""

    @property
    def end(self) -> int:
        """Where the first closing sign stands."""
        return self.ends[0]


def quoted(text: str) -> list[Quoted]:
    """The outermost quotations of a paragraph, from left to right.

    >>> [text_of[q.start:q.end] for text_of in ["He said „ano“ and “no”."] for q in quoted(text_of)]
    ['ano', 'no']
    """
    found: list[Quoted] = []
    at = 0
    last = next((n for n in range(len(text) - 1, -1, -1) if text[n].isalnum()), -1)
    while (match := _OPENS.search(text, at)) is not None:
        sign, place = match.group(), match.start()
        if not _begins(text, place, sign):
            at = place + 1
            continue
        ends = _ends(text, place, sign)
        if ends:
            found.append(Quoted(place + 1, ends))
            at = ends[0] + 1
        elif sign in "„“»" and place < last:
            found.append(Quoted(place + 1, (len(text),), closed=False))
            return found
        else:
            at = place + 1
    return found


def _begins(text: str, place: int, sign: str) -> bool:
    """Whether a sign can open a quotation: a word follows, and none ends right before it."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if (
        before.isalnum()
        or after in ".,;:!?)]"
        or (after.isspace() and not (sign == "«" and after in _NARROW))
    ):
        return False
    return sign not in _SINGLE or (after.isalnum() or after in "[(…")


def _ends(text: str, place: int, sign: str) -> tuple[int, ...]:
    """Where a quotation may end: where all that began within it has ended, or behind that; anywhere, where the signs do not come out even."""
    closing = _CLOSING[sign]
    ends: list[int] = []
    first: int | None = None
    depth = 0
    for looked, match in enumerate(re.compile(f"[{re.escape(closing + sign)}]").finditer(text, place + 2)):
        if looked == _SIGNS:
            break
        at, found = match.start(), match.group()
        after = text[at + 1] if at + 1 < len(text) else " "
        if sign in _SINGLE and (text[at - 1].isspace() or after.isalnum()):
            continue
        if found == sign and found not in closing:
            depth += 1
            continue
        if found in closing and (after.isalnum() and sign not in _SINGLE) and _begins(text, at, found):
            depth += 1
            continue
        ends.append(at)
        if depth:
            depth -= 1
        elif first is None:
            first = at
        if len(ends) >= _MOST:
            break
    if first is None:
        return tuple(ends)
    return tuple(end for end in ends if end >= first)
