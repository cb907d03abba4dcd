"""The plain data that the coding pane shows: one document's text, turns and speakers."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from qualcode.model.documents import Turn

__all__ = ["Passage", "clock"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One document as the pane shows it; without codings, which change more often."""

    document_id: int
    name: str
    text: str
    """Canonical text."""
    turns: tuple[Turn, ...] = ()
    language: str = "en"
    case: str = ""
    words: int = 0
    turn_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "turn_starts", [turn.start for turn in self.turns])

    def turn_index(self, offset: int) -> int | None:
        """The index of the turn that holds an offset, or of the last one before it; None before the first."""
        found = bisect_right(self.turn_starts, offset) - 1
        return found if found >= 0 else None

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that holds an offset, or the last one before it."""
        found = self.turn_index(offset)
        return None if found is None else self.turns[found]

    def speech_place(self, offset: int) -> int:
        """The offset itself, or the start of speech where it stands in a turn's label."""
        turn = self.turn_at(offset)
        return turn.speech_start if turn is not None and turn.start <= offset < turn.speech_start else offset

    def without_labels(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """A span without a label at its beginning or end, where only a part of a turn was meant; None if nothing is left."""
        start, end = self.speech_place(span[0]), span[1]
        index = self.turn_index(end - 1) if end > 0 else None
        if index is not None and self.turns[index].start <= end - 1 < self.turns[index].speech_start:
            end = self.turns[index - 1].end if index else self.turns[index].start
        return (start, end) if start < end else None


def clock(milliseconds: int) -> str:
    """A time stamp as a person reads it.

    >>> clock(65_000), clock(3_725_000)
    ('1:05', '1:02:05')
    """
    minutes, seconds = divmod(max(0, milliseconds) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
