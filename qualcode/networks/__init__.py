"""Co-occurrence networks and category trees: graphs, their layout, pictures and files."""

from __future__ import annotations

from qualcode.networks.drawing import draw
from qualcode.networks.files import SUFFIXES, write_graph
from qualcode.networks.graphs import graph
from qualcode.networks.page import page
from qualcode.networks.tree import tree_figure

__all__ = ["SUFFIXES", "draw", "graph", "page", "tree_figure", "write_graph"]
