"""Codings near one another: at most so many sentences or turns of the role's speech apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qualcode.analysis.overlap import Ints, gathered
from qualcode.analysis.placing import Rows, unit_reach

__all__ = ["near", "within_reach"]


def within_reach(rows: Rows, places: tuple[Ints, Ints]) -> tuple[Rows, Ints]:
    """The codings as ranges of units (sentences, turns), sorted by the first one, and which of ``rows`` they are.

    ``places`` are the units on the line of speech; codings that touch none are left out.
    """
    first, after, _ = unit_reach(rows, places)
    touching = np.flatnonzero(after > first)
    order = touching[np.lexsort((rows.code[touching], -after[touching], first[touching]))]
    return Rows(first[order], after[order], rows.code[order], rows.document[order]), order


def near(reaches: Rows, distance: int) -> Iterator[tuple[Ints, Ints]]:
    """Pairs (i, j) of codings of one document whose nearest edges are at most ``distance`` units apart.

    Codings that share a unit are 0 apart, codings in units that follow one another 1. ``reaches`` is what
    :func:`within_reach` gives.
    """
    apart = reaches.document * (distance + 1)
    return gathered(reaches.start + apart, reaches.end + apart + distance)
