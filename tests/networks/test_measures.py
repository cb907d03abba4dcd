"""Centralities, communities and figures of the whole: hand-computed, and held against networkx."""

from __future__ import annotations

import math
import random

import networkx as nx
import pytest

from qualcode.errors import InputError
from qualcode.networks import communities, measures
from tests.networks.sample import sample_graph


def weighted(*edges: tuple[str, str, float], alone: tuple[str, ...] = ()) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(sorted({*(name for edge in edges for name in edge[:2]), *alone}))
    found.add_weighted_edges_from(edges)
    for name in found:
        found.nodes[name].update(label=name, kind="code", category="", quotations=1)
    return found


def test_a_path_of_three_as_counted_by_hand() -> None:
    found = measures(weighted(("a", "b", 2), ("b", "c", 1)))
    rows = {row.node: row for row in found.nodes}
    assert [row.node for row in found.nodes] == ["b", "a", "c"], "by strength"
    assert (rows["b"].degree, rows["b"].strength) == (2, 3)
    assert (rows["b"].betweenness, rows["a"].betweenness) == (1.0, 0.0)
    assert (rows["b"].closeness, rows["a"].closeness) == (1.0, 0.75), "mean of 1 and 1/2"
    length = math.sqrt(5)  # the matrix has the leading eigenvalue sqrt(2² + 1²)
    assert rows["b"].eigenvector == pytest.approx(1 / math.sqrt(2))
    assert rows["a"].eigenvector == pytest.approx(2 / length / math.sqrt(2))
    assert rows["b"].clustering == 0.0
    assert rows["a"].clustering is None
    assert found.density == pytest.approx(2 / 3)
    assert (found.edges, found.components) == (2, 1)
    assert (found.communities, found.modularity) == (None, None)


def test_a_strong_detour_is_shorter_than_a_weak_direct_tie() -> None:
    # a-c directly is 1 long, by way of b only 1/4 + 1/4
    rows = {row.node: row for row in measures(weighted(("a", "b", 4), ("b", "c", 4), ("a", "c", 1))).nodes}
    assert rows["b"].betweenness == 1.0
    assert rows["b"].clustering == 1.0


def test_figures_agree_with_networkx() -> None:
    graph = sample_graph()
    found = measures(graph)
    rows = {row.node: row for row in found.nodes}
    long = graph.copy()
    for _, _, data in long.edges(data=True):
        data["length"] = 1 / data["weight"]
    betweenness = nx.betweenness_centrality(long, weight="length")
    harmonic = nx.harmonic_centrality(graph)
    clustering = {name: nx.clustering(graph, name) for name in graph}
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    eigenvector = nx.eigenvector_centrality_numpy(largest, weight="weight")
    for name in graph:
        assert rows[name].betweenness == pytest.approx(betweenness[name], abs=1e-3)
        assert rows[name].closeness == pytest.approx(harmonic[name] / (len(graph) - 1))
        if graph.degree(name) > 1:
            assert rows[name].clustering == pytest.approx(clustering[name])
        if name in largest:
            assert rows[name].eigenvector == pytest.approx(eigenvector[name], abs=1e-5)
        else:
            assert rows[name].eigenvector is None
    assert sum(row.pagerank or 0 for row in found.nodes) == pytest.approx(1)
    assert found.density == pytest.approx(nx.density(graph))


def test_two_codes_apart_have_a_sentence_for_each_figure_that_is_missing() -> None:
    found = measures(weighted(alone=("a", "b")), communities(weighted(alone=("a", "b"))))
    assert [row.eigenvector for row in found.nodes] == [None, None]
    assert [row.betweenness for row in found.nodes] == [None, None]
    assert [row.closeness for row in found.nodes] == [0.0, 0.0]
    assert (found.density, found.components, found.modularity) == (0.0, 2, None)
    assert (found.communities, found.alone) == (0, 2)
    said = " ".join(found.notes)
    for words in (
        "Betweenness",
        "eigenvector",
        "Clustering",
        "modularity",
        "describe how passages were coded",
        "With 2 nodes",
    ):
        assert words in said


def test_no_code_and_one_code_are_networks_too() -> None:
    nothing: nx.Graph[str] = nx.Graph()
    empty = measures(nothing, communities(nothing))
    assert (empty.nodes, empty.edges, empty.density, empty.components) == ((), 0, None, 0)
    one = measures(weighted(alone=("a",)))
    (row,) = one.nodes
    assert (row.degree, row.closeness, one.density, one.components) == (0, None, None, 1)


def test_a_pair_apart_from_a_triangle_gets_no_eigenvector_but_a_page_rank() -> None:
    found = measures(weighted(("a", "b", 1), ("b", "c", 1), ("a", "c", 1), ("x", "y", 9)))
    rows = {row.node: row for row in found.nodes}
    assert rows["x"].eigenvector is None
    assert rows["a"].eigenvector == pytest.approx(1 / math.sqrt(3))
    assert rows["x"].pagerank is not None
    assert any("falls into 2 parts" in note for note in found.notes)


def test_two_cliques_with_one_bridge_are_two_communities() -> None:
    edges = [(a, b, 3.0) for group in ("abcd", "wxyz") for i, a in enumerate(group) for b in group[i + 1 :]]
    graph = weighted(*edges, ("a", "w", 1.0), alone=("lonely",))
    member, modularity = communities(graph)
    assert {name: member[name] for name in "abcd"} == dict.fromkeys("abcd", 1)
    assert {name: member[name] for name in "wxyz"} == dict.fromkeys("wxyz", 2)
    assert "lonely" not in member
    # by hand: 36 of 37 within, each half has half of the ends: 36 / 37 - 2 * (37 / 74) ** 2
    assert modularity == pytest.approx(36 / 37 - 0.5)
    found = measures(graph, (member, modularity))
    assert (found.communities, found.alone) == (2, 1)
    with pytest.raises(InputError, match="resolution"):
        communities(graph, resolution=0)


def test_communities_and_figures_do_not_hang_on_the_order_of_building() -> None:
    graph = sample_graph()
    names, edges = list(graph.nodes(data=True)), [(b, a, data) for a, b, data in graph.edges(data=True)]
    random.Random(1).shuffle(names)
    random.Random(2).shuffle(edges)
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(names)
    other.add_edges_from(edges)
    assert communities(graph, seed=3) == communities(other, seed=3)
    assert measures(graph, communities(graph)) == measures(other, communities(other))


def test_a_higher_resolution_gives_more_communities() -> None:
    graph = sample_graph()
    few, many = (len(set(communities(graph, resolution=r)[0].values())) for r in (0.3, 3.0))
    assert few < many


def test_betweenness_of_a_large_network_says_that_it_is_estimated() -> None:
    ring = [(f"c{i:03}", f"c{(i + 1) % 601:03}", 1.0) for i in range(601)]
    found = measures(weighted(*ring), seed=5)
    assert any("estimated" in note and "seed 5" in note for note in found.notes)
    assert all(row.betweenness is not None for row in found.nodes)
    assert measures(weighted(*ring), seed=5) == found
