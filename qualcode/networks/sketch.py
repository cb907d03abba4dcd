"""A network as plain SVG elements for the page to explore: no style attributes, no ids of a drawing library, one element a node and an edge."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import networkx as nx

from qualcode.networks.canvas import wrapped
from qualcode.networks.grouping import grouped
from qualcode.networks.layout import arrange
from qualcode.networks.selection import strongest
from qualcode.networks.symbols import Symbol

__all__ = ["FONT", "Placed", "Sketch", "outline", "sketch"]

FONT = 12.0
"""Size of a label in units of the drawing."""
_LETTER = 0.56
"""Usual width of a letter at size 1."""
_LARGEST, _SMALLEST = 40.0, 9.0
_BELOW = 16.0
"""Room below the lowest label, which grows a little where the picture is shown small."""
_LINE = 20
_MOST_TIES = 3
"""Pairs for each node that the drawing begins with, at most."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a node stands in the drawing."""

    x: float
    y: float
    reach: float
    """How far below its middle the label begins."""
    lines: tuple[int, ...]
    """Letters in each line of its label."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing."""

    svg: str
    placed: Mapping[str, Placed]
    """Only nodes with a pair or a relation are drawn."""
    legend: Mapping[str, Symbol]
    start: float
    """The least weight of the pairs that are shown at first; the others are there, but hidden."""


def sketch(graph: nx.Graph[str], numbers: Mapping[str, int], label: str, say: dict[str, str]) -> Sketch:
    """Draw a network; ``numbers`` are the numbers of the nodes, by which a script finds them, edges are counted as they come."""
    kept = strongest(graph)
    groups, legend = grouped(say, kept)
    most = max((data["quotations"] for _, data in kept.nodes(data=True)), default=0) or 1
    size = {
        name: max(_SMALLEST, _LARGEST * math.sqrt(data["quotations"] / most))
        for name, data in kept.nodes(data=True)
    }
    texts = {name: wrapped(str(data["label"]), _LINE).split("\n") for name, data in kept.nodes(data=True)}
    boxes = {
        name: (
            max(size[name] * 1.3, max(map(len, texts[name])) * FONT * _LETTER) + 4,
            size[name] * 1.2 + len(texts[name]) * FONT * 1.1 + 6,
        )
        for name in kept
    }
    places, width, height = arrange(kept, groups, boxes, 900.0, 600.0)
    weights = sorted((data["weight"] for _, _, data in graph.edges(data=True)), reverse=True)
    start = _first_shown(weights, max(60, _MOST_TIES * len(kept)))
    placed = {}
    for name, (x, y) in places.items():
        reach = size[name] * 0.6
        top = height - y - boxes[name][1] / 2
        placed[name] = Placed(
            round(x, 1), round(top + reach + 2, 1), round(reach + 1, 1), tuple(map(len, texts[name]))
        )
    parts = [
        f'<svg id="network" viewBox="0 0 {width:.0f} {height + _BELOW:.0f}" role="group" aria-label="{escape(label, quote=True)}" font-size="{FONT:g}">'
    ]
    heaviest = weights[0] if weights else 1
    for number, (a, b, data) in enumerate(graph.edges(data=True)):
        share = data["weight"] / heaviest
        side = {"A": " a", "B": " b"}.get(str(data.get("more", "")), "")
        hidden = ' visibility="hidden"' if data["weight"] < start else ""
        one, other = placed[a], placed[b]
        parts.append(
            f'<line class="edge{side}" data-e="{number}" x1="{one.x}" y1="{one.y}" x2="{other.x}" y2="{other.y}" '
            f'stroke-width="{0.6 + 6 * share:.2f}" stroke-opacity="{0.45 + 0.5 * share:.2f}"{hidden}/>'
        )
    for name, data in kept.nodes(data=True):
        person = data.get("kind") == "respondent"
        at, symbol = placed[name], legend[groups[name]]
        told = "".join(
            f'<tspan x="0" dy="{"1.1em" if i else ".9em"}">{escape(line)}</tspan>'
            for i, line in enumerate(texts[name])
        )
        parts.append(
            f'<g class="node{" respondent" if person else ""}" data-n="{numbers[name]}" transform="translate({at.x} {at.y})">'
            f"<title>{escape(str(data['label']))}</title>"
            f'<path class="shape" d="{outline(symbol.shape, size[name] * symbol.scale)}" fill="{symbol.colour}"/>'
            f'<text class="label" y="{at.reach}">{told}</text></g>'
        )
    for number, each in enumerate(graph.graph.get("relations", ())):
        parts.append(_relation(number, placed[each["source"]], placed[each["target"]], each))
    parts.append("</svg>")
    return Sketch("\n".join(parts), placed, legend, start)


