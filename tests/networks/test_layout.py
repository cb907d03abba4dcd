"""Layouts: the same from run to run and for equal networks, true to distances, and quick for thousands of codes."""

from __future__ import annotations

import random
import time
from typing import Any

import networkx as nx
import numpy as np
import pytest

from qualcode.networks.layout import positions, push_apart
from qualcode.networks.stress import place, stress
from tests.networks.sample import sample_graph


def matrix(graph: nx.Graph[Any]) -> Any:
    return nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=np.dtype(np.float64), format="csr")


def all_pairs(graph: nx.Graph[Any]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    rows = [(a, b, float(d)) for a, row in lengths.items() for b, d in row.items() if a < b]
    return (
        np.array([a for a, _, _ in rows]),
        np.array([b for _, b, _ in rows]),
        np.array([d for _, _, d in rows]),
    )


def test_a_path_becomes_a_line_and_a_grid_a_grid() -> None:
    path, grid = nx.path_graph(30), nx.convert_node_labels_to_integers(nx.grid_2d_graph(8, 8))
    assert stress(place(matrix(path)), *all_pairs(path)) < 0.01
    assert stress(place(matrix(grid)), *all_pairs(grid)) < 0.06


def test_stress_is_no_worse_than_that_of_springs() -> None:
    whole = nx.random_geometric_graph(200, 0.15, seed=2)
    graph: Any = nx.convert_node_labels_to_integers(
        whole.subgraph(max(nx.connected_components(whole), key=len))
    )
    springs = nx.spring_layout(graph, iterations=50, seed=1)
    theirs = np.array([springs[i] for i in range(len(graph))])
    sample = all_pairs(graph)
    assert stress(place(matrix(graph)), *sample) <= stress(theirs, *sample)


def test_parts_and_single_nodes_stand_beside_one_another() -> None:
    graph = nx.disjoint_union_all([nx.path_graph(5), nx.complete_graph(4), nx.empty_graph(3)])
    found = place(matrix(graph))
    first, second, alone = found[:5], found[5:9], found[9:]
    for one, other in ((first, second), (second, alone), (first, alone)):
        apart = (one.min(axis=0) > other.max(axis=0)) | (other.min(axis=0) > one.max(axis=0))
        assert apart.any()
    assert len({tuple(row) for row in found.round(6).tolist()}) == len(graph)


@pytest.mark.parametrize("many", [1, 2, 3])
def test_very_small_networks_have_places(many: int) -> None:
    found = place(matrix(nx.path_graph(many)))
    assert np.isfinite(found).all()
    assert len({tuple(row) for row in found.round(6).tolist()}) == many


def test_equal_networks_get_equal_places_in_whatever_order_they_were_built() -> None:
    graph = sample_graph()
    edges = [(b, a, data) for a, b, data in graph.edges(data=True)]
    nodes = list(graph.nodes(data=True))
    random.Random(2).shuffle(edges)
    random.Random(3).shuffle(nodes)
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    assert positions(graph) == positions(other)
    assert max(abs(value) for place in positions(graph).values() for value in place) == 1.0
    assert positions(nx.Graph()) == {}


def test_two_thousand_boxes_are_pushed_apart_in_seconds() -> None:
    random_places = np.random.default_rng(1)
    sizes = random_places.uniform((30, 14), (70, 40), size=(2000, 2))
    side = float(np.sqrt((sizes.prod(axis=1)).sum() / 0.4))
    start = time.process_time()
    found = push_apart(random_places.uniform(0, side, size=(2000, 2)), sizes, side, side)
    assert time.process_time() - start < 15
    assert found is not None
    order = np.argsort(found[:, 0])
    left = found - sizes / 2
    right = found + sizes / 2
    for at, i in enumerate(order.tolist()):
        for j in order[at + 1 : at + 120].tolist():
            touch = (left[i] < right[j]) & (left[j] < right[i])
            assert not touch.all()
