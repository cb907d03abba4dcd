"""Times of turns that cannot be: they are taken off, the text stays, and one sentence says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.model.documents import TranscriptTurn
from qualcode.text.counting import counted

__all__ = ["check_times", "disorder_inside"]

_SLACK = 5_000
"""Milliseconds by which people who speak at the same time may stand in another order than that of their times."""
_HOUR = 3_600_000
_SHOWN = 3


def check_times(
    turns: Sequence[TranscriptTurn], begins: Sequence[int] = ()
) -> tuple[tuple[TranscriptTurn, ...], list[str]]:
    """The turns with times that can be, and at most one sentence about the others.

    Taken off are times before the beginning of the recording, ends before the start, and a start that alone is out of the order of its
    neighbours. Where times show minutes only and begin anew behind 59 minutes, they go on with the next hour. Other places where times
    go backwards (a second recording) are kept and said. *begins* are the places of turns with which another interview of the file begins.
    """
    checked = [_positive(turn) for turn in turns]
    below = sum(a != b for a, b in zip(turns, checked, strict=True))
    found: list[TranscriptTurn] = []
    alone: list[int] = []
    backwards: list[int] = []
    hours = ends = 0
    for first, stop in pairwise(sorted({0, *begins, len(turns)})):
        piece, added = _with_hours(checked[first:stop])
        piece, outside = _without_outliers(piece)
        for n, turn in enumerate(piece):
            if turn.start_time is not None and turn.end_time is not None and turn.end_time < turn.start_time:
                piece[n] = replace(turn, end_time=None)
                ends += 1
        hours += added
        alone += [first + number for number in outside]
        backwards += [first + number for number in _backwards(piece)]
        found += piece
    said = [
        f"{counted(below, 'time')} before the beginning {_was(below)} taken off" if below else "",
        f"{counted(ends, 'end')} before the start {_was(ends)} taken off" if ends else "",
        f"{counted(len(alone), 'start')} out of order {_was(len(alone))} taken off (turn {_listed(alone)})" if alone else "",
        f"behind 59 minutes the times begin anew {_times(hours)} and were read as those of the next hour" if hours else "",
        f"they go backwards at {counted(len(backwards), 'place')} (turn {_listed(backwards)}), where the order of the file was kept"
        if backwards
        else "",
    ]  # fmt: skip
    parts = [part for part in said if part]
    return tuple(found), [f"Times: {'; '.join(parts)}."] if parts else []


def disorder_inside(starts: Sequence[int | None], turns: Sequence[TranscriptTurn]) -> list[str]:
    """What to say where pieces with these starts go backwards in time, but the turns they were joined to do not show it."""
    known = [start for start in starts if start is not None]
    places = sum(after < before for before, after in pairwise(known))
    if not places or _backwards(turns):
        return []
    return [
        f"Inside turns, times go backwards at {counted(places, 'place')}; the order of the file was kept."
    ]


def _positive(turn: TranscriptTurn) -> TranscriptTurn:
    start = None if turn.start_time is not None and turn.start_time < 0 else turn.start_time
    end = None if turn.end_time is not None and turn.end_time < 0 else turn.end_time
    return (
        turn
        if (start, end) == (turn.start_time, turn.end_time)
        else replace(turn, start_time=start, end_time=end)
    )


def _with_hours(turns: list[TranscriptTurn]) -> tuple[list[TranscriptTurn], int]:
    """The turns with an hour added behind each place where a clock of minutes begins anew, and the number of such places."""
    starts = [turn.start_time for turn in turns if turn.start_time is not None]
    if (
        not starts
        or max(starts) >= _HOUR
        or any(t.end_time is not None and t.end_time >= _HOUR for t in turns)
    ):
        return turns, 0
    added = last = times = 0
    found: list[TranscriptTurn] = []
    for turn in turns:
        start = turn.start_time
        if start is not None:
            if last > _HOUR * 11 // 12 and start < _HOUR // 12:
                added, times = added + _HOUR, times + 1
            last = start
        end = turn.end_time
        over = _HOUR if start is not None and end is not None and end < start and end < _HOUR // 12 else 0
        found.append(
            replace(
                turn,
                start_time=start + added if start is not None else None,
                end_time=end + added + over if end is not None else None,
            )
            if added or over
            else turn
        )
    return (found, times) if times else (turns, 0)


def _without_outliers(turns: list[TranscriptTurn]) -> tuple[list[TranscriptTurn], list[int]]:
    """The turns without starts that alone are out of order, and the numbers of these turns."""
    timed = [n for n, turn in enumerate(turns) if turn.start_time is not None]
    found = list(turns)
    numbers: list[int] = []
    for before, here, after in zip(timed, timed[1:], timed[2:], strict=False):
        a, b, c = (found[n].start_time for n in (before, here, after))
        if a is None or b is None or c is None or c < a:
            continue
        if b < a - _SLACK or b > c + _SLACK:
            found[here] = replace(found[here], start_time=None)
            numbers.append(here + 1)
    return found, numbers


def _backwards(turns: Sequence[TranscriptTurn]) -> list[int]:
    """The numbers of the turns that begin before the one in front of them."""
    found: list[int] = []
    last: int | None = None
    for number, turn in enumerate(turns, start=1):
        if turn.start_time is not None:
            if last is not None and turn.start_time < last:
                found.append(number)
            last = turn.start_time
    return found


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
