"""Rolling captions, as YouTube writes them: each cue shows the lines of the one before again; every line is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.transcripts.cues import Cue

__all__ = ["without_repeats"]

_FEWEST = 3
_GOING_ON = 2
_SLACK = 500
"""Milliseconds between two cues that roll on."""


def without_repeats(cues: Sequence[Cue]) -> tuple[list[Cue], list[str]]:
    """The cues of rolling captions without the lines that are repeated, and these lines; any other cues as they are.

    Captions roll where, in at least two of five cues and three in all, the first lines are the last ones of the cue before, which ends
    as they begin or goes on beside them, and new lines follow. Somebody who says the same word in several cues has said it so often.
    """
    again = [0, *(_repeated(before, here) for before, here in pairwise(cues))]
    rolling = sum(map(bool, again))
    going_on = sum(0 < number < len(cue.lines) for cue, number in zip(cues, again, strict=True))
    if rolling < _FEWEST or going_on < _GOING_ON or rolling * 5 < 2 * (len(cues) - 1):
        return list(cues), []
    gone = [line for cue, number in zip(cues, again, strict=True) for line in cue.lines[:number]]
    return [replace(cue, lines=cue.lines[n:]) for cue, n in zip(cues, again, strict=True)], gone


def _repeated(before: Cue, here: Cue) -> int:
    """How many lines a cue begins with that the cue before ends with."""
    if before.start is None or before.end is None or here.start is None:
        return 0
    beside = before.start < here.start < before.end
    if not beside and abs(here.start - before.end) > _SLACK:
        return 0
    most = min(len(before.lines), len(here.lines))
    return next((n for n in range(most, 0, -1) if before.lines[-n:] == here.lines[:n]), 0)
