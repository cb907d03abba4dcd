"""Thematic saturation after Guest, Namey and Chen (2020, PLOS ONE 15(5): e0232076), and the curve of codes over interviews.

The base is the first ``base`` interviews; its different codes are what new information is measured against. A run is
``run`` interviews in a row behind the base, and the next run begins with the interview that ends it (runs overlap by
one). The ratio of a run is the codes that no interview before it had / the codes of the base. Where it is at most the
threshold, saturation is said to be reached after the interviews before that run, which the run confirms: 6⁺² is
reached after six interviews, confirmed by the seventh and eighth, so that eight were needed to know it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qualcode.analysis.counting import placed
from qualcode.analysis.overlap import Ints
from qualcode.analysis.seeds import generator
from qualcode.analysis.speech import ints
from qualcode.errors import InputError
from qualcode.model.arrays import Incidence
from qualcode.model.saturation import (
    Interview,
    Reached,
    Run,
    Saturation,
    SaturationLevel,
    SaturationUnit,
    Spread,
)
from qualcode.text.counting import counted as counting
from qualcode.text.names import name_key

__all__ = ["coded_interviews", "saturation"]

Flags = npt.NDArray[np.bool_]
AT_ONCE = 1 << 22
"""Cells of the arrays that random orders are worked on with."""
MOST_ORDERS = 100_000
"""Random orders that are drawn at most."""


def coded_interviews(
    incidence: Incidence, *, unit: SaturationUnit = "cases", role: str | None = "respondent"
) -> frozenset[int]:
    """Indices of the cases (or documents) in which the role's speech bears at least one coding."""
    codes = [i for i, node in enumerate(incidence.nodes) if node.kind == "code"]
    column = ints(incidence.case if unit == "cases" else incidence.document)
    return frozenset(np.unique(column[placed(incidence, codes, role).row]).tolist())


def saturation(
    incidence: Incidence,
    order: Sequence[tuple[int, str]],
    *,
    unit: SaturationUnit = "cases",
    level: SaturationLevel = "code",
    role: str | None = "respondent",
    base: int = 4,
    run: int = 2,
    thresholds: Sequence[float] = (0.05, 0.0),
    permutations: int = 1000,
    seed: int = 1,
    left_out: Sequence[int] = (),
) -> Saturation:
    """Assess saturation over interviews in the order of interviewing.

    ``order`` holds, for each interview, its index into the cases (or documents) and the value that placed it. Random
    orders are drawn over the interviews sorted by name, so that the order of rows does not matter. ``left_out`` holds
    the indices of interviews that are not in the order, to be named.
    Raises :class:`~qualcode.errors.InputError` for a base below 1, a run below 2, a threshold outside of 0 to 1, and
    for less than 0 or more than ``MOST_ORDERS`` permutations.
    """
    if base < 1:
        raise InputError(f"The base is {counting(base, 'interview')}; it must be at least 1.")
    if run < 2:
        raise InputError(
            f"The run is {counting(run, 'interview')}; it must be at least 2, as runs overlap by one."
        )
    if not all(0 <= threshold <= 1 for threshold in thresholds):
        raise InputError("A threshold of new information is a share of the base, from 0 to 100 %.")
    if permutations < 0:
        raise InputError(f"The number of permutations is {permutations}; give 0 or more.")
    if permutations > MOST_ORDERS:
        raise InputError(
            f"{permutations} random orders are too many; give {MOST_ORDERS:,} at most, beyond which nothing changes that is shown."
        )
    if seed < 0:
        raise InputError(f"The seed is {seed}; give a whole number from 0 up.")
    nodes = [i for i, node in enumerate(incidence.nodes) if node.kind == level]
    found = placed(incidence, nodes, role)
    column = ints(incidence.case if unit == "cases" else incidence.document)[found.row]
    names = (
        [case.label for case in incidence.cases]
        if unit == "cases"
        else [document.name for document in incidence.documents]
    )
    bears = np.zeros((len(names), len(nodes)), dtype=bool)
    bears[column, found.node] = True
    bears = bears[[i for i, _ in order]]
    interviews = _interviews(
        bears, [(names[i], value) for i, value in order], [incidence.nodes[i].name for i in nodes]
    )
    enough = len(interviews) >= base + run
    known = interviews[base - 1].cumulative if len(interviews) >= base else None
    new = np.array([len(each.new) for each in interviews], dtype=np.int64)
    by_name = np.array(
        sorted(range(len(order)), key=lambda i: (name_key(interviews[i].name), interviews[i].name)),
        dtype=np.int64,
    )
    curves = _random_curves(bears[by_name], permutations, seed)
    runs = _runs(new, base, run, known) if enough else ()
    return Saturation(
        unit=unit,
        level=level,
        coder=incidence.coder,
        role=found.speech.role,
        base_size=base,
        run_length=run,
        base_codes=known,
        interviews=interviews,
        runs=runs,
        reached=tuple(_reached(threshold, runs, known or 0, curves, base, run) for threshold in thresholds)
        if enough
        else (),
        permutations=permutations,
        seed=seed,
        spread=_spread(curves),
        left_out=tuple(names[i] for i in left_out),
    )


