"""A report's material with small cells withheld, so that no part of the report can print what it must not know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from qualcode.model.documents import Case
from qualcode.model.results import Comparison
from qualcode.reports.material import Material, Withheld
from qualcode.reports.small_cells import combination_risk, in_ranges, small_groups
from qualcode.reports.wording import Words

__all__ = ["protected"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed of one attribute."""

    values: dict[str, str]
    """The printed value for each value; one that is withheld is the word for that."""
    ranges: bool
    withheld: int
    """Values that are not printed."""


def protected(material: Material, w: Words) -> Material:
    """The material as a report with ``choices.smallest_cell`` may print it; unchanged without that choice.

    Values of attributes that fewer respondents share are withheld, and numbers become ranges; groups of the comparison with fewer
    respondents are left out, with a further one where they could be reckoned otherwise. ``withheld`` says what went.
    """
    smallest = material.choices.smallest_cell
    if smallest is None or smallest < 2:
        return material
    if material.withheld is not None and material.withheld.smallest == smallest:
        return material
    names = dict.fromkeys(name for case in material.respondents for name in case.attributes)
    shown = {name: attribute(material, name, smallest, w("small.withheld")) for name in names}
    dropped = tuple(name for name, found in shown.items() if found is None)
    cases = tuple(without(case, shown, w("small.withheld")) for case in material.cases)
    comparison, groups = material.comparison, frozenset[str]()
    if comparison is not None:
        comparison, groups = large_groups(comparison, smallest)
    present = {case.id for case in material.respondents}
    kept = [name for name in names if shown[name] is not None]
    rows = [tuple(case.attributes.get(name, "") for name in kept) for case in cases if case.id in present]
    gone = {case for each in (material.comparison.groups if material.comparison else ()) if each.name in groups for case in each.cases}  # fmt: skip
    return replace(
        material,
        cases=cases,
        comparison=comparison,
        by="" if material.by in dropped else material.by,
        withheld=Withheld(
            smallest=smallest,
            dropped=dropped,
            some=tuple(name for name, found in shown.items() if found is not None and found.withheld),
            ranges=tuple(name for name, found in shown.items() if found is not None and found.ranges),
            groups=len(groups),
            in_groups=len(gone),
            risk=combination_risk(rows, smallest) if kept else 0,
        ),
    )


def attribute(material: Material, name: str, smallest: int, word: str) -> Shown | None:
    """What is printed of the values of an attribute; None where nothing of it may be."""
    held = [case.attributes.get(name, "").strip() for case in material.respondents]
    present = [value for value in held if value]
    ranges = in_ranges(present, smallest) if len(set(present)) > 1 else None
    printed = {value: (ranges[value] if ranges else value) for value in present}
    sizes = Counter(printed.get(value, "") for value in held)
    gone = small_groups(sizes, smallest)
    if not set(printed.values()) - gone:
        return None
    values = {value: (word if said in gone else said) for value, said in printed.items()}
    if "" in gone:
        values[""] = word
    return Shown(values, ranges is not None, len(gone - {""}))


def without(case: Case, shown: dict[str, Shown | None], word: str) -> Case:
    """A case with what is printed of its attributes."""
    attributes: dict[str, str] = {}
    for name, found in shown.items():
        if found is None:
            continue
        value = found.values.get(
            case.attributes.get(name, "").strip(), "" if name not in case.attributes else word
        )
        if value:
            attributes[name] = value
    return replace(case, attributes=attributes)


def large_groups(comparison: Comparison, smallest: int) -> tuple[Comparison, frozenset[str]]:
    """The comparison without the groups that are too small, and the names of these."""
    sizes = {group.name: len(group.cases) for group in comparison.groups}
    gone = small_groups(sizes, smallest)
    return replace(comparison, groups=tuple(g for g in comparison.groups if g.name not in gone)), gone
