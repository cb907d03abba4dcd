"""Where the nodes of a picture stand: springs or stress, spread over the page, then boxes pushed apart until none collide."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

from qualcode.networks.stress import Floats, place

__all__ = ["arrange", "positions", "push_apart"]

Ints = npt.NDArray[np.int64]
_SPRINGS = 150
"""Up to so many nodes springs are quick enough, and look a little rounder; above, stress is much quicker and truer."""
_ALL_PAIRS = 200
"""Up to so many boxes each is held against each; above, only against those near by."""
_GAP = 2.0
"""Least room between two boxes, in points."""
_TALLEST = 1.2
"""Greatest ratio of height to width; up to it a page grows in height only, since its width is that of a report."""


def arrange(
    graph: nx.Graph[str],
    groups: Mapping[str, str],
    boxes: Mapping[str, tuple[float, float]],
    width: float,
    height: float,
) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Centres of the nodes' boxes in points, and the width and height of the page they need.

    ``boxes`` are the sizes of each node with its label. Nodes of one group begin side by side. Where the boxes do not fit
    without collision the page grows. The result is the same on every run.
    """
    names = sorted(graph.nodes, key=lambda name: (groups[name], name))
    if not names:
        return {}, width, height
    sizes = np.array([boxes[name] for name in names], dtype=np.float64)
    few = len(names) <= _SPRINGS
    needed = float(((sizes[:, 0] + _GAP) * (sizes[:, 1] + _GAP)).sum()) / (0.5 if few else 0.4)
    width = max(width, float(sizes[:, 0].max()) + 2 * _GAP, math.sqrt(needed / _TALLEST))
    height = max(height, needed / width)
    found = _spring(graph, names) if few else _by_stress(graph, names)
    unit = np.column_stack([_spread(found[:, 0]), _spread(found[:, 1])])
    while True:
        room = np.array([width, height]) - sizes.max(axis=0) - 2 * _GAP
        centres = push_apart(
            unit * np.maximum(room, 1.0) + (np.array([width, height]) - room) / 2, sizes, width, height
        )
        if centres is not None:
            return (
                {name: (float(x), float(y)) for name, (x, y) in zip(names, centres, strict=True)},
                width,
                height,
            )
        if height * 1.05 > _TALLEST * width:
            width *= 1.05
        height *= 1.05


