"""Layout of a network of 2,000 nodes and 20,000 edges: CPU time and stress, against networkx's spring layout.

    python benchmarks/network.py

Both lay out the same network in this one process; CPU time is compared, so that other work on the machine hardly matters.
Stress is measured over one fixed sample of pairs of nodes for both: distances are steps in the network, each layout is
scaled as suits it best. Exits with 1 where qualcode takes more than a tenth of the time, or its stress is higher.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import dijkstra

from qualcode.networks.stress import Floats, place, stress

NODES, EDGES = 2_000, 20_000
SEED = 20261101
STARTS = 100
"""Nodes from which the distances of the sample are taken, to all others."""
RATIO_LIMIT = 1 / 10


def clustered() -> nx.Graph[int]:
    """Codes in categories, which meet their like more often: groups of 40, four fifths of the edges within or beside them."""
    random = np.random.default_rng(SEED)
    popular = 1 / np.arange(1, NODES + 1) ** 0.5
    random.shuffle(popular)
    graph: nx.Graph[int] = nx.path_graph(NODES)
    while graph.number_of_edges() < EDGES:
        a = int(random.choice(NODES, p=popular / popular.sum()))
        b = (
            int(a + random.integers(-60, 61)) % NODES
            if random.random() < 0.8
            else int(random.integers(NODES))
        )
        if a != b:
            graph.add_edge(a, b)
    return graph


def uniform() -> nx.Graph[int]:
    """Edges anywhere: the network with the least shape to find."""
    graph: nx.Graph[int] = nx.gnm_random_graph(NODES, EDGES, seed=SEED)
    nx.add_path(graph, range(NODES))
    return graph


def timed(work: Callable[[], Floats], runs: int) -> tuple[float, Floats]:
    """Median CPU seconds, and the result of the last run."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return statistics.median(times), result


def compared(name: str, graph: nx.Graph[int]) -> bool:
    """Print both layouts of one network; whether qualcode keeps within the limits."""
    matrix = nx.to_scipy_sparse_array(
        graph, nodelist=range(NODES), weight=None, dtype=np.dtype(np.float64), format="csr"
    )
    starts = np.random.default_rng(SEED).choice(NODES, size=STARTS, replace=False)
    steps = dijkstra(matrix, indices=starts, unweighted=True)
    first, second = np.repeat(starts, NODES), np.tile(np.arange(NODES), STARTS)
    apart = (first != second) & np.isfinite(steps.ravel())
    sample = first[apart], second[apart], steps.ravel()[apart]

    def spring() -> Floats:
        found = nx.spring_layout(graph, iterations=50, seed=1)
        return np.array([found[node] for node in range(NODES)])

    theirs, slow = timed(spring, 1)
    ours, fast = timed(lambda: place(matrix), 3)
    before, after = stress(slow, *sample), stress(fast, *sample)
    print(f"{name}: {graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} edges")
    print(f"  networkx spring_layout, 50 iterations  CPU {theirs:7.2f} s  stress {before:.4f}")
    print(f"  qualcode                               CPU {ours:7.2f} s  stress {after:.4f}")
    print(
        f"  ratio of CPU {ours / theirs:.4f} (limit {RATIO_LIMIT:g}), of stress {after / before:.3f} (limit 1)"
    )
    return ours <= RATIO_LIMIT * theirs and after <= before


def main() -> int:
    """Compare both networks; 1 where a limit is missed."""
    place(
        nx.to_scipy_sparse_array(nx.path_graph(10), dtype=np.dtype(np.float64), format="csr")
    )  # loads what is loaded once
    kept = [compared("codes in categories", clustered()), compared("edges anywhere", uniform())]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
