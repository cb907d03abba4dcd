"""The picture of a network: no label collides, groups differ by shape as well as by colour, and kinds of lines by more than colour."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from qualcode.errors import InputError
from qualcode.networks.canvas import FORMATS, Canvas, drawing_settings, new_canvas, save, wrapped
from qualcode.networks.captions import words
from qualcode.networks.grouping import RESPONDENTS, grouped, named
from qualcode.networks.layout import arrange
from qualcode.networks.selection import strongest
from qualcode.networks.symbols import Symbol

if TYPE_CHECKING:
    from matplotlib.text import Text

__all__ = ["MOST_PIXELS", "draw", "network_canvas"]

WIDTH = 454.0
"""Width of a page of text on A4, in points: what a report can show without shrinking."""
_LABEL, _SMALL, _TITLE = 6.5, 6.0, 9.0
_LINE = 20
"""Characters in a line of a label."""
_LARGEST = 22.0
"""Diameter of the symbol with the most quotations, in points."""
_MARGIN = 6.0
MOST_PIXELS = 40_000_000
"""Of a PNG; where a whole network of thousands of codes would have more, its resolution is lowered."""
_LINES = {"A": ("-", "#0B5A8A"), "B": ((0, (2.2, 1.6)), "#B34700"), "": ("-", "")}
"""Style and colour of the lines of a difference; they are as far apart without colour."""
_RELATION = "#111111"
_ROOM = (30.0, 14.0)
"""More room around a node that arrows reach, for their words."""
_ALONG = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)
"""Where on an arrow its words may stand."""
_Box = tuple[float, float, float, float]
_KEY = 26.0
"""Length of a line in the legend."""


@dataclass(frozen=True, slots=True)
class _Key:
    """One entry of the second part of the legend: a symbol, a line or an arrow, and what it stands for."""

    text: str
    size: float = 0.0
    """Diameter of a circle; 0: no circle."""
    line: float = 0.0
    """Width of a line; 0: no line."""
    side: str = ""
    """Which group of a difference."""
    arrow: bool = False


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
    The area of a symbol is the number of quotations, the width of a line the weight of the pair; a legend explains shapes,
    sizes, widths, dashes and arrows. The file bears the graph's ``statement``. The same graph gives the same bytes.
    Raises :class:`~qualcode.errors.InputError` for another format.
    """
    kind = format.lower().lstrip(".")
    if kind not in FORMATS:
        raise InputError(f"A figure cannot be drawn as “{format}”; use {' or '.join(FORMATS)}.")
    with drawing_settings():
        canvas, _ = network_canvas(graph, title=title, language=language, edges=edges)
        fits = int(math.sqrt(MOST_PIXELS / (canvas.width * canvas.height)) * 72)
        statement = str(graph.graph.get("statement", ""))
        return save(canvas, kind, dpi=max(20, min(dpi, fits)), title=title, description=statement)


def network_canvas(
    graph: nx.Graph[str], *, title: str = "", language: str = "en", edges: int | None = None
) -> tuple[Canvas, list[Text]]:
    """The drawn page and the labels of its nodes; call within ``drawing_settings``."""
    say = words(language)
    shown = strongest(graph, edges)
    groups, legend = grouped(say, shown)
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
    bold = {name: "bold" if groups[name] == RESPONDENTS else "normal" for name in shown}
    related = {end for each in shown.graph.get("relations", ()) for end in (each["source"], each["target"])}
    boxes: dict[str, tuple[float, float]] = {}
    labelled: dict[str, tuple[float, float]] = {}
    for name, text in texts.items():
        labelled[name] = canvas.measure(text, _LABEL, linespacing=1.0, fontweight=bold[name])
        wide, tall = labelled[name]
        room = _ROOM if name in related else (0.0, 0.0)
        boxes[name] = max(wide, reach[name]) + 2 + room[0], tall + reach[name] + 3 + room[1]
    places, width, height = arrange(shown, groups, boxes, canvas.width, canvas.height)
    keys, notes = _keys(say, shown, most, language), _notes(say, graph, shown, most)
    below = _foot(canvas, legend, say, keys, notes, width, 0.0, measure_only=True)
    head = _title(canvas, title, 0.0, measure_only=True)
    canvas.resize(width, height + below + head)
    _foot(canvas, legend, say, keys, notes, width, below)
    _title(canvas, title, canvas.height)
    centres = {name: (x, y + below + (labelled[name][1] + 3) / 2 - 1) for name, (x, y) in places.items()}
    _edges(canvas, shown, centres)
    taken = []
    for name, (x, y) in centres.items():
        half, (wide, tall) = reach[name] / 2, labelled[name]
        taken += [(x - half, y - half, x + half, y + half)]
        taken += [(x - wide / 2 - 1, y - half - tall - 2, x + wide / 2 + 1, y - half)]
    _relations(canvas, shown, centres, reach, taken)
    labels = []
    for name in sorted(shown):
        x, y = centres[name]
        _marker(canvas, x, y, sizes[name], legend[groups[name]])
        label = canvas.axes.text(
            x,
            y - reach[name] / 2 - 1,
            texts[name],
            fontsize=_LABEL,
            fontweight=bold[name],
            ha="center",
            va="top",
            linespacing=1.0,
            zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.4},
        )
        labels.append(label)
    return canvas, labels


