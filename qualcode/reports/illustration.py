"""Which quotation illustrates a code: the shortest informative one of those who speak of it most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from qualcode.reports.material import Said

__all__ = ["OMISSION", "pick", "shorten"]

INFORMATIVE = 8
"""Words that a quotation needs to be understood on its own."""
OMISSION = "[…]"


def pick(quotations: Sequence[Said], used: Counter[str]) -> Said | None:
    """Choose one quotation, spreading the choice over respondents.

    Typical are the respondents with at least the median number of quotations under the code; of theirs, those with at
    least eight words; of these, one of the respondent quoted least so far (``used``, which is counted up), the
    shortest, then the lowest number. A code that a single respondent speaks of keeps that respondent's words.
    """
    if not quotations:
        return None
    counts = Counter(said.case for said in quotations)
    usual = median(counts.values())
    typical = [said for said in quotations if counts[said.case] >= usual]
    informative = [said for said in typical if word_count(said) >= INFORMATIVE]
    if informative:
        chosen = min(informative, key=lambda said: (used[said.case], word_count(said), said.id))
    else:
        chosen = max(quotations, key=lambda said: (word_count(said), -said.id))
    used[chosen.case] += 1
    return chosen


def word_count(said: Said) -> int:
    """Words of a quotation, counted by white space."""
    return len(said.words.split())


def shorten(text: str, longest: int = 45) -> str:
    """At most ``longest`` words of a text on one line, a cut shown as ``[…]``.

    >>> shorten("one two three", 2)
    'one two […]'
    """
    words = text.split()
    return " ".join(words) if len(words) <= longest else " ".join(words[:longest]) + f" {OMISSION}"
