"""Words that a verdict never uses, in any of the three languages.

A fidelity score rests on records and observation (Teague, Bond and Drake 1998, American Journal of Orthopsychiatry 68), and
p-values on a random sample; interviews with a purposive one support neither, nor any judgement of quality.
"""

from __future__ import annotations

import re

__all__ = ["banned_words"]

BANNED = re.compile(
    r"\b(fidelity|fidelit\w*|implement\w*|proves?|proved|proof|significan\w*|p-values?|signifikan\w*|p-hodnot\w*|p-värde\w*|"
    r"good|bad|better|worse|best|worst|dobr\w*|špatn\w*|lepší\w*|horší\w*|nejlepší\w*|dokazuj\w*|prokáz\w*|prokaz\w*|"
    r"věrnost\w*|významn\w*|bra|dålig\w*|bättre|sämre|bäst\w*|sämst\w*|bevis\w*|programtrohet\w*)\b",
    re.IGNORECASE,
)
SHARE_OF_A_MODEL = re.compile(
    r"\d\s?%\s+(?:ACT|FACT|F-ACT|R-ACT|ICM|brok\w*|strength\w*|clinical)", re.IGNORECASE
)


def banned_words(text: str) -> list[str]:
    """The banned words in a text, and shares of a model such as “72 % ACT”."""
    return [match[0] for match in BANNED.finditer(text)] + [
        match[0] for match in SHARE_OF_A_MODEL.finditer(text)
    ]
