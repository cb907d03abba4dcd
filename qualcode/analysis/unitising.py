"""Krippendorff's alpha for unitised text: coders mark stretches of their own choice, and codes on them.

Source: Krippendorff, K., Mathet, Y., Bouvry, S. & Widlöcher, A. (2016). On the reliability of unitizing textual continua:
further developments. Quality & Quantity 50, 2347-2364; as in Krippendorff (2019), Content analysis, 4th ed., 12.6.

Each coder cuts the text into units: valued ones, and the gaps between them. With m coders, the observed coincidence of the
values c and k is the length of all intersections of a unit valued c by one coder with a unit valued k by another, divided by
m - 1; l(c) are its sums and l their total. What is expected leaves out that a valued unit meets itself:

    e(c, k) = l (l(c) l(k) - [c = k] x(c)) / (l l - sum of all x),

x(c) = sum of squared lengths of the units valued c, and for gaps, which are not units of anybody's choice, the sum of their
lengths. Alpha is 1 - (sum of l(c, k), c and k different) / (sum of e(c, k), c and k different).

* ``u_alpha``: boundaries and values, gaps being one value.
* ``binary``: the same with all values taken as one: what is marked at all.
* ``cu_alpha``: values alone, in what at least two coders have marked. The length of a unit is then the length of its
  intersections with marked stretches of the others, divided by m - 1.

Where a document was coded by some of the coders only, m is their number there and all sums run over documents. For a single
code the first and the second are the same, and come from :func:`qualcode.analysis.alpha.binary_alpha` with
:func:`left_by_chance`. The example of Krippendorff (2019, figure 12.11) gives .510, .414 and .724.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from qualcode.analysis.alpha import Floats
from qualcode.analysis.overlap import Ints

__all__ = ["GAP", "Continuum", "UnitAlphas", "UnitSums", "left_by_chance", "sums_of", "unit_alphas"]

GAP = 0
"""The label of what a coder has left unmarked; :data:`~qualcode.analysis.alpha.MISSING` where a coder has not coded at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Continuum:
    """Stretches of text on which every coder's unit is constant."""

    labels: Sequence[Ints]
    """For each coder: the label of each stretch, :data:`GAP`, or ``MISSING``."""
    units: Sequence[Ints]
    """For each coder: which of the coder's units a stretch belongs to, from 0; anything where the label is no value."""
    length: Ints
    """Characters of each stretch."""
    block: Ints
    """Which block (document) each stretch belongs to."""
    kinds: int
    """Number of labels, the gap included."""
    blocks: int


