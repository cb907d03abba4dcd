"""Steps by word, sentence and turn, and the unit around a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Literal

from qualcode.text.spans import trim
from qualcode.text.units import sentences, words

__all__ = ["SIZES", "UNITS", "Span", "Unit", "Units"]

Unit = Literal["character", "row", "word", "sentence", "turn", "answer"]
UNITS: tuple[Unit, ...] = ("word", "sentence", "turn")
"""The units that are stepped by, small to large."""
SIZES: tuple[Unit, ...] = (*UNITS, "answer")
"""The units by which a selection grows, small to large; an answer is all turns until the interviewer speaks again."""
Span = tuple[int, int]


class Units:
    """The words, sentences and turns of one text, found when they are asked for, stretch by stretch.

    A stretch is the speech of one turn, or text between turns that belongs to nobody; no word or sentence
    crosses its borders, and labels are no part of it.
    """

    def __init__(
        self,
        text: str,
        turns: Sequence[tuple[int, int, int]],
        language: str = "en",
        asked: Collection[int] = (),
    ) -> None:
        """``turns`` are (start, start of speech, end) in the order of the text; ``asked`` the indices of the interviewer's."""
        self.text = text
        self.turns = list(turns)
        self.language = language
        self.asked = frozenset(asked)
        self._turn_starts = [start for start, _, _ in self.turns]
        self._stretches = self._find_stretches()
        self._stretch_starts = [start for start, _ in self._stretches]
        self._spans = lru_cache(maxsize=256)(self._find_spans)

    def _find_stretches(self) -> list[Span]:
        stretches: list[Span] = []
        position = 0
        for start, speech_start, end in [*self.turns, (len(self.text), len(self.text), len(self.text))]:
            between = trim(self.text, position, start) if position < start else (start, start)
            speech = trim(self.text, speech_start, end) if speech_start < end else (end, end)
            stretches += [span for span in (between, speech) if span[0] < span[1]]
            position = max(position, end)
        return stretches

    def _find_spans(self, unit: Unit, stretch: int) -> list[Span]:
        start, end = self._stretches[stretch]
        if unit == "sentence":
            return sentences(self.text, start, end, self.language)
        return words(self.text, start, end)

    def _stretch_at(self, offset: int) -> int:
        """The last stretch that begins at or before an offset; -1 before the first one."""
        return bisect_right(self._stretch_starts, offset) - 1

    def next(self, unit: Unit, offset: int) -> int:
        """Where the next unit begins after an offset; the end of the text where there is none."""
        if unit == "turn":
            found = bisect_right(self._turn_starts, offset)
            return self._turn_starts[found] if found < len(self._turn_starts) else len(self.text)
        for stretch in range(max(0, self._stretch_at(offset)), len(self._stretches)):
            for start, _ in self._spans(unit, stretch):
                if start > offset:
                    return start
        return len(self.text)

    def previous(self, unit: Unit, offset: int) -> int:
        """Where the last unit begins before an offset; 0 where there is none."""
        if unit == "turn":
            found = bisect_left(self._turn_starts, offset) - 1
            return self._turn_starts[found] if found >= 0 else 0
        for stretch in range(self._stretch_at(offset), -1, -1):
            for start, _ in reversed(self._spans(unit, stretch)):
                if start < offset:
                    return start
        return 0

    def turn_index(self, offset: int) -> int | None:
        """The index of the turn in which an offset lies (or of the one before it), None before the first turn."""
        found = bisect_right(self._turn_starts, offset) - 1
        return found if found >= 0 else None

    def around(self, unit: Unit, offset: int) -> Span | None:
        """The unit at an offset: the one that holds it, else the one before it in its stretch, else the next one.

        For a turn it is the speech without the label; an answer begins and ends with speech. None where the text has no such unit.
        """
        if unit == "turn":
            return self._turn_around(offset)
        if unit == "answer":
            return self._answer_around(offset)
        stretch = self._stretch_at(offset)
        if stretch >= 0:
            spans = self._spans(unit, stretch)
            found = bisect_right(spans, (offset, len(self.text))) - 1
            inside = offset <= self._stretches[stretch][1] and not self._is_label(offset)
            if found >= 0 and (offset < spans[found][1] or inside):
                return spans[found]
        for following in range(max(0, stretch), len(self._stretches)):
            spans = self._spans(unit, following)
            if spans and spans[-1][0] >= offset:
                return next(span for span in spans if span[0] >= offset)
        for preceding in range(len(self._stretches) - 1, -1, -1):
            spans = self._spans(unit, preceding)
            if spans:
                return spans[-1]
        return None

    def _is_label(self, offset: int) -> bool:
        turn = self.turn_index(offset)
        return turn is not None and self.turns[turn][0] <= offset < self.turns[turn][1]

    def _turn_around(self, offset: int) -> Span | None:
        turn = self.turn_index(offset)
        if turn is None:
            stretch = self._stretch_at(offset)
            if stretch < 0 and not self._stretches:
                return None
            return self._stretches[max(0, stretch)]
        start, speech_start, end = self.turns[turn]
        span = trim(self.text, speech_start, end)
        return span if span[0] < span[1] else (start, end)

    def _answer_around(self, offset: int) -> Span | None:
        """All turns until the interviewer speaks again; the turn alone if it is the interviewer's, or nobody is known to ask."""
        turn = self.turn_index(offset)
        if turn is None or turn in self.asked or not self.asked:
            return self._turn_around(offset)
        first = last = turn
        while first > 0 and first - 1 not in self.asked:
            first -= 1
        while last + 1 < len(self.turns) and last + 1 not in self.asked:
            last += 1
        spoken = [
            trim(self.text, speech_start, end)
            for _, speech_start, end in self.turns[first : last + 1]
            if self.text[speech_start:end].strip()
        ]
        return (spoken[0][0], spoken[-1][1]) if spoken else self._turn_around(offset)

    def widen(self, unit: Unit, start: int, end: int) -> Span:
        """The smallest span of whole units that covers a given one."""
        first, last = self.around(unit, start), self.around(unit, max(start, end - 1))
        if first is None or last is None:
            return start, end
        return (min(start, first[0]) if first[0] <= start < first[1] else start), max(end, last[1])

    def grow(self, selection: Span | None, caret: int, unit: Unit) -> Span | None:
        """The selection grown to the unit last moved by (a word, if that is smaller than one), or the next larger one.

        None where the text has no unit at all; the selection itself where nothing larger is left.
        """
        first = UNITS.index(unit) if unit in UNITS else 0
        if selection is None:
            return self.around(UNITS[first], caret)
        for candidate in SIZES[first:]:
            grown = self.widen(candidate, *selection)
            if grown != selection:
                return grown
        return selection

    def shrink(self, selection: Span, caret: int) -> Span | None:
        """The largest unit at the caret that is smaller than the selection; None where even a word is not."""
        start, end = selection
        place = min(max(caret, start), max(start, end - 1))
        for unit in reversed(SIZES):
            span = self.around(unit, place)
            if span is not None and start <= span[0] and span[1] <= end and span != selection:
                return span
        return None
