"""What the comparison screen shows and remembers: its choices, the result, and the queries that lead to passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.results import Comparison
from qualcode.text.query import LONGEST

__all__ = ["Choices", "Compared", "numbers_query", "scale"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a comparison is computed from."""

    by: str | None = None
    """Attribute that groups the respondents."""
    coder: str | None = None
    """Whose codings are read; None: those of the primary coder."""
    models: tuple[str, ...] = ()
    """Ids of the models shown; empty: all."""


@dataclass(slots=True)
class Compared:
    """What is kept while the comparison screen is closed."""

    choices: Choices = Choices()
    group: str = ""
    """Value of the attribute that is shown; empty: all respondents."""
    row: str = ""
    """Key of the highlighted row."""
    model: str = ""
    """Id of the highlighted model."""
    result: Comparison | None = None
    made_from: tuple[Choices, int] | None = None
    """Choices and revision of the study that the result was computed from."""


def numbers_query(numbers: Iterable[int]) -> tuple[str, int]:
    """The query that lists quotations by number, and how many of them fit into it; the first come first.

    >>> numbers_query([15, 12])
    ('quotation = "15, 12"', 2)
    """
    listed: list[str] = []
    room = LONGEST - len('quotation = ""')
    for number in numbers:
        room -= len(str(number)) + 2
        if room < 0:
            break
        listed.append(str(number))
    return f'quotation = "{", ".join(listed)}"', len(listed)


def scale(low: int | None, high: int | None, level: float | None) -> str:
    """A scale from 1 to 5 in nine cells: a line where the model expects the level, a diamond where the respondent is.

    >>> scale(4, 5, 2.5), scale(1, 2, 1), scale(None, None, 3)
    ('···◆··━━━', '◆━━······', '····◆····')
    """
    cells = [
        "━" if low is not None and high is not None and low <= 1 + half / 2 <= high else "·"
        for half in range(9)
    ]
    if level is not None:
        cells[max(0, min(8, round((level - 1) * 2)))] = "◆"
    return "".join(cells)
