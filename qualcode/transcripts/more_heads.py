"""Beginnings of turns beyond label and colon: any label that the user confirms, known labels with another sign; and what was refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from qualcode.transcripts.head_choice import OFTEN, Head, nearly_all
from qualcode.transcripts.head_patterns import OPEN, OTHER_SIGNS
from qualcode.transcripts.openings import openings, repeated
from qualcode.transcripts.speakers import label_key

__all__ = ["refused", "with_confirmed", "with_other_signs"]

_CODE = re.compile(r"[^\W\d_]{1,3}\d{0,2}")
_SHORT_WORDS = "a i o u k s v z å ö já on my vy ty vi ni du ja jo no ne"
_WORDS_OF_A_LETTER = frozenset(_SHORT_WORDS.split())
"""Words as short as labels, which stand before a dash in speech."""
_MOST = 500
"""So many labels are looked for with other signs, the most frequent first."""


def with_confirmed(text: str, start: int, heads: Sequence[Head], sure: Collection[str]) -> list[Head]:
    """The heads, with those of labels among *sure* that have a form in which labels are not looked for."""
    if not sure:
        return list(heads)
    known = {head.start for head in heads if label_key(head.label) in sure}
    more = [
        Head(
            o.start,
            o.start,
            o.end,
            o.label,
            indented=o.indented,
            plain=text[o.start : o.end] == f"{o.label}:",
        )
        for o in openings(text, start)
        if label_key(o.label) in sure and o.start not in known
    ]
    added = {head.start for head in more}
    kept = [head for head in heads if head.start not in added]
    return sorted([*kept, *more], key=lambda head: head.start) if more else kept


def with_other_signs(
    text: str, heads: Sequence[Head], sure: Collection[str]
) -> tuple[list[Head], tuple[tuple[str, int], ...]]:
    """The heads, with lines that begin with a known label and a tab, or a short label in capitals that is no word and a dash.

    A full stop may be that of initials, and a name or a word before a dash may be speech: these are only told, with the number of the line.
    """
    counts = Counter(head.label for head in heads)
    known = [label for label, n in counts.most_common(_MOST) if n >= OFTEN or label_key(label) in sure]
    if not known:
        return list(heads), ()
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    pattern = re.compile(rf"^{OPEN}(?P<label>{names}){OTHER_SIGNS}", re.MULTILINE | re.VERBOSE)
    taken = {head.start for head in heads}
    flush = nearly_all(not head.indented for head in heads)
    found: list[Head] = []
    told: list[tuple[str, int]] = []
    for match in pattern.finditer(text, heads[0].end):
        line = match.start()
        start = line + len(text[line : match.end()]) - len(text[line : match.end()].lstrip(" \t\u00a0"))
        indented = len(text[line:start].expandtabs()) > 2
        if start in taken or (flush and indented):
            continue
        label, sign = match["label"], match["sign"]
        code = _CODE.fullmatch(label) is not None
        if "\t" in sign or (
            "." not in sign and code and label.isupper() and label.casefold() not in _WORDS_OF_A_LETTER
        ):
            found.append(Head(start, start, match.end(), label, plain=False, indented=indented))
        elif "." not in sign or code:
            told.append((f"{label}{sign.rstrip()}", text.count("\n", 0, start) + 1))
    return sorted([*heads, *found], key=lambda head: head.start), tuple(told)


def refused(
    text: str, start: int, heads: Sequence[Head], taken: Collection[str]
) -> tuple[tuple[str, int], ...]:
    """What lines begin with before a colon, again and again, and is no speaker's label; headings too where there is only one speaker."""
    begun = {head.start for head in heads}
    flush = nearly_all(not head.indented for head in heads)
    found = [o.label for o in openings(text, start) if o.start not in begun and not (o.indented and flush)]
    return repeated(found, taken, OFTEN, headings=len(taken) == 1)
