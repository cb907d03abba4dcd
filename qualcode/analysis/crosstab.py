"""Codes and categories counted as they are, against the values of an attribute, or against documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from qualcode.analysis.comparison import NO_VALUE
from qualcode.analysis.counting import Placed, Touching, Words, counted, placed, quotations_of
from qualcode.analysis.overlap import Ints
from qualcode.analysis.speech import ints
from qualcode.model.arrays import Incidence
from qualcode.model.frequencies import (
    Crosstab,
    CrosstabColumn,
    CrosstabRow,
    Frequencies,
    Measure,
    NodeFrequency,
)
from qualcode.text.names import name_key

__all__ = ["NodeLevel", "count_nodes", "cross"]

NodeLevel = Literal["code", "category", "theme", "all"]


def count_nodes(
    incidence: Incidence,
    *,
    level: NodeLevel = "all",
    role: str | None = "respondent",
    touching: Touching = "apart",
    reach: Ints | None = None,
    words: Words | None = None,
) -> Frequencies:
    """Every node of a level by respondents, documents, codings, quotations, turns and words; see :mod:`qualcode.analysis.counting`.

    Without ``words`` no words are counted, and they are 0.
    """
    found = placed(incidence, _nodes(incidence, level), role)
    respondents = counted(found, "respondents")
    labels = [case.label for case in incidence.cases]

    def sums(measure: Measure) -> list[int]:
        table = counted(found, measure, touching=touching, reach=reach, words=words)
        return [int(total) for total in table.sum(axis=1)]

    spoken = sums("words") if words is not None else [0] * len(found.nodes)
    numbers = quotations_of(found, np.zeros(len(incidence.documents), dtype=np.int64), 1)
    rows = zip(
        found.nodes,
        respondents,
        sums("documents"),
        sums("codings"),
        numbers,
        sums("turns"),
        spoken,
        strict=True,
    )
    return Frequencies(
        coder=incidence.coder,
        role=found.speech.role,
        documents=len(incidence.documents),
        cases=len(_present(incidence)),
        rows=tuple(
            NodeFrequency(
                code=incidence.nodes[i].name,
                kind=incidence.nodes[i].kind,
                path=incidence.nodes[i].path,
                cases=tuple(sorted(labels[j] for j in np.flatnonzero(who).tolist())),
                documents=documents,
                codings=codings,
                quotations=quotations,
                turns=turns,
                words=many,
            )
            for i, who, documents, codings, (quotations,), turns, many in rows
        ),
    )


def cross(
    incidence: Incidence,
    *,
    by: str | None,
    measure: Measure = "respondents",
    level: NodeLevel = "code",
    role: str | None = "respondent",
    touching: Touching = "apart",
    reach: Ints | None = None,
    words: Words | None = None,
) -> Crosstab:
    """Nodes against the values of an attribute of the cases, or against documents where ``by`` is None."""
    found = placed(incidence, _nodes(incidence, level), role)
    columns, of_case, of_document = _documents(incidence) if by is None else _values(incidence, by)
    table = counted(found, measure, touching=touching, reach=reach, words=words)
    if measure == "respondents" and by is None:
        table = counted(found, "documents")  # a document has one respondent
    if measure == "respondents":
        total = counted(found, "respondents").sum(axis=1).tolist()
    else:
        total = table.sum(axis=1).tolist()
    column = of_case if measure == "respondents" and by is not None else of_document
    grouped = _grouped(table, column, len(columns))
    numbers = quotations_of(found, of_document, len(columns)) if len(columns) else [[] for _ in found.nodes]
    return Crosstab(
        measure=measure,
        by=by,
        coder=incidence.coder,
        role=found.speech.role,
        columns=columns,
        cases=len(_present(incidence)),
        documents=len(incidence.documents),
        rows=_rows(found, grouped.tolist(), total, numbers),
    )


def _rows(
    found: Placed, counts: list[list[int]], totals: list[int], numbers: list[list[tuple[int, ...]]]
) -> tuple[CrosstabRow, ...]:
    nodes = found.incidence.nodes
    return tuple(
        CrosstabRow(nodes[i].name, nodes[i].kind, nodes[i].path, tuple(own), total, tuple(quotations))
        for i, own, total, quotations in zip(found.nodes, counts, totals, numbers, strict=True)
    )


def _nodes(incidence: Incidence, level: NodeLevel) -> Sequence[int]:
    return [i for i, node in enumerate(incidence.nodes) if level in ("all", node.kind)]


def _present(incidence: Incidence) -> set[int]:
    """Indices of the cases with at least one document."""
    return set(incidence.document_case)


def _documents(incidence: Incidence) -> tuple[tuple[CrosstabColumn, ...], Ints, Ints]:
    """A column for each document; the second part is not used, as a case may have several."""
    columns = tuple(CrosstabColumn(document.name, 1, 1) for document in incidence.documents)
    return columns, np.empty(0, dtype=np.int64), np.arange(len(columns), dtype=np.int64)


def _values(incidence: Incidence, by: str) -> tuple[tuple[CrosstabColumn, ...], Ints, Ints]:
    """A column for each value, sorted, cases without one last; the column of each case and of each document."""
    wanted = name_key(by)
    values = [
        next((value.strip() for name, value in case.attributes.items() if name_key(name) == wanted), "")
        or NO_VALUE
        for case in incidence.cases
    ]
    present = _present(incidence)
    names = sorted(
        {values[i] for i in present}, key=lambda value: (value == NO_VALUE, name_key(value), value)
    )
    place = {name: i for i, name in enumerate(names)}
    of_case = np.array([place.get(value, 0) for value in values], dtype=np.int64)
    of_document = of_case[ints(incidence.document_case)]
    columns = tuple(
        CrosstabColumn(name, sum(values[i] == name for i in present), int((of_document == place[name]).sum()))
        for name in names
    )
    return columns, of_case, of_document


def _grouped(table: Ints, column: Ints, columns: int) -> Ints:
    """The columns of a matrix added up by group."""
    found = np.zeros((len(table), columns), dtype=np.int64)
    for place in range(columns):
        found[:, place] = table[:, column == place].sum(axis=1)
    return found
