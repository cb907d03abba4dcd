"""Which codes go together: by overlap of codings, or within one sentence, turn or document.

One definition everywhere: codings of the chosen coder, pairs of different codes in one document, only speech of the
role (all turns where no role is known).

* ``overlap``: ``count`` is pairs of codings whose spans share at least one character of that speech, ``jaccard``
  characters under both codes / characters under either.
* ``sentence``, ``turn``, ``document``: a unit bears a code if a coding of it shares at least one character with the
  unit; ``count`` is units bearing both, ``jaccard`` units bearing both / either.
* ``exact``: the units are the different spans of that speech that codings cover; a span bears a code if a coding of it
  covers just that.
* ``inclusion``: ``count`` is pairs of codings one of which lies within the other, with both directions beside it.
* ``proximity``: ``count`` is pairs of codings at most so many sentences or turns of that speech apart.

``documents`` is the number of documents with at least one such pair, ``respondents`` that of cases. A category has the
codings of all below it, a quotation that bears several of them counting once; it never co-occurs with its own
descendants. The other measures: :mod:`qualcode.analysis.measures`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, get_args

import numpy as np

from qualcode.analysis.inclusion import included, partnered
from qualcode.analysis.measures import Tally, measured
from qualcode.analysis.overlap import (
    Ints,
    Seen,
    distinct,
    gathered,
    merged,
    overlap_counts,
    overlapping,
    shared_lengths,
    unit_counts,
)
from qualcode.analysis.placing import Level, Rows, in_units, lay_out, places_of_units
from qualcode.analysis.proximity import near, within_reach
from qualcode.analysis.speech import ints, speech_of
from qualcode.errors import InputError
from qualcode.model.arrays import Incidence, Units
from qualcode.model.results import Cooccurrence, Unit

__all__ = [
    "Distance",
    "Level",
    "cooccurrence",
    "matrix",
    "places_of_units",
    "quotations_together",
    "same_spans",
]

Distance = Literal["sentences", "turns"]


def cooccurrence(
    incidence: Incidence,
    *,
    unit: Unit = "overlap",
    role: str | None = "respondent",
    minimum: int = 1,
    level: Level = "code",
    sentences: Units | None = None,
    within: int = 1,
    of: Distance = "turns",
) -> Cooccurrence:
    """Count the pairs of codes (or categories) that go together in a unit.

    ``role`` None takes everybody's speech. Pairs with a count below ``minimum`` are left out. The unit ``sentence``, and
    ``proximity`` in sentences, need ``sentences``, the sentences of all documents; ``within`` and ``of`` say how near
    ``proximity`` is. Raises :class:`~qualcode.errors.InputError` for an unknown unit, role or level, a minimum below 1,
    or a distance below 0.
    """
    if unit not in get_args(Unit):
        raise InputError(f"There is no unit “{unit}”; possible are {', '.join(get_args(Unit))}.")
    if minimum < 1:
        raise InputError(f"The minimum is {minimum}; it must be at least 1.")
    if of not in get_args(Distance):
        raise InputError(f"A distance is counted in sentences or turns, not in “{of}”.")
    if within < 0:
        raise InputError(f"The distance is {within}; it must be at least 0, which is the same unit.")
    places = lay_out(incidence, level, role)
    rows = places.rows
    codes, files = len(places.names), len(incidence.documents)
    seen = Seen(codes, files)
    case_of = ints(incidence.document_case)
    if not len(case_of):
        case_of = np.arange(files, dtype=np.int64)
    inside: Ints | None = None
    total: int | None = None
    if unit == "overlap":
        count = overlap_counts(rows.start, rows.end, rows.code, codes)
        single, both = shared_lengths(*merged(rows.start, rows.end, rows.code, rows.document), codes, seen)
        total = int((places.speech.end - places.speech.start).sum())
    elif unit in ("inclusion", "proximity"):
        if unit == "inclusion":
            count, inside, both = included(rows, codes, seen)
        else:
            kind = "turn" if of == "turns" else "sentence"
            rows, _ = within_reach(rows, places_of_units(incidence, kind, role, sentences, places.speech))
            count, both = partnered(rows, codes, near(rows, within), seen)
        single = np.bincount(rows.code, minlength=codes)
    else:
        rows, total = (
            same_spans(rows, codes)
            if unit == "exact"
            else in_units(rows, places_of_units(incidence, unit, role, sentences, places.speech), codes)
        )
        count = both = unit_counts(rows.start, rows.code, total, codes)
        single = np.bincount(rows.code, minlength=codes)
        for i, j in gathered(rows.start, rows.end):
            seen.note(rows.code[i] * codes + rows.code[j], rows.document[i])
    count = np.where(places.kin, 0, count)
    frequencies = np.bincount(rows.code, minlength=codes)
    tally = Tally(
        count=count,
        documents=seen.counts(np.arange(files, dtype=np.int64), files),
        cases=seen.counts(case_of, len(incidence.cases)),
        frequencies=frequencies,
        single=single,
        both=both,
        total=total,
        inside=inside,
    )
    here = distinct(rows.code * max(1, files) + rows.document)
    whose = distinct((here // max(1, files)) * max(1, len(incidence.cases)) + case_of[here % max(1, files)])
    return Cooccurrence(
        unit=unit,
        level=level,
        role=places.speech.role,
        coder=incidence.coder,
        minimum=minimum,
        codes=places.names,
        frequencies=tuple(frequencies.tolist()),
        documents=tuple(np.bincount(here // max(1, files), minlength=codes).tolist()),
        pairs=measured(tally, places.names, minimum),
        cases=tuple(np.bincount(whose // max(1, len(incidence.cases)), minlength=codes).tolist()),
        total=total,
        within=within if unit == "proximity" else None,
        of=of if unit == "proximity" else None,
    )


def same_spans(rows: Rows, codes: int) -> tuple[Rows, int]:
    """The different spans of speech that codings cover as units of length 1, once for each code; and how many there are."""
    order = np.lexsort((rows.code, rows.end, rows.start))
    start, end, code = rows.start[order], rows.end[order], rows.code[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    span = np.cumsum(new) - 1
    first = new.copy()
    first[1:] |= code[1:] != code[:-1]
    once = np.flatnonzero(first)
    return Rows(span[once], span[once] + 1, code[once], rows.document[order][once]), int(new.sum())


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