def _first_shown(weights: list[float], limit: int) -> float:
    """The least weight of the pairs that are shown at first: about ``limit`` of them, where equal ones do not make it many more."""
    if len(weights) <= limit:
        return 0.0
    reached = weights[limit - 1]
    if sum(weight >= reached for weight in weights) <= 3 * limit:
        return reached
    return next((weight for weight in reversed(weights) if weight > reached), reached)


def outline(shape: str, size: float) -> str:
    """The outline of a marker around the origin as the path of an SVG; equal markers have about the same area."""
    half = size / 2
    if shape == "o":
        return f"M{-half:.2f} 0A{half:.2f} {half:.2f} 0 1 1 {half:.2f} 0A{half:.2f} {half:.2f} 0 1 1 {-half:.2f} 0Z"
    third = half / 3
    corners = {
        "s": [(-half, -half), (half, -half), (half, half), (-half, half)],
        "D": _star(4, half * 1.41, half * 1.41, -90),
        "^": [(0, -half), (half, half), (-half, half)],
        "v": [(0, half), (half, -half), (-half, -half)],
        "P": _plus(half, third),
        "X": [_turned(x, y) for x, y in _plus(half, third)],
        "h": _star(6, half, half, -90),
        "p": _star(5, half, half, -90),
        "*": _star(10, half, half * 0.42, -90),
    }[shape]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in corners) + "Z"


def _star(points: int, outer: float, inner: float, start: float) -> list[tuple[float, float]]:
    turns = [math.radians(start + 360 / points * i) for i in range(points)]
    return [
        ((inner if i % 2 else outer) * math.cos(t), (inner if i % 2 else outer) * math.sin(t))
        for i, t in enumerate(turns)
    ]


def _plus(half: float, third: float) -> list[tuple[float, float]]:
    a, b = half, third
    return [
        (-b, -a),
        (b, -a),
        (b, -b),
        (a, -b),
        (a, b),
        (b, b),
        (b, a),
        (-b, a),
        (-b, b),
        (-a, b),
        (-a, -b),
        (-b, -b),
    ]


def _turned(x: float, y: float) -> tuple[float, float]:
    """An eighth of a turn."""
    half = math.sqrt(0.5)
    return (x - y) * half, (x + y) * half


def _relation(number: int, one: Placed, other: Placed, relation: Mapping[str, object]) -> str:
    """A bent arrow with its kind on it; a bow without a head where both directions say the same."""
    wide, tall = other.x - one.x, other.y - one.y
    long = math.hypot(wide, tall) or 1.0
    x, y = (one.x + other.x) / 2 + 0.18 * tall, (one.y + other.y) / 2 - 0.18 * wide
    end = _towards(other, x, y)
    begin = _towards(one, x, y)
    heads = [] if relation["symmetric"] else [_head(end, x, y)]
    middle = (begin[0] + 2 * x + end[0]) / 4, (begin[1] + 2 * y + end[1]) / 4
    words = escape(str(relation["kind"])) if long > 1 else ""
    return (
        f'<g class="relation" data-k="{number}"><path d="M{begin[0]:.1f} {begin[1]:.1f}Q{x:.1f} {y:.1f} {end[0]:.1f} {end[1]:.1f}"/>'
        f'<path class="head" d="{"".join(heads)}"/>'
        f'<text class="label" stroke="none" font-style="italic" x="{middle[0]:.1f}" y="{middle[1]:.1f}">{words}</text></g>'
    )


def _towards(node: Placed, x: float, y: float) -> tuple[float, float]:
    """The edge of a node on the way to a point."""
    long = math.hypot(x - node.x, y - node.y) or 1.0
    return node.x + (x - node.x) / long * node.reach, node.y + (y - node.y) / long * node.reach


def _head(point: tuple[float, float], x: float, y: float) -> str:
    """A triangle at the end of an arrow that comes from a point."""
    long = math.hypot(point[0] - x, point[1] - y) or 1.0
    dx, dy = (point[0] - x) / long * 9, (point[1] - y) / long * 9
    back = point[0] - dx, point[1] - dy
    return (
        f"M{point[0]:.1f} {point[1]:.1f}L{back[0] - dy * 0.4:.1f} {back[1] + dx * 0.4:.1f}"
        f"L{back[0] + dy * 0.4:.1f} {back[1] - dx * 0.4:.1f}Z"
    )
