"""Networks of codes and category trees: graphs, what is kept of them, their figures, layout, pictures and files."""

from __future__ import annotations

from qualcode.networks.communities import communities
from qualcode.networks.drawing import draw
from qualcode.networks.files import SUFFIXES, write_graph
from qualcode.networks.graphs import difference, graph, two_mode, with_relations
from qualcode.networks.measures import measures
from qualcode.networks.page import page, pairs_on_page
from qualcode.networks.selection import backbone, neighbourhood, spanning, strongest_edges, thinned
from qualcode.networks.tree import tree_figure

__all__ = [
    "SUFFIXES",
    "backbone",
    "communities",
    "difference",
    "draw",
    "graph",
    "measures",
    "neighbourhood",
    "page",
    "pairs_on_page",
    "spanning",
    "strongest_edges",
    "thinned",
    "tree_figure",
    "two_mode",
    "with_relations",
    "write_graph",
]