@dataclass(frozen=True, slots=True, eq=False)
class UnitSums:
    """What the alphas are made of, a row a block: sums of blocks give the alphas of several blocks together."""

    agreeing: Floats
    """Coincidence of equal labels, gaps included."""
    marked_alike: Floats
    """Coincidence of values with values and of gaps with gaps."""
    by_label: Floats
    """Length by label: a column a label."""
    squares: Floats
    """Squared lengths of valued units."""
    star_agreeing: Floats
    """Coincidence of equal values."""
    star_by_label: Floats
    """Coincidence of each value with any value: a column a label, that of the gap empty."""
    star_squares: Floats
    """Squares of what of each unit meets marked stretches of others."""

    def of(self, blocks: Ints) -> UnitSums:
        """The sums of some blocks."""
        return UnitSums(*(getattr(self, each.name)[blocks] for each in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class UnitAlphas:
    """Alphas of one or more draws of blocks; NaN where nothing varies."""

    u_alpha: Floats
    binary: Floats
    cu_alpha: Floats


def left_by_chance(judgements: Floats, present: Floats, squares: Floats) -> Floats:
    """What is left out of the total for a single code: (squared lengths of its units + length of its gaps) / total."""
    return (squares + judgements - present) / np.where(judgements > 0, judgements, 1.0)


def sums_of(text: Continuum) -> UnitSums:
    """The sums of each block; blocks that fewer than two coders have coded add nothing."""
    blocks, kinds, many = text.blocks, text.kinds, len(text.labels)
    coders = np.zeros(len(text.length), dtype=np.int64)
    valued = np.zeros(len(text.length), dtype=np.int64)
    for label in text.labels:
        coders += label >= GAP
        valued += label > GAP
    shared = coders > 1
    share = np.where(shared, text.length / np.maximum(coders - 1, 1), 0.0)

    def by_block(weights: Floats) -> Floats:
        return np.bincount(text.block, weights=weights, minlength=blocks).astype(np.float64)

    def by_label(label: Ints, weights: Floats) -> Floats:
        key = text.block * kinds + np.maximum(label, GAP)
        found = np.bincount(key, weights=weights, minlength=blocks * kinds)
        return found.reshape(blocks, kinds).astype(np.float64)

    agreeing = np.zeros(len(text.length), dtype=np.float64)
    alike = np.zeros(len(text.length), dtype=np.float64)
    star = np.zeros(len(text.length), dtype=np.float64)
    for i in range(many):
        for j in range(i + 1, many):
            first, second = text.labels[i], text.labels[j]
            both = (first >= GAP) & (second >= GAP)
            agreeing += 2.0 * (both & (first == second))
            alike += 2.0 * (both & ((first > GAP) == (second > GAP)))
            star += 2.0 * (both & (first > GAP) & (first == second))
    labelled = np.zeros((blocks, kinds), dtype=np.float64)
    star_labelled = np.zeros((blocks, kinds), dtype=np.float64)
    squares = np.zeros(blocks, dtype=np.float64)
    star_squares = np.zeros(blocks, dtype=np.float64)
    for label, unit in zip(text.labels, text.units, strict=True):
        judged = np.where(shared & (label >= GAP), text.length, 0).astype(np.float64)
        met = np.where(label > GAP, share * (valued - 1), 0.0)
        labelled += by_label(label, judged)
        star_labelled += by_label(label, met)
        mine = label > GAP
        if mine.any():
            size = int(unit[mine].max()) + 1
            home = np.zeros(size, dtype=np.int64)
            home[unit[mine]] = text.block[mine]
            whole = np.bincount(unit[mine], weights=judged[mine], minlength=size)
            pairable = np.bincount(unit[mine], weights=met[mine], minlength=size)
            squares += np.bincount(home, weights=whole * whole, minlength=blocks)
            star_squares += np.bincount(home, weights=pairable * pairable, minlength=blocks)
    return UnitSums(
        agreeing=by_block(agreeing * share),
        marked_alike=by_block(alike * share),
        by_label=labelled,
        squares=squares,
        star_agreeing=by_block(star * share),
        star_by_label=star_labelled,
        star_squares=star_squares,
    )


def unit_alphas(sums: UnitSums, draws: Floats | None = None) -> UnitAlphas:
    """The alphas of all blocks together; with ``draws`` (a row a resample, how often each block is in it) those of each."""
    if draws is None:
        draws = np.ones((1, len(sums.squares)), dtype=np.float64)
    labelled, star = draws @ sums.by_label, draws @ sums.star_by_label
    total, star_total = labelled.sum(axis=1), star.sum(axis=1)
    gaps = labelled[:, GAP]
    chance = draws @ sums.squares + gaps
    return UnitAlphas(
        u_alpha=_alpha(total, draws @ sums.agreeing, (labelled * labelled).sum(axis=1), chance),
        binary=_alpha(total, draws @ sums.marked_alike, gaps * gaps + (total - gaps) ** 2, chance),
        cu_alpha=_alpha(
            star_total, draws @ sums.star_agreeing, (star * star).sum(axis=1), draws @ sums.star_squares
        ),
    )


def _alpha(total: Floats, agreeing: Floats, squares: Floats, chance: Floats) -> Floats:
    safe = np.where(total > 0, total, 1.0)
    apart = total * total - squares
    defined = apart > 1e-9 * safe * safe
    return np.where(
        defined, 1 - (safe - chance / safe) * (total - agreeing) / np.where(defined, apart, 1.0), np.nan
    )
