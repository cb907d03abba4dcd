"""The picture of a co-occurrence network: no label collides, and groups differ by shape as well as by colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx

from qualcode.errors import InputError
from qualcode.networks.canvas import FORMATS, Canvas, drawing_settings, new_canvas, save, wrapped
from qualcode.networks.captions import words
from qualcode.networks.layout import arrange
from qualcode.networks.selection import strongest
from qualcode.networks.symbols import Symbol, symbols

if TYPE_CHECKING:
    from matplotlib.text import Text

__all__ = ["draw", "network_canvas"]

WIDTH = 454.0
"""Width of a page of text on A4, in points: what a report can show without shrinking."""
_LABEL, _SMALL, _TITLE = 6.5, 6.0, 9.0
_LINE = 20
"""Characters in a line of a label."""
_LARGEST = 22.0
"""Diameter of the symbol with the most quotations, in points."""
_MARGIN = 6.0


def draw(
    graph: nx.Graph[str],
    format: str = "png",
    *,
    title: str = "",
    language: str = "en",
    dpi: int = 300,
    edges: int | None = None,
) -> bytes:
    """Draw a network as PNG or SVG.

    ``edges`` is about how many pairs are shown (every node keeps its strongest); by default as many as stay readable.
    The area of a symbol is the number of quotations, the width of a line the count of the pair; a legend explains shapes.
    The same graph gives the same bytes. Raises :class:`~qualcode.errors.InputError` for another format.
    """
    kind = format.lower().lstrip(".")
    if kind not in FORMATS:
        raise InputError(f"A figure cannot be drawn as “{format}”; use {' or '.join(FORMATS)}.")
    with drawing_settings():
        canvas, _ = network_canvas(graph, title=title, language=language, edges=edges)
        return save(canvas, kind, dpi=dpi, title=title)


def network_canvas(
    graph: nx.Graph[str], *, title: str = "", language: str = "en", edges: int | None = None
) -> tuple[Canvas, list[Text]]:
    """The drawn page and its labels; call within ``drawing_settings``."""
    say = words(language)
    shown = strongest(graph, edges)
    groups = {name: str(data.get("category") or "") for name, data in shown.nodes(data=True)}
    if graph.graph.get("level") == "category":
        groups = {name: groups[name] or name for name in shown}
    legend = symbols(sorted(groups.values(), key=lambda group: not group))  # in the order of the tree
    many = len(shown)
    canvas = new_canvas(WIDTH, 240.0 if many <= 12 else 330.0 if many <= 30 else 450.0)
    if not many:
        canvas.resize(WIDTH, 80.0)
        top = _title(canvas, title, 80.0)
        canvas.axes.text(WIDTH / 2, top / 2, say["none"], fontsize=_LABEL + 1, ha="center", va="center")
        return canvas, []
    most = max(data["quotations"] for _, data in shown.nodes(data=True))
    sizes = {name: _diameter(data["quotations"], most) for name, data in shown.nodes(data=True)}
    reach = {name: sizes[name] * max(legend[groups[name]].extent, 1.0) for name in shown}
    texts = {name: wrapped(str(data["label"]), _LINE) for name, data in shown.nodes(data=True)}
    boxes: dict[str, tuple[float, float]] = {}
    for name, text in texts.items():
        wide, tall = canvas.measure(text, _LABEL, linespacing=1.0)
        boxes[name] = max(wide, reach[name]) + 2, tall + reach[name] + 3
    places, width, height = arrange(shown, groups, boxes, canvas.width, canvas.height)
    notes = _notes(say, graph, shown, most)
    below = _foot(canvas, legend, say, notes, width, 0.0, measure_only=True)
    head = _title(canvas, title, 0.0, measure_only=True)
    canvas.resize(width, height + below + head)
    _foot(canvas, legend, say, notes, width, below)
    _title(canvas, title, canvas.height)
    centres = {
        name: (x, y + below + boxes[name][1] / 2 - reach[name] / 2 - 1) for name, (x, y) in places.items()
    }
    _edges(canvas, shown, centres)
    labels = []
    for name in sorted(shown):
        x, y = centres[name]
        _marker(canvas, x, y, sizes[name], legend[groups[name]])
        label = canvas.axes.text(
            x,
            y - reach[name] / 2 - 1,
            texts[name],
            fontsize=_LABEL,
            ha="center",
            va="top",
            linespacing=1.0,
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.4},
        )
        labels.append(label)
    return canvas, labels


def _diameter(quotations: int, most: int) -> float:
    """Diameter of a symbol whose area goes with the quotations; never too small to be seen."""
    return max(5.0, _LARGEST * math.sqrt(quotations / most)) if most else 5.0


def _marker(canvas: Canvas, x: float, y: float, diameter: float, symbol: Symbol) -> None:
    canvas.axes.plot(
        [x],
        [y],
        marker=symbol.shape,
        markersize=diameter * symbol.scale - symbol.outline,
        markerfacecolor=symbol.colour,
        markeredgecolor="#222222",
        markeredgewidth=symbol.outline,
        linestyle="none",
        zorder=3,
    )


def _edges(canvas: Canvas, graph: nx.Graph[str], centres: dict[str, tuple[float, float]]) -> None:
    """Lines between the nodes, the thickest last but one step lighter in the thin ones, all beneath the symbols."""
    most = max(data["count"] for _, _, data in graph.edges(data=True))
    for a, b, data in sorted(graph.edges(data=True), key=lambda edge: (edge[2]["count"], edge[0], edge[1])):
        share = data["count"] / most
        (x0, y0), (x1, y1) = centres[a], centres[b]
        shade = f"{0.72 - 0.42 * share:.3f}"
        canvas.axes.plot(
            [x0, x1], [y0, y1], color=shade, linewidth=0.4 + 4.0 * share, solid_capstyle="round", zorder=1
        )


def _notes(say: dict[str, str], graph: nx.Graph[str], shown: nx.Graph[str], most: int) -> str:
    thickest = max(data["count"] for _, _, data in shown.edges(data=True))
    parts = [
        say["area"].format(most=most),
        say["width_" + str(graph.graph.get("unit", "overlap"))].format(most=thickest),
    ]
    if shown.number_of_edges() < graph.number_of_edges():
        parts.append(say["strongest"].format(shown=shown.number_of_edges(), all=graph.number_of_edges()))
    if len(shown) < len(graph):
        parts.append(say["alone"].format(count=len(graph) - len(shown)))
    return " ".join(parts)


def _title(canvas: Canvas, title: str, top: float, *, measure_only: bool = False) -> float:
    """Write the title below ``top``; returns the height that it takes, or else where it ends."""
    if not title:
        return 0.0 if measure_only else top
    text = wrapped(title, 84)
    _, tall = canvas.measure(text, _TITLE, fontweight="bold")
    if measure_only:
        return tall + 2 * _MARGIN
    canvas.axes.text(_MARGIN, top - _MARGIN, text, fontsize=_TITLE, fontweight="bold", va="top")
    return top - tall - 2 * _MARGIN


def _foot(
    canvas: Canvas,
    legend: dict[str, Symbol],
    say: dict[str, str],
    notes: str,
    width: float,
    top: float,
    *,
    measure_only: bool = False,
) -> float:
    """Legend and notes below ``top``, in as many columns as fit; returns the height that they take."""
    names = [group or say["no_category"] for group in legend]
    texts = [wrapped(name, 44) for name in names]
    measured = [canvas.measure(text, _SMALL) for text in texts]
    widest = max(wide for wide, _ in measured) + 22
    columns = max(1, min(len(names), int((width - 2 * _MARGIN) // widest)))
    rows = math.ceil(len(names) / columns)
    row = max(tall for _, tall in measured) + 4
    note = wrapped(notes, int(width / 3.6))
    _, tall = canvas.measure(note, _SMALL)
    height = rows * row + tall + 3 * _MARGIN
    if measure_only:
        return height
    canvas.axes.plot([_MARGIN, width - _MARGIN], [top, top], color="0.6", linewidth=0.5)
    step = (width - 2 * _MARGIN) / columns
    for i, (text, symbol) in enumerate(zip(texts, legend.values(), strict=True)):
        x, y = _MARGIN + step * (i // rows), top - _MARGIN - row * (i % rows + 0.5)
        _marker(canvas, x + 7, y, 8.0, symbol)
        canvas.axes.text(x + 17, y, text, fontsize=_SMALL, va="center")
    canvas.axes.text(_MARGIN, _MARGIN, note, fontsize=_SMALL, va="bottom", color="0.2")
    return height
