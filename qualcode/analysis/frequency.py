"""How often and by how many each node of the code tree was said."""

from __future__ import annotations

from collections import defaultdict

from qualcode.model.arrays import Incidence
from qualcode.model.results import CodeFrequency

__all__ = ["descendants", "frequencies"]


def descendants(incidence: Incidence) -> tuple[tuple[int, ...], ...]:
    """For each node (by index) the indices of itself and all nodes below it, ascending."""
    index = {node.id: i for i, node in enumerate(incidence.nodes)}
    below: list[list[int]] = [[] for _ in incidence.nodes]
    for i in range(len(incidence.nodes)):
        above: int | None = i
        while above is not None:
            below[above].append(i)
            parent = incidence.nodes[above].parent_id
            above = index[parent] if parent is not None else None
    return tuple(tuple(each) for each in below)


def frequencies(incidence: Incidence) -> tuple[CodeFrequency, ...]:
    """Codings, quotations, documents and cases of every node in tree order; a category has those of all below it.

    Everybody's speech is counted, the interviewer's too, and each coding below a category on its own; for one role's
    speech, and codings on one quotation folded, see :mod:`qualcode.analysis.counting`.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    for row, code in enumerate(incidence.code):
        rows[code].append(row)
    found = []
    for node, below in zip(incidence.nodes, descendants(incidence), strict=True):
        mine = [row for code in below for row in rows.get(code, ())]
        found.append(
            CodeFrequency(
                code=node.name,
                kind=node.kind,
                path=node.path,
                codings=len(mine),
                quotations=tuple(sorted({incidence.quotation[row] for row in mine})),
                documents=len({incidence.document[row] for row in mine}),
                cases=tuple(sorted({incidence.cases[incidence.case[row]].label for row in mine})),
            )
        )
    return tuple(found)
