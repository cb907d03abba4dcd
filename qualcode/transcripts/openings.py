"""What lines begin with before a colon, whatever it looks like: nothing that comes again and again is passed over in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from qualcode.transcripts.speakers import is_heading_word, label_key

__all__ = ["Opening", "openings", "repeated"]

_OPENING = re.compile(
    r"^(?P<indent>[ \t\u00a0]*)(?:>[ ]*)?(?:\*{1,3}|__)?(?P<label>[^\s:：*_][^\n:：]{0,119}?)[ \t\u00a0]*(?:\*{1,3}|__)?[:：](?:\*{1,3}|__)?(?=\s|\Z)",
    re.MULTILINE,
)
_SLIP = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a line up to a colon."""

    start: int
    """Behind the indentation."""
    end: int
    """Behind the colon."""
    label: str
    indented: bool


def openings(text: str, start: int = 0) -> Iterator[Opening]:
    """What the lines of *text* begin with before a colon and white space, from *start* on."""
    for match in _OPENING.finditer(text, start):
        label = " ".join(match["label"].split())
        indented = len(match["indent"].expandtabs()) > _SLIP
        yield Opening(match.end("indent"), match.end(), label, indented)


def repeated(
    found: Sequence[str], taken: Collection[str], often: int, *, headings: bool = False
) -> tuple[tuple[str, int], ...]:
    """The openings among *found* that come at least *often* times and are not among the keys *taken*, with their numbers.

    Ends of sentences are left out, and unless *headings* headings, remarks and sentences (``Datum``, ``Pozn.``, ``We have``).
    """
    found = [
        label for label in found if any(map(str.isalnum, label)) and not any(sign in label for sign in "?!;…")
    ]
    counts = Counter(label_key(label) for label in found)
    shown: dict[str, str] = {}
    for label in found:
        shown.setdefault(label_key(label), label)
    return tuple(
        (shown[key], number)
        for key, number in counts.most_common()
        if number >= often and key not in taken and (headings or not is_heading_word(shown[key]))
    )
