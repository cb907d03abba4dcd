"""How a count of respondents is printed: against its whole, and withheld where it is smaller than the report may show."""

from __future__ import annotations

from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["people"]


def people(number: int, whole: int, material: Material, w: Words) -> str:
    """``7 of 10``; ``fewer than 3 of 10`` where the smallest cell is chosen and fewer respondents are behind the figure."""
    smallest = material.choices.smallest_cell
    if smallest is not None and 0 < number < smallest:
        return w("small.people", smallest=w.number(smallest, 0), whole=w.number(whole, 0))
    return w.of(number, whole)
