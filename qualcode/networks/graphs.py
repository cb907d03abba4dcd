"""Co-occurrence as a graph: nodes are codes (or categories), edges are the pairs."""

from __future__ import annotations

import networkx as nx

from qualcode.analysis.frequency import frequencies
from qualcode.model.arrays import Incidence, Node
from qualcode.model.results import Cooccurrence

__all__ = ["graph"]


def graph(incidence: Incidence, cooccurrence: Cooccurrence) -> nx.Graph[str]:
    """The graph of a co-occurrence, with a node for each code that was found in it.

    Nodes are named by the code and have ``label``, ``kind``, ``category`` (the nearest one above, or empty), ``theme``,
    ``codings``, ``quotations``, ``documents`` and ``colour`` (``#RRGGBB``); edges have ``count``, ``jaccard``,
    ``documents`` and ``weight`` (the count). The graph says ``unit``, ``level``, ``role``, ``coder`` and ``minimum``.
    Nodes come in tree order, edges by name.
    """
    by_id = {node.id: node for node in incidence.nodes}
    borne = {
        name for name, number in zip(cooccurrence.codes, cooccurrence.frequencies, strict=True) if number
    }
    found: nx.Graph[str] = nx.Graph(
        unit=cooccurrence.unit,
        level=cooccurrence.level,
        role=cooccurrence.role or "all",
        coder=cooccurrence.coder,
        minimum=cooccurrence.minimum,
    )
    for node, counts in zip(incidence.nodes, frequencies(incidence), strict=True):
        if node.name in borne and node.kind == cooccurrence.level:
            found.add_node(
                node.name,
                label=node.name,
                kind=node.kind,
                category=_above(node, "category", by_id),
                theme=_above(node, "theme", by_id),
                codings=counts.codings,
                quotations=len(counts.quotations),
                documents=counts.documents,
                colour=node.colour,
            )
    for pair in sorted(cooccurrence.pairs, key=lambda each: (each.a, each.b)):
        found.add_edge(
            pair.a,
            pair.b,
            count=pair.count,
            jaccard=pair.jaccard,
            documents=pair.documents,
            weight=pair.count,
        )
    return found


def _above(node: Node, kind: str, by_id: dict[int, Node]) -> str:
    """Name of the nearest node of a kind above, or empty."""
    parent = by_id.get(node.parent_id) if node.parent_id is not None else None
    while parent is not None and parent.kind != kind:
        parent = by_id.get(parent.parent_id) if parent.parent_id is not None else None
    return parent.name if parent is not None else ""
