"""Overlapping pairs of half-open ranges on one number line: the lag loop that all co-occurrence rests on.

Ranges are sorted by start. A range whose k-th follower starts at or after its end cannot overlap a later one, so the
candidates only ever drop out; the number of passes is the largest number of ranges that start inside one range.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["Ints", "merged", "overlap_counts", "overlapping", "shared_lengths"]

Ints = npt.NDArray[np.int64]
_ENOUGH = 1 << 18
"""Pairs that are gathered before they are counted."""


def overlapping(start: Ints, end: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All pairs (i, j), i < j, of ranges that share at least one position, lag by lag.

    ``start`` must ascend and no range may be empty. Each pair comes once.
    """
    count = len(start)
    if count < 2:
        return
    first: Ints = np.flatnonzero(start[1:] < end[:-1])
    lag = 1
    while first.size:
        yield first, first + lag
        lag += 1
        first = first[: np.searchsorted(first, count - lag)]
        first = first[start[first + lag] < end[first]]


def overlap_counts(start: Ints, end: Ints, code: Ints, codes: int) -> Ints:
    """Pairs of overlapping ranges by their codes, as a symmetric matrix of ``codes`` x ``codes``.

    ``start`` must ascend, no range may be empty, and ``code`` holds numbers below ``codes``.
    The diagonal holds the pairs of ranges of one code.

    >>> import numpy as np
    >>> overlap_counts(np.array([0, 2, 9]), np.array([5, 4, 12]), np.array([0, 1, 0]), 2).tolist()
    [[0, 1], [1, 0]]
    """
    scaled = code * codes
    total = np.zeros(codes * codes, dtype=np.int64)
    keys: list[Ints] = []
    held = 0
    for i, j in overlapping(start, end):
        keys.append(scaled[i] + code[j])
        held += i.size
        if held >= _ENOUGH:
            total += np.bincount(np.concatenate(keys), minlength=codes * codes)
            keys, held = [], 0
    if keys:
        total += np.bincount(np.concatenate(keys), minlength=codes * codes)
    matrix = total.reshape(codes, codes)
    return matrix + matrix.T - np.diag(matrix.diagonal())


def _gathered(start: Ints, end: Ints) -> Iterator[tuple[Ints, Ints]]:
    """The pairs of :func:`overlapping` in larger portions, since late lags yield few each."""
    firsts: list[Ints] = []
    seconds: list[Ints] = []
    held = 0
    for i, j in overlapping(start, end):
        firsts.append(i)
        seconds.append(j)
        held += i.size
        if held >= _ENOUGH:
            yield np.concatenate(firsts), np.concatenate(seconds)
            firsts, seconds, held = [], [], 0
    if firsts:
        yield np.concatenate(firsts), np.concatenate(seconds)


def merged(start: Ints, end: Ints, code: Ints, document: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The ranges of each code joined where they overlap, sorted by start: start, end, code, document.

    Ranges that only touch stay apart, so that those of two documents never join.
    """
    if not start.size:
        return start, end, code, document
    order = np.lexsort((start, code))
    start, end, code, document = start[order], end[order], code[order], document[order]
    span = int(end.max()) + 1
    reach = np.maximum.accumulate(end + code * span)
    begins = np.ones(len(start), dtype=bool)
    begins[1:] = start[1:] + code[1:] * span >= reach[:-1]
    heads = np.flatnonzero(begins)
    tails = np.append(heads[1:], len(start)) - 1
    start, end, code, document = start[heads], reach[tails] - code[heads] * span, code[heads], document[heads]
    order = np.argsort(start, kind="stable")
    return start[order], end[order], code[order], document[order]


def shared_lengths(start: Ints, end: Ints, code: Ints, document: Ints, codes: int) -> tuple[Ints, Ints, Ints]:
    """Positions under each code, under each two codes, and documents where two codes share a position.

    The ranges are those that :func:`merged` gives: those of one code do not overlap.
    Returns a vector and two symmetric matrices whose diagonals are zero.
    """
    single = np.bincount(code, weights=end - start, minlength=codes).astype(np.int64)
    shared = np.zeros(codes * codes, dtype=np.int64)
    places: list[Ints] = []
    files = int(document.max()) + 1 if document.size else 1
    for i, j in _gathered(start, end):
        key = np.minimum(code[i], code[j]) * codes + np.maximum(code[i], code[j])
        both = np.minimum(end[i], end[j]) - start[j]
        shared += np.bincount(key, weights=both, minlength=codes * codes).astype(np.int64)
        places.append(np.unique(key * files + document[i]))
    where = np.unique(np.concatenate(places)) // files if places else np.empty(0, dtype=np.int64)
    documents = np.bincount(where, minlength=codes * codes).astype(np.int64)
    return single, _mirrored(shared, codes), _mirrored(documents, codes)


def _mirrored(upper: Ints, codes: int) -> Ints:
    matrix = upper.reshape(codes, codes)
    return matrix + matrix.T
