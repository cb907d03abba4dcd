"""Drawing what was judged anew, with replacement, and the range that a figure then has."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qualcode.analysis.alpha import Floats
from qualcode.analysis.overlap import Ints
from qualcode.analysis.seeds import generator

__all__ = ["HELD", "draws", "range_of"]

HELD = 95.0
"""Per cent of the resamples that a range holds."""
AT_ONCE = 64
"""Resamples that are drawn in one go."""


def draws(strata: Ints, resamples: int, seed: int) -> Iterator[Floats]:
    """How often each block is drawn: portions of rows, a row a resample, a column a block.

    Blocks of one stratum stand together; of each stratum as many blocks are drawn as it has. The same seed gives the same draws.
    Nothing is drawn where no stratum has two blocks.
    """
    many = len(strata)
    begins = np.flatnonzero(np.append(True, strata[1:] != strata[:-1])) if many else strata
    sizes = np.diff(np.append(begins, many))
    if not many or sizes.max() < 2:
        return
    first, size = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    random = generator(seed)
    left = resamples
    while left > 0:
        rows = min(left, AT_ONCE)
        left -= rows
        picked = first + (random.random((rows, many)) * size).astype(np.int64)
        picked += many * np.arange(rows)[:, None]
        yield np.bincount(picked.ravel(), minlength=rows * many).reshape(rows, many).astype(np.float64)


def range_of(values: Floats) -> tuple[float, float] | None:
    """Where the middle ``HELD`` per cent of the values lie; those that are not defined are left out, None where most are not."""
    defined = values[~np.isnan(values)]
    if defined.size * 2 < values.size or not defined.size:
        return None
    low, high = np.percentile(defined, [(100 - HELD) / 2, (100 + HELD) / 2])
    return float(low), float(high)
