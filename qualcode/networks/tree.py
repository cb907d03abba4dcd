"""The tree of categories and codes as a figure for a report: who said it, how often, and where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import InputError
from qualcode.model.results import CodeFrequency
from qualcode.networks.canvas import FORMATS, Canvas, drawing_settings, new_canvas, save, wrapped
from qualcode.networks.captions import words
from qualcode.networks.symbols import COLOURS

__all__ = ["tree_figure"]

_WIDTH = 454.0
_TEXT, _SMALL, _TITLE = 6.5, 6.0, 9.0
_LINE, _INDENT, _MARGIN, _GUTTER = 8.6, 9.0, 6.0, 16.0
_ONE_COLUMN = 30
"""Rows up to which one column is enough."""
_MOST_ROWS = 130
"""Rows beyond which codes are only counted under their categories."""
_BAR = 34.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the figure: a node, and the lines of its name."""

    node: CodeFrequency
    depth: int
    lines: tuple[str, ...]
    hidden: int
    """Codes of this category that are not drawn."""
    colour: str
    """Of the branch that it belongs to."""

    @property
    def height(self) -> float:
        return _LINE * len(self.lines) + (2.0 if self.depth == 0 else 0.0)


def tree_figure(
    nodes: Sequence[CodeFrequency],
    format: str = "png",
    *,
    title: str = "",
    language: str = "en",
    dpi: int = 300,
    smallest: int = 0,
) -> bytes:
    """Draw the code tree with the number of respondents and quotations of each node, as PNG or SVG.

    ``nodes`` come in tree order, as :func:`qualcode.analysis.frequency.frequencies` gives them. Large trees take two
    columns; where even these would not fit on a page, codes are counted under their categories instead.
    Of a node of fewer than ``smallest`` respondents neither their number nor that of its quotations is drawn.
    The same tree gives the same bytes. Raises :class:`~qualcode.errors.InputError` for another format.
    """
    kind = format.lower().lstrip(".")
    if kind not in FORMATS:
        raise InputError(f"A figure cannot be drawn as “{format}”; use {' or '.join(FORMATS)}.")
    with drawing_settings():
        canvas = _tree_canvas(nodes, title, words(language), smallest)
        return save(canvas, kind, dpi=dpi, title=title)


def _tree_canvas(nodes: Sequence[CodeFrequency], title: str, say: dict[str, str], smallest: int) -> Canvas:
    canvas = new_canvas(_WIDTH, 100.0)
    head = wrapped(title, 84) if title else ""
    top = canvas.measure(head, _TITLE, fontweight="bold")[1] + 2 * _MARGIN if head else _MARGIN
    if not nodes:
        canvas.resize(_WIDTH, top + 40)
        canvas.axes.text(_WIDTH / 2, 20, say["empty_tree"], fontsize=_TEXT + 1, ha="center", va="center")
    else:
        rows = _rows(canvas, nodes, say)
        columns = _columns(rows)
        tall = max(sum(row.height for row in column) for column in columns)
        canvas.resize(_WIDTH, top + tall + _LINE + 3 * _MARGIN)
        step = (_WIDTH - 2 * _MARGIN + _GUTTER) / len(columns)
        most = max(len(row.node.quotations) for row in rows)
        for i, column in enumerate(columns):
            left = _MARGIN + i * step
            _column(canvas, column, left, left + step - _GUTTER, canvas.height - top, most, smallest)
        below = say["tree_columns"].format(most=most)
        if any(0 < len(row.node.cases) < smallest for row in rows):
            below += " " + say["tree_few"].format(smallest=smallest)
        canvas.axes.text(_MARGIN, _MARGIN, below, fontsize=_SMALL, color="0.2")
    if head:
        canvas.axes.text(_MARGIN, canvas.height - _MARGIN, head, fontsize=_TITLE, fontweight="bold", va="top")
    return canvas


def _rows(canvas: Canvas, nodes: Sequence[CodeFrequency], say: dict[str, str]) -> list[_Row]:
    brief = len(nodes) > _MOST_ROWS
    columns = 1 if len(nodes) <= _ONE_COLUMN else 2
    room = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GUTTER) / columns - _BAR - 34
    below: dict[tuple[str, ...], int] = {}
    for node in nodes:
        if node.kind == "code":
            below[node.path[:-1]] = below.get(node.path[:-1], 0) + 1
    shown = [node for node in nodes if not brief or node.kind != "code"] or list(nodes[:_MOST_ROWS])
    tops = list(dict.fromkeys(node.path[0] for node in shown))
    found = []
    for node in shown:
        depth = len(node.path) - 1
        hidden = below.get(node.path, 0) if brief else 0
        name = node.code + (f" ({say['codes_below'].format(count=hidden)})" if hidden else "")
        weight = "normal" if node.kind == "code" else "bold"
        letters = max(
            8,
            int(
                len(name)
                * (room - depth * _INDENT)
                / max(canvas.measure(name, _TEXT, fontweight=weight)[0], 1)
            ),
        )
        lines = tuple(wrapped(name, letters).split("\n"))
        found.append(_Row(node, depth, lines, hidden, COLOURS[tops.index(node.path[0]) % len(COLOURS)]))
    return found


def _columns(rows: Sequence[_Row]) -> list[list[_Row]]:
    """One column, or two of nearly equal height that break before a branch at the top where they can."""
    if len(rows) <= _ONE_COLUMN:
        return [list(rows)]
    total = sum(row.height for row in rows)

    def unevenness(at: int) -> float:
        before = sum(row.height for row in rows[:at])
        return max(before, total - before)

    places = [i for i, row in enumerate(rows) if i and row.depth == 0]
    best = min(places, key=unevenness, default=0)
    if not places or unevenness(best) > 0.65 * total:
        best = min(range(1, len(rows)), key=unevenness)
    return [list(rows[:best]), list(rows[best:])]


def _column(
    canvas: Canvas,
    rows: Sequence[_Row],
    left: float,
    right: float,
    top: float,
    most: int,
    smallest: int,
) -> None:
    axes = canvas.axes
    stems: dict[int, float] = {}
    y = top
    for row in rows:
        y -= 2.0 if row.depth == 0 else 0.0
        middle = y - _LINE / 2
        x = left + row.depth * _INDENT
        if row.depth:
            stem = x - _INDENT + 3
            axes.plot(
                [stem, stem, x - 1],
                [stems.get(row.depth - 1, middle), middle, middle],
                color="0.6",
                linewidth=0.5,
            )
        bold = row.node.kind != "code"
        for i, line in enumerate(row.lines):
            place = middle - i * _LINE
            axes.text(
                x, place, line, fontsize=_TEXT, va="center_baseline", fontweight="bold" if bold else "normal"
            )
        stems[row.depth] = middle - _LINE * (len(row.lines) - 1) - 3
        quotations = len(row.node.quotations)
        few = 0 < len(row.node.cases) < smallest
        if quotations and not few:
            wide = _BAR * quotations / most
            start = right - 34 - _BAR
            axes.barh(
                middle, wide, height=4.4, left=start, color=row.colour, edgecolor="#222222", linewidth=0.4
            )
        numbers = f"< {smallest}" if few else f"{len(row.node.cases)} / {quotations}"
        axes.text(right, middle, numbers, fontsize=_SMALL, ha="right", va="center_baseline", color="0.15")
        y -= _LINE * len(row.lines)
