"""A page for figures, measured in points; saved so that equal figures are equal bytes."""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qualcode.errors import InputError

__all__ = ["FORMATS", "Canvas", "drawing_settings", "new_canvas", "save", "wrapped"]

FORMATS = ("png", "svg")
_MEASURED_AT = 300
"""Dots per inch at which texts are measured, whatever a figure is saved at."""


@contextmanager
def drawing_settings() -> Iterator[None]:
    """Matplotlib's own defaults, whatever the user's settings say, with texts as paths and repeatable ids in SVG."""
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "font.family": "DejaVu Sans",
                "svg.fonttype": "path",
                "svg.hashsalt": "qualcode",
                "text.parse_math": False,
                "path.simplify": False,
            }
        )
        warnings.filterwarnings("ignore", message="Glyph")  # a script that the font lacks is drawn as boxes
        yield


class Canvas:
    """One page whose coordinates are points, the origin at the lower left."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.figure = Figure(figsize=(width / 72, height / 72), dpi=_MEASURED_AT, facecolor="white")
        self.agg = FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.resize(width, height)

    def resize(self, width: float, height: float) -> None:
        """Give the page another size in points."""
        self.width, self.height = width, height
        self.figure.set_size_inches(width / 72, height / 72)
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(0, height)

    def measure(self, text: str, size: float, **style: Any) -> tuple[float, float]:
        """Width and height of a text in points, as the renderer draws it."""
        probe = self.axes.text(0, 0, text, fontsize=size, **style)
        box = self.box(probe)
        probe.remove()
        return box[2] - box[0], box[3] - box[1]

    def box(self, text: Any) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a text that was drawn, in points."""
        agg: Any = self.agg
        extent = text.get_window_extent(agg.get_renderer())
        scale = 72 / self.figure.dpi
        return extent.x0 * scale, extent.y0 * scale, extent.x1 * scale, extent.y1 * scale


def new_canvas(width: float, height: float) -> Canvas:
    """An empty page; call within :func:`drawing_settings`."""
    return Canvas(width, height)


def wrapped(text: str, width: int) -> str:
    """A text over several lines of at most ``width`` characters; longer words are broken."""
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False)) or text


def save(canvas: Canvas, format: str, *, dpi: int, title: str, description: str = "") -> bytes:
    """The page as PNG or SVG: no date, no DOCTYPE, the same bytes every time; ``description`` goes into its metadata."""
    buffer = io.BytesIO()
    if format == "png":
        known = {"Software": "qualcode", "Title": title} | (
            {"Description": description} if description else {}
        )
        canvas.figure.savefig(buffer, format="png", dpi=dpi, metadata=known)
        return buffer.getvalue()
    if format != "svg":
        raise InputError(f"A figure cannot be drawn as “{format}”; use {' or '.join(FORMATS)}.")
    metadata = {"Date": None, "Creator": "qualcode"} | ({"Title": title} if title else {})
    metadata |= {"Description": description} if description else {}
    canvas.figure.savefig(buffer, format="svg", metadata=metadata)
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", buffer.getvalue().decode("utf-8"), count=1)
    return text.encode("utf-8")
