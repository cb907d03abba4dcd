"""Is this more than chance, given how often both codes occur? Random arrangements that keep how often they do.

* ``sentence``, ``turn``: in each document every code keeps its number of units, and the units are drawn anew, each set
  as likely as any other and independently of the other codes. The expected count is the mean of hypergeometric
  distributions: the sum over documents of n_a n_b / N.
* ``document``: every code keeps its number of documents, drawn anew from all documents with speech of the role; the expected
  count is n_a n_b / N, the mean of one hypergeometric distribution.
* ``overlap``: in each document the codings of every code are shifted together around the document's speech, taken as a
  circle, by a distance of their own; their number, lengths and distances from one another stay. Two codings of x and y
  characters in a document of N overlap in a share of (x + y - 1) / N of all shifts, at most 1; the expected count is the
  sum of that.

The share of arrangements with at least as many is (at_least + 1) / (arrangements + 1), since the observed arrangement is
one of those that could be (Phipson & Smyth, Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9
(2010) 39). The adjusted value is that of Benjamini & Hochberg (J. R. Stat. Soc. B 57 (1995) 289) over all pairs of codes in
use that could go together; those below the minimum, which are not arranged, are given a share of 1 there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from qualcode.analysis.overlap import Ints, gathered, overlap_counts, unit_counts
from qualcode.analysis.placing import Level, Places, in_units, lay_out, places_of_units
from qualcode.analysis.seeds import generator
from qualcode.errors import InputError
from qualcode.model.arrays import Incidence, Units
from qualcode.model.cooccurrence import ChanceBaseline, ChancePair, ChanceUnit

__all__ = ["adjusted_shares", "chance"]

Floats: TypeAlias = npt.NDArray[np.float64]
Report: TypeAlias = Callable[[int, int], None]
_ROWS = 300_000
"""Codings (or flags of units) of all arrangements that are made at a time."""
_CELLS = 1 << 22
"""Cells of their matrices, and of the table by which expected counts are added up."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The pairs to compare: indices into the codes that belong to at least one, and their observed counts."""

    codes: Ints
    """The index of each such code among all."""
    a: Ints
    b: Ints
    count: Ints
    possible: int
    """Pairs of codes in use that could go together."""


def chance(
    incidence: Incidence,
    *,
    unit: ChanceUnit = "overlap",
    role: str | None = "respondent",
    minimum: int = 1,
    level: Level = "code",
    sentences: Units | None = None,
    permutations: int = 1000,
    seed: int = 1,
    report: Report | None = None,
) -> ChanceBaseline:
    """Compare the pairs at or above ``minimum`` with random arrangements; the other options are those of co-occurrence.

    ``report`` is told how many arrangements are made, of how many; what it raises ends the work. The same study and seed
    give the same figures. Raises :class:`~qualcode.errors.InputError` for a unit without a baseline or too few arrangements.
    """
    if unit not in get_args(ChanceUnit):
        raise InputError(
            f"Chance is arranged for the units {', '.join(get_args(ChanceUnit))}, not for “{unit}”; choose one of them."
        )
    if not 1 <= permutations <= 100_000:
        raise InputError(f"{permutations} arrangements cannot be made; give a number from 1 to 100,000.")
    places = lay_out(incidence, level, role)
    rank = np.empty(len(incidence.documents), dtype=np.int64)
    rank[sorted(range(len(rank)), key=lambda i: incidence.documents[i].name)] = np.arange(len(rank))
    if unit == "overlap":
        rows = places.rows
        observed = overlap_counts(rows.start, rows.end, rows.code, len(places.names))
        pairs = _compared(places, observed, rows.code, minimum)
        made: _Shifted | _Drawn = _Shifted(places, pairs, rank, seed)
    else:
        where = places_of_units(incidence, unit, role, sentences, places.speech)
        rows, units = in_units(places.rows, where, len(places.names))
        observed = unit_counts(rows.start, rows.code, units, len(places.names))
        pairs = _compared(places, observed, rows.code, minimum)
        if unit == "document":
            stratum, sizes = np.zeros_like(rows.document), np.array([units], dtype=np.int64)
        else:
            starts = where[0][where[1] > where[0]]
            stretch = np.searchsorted(places.speech.before, starts, side="right") - 1
            stratum = rank[rows.document]
            sizes = np.bincount(rank[places.speech.document[stretch]], minlength=len(rank))
        made = _Drawn(rows.code, stratum, sizes, len(places.names), pairs, seed)
    at_least = np.zeros(len(pairs.count), dtype=np.int64)
    expected = made.expected() if len(pairs.count) else np.zeros(0)
    done = 0
    while done < permutations and len(pairs.count):
        if report is not None:
            report(done, permutations)
        counts = made.arranged(min(made.batch, permutations - done))
        at_least += (counts >= pairs.count).sum(axis=0)
        done += len(counts)
    return _baseline(places, pairs, unit, expected, at_least, permutations, seed)


