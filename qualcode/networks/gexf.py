"""Networks as GEXF 1.3, with colours, sizes, places and widths as Gephi shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from qualcode.networks.looks import RELATION_COLOUR, edge_looks, identities, looks, without_controls

__all__ = ["as_gexf"]

NAMESPACE = "http://gexf.net/1.3"
_SHAPES = {"o": "disc", "s": "square", "^": "triangle", "D": "diamond"}
"""The four shapes that GEXF has; all other groups are discs, told apart by colour and the attribute ``category``."""
_APART = ("label", "weight")
"""Attributes that GEXF has places of its own for."""


def as_gexf(graph: nx.Graph[str]) -> bytes:
    """The network as GEXF 1.3, with all attributes and without a date; relations drawn by hand are directed edges.

    A network with such relations is a mixed one, which Gephi reads; networkx reads those without. What the network rests
    on stands in its description.
    """
    ids, nodes, edges = identities(graph), looks(graph), edge_looks(graph)
    relations = graph.graph.get("relations", ())
    node_data = {name: _told(data) for name, data in graph.nodes(data=True)}
    edge_data = {(a, b): _told(data) for a, b, data in graph.edges(data=True)}
    node_keys = _keys(node_data.values())
    edge_keys = _keys(edge_data.values())
    if relations:
        edge_keys |= {name: (f"r{i}", "string") for i, name in enumerate(("relation", "note"))}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" version="1.3">',
        "<meta>",
        "<creator>qualcode</creator>",
        f"<description>{_text(graph.graph.get('statement') or _said(graph))}</description>",
        "</meta>",
        '<graph defaultedgetype="undirected" mode="static">',
        *_declared("node", node_keys),
        *_declared("edge", edge_keys),
        "<nodes>",
    ]
    for name, look in nodes.items():
        red, green, blue = (int(look.colour[i : i + 2], 16) for i in (1, 3, 5))
        lines += [
            f"<node id={_quoted(ids[name])} label={_quoted(str(graph.nodes[name].get('label', name)))}>",
            *_values(node_data[name], node_keys),
            f'<viz:color r="{red}" g="{green}" b="{blue}"/>',
            f'<viz:position x="{look.x}" y="{look.y}" z="0.0"/>',
            f'<viz:size value="{look.size}"/>',
            f'<viz:shape value="{_SHAPES.get(look.shape, "disc")}"/>',
            "</node>",
        ]
    lines += ["</nodes>", "<edges>"]
    for number, ((a, b), line) in enumerate(edges.items()):
        weight = graph.edges[a, b]["weight"]
        lines += [
            f'<edge id="{number}" source={_quoted(ids[a])} target={_quoted(ids[b])} weight="{float(weight)!r}">',
            *_values(edge_data[a, b], edge_keys),
            *_line(line.colour, line.width, "dashed" if line.dashed else "solid"),
            "</edge>",
        ]
    for number, each in enumerate(relations, len(edges)):
        kind = "undirected" if each["symmetric"] else "directed"
        lines += [
            f'<edge id="{number}" source={_quoted(ids[each["source"]])} target={_quoted(ids[each["target"]])} type="{kind}" '
            f'kind="relation" label={_quoted(each["kind"])} weight="1.0">',
            *_values({"relation": each["kind"], "note": each["note"]}, edge_keys),
            *_line(RELATION_COLOUR, 1.5, "dotted"),
            "</edge>",
        ]
    lines += ["</edges>", "</graph>", "</gexf>", ""]
    return "\n".join(lines).encode("utf-8")


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes that are declared; those without a value are left out."""
    return {name: value for name, value in data.items() if name not in _APART and value is not None}


def _keys(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Id and type of each attribute, in the order in which they come."""
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            kind = "integer" if isinstance(value, int) else "double" if isinstance(value, float) else "string"
            if found.get(name, kind) != kind:
                kind = "double" if "string" not in (kind, found[name]) else "string"
            found[name] = kind
    return {name: (f"a{i}", kind) for i, (name, kind) in enumerate(found.items())}


def _declared(what: str, keys: Mapping[str, tuple[str, str]]) -> list[str]:
    if not keys:
        return []
    rows = [
        f'<attribute id="{key}" title={_quoted(name)} type="{kind}"/>' for name, (key, kind) in keys.items()
    ]
    return [f'<attributes class="{what}" mode="static">', *rows, "</attributes>"]


def _values(data: Mapping[str, Any], keys: Mapping[str, tuple[str, str]]) -> list[str]:
    rows = [f'<attvalue for="{keys[name][0]}" value={_quoted(str(value))}/>' for name, value in data.items()]
    return ["<attvalues>", *rows, "</attvalues>"] if rows else []


def _line(colour: str, width: float, shape: str) -> list[str]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return [
        f'<viz:color r="{red}" g="{green}" b="{blue}"/>',
        f'<viz:thickness value="{width}"/>',
        f'<viz:shape value="{shape}"/>',
    ]


def _said(graph: nx.Graph[str]) -> str:
    """What the graph says of itself, where it bears no statement."""
    plain = {name: value for name, value in graph.graph.items() if isinstance(value, str | int | float)}
    return "; ".join(f"{name}: {value}" for name, value in plain.items())


def _text(value: str) -> str:
    return escape(without_controls(value))


def _quoted(value: str) -> str:
    return quoteattr(without_controls(value))
