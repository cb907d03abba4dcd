"""Which part of a network is kept: by threshold, disparity filter, spanning forest, neighbourhood or number of edges."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from qualcode.errors import InputError, NotFoundError

__all__ = [
    "MOST_PAIRS",
    "backbone",
    "fitting",
    "neighbourhood",
    "ranked",
    "spanning",
    "strongest",
    "strongest_edges",
    "thinned",
]

Edge = tuple[str, str]
MOST_PAIRS = 3000
"""Pairs that a page can hold and still be moved about in a browser."""


def ranked(graph: nx.Graph[str]) -> list[Edge]:
    """The edges from the strongest to the weakest: by weight, then Jaccard, then name; loops are left out."""

    def rank(pair: Edge) -> tuple[float, float, Edge]:
        data = graph.edges[pair]
        return -data.get("weight", data.get("count", 1)), -(data.get("jaccard") or 0.0), pair

    return sorted(((a, b) if a < b else (b, a) for a, b in graph.edges if a != b), key=rank)


def thinned(graph: nx.Graph[str], least_jaccard: float) -> nx.Graph[str]:
    """The network without the edges whose Jaccard index is lower; edges without one are kept."""
    return _with_edges(
        graph,
        (
            (a, b)
            for a, b, data in graph.edges(data=True)
            if data.get("jaccard") is None or data["jaccard"] >= least_jaccard
        ),
    )


def backbone(graph: nx.Graph[str], alpha: float) -> nx.Graph[str]:
    """The edges that are stronger than chance would make them at one of their ends: the disparity filter.

    An edge of weight ``w`` takes the share ``p = w / s`` of the strength ``s`` of a node with ``k`` edges. Were the strength
    cut up at random, a share of ``p`` or more would come about with probability ``(1 - p) ** (k - 1)``; the edge is kept
    where this is below ``alpha`` at one end. A node with a single edge says nothing about it. All nodes are kept.
    Source: Serrano, Boguñá and Vespignani 2009, Extracting the multiscale backbone of complex weighted networks,
    PNAS 106(16), 6483-6488, formula 2. Raises :class:`~qualcode.errors.InputError` for an alpha outside of 0 to 1.
    """
    if not 0 < alpha <= 1:
        raise InputError(
            f"The backbone is asked for at {alpha:g}; give a level above 0 and at most 1, such as 0.05."
        )
    strength = dict(graph.degree(weight="weight"))
    degree = dict(graph.degree())

    def chance(node: str, weight: float) -> float:
        if degree[node] < 2:
            return 1.0
        return float((1 - weight / strength[node]) ** (degree[node] - 1))

    return _with_edges(
        graph,
        (
            (a, b)
            for a, b, data in graph.edges(data=True)
            if min(chance(a, data["weight"]), chance(b, data["weight"])) < alpha
        ),
    )


def spanning(graph: nx.Graph[str]) -> nx.Graph[str]:
    """A maximum spanning forest: the strongest edges that join what is connected, without a circle (Kruskal 1956)."""
    return _with_edges(graph, _forest(graph, ranked(graph)))


def neighbourhood(graph: nx.Graph[str], ego: str, radius: int = 1) -> nx.Graph[str]:
    """A node, all that are at most ``radius`` edges or relations away, and all edges between them.

    Raises :class:`~qualcode.errors.NotFoundError` for a name that is not in the network,
    :class:`~qualcode.errors.InputError` for a radius below 1.
    """
    if radius < 1:
        raise InputError(f"The radius is {radius}; give a whole number from 1 up.")
    if ego not in graph:
        raise NotFoundError(f"“{ego}” is not in this network; it may have no coding by these choices.")
    ties: nx.Graph[str] = nx.Graph(graph.edges)
    ties.add_node(ego)
    ties.add_edges_from((each["source"], each["target"]) for each in graph.graph.get("relations", ()))
    near = set(nx.single_source_shortest_path_length(ties, ego, cutoff=radius))
    return _part(graph, (node for node in graph if node in near), graph.subgraph(near).edges)


def strongest_edges(graph: nx.Graph[str], most: int) -> nx.Graph[str]:
    """The network with its ``most`` strongest edges, see :func:`ranked`; all nodes are kept.

    Raises :class:`~qualcode.errors.InputError` for a number below 1.
    """
    if most < 1:
        raise InputError(f"The strongest {most} edges are asked for; give a whole number from 1 up.")
    found = _with_edges(graph, ranked(graph)[:most])
    found.graph["strongest"] = most
    return found


def fitting(graph: nx.Graph[str], most: int = MOST_PAIRS) -> nx.Graph[str]:
    """The network with about ``most`` edges, chosen as :func:`strongest` does; all nodes are kept.

    The same network where it has no more, or where so many were asked for by :func:`strongest_edges`.
    """
    if graph.number_of_edges() <= most or "strongest" in graph.graph:
        return graph
    return _with_edges(graph, sorted(_chosen(graph, most)))


def strongest(graph: nx.Graph[str], most: int | None = None) -> nx.Graph[str]:
    """The part of a network that a picture shows: nodes with a pair, and at most about ``most`` edges.

    First come the strongest edges that reach every node and keep together what is connected (a maximum spanning
    forest), then the strongest of all, by weight, then Jaccard, then name. By default there are one and a half edges a
    node, and no fewer than 30. Nodes that only a relation drawn by hand reaches are kept too.
    """
    related = {end for each in graph.graph.get("relations", ()) for end in (each["source"], each["target"])}
    together = [node for node in graph.nodes if graph.degree(node) or node in related]
    limit = most if most is not None else max(30, len(together) * 3 // 2)
    return _part(graph, together, sorted(_chosen(graph, limit)))


def _chosen(graph: nx.Graph[str], limit: int) -> set[Edge]:
    """A maximum spanning forest, and the strongest edges besides until there are ``limit``."""
    order = ranked(graph)
    kept = set(_forest(graph, order))
    for pair in order:
        if len(kept) >= limit:
            break
        kept.add(pair)
    return kept


def _forest(graph: nx.Graph[str], order: Iterable[Edge]) -> list[Edge]:
    parts = nx.utils.UnionFind(graph.nodes)
    kept = []
    for pair in order:
        if parts[pair[0]] != parts[pair[1]]:
            parts.union(*pair)
            kept.append(pair)
    return kept


def _with_edges(graph: nx.Graph[str], edges: Iterable[Edge]) -> nx.Graph[str]:
    return _part(graph, graph.nodes, sorted((a, b) if a < b else (b, a) for a, b in edges))


def _part(graph: nx.Graph[str], nodes: Iterable[str], edges: Iterable[Edge]) -> nx.Graph[str]:
    """A network of some nodes and edges with all that is said of them, its nodes in the order given."""
    found: nx.Graph[str] = nx.Graph(**graph.graph)
    found.add_nodes_from((node, graph.nodes[node]) for node in nodes)
    found.add_edges_from((*pair, graph.edges[pair]) for pair in edges)
    if "by_relation" in graph.graph:
        found.graph["by_relation"] = [node for node in graph.graph["by_relation"] if node in found]
    if "relations" in graph.graph:
        found.graph["relations"] = [
            each for each in graph.graph["relations"] if each["source"] in found and each["target"] in found
        ]
    return found