def _baseline(
    places: Places,
    pairs: _Pairs,
    unit: ChanceUnit,
    expected: Floats,
    at_least: Ints,
    permutations: int,
    seed: int,
) -> ChanceBaseline:
    """The records, by descending count, then names."""
    share = (at_least + 1) / (permutations + 1)
    adjusted = adjusted_shares(share, pairs.possible)
    names = [places.names[i] for i in pairs.codes.tolist()]
    found = [
        ChancePair(
            a=names[a],
            b=names[b],
            count=int(pairs.count[n]),
            expected=float(expected[n]),
            ratio=float(pairs.count[n] / expected[n]) if expected[n] > 0 else None,
            at_least=int(at_least[n]),
            share=float(share[n]),
            adjusted=float(adjusted[n]),
        )
        for n, (a, b) in enumerate(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    ]
    found.sort(key=lambda pair: (-pair.count, pair.a, pair.b))
    return ChanceBaseline(unit, permutations, seed, pairs.possible, tuple(found))


def adjusted_shares(share: Floats, possible: int) -> Floats:
    """Benjamini & Hochberg's step-up adjustment of some shares among ``possible`` ones, the others of which are 1.

    >>> adjusted_shares(np.array([0.01, 0.04, 0.03]), 4).round(4).tolist()
    [0.04, 0.0533, 0.0533]
    """
    order = np.argsort(share, kind="stable")
    scaled = share[order] * possible / np.arange(1, len(share) + 1)
    adjusted = np.empty(len(share))
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def _compared(places: Places, observed: Ints, code: Ints, minimum: int) -> _Pairs:
    """The pairs at or above the minimum."""
    counts = np.triu(np.where(places.kin, 0, observed), 1)
    first, second = np.nonzero(counts >= max(1, minimum))
    codes = np.unique(np.concatenate((first, second)))
    used = np.bincount(code, minlength=len(places.names)) > 0
    possible = int(np.triu(~places.kin & used[:, None] & used, 1).sum())
    a, b = np.searchsorted(codes, first), np.searchsorted(codes, second)
    return _Pairs(codes, a, b, counts[first, second], possible)


class _Drawn:
    """Units drawn anew for every code within every document; documents themselves from all of them as from one."""

    def __init__(self, code: Ints, document: Ints, sizes: Ints, codes: int, pairs: _Pairs, seed: int) -> None:
        """``code`` and ``document`` of each unit that bears a code; ``sizes``: units of each document."""
        self.pairs, self.sizes, self.codes = pairs, sizes, len(pairs.codes)
        held = np.bincount(document * codes + code, minlength=len(sizes) * codes).reshape(len(sizes), codes)
        self.held: Ints = held[:, pairs.codes]
        where, which = np.nonzero(self.held)
        many = self.held[where, which]
        order = np.argsort(-many, kind="stable")
        self.many: Ints = many[order]
        base = np.cumsum(sizes) - sizes
        self.size: Ints = sizes[where[order]]
        self.place: Ints = base[where[order]] * self.codes + which[order]
        self.units = int(sizes.sum())
        self.random = generator(seed)
        self.batch = max(
            1, min(64, _ROWS // max(1, int(many.sum())), 8 * _CELLS // max(1, self.units * self.codes))
        )

    def expected(self) -> Floats:
        """The mean count of each pair."""
        return _added(self.held, self.held / np.maximum(self.sizes, 1)[:, None], self.pairs)

    def arranged(self, times: int) -> Ints:
        """Counts of the pairs in some arrangements, one a row.

        Each set is drawn by R. Floyd's method (Bentley & Floyd, A sample of brilliance, CACM 30 (1987) 754), for all
        codes and documents at a time.
        """
        cells = self.units * self.codes
        flags = np.zeros(times * cells, dtype=bool)
        shift = np.arange(times, dtype=np.int64)[:, None] * cells
        for step in range(int(self.many[0])):
            left = int(np.searchsorted(-self.many, -step, side="left"))
            last = self.size[:left] - self.many[:left] + step
            drawn = (self.random.random((times, left)) * (last + 1)).astype(np.int64)
            cell = shift + self.place[:left] + drawn * self.codes
            taken = flags[cell]
            flags[np.where(taken, shift + self.place[:left] + last * self.codes, cell)] = True
        found = np.empty((times, len(self.pairs.count)), dtype=np.int64)
        for i in range(times):
            unit, code = np.divmod(np.flatnonzero(flags[i * cells : (i + 1) * cells]), self.codes)
            found[i] = unit_counts(unit, code, self.units, self.codes)[self.pairs.a, self.pairs.b]
        return found


class _Shifted:
    """Codings of every code shifted around the speech of every document."""

    def __init__(self, places: Places, pairs: _Pairs, rank: Ints, seed: int) -> None:
        self.pairs, self.codes = pairs, len(pairs.codes)
        speech, rows = places.speech, places.rows
        length = np.bincount(
            rank[speech.document], weights=speech.end - speech.start, minlength=len(rank)
        ).astype(np.int64)
        begins = np.full(len(rank), np.iinfo(np.int64).max)
        np.minimum.at(begins, rank[speech.document], speech.before)
        mine = np.flatnonzero(np.isin(rows.code, pairs.codes))
        document = rank[rows.document[mine]]
        code = np.searchsorted(pairs.codes, rows.code[mine])
        order = np.lexsort((rows.end[mine], rows.start[mine], code, document))
        mine, self.document, self.code = mine[order], document[order], code[order]
        self.start: Ints = rows.start[mine] - begins[self.document]
        self.long: Ints = rows.end[mine] - rows.start[mine]
        self.around: Ints = length[self.document]
        self.length = length
        _, self.group = np.unique(self.document * max(1, self.codes) + self.code, return_inverse=True)
        first = np.unique(self.group, return_index=True)[1]
        self.circle: Ints = self.around[first]
        self.base: Ints = 2 * (np.cumsum(length) - length)[self.document]
        self.borders: Ints = np.unique(self.document, return_index=True)[1]
        self.always, self.surplus = self._certain()
        self.random = generator(seed)
        self.batch = max(1, min(64, _ROWS // max(1, len(mine)), _CELLS // max(1, self.codes**2)))

    def _certain(self) -> tuple[Ints, Floats]:
        """Pairs of codings too long to miss one another, by their codes; and by how much the formula exceeds 1 for them."""
        codes = self.codes
        count = np.zeros(codes * codes, dtype=np.int64)
        over = np.zeros(codes * codes)
        ends = np.append(self.borders[1:], len(self.document))
        for i in np.flatnonzero(2 * self.long > self.around).tolist():
            part = int(np.searchsorted(self.borders, i, side="right")) - 1
            here = slice(int(self.borders[part]), int(ends[part]))
            both = self.long[here] + self.long[i]
            certain = np.flatnonzero(both > self.around[i]) + here.start
            twice = np.where(2 * self.long[certain] > self.around[i], 0.5, 1.0)
            key = self.code[i] * codes + self.code[certain]
            excess = (self.long[certain] + self.long[i] - 1) / self.around[i] - 1
            count += np.bincount(key, weights=2 * twice, minlength=codes * codes).astype(np.int64)
            over += np.bincount(key, weights=twice * excess, minlength=codes * codes)
        a, b = self.pairs.a, self.pairs.b
        pairs, excesses = count.reshape(codes, codes), over.reshape(codes, codes)
        return (pairs[a, b] + pairs[b, a]) // 2, excesses[a, b] + excesses[b, a]

    def expected(self) -> Floats:
        """The mean count of each pair."""
        files, codes = len(self.length), self.codes
        key = self.document * codes + self.code
        number = np.bincount(key, minlength=files * codes).reshape(files, codes)
        under = np.bincount(key, weights=self.long, minlength=files * codes).reshape(files, codes)
        around = np.maximum(self.length, 1)[:, None]
        swapped = _Pairs(self.pairs.codes, self.pairs.b, self.pairs.a, self.pairs.count, self.pairs.possible)
        return (
            _added(number, under / around, self.pairs)
            + _added(number, under / around, swapped)
            - _added(number, number / around, self.pairs)
            - self.surplus
        )

    def arranged(self, times: int) -> Ints:
        """Counts of the pairs in some arrangements, one a row.

        Every circle is laid out as a line of twice its length. Codings that run over the end meet those at the beginning
        there as positions without extent.
        """
        codes, cells = self.codes, self.codes**2
        shift = (self.random.random((times, len(self.circle))) * self.circle).astype(np.int64)
        start = self.start + shift[:, self.group]
        start -= np.where(start >= self.around, self.around, 0)
        over = np.maximum.reduceat(start + self.long, self.borders, axis=1)
        part = np.searchsorted(self.borders, np.arange(len(self.document)), side="right") - 1
        again = np.nonzero(start < over[:, part] - self.around)
        line = 2 * int(self.length.sum())
        placed = start + self.base + np.arange(times, dtype=np.int64)[:, None] * line
        repeated = placed[again] + self.around[again[1]]
        row = np.concatenate((np.tile(np.arange(len(self.document)), times), again[1]))
        begin = np.concatenate((placed.ravel(), repeated))
        end = np.concatenate(((placed + self.long).ravel(), repeated))
        order = np.argsort(begin, kind="stable")
        begin, end, row = begin[order], end[order], row[order]
        code = self.code[row]
        scaled = (begin // line) * cells + code * codes
        total = np.zeros(times * cells, dtype=np.int64)
        certain = bool(self.always.any())
        for i, j in gathered(begin, end):
            if certain:
                chosen = self.long[row[i]] + self.long[row[j]] <= self.around[row[i]]
                i, j = i[chosen], j[chosen]
            total += np.bincount(scaled[i] + code[j], minlength=times * cells)
        found = total.reshape(times, codes, codes)
        counts: Ints = (
            found[:, self.pairs.a, self.pairs.b] + found[:, self.pairs.b, self.pairs.a] + self.always
        )
        return counts


def _added(first: Ints, second: Floats, pairs: _Pairs) -> Floats:
    """Sum over documents of ``first`` of each pair's first code times ``second`` of its second one, in a fixed order."""
    total = np.empty(len(pairs.count))
    step = max(1, _CELLS // max(1, len(first)))
    for low in range(0, len(total), step):
        here = slice(low, low + step)
        total[here] = (first[:, pairs.a[here]] * second[:, pairs.b[here]]).sum(axis=0)
    return total
