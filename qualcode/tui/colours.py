"""Colours of codes on any background: tints behind text and stripes in the margin, with enough contrast."""

from __future__ import annotations

import colorsys
from functools import lru_cache

__all__ = ["Rgb", "blend", "contrast", "hexadecimal", "readable", "rgb", "stripe", "tint"]

Rgb = tuple[int, int, int]
TEXT_CONTRAST = 4.5
"""WCAG 2.2, level AA, for text."""
STRIPE_CONTRAST = 3.0
"""WCAG 2.2, level AA, for signs."""


@lru_cache(maxsize=2048)
def rgb(colour: str) -> Rgb:
    """``#RRGGBB`` as numbers; anything else is a middle grey.

    >>> rgb("#E69F00")
    (230, 159, 0)
    """
    digits = colour.removeprefix("#")
    if len(digits) == 6 and all(c in "0123456789abcdefABCDEF" for c in digits):
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    return 128, 128, 128


def hexadecimal(colour: Rgb) -> str:
    """Numbers as ``#RRGGBB``."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def blend(base: Rgb, colour: Rgb, share: float) -> Rgb:
    """A share (0 to 1) of one colour over another."""
    r, g, b = (round(under + (over - under) * share) for under, over in zip(base, colour, strict=True))
    return r, g, b


def _luminance(colour: Rgb) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [c / 255 for c in colour]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: Rgb, b: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    >>> contrast((0, 0, 0), (255, 255, 255))
    21.0
    """
    first, second = sorted((_luminance(a), _luminance(b)))
    return round((second + 0.05) / (first + 0.05), 4)


@lru_cache(maxsize=4096)
def readable(colour: Rgb, background: Rgb, minimum: float = TEXT_CONTRAST) -> Rgb:
    """The colour itself, or the nearest lightness of its hue that reaches a contrast with the background."""
    if contrast(colour, background) >= minimum:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    upwards = _luminance(background) < 0.18
    for step in range(1, 101):
        moved = lightness + (1 - lightness) * step / 100 if upwards else lightness * (1 - step / 100)
        r, g, b = (round(c * 255) for c in colorsys.hls_to_rgb(hue, moved, saturation))
        if contrast((r, g, b), background) >= minimum:
            return r, g, b
    return (255, 255, 255) if upwards else (0, 0, 0)


@lru_cache(maxsize=4096)
def tint(colour: str, background: Rgb, text: Rgb, share: float) -> Rgb:
    """A code's colour over the background, at most so strong that the text on it stays readable."""
    while share > 0.05:
        tinted = blend(background, rgb(colour), share)
        if contrast(tinted, text) >= TEXT_CONTRAST:
            return tinted
        share -= 0.05
    return background


def stripe(colour: str, background: Rgb) -> Rgb:
    """A code's colour as a sign on the background, moved in lightness until it can be seen."""
    return readable(rgb(colour), background, STRIPE_CONTRAST)
