"""Which quotations stand behind a pair of the co-occurrence, by the same definition as its numbers."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from qualcode.analysis.frequency import descendants
from qualcode.analysis.overlap import Ints, gathered
from qualcode.analysis.placing import Rows, places_of_units
from qualcode.analysis.proximity import near, within_reach
from qualcode.analysis.speech import ints, speech_of
from qualcode.errors import NotFoundError
from qualcode.model.arrays import Incidence, Units
from qualcode.model.results import Unit

__all__ = ["quotations_behind"]


def quotations_behind(
    incidence: Incidence,
    a: str,
    b: str,
    *,
    unit: Unit = "overlap",
    role: str | None = "respondent",
    level: Literal["code", "category"] = "code",
    sentences: Units | None = None,
    within: int = 1,
    of: Literal["sentences", "turns"] = "turns",
) -> tuple[int, ...]:
    """Numbers of the quotations that the count of a pair rests on, in the order of the text.

    ``overlap``: quotations of either that share a character of the role's speech with one of the other. Units: quotations
    of either that share a character with a unit that bears both. ``exact``, ``inclusion``, ``proximity``: quotations of
    either that form such a pair with one of the other. With ``a`` the same as ``b`` all quotations of it that
    share a character with that speech (with a unit). Raises :class:`~qualcode.errors.NotFoundError` for a name that no
    code (or category) of the level bears.
    """
    speech = speech_of(incidence, role)
    document = ints(incidence.document)
    start = speech.project(document, ints(incidence.start))
    end = speech.project(document, ints(incidence.end))
    heard = end > start
    first, second = (np.flatnonzero(heard & _bearing(incidence, name, level)) for name in (a, b))
    if unit == "overlap":
        kept = [
            mine[_touching((start[mine], end[mine]), (start[other], end[other]))] if a != b else mine
            for mine, other in ((first, second), (second, first))
        ]
    elif unit in ("exact", "inclusion", "proximity"):
        mine = first if a == b else np.concatenate((first, second))
        side = (np.arange(len(mine)) >= len(first)).astype(np.int64)
        order = np.lexsort((side, -end[mine], start[mine]))
        mine = mine[order]
        rows = Rows(start[mine], end[mine], side[order], document[mine])
        if unit == "proximity":
            places = places_of_units(
                incidence, "turn" if of == "turns" else "sentence", role, sentences, speech
            )
            rows, kept_rows = within_reach(rows, places)
            mine = mine[kept_rows]
        kept = [mine] if a == b else _paired(rows, mine, unit, within)
    else:
        places = places_of_units(incidence, unit, role, sentences, speech)
        full = places[1] > places[0]
        unit_start, unit_end = places[0][full], places[1][full]
        reach = [
            (
                np.searchsorted(unit_end, start[mine], side="right"),
                np.searchsorted(unit_start, end[mine], side="left"),
            )
            for mine in (first, second)
        ]
        shared = _covered(*reach[0], len(unit_start)) & _covered(*reach[1], len(unit_start))
        before = np.concatenate([[0], np.cumsum(shared)])
        kept = [
            mine[before[np.maximum(after, begin)] > before[begin]]
            for mine, (begin, after) in zip((first, second), reach, strict=True)
        ]
    chosen = np.unique(np.concatenate(kept))
    return tuple(dict.fromkeys(ints(incidence.quotation)[chosen].tolist()))


def _paired(rows: Rows, numbers: Ints, unit: str, within: int) -> list[Ints]:
    """Of two codes' ranges those that form a pair: just the same, one within the other, or near."""
    found: list[Ints] = []
    for i, j in near(rows, within) if unit == "proximity" else gathered(rows.start, rows.end):
        chosen = rows.code[i] != rows.code[j]
        if unit != "proximity":
            begins = rows.start[i] == rows.start[j]
            ends = rows.end[i] == rows.end[j]
            chosen &= begins & ends if unit == "exact" else begins | (rows.end[j] <= rows.end[i])
        found += [numbers[i[chosen]], numbers[j[chosen]]]
    return found or [np.empty(0, dtype=np.int64)]


def _bearing(incidence: Incidence, name: str, level: str) -> npt.NDArray[np.bool_]:
    """Which codings belong to a code, or to a category and all below it."""
    found = [i for i, node in enumerate(incidence.nodes) if node.name == name and node.kind == level]
    if not found:
        raise NotFoundError(f"There is no {level} “{name}”; it may have been renamed or moved meanwhile.")
    wanted = descendants(incidence)[found[0]]
    return np.isin(ints(incidence.code), np.array(wanted, dtype=np.int64))


def _touching(mine: tuple[Ints, Ints], other: tuple[Ints, Ints]) -> npt.NDArray[np.bool_]:
    """Which ranges share a position with one of the others."""
    if not other[0].size:
        return np.zeros(len(mine[0]), dtype=bool)
    order = np.argsort(other[0], kind="stable")
    starts, furthest = other[0][order], np.maximum.accumulate(other[1][order])
    before = np.searchsorted(starts, mine[1], side="left")
    touching: npt.NDArray[np.bool_] = (before > 0) & (furthest[np.maximum(before, 1) - 1] > mine[0])
    return touching


def _covered(begin: Ints, after: Ints, units: int) -> npt.NDArray[np.bool_]:
    """Which units are touched by at least one of the ranges of units."""
    keep = after > begin
    steps = np.zeros(units + 1, dtype=np.int64)
    np.add.at(steps, begin[keep], 1)
    np.add.at(steps, after[keep], -1)
    touched: npt.NDArray[np.bool_] = np.cumsum(steps)[:units] > 0
    return touched
