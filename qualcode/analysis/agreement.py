"""How far coders agree: per code, as a mean, pooled, and with ranges by resampling.

Every code is judged for itself: there or not there. Percent agreement and Dice run over pairs of coders; alpha is
Krippendorff's, of unitised text for segments; kappa is Cohen's for each pair. The range of an alpha holds 95 % of the values
that it has when what was judged is drawn anew with replacement: turns within each document for fixed units, documents for
characters and segments. A resample without an alpha is left out, and where most have none there is no range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from qualcode.analysis.alpha import MISSING, Floats, binary_alpha
from qualcode.analysis.kappa import ac1, binary_kappa
from qualcode.analysis.overlap import Ints
from qualcode.analysis.rated import Rated, rated
from qualcode.analysis.redrawing import draws, range_of
from qualcode.analysis.unitising import Continuum, left_by_chance, sums_of, unit_alphas
from qualcode.errors import InputError
from qualcode.model.agreement import (
    AGREEMENT_UNITS,
    Agreement,
    AgreementUnit,
    CodeAgreement,
    Conventions,
    PairAgreement,
    Range,
    Together,
    Undefined,
)
from qualcode.model.arrays import Incidence, Units
from qualcode.text.names import name_key

__all__ = ["agreement", "compared_codes"]

Bools: TypeAlias = npt.NDArray[np.bool_]
MOST_RESAMPLES = 100_000
"""Resamples that may be drawn; more would not make a range surer."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Judgements of each block and code; sums of blocks give the figures of several blocks together."""

    mixed: Floats
    """Blocks x codes: coincidence of there with not there."""
    present: Floats
    """Blocks x codes: judgements that it is there."""
    squares: Floats | None
    """Blocks x codes: squared lengths of units; None where alpha is not that of unitised text."""
    judgements: Floats
    """Blocks: all judgements on one code."""

    def of(self, blocks: Ints) -> _Sums:
        """The sums of some blocks."""
        squares = None if self.squares is None else self.squares[blocks]
        return _Sums(self.mixed[blocks], self.present[blocks], squares, self.judgements[blocks])

    def drawn(self, times: Floats) -> _Sums:
        """The sums of resamples, each a row of how often every block is in it."""
        return _Sums(
            times @ self.mixed,
            times @ self.present,
            None if self.squares is None else times @ self.squares,
            times @ self.judgements,
        )

    def alphas(self) -> Floats:
        """Alpha of each code, a row a block or resample."""
        total = self.judgements[:, None]
        chance = None if self.squares is None else left_by_chance(total, self.present, self.squares)
        return binary_alpha(self.mixed, self.present, total, chance)

    def pooled(self, used: int) -> Floats:
        """One alpha over all judgements on ``used`` codes."""
        total, present = self.judgements * used, self.present.sum(axis=1)
        chance = None if self.squares is None else left_by_chance(total, present, self.squares.sum(axis=1))
        return binary_alpha(self.mixed.sum(axis=1), present, total, chance)


def compared_codes(
    incidence: Incidence, level: Literal["code", "category"], names: Sequence[str] | None = None
) -> tuple[int, ...]:
    """Nodes that are compared, by index, in tree order: all of a level, or those of a level among and below some nodes.

    Raises :class:`~qualcode.errors.InputError` for an unknown level, and where nothing of the level is among what was named.
    """
    if level not in ("code", "category"):
        raise InputError(f"“{level}” is no level; choose code or category.")
    wanted = None if names is None else {name_key(name) for name in names}
    found = tuple(
        i
        for i, node in enumerate(incidence.nodes)
        if node.kind == level and (wanted is None or any(name_key(step) in wanted for step in node.path))
    )
    if names is not None and not found:
        raise InputError(f"There is no {level} among {', '.join(f'“{name}”' for name in names)}.")
    return found


