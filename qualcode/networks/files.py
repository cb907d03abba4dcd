"""Network files: GraphML, GEXF and node-link JSON for other programs; PNG, SVG and HTML to look at."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import networkx as nx

from qualcode.errors import InputError
from qualcode.formats.output import write_file
from qualcode.networks.drawing import draw
from qualcode.networks.page import page

__all__ = ["SUFFIXES", "as_gexf", "as_graphml", "as_json", "write_graph"]

SUFFIXES = (".graphml", ".gexf", ".json", ".png", ".svg", ".html")
"""What :func:`write_graph` can write."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graph(
    graph: nx.Graph[str], path: str | Path, *, title: str = "", language: str = "en", dpi: int = 300
) -> None:
    """Write a network by the suffix of its path; the same graph gives the same bytes.

    ``title``, ``language`` and ``dpi`` are for pictures. Raises :class:`~qualcode.errors.InputError` for another suffix,
    :class:`~qualcode.errors.FileError` where the file cannot be written.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix == ".graphml":
        data = as_graphml(graph)
    elif suffix == ".gexf":
        data = as_gexf(graph)
    elif suffix == ".json":
        data = as_json(graph)
    elif suffix in (".png", ".svg"):
        data = draw(graph, suffix[1:], title=title, language=language, dpi=dpi)
    elif suffix == ".html":
        data = page(graph, title=title, language=language)
    else:
        raise InputError(f"A network cannot be written as “{target.name}”; use one of {', '.join(SUFFIXES)}.")
    write_file(target, data)


def as_graphml(graph: nx.Graph[str]) -> bytes:
    """The network as GraphML, with all attributes."""
    buffer = io.BytesIO()
    nx.write_graphml_xml(_clean(graph), buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue()


def as_gexf(graph: nx.Graph[str]) -> bytes:
    """The network as GEXF 1.2, with all attributes and without a date."""
    lines = "\n".join(nx.generate_gexf(_clean(graph), encoding="utf-8", prettyprint=True))
    dated = re.sub(r' lastmodifieddate="[^"]*"', "", lines)
    dated = re.sub(r"<creator>[^<]*</creator>", "<creator>qualcode</creator>", dated)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{dated}\n'.encode()


def as_json(graph: nx.Graph[str]) -> bytes:
    """The network as node-link JSON, as networkx and D3 read it."""
    data = nx.node_link_data(graph, edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _clean(graph: nx.Graph[str]) -> nx.Graph[str]:
    """The same graph with the few characters replaced that XML cannot hold."""

    def text(value: Any) -> Any:
        return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value

    found: nx.Graph[str] = nx.Graph(**{key: text(value) for key, value in graph.graph.items()})
    for node, data in graph.nodes(data=True):
        found.add_node(text(node), **{key: text(value) for key, value in data.items()})
    for a, b, data in graph.edges(data=True):
        found.add_edge(text(a), text(b), **data)
    return found
