"""Which codes go together: by overlap of codings, or within one sentence, turn or document.

One definition everywhere: codings of the chosen coder, pairs of different codes in one document, only speech of the
role (all turns where no role is known).

* ``overlap``: ``count`` is pairs of codings whose spans share at least one character of that speech, ``jaccard``
  characters under both codes / characters under either.
* ``sentence``, ``turn``, ``document``: a unit bears a code if a coding of it shares at least one character with the
  unit; ``count`` is units bearing both, ``jaccard`` units bearing both / either.

``documents`` is the number of documents with at least one such pair. A category has the codings of all below it, a
quotation that bears several of them counting once; it never co-occurs with its own descendants.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcode.analysis.frequency import descendants
from qualcode.analysis.overlap import Ints, merged, overlap_counts, overlapping, shared_lengths
from qualcode.analysis.speech import Speech, heard, ints, speech_of
from qualcode.errors import InputError
from qualcode.model.arrays import Incidence, Units
from qualcode.model.results import Cooccurrence, Pair, Unit

__all__ = ["Level", "cooccurrence", "matrix", "places_of_units", "quotations_together"]

Level = Literal["code", "category"]
_UNITS: tuple[Unit, ...] = ("overlap", "sentence", "turn", "document")


@dataclass(frozen=True, slots=True)
class _Rows:
    """Ranges on one number line (characters of speech, or numbers of units), sorted by start."""

    start: Ints
    end: Ints
    code: Ints
    document: Ints


def cooccurrence(
    incidence: Incidence,
    *,
    unit: Unit = "overlap",
    role: str | None = "respondent",
    minimum: int = 1,
    level: Level = "code",
    sentences: Units | None = None,
) -> Cooccurrence:
    """Count the pairs of codes (or categories) that go together in a unit.

    ``role`` None takes everybody's speech. Pairs with a count below ``minimum`` are left out. The unit ``sentence``
    needs ``sentences``, the sentences of all documents.
    Raises :class:`~qualcode.errors.InputError` for an unknown unit, role or level, or a minimum below 1.
    """
    if unit not in _UNITS:
        raise InputError(f"There is no unit “{unit}”; possible are {', '.join(_UNITS)}.")
    if level not in ("code", "category"):
        raise InputError(f"There is no level “{level}”; possible are code and category.")
    if minimum < 1:
        raise InputError(f"The minimum is {minimum}; it must be at least 1.")
    nodes = sorted((node.name, i) for i, node in enumerate(incidence.nodes) if node.kind == level)
    names = tuple(name for name, _ in nodes)
    below = descendants(incidence)
    members = [below[i] for _, i in nodes]
    speech = speech_of(incidence, role)
    rows = _placed(incidence, members, speech)
    if unit != "overlap":
        rows = _in_units(rows, places_of_units(incidence, unit, role, sentences, speech), len(names))
    counts = overlap_counts(rows.start, rows.end, rows.code, len(names))
    runs = merged(rows.start, rows.end, rows.code, rows.document)
    single, shared, together = shared_lengths(*runs, len(names))
    place = {i: a for a, (_, i) in enumerate(nodes)}
    for a, mine in enumerate(members):
        for b in (place[i] for i in mine if i in place):
            counts[a, b] = counts[b, a] = 0
    found = [
        Pair(
            a=names[a],
            b=names[b],
            count=int(counts[a, b]),
            jaccard=float(shared[a, b] / (single[a] + single[b] - shared[a, b])),
            documents=int(together[a, b]),
        )
        for a, b in np.argwhere(np.triu(counts, 1) >= minimum).tolist()
    ]
    files = len(incidence.documents) or 1
    seen = np.unique(rows.code * files + rows.document) // files
    return Cooccurrence(
        unit=unit,
        level=level,
        role=speech.role,
        coder=incidence.coder,
        minimum=minimum,
        codes=names,
        frequencies=tuple(np.bincount(rows.code, minlength=len(names)).tolist()),
        documents=tuple(np.bincount(seen, minlength=len(names)).tolist()),
        pairs=tuple(sorted(found, key=lambda pair: (-pair.count, pair.a, pair.b))),
    )


def matrix(result: Cooccurrence) -> list[list[int]]:
    """The counts as a square, symmetric table in the order of ``result.codes``; the diagonal holds the frequencies."""
    place = {name: i for i, name in enumerate(result.codes)}
    table = [[0] * len(place) for _ in place]
    for i, frequency in enumerate(result.frequencies):
        table[i][i] = frequency
    for pair in result.pairs:
        a, b = place[pair.a], place[pair.b]
        table[a][b] = table[b][a] = pair.count
    return table


def quotations_together(
    incidence: Incidence, a: str, b: str, *, role: str | None = "respondent"
) -> tuple[int, ...]:
    """Quotations that show two codes together: of each pair of codings that overlap in the role's speech, the shorter one.

    The first of each document come first, then the second ones, and so on; each in the order of the documents.
    """
    speech = speech_of(incidence, role)
    nodes = [i for i, node in enumerate(incidence.nodes) if node.kind == "code" and node.name in (a, b)]
    rows = np.flatnonzero(np.isin(ints(incidence.code), nodes))
    document = ints(incidence.document)[rows]
    start = speech.project(document, ints(incidence.start)[rows])
    end = speech.project(document, ints(incidence.end)[rows])
    order = np.lexsort((end, start))
    order = order[end[order] > start[order]]
    rows, start, end = rows[order], start[order], end[order]
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for first, second in overlapping(start, end):
        for i, j in zip(first.tolist(), second.tolist(), strict=True):
            if incidence.code[rows[i]] != incidence.code[rows[j]]:
                row = rows[j if end[j] - start[j] < end[i] - start[i] else i]
                found[incidence.document[row]].add((incidence.start[row], incidence.quotation[row]))
    placed = [
        (rank, file, number)
        for file, quotations in found.items()
        for rank, (_, number) in enumerate(sorted(quotations))
    ]
    return tuple(number for _, _, number in sorted(placed))


def _placed(incidence: Incidence, members: list[tuple[int, ...]], speech: Speech) -> _Rows:
    """The codings as ranges of speech; ``members`` holds, for each code or category, the nodes whose codings it has."""
    document, node = ints(incidence.document), ints(incidence.code)
    start = speech.project(document, ints(incidence.start))
    end = speech.project(document, ints(incidence.end))
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
    by_start = np.lexsort((code_of, -end[chosen], start[chosen]))
    chosen, code_of = chosen[by_start], code_of[by_start]
    return _Rows(start[chosen], end[chosen], code_of, document[chosen])


def places_of_units(
    incidence: Incidence, unit: Unit, role: str | None, sentences: Units | None, speech: Speech
) -> tuple[Ints, Ints]:
    """Where the units lie on the line of speech: their first and last characters, sorted and disjoint."""
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


def _in_units(rows: _Rows, places: tuple[Ints, Ints], codes: int) -> _Rows:
    """Each unit that a coding touches as a range of length 1, once for each code."""
    keep = places[1] > places[0]
    unit_start, unit_end = places[0][keep], places[1][keep]
    first = np.searchsorted(unit_end, rows.start, side="right")
    after = np.searchsorted(unit_start, rows.end, side="left")
    many = np.maximum(after - first, 0)
    row = np.repeat(np.arange(len(many)), many)
    unit = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + first[row]
    _, once = np.unique(unit * codes + rows.code[row], return_index=True)
    return _Rows(unit[once], unit[once] + 1, rows.code[row][once], rows.document[row][once])
