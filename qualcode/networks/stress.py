"""A layout whose distances on the page follow the distances in the network: pivot scaling, then sparse stress majorisation.

Pivot scaling: Brandes and Pich 2007, Eigensolver methods for progressive multidimensional scaling of large data, Graph
Drawing 2006, LNCS 4372. Majorisation of stress over pivots and neighbours: Ortmann, Klimenta and Brandes 2016, A sparse
stress model, Graph Drawing 2016, LNCS 9801. Both are sums over a table of nodes by pivots, so that time grows with the
nodes and edges only.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "place", "stress"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
POOL = 1000
"""Nodes whose distances to all others are known; those of a round are drawn from them in turn, so that no few of them decide."""
AT_ONCE = 100
"""Of these, how many pull in one round."""
PIVOTS = 200
"""Of these, how many the first positions come from."""
TABLE = 8_000_000
"""Most cells of the table of distances, for networks of more nodes."""
ROUNDS = 45
_DAMPED = 0.8
"""Share of the way that a node goes in one round: all move at once, and would swing past one another with the whole."""
_CALMED = 0.02
"""By how much less it goes in each further round."""


def place(lengths: Any, *, rounds: int = ROUNDS) -> Floats:
    """Positions of the nodes of a network, given as a symmetric sparse matrix of the lengths of its edges.

    Parts that no edge joins are laid out one by one and set beside one another, the largest first. The unit of the
    result is that of the lengths. Nodes to measure from are drawn with one seed always: the same matrix gives the same positions.
    """
    from scipy.sparse.csgraph import connected_components

    many = lengths.shape[0]
    _, part = connected_components(lengths, directed=False)
    order = sorted(range(int(part.max()) + 1 if many else 0), key=lambda i: (-int((part == i).sum()), i))
    placed = np.zeros((many, 2))
    discs: list[tuple[Ints, Floats, float]] = []
    usual = float(lengths.data.mean()) if lengths.nnz else 1.0
    singles = np.bincount(part)[part] == 1 if many else np.zeros(0, dtype=bool)
    for i in order:
        members = np.flatnonzero(part == i).astype(np.int64)
        if len(members) == 1:
            continue
        own = _centred(_place_part(lengths[members][:, members].tocsr(), rounds))
        discs.append((members, own, float(np.abs(own).max()) + usual / 2))
    alone = np.flatnonzero(singles).astype(np.int64)
    if len(alone):
        side = math.ceil(math.sqrt(len(alone)))
        cells = np.column_stack([np.arange(len(alone)) % side, np.arange(len(alone)) // side])
        grid = _centred(np.asarray(cells * usual * 0.7, dtype=np.float64))
        discs.append((alone, grid, float(np.abs(grid).max()) + usual / 2))
    for (members, own, _), (x, y) in zip(discs, _shelves([reach for _, _, reach in discs]), strict=True):
        placed[members] = own + np.array([x, y])
    return placed


def stress(positions: Floats, first: Ints, second: Ints, distance: Floats) -> float:
    """How badly distances on the page follow those of the network, for pairs of nodes; 0 is perfect.

    Normalised stress with the weights of Kamada and Kawai (1989): the sum of ``((s * page - d) / d) ** 2`` over the pairs,
    divided by their number, with the scale ``s`` that makes it least.
    """
    ratio = np.linalg.norm(positions[first] - positions[second], axis=1) / distance
    square = float((ratio**2).sum())
    scale = float(ratio.sum()) / square if square else 0.0
    return float(((scale * ratio - 1) ** 2).mean())


def _centred(positions: Floats) -> Floats:
    """The same positions with the middle of their extent at the origin."""
    found: Floats = positions - (positions.max(axis=0) + positions.min(axis=0)) / 2
    return found


def _shelves(reaches: list[float]) -> list[tuple[float, float]]:
    """Centres of squares set in rows, the first ones largest, so that the whole is about as wide as high."""
    if not reaches:
        return []
    wide = max(2 * max(reaches), 1.1 * math.sqrt(sum((2 * reach) ** 2 for reach in reaches)))
    x = y = tall = 0.0
    centres = []
    for reach in reaches:
        if x > 0 and x + 2 * reach > wide * 1.0001:
            x, y, tall = 0.0, y - tall, 0.0
        centres.append((x + reach, y - reach))
        x += 2 * reach
        tall = max(tall, 2 * reach)
    return centres


def _place_part(lengths: Any, rounds: int) -> Floats:
    """Positions of a connected network of at least two nodes."""
    from scipy.sparse.csgraph import dijkstra

    many = lengths.shape[0]
    pool = min(many, POOL, max(AT_ONCE, TABLE // many))
    hubs = np.random.default_rng(1).permutation(many)[:pool]
    far = np.ascontiguousarray(dijkstra(lengths, directed=True, indices=hubs).T)
    positions = _pivot_scaling(far[:, :PIVOTS])
    batch = min(pool, AT_ONCE)
    row = np.repeat(np.arange(many), np.diff(lengths.indptr))
    column, length = lengths.indices, lengths.data
    ties, pull = lengths.copy(), lengths.copy()
    ties.data = 1 / length**2
    of_ties = np.asarray(ties.sum(axis=1)).ravel()
    tiny = 1e-9 * float(far.max())
    for turn in range(rounds):
        now = np.arange(turn * batch, (turn + 1) * batch) % pool
        seen, there = far[:, now], positions[hubs[now]]
        with np.errstate(divide="ignore"):
            weight = np.where(seen > 0, many / batch / seen**2, 0.0)
        squares = (positions**2).sum(axis=1)[:, None] + (there**2).sum(axis=1)[None]
        apart = np.sqrt(np.maximum(squares - 2 * positions @ there.T, 0.0))
        ratio = weight * seen / np.maximum(apart, tiny)
        between = np.linalg.norm(positions[row] - positions[column], axis=1)
        pull.data = ties.data * length / np.maximum(between, tiny)
        own = ratio.sum(axis=1) + np.asarray(pull.sum(axis=1)).ravel()
        wanted = (
            weight @ there + ties @ positions + positions * own[:, None] - ratio @ there - pull @ positions
        )
        wanted /= (weight.sum(axis=1) + of_ties)[:, None]
        positions = positions + _DAMPED / (1 + _CALMED * turn) * (wanted - positions)
    return positions


def _pivot_scaling(far: Floats) -> Floats:
    """Positions from the distances to pivots (a column each): the two leading directions of the doubly centred squares."""
    square = far**2
    centred = -0.5 * (square - square.mean(axis=0)[None] - square.mean(axis=1)[:, None] + square.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1][:, :2]
    if axes.shape[1] < 2:
        axes = np.column_stack([axes, np.zeros(len(axes))])
    positions = centred @ axes
    heaviest = np.argmax(np.abs(positions), axis=0)
    positions = positions * np.where(positions[heaviest, [0, 1]] < 0, -1.0, 1.0)
    # twins stand on one spot, from which no majorisation parts them: a small spiral in the order of the nodes does
    turn = np.arange(len(positions)) * 2.399963229728653
    reach = 0.01 * float(far.max()) * np.sqrt((np.arange(len(positions)) + 1) / len(positions))
    spread: Floats = _scaled(positions, far) + np.column_stack([np.cos(turn), np.sin(turn)]) * reach[:, None]
    return spread


def _scaled(positions: Floats, far: Floats) -> Floats:
    """The same positions about as wide as the network is long."""
    span = float(np.abs(positions).max())
    return positions * (float(far.max()) / 2 / span) if span else positions
