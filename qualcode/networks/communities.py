"""Communities of a network: groups of nodes that hang together more than with the rest."""

from __future__ import annotations

import math

import networkx as nx

from qualcode.errors import InputError

__all__ = ["Communities", "communities"]

Communities = tuple[dict[str, int], float | None]
"""The number of the community of each node that is in one, and the modularity of the whole division."""


def communities(graph: nx.Graph[str], *, resolution: float = 1.0, seed: int = 1) -> Communities:
    """Divide a network by the Louvain method (Blondel et al. 2008, Journal of Statistical Mechanics P10008).

    Communities are numbered from 1, the largest first, equal ones by their first name. A node that ends up alone has no
    number. Modularity is that of Newman (2004) with Reichardt and Bornholdt's resolution, over weighted edges; None where
    there is no edge. The same network and seed give the same division, in whatever order the network was built.
    Raises :class:`~qualcode.errors.InputError` for a resolution that is not above 0.
    """
    if not 0 < resolution < math.inf:
        raise InputError(f"The resolution is {resolution:g}; give a number above 0, such as 1.")
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(
        (a, b, {"weight": graph.edges[a, b]["weight"]})
        for a, b in sorted((min(pair), max(pair)) for pair in graph.edges)
    )
    if not plain.number_of_edges():
        return {}, None
    parts = [
        sorted(part)
        for part in nx.community.louvain_communities(plain, weight="weight", resolution=resolution, seed=seed)
    ]
    modularity = float(
        nx.community.modularity(plain, map(set, parts), weight="weight", resolution=resolution)
    )
    parts.sort(key=lambda part: (-len(part), part[0]))
    return {name: n for n, part in enumerate(parts, 1) if len(part) > 1 for name in part}, modularity
