"""Places that were left by a jump, and the way back to them."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["LONGEST", "Jumps", "Place"]

Place = tuple[int, int]
"""Id of a document and an offset in it (code points)."""
LONGEST = 200
"""Places that are remembered."""


class Jumps:
    """Two stacks, as in an editor: the places behind, and those that were gone back from."""

    def __init__(self) -> None:
        self.behind: list[Place] = []
        self.ahead: list[Place] = []

    def remember(self, place: Place) -> None:
        """Remember the place that a jump leaves; what was ahead is forgotten."""
        self.ahead.clear()
        if not self.behind or self.behind[-1] != place:
            self.behind.append(place)
            del self.behind[:-LONGEST]

    def back(self, here: Place, exists: Callable[[Place], bool] = lambda _: True) -> Place | None:
        """The place before the last jump, None where there is none; ``here`` can be returned to."""
        return _step(self.behind, self.ahead, here, exists)

    def forward(self, here: Place, exists: Callable[[Place], bool] = lambda _: True) -> Place | None:
        """The place from which was gone back, None where there is none."""
        return _step(self.ahead, self.behind, here, exists)


def _step(
    source: list[Place], other: list[Place], here: Place, exists: Callable[[Place], bool]
) -> Place | None:
    """Take the last place that is another one and is there still; the others are dropped."""
    while source:
        place = source.pop()
        if place != here and exists(place):
            other.append(here)
            return place
    return None
