"""Choosing a stretch of an interview that shows how it was coded."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from qualcode.reports.choices import ReportChoices
from qualcode.reports.coded_texts import CodedText
from qualcode.study import Study
from qualcode.workflows.coded_texts import coded_texts

__all__ = ["cut_out", "sample_of"]

LONGEST = 4000
"""Code points of a sample, about two pages with their codes beside them."""


def sample_of(
    study: Study, *, coder: str | None = None, language: str = "", choices: ReportChoices | None = None
) -> CodedText | None:
    """The stretch of whole turns with the most codings, of an interview in ``language`` where there is a coded one; None where nothing is coded.

    Of equal ones the first. Raises :class:`~qualcode.errors.NotFoundError` for an unknown coder.
    """
    texts = [text for text in coded_texts(study, coder=coder, choices=choices) if text.codings and text.turns]
    texts = [text for text in texts if text.language == language] or texts
    found: tuple[int, CodedText, int, int] | None = None
    for text in texts:
        number, first, last = richest(text)
        if found is None or number > found[0]:
            found = (number, text, first, last)
    return cut_out(*found[1:]) if found is not None else None


def richest(text: CodedText) -> tuple[int, int, int]:
    """How many codings begin in the best stretch of turns, and the places of its first and last turn."""
    starts = sorted(row.start for row in text.codings)
    best = (-1, 0, 0)
    last = 0
    for first, turn in enumerate(text.turns):
        last = max(first, last)
        while last + 1 < len(text.turns) and text.turns[last + 1].end - turn.start <= LONGEST:
            last += 1
        number = bisect_left(starts, text.turns[last].end) - bisect_left(starts, turn.start)
        if number > best[0]:
            best = (number, first, last)
    return best


def cut_out(text: CodedText, first: int, last: int) -> CodedText:
    """The turns from ``first`` to ``last`` as a text of their own; codings that go beyond them end with them."""
    turns = text.turns[first : last + 1]
    start, stop = turns[0].start, turns[-1].end
    return replace(
        text,
        text=text.text[start:stop],
        turns=tuple(
            replace(
                turn, start=turn.start - start, end=turn.end - start, speech_start=turn.speech_start - start
            )
            for turn in turns
        ),
        codings=tuple(
            replace(row, start=max(row.start, start) - start, end=min(row.end, stop) - start)
            for row in text.codings
            if row.start < stop and row.end > start
        ),
        notes=(),
    )
