"""How nodes and edges look in other programs: place, size, colour, shape, width; the same for every file."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import networkx as nx

from qualcode.networks.grouping import RESPONDENT, group_of
from qualcode.networks.layout import positions
from qualcode.networks.symbols import symbols

__all__ = ["RELATION_COLOUR", "EdgeLook", "Look", "edge_looks", "identities", "looks", "without_controls"]

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LARGEST, _SMALLEST = 44.0, 10.0
_APART = 90.0
"""Usual distance of two neighbours."""
_GROUP_COLOURS = {"A": "#0B5A8A", "B": "#B34700", "": "#8C8C8C"}
RELATION_COLOUR = "#111111"


@dataclass(frozen=True, slots=True)
class Look:
    """How a node looks."""

    x: float
    y: float
    """Upwards, as in mathematics."""
    size: float
    """Diameter; the area goes with the quotations."""
    colour: str
    """``#RRGGBB``: the code's own colour."""
    shape: str
    """A marker of :data:`~qualcode.networks.symbols.SHAPES`; one for each category."""


@dataclass(frozen=True, slots=True)
class EdgeLook:
    """How an edge looks."""

    width: float
    colour: str
    dashed: bool


def looks(graph: nx.Graph[str]) -> dict[str, Look]:
    """How each node looks, in the order of the graph."""
    places = positions(graph)
    most = max((data.get("quotations", 0) for _, data in graph.nodes(data=True)), default=0) or 1
    groups = [group_of(graph, name) for name in graph]
    legend = symbols(sorted(groups, key=lambda group: not group))
    scale = _APART / 2 * math.sqrt(len(graph))
    found = {}
    for name, group in zip(graph, groups, strict=True):
        data = graph.nodes[name]
        symbol = RESPONDENT if data.get("kind") == "respondent" else legend[group]
        own = str(data.get("colour") or "")
        x, y = places[name]
        found[name] = Look(
            x=round(x * scale, 2),
            y=round(y * scale, 2),
            size=round(max(_SMALLEST, _LARGEST * math.sqrt(data.get("quotations", 0) / most)), 2),
            colour=(symbol.colour if symbol is RESPONDENT or not _COLOUR.fullmatch(own) else own).upper(),
            shape=symbol.shape,
        )
    return found


def edge_looks(graph: nx.Graph[str]) -> dict[tuple[str, str], EdgeLook]:
    """How each edge looks, in the order of the graph; in a difference the lines of the second group are dashed."""
    most = max((data["weight"] for _, _, data in graph.edges(data=True)), default=1)
    return {
        (a, b): EdgeLook(
            width=round(0.5 + 5.5 * data["weight"] / most, 2),
            colour=_GROUP_COLOURS[str(data.get("more", ""))],
            dashed=data.get("more") == "B",
        )
        for a, b, data in graph.edges(data=True)
    }


def without_controls(text: str) -> str:
    """The same text with the few characters replaced that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def identities(graph: nx.Graph[str]) -> dict[str, str]:
    """An id for each node that XML can hold: its name, with a number behind it where two names become one."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in graph:
        plain = without_controls(name)
        known, number = plain, 2
        while known in taken:
            known, number = f"{plain} ({number})", number + 1
        taken.add(known)
        found[name] = known
    return found
