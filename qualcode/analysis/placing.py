"""Codings as ranges on the line of speech, by code or by category, and the units of speech that they touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from qualcode.analysis.frequency import descendants
from qualcode.analysis.overlap import Ints, distinct
from qualcode.analysis.speech import Speech, heard, ints, speech_of
from qualcode.errors import InputError
from qualcode.model.arrays import Incidence, Units

__all__ = ["Level", "Places", "Rows", "bearing", "in_units", "lay_out", "places_of_units", "unit_reach"]

Level = Literal["code", "category"]
_FLAGS = 1 << 26
"""Cells (unit x code) up to which a flag for each is kept; beyond, those that occur are sorted."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Ranges on one number line (characters of speech, or numbers of units), sorted by start."""

    start: Ints
    end: Ints
    code: Ints
    document: Ints


@dataclass(frozen=True, slots=True)
class Places:
    """The codings of a level on the line of speech."""

    names: tuple[str, ...]
    """Of the codes or categories, sorted; ``rows.code`` is an index into them."""
    kin: npt.NDArray[np.bool_]
    """Which two lie within one another in the tree, themselves included: they never co-occur."""
    speech: Speech
    rows: Rows
    """Sorted by start, descending end, then code; codings without a character of that speech are left out."""


def lay_out(incidence: Incidence, level: Level, role: str | None) -> Places:
    """Place the codings of all codes (or categories) on the line of a role's speech.

    A category has the codings of all below it, a quotation that bears several of them once.
    Raises :class:`~qualcode.errors.InputError` for an unknown level or role.
    """
    if level not in ("code", "category"):
        raise InputError(f"There is no level “{level}”; possible are code and category.")
    nodes = sorted((node.name, i) for i, node in enumerate(incidence.nodes) if node.kind == level)
    below = descendants(incidence)
    members = [below[i] for _, i in nodes]
    speech = speech_of(incidence, role)
    kin = np.eye(len(nodes), dtype=bool)
    place = {i: a for a, (_, i) in enumerate(nodes)}
    for a, mine in enumerate(members):
        for b in (place[i] for i in mine if i in place):
            kin[a, b] = kin[b, a] = True
    return Places(tuple(name for name, _ in nodes), kin, speech, _placed(incidence, members, speech))


def _placed(incidence: Incidence, members: list[tuple[int, ...]], speech: Speech) -> Rows:
    """The codings as ranges of speech; ``members`` holds, for each code or category, the nodes whose codings it has."""
    document, node = ints(incidence.document), ints(incidence.code)
    start = speech.project(document, ints(incidence.start))
    end = speech.project(document, ints(incidence.end))
    if all(len(below) == 1 for below in members):
        code_of_node = np.full(len(incidence.nodes), -1, dtype=np.int64)
        for code, (only,) in enumerate(members):
            code_of_node[only] = code
        code_of = code_of_node[node] if len(node) else node
        chosen = np.flatnonzero((end > start) & (code_of >= 0))
        code_of = code_of[chosen]
    else:
        picked: list[Ints] = []
        codes: list[Ints] = []
        order = np.argsort(node, kind="stable")
        borders = np.searchsorted(node[order], np.arange(len(incidence.nodes) + 1))
        for code, below in enumerate(members):
            mine = np.concatenate([order[borders[each] : borders[each + 1]] for each in below])
            mine = mine[end[mine] > start[mine]]
            if len(below) > 1:
                mine = mine[np.unique(ints(incidence.quotation)[mine], return_index=True)[1]]
            picked.append(mine)
            codes.append(np.full(len(mine), code, dtype=np.int64))
        chosen = np.concatenate([*picked, np.empty(0, dtype=np.int64)])
        code_of = np.concatenate([*codes, np.empty(0, dtype=np.int64)])
    start, end, document = start[chosen], end[chosen], document[chosen]
    by_start = np.lexsort((code_of, -end, start))
    return Rows(start[by_start], end[by_start], code_of[by_start], document[by_start])


def places_of_units(
    incidence: Incidence, unit: str, role: str | None, sentences: Units | None, speech: Speech
) -> tuple[Ints, Ints]:
    """Where the units lie on the line of speech: their first and last characters, sorted and disjoint.

    Raises :class:`~qualcode.errors.InputError` where the unit is ``sentence`` and there are no sentences.
    """
    if unit == "document":
        files = np.arange(len(incidence.documents), dtype=np.int64)
        start = speech.project(files, np.zeros_like(files))
        return start, speech.project(files, np.full_like(files, speech.base - 1))
    if unit == "turn":
        return speech.before, speech.before + speech.end - speech.start
    if sentences is None:
        raise InputError("Sentences were not handed over; they are needed for the unit “sentence”.")
    mask = heard(incidence, sentences, role)
    document = ints(sentences.document)[mask]
    return speech.project(document, ints(sentences.start)[mask]), speech.project(
        document, ints(sentences.end)[mask]
    )


def unit_reach(rows: Rows, places: tuple[Ints, Ints]) -> tuple[Ints, Ints, int]:
    """For each range the first unit that it touches and the one behind the last, and how many units there are.

    Units without a character are left out of the numbering. A range that touches none has its first behind its last.
    """
    keep = places[1] > places[0]
    unit_start, unit_end = places[0][keep], places[1][keep]
    first = np.searchsorted(unit_end, rows.start, side="right")
    after = np.searchsorted(unit_start, rows.end, side="left")
    return first, after, len(unit_start)


def in_units(rows: Rows, places: tuple[Ints, Ints], codes: int) -> tuple[Rows, int]:
    """Each unit that a coding touches as a range of length 1, once for each code; and how many units there are."""
    first, after, units = unit_reach(rows, places)
    many = np.maximum(after - first, 0)
    row = np.repeat(np.arange(len(many)), many)
    unit = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + first[row]
    once, code = bearing(unit, rows.code[row], units, codes)
    document_of = np.zeros(units, dtype=np.int64)
    document_of[unit] = rows.document[row]
    return Rows(once, once + 1, code, document_of[once]), units


def bearing(unit: Ints, code: Ints, units: int, codes: int) -> tuple[Ints, Ints]:
    """The different pairs of a unit and a code that it bears, sorted by unit, then code."""
    keys = unit * codes + code
    if units * codes <= _FLAGS:
        flags = np.zeros(units * codes, dtype=bool)
        flags[keys] = True
        keys = np.flatnonzero(flags)
    else:
        keys = distinct(keys)
    return np.divmod(keys, max(1, codes))
