"""How counts of respondents are printed: against their whole, and withheld where they are smaller than the report may show."""

from __future__ import annotations

from qualcode.reports.blocks import Block, Paragraph, Text
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["few", "few_note", "mentions", "people", "respondents_counted", "spread"]


def few(number: int, material: Material) -> bool:
    """Whether a figure rests on fewer respondents than the report may show."""
    smallest = material.choices.smallest_cell
    return smallest is not None and 0 < number < smallest


def people(number: int, whole: int, material: Material, w: Words) -> str:
    """``7 of 10``; ``fewer than 3 of 10`` where the smallest cell is chosen and fewer respondents are behind the figure."""
    if few(number, material):
        return w(
            "small.people",
            smallest=w.number(material.choices.smallest_cell or 0, 0),
            whole=w.number(whole, 0),
        )
    return w.of(number, whole)


def mentions(number: int, respondents: int, material: Material, w: Words) -> str:
    """A number of quotations, turns or words; of few respondents nothing but a dash, since it would say how few they are."""
    return "–" if few(respondents, material) else w.number(number, 0)


def respondents_counted(number: int, material: Material, w: Words) -> str:
    """``7 respondents``; ``fewer than 3 respondents`` where there are fewer than the report may show."""
    if few(number, material):
        return w("small.fewer", people=w.count(material.choices.smallest_cell or 0, "respondent"))
    return w.count(number, "respondent")


def spread(respondents: int, quotations: int, whole: int, material: Material, w: Words) -> str:
    """How many speak of something, in how many quotations; of few respondents only that they are few."""
    said = people(respondents, whole, material, w)
    if few(respondents, material):
        return w("small.spread", respondents=said)
    return w("categories.spread", respondents=said, quotations=w.count(quotations, "quotation"))


def few_note(found: bool, material: Material, w: Words) -> list[Block]:
    """What ``< 3`` and a dash say, where some figures were withheld."""
    if not found:
        return []
    smallest = material.choices.smallest_cell or 0
    said = w("small.counts", smallest=w.number(smallest, 0), people=w.count(smallest, "respondent"))
    return [Paragraph((Text(said),), kind="note")]