def positions(graph: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """A place for each node, without regard to labels: for files that other programs and the page to explore read.

    The greatest distance from the middle is 1 along each axis at most. Equal networks get equal places, in whatever order
    they were built.
    """
    names = sorted(graph)
    if not names:
        return {}
    found = _by_stress(graph, names)
    found -= (found.max(axis=0) + found.min(axis=0)) / 2
    found /= max(float(np.abs(found).max()), 1e-9)
    return {name: (round(float(x), 4), round(float(y), 4)) for name, (x, y) in zip(names, found, strict=True)}


def _pulls(graph: nx.Graph[str]) -> list[tuple[str, str, float]]:
    """How strongly each edge pulls: 1 for the weakest, more by the logarithm of its weight; in the order of names.

    Relations drawn by hand pull like the weakest edge.
    """
    ends = sorted((min(pair), max(pair)) for pair in graph.edges)
    weights = [float(graph.edges[pair].get("weight", 1)) for pair in ends]
    least = min(weights, default=1.0)
    found = [(a, b, 1 + math.log(weight / least)) for (a, b), weight in zip(ends, weights, strict=True)]
    drawn = {tuple(sorted((each["source"], each["target"]))) for each in graph.graph.get("relations", ())}
    return found + [(a, b, 1.0) for a, b in sorted(drawn - set(ends)) if a in graph and b in graph]


def _spring(graph: nx.Graph[str], names: Sequence[str]) -> Floats:
    """Positions by springs: strong ties near, nodes of one group side by side at first."""
    turn = 2 * math.pi / len(names)
    start = {name: (math.cos(i * turn), math.sin(i * turn)) for i, name in enumerate(names)}
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_nodes_from(names)
    drawn.add_edges_from((a, b, {"pull": pull}) for a, b, pull in _pulls(graph))
    reach = 1.8 / math.sqrt(len(names))
    placed = nx.spring_layout(drawn, k=reach, pos=start, iterations=300, weight="pull", seed=1)
    return np.array([placed[name] for name in names], dtype=np.float64)


def _by_stress(graph: nx.Graph[str], names: Sequence[str]) -> Floats:
    """Positions whose distances follow the lengths of paths; a strong tie is short."""
    from scipy.sparse import csr_array

    at = {name: i for i, name in enumerate(names)}
    pulls = [(at[a], at[b], pull) for a, b, pull in _pulls(graph) if a != b]
    ends = np.array([(a, b) for a, b, _ in pulls], dtype=np.int64).reshape(-1, 2)
    length = 1 / np.sqrt(np.array([pull for _, _, pull in pulls], dtype=np.float64))
    row, column = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    return place(csr_array((np.concatenate([length, length]), (row, column)), shape=(len(names), len(names))))


def _spread(values: Floats) -> Floats:
    """Half the place, half the rank: keeps the shape, fills the page. Result from 0 to 1."""
    span = float(values.max() - values.min())
    if span == 0:
        return np.full(len(values), 0.5)
    rank = np.empty(len(values), dtype=np.float64)
    rank[np.argsort(values, kind="stable")] = np.arange(len(values)) / (len(values) - 1)
    spread: Floats = 0.4 * (values - values.min()) / span + 0.6 * rank
    return spread


def push_apart(
    centres: Floats, sizes: Floats, width: float, height: float, *, rounds: int = 3000
) -> Floats | None:
    """Move boxes as little as possible until none overlap and all lie on the page; None where it does not succeed.

    Two boxes that overlap move apart along the direction in which they overlap least, half the way each.
    """
    place = centres.astype(np.float64).copy()
    half = sizes / 2
    low, high = half + _GAP, np.array([width, height]) - half - _GAP
    if (low > high + 1e-9).any():
        return None
    many = len(place)
    first, second = np.triu_indices(many if many <= _ALL_PAIRS else 0, 1)
    slack = float(np.median(sizes, axis=0).min())
    checked: Floats | None = None
    for step in range(rounds):
        place = np.minimum(np.maximum(place, low), high)
        if many > _ALL_PAIRS and (checked is None or np.abs(place - checked).max() > slack / 2):
            first, second = _near(place, sizes, slack)
            checked = place.copy()
        least = half[first] + half[second] + _GAP
        apart = place[second] - place[first]
        over = least - np.abs(apart)
        hit = (over > 0.01).all(axis=1)
        if not hit.any():
            return place
        a, b, over, apart, least = first[hit], second[hit], over[hit], apart[hit], least[hit]
        along_x = over[:, 0] / least[:, 0] < over[:, 1] / least[:, 1]
        side = np.where(apart >= 0, 1.0, -1.0)
        move = np.zeros_like(over)
        move[along_x, 0] = (over * side)[along_x, 0]
        move[~along_x, 1] = (over * side)[~along_x, 1]
        move *= 0.5 if step % 50 else 0.8  # now and then a stronger push out of a jam
        np.add.at(place, b, move)
        np.subtract.at(place, a, move)
    return None


def _near(place: Floats, sizes: Floats, slack: float) -> tuple[Ints, Ints]:
    """Pairs of boxes that overlap, or would if each moved by half the slack along each axis; in a fixed order."""
    from scipy.spatial import cKDTree

    reach = sizes.max(axis=0) + _GAP + slack
    pairs = cKDTree(place / reach).query_pairs(1.0, p=np.inf, output_type="ndarray")
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    least = (sizes[pairs[:, 0]] + sizes[pairs[:, 1]]) / 2 + _GAP + slack
    near = (np.abs(place[pairs[:, 0]] - place[pairs[:, 1]]) < least).all(axis=1)
    return pairs[near, 0], pairs[near, 1]