def _interviews(
    bears: Flags, names: Sequence[tuple[str, str]], codes: Sequence[str]
) -> tuple[Interview, ...]:
    seen = np.zeros(bears.shape[1], dtype=bool)
    found = []
    for number, ((name, value), row) in enumerate(zip(names, bears, strict=True), 1):
        new = np.flatnonzero(row & ~seen).tolist()
        seen = seen | row
        found.append(
            Interview(
                number=number,
                name=name,
                placed_by=value,
                codes=int(row.sum()),
                new=tuple(codes[i] for i in new),
                cumulative=int(seen.sum()),
            )
        )
    return tuple(found)


def _begins(base: int, run: int, interviews: int) -> range:
    """Interviews before each run."""
    return range(base, interviews - run + 1, run - 1)


def _runs(new: Ints, base: int, run: int, known: int | None) -> tuple[Run, ...]:
    found = []
    for before in _begins(base, run, len(new)):
        many = int(new[before : before + run].sum())
        found.append(Run(before + 1, before + run, many, many / known if known else None))
    return tuple(found)


def _reached(threshold: float, runs: Sequence[Run], known: int, curves: Ints, base: int, run: int) -> Reached:
    hit = next((each for each in runs if known and _within(each.new, known, threshold)), None)
    after = _after(curves, base, run, threshold)
    missing = curves.shape[1] + 1
    middle = (
        np.percentile(np.where(after < 0, missing, after), 50, method="higher") if len(after) else missing
    )
    return Reached(
        threshold=threshold,
        after=hit.first - 1 if hit else None,
        confirmed=tuple(range(hit.first, hit.last + 1)) if hit else (),
        ratio=hit.ratio if hit else None,
        orders=int((after >= 0).sum()),
        median_after=None if middle == missing else int(middle),
    )


def _within(new: int, known: int, threshold: float) -> bool:
    """Whether new codes are at most a share of the known ones; 3 of 60 are 5 %, whatever binary fractions make of it."""
    return new <= threshold * known + 1e-9


def _random_curves(bears: Flags, permutations: int, seed: int) -> Ints:
    """Different codes after each number of interviews: permutations x interviews."""
    interviews, codes = bears.shape
    chance = generator(seed)
    curves = np.zeros((permutations, interviews), dtype=np.int64)
    if not interviews:
        return curves
    holders = [np.flatnonzero(bears[:, code]) for code in range(codes) if bears[:, code].any()]
    at_once = max(1, AT_ONCE // max(interviews, len(holders), 1))
    for begin in range(0, permutations, at_once):
        many = min(at_once, permutations - begin)
        place = chance.permuted(np.tile(np.arange(interviews), (many, 1)), axis=1)
        new = np.zeros((many, interviews), dtype=np.int64)
        each = np.arange(many)
        for holder in holders:
            new[each, place[:, holder].min(axis=1)] += 1
        curves[begin : begin + many] = np.cumsum(new, axis=1)
    return curves


def _after(curves: Ints, base: int, run: int, threshold: float) -> Ints:
    """For each random order after how many interviews the threshold is reached; -1 where it never is."""
    after = np.full(len(curves), -1, dtype=np.int64)
    if curves.shape[1] < base + run:
        return after
    known = curves[:, base - 1]
    for before in reversed(_begins(base, run, curves.shape[1])):
        new = curves[:, before + run - 1] - curves[:, before - 1]
        after[(known > 0) & (new <= threshold * known + 1e-9)] = before
    return after


def _spread(curves: Ints) -> tuple[Spread, ...]:
    if not len(curves):
        return ()
    median = np.percentile(curves, 50, axis=0).tolist()
    low = np.percentile(curves, 5, axis=0, method="lower").tolist()
    high = np.percentile(curves, 95, axis=0, method="higher").tolist()
    return tuple(
        Spread(number, middle, bottom, top)
        for number, (bottom, middle, top) in enumerate(zip(low, median, high, strict=True), 1)
    )
