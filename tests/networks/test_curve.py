"""The figure of saturation: the same bytes every time, in every language, for any number of interviews."""

from __future__ import annotations

import io

import pytest
from matplotlib.image import imread

from qualcode.analysis.saturation import saturation
from qualcode.errors import InputError
from qualcode.model.saturation import Saturation
from qualcode.networks.curve import saturation_figure
from tests.analysis.building import incidence


def found(interviews: int, permutations: int = 20) -> Saturation:
    """Each interview repeats a code and brings fewer and fewer new ones."""
    rows = [
        (n, 10 * i, 10 * i + 5, f"code {n}-{i}" if i else "all")
        for n in range(interviews)
        for i in range(1 + max(0, 8 - 2 * n))
    ]
    data = incidence(rows, documents=interviews)
    return saturation(data, [(n, "") for n in range(interviews)], permutations=permutations)


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
def test_the_same_result_gives_the_same_picture(language: str) -> None:
    one = saturation_figure(found(9), "svg", language=language)
    assert saturation_figure(found(9), "SVG", language=language) == one
    assert b"<svg" in one
    picture = imread(io.BytesIO(saturation_figure(found(9), language=language, dpi=72)))
    assert picture.shape[1] == 454


@pytest.mark.parametrize("interviews", [0, 1, 2, 150])
def test_few_and_many_interviews_are_drawn(interviews: int) -> None:
    assert saturation_figure(found(interviews, permutations=0 if interviews == 2 else 20), dpi=40)


def test_another_format_is_refused() -> None:
    with pytest.raises(InputError, match="“pdf”"):
        saturation_figure(found(2), "pdf")
