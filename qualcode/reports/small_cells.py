"""Small cells: what is not printed of groups so small that their members could be recognised, and what else must go with it.

A count of one to ``smallest`` - 1 people is withheld. So that it cannot be reckoned from the rest, further counts of its line are withheld
until every withheld one could be at least two different numbers, given all that is printed: the other counts, the total and the sizes
of the groups. Where even that does not help, the total goes too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Line", "combination_risk", "in_ranges", "possible", "small_groups", "withhold"]

WIDTHS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)
"""Widths of ranges, before neighbours are joined."""
MOST_RANGES = 6
NUMBER = re.compile(r"(\d{1,6}(?:[.,]\d+)?)(\s*[^\W\d]{0,12}\.?)")


@dataclass(frozen=True, slots=True)
class Line:
    """Which counts of a line of a table are withheld."""

    cells: tuple[bool, ...]
    total: bool = False
    """Whether the total must not be printed either."""


def withhold(counts: Sequence[int], sizes: Sequence[int], smallest: int) -> Line:
    """Decide which counts of people a line must not show, where its total and the sizes of its groups are printed.

    ``counts`` are people of each group, at most its size. All small counts go; with them, where needed, the smallest others, zeros last.

    >>> withhold([1, 4, 5], [4, 5, 6], 3).cells
    (True, True, False)
    >>> withhold([0, 4, 5], [4, 5, 6], 3).cells
    (False, False, False)
    """
    hidden = [0 < count < smallest for count in counts]
    if not any(hidden):
        return Line(tuple(hidden))
    order = sorted(range(len(counts)), key=lambda n: (counts[n] == 0, counts[n], n))
    others = [n for n in order if not hidden[n]]
    while True:
        left = sum(count for count, gone in zip(counts, hidden, strict=True) if gone)
        open_sizes = [size for size, gone in zip(sizes, hidden, strict=True) if gone]
        if all(len(values) > 1 for values in possible(open_sizes, left, smallest)):
            return Line(tuple(hidden))
        if not others:
            told = any(len(values) < 2 for values in possible(open_sizes, left))
            return Line(tuple(hidden), total=told)
        hidden[others.pop(0)] = True


def possible(sizes: Sequence[int], total: int, smallest: int | None = None) -> tuple[frozenset[int], ...]:
    """The numbers that each of some counts can be, where their sum is known and each is at most the size of its group.

    With ``smallest``, at least one of them is known to be small (from 1 to ``smallest`` - 1), which rules further numbers out.
    """
    found = []
    for n, size in enumerate(sizes):
        sums = {(0, False)}
        for other in (*sizes[:n], *sizes[n + 1 :]):
            sums = {
                (done + value, small or is_small(value, smallest))
                for done, small in sums
                for value in range(min(other, total - done) + 1)
            }
        found.append(
            frozenset(
                value
                for value in range(min(size, total) + 1)
                if any(
                    (total - value, small) in sums
                    for small in ((True, False) if smallest is None or is_small(value, smallest) else (True,))
                )
            )
        )
    return tuple(found)


def is_small(count: int, smallest: int | None) -> bool:
    """Whether a count is one that is withheld."""
    return smallest is not None and 0 < count < smallest


def small_groups(sizes: Mapping[str, int], smallest: int) -> frozenset[str]:
    """The groups that are not shown by themselves: those with fewer than ``smallest`` people, and with them the next larger ones until at
    least two groups with ``smallest`` people together are withheld, since all others and everybody are known. Empty where none is small.

    >>> sorted(small_groups({"a": 6, "b": 1, "c": 3}, 3))
    ['b', 'c']
    """
    if not any(size < smallest for size in sizes.values()):
        return frozenset()
    ordered = sorted(sizes, key=lambda name: (sizes[name], name))
    taken: list[str] = []
    for name in ordered:
        together = sum(sizes[each] for each in taken)
        if sizes[name] >= smallest and len(taken) > 1 and together >= smallest:
            break
        taken.append(name)
    return frozenset(taken)


def in_ranges(values: Sequence[str], smallest: int) -> dict[str, str] | None:
    """Ranges in place of numbers such as years in the field, each with at least ``smallest`` people; None where not all are whole numbers or decimals.

    ``values`` has one entry a person. Bounds are round numbers, not those of a person; the first and the last range are open.

    >>> in_ranges(["2", "3", "4", "11", "12", "14"], 3)
    {'2': '< 5', '3': '< 5', '4': '< 5', '11': '≥ 5', '12': '≥ 5', '14': '≥ 5'}
    """
    found = [NUMBER.fullmatch(value.strip()) for value in values]
    if not found or not all(found) or len({match[2] for match in found if match}) > 1:
        return None
    numbers = [float(match[1].replace(",", ".")) for match in found if match]
    unit = found[0][2] if found[0] else ""
    span = max(numbers) - min(numbers)
    widest = next((n for n, each in enumerate(WIDTHS) if span / each < MOST_RANGES), len(WIDTHS) - 1)
    tried = (cuts(numbers, width, smallest) for width in reversed(WIDTHS[: widest + 1]))
    bounds = next((found for found in tried if found), None)
    if bounds is None:
        return None
    names = [named(place, bounds, unit) for place in range(len(bounds) + 1)]
    return {value: names[bisect_right(bounds, number)] for value, number in zip(values, numbers, strict=True)}


def cuts(numbers: Sequence[float], width: int, smallest: int) -> list[int]:
    """Where one range ends and the next begins, so that each holds enough people."""
    first, last = int(min(numbers) // width), int(max(numbers) // width)
    counts = Counter(int(number // width) for number in numbers)
    bounds: list[int] = []
    held = 0
    for place in range(first, last):
        held += counts[place]
        if held >= smallest:
            bounds.append((place + 1) * width)
            held = 0
    while bounds and sum(number >= bounds[-1] for number in numbers) < smallest:
        bounds.pop()
    return bounds


def named(place: int, bounds: Sequence[int], unit: str) -> str:
    """A range in words that hold in every language: what lies below, between and from a bound."""
    if place == 0:
        return f"< {bounds[0]}{unit}"
    if place == len(bounds):
        return f"≥ {bounds[-1]}{unit}"
    low, high = bounds[place - 1], bounds[place] - 1
    return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"


def combination_risk(rows: Collection[tuple[str, ...]], smallest: int) -> int:
    """How many people share all that is shown of them with fewer than ``smallest`` people, themselves included."""
    counts = Counter(rows)
    return sum(1 for row in rows if counts[row] < smallest)
