"""Reporting checklists for interview research: their items, and how much of each a study can answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["COREQ", "SRQR", "Answerer", "ChecklistItem"]

Answerer = Literal["study", "half", "author"]
"""Who can answer: the data of the study; the data in part, so that the author confirms and completes; the author alone."""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of a checklist."""

    number: int
    section: int
    """Which section of the checklist it stands in, counted from 1."""
    answerer: Answerer
    """Who can answer at most: where the study lacks what is asked, the author has to."""


def items(sections: tuple[range, ...], study: set[int], half: set[int]) -> tuple[ChecklistItem, ...]:
    """The items of a checklist by their sections; those in neither set are the author's."""
    return tuple(
        ChecklistItem(number, section, "study" if number in study else "half" if number in half else "author")
        for section, numbers in enumerate(sections, 1)
        for number in numbers
    )


COREQ = items(
    (range(1, 9), range(9, 24), range(24, 33)),
    {12, 16, 18, 21, 22, 24, 25, 27, 29, 32},
    {9, 10, 13, 14, 17, 19, 20, 26, 30, 31},
)
"""Consolidated criteria for reporting qualitative research, 32 items in three domains (Tong, Sainsbury & Craig 2007)."""
SRQR = items(
    (range(1, 3), range(3, 5), range(5, 16), range(16, 18), range(18, 20), range(20, 22)),
    {12, 13, 14, 17},
    {8, 10, 11, 15, 16, 19},
)
"""Standards for reporting qualitative research, 21 items in six sections (O'Brien et al. 2014)."""
