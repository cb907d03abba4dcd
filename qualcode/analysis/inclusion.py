"""Codings that lie within one another, and codings within a distance: pairs whose unit is the single coding."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from qualcode.analysis.overlap import Ints, Seen, distinct, gathered
from qualcode.analysis.placing import Rows

__all__ = ["included", "partnered"]


def included(rows: Rows, codes: int, seen: Seen) -> tuple[Ints, Ints, Ints]:
    """Pairs of codings one of which lies within the other, and which codings those are.

    A coding lies within another one if every character of its speech is the other's too; two codings of the same
    characters lie within each other, which makes one pair. Gives three matrices of codes x codes: pairs (symmetric);
    codings of the row that lie within one of the column; codings of the row that lie within one of the column or
    have one of it within them.
    """

    def nested() -> Iterable[tuple[Ints, Ints]]:
        for i, j in gathered(rows.start, rows.end):
            inside = (rows.end[j] <= rows.end[i]) | (rows.start[i] == rows.start[j])
            yield i[inside], j[inside]

    pairs: list[Ints] = []
    inner: list[Ints] = []
    for i, j in nested():
        pairs.append(np.stack((i, j)))
        later = rows.end[j] <= rows.end[i]
        earlier = (rows.start[i] == rows.start[j]) & (rows.end[i] <= rows.end[j])
        inner.append(
            np.concatenate(
                (j[later] * codes + rows.code[i[later]], i[earlier] * codes + rows.code[j[earlier]])
            )
        )
    count, partners = partnered(rows, codes, ((each[0], each[1]) for each in pairs), seen)
    return count, _by_codes(rows, codes, inner), partners


def partnered(rows: Rows, codes: int, pairs: Iterable[tuple[Ints, Ints]], seen: Seen) -> tuple[Ints, Ints]:
    """Pairs of codings by their codes (symmetric), and codings of the row that have a partner of the column."""
    total = np.zeros(codes * codes, dtype=np.int64)
    touched: list[Ints] = []
    for i, j in pairs:
        key = rows.code[i] * codes + rows.code[j]
        total += np.bincount(key, minlength=codes * codes)
        seen.note(key, rows.document[i])
        touched += [distinct(i * codes + rows.code[j]), distinct(j * codes + rows.code[i])]
    matrix = total.reshape(codes, codes)
    return matrix + matrix.T - np.diag(matrix.diagonal()), _by_codes(rows, codes, touched)


def _by_codes(rows: Rows, codes: int, keys: list[Ints]) -> Ints:
    """Different pairs of a coding and a code, counted by the coding's code and that code."""
    different = distinct(np.concatenate([*keys, np.empty(0, dtype=np.int64)]))
    coding, code = np.divmod(different, max(1, codes))
    place = rows.code[coding] * codes + code
    return np.bincount(place, minlength=codes * codes).astype(np.int64).reshape(codes, codes)
