"""The random numbers of an analysis: one check of the seed, one generator."""

from __future__ import annotations

import numpy as np

from qualcode.errors import InputError

__all__ = ["checked_seed", "generator"]


def checked_seed(seed: int) -> int:
    """The same seed; raises :class:`~qualcode.errors.InputError` for one below 0.

    >>> checked_seed(0)
    0
    """
    if seed < 0:
        raise InputError(f"The seed is {seed}; give a whole number from 0 up.")
    return seed


def generator(seed: int) -> np.random.Generator:
    """Random numbers that are the same for the same seed; raises as :func:`checked_seed` does."""
    return np.random.default_rng(checked_seed(seed))
