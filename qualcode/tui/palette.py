"""The colours of the coding pane, taken from the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color

from qualcode.tui.colours import Rgb, readable, stripe, tint

__all__ = ["Palette", "palette_of"]

VARIABLES = ("background", "foreground", "muted", "primary", "selection", "hit", "hit-current")
"""What is read of a theme."""


@lru_cache(maxsize=4096)
def _style(
    foreground: Rgb | None,
    background: Rgb | None,
    bold: bool = False,
    underline: bool = False,
    reverse: bool = False,
) -> Style:
    return Style(
        color=None if foreground is None else RichColor.from_rgb(*foreground),
        bgcolor=None if background is None else RichColor.from_rgb(*background),
        bold=bold or None,
        underline=underline or None,
        reverse=reverse or None,
    )


@dataclass(frozen=True, slots=True)
class Palette:
    """Everything that colours a row of the pane; equal palettes paint equal rows."""

    background: Rgb
    text: Rgb
    muted: Rgb
    label: Rgb
    selection: Rgb
    hit: Rgb
    hit_current: Rgb
    share: float
    """Strength of a code's tint, 0 to 1."""
    colourless: bool
    """Whether colours are taken away on the way to the terminal (NO_COLOR)."""

    @classmethod
    def of(cls, variables: Mapping[str, str], *, dark: bool, colourless: bool) -> Palette:
        """Read the palette from a theme's variables; the last ones read are kept."""
        return _read(tuple(variables.get(name, "#808080") for name in VARIABLES), dark, colourless)

    @classmethod
    def read(cls, values: tuple[str, ...], dark: bool, colourless: bool) -> Palette:
        """Read the palette from the values of ``VARIABLES``."""

        def colour(name: str) -> Rgb:
            parsed = Color.parse(values[VARIABLES.index(name)])
            return parsed.r, parsed.g, parsed.b

        background = colour("background")
        return cls(
            background=background,
            text=colour("foreground"),
            muted=readable(colour("muted"), background),
            label=readable(colour("primary"), background),
            selection=colour("selection"),
            hit=colour("hit"),
            hit_current=colour("hit-current"),
            share=0.30 if dark else 0.28,
            colourless=colourless,
        )

    def blank(self) -> Style:
        """The empty background."""
        return _style(self.text, self.background)

    def number(self) -> Style:
        """Turn numbers and times."""
        return _style(self.muted, self.background)

    def mark(self, colour: str, bold: bool = False) -> Style:
        """A stripe or letter in the margin."""
        return _style(stripe(colour, self.background), self.background, bold=bold)

    def speech(
        self,
        *,
        quiet: bool,
        label: bool,
        tint_of: str | None,
        layered: bool,
        selected: bool,
        hit: int,
        caret: bool,
    ) -> Style:
        """A piece of text; ``hit`` is 1 for a place found, 2 for the current one."""
        foreground = self.muted if quiet else self.label if label else self.text
        background = self.background
        if tint_of is not None:
            background = tint(tint_of, self.background, self.text, self.share)
        if selected:
            background = self.selection
        if hit:
            background = self.hit_current if hit == 2 else self.hit
        if background != self.background:
            foreground = readable(foreground, background)
        reverse = caret != (selected and self.colourless)
        return _style(
            foreground,
            background,
            bold=(label and not quiet) or hit == 2,
            underline=layered or (bool(hit) and self.colourless),
            reverse=reverse,
        )

    def code(self, colour: str, background: Rgb | None = None) -> Style:
        """The sign of a code in a list."""
        base = self.background if background is None else background
        return _style(stripe(colour, base), None)

    def quiet(self) -> Style:
        """Words of second rank in a list."""
        return _style(self.muted, None)


@lru_cache(maxsize=8)
def _read(values: tuple[str, ...], dark: bool, colourless: bool) -> Palette:
    return Palette.read(values, dark, colourless)


def palette_of(app: App[object]) -> Palette:
    """The colours of the theme that an app shows at the moment."""
    return Palette.of(app.theme_variables, dark=app.current_theme.dark, colourless=app.no_color)
