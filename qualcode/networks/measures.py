"""How nodes stand in a network, and how the whole hangs together."""

from __future__ import annotations

import networkx as nx
import numpy as np

from qualcode.model.networks import NetworkMeasures, NodeMeasures
from qualcode.networks.betweenness import estimated
from qualcode.networks.communities import Communities

__all__ = ["APPROXIMATED_FROM", "SMALL", "measures"]

APPROXIMATED_FROM = 600
"""Nodes from which on betweenness is estimated from a sample of start nodes."""
_SAMPLE = 200
SMALL = 30
"""Nodes below which the order of centralities hangs on single passages."""
_NEARLY = 1e-9
_ROUNDS = 20_000


def measures(graph: nx.Graph[str], found: Communities | None = None, *, seed: int = 1) -> NetworkMeasures:
    """Centralities of all nodes and figures of the whole; ``found`` are the communities, where they were looked for.

    Betweenness: Freeman (1977), over weighted paths by Brandes (2001), an edge as long as 1 / weight. Closeness: harmonic,
    Marchiori and Latora (2000), in steps. Eigenvector: Bonacich (1987). PageRank: Brin and Page (1998). Clustering: Watts
    and Strogatz (1998). Relations drawn by hand do not count. The order in which a network was built plays no part.
    """
    names = sorted(graph)
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(names)
    for a, b in sorted((min(pair), max(pair)) for pair in graph.edges):
        weight = graph.edges[a, b]["weight"]
        plain.add_edge(a, b, weight=weight, length=1 / weight)
    many, edges = len(names), plain.number_of_edges()
    parts = nx.number_connected_components(plain) if many else 0
    two_mode = graph.graph.get("kind") == "two-mode"
    notes = ["These figures describe how passages were coded, not how things hang together in the world."]
    if many == 1:
        return _single(graph, found, notes)
    if 0 < many < SMALL:
        notes.append(
            f"With {many} nodes a few passages more or less can change the order of the centralities."
        )
    betweenness = _betweenness(plain, seed, notes)
    closeness = _closeness(plain, names)
    eigenvector = _eigenvector(plain, notes)
    pagerank = nx.pagerank(plain, weight="weight", max_iter=1000, tol=1e-10) if edges else {}
    clustering: dict[str, float] = dict(nx.clustering(plain, names))  # type: ignore[arg-type]
    if two_mode:
        notes.append(
            "Codes and respondents alternate on every path, so that clustering is 0 in a two-mode network."
        )
    elif any(plain.degree(name) < 2 for name in names):
        notes.append("Clustering is left empty for nodes with fewer than two partners.")
    if many and not edges:
        notes.append("No two nodes go together, so that eigenvector centrality and PageRank are left empty.")
    member, modularity = found if found is not None else ({}, None)
    if found is not None and modularity is None:
        notes.append("Without an edge there are no communities, and modularity is not defined.")
    rows = []
    for name in names:
        data = graph.nodes[name]
        rows.append(
            NodeMeasures(
                node=name,
                label=str(data.get("label", name)),
                kind=str(data.get("kind", "")),
                category=str(data.get("category", "")),
                quotations=int(data.get("quotations", 0)),
                degree=plain.degree(name),
                strength=plain.degree(name, weight="weight"),
                betweenness=betweenness.get(name),
                closeness=closeness.get(name),
                eigenvector=eigenvector.get(name),
                pagerank=pagerank.get(name),
                clustering=clustering[name] if plain.degree(name) > 1 else None,
                community=member.get(name),
            )
        )
    return NetworkMeasures(
        nodes=tuple(sorted(rows, key=lambda row: (-row.strength, row.node))),
        edges=edges,
        density=_density(graph, many, edges, two_mode=two_mode),
        components=parts,
        communities=len(set(member.values())) if found is not None else None,
        alone=many - len(member) if found is not None else None,
        modularity=modularity,
        notes=tuple(notes),
    )


def _single(graph: nx.Graph[str], found: Communities | None, notes: list[str]) -> NetworkMeasures:
    """A network of one node: there is nothing that its figures could be compared with."""
    (name,) = graph
    data = graph.nodes[name]
    notes.append("The network has one node and no pair, so that there is nothing to compare.")
    row = NodeMeasures(
        node=name,
        label=str(data.get("label", name)),
        kind=str(data.get("kind", "")),
        category=str(data.get("category", "")),
        quotations=int(data.get("quotations", 0)),
        degree=0,
        strength=0,
        betweenness=None,
        closeness=None,
        eigenvector=None,
        pagerank=None,
        clustering=None,
        community=None,
    )
    return NetworkMeasures(
        nodes=(row,),
        edges=0,
        density=None,
        components=1,
        communities=None if found is None else 0,
        alone=None if found is None else 1,
        modularity=None,
        notes=tuple(notes),
    )


def _density(graph: nx.Graph[str], many: int, edges: int, *, two_mode: bool) -> float | None:
    """Edges / possible edges; None where none is possible."""
    if two_mode:
        respondents = sum(data.get("kind") == "respondent" for _, data in graph.nodes(data=True))
        possible = respondents * (many - respondents)
    else:
        possible = many * (many - 1) // 2
    return edges / possible if possible else None


def _betweenness(plain: nx.Graph[str], seed: int, notes: list[str]) -> dict[str, float]:
    if len(plain) < 3:
        notes.append("Betweenness is left empty, as it needs three nodes.")
        return {}
    if len(plain) > APPROXIMATED_FROM:
        notes.append(
            f"Betweenness is estimated from the paths of {_SAMPLE} nodes drawn at random (seed {seed}), as the network has "
            f"more than {APPROXIMATED_FROM}."
        )
        return estimated(plain, _SAMPLE, seed)
    found: dict[str, float] = nx.betweenness_centrality(plain, weight="length")
    return found


def _closeness(plain: nx.Graph[str], names: list[str]) -> dict[str, float]:
    """Harmonic closeness from steps between all pairs; nothing for a single node."""
    if len(names) < 2:
        return {}
    from scipy.sparse.csgraph import shortest_path

    steps = shortest_path(nx.to_scipy_sparse_array(plain, nodelist=names, weight=None), unweighted=True)
    with np.errstate(divide="ignore"):
        near = np.where(steps > 0, 1 / steps, 0.0)
    return dict(zip(names, (near.sum(axis=1) / (len(names) - 1)).tolist(), strict=True))


def _eigenvector(plain: nx.Graph[str], notes: list[str]) -> dict[str, float]:
    """The leading eigenvector of the weights over the largest part: across parts it would be zero in all but one."""
    if not plain.number_of_edges():
        return {}
    parts = sorted(
        nx.connected_components(plain),
        key=lambda part: (-len(part), -sum(plain.degree(name, weight="weight") for name in part), min(part)),
    )
    names = sorted(parts[0])
    if len(parts) > 1:
        notes.append(
            f"The network falls into {len(parts)} parts; eigenvector centrality is given for the largest one, of {len(names)} "
            "nodes, and PageRank for all."
        )
    matrix = nx.to_scipy_sparse_array(
        plain.subgraph(names), nodelist=names, weight="weight", dtype=np.dtype(np.float64)
    )
    vector = np.full(len(names), 1 / np.sqrt(len(names)))
    for _ in range(_ROUNDS):
        further = matrix @ vector + vector * float(
            matrix.max()
        )  # shifted, so that two-mode networks settle too
        further /= np.linalg.norm(further)
        if np.abs(further - vector).max() < _NEARLY:
            return dict(zip(names, further.tolist(), strict=True))
        vector = further
    notes.append("Eigenvector centrality did not settle and is left empty; PageRank is given.")
    return {}
