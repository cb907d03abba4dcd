"""Networks as GraphML: plain attributes for every program, and the drawing that yEd reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from qualcode.networks.looks import RELATION_COLOUR, edge_looks, identities, looks, without_controls

__all__ = ["as_graphml"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">"""
_SHAPES = {
    "o": "ellipse", "s": "rectangle", "^": "triangle", "D": "diamond", "v": "triangle2",
    "P": "star8", "h": "hexagon", "X": "octagon", "p": "trapezoid", "*": "star5",
}  # fmt: skip
"""The shapes of pictures and what is nearest to them in yEd."""


def as_graphml(graph: nx.Graph[str]) -> bytes:
    """The network as GraphML, with all attributes, places, shapes, colours, sizes and widths.

    Relations drawn by hand have the attributes ``relation``, ``note``, ``directed``, ``from`` and ``to``, and an arrow (none
    where both directions say the same); they are edges of the undirected graph, so that programs that know one kind of edge
    only can read it, and ``from`` and ``to`` keep the direction where a program forgets it.
    """
    ids, nodes, edges = identities(graph), looks(graph), edge_looks(graph)
    relations = graph.graph.get("relations", ())
    known = {name: value for name, value in graph.graph.items() if isinstance(value, str | int | float)}
    graph_keys = _keys("g", [known])
    node_keys = _keys("n", [data for _, data in graph.nodes(data=True)])
    drawn = [
        {
            "relation": each["kind"],
            "note": each["note"],
            "directed": not each["symmetric"],
            "from": each["source"],
            "to": each["target"],
        }
        for each in relations
    ]
    edge_keys = _keys("e", [*(data for _, _, data in graph.edges(data=True)), *drawn])
    lines = [
        _HEAD,
        *_declared("graph", graph_keys),
        *_declared("node", node_keys),
        *_declared("edge", edge_keys),
        '<key for="node" id="nodegraphics" yfiles.type="nodegraphics"/>',
        '<key for="edge" id="edgegraphics" yfiles.type="edgegraphics"/>',
        '<graph id="G" edgedefault="undirected">',
        *_values(known, graph_keys),
    ]
    for name, look in nodes.items():
        data = graph.nodes[name]
        width = look.size * (0.89 if look.shape in "sD" else 1.0)
        lines += [
            f"<node id={_quoted(ids[name])}>",
            *_values(data, node_keys),
            '<data key="nodegraphics"><y:ShapeNode>',
            f'<y:Geometry height="{width:.2f}" width="{width:.2f}" x="{look.x - width / 2:.2f}" y="{-look.y - width / 2:.2f}"/>',
            f'<y:Fill color="{look.colour}" transparent="false"/>',
            '<y:BorderStyle color="#222222" type="line" width="1.0"/>',
            f'<y:NodeLabel fontSize="11" modelName="sides" modelPosition="s">{_text(str(data.get("label", name)))}</y:NodeLabel>',
            f'<y:Shape type="{_SHAPES[look.shape]}"/>',
            "</y:ShapeNode></data>",
            "</node>",
        ]
    for number, ((a, b), line) in enumerate(edges.items()):
        lines += [
            f'<edge id="e{number}" source={_quoted(ids[a])} target={_quoted(ids[b])}>',
            *_values(graph.edges[a, b], edge_keys),
            *_line(line.colour, line.width, "dashed" if line.dashed else "line"),
            "</edge>",
        ]
    for number, (each, data) in enumerate(zip(relations, drawn, strict=True), len(edges)):
        lines += [
            f'<edge id="e{number}" source={_quoted(ids[each["source"]])} target={_quoted(ids[each["target"]])}>',
            *_values(data, edge_keys),
            *_line(
                RELATION_COLOUR,
                1.5,
                "dotted",
                arrows=("none", "none" if each["symmetric"] else "standard"),
                label=each["kind"],
            ),
            "</edge>",
        ]
    lines += ["</graph>", "</graphml>", ""]
    return "\n".join(lines).encode("utf-8")


def _keys(prefix: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Id and type of each attribute, in the order in which they come."""
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if value is None:
                continue
            kind = _type(value)
            if found.get(name, kind) != kind:
                kind = "string" if "string" in (kind, found[name]) else "double"
            found[name] = kind
    return {name: (f"{prefix}{i}", kind) for i, (name, kind) in enumerate(found.items())}


def _type(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long"
    return "double" if isinstance(value, float) else "string"


def _declared(what: str, keys: Mapping[str, tuple[str, str]]) -> list[str]:
    return [
        f'<key id="{key}" for="{what}" attr.name={_quoted(name)} attr.type="{kind}"/>'
        for name, (key, kind) in keys.items()
    ]


def _values(data: Mapping[str, Any], keys: Mapping[str, tuple[str, str]]) -> list[str]:
    return [
        f'<data key="{keys[name][0]}">{_written(value)}</data>'
        for name, value in data.items()
        if value is not None and name in keys
    ]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return _text(str(value))


def _line(
    colour: str, width: float, style: str, *, arrows: tuple[str, str] = ("none", "none"), label: str = ""
) -> list[str]:
    named = [f'<y:EdgeLabel fontSize="10">{_text(label)}</y:EdgeLabel>'] if label else []
    return [
        '<data key="edgegraphics"><y:PolyLineEdge>',
        f'<y:LineStyle color="{colour}" type="{style}" width="{width}"/>',
        f'<y:Arrows source="{arrows[0]}" target="{arrows[1]}"/>',
        *named,
        "</y:PolyLineEdge></data>",
    ]


def _text(value: str) -> str:
    return escape(without_controls(value))


def _quoted(value: str) -> str:
    return quoteattr(without_controls(value))
