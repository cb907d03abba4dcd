"""What programs write below the last turn, which is no speech: who transcribed it, or that somebody ended the recording."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qualcode.transcripts.heads import Head

__all__ = ["footer_start"]

_KNOWN = re.compile(r"\n\s*(?:Transcribed by https://otter\.ai|[^\n]{1,60} stopped transcription)\s*\Z")
_ZONE = 300
"""Characters at the end in which a footer is looked for."""
_HEADER_LINES = 12
_LONGEST = 80
_MOST_WORDS = 5
"""Words behind the name in ``First Last zastavila přepis``."""


def footer_start(text: str, heads: Sequence[Head]) -> int | None:
    """Where a footer below the last turn begins; None where there is none.

    The one of Teams is told by its form in any language: a name and a few words without a full stop, alone on the last line of a text
    whose turns begin with name and time, and with such a line above the first turn too.
    """
    if not heads:
        return None
    known = _KNOWN.search(text, max(0, len(text) - _ZONE))
    if known:
        return known.start()
    if sum(bool(head.stamps) for head in heads) * 10 < len(heads) * 9:
        return None
    body = text.rstrip()
    start = body.rfind("\n") + 1
    last = body[start:].strip()
    if start <= heads[-1].end or len(last) > _LONGEST or not last[-1:].isalpha():
        return None
    above = [line.split() for line in text[: heads[0].start].split("\n")[-_HEADER_LINES:] if line.strip()]
    words = last.split()
    names = {tuple(head.label.split()) for head in heads}
    names |= {tuple(words[:n]) for n in (2, 3, 4) for line in above if line[:n] == words[:n]}
    if not any(_does(line, names) for line in above) or not _does(words, names):
        return None
    return body.rfind("\n", 0, start)


def _does(line: Sequence[str], names: Collection[tuple[str, ...]]) -> bool:
    """Whether a line says that somebody does something: a name of two words at least, and a few words behind it."""
    return any(
        len(name) > 1 and tuple(line[: len(name)]) == name and 0 < len(line) - len(name) <= _MOST_WORDS
        for name in names
    )