def _diameter(quotations: int, most: int) -> float:
    """Diameter of a symbol whose area goes with the quotations; never too small to be seen."""
    return max(5.0, _LARGEST * math.sqrt(quotations / most)) if most else 5.0


def _marker(canvas: Canvas, x: float, y: float, diameter: float, symbol: Symbol, *, zorder: int = 3) -> None:
    canvas.axes.plot(
        [x],
        [y],
        marker=symbol.shape,
        markersize=diameter * symbol.scale - symbol.outline,
        markerfacecolor=symbol.colour,
        markeredgecolor="#222222",
        markeredgewidth=symbol.outline,
        linestyle="none",
        zorder=zorder,
    )


def _edges(canvas: Canvas, graph: nx.Graph[str], centres: dict[str, tuple[float, float]]) -> None:
    """Lines between the nodes, the thickest last but one step lighter in the thin ones, all beneath the symbols."""
    from matplotlib.collections import LineCollection

    ties = sorted(graph.edges(data=True), key=lambda edge: (edge[2]["weight"], edge[0], edge[1]))
    most = max((data["weight"] for _, _, data in ties), default=1)
    for side, (style, colour) in _LINES.items():
        mine = [(a, b, data["weight"] / most) for a, b, data in ties if data.get("more", "") == side]
        if mine:
            lines = LineCollection(
                [(centres[a], centres[b]) for a, b, _ in mine],
                linewidths=[_width(share) for _, _, share in mine],
                colors=[colour or f"{0.72 - 0.42 * share:.3f}" for _, _, share in mine],
                linestyles=[style],
                capstyle="round" if style == "-" else "butt",
                zorder=1,
            )
            canvas.axes.add_collection(lines, autolim=False)


def _width(share: float) -> float:
    """Width of a line in points, by its share of the greatest weight."""
    return 0.4 + 4.0 * share


def _relations(
    canvas: Canvas,
    graph: nx.Graph[str],
    centres: dict[str, tuple[float, float]],
    reach: dict[str, float],
    taken: list[_Box],
) -> None:
    """Relations drawn by hand: bent dark arrows with their kind written on them, apart from the lines of what was counted.

    The words stand where they hide no label (``taken`` are the boxes of the nodes), as near to the middle as that allows.
    """
    before: Counter[tuple[str, str]] = Counter()
    for each in graph.graph.get("relations", ()):
        a, b = each["source"], each["target"]
        bend = 0.18 + 0.14 * before[a, b]
        before[a, b] += 1
        ends = reach[a] / 2 + 1, reach[b] / 2 + 1.5
        _arrow(canvas, centres[a], centres[b], bend, ends, head=not each["symmetric"])
        text = wrapped(str(each["kind"]), _LINE)
        wide, tall = canvas.measure(text, _SMALL - 0.5, fontstyle="italic")
        places = [_on_bow(centres[a], centres[b], bend, t) for t in _ALONG]
        boxes = [(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2) for x, y in places]
        free = next((i for i, box in enumerate(boxes) if not any(_meet(box, other) for other in taken)), 0)
        taken.append(boxes[free])
        canvas.axes.text(
            *places[free],
            text,
            fontsize=_SMALL - 0.5,
            fontstyle="italic",
            color=_RELATION,
            ha="center",
            va="center",
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.3},
        )


def _on_bow(
    start: tuple[float, float], end: tuple[float, float], bend: float, t: float
) -> tuple[float, float]:
    """A point of a bent arrow, ``t`` from 0 to 1: a quadratic curve whose middle point is set off by the bend."""
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2 + bend * (y1 - y0), (y0 + y1) / 2 - bend * (x1 - x0)
    weights = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (
        weights[0] * x0 + weights[1] * middle[0] + weights[2] * x1,
        weights[0] * y0 + weights[1] * middle[1] + weights[2] * y1,
    )


