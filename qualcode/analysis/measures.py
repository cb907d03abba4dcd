"""Measures of how strongly two codes go together, from what is under each and what is under both.

What is measured by the unit:

========== ================================ ================================================ =========================
unit       count                            under a, under both (Jaccard, Dice, P, lift)     c-coefficient
========== ================================ ================================================ =========================
overlap    pairs of overlapping codings     characters of speech                             pairs, codings
sentence   units that bear both             units                                            units: the same as Jaccard
turn       the same                         units                                            the same as Jaccard
document   the same                         units                                            the same as Jaccard
exact      different spans that bear both   different coded spans                            the same as Jaccard
inclusion  pairs, one within the other      codings with such a partner; no lift             pairs, codings
proximity  pairs within the distance        codings with such a partner; no lift             pairs, codings
========== ================================ ================================================ =========================

* Jaccard: both / either. P. Jaccard, Étude comparative de la distribution florale, Bull. Soc. Vaud. Sci. Nat. 37 (1901).
* Dice: 2 both / (a + b). L. R. Dice, Measures of the amount of ecologic association between species, Ecology 26 (1945).
* c-coefficient: n12 / (n1 + n2 - n12), as ATLAS.ti names it after Garcia (2005) and Bertolotti & Magnani (2005): n1 and
  n2 are numbers of codings, n12 of pairs that go together. One coding can meet several others, so that n12 may exceed
  both; then c passes 1, and where n12 reaches n1 + n2 it is undefined. Jaccard counts characters instead and cannot.
* Conditional: P(b | a) = both / a: of what is under a, the share that is under b as well.
* Lift: both x all / (a x b): observed / expected if the two were independent in all of that speech (S. Brin et al.,
  Dynamic itemset counting and implication rules for market basket data, SIGMOD 1997, who call it interest).

Codings of the units inclusion and proximity are counted as matched or not: Dice = (codings of a with a partner of b +
codings of b with a partner of a) / (a + b), and Jaccard = Dice / (2 - Dice), as it is between the two everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.analysis.overlap import Ints
from qualcode.model.cooccurrence import Measure
from qualcode.model.results import Cooccurrence, Pair

__all__ = ["Tally", "measure_matrix", "measured", "value_of"]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted for all codes; matrices are codes x codes."""

    count: Ints
    documents: Ints
    cases: Ints
    frequencies: Ints
    """Codings or units of each code: what the c-coefficient divides by."""
    single: Ints
    """Characters, units or codings under each code: what shares divide by."""
    both: Ints
    """Under both; for codings those of the row with a partner of the column."""
    total: int | None
    """Characters or units that there are; None where there is no such number."""
    inside: Ints | None = None
    """Codings of the row that lie within one of the column."""


def measured(tally: Tally, names: tuple[str, ...], minimum: int) -> tuple[Pair, ...]:
    """The pairs with a count of at least ``minimum``, by descending count, then names."""
    found = [pair_of(tally, names, a, b) for a, b in np.argwhere(np.triu(tally.count, 1) >= minimum).tolist()]
    return tuple(sorted(found, key=lambda pair: (-pair.count, pair.a, pair.b)))


def pair_of(tally: Tally, names: tuple[str, ...], a: int, b: int) -> Pair:
    """All measures of one pair of codes that occur."""
    count = int(tally.count[a, b])
    under_a, under_b = int(tally.single[a]), int(tally.single[b])
    matched = int(tally.both[a, b]) + int(tally.both[b, a])
    rest = int(tally.frequencies[a]) + int(tally.frequencies[b]) - count
    directed = tally.both if tally.inside is None else tally.inside
    return Pair(
        a=names[a],
        b=names[b],
        count=count,
        jaccard=matched / (2 * (under_a + under_b) - matched),
        documents=int(tally.documents[a, b]),
        respondents=int(tally.cases[a, b]),
        dice=matched / (under_a + under_b),
        c=count / rest if rest > 0 else None,
        b_given_a=int(directed[a, b]) / under_a,
        a_given_b=int(directed[b, a]) / under_b,
        lift=None if tally.total is None else int(tally.both[a, b]) * tally.total / (under_a * under_b),
        a_in_b=None if tally.inside is None else int(tally.inside[a, b]),
        b_in_a=None if tally.inside is None else int(tally.inside[b, a]),
    )


def value_of(pair: Pair, measure: Measure) -> float | None:
    """The figure of a pair by which it is sorted; of the two directions of a measure the larger one."""
    if measure == "conditional":
        return max((each for each in (pair.a_given_b, pair.b_given_a) if each is not None), default=None)
    if measure == "inside":
        return max((each for each in (pair.a_in_b, pair.b_in_a) if each is not None), default=None)
    value: float | None = getattr(pair, measure)
    return value


def measure_matrix(found: Cooccurrence, measure: Measure) -> list[list[int | float | None]]:
    """A measure as a square table in the order of ``found.codes``.

    A row's code is given: in ``conditional`` the cell is P(column | row), in ``inside`` the codings of the row that lie
    within one of the column. The diagonal has each code's own number for ``count``, ``documents`` and ``respondents``
    and is empty else; so are pairs below the minimum, but for those three, where they are 0.
    """
    place = {name: i for i, name in enumerate(found.codes)}
    whole = measure in ("count", "documents", "respondents", "inside")
    table: list[list[int | float | None]] = [[0 if whole else None] * len(place) for _ in place]
    own = {"count": found.frequencies, "documents": found.documents, "respondents": found.cases}.get(measure)
    for i in range(len(place)):
        table[i][i] = own[i] if own else None
    for pair in found.pairs:
        a, b = place[pair.a], place[pair.b]
        if measure == "conditional":
            table[a][b], table[b][a] = pair.b_given_a, pair.a_given_b
        elif measure == "inside":
            table[a][b], table[b][a] = pair.a_in_b, pair.b_in_a
        else:
            table[a][b] = table[b][a] = value_of(pair, measure)
    return table
