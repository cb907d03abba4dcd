"""Betweenness of large networks, estimated from the shortest paths of some nodes drawn at random."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np

__all__ = ["estimated"]

_EQUAL = 1e-9
"""Paths whose lengths differ by less, relative to their length, are equally long."""


def estimated(graph: nx.Graph[str], sample: int, seed: int) -> dict[str, float]:
    """Share of the shortest paths between two others that lead through each node, from the paths of ``sample`` nodes.

    An edge is as long as its ``length``. Sources are drawn without replacement from the nodes in their order; for a node
    that was drawn itself the mean is over the others. Dependencies are added up as in U. Brandes, A faster algorithm for
    betweenness centrality, J. Math. Sociology 25 (2001) 163; sampling of sources: Brandes & Pich, Centrality estimation
    in large networks, Int. J. Bifurcation and Chaos 17 (2007) 2303.
    """
    from scipy.sparse.csgraph import dijkstra

    names = list(graph)
    many = len(names)
    drawn = sorted(Random(seed).sample(range(many), min(sample, many)))
    lengths = nx.to_scipy_sparse_array(
        graph, nodelist=names, weight="length", format="coo", dtype=np.dtype(np.float64)
    )
    begin, end, long = lengths.row, lengths.col, lengths.data
    distances = dijkstra(lengths.tocsr(), indices=drawn)
    total = np.zeros(many)
    for source, distance in zip(drawn, distances, strict=True):
        near, far = distance[begin], distance[end]
        ties = np.flatnonzero(np.isfinite(near) & (far > near))
        ties = ties[near[ties] + long[ties] - far[ties] <= _EQUAL * far[ties]]
        ties = ties[np.argsort(far[ties], kind="stable")]
        pairs = list(zip(begin[ties].tolist(), end[ties].tolist(), strict=True))
        paths = [0.0] * many
        paths[source] = 1.0
        for a, b in pairs:
            paths[b] += paths[a]
        share = [0.0] * many
        for a, b in reversed(pairs):
            share[a] += paths[a] / paths[b] * (1.0 + share[b])
        share[source] = 0.0
        total += share
    means = np.full(many, float(len(drawn)))
    means[drawn] -= 1
    found = total / np.maximum(means, 1.0) / max(many - 2, 1)
    return dict(zip(names, found.tolist(), strict=True))
