"""One rule for seeds: whole numbers from 0 up, wherever numbers are drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from qualcode.analysis.redrawing import draws
from qualcode.analysis.seeds import checked_seed, generator
from qualcode.analysis.sensitivity import drawn
from qualcode.errors import InputError


@pytest.mark.parametrize(
    "draw",
    [
        checked_seed,
        generator,
        lambda seed: list(draws(np.array([0, 0, 0]), 10, seed)),
        lambda seed: drawn([0, 0, 0], 10, seed),
    ],
)
def test_a_seed_below_0_is_said_in_a_sentence(draw: Callable[[int], object]) -> None:
    with pytest.raises(InputError, match="The seed is -5; give a whole number from 0 up"):
        draw(-5)
    assert draw(0) is not None
