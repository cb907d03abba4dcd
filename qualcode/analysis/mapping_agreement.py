"""Agreement of two people on the mapping of codes to criteria: mapped or not, and what the mappings say.

A unit is a pair of code and criterion. Most pairs are mapped by nobody, so that agreement by chance is high: kappa is given together with
the prevalence, and with the agreement on the pairs that somebody mapped (Feinstein & Cicchetti 1990 and Cicchetti & Feinstein 1990,
Journal of Clinical Epidemiology 43).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from qualcode.model.frameworks import ASPECTS, Mapping
from qualcode.model.mapping_agreement import (
    Difference,
    Disagreement,
    MappedAgreement,
    MappingAgreement,
    Undefined,
    ValueAgreement,
)

__all__ = ["agree", "kappa"]

Ints = npt.NDArray[np.int64]


def kappa(
    first: Ints, second: Ints, categories: int, *, quadratic: bool = False
) -> tuple[float | None, Undefined]:
    """Cohen's kappa of two ratings of the same units, as numbers from 0 to ``categories`` - 1, and why there is none.

    Unweighted as in Cohen (1960, Educational and Psychological Measurement 20, 37-46); with ``quadratic`` a disagreement weighs the square
    of its distance (Cohen 1968, Psychological Bulletin 70, 213-220). Undefined without units, and where both give one and the same rating
    throughout, since then no disagreement could be expected.
    """
    if not len(first):
        return None, "no pairs"
    observed = np.zeros((categories, categories))
    np.add.at(observed, (first, second), 1.0)
    steps = np.arange(categories)
    apart = np.abs(steps[:, None] - steps[None, :])
    weights = apart**2 if quadratic else (apart > 0).astype(np.int64)
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / len(first)
    chance = float((weights * expected).sum())
    if chance == 0:
        return None, "constant"
    return 1.0 - float((weights * observed).sum()) / chance, ""


def agree(
    first: Iterable[Mapping],
    second: Iterable[Mapping],
    codes: Sequence[tuple[int, str]],
    criteria: Sequence[str],
) -> MappingAgreement:
    """Compare two mappings over all pairs of some codes (id and name) with the criteria, in whatever order the mappings come.

    Mappings of other codes or criteria are left out. ``supports`` and level 5 say the same, as do ``partial`` and 3, ``contradicts`` and 1.
    """
    known, places = {i for i, _ in codes}, set(criteria)
    one, two = (
        {(m.code_id, m.criterion): m for m in each if m.code_id in known and m.criterion in places}
        for each in (first, second)
    )
    pairs = len(codes) * len(criteria)
    shared = [(one[key], two[key]) for key in one.keys() & two.keys()]
    shared.sort(key=lambda pair: (pair[0].code_id, pair[0].criterion))
    stated = [(a, b) for a, b in shared if a.level is not None and b.level is not None]
    asked = sum(a.level is None and b.level is None for a, b in shared)
    return MappingAgreement(
        codes=len(codes),
        criteria=len(criteria),
        mapped=_mapped(pairs, len(shared), len(one) - len(shared), len(two) - len(shared)),
        values=(
            _value("level", [(a.level or 1, b.level or 1) for a, b in stated], range(1, 6)),
            _value("strength", [(a.strength, b.strength) for a, b in shared], range(1, 4)),
            _value("aspect", [(a.aspect, b.aspect) for a, b in shared], ASPECTS),
            _value("counts", [(a.counts, b.counts) for a, b in shared], (False, True)),
        ),
        asked_by_both=asked,
        asked_by_one=len(shared) - len(stated) - asked,
        disagreements=tuple(
            Disagreement(name, i, criterion, differ, a, b)
            for i, name in codes
            for criterion in criteria
            for a, b in [(one.get((i, criterion)), two.get((i, criterion)))]
            for differ in [_differences(a, b)]
            if differ
        ),
    )


def _mapped(pairs: int, both: int, only_first: int, only_second: int) -> MappedAgreement:
    neither = pairs - both - only_first - only_second
    ones = np.repeat(np.array([1, 1, 0, 0]), [both, only_first, only_second, neither])
    twos = np.repeat(np.array([1, 0, 1, 0]), [both, only_first, only_second, neither])
    value, undefined = kappa(ones, twos, 2)
    some = 2 * both + only_first + only_second
    return MappedAgreement(
        pairs=pairs,
        both=both,
        only_first=only_first,
        only_second=only_second,
        neither=neither,
        agreement=(both + neither) / pairs if pairs else None,
        positive=2 * both / some if some else None,
        kappa=value,
        undefined=undefined,
        prevalence_first=(both + only_first) / pairs if pairs else None,
        prevalence_second=(both + only_second) / pairs if pairs else None,
    )


def _value(
    value: Literal["level", "strength", "aspect", "counts"],
    rated: Sequence[tuple[object, object]],
    scale: Sequence[object],
) -> ValueAgreement:
    place = {each: i for i, each in enumerate(scale)}
    first = np.array([place[a] for a, _ in rated], dtype=np.int64)
    second = np.array([place[b] for _, b in rated], dtype=np.int64)
    ordered = value in ("level", "strength")
    coefficient, undefined = kappa(first, second, len(scale), quadratic=ordered)
    apart = np.abs(first - second)
    agreed = int((apart == 0).sum())
    kinds = {len(np.unique(each)) for each in (first, second)}
    return ValueAgreement(
        value=value,
        pairs=len(rated),
        agreed=agreed,
        agreement=agreed / len(rated) if rated else None,
        within_one=float((apart <= 1).mean()) if rated and ordered else None,
        kappa=coefficient,
        undefined=undefined,
        one_sided=not undefined and min(kinds) == 1,
    )


def _differences(first: Mapping | None, second: Mapping | None) -> tuple[Difference, ...]:
    if first is None and second is None:
        return ()
    if first is None or second is None:
        return ("mapped",)
    given: tuple[tuple[Difference, bool], ...] = (
        ("level", first.level != second.level),
        ("strength", first.strength != second.strength),
        ("aspect", first.aspect != second.aspect),
        ("counts", first.counts != second.counts),
    )
    return tuple(name for name, differs in given if differs)