def _meet(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _arrow(
    canvas: Canvas,
    start: tuple[float, float],
    end: tuple[float, float],
    bend: float,
    shrink: tuple[float, float],
    *,
    head: bool = True,
) -> None:
    from matplotlib.patches import FancyArrowPatch

    arrow = FancyArrowPatch(
        start,
        end,
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>" if head else "-",
        mutation_scale=7,
        shrinkA=shrink[0],
        shrinkB=shrink[1],
        linewidth=0.9,
        color=_RELATION,
        zorder=2,
    )
    canvas.axes.add_patch(arrow)


def _keys(say: dict[str, str], shown: nx.Graph[str], most: int, language: str) -> list[_Key]:
    """What sizes, widths, dashes and arrows stand for, each with an example from the picture."""
    keys = [
        _Key(say["quotations_of"].format(number=number), size=_diameter(number, most))
        for number in dict.fromkeys((most, max(1, round(most / 4))))
        if most
    ]
    weights = [data["weight"] for _, _, data in shown.edges(data=True)]
    if weights and shown.graph.get("kind") == "difference":
        for side in ("A", "B"):
            mine = [
                w for _, _, data in shown.edges(data=True) if data["more"] == side for w in [data["weight"]]
            ]
            if mine:
                group = str(shown.graph["group_a" if side == "A" else "group_b"])
                text = f"{say['more_in'].format(group=group)}: {_decimal(max(mine), language)}"
                keys.append(_Key(text, line=_width(max(mine) / max(weights)), side=side))
    elif weights:
        keys += [
            _Key(f"{number}", line=_width(number / max(weights)))
            for number in dict.fromkeys((max(weights), min(weights)))
        ]
    if shown.graph.get("relations"):
        keys.append(_Key(say["relation"], arrow=True))
    return keys


def _decimal(number: float, language: str) -> str:
    """Two decimals in the form of a language."""
    return f"{number:.2f}".replace(".", "." if language == "en" else ",")


def _notes(say: dict[str, str], graph: nx.Graph[str], shown: nx.Graph[str], most: int) -> str:
    thickest = max((data["count"] for _, _, data in shown.edges(data=True)), default=None)
    parts = [say["area"].format(most=most)]
    if graph.graph.get("kind") == "difference":
        names = ("n_a", "n_b", "equal")
        parts.append(
            say["difference"].format(
                a=graph.graph["group_a"],
                b=graph.graph["group_b"],
                **{name: graph.graph[name] for name in names},
            )
        )
    elif thickest is not None:
        parts.append(say["width_" + str(graph.graph.get("unit", "overlap"))].format(most=thickest))
    if shown.graph.get("relations"):
        parts.append(say["relations"])
        if graph.graph.get("by_relation"):
            parts.append(say["by_relation"].format(count=len(graph.graph["by_relation"])))
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
    keys: list[_Key],
    notes: str,
    width: float,
    top: float,
    *,
    measure_only: bool = False,
) -> float:
    """Legend, keys and notes below ``top``, in as many columns as fit; returns the height that they take."""
    names = [named(say, group) for group in legend]
    texts = [wrapped(name, 44) for name in names]
    measured = [canvas.measure(text, _SMALL) for text in texts]
    widest = max(wide for wide, _ in measured) + 22
    columns = max(1, min(len(names), int((width - 2 * _MARGIN) // widest)))
    rows = math.ceil(len(names) / columns)
    row = max(tall for _, tall in measured) + 4
    note = wrapped(notes, int(width / 3.6))
    _, tall = canvas.measure(note, _SMALL)
    placed, keyed = _placed_keys(canvas, keys, width)
    height = rows * row + keyed + tall + 3 * _MARGIN
    if measure_only:
        return height
    canvas.axes.plot([_MARGIN, width - _MARGIN], [top, top], color="0.6", linewidth=0.5)
    step = (width - 2 * _MARGIN) / columns
    for i, (text, symbol) in enumerate(zip(texts, legend.values(), strict=True)):
        x, y = _MARGIN + step * (i // rows), top - _MARGIN - row * (i % rows + 0.5)
        _marker(canvas, x + 7, y, 8.0, symbol)
        canvas.axes.text(x + 17, y, text, fontsize=_SMALL, va="center")
    for key, (x, y) in zip(keys, placed, strict=True):
        _draw_key(canvas, key, x, top - _MARGIN - rows * row - y)
    canvas.axes.text(_MARGIN, _MARGIN, note, fontsize=_SMALL, va="bottom", color="0.2")
    return height


def _placed_keys(canvas: Canvas, keys: list[_Key], width: float) -> tuple[list[tuple[float, float]], float]:
    """Left edge and middle (below the legend) of each key, set in lines, and the height of them all."""
    places: list[tuple[float, float]] = []
    x, y, tall = _MARGIN, 0.0, 0.0
    line: list[float] = []
    for key in keys:
        wide = (key.size or _KEY) + canvas.measure(wrapped(key.text, 44), _SMALL)[0] + 16
        high = max(key.size, 8.0) + 4
        if line and x + wide > width - _MARGIN:
            places += [(left, y + tall / 2) for left in line]
            x, y, tall, line = _MARGIN, y + tall, 0.0, []
        line.append(x)
        x += wide
        tall = max(tall, high)
    places += [(left, y + tall / 2) for left in line]
    return places, y + tall + (4.0 if keys else 0.0)


def _draw_key(canvas: Canvas, key: _Key, x: float, y: float) -> None:
    if key.arrow:
        _arrow(canvas, (x, y), (x + _KEY, y), 0.0, (0.0, 0.0))
    elif key.size:
        _marker(canvas, x + key.size / 2, y, key.size, Symbol("o", "#FFFFFF", 0.8))
    else:
        style, colour = _LINES[key.side]
        canvas.axes.plot(
            [x + 2, x + _KEY],
            [y, y],
            linewidth=key.line,
            linestyle=style,
            color=colour or "0.4",
            solid_capstyle="round",
            dash_capstyle="butt",
            zorder=1,
        )
    canvas.axes.text(x + (key.size or _KEY) + 5, y, wrapped(key.text, 44), fontsize=_SMALL, va="center")
