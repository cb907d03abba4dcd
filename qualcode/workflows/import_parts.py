"""The interviews of one file as transcripts of their own, whose warnings say nothing of the other ones."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from qualcode.model.documents import Transcript

__all__ = ["parts_of"]

OF_SPEAKERS = ("Whose role is what", "Not taken for speakers", "No speaker’s label", " is taken as ")
"""How readers word what they say of speakers; it is found anew for each interview."""
SHORTEST = 3
"""Letters of a label that is looked for in other warnings; shorter ones are no names."""


def parts_of(transcript: Transcript, confirmed: Collection[str]) -> tuple[tuple[str, Transcript], ...]:
    """The interviews that :func:`~qualcode.transcripts.several.divide` finds, each with title, roles and warnings of its own.

    *confirmed* are labels that the user gave. What is said of one respondent must not be kept with another one, who may
    withdraw at another time.
    """
    from qualcode.transcripts.several import divide

    everybody = {turn.label for turn in transcript.turns if turn.label is not None}
    return tuple((title, _alone(part, everybody, confirmed)) for title, part in divide(transcript))


def _alone(part: Transcript, everybody: Collection[str], confirmed: Collection[str]) -> Transcript:
    from qualcode.transcripts.turns import role_report

    strangers = set(everybody) - {turn.label for turn in part.turns}
    names = [re.escape(label) for label in strangers if sum(map(str.isalpha, label)) >= SHORTEST]
    named = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)") if names else None
    kept = [
        warning
        for warning in part.warnings
        if not any(words in warning for words in OF_SPEAKERS) and not (named and named.search(warning))
    ]
    roles, said = role_report(part.text, part.turns, (*confirmed, *part.roles))
    return replace(part, roles={**roles, **part.roles}, warnings=(*kept, *said))
