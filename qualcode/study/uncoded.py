"""Turns that still wait for a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.model.documents import Turn

__all__ = ["answering", "uncoded_turns"]


def answering(turns: Sequence[Turn]) -> list[Turn]:
    """The turns of one document in which a respondent says something; all that say something where no role is known."""
    known = any(turn.role != "unknown" for turn in turns)
    return [
        turn
        for turn in turns
        if turn.speech_start < turn.end and (turn.role == "respondent" or not known)
    ]  # fmt: skip


def uncoded_turns(turns: Sequence[Turn], spans: Iterable[tuple[int, int]]) -> list[Turn]:
    """Those of :func:`answering` whose speech shares no character with any of the spans (code points), in order."""
    ordered = sorted(span for span in spans if span[0] < span[1])
    result: list[Turn] = []
    reached = place = 0
    for turn in answering(turns):
        while place < len(ordered) and ordered[place][0] < turn.end:
            reached = max(reached, ordered[place][1])
            place += 1
        if reached <= turn.speech_start:
            result.append(turn)
    return result
