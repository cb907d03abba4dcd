"""Which part of a network a page can show: the strongest ties that keep it together, then the strongest of all."""

from __future__ import annotations

import networkx as nx

__all__ = ["strongest"]


def strongest(graph: nx.Graph[str], most: int | None = None) -> nx.Graph[str]:
    """The part of a network that a picture shows: nodes with a pair, and at most about ``most`` edges.

    First come the strongest edges that reach every node and keep together what is connected (a maximum spanning
    forest), then the strongest of all, by count, then Jaccard, then name. By default there are one and a half edges a
    node, and no fewer than 30.
    """
    together = [node for node in graph.nodes if graph.degree(node)]
    limit = most if most is not None else max(30, len(together) * 3 // 2)
    ranked = sorted(
        ((a, b) if a < b else (b, a) for a, b in graph.edges if a != b),
        key=lambda pair: (-graph.edges[pair]["count"], -graph.edges[pair]["jaccard"], pair),
    )
    parts = nx.utils.UnionFind(together)
    kept: set[tuple[str, str]] = set()
    for pair in ranked:
        if parts[pair[0]] != parts[pair[1]]:
            parts.union(*pair)
            kept.add(pair)
    for pair in ranked:
        if len(kept) >= limit:
            break
        kept.add(pair)
    found: nx.Graph[str] = nx.Graph(**graph.graph)
    found.add_nodes_from((node, graph.nodes[node]) for node in together)
    found.add_edges_from((*pair, graph.edges[pair]) for pair in sorted(kept))
    return found
