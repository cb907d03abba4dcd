"""Network files: GraphML, GEXF and node-link JSON for other programs; PNG, SVG and HTML to look at."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from qualcode.errors import InputError
from qualcode.formats.output import write_file
from qualcode.networks.drawing import draw
from qualcode.networks.gexf import as_gexf
from qualcode.networks.graphml import as_graphml
from qualcode.networks.page import page

__all__ = ["SUFFIXES", "as_gexf", "as_graphml", "as_json", "write_graph"]

SUFFIXES = (".graphml", ".gexf", ".json", ".png", ".svg", ".html")
"""What :func:`write_graph` can write."""


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


def as_json(graph: nx.Graph[str]) -> bytes:
    """The network as node-link JSON, as networkx and D3 read it; relations and statement are attributes of the graph."""
    data = nx.node_link_data(graph, edges="edges")
    if "statement" in data["graph"]:
        data["graph"] = data["graph"] | {"statement": json.loads(data["graph"]["statement"])}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
