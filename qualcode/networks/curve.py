"""The picture of saturation: codes after each interview, new codes as bars, random orders as a band behind them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qualcode.errors import InputError
from qualcode.model.saturation import Saturation
from qualcode.networks.canvas import FORMATS, Canvas, drawing_settings, new_canvas, save

__all__ = ["saturation_figure"]

WIDTH, HEIGHT = 454.0, 250.0
"""Points; the width of a page of text on A4."""
_LEFT, _RIGHT, _BELOW, _ABOVE = 40.0, 12.0, 34.0, 44.0
_SIZE, _SMALL = 7.0, 6.5
_LINE, _BAR, _BAND = "#1f4e79", "#d98032", "#dfe5ec"
_WORDS = {
    "en": {
        "codes": "Codes so far, in the order of the interviews",
        "new": "New codes of an interview",
        "orders": "Random orders: median and 5th–95th percentile",
        "interview": "Interview",
        "reached": "{threshold}: {notation}",
        "none": "There are no interviews.",
    },
    "cs": {
        "codes": "Kódy celkem, v pořadí rozhovorů",
        "new": "Nové kódy v rozhovoru",
        "orders": "Náhodná pořadí: medián a 5.–95. percentil",
        "interview": "Rozhovor",
        "reached": "{threshold}: {notation}",
        "none": "Nejsou žádné rozhovory.",
    },
    "sv": {
        "codes": "Koder hittills, i intervjuernas ordning",
        "new": "Nya koder i en intervju",
        "orders": "Slumpmässiga ordningar: median och 5:e–95:e percentilen",
        "interview": "Intervju",
        "reached": "{threshold}: {notation}",
        "none": "Det finns inga intervjuer.",
    },
}


def saturation_figure(
    found: Saturation, format: str = "png", *, language: str = "en", dpi: int = 300
) -> bytes:
    """Draw the curve as PNG or SVG; the same result gives the same bytes.

    Raises :class:`~qualcode.errors.InputError` for another format.
    """
    kind = format.lower().lstrip(".")
    if kind not in FORMATS:
        raise InputError(f"A figure cannot be drawn as “{format}”; use {' or '.join(FORMATS)}.")
    with drawing_settings():
        return save(_canvas(found, _WORDS.get(language, _WORDS["en"]), language), kind, dpi=dpi, title="")


def _canvas(found: Saturation, say: dict[str, str], language: str) -> Canvas:
    canvas = new_canvas(WIDTH, HEIGHT)
    axes = canvas.axes
    many = len(found.interviews)
    if not many:
        canvas.resize(WIDTH, 60.0)
        axes.text(WIDTH / 2, 30.0, say["none"], fontsize=_SIZE, ha="center", va="center")
        return canvas
    top = max(*(each.cumulative for each in found.interviews), *(each.high for each in found.spread), 1)
    step = _tidy(top / 4)
    top = math.ceil(top / step) * step
    tall = HEIGHT - _BELOW - _ABOVE
    wide = (WIDTH - _LEFT - _RIGHT) / many

    def across(number: float) -> float:
        return _LEFT + wide * (number - 0.5)

    def up(value: float) -> float:
        return _BELOW + tall * value / top

    for mark in range(0, int(top) + 1, int(step)):
        axes.plot([_LEFT, WIDTH - _RIGHT], [up(mark)] * 2, color="0.85", linewidth=0.4, zorder=1)
        axes.text(_LEFT - 5, up(mark), str(mark), fontsize=_SIZE, ha="right", va="center")
    axes.plot([_LEFT, WIDTH - _RIGHT], [_BELOW, _BELOW], color="0.3", linewidth=0.7, zorder=4)
    numbers = [each.number for each in found.interviews]
    if found.spread:
        places = [across(each.number) for each in found.spread]
        low = [up(each.low) for each in found.spread]
        high = [up(each.high) for each in found.spread]
        axes.fill([*places, *reversed(places)], [*high, *reversed(low)], color=_BAND, linewidth=0, zorder=0)
        axes.plot(
            places,
            [up(each.median) for each in found.spread],
            color="0.35",
            linewidth=0.9,
            linestyle=(0, (4, 2)),
            zorder=3,
        )
    half = min(wide * 0.3, 9.0)
    for each in found.interviews:
        x, new = across(each.number), len(each.new)
        axes.fill(
            [x - half, x + half, x + half, x - half],
            [up(0), up(0), up(new), up(new)],
            facecolor=_BAR,
            edgecolor="0.25",
            linewidth=0.4,
            zorder=2,
        )
    axes.plot(
        [across(number) for number in numbers],
        [up(each.cumulative) for each in found.interviews],
        color=_LINE,
        linewidth=1.4,
        marker="o",
        markersize=max(1.5, min(4.0, wide * 0.4)),
        zorder=5,
    )
    for number in _labelled(numbers, wide):
        axes.text(across(number), _BELOW - 5, str(number), fontsize=_SIZE, ha="center", va="top")
    axes.text((_LEFT + WIDTH - _RIGHT) / 2, 9, say["interview"], fontsize=_SIZE, ha="center", va="center")
    _thresholds(canvas, found, say, language)
    _legend(canvas, found, say)
    return canvas


def _thresholds(canvas: Canvas, found: Saturation, say: dict[str, str], language: str) -> None:
    """A dotted line behind the last interview before the run that confirms a threshold; equal ones share a line."""
    told: dict[int, list[str]] = {}
    for each in found.reached:
        if each.after is not None and each.notation is not None:
            share = f"{each.threshold * 100:g}" + ("%" if language == "en" else "\u00a0%")
            words = say["reached"].format(
                threshold=f"≤{share}" if each.threshold else share, notation=each.notation
            )
            told.setdefault(each.after, []).append(words)
    bottom, ceiling = _BELOW, HEIGHT - _ABOVE
    wide = (WIDTH - _LEFT - _RIGHT) / len(found.interviews)
    for row, (after, shown) in enumerate(sorted(told.items())):
        x = _LEFT + wide * after
        canvas.axes.plot([x, x], [bottom, ceiling + 2], color="0.2", linewidth=0.8, linestyle=":", zorder=4)
        right = x > WIDTH * 0.7
        canvas.axes.text(
            x - 3 if right else x + 3,
            bottom + 62 - 11 * row,
            "; ".join(shown),
            fontsize=_SMALL,
            ha="right" if right else "left",
            va="center",
            zorder=6,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.6},
        )


def _legend(canvas: Canvas, found: Saturation, say: dict[str, str]) -> None:
    """What line, bars and band are, above the plot."""
    axes, y = canvas.axes, HEIGHT - 12
    axes.plot([_LEFT, _LEFT + 16], [y, y], color=_LINE, linewidth=1.4, marker="o", markersize=3)
    axes.text(_LEFT + 21, y, say["codes"], fontsize=_SMALL, va="center")
    middle = _LEFT + 225
    axes.fill(
        [middle, middle + 10, middle + 10, middle], [y - 4, y - 4, y + 4, y + 4], facecolor=_BAR, edgecolor="0.25", linewidth=0.4
    )  # fmt: skip
    axes.text(middle + 15, y, say["new"], fontsize=_SMALL, va="center")
    if found.spread:
        y -= 14
        axes.fill(
            [_LEFT, _LEFT + 16, _LEFT + 16, _LEFT], [y - 4, y - 4, y + 4, y + 4], color=_BAND, linewidth=0
        )
        axes.plot([_LEFT, _LEFT + 16], [y, y], color="0.35", linewidth=0.9, linestyle=(0, (4, 2)))
        axes.text(_LEFT + 21, y, say["orders"], fontsize=_SMALL, va="center")


def _labelled(numbers: Sequence[int], wide: float) -> list[int]:
    """Numbers of the interviews that have room for their number."""
    every = max(1, math.ceil(14 / wide))
    return [number for number in numbers if number % every == 0 or every == 1 or number == 1]


def _tidy(step: float) -> int:
    """A step of a scale: 1, 2 or 5 times a power of ten, at least 1."""
    if step <= 1:
        return 1
    power = 10 ** math.floor(math.log10(step))
    return int(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step))
