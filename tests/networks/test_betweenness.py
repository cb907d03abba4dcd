"""Betweenness from a sample of nodes, against that from all of them."""

from __future__ import annotations

from random import Random

import networkx as nx
import pytest

from qualcode.networks.betweenness import estimated


def woven(many: int, edges: int, seed: int) -> nx.Graph[str]:
    random = Random(seed)
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(f"c{i}" for i in range(many))
    for _ in range(edges):
        a, b = random.sample(range(many), 2)
        found.add_edge(f"c{a}", f"c{b}", length=1 / random.randint(1, 6))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_all_nodes_as_a_sample_give_what_networkx_gives_exactly(seed: int) -> None:
    graph = woven(40, 20 + 12 * seed, seed)
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / 2 ** round(
            1 / data["length"] / 2
        )  # sums without rounding, so that ties are ties in both
    exact = nx.betweenness_centrality(graph, weight="length")
    assert estimated(graph, 40, 1) == pytest.approx(exact, abs=1e-12)


def test_a_sample_comes_near_and_is_the_same_for_the_same_seed() -> None:
    graph = woven(120, 400, 3)
    exact, some = nx.betweenness_centrality(graph, weight="length"), estimated(graph, 90, 5)
    assert max(abs(exact[name] - some[name]) for name in graph) < 0.03
    assert some == estimated(graph, 90, 5)
    assert all(0 <= value <= 1 for value in some.values())


def test_paths_of_equal_length_share_a_pair_although_sums_of_fractions_are_rounded() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, long in (
        ("s", "x", 0.1), ("x", "t", 0.2), ("s", "y", 0.15), ("y", "t", 0.15), ("s", "z", 0.3), ("z", "t", 9.0),
    ):  # fmt: skip
        graph.add_edge(a, b, length=long)
    found = estimated(graph, 5, 1)
    assert found["x"] == pytest.approx(found["y"])