def agreement(
    incidences: Sequence[Incidence],
    *,
    unit: AgreementUnit = "turn",
    level: Literal["code", "category"] = "code",
    codes: Sequence[str] | None = None,
    role: str | None = "respondent",
    sentences: Units | None = None,
    documents: Sequence[int] | None = None,
    only_shared: bool = True,
    tolerance: int = 0,
    resamples: int = 1000,
    seed: int = 1,
    conventions: Conventions | None = None,
) -> Agreement:
    """Agreement of some coders, each an incidence of the same study at the same moment, on the codes of a level.

    ``codes`` names nodes whose codes are compared, all by default; ``documents`` are indices; ``role`` None takes everybody's speech.
    ``resamples`` 0 leaves the ranges out. Raises :class:`~qualcode.errors.InputError` for values that mean nothing.
    """
    if unit not in AGREEMENT_UNITS:
        raise InputError(f"“{unit}” is no unit; choose one of: {', '.join(AGREEMENT_UNITS)}.")
    if tolerance < 0:
        raise InputError(f"The tolerance is {tolerance}; give a whole number of characters from 0 up.")
    if not 0 <= resamples <= MOST_RESAMPLES:
        raise InputError(
            f"{resamples} resamples are not possible; give a whole number from 0 to {MOST_RESAMPLES}."
        )
    if seed < 0:
        raise InputError(f"The seed is {seed}; give a whole number from 0 up.")
    if not incidences:
        raise InputError("Name the coders that are to be compared.")
    first = incidences[0]
    wanted = compared_codes(first, level, codes)
    data = rated(
        incidences, wanted, unit=unit, role=role, sentences=sentences, documents=documents,
        only_shared=only_shared,
    )  # fmt: skip
    why = _nothing(data, len(incidences))
    used = np.bincount(data.code, minlength=len(wanted)) > 0
    shown = np.flatnonzero(used | (codes is not None))
    sums = _sums(data, segments=unit == "segments")
    order, strata = _blocks(first, data, within=unit in ("turn", "sentence"))
    ranges = _Ranges(sums, used, order, strata, 0 if why else resamples, seed)
    whole = sums.drawn(np.ones((1, len(data.block_weight))))
    rows = () if why else tuple(_rows(first, data, unit, tolerance, whole.alphas()[0], ranges, shown))
    defined = [row.alpha for row in rows if row.alpha is not None]
    pooled = None if why or not used.any() else _number(whole.pooled(int(used.sum()))[0])
    compared = data.present > 0
    return Agreement(
        unit=unit,
        level=level,
        role=data.speech.role,
        coders=data.coders,
        documents=tuple(d.name for d, there in zip(first.documents, compared, strict=True) if there),
        left_out=tuple(
            d.name
            for i, (d, there) in enumerate(zip(first.documents, compared, strict=True))
            if not there and (documents is None or i in set(documents))
        ),
        only_shared=only_shared,
        units=int(data.block_weight.sum()),
        codes=rows,
        unused=int((~used).sum()),
        mean_alpha=sum(defined) / len(defined) if defined else None,
        mean_alpha_range=ranges.mean if defined else None,
        pooled_alpha=pooled,
        pooled_alpha_range=ranges.pooled if pooled is not None else None,
        resampled="turns within documents" if unit in ("turn", "sentence") else "documents",
        resamples=resamples,
        seed=seed,
        tolerance=tolerance,
        conventions=conventions or Conventions(),
        together=_together(data, order, strata, resamples, seed) if unit == "segments" and not why else None,
        why=why,
    )


def _nothing(data: Rated, coders: int) -> Undefined:
    """Why nothing can be compared; empty where something can."""
    if coders < 2:
        return "one coder"
    if not data.present.any():
        return "no shared documents"
    if not data.block_weight.sum():
        return "no speech"
    return "one unit" if data.block_weight.sum() == 1 else ""


def _sums(data: Rated, *, segments: bool) -> _Sums:
    """The judgements of every block on every code."""
    blocks, codes = len(data.block_weight), len(data.codes)
    many = data.many
    coders, those = many[data.document], np.bitwise_count(data.mask).astype(np.int64)
    key = data.block * codes + data.code

    def table(weights: Floats | Ints) -> Floats:
        found = np.bincount(key, weights=weights, minlength=blocks * codes)
        return found.reshape(blocks, codes).astype(np.float64)

    squares = None
    if segments:
        own = data.units
        place = own.document * codes + own.code
        summed = np.bincount(place, weights=(own.end - own.start) ** 2, minlength=blocks * codes)
        squares = summed.reshape(blocks, codes).astype(np.float64)
    return _Sums(
        mixed=table(data.weight * those * (coders - those) / np.maximum(coders - 1, 1)),
        present=table(data.weight * those),
        squares=squares,
        judgements=(data.block_weight * many[data.block_document]).astype(np.float64),
    )


