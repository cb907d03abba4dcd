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


def clock(milliseconds: int) -> str:
    """A time stamp as a person reads it.

    >>> clock(65_000), clock(3_725_000)
    ('1:05', '1:02:05')
    """
    minutes, seconds = divmod(max(0, milliseconds) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
