"""Where coders differ: units or stretches that some gave a code and others did not, or with other boundaries.

Codings of one code by any coder that share a character are one stretch, which ends where nobody's coding goes on. The coders
agree on it where all have it and no piece longer than the tolerance is coded by some and not by the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.overlap import Ints, merged
from qualcode.analysis.rated import Places, Rated

__all__ = ["Joined", "Stretch", "agreed", "disagreements", "joined"]


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Stretches of text that at least one coder gave a code; columns of equal length."""

    code: Ints
    """Index into the codes that are compared."""
    document: Ints
    start: Ints
    """Code points of the document, of the first and last codings in it."""
    end: Ints
    mask: Ints
    """Who has coded in it, as bits."""
    longest: Ints
    """Characters of the longest piece that some coded and others did not; for units, of the unit where they differ."""
    row: Ints
    """For each coding, the stretch it belongs to; empty for units."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch on which coders differ."""

    code: int
    """Index into the codes that are compared."""
    document: int
    start: int
    """Code points."""
    end: int
    coded: tuple[str, ...]
    not_coded: tuple[str, ...]
    """Coders of the document who have not coded it; empty where only the boundaries differ."""
    spans: tuple[tuple[str, int, int], ...]
    """Coder, start and end of each coding in it, in the order of the text."""
    quotations: tuple[int, ...]
    """Numbers of the quotations that are coded there, in the order of the text."""


def joined(data: Rated) -> Joined:
    """The stretches of all codes, from judgements on characters."""
    rows = data.rows
    start, end, code, document = merged(rows.start, rows.end, rows.code, rows.document)
    span = int(end.max(initial=0)) + 1
    order = np.argsort(code * span + start, kind="stable")
    start, end, code, document = start[order], end[order], code[order], document[order]
    key = code * span + start
    row = np.searchsorted(key, rows.code * span + rows.start, side="right") - 1
    size = len(key)
    first = np.full(size, np.iinfo(np.int64).max)
    last = np.zeros(size, dtype=np.int64)
    mask = np.zeros(size, dtype=np.int64)
    np.minimum.at(first, row, rows.text_start)
    np.maximum.at(last, row, rows.text_end)
    np.bitwise_or.at(mask, row, np.left_shift(np.int64(1), rows.coder))
    longest = np.zeros(size, dtype=np.int64)
    apart = np.flatnonzero(data.mask != data.present[data.document])
    home = np.searchsorted(key, data.code[apart] * span + data.start[apart], side="right") - 1
    np.maximum.at(longest, home, data.weight[apart])
    return Joined(code, document, first, last, mask, longest, row)


def _units(data: Rated, places: Places) -> Joined:
    """The units of all codes, from judgements on turns or sentences."""
    order = np.lexsort((data.code, data.start))
    code, unit, mask = data.code[order], data.start[order], data.mask[order]
    document = places.document[unit]
    length = np.where(mask != data.present[document], places.end[unit] - places.start[unit], 0)
    none = np.empty(0, dtype=np.int64)
    return Joined(code, document, places.text_start[unit], places.text_end[unit], mask, length, none)


def disagreements(data: Rated, tolerance: int = 0) -> tuple[Stretch, ...]:
    """The stretches or units on which coders differ, by document and place; boundaries may differ by ``tolerance`` characters."""
    by_unit = data.places is not None
    found = joined(data) if data.places is None else _units(data, data.places)
    apart = found.mask != data.present[found.document]
    return _stretches(data, found, np.flatnonzero(apart | (found.longest > tolerance) & (not by_unit)))


def agreed(data: Rated, tolerance: int = 0) -> tuple[Stretch, ...]:
    """The other stretches: those that all coders of a document gave a code, with boundaries no further apart than the tolerance."""
    found = joined(data)
    alike = (found.mask == data.present[found.document]) & (found.longest <= tolerance)
    return _stretches(data, found, np.flatnonzero(alike))


def _stretches(data: Rated, found: Joined, listed: Ints) -> tuple[Stretch, ...]:
    """Some stretches with all that is told of them, by document and place."""
    by_unit = data.places is not None
    listed = listed[
        np.lexsort((found.code[listed], found.end[listed], found.start[listed], found.document[listed]))
    ]
    inside = _members(data, found, listed, by_unit)
    return tuple(
        Stretch(
            code=int(found.code[i]),
            document=int(found.document[i]),
            start=int(found.start[i]),
            end=int(found.end[i]),
            coded=_names(data.coders, int(found.mask[i])),
            not_coded=_names(data.coders, int(data.present[found.document[i]] & ~found.mask[i])),
            spans=tuple((who, start, end) for start, end, who, _ in inside[i]),
            quotations=tuple(dict.fromkeys(number for *_, number in inside[i])),
        )
        for i in listed.tolist()
    )


def _members(
    data: Rated, found: Joined, listed: Ints, by_unit: bool
) -> dict[int, list[tuple[int, int, str, int]]]:
    """For each listed stretch, start, end, coder and quotation of the codings in it; one that reaches over several units is in each."""
    rows = data.rows
    held: dict[int, list[tuple[int, int, str, int]]] = {i: [] for i in listed.tolist()}

    def keep(i: int, k: int) -> None:
        who = data.coders[rows.coder[k]]
        held[i].append((int(rows.text_start[k]), int(rows.text_end[k]), who, int(rows.quotation[k])))

    if not by_unit:
        for k in np.flatnonzero(np.isin(found.row, listed)).tolist():
            keep(int(found.row[k]), k)
    else:
        files = len(data.present)
        order = np.lexsort((rows.document, rows.code))
        homes = rows.code[order] * files + rows.document[order]
        for i in held:
            home = found.code[i] * files + found.document[i]
            mine = order[np.searchsorted(homes, home) : np.searchsorted(homes, home, side="right")]
            reaching = (rows.text_start[mine] < found.end[i]) & (rows.text_end[mine] > found.start[i])
            for k in mine[reaching].tolist():
                keep(i, k)
    for spans in held.values():
        spans.sort()
    return held


def _names(coders: Sequence[str], mask: int) -> tuple[str, ...]:
    return tuple(name for who, name in enumerate(coders) if mask >> who & 1)