def _rows(
    incidence: Incidence,
    data: Rated,
    unit: AgreementUnit,
    tolerance: int,
    alphas: Floats,
    ranges: _Ranges,
    shown: Ints,
) -> Iterator[CodeAgreement]:
    """One record a code."""
    codes, coders = len(data.codes), len(data.coders)
    many = data.many
    there, those = many[data.document], np.bitwise_count(data.mask).astype(np.int64)

    def by_code(weights: Ints | Floats) -> Floats:
        return np.bincount(data.code, weights=weights, minlength=codes).astype(np.float64)

    both = by_code(data.weight * those * (those - 1) / 2)
    one = by_code(data.weight * those * (there - those))
    present = by_code(data.weight * those)
    block_many = many[data.block_document]
    judgements = float((data.block_weight * block_many).sum())
    pairs = float((data.block_weight * block_many * (block_many - 1) / 2).sum())
    percent = 1 - one / pairs
    prevalence = present / judgements
    touched = np.where(both + one > 0, both + one, np.nan)
    applied = np.array([by_code(data.weight * (data.mask >> who & 1)) for who in range(coders)])
    units = np.full(codes, int(data.block_weight.sum()))
    if unit == "segments":
        units, agreeing, applied = _matched(data, tolerance)
        percent = np.where(units > 0, agreeing / np.maximum(units, 1), np.nan)
    pair_rows = _pairs(data) if unit != "segments" else []
    chance = ac1(percent, prevalence) if unit != "segments" else np.full(codes, np.nan)
    for k in shown.tolist():
        node = incidence.nodes[data.codes[k]]
        of_pairs = tuple(
            PairAgreement(a, b, n, _number(agreed[k]), _number(kappa[k]))
            for a, b, n, agreed, kappa in pair_rows
        )
        kappas = [pair.kappa for pair in of_pairs if pair.kappa is not None]
        alpha = _number(alphas[k])
        yield CodeAgreement(
            code=node.name,
            path=node.path,
            units=int(units[k]),
            applied=tuple(int(each) for each in applied[:, k]),
            prevalence=_number(prevalence[k]),
            percent=_number(percent[k]),
            positive=_number(2 * both[k] / (touched[k] + both[k])),
            jaccard=_number(both[k] / touched[k]),
            kappa=sum(kappas) / len(kappas) if kappas else None,
            ac1=_number(chance[k]),
            alpha=alpha,
            alpha_range=ranges.of(k) if alpha is not None else None,
            why="" if alpha is not None else "unused" if not present[k] else "everywhere",
            pairs=of_pairs,
        )


def _pairs(data: Rated) -> list[tuple[str, str, int, Floats, Floats]]:
    """For each pair of coders: names, units of the documents of both, and for each code percent agreement and kappa."""
    found = []
    for i, j in combinations(range(len(data.coders)), 2):
        shared = (data.present >> i & 1) & (data.present >> j & 1)
        units = int((data.block_weight * shared[data.block_document]).sum())
        weight = data.weight * shared[data.document]
        one, other = data.mask >> i & 1, data.mask >> j & 1
        first, second, both = (
            np.bincount(data.code, weights=weight * each, minlength=len(data.codes)).astype(np.float64)
            for each in (one, other, one & other)
        )
        percent = 1 - (first + second - 2 * both) / units if units else np.full(len(data.codes), np.nan)
        kappa = binary_kappa(both, first, second, units)
        found.append((data.coders[i], data.coders[j], units, percent, kappa))
    return found


def _matched(data: Rated, tolerance: int) -> tuple[Ints, Ints, Ints]:
    """For each code: segments, those without a difference longer than the tolerance, and each coder's units."""
    from qualcode.analysis.disagreements import joined

    found, own = joined(data), data.units
    codes, coders = len(data.codes), len(data.coders)
    segments = np.bincount(found.code, minlength=codes)
    agreeing = np.bincount(found.code[found.longest <= tolerance], minlength=codes)
    units = np.bincount(own.coder * codes + own.code, minlength=coders * codes)
    return segments, agreeing, units.reshape(coders, codes)


