"""Krippendorff's alpha for nominal values, from labels with weights or from runs of labels.

Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. With the coincidences o(c, k), which each pair of
values of a unit adds to with 1 / (values of the unit - 1), n(c) their sums and n their total,

    alpha = 1 - (n - 1) * (n - sum o(c, c)) / (n * n - sum n(c) * n(c)).

A unit with fewer than two values has no pair and does not count. A unit may weigh more than 1: a stretch of text on which
every coder is constant stands for its characters, so the cost grows with the number of codings and not with the text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qualcode.analysis.overlap import Ints

__all__ = [
    "MISSING",
    "Floats",
    "alpha_of_runs",
    "alpha_of_sums",
    "binary_alpha",
    "coincidences",
    "nominal_alpha",
]

Floats = npt.NDArray[np.float64]
MISSING = -1
"""The label of a coder who has not judged a unit."""


def coincidences(labels: Sequence[Ints], kinds: int, weights: Ints | None = None) -> Floats:
    """The coincidence matrix of ``kinds`` x ``kinds`` values.

    ``labels`` holds, for each coder, a label from 0 for each unit, or :data:`MISSING`; ``weights`` how often each unit counts.
    """
    units = len(labels[0])
    weigh = np.ones(units, dtype=np.float64) if weights is None else weights.astype(np.float64)
    missing = any(bool((each < 0).any()) for each in labels)
    if missing:
        values = np.zeros(units, dtype=np.int64)
        for each in labels:
            values += each >= 0
        weigh = np.where(values > 1, weigh / np.maximum(values - 1, 1), 0.0)
    else:
        weigh = weigh / max(1, len(labels) - 1)
    total = np.zeros(kinds * kinds, dtype=np.float64)
    for i, first in enumerate(labels):
        scaled = first * kinds
        for second in labels[i + 1 :]:
            key = scaled + second
            if missing:
                both = (first >= 0) & (second >= 0)
                total += np.bincount(key[both], weights=weigh[both], minlength=kinds * kinds)
            else:
                total += np.bincount(key, weights=weigh, minlength=kinds * kinds)
    matrix = total.reshape(kinds, kinds)
    return matrix + matrix.T


def alpha_of_sums(total: float, agreeing: float, squares: float) -> float | None:
    """Alpha from the total of the coincidences, their diagonal, and the squares of their sums; None where no value varies."""
    expected = total * total - squares
    return None if expected <= 0 else 1 - (total - 1) * (total - agreeing) / expected


def nominal_alpha(
    labels: Sequence[Ints], *, kinds: int | None = None, weights: Ints | None = None
) -> float | None:
    """Alpha of labels as :func:`coincidences` takes them; None where fewer than two values occur.

    >>> import numpy as np
    >>> nominal_alpha([np.array([0, 1, 1, 0]), np.array([0, 1, 0, 0])])
    0.5333333333333333
    """
    many = kinds if kinds is not None else max((int(each.max(initial=0)) for each in labels), default=0) + 1
    found = coincidences(labels, many, weights)
    sums = found.sum(axis=1)
    return alpha_of_sums(float(sums.sum()), float(np.trace(found)), float(sums @ sums))


def alpha_of_runs(starts: Sequence[Ints], labels: Sequence[Ints], length: int, kinds: int) -> float | None:
    """Alpha over the characters of a text of which every coder has labelled all, from runs of labels.

    For each coder ``starts`` holds the ascending starts of the runs, the first one 0, and ``labels`` the label of each run, or
    :data:`MISSING`. Between two borders of any coder all labels are constant: such a segment weighs its characters.
    """
    borders = np.unique(np.concatenate([*starts, np.array([length], dtype=np.int64)]))
    segments = borders[:-1]
    constant = [
        each[np.searchsorted(begins, segments, side="right") - 1]
        for begins, each in zip(starts, labels, strict=True)
    ]
    return nominal_alpha(constant, kinds=kinds, weights=np.diff(borders))


def binary_alpha(mixed: Floats, present: Floats, judgements: Floats, chance: Floats | None = None) -> Floats:
    """Alpha of several codes, each there or not there; NaN where it is there always or never.

    ``mixed`` is the coincidence of there with not there: for a unit that k of m coders gave the code, k (m - k) / (m - 1).
    ``present`` counts judgements that it is there, ``judgements`` all of them. ``chance`` is what pairs by chance leave out of
    the total; for single units 1, which is the default, for unitised text see :mod:`qualcode.analysis.unitising`.
    """
    absent = judgements - present
    apart = present * absent
    left = judgements - (1.0 if chance is None else chance)
    return np.where(apart > 0, 1 - left * mixed / np.where(apart > 0, apart, 1.0), np.nan)
