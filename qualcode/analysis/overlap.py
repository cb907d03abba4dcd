"""Overlapping pairs of half-open ranges on one number line: the lag loop that all co-occurrence rests on.

Ranges are sorted by start. A range whose k-th follower starts at or after its end cannot overlap a later one, so the
candidates only ever drop out; the number of passes is the largest number of ranges that start inside one range.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = [
    "Ints",
    "Seen",
    "gathered",
    "merged",
    "overlap_counts",
    "overlapping",
    "shared_lengths",
    "unit_counts",
]

Ints = npt.NDArray[np.int64]
_ENOUGH = 1 << 18
"""Pairs that are gathered before they are counted."""
_BLOCK = 1 << 15
"""Ranges whose followers are looked for at a time: what they need stays in the processor's cache."""
_FLAGS = 1 << 26
"""Places (two codes in one document) up to which a flag for each is kept; beyond, those that occur are sorted."""
_PRODUCT = 50_000
"""Rows from which units are counted as a sparse product."""


def overlapping(start: Ints, end: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All pairs (i, j), i < j, of ranges that share at least one position, lag by lag within blocks of i.

    ``start`` must ascend. Each pair comes once. A range that is empty is a mere position: it lies in ranges before it,
    and none lies in it.
    """
    count = len(start)
    for low in range(0, count - 1, _BLOCK):
        high = min(low + _BLOCK, count - 1)
        first: Ints = np.flatnonzero(start[low + 1 : high + 1] < end[low:high]) + low
        reach = end[first]
        lag = 1
        while first.size:
            yield first, first + lag
            lag += 1
            if first[-1] + lag >= count:
                within = int(np.searchsorted(first, count - lag))
                first, reach = first[:within], reach[:within]
            still = start[first + lag] < reach
            first, reach = first[still], reach[still]


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


def gathered(start: Ints, end: Ints) -> Iterator[tuple[Ints, Ints]]:
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


def shared_lengths(
    start: Ints, end: Ints, code: Ints, document: Ints, codes: int, seen: Seen | None = None
) -> tuple[Ints, Ints]:
    """Positions under each code, and under each two codes; ``seen`` notes the documents of the pairs.

    The ranges are those that :func:`merged` gives: those of one code do not overlap.
    Returns a vector and a symmetric matrix whose diagonal is zero.
    """
    single = np.bincount(code, weights=end - start, minlength=codes).astype(np.int64)
    shared = np.zeros(codes * codes, dtype=np.int64)
    for i, j in gathered(start, end):
        key = code[i] * codes + code[j]
        both = np.minimum(end[i], end[j]) - start[j]
        shared += np.bincount(key, weights=both, minlength=codes * codes).astype(np.int64)
        if seen is not None:
            seen.note(key, document[i])
    matrix = shared.reshape(codes, codes)
    return single, matrix + matrix.T


class Seen:
    """In which documents two codes meet."""

    def __init__(self, codes: int, documents: int) -> None:
        self.codes, self.documents = codes, documents
        places = codes * codes * documents
        self._flags = np.zeros(places, dtype=bool) if places <= _FLAGS else None
        self._keys: list[Ints] = []

    def note(self, pair: Ints, document: Ints) -> None:
        """Note pairs of codes (``a * codes + b``, in either order) and the documents in which they meet."""
        keys = pair * self.documents + document
        if self._flags is not None:
            self._flags[keys] = True
        else:
            self._keys.append(distinct(keys))

    def counts(self, group: Ints, groups: int) -> Ints:
        """In how many groups of documents each two codes meet, as a symmetric matrix.

        ``group`` holds the number of each document's group, below ``groups``: itself, or its case.
        """
        codes = self.codes
        if self._flags is not None:
            met = self._flags.reshape(codes, codes, self.documents)
            met = met | met.transpose(1, 0, 2)
            if len(distinct(group)) < self.documents:
                order = np.argsort(group, kind="stable")
                first = np.flatnonzero(np.diff(group[order], prepend=-1))
                met = np.logical_or.reduceat(met[:, :, order], first, axis=2)
            counts: Ints = met.sum(axis=2, dtype=np.int64)
            return counts
        keys = distinct(np.concatenate([*self._keys, np.empty(0, dtype=np.int64)]))
        pair, document = np.divmod(keys, self.documents)
        a, b = np.divmod(pair, codes)
        where = (np.minimum(a, b) * codes + np.maximum(a, b)) * groups + group[document]
        upper = np.bincount(distinct(where) // groups, minlength=codes**2).astype(np.int64)
        matrix = upper.reshape(codes, codes)
        return matrix + matrix.T - np.diag(matrix.diagonal())


def distinct(values: Ints) -> Ints:
    """The different values, ascending; numbers that mostly differ are found sooner by sorting than by hashing."""
    ordered = np.sort(values)
    if len(ordered) < 2:
        return ordered
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def unit_counts(unit: Ints, code: Ints, units: int, codes: int) -> Ints:
    """Units that bear both of two codes, as a symmetric matrix; the diagonal holds the units of each code.

    Each pair of ``unit`` and ``code`` comes once, sorted by unit. Small inputs are counted lag by lag, large ones as the
    product of a sparse matrix with itself, since loading scipy takes longer than counting a few thousand rows.
    """
    if len(unit) < _PRODUCT:
        return overlap_counts(unit, unit + 1, code, codes) + np.diag(np.bincount(code, minlength=codes))
    from scipy import sparse

    borders = np.searchsorted(unit, np.arange(units + 1)).astype(np.int32)
    ones = np.ones(len(unit), dtype=np.int32)
    bearing = sparse.csr_matrix((ones, code.astype(np.int32), borders), shape=(units, codes))
    product = sparse.csr_matrix(bearing.T @ bearing)
    return product.toarray().astype(np.int64)