def _together(data: Rated, order: Ints, strata: Ints, resamples: int, seed: int) -> Together:
    """The alphas of unitised text over all codes at once; without figures where a coder gives one stretch two codes."""
    own_units, files = data.units, len(data.present)
    start, end, code = own_units.start, own_units.end, own_units.code
    mine = [np.flatnonzero(own_units.coder == who) for who in range(len(data.coders))]
    crowded = tuple(
        data.coders[who]
        for who, own in enumerate(mine)
        if own.size > 1 and bool((start[own][1:] < end[own][:-1]).any())
    )
    if crowded:
        return Together(None, None, None, None, None, crowded)
    speech = data.speech
    borders = np.unique(np.concatenate([start, end, speech.before]))
    total = int((speech.end - speech.start).sum())
    borders = np.append(borders[borders < total], total)
    segments = borders[:-1]
    home = speech.document[np.searchsorted(speech.before, segments, side="right") - 1]
    used, kind = np.unique(code, return_inverse=True)
    labels, units = [], []
    for who, own in enumerate(mine):
        label = np.where(data.present[home] >> who & 1, 0, MISSING)
        unit = np.zeros(len(segments), dtype=np.int64)
        if own.size:
            last = np.searchsorted(start[own], segments, side="right") - 1
            inside = (last >= 0) & (segments < end[own][last])
            label = np.where(inside, kind[own][last] + 1, label)
            unit = np.where(inside, last, 0)
        labels.append(label)
        units.append(unit)
    sums = sums_of(Continuum(labels, units, np.diff(borders), home, len(used) + 1, files))
    whole = unit_alphas(sums)
    parts = [unit_alphas(sums.of(order), drawn) for drawn in draws(strata, resamples, seed)]
    u_range = range_of(np.concatenate([part.u_alpha for part in parts])) if parts else None
    cu_range = range_of(np.concatenate([part.cu_alpha for part in parts])) if parts else None
    u_alpha, cu_alpha = _number(whole.u_alpha[0]), _number(whole.cu_alpha[0])
    return Together(
        u_alpha=u_alpha,
        u_alpha_range=u_range if u_alpha is not None else None,
        binary=_number(whole.binary[0]),
        cu_alpha=cu_alpha,
        cu_alpha_range=cu_range if cu_alpha is not None else None,
    )


class _Ranges:
    """The ranges of all alphas, from one set of resamples."""

    def __init__(
        self, sums: _Sums, used: Bools, order: Ints, strata: Ints, resamples: int, seed: int
    ) -> None:
        many = int(used.sum())
        alphas: list[Floats] = []
        pooled: list[Floats] = []
        for drawn in draws(strata, resamples if many else 0, seed):
            found = sums.of(order).drawn(drawn)
            alphas.append(found.alphas())
            pooled.append(found.pooled(many))
        self._alphas = np.concatenate(alphas) if alphas else np.empty((0, len(used)))
        self.pooled = range_of(np.concatenate(pooled)) if pooled else None
        defined = ~np.isnan(self._alphas)
        counted = defined.sum(axis=1)
        total = np.where(defined, self._alphas, 0.0).sum(axis=1)
        self.mean = (
            range_of(np.where(counted > 0, total / np.maximum(counted, 1), np.nan)) if alphas else None
        )

    def of(self, code: int) -> Range | None:
        """The range of one code's alpha."""
        return range_of(self._alphas[:, code]) if len(self._alphas) else None


def _blocks(incidence: Incidence, data: Rated, *, within: bool) -> tuple[Ints, Ints]:
    """The blocks that are drawn, ordered by the names of their documents, and the stratum of each.

    ``within`` draws the blocks of each document for themselves; else all blocks are one stratum.
    """
    names = sorted(range(len(incidence.documents)), key=lambda i: (name_key(incidence.documents[i].name), i))
    rank = np.empty(len(names), dtype=np.int64)
    rank[names] = np.arange(len(names))
    blocks = np.flatnonzero(data.block_weight)
    order = blocks[np.argsort(rank[data.block_document[blocks]], kind="stable")]
    return order, data.block_document[order] if within else np.zeros(len(order), dtype=np.int64)


def _number(value: float) -> float | None:
    """A figure, None where it is not defined."""
    return None if np.isnan(value) else float(value)
