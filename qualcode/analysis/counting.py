"""Nodes of the code tree against documents and cases: six things to count, one definition of each.

Only what the chosen role says is looked at (everybody's speech where no role is known). A category has the codings of
all below it; a quotation that bears several of them counts once for the category, as in co-occurrence.

* ``respondents``, ``documents``: cases and documents with at least one coding of the node.
* ``codings``: codings of the node. ``merged``: codings of the node in one document that overlap or touch count as one.
* ``quotations``: different quotations.
* ``turns``: turns of which at least one character of the role's speech is under the node.
* ``words``: words of the role's speech whose first character is under the node, each once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcode.analysis.frequency import descendants
from qualcode.analysis.overlap import Ints, merged
from qualcode.analysis.speech import Speech, heard, ints, speech_of
from qualcode.model.arrays import Incidence
from qualcode.model.frequencies import Measure

__all__ = ["Placed", "Touching", "Words", "counted", "placed", "quotations_of"]

Touching = Literal["apart", "merged"]


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words of all documents begin, sorted by document and start."""

    document: Ints
    """Index into ``Incidence.documents``."""
    start: Ints
    """Code points."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Which coding stands for which node: one entry for each node and quotation."""

    incidence: Incidence
    role: str | None
    """The role that was asked for."""
    speech: Speech
    nodes: tuple[int, ...]
    """Indices into ``Incidence.nodes``, in tree order."""
    node: Ints
    """Index into ``nodes``, ascending."""
    row: Ints
    """Index of the coding."""


def placed(incidence: Incidence, nodes: Sequence[int], role: str | None = "respondent") -> Placed:
    """The codings that share at least one character with the role's speech, under each of the nodes that they stand for."""
    speech = speech_of(incidence, role)
    document = ints(incidence.document)
    start = speech.project(document, ints(incidence.start))
    end = speech.project(document, ints(incidence.end))
    rows = np.flatnonzero(end > start)
    above: list[list[int]] = [[] for _ in incidence.nodes]
    below = descendants(incidence)
    for place, each in enumerate(nodes):
        for inner in below[each]:
            above[inner].append(place)
    many = np.array([len(each) for each in above], dtype=np.int64)
    first = np.cumsum(many) - many
    flat = np.array([place for each in above for place in each], dtype=np.int64)
    code = ints(incidence.code)[rows]
    times = many[code]
    row = np.repeat(rows, times)
    step = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    node = flat[np.repeat(first[code], times) + step]
    quotation = ints(incidence.quotation)
    span = int(quotation.max()) + 1 if len(quotation) else 1
    once = np.unique(node * span + quotation[row], return_index=True)[1]
    return Placed(incidence, role, speech, tuple(nodes), node[once], row[once])


def counted(
    found: Placed,
    measure: Measure,
    *,
    touching: Touching = "apart",
    reach: Ints | None = None,
    words: Words | None = None,
) -> Ints:
    """A matrix of nodes against documents; ``respondents`` gives one of nodes against cases instead.

    ``reach`` holds for each coding where it ends when the white space behind it is taken along, so that two codings
    with nothing but white space between them touch. ``words`` is needed to count words.
    """
    incidence = found.incidence
    documents = len(incidence.documents)
    document = ints(incidence.document)[found.row]
    if measure == "respondents":
        case = ints(incidence.case)[found.row]
        return np.minimum(_matrix(found, found.node, case, len(incidence.cases)), 1)
    if measure == "documents":
        return np.minimum(_matrix(found, found.node, document, documents), 1)
    if measure == "quotations" or (measure == "codings" and touching == "apart"):
        return _matrix(found, found.node, document, documents)
    if measure == "codings":
        return _merged_codings(found, reach, documents)
    start = found.speech.project(document, ints(incidence.start)[found.row])
    end = found.speech.project(document, ints(incidence.end)[found.row])
    order = np.lexsort((found.node, start))
    start, end, node, document = merged(start[order], end[order], found.node[order], document[order])
    if measure == "turns":
        return _turns(found, start, end, node, documents)
    if words is None:
        raise ValueError("words are counted where they are handed over")
    return _weighed(found, node, document, _words(found.speech, words, start, end), documents)


def quotations_of(found: Placed, column: Ints, columns: int) -> list[list[tuple[int, ...]]]:
    """For each node and each column the numbers of its quotations, ascending; ``column`` gives the column of each document."""
    incidence = found.incidence
    quotation = ints(incidence.quotation)[found.row]
    key = found.node * columns + column[ints(incidence.document)[found.row]]
    order = np.lexsort((quotation, key))
    borders = np.searchsorted(key[order], np.arange(len(found.nodes) * columns + 1))
    numbers = quotation[order].tolist()
    edges = borders.tolist()
    return [
        [tuple(numbers[edges[n * columns + c] : edges[n * columns + c + 1]]) for c in range(columns)]
        for n in range(len(found.nodes))
    ]


def _merged_codings(found: Placed, reach: Ints | None, documents: int) -> Ints:
    """Stretches of codings that overlap or touch, by node and document."""
    incidence = found.incidence
    row, start = found.row, ints(incidence.start)
    end = ints(incidence.end) if reach is None else reach
    base = int(end.max()) + 2 if len(end) else 1
    place = (found.node * documents + ints(incidence.document)[row]) * base
    order = np.lexsort((place + start[row],))
    begins = (place + start[row])[order]
    reached = np.maximum.accumulate((place + end[row])[order])
    heads = np.ones(len(order), dtype=bool)
    heads[1:] = begins[1:] > reached[:-1]
    kept = order[heads]
    return _matrix(found, found.node[kept], ints(incidence.document)[row[kept]], documents)


def _turns(found: Placed, start: Ints, end: Ints, node: Ints, documents: int) -> Ints:
    """Turns that ranges of speech reach into, each once for a node."""
    turns = found.incidence.turns
    mask = heard(found.incidence, turns, found.role) & (ints(turns.turn) > 0)
    document = ints(turns.document)[mask]
    first = found.speech.project(document, ints(turns.start)[mask])
    last = found.speech.project(document, ints(turns.end)[mask])
    said = last > first
    document, first, last = document[said], first[said], last[said]
    begin = np.searchsorted(last, start, side="right")
    many = np.maximum(np.searchsorted(first, end, side="left") - begin, 0)
    source = np.repeat(np.arange(len(many)), many)
    turn = np.arange(len(source)) - np.repeat(np.cumsum(many) - many, many) + begin[source]
    pair = np.unique(node[source] * max(len(first), 1) + turn)
    return _matrix(found, pair // max(len(first), 1), document[pair % max(len(first), 1)], documents)


def _words(speech: Speech, words: Words, start: Ints, end: Ints) -> Ints:
    """How many words begin in each range of the line of speech."""
    at = speech.project(words.document, words.start)
    spoken = speech.project(words.document, words.start + 1) > at
    places = at[spoken]
    return np.searchsorted(places, end, side="left") - np.searchsorted(places, start, side="left")


def _matrix(found: Placed, node: Ints, column: Ints, columns: int) -> Ints:
    return np.bincount(node * columns + column, minlength=len(found.nodes) * columns).reshape(
        len(found.nodes), columns
    )


def _weighed(found: Placed, node: Ints, column: Ints, weights: Ints, columns: int) -> Ints:
    sums = np.zeros(len(found.nodes) * columns, dtype=np.int64)
    np.add.at(sums, node * columns + column, weights)
    return sums.reshape(len(found.nodes), columns)
