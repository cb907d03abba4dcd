"""Colours that can be read in every theme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.theme import Theme

from qualcode.tui.colours import Rgb, contrast, readable, rgb, stripe, tint
from qualcode.tui.palette import Palette
from qualcode.tui.themes import THEMES

CHANNEL = st.integers(0, 255)
COLOURS = st.tuples(CHANNEL, CHANNEL, CHANNEL)
OKABE_ITO = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999"]


def palette(theme: Theme) -> Palette:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    return Palette.of(variables, dark=theme.dark, colourless=False)


@given(COLOURS, COLOURS)
def test_any_colour_is_brought_to_a_contrast_that_can_be_read(colour: Rgb, background: Rgb) -> None:
    assert contrast(readable(colour, background, 3.0), background) >= 3.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
@pytest.mark.parametrize("colour", OKABE_ITO)
def test_text_on_tints_and_stripes_in_the_margin_can_be_seen(theme: Theme, colour: str) -> None:
    p = palette(theme)
    tinted = tint(colour, p.background, p.text, p.share)
    assert contrast(tinted, p.text) >= 4.5
    assert tinted != p.background
    assert contrast(stripe(colour, p.background), p.background) >= 3.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_every_piece_of_text_can_be_read_whatever_lies_under_it(theme: Theme) -> None:
    p = palette(theme)
    for quiet in (False, True):
        for label in (False, True):
            for tint_of in (None, *OKABE_ITO):
                for selected in (False, True):
                    for hit in (0, 1, 2):
                        style = p.speech(
                            quiet=quiet, label=label, tint_of=tint_of, layered=False, selected=selected, hit=hit,
                            caret=False,
                        )  # fmt: skip
                        assert style.color is not None
                        assert style.bgcolor is not None
                        ink, ground = style.color.triplet, style.bgcolor.triplet
                        assert ink is not None
                        assert ground is not None
                        assert contrast(tuple(ink), tuple(ground)) >= 4.4  # type: ignore[arg-type]


def test_what_is_no_colour_is_grey() -> None:
    assert rgb("red") == (128, 128, 128)
    assert rgb("#12345G") == (128, 128, 128)
