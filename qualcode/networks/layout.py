"""Where the nodes of a picture stand: a spring layout, spread over the page, then boxes pushed apart until none collide."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "arrange", "push_apart"]

Floats = npt.NDArray[np.float64]
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
    needed = float(((sizes[:, 0] + _GAP) * (sizes[:, 1] + _GAP)).sum()) / 0.5
    width = max(width, float(sizes[:, 0].max()) + 2 * _GAP, math.sqrt(needed / _TALLEST))
    height = max(height, needed / width)
    unit = _spring(graph, names)
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


def _spring(graph: nx.Graph[str], names: Sequence[str]) -> Floats:
    """Positions in the unit square: strong ties near, and spread so that no corner stays empty."""
    turn = 2 * math.pi / len(names)
    start = {name: (math.cos(i * turn), math.sin(i * turn)) for i, name in enumerate(names)}
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_nodes_from(names)
    drawn.add_edges_from(
        (a, b, {"pull": 1 + math.log(data["count"])}) for a, b, data in sorted(graph.edges(data=True))
    )
    reach = 1.8 / math.sqrt(len(names))
    placed = nx.spring_layout(drawn, k=reach, pos=start, iterations=300, weight="pull", seed=1)
    found = np.array([placed[name] for name in names], dtype=np.float64)
    return np.column_stack([_spread(found[:, 0]), _spread(found[:, 1])])


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
    count = len(place)
    first, second = np.triu_indices(count, 1)
    least = half[first] + half[second] + _GAP
    for step in range(rounds):
        place = np.minimum(np.maximum(place, low), high)
        apart = place[second] - place[first]
        over = least - np.abs(apart)
        hit = (over > 0.01).all(axis=1)
        if not hit.any():
            return place
        a, b, over, apart = first[hit], second[hit], over[hit], apart[hit]
        along_x = over[:, 0] / least[hit][:, 0] < over[:, 1] / least[hit][:, 1]
        side = np.where(apart >= 0, 1.0, -1.0)
        move = np.zeros_like(over)
        move[along_x, 0] = (over * side)[along_x, 0]
        move[~along_x, 1] = (over * side)[~along_x, 1]
        move *= 0.5 if step % 50 else 0.8  # now and then a stronger push out of a jam
        np.add.at(place, b, move)
        np.subtract.at(place, a, move)
    return None
