"""Which part of a network is kept: thresholds, the disparity filter, spanning forests, neighbourhoods."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.networks import backbone, neighbourhood, spanning, strongest_edges, thinned
from tests.networks.sample import sample_graph


def weighted(*edges: tuple[str, str, int]) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph(unit="turn")
    for a, b, weight in edges:
        found.add_edge(a, b, weight=weight, count=weight, jaccard=weight / 100)
    return found


def pairs(graph: nx.Graph[str]) -> set[tuple[str, ...]]:
    return {tuple(sorted(pair)) for pair in graph.edges}


def test_the_disparity_filter_as_counted_by_hand() -> None:
    # hub: strength 20, degree 4; shares 0.8, 0.1, 0.05, 0.05
    # chance of hub-a: (1 - 0.8) ** 3 = 0.008; hub-b: 0.9 ** 3 = 0.729; hub-c, hub-d: 0.95 ** 3 = 0.857
    # c: strength 11, degree 2; c-d: (1 - 10 / 11) ** 1 = 0.0909; the same at d
    graph = weighted(("hub", "a", 16), ("hub", "b", 2), ("hub", "c", 1), ("hub", "d", 1), ("c", "d", 10))
    assert pairs(backbone(graph, 0.0079)) == set()
    assert pairs(backbone(graph, 0.0081)) == {("a", "hub")}
    assert pairs(backbone(graph, 0.09)) == {("a", "hub")}
    assert pairs(backbone(graph, 0.091)) == {("a", "hub"), ("c", "d")}
    assert pairs(backbone(graph, 0.73)) == {("a", "hub"), ("c", "d"), ("b", "hub")}
    assert set(backbone(graph, 0.0001)) == set(graph), "nodes stay"


def test_two_nodes_with_one_tie_are_no_evidence_against_chance() -> None:
    assert pairs(backbone(weighted(("a", "b", 9)), 0.99)) == set()


@pytest.mark.parametrize("alpha", [0.0, -1.0, 1.5])
def test_a_level_outside_of_its_range_is_refused(alpha: float) -> None:
    with pytest.raises(InputError, match="above 0 and at most 1"):
        backbone(weighted(("a", "b", 1)), alpha)


def test_a_spanning_forest_joins_what_was_joined_by_the_strongest_edges() -> None:
    graph = weighted(("a", "b", 5), ("b", "c", 4), ("a", "c", 3), ("d", "e", 1))
    assert pairs(spanning(graph)) == {("a", "b"), ("b", "c"), ("d", "e")}
    found = sample_graph()
    forest = spanning(found)
    assert nx.is_forest(forest)
    assert nx.number_connected_components(forest) == nx.number_connected_components(found)
    best = nx.maximum_spanning_tree(found, weight="weight")
    assert forest.size(weight="weight") == best.size(weight="weight")


def test_a_neighbourhood_has_the_ties_between_neighbours_and_grows_with_its_radius() -> None:
    graph = weighted(("ego", "a", 1), ("ego", "b", 1), ("a", "b", 1), ("b", "far", 1), ("far", "farther", 1))
    assert set(neighbourhood(graph, "ego")) == {"ego", "a", "b"}
    assert pairs(neighbourhood(graph, "ego")) == {("a", "ego"), ("b", "ego"), ("a", "b")}
    assert set(neighbourhood(graph, "ego", 2)) == {"ego", "a", "b", "far"}
    assert set(neighbourhood(graph, "ego", 9)) == set(graph)
    with pytest.raises(InputError, match="radius is 0"):
        neighbourhood(graph, "ego", 0)
    with pytest.raises(NotFoundError, match="not in this network"):
        neighbourhood(graph, "nobody")


def test_a_code_without_ties_is_a_neighbourhood_of_its_own() -> None:
    graph = weighted(("a", "b", 1))
    graph.add_node("alone")
    assert list(neighbourhood(graph, "alone")) == ["alone"]


def test_the_strongest_edges_are_taken_by_weight_then_jaccard_then_name() -> None:
    graph = weighted(("a", "b", 5), ("c", "d", 2), ("a", "d", 2), ("b", "c", 1))
    assert pairs(strongest_edges(graph, 2)) == {("a", "b"), ("a", "d")}
    graph.edges["c", "d"]["jaccard"] = 0.9
    assert pairs(strongest_edges(graph, 2)) == {("a", "b"), ("c", "d")}
    assert set(strongest_edges(graph, 1)) == set(graph)
    with pytest.raises(InputError, match="strongest 0"):
        strongest_edges(graph, 0)


def test_a_threshold_of_jaccard_keeps_edges_that_reach_it() -> None:
    graph = weighted(("a", "b", 50), ("b", "c", 20))
    assert pairs(thinned(graph, 0.5)) == {("a", "b")}
    assert pairs(thinned(graph, 0.0)) == {("a", "b"), ("b", "c")}


@pytest.mark.parametrize("reduce", [lambda g: backbone(g, 0.3), spanning, lambda g: strongest_edges(g, 20)])
def test_the_order_in_which_a_network_was_built_plays_no_part(reduce: object) -> None:
    found = sample_graph()
    shuffled: nx.Graph[str] = nx.Graph(**found.graph)
    shuffled.add_nodes_from(found.nodes(data=True))
    edges = [(b, a, data) for a, b, data in found.edges(data=True)]
    random.Random(4).shuffle(edges)
    shuffled.add_edges_from(edges)
    assert pairs(reduce(found)) == pairs(reduce(shuffled))  # type: ignore[operator]
