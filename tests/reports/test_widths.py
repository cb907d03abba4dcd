"""Columns of Word tables: their shares, and room for their longest words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.writers.widths import fitted_widths, least_width, word_width

COLUMNS = st.lists(st.tuples(st.floats(0.2, 9), st.integers(0, 4000)), min_size=1, max_size=12)


def test_without_long_words_the_shares_decide() -> None:
    assert fitted_widths(9000, [1, 2, 6]) == (1000, 2000, 6000)
    assert fitted_widths(9000, [1, 2, 6], [900, 10, 10]) == (1000, 2000, 6000)


def test_a_column_gets_the_room_of_its_longest_word_from_the_others() -> None:
    assert fitted_widths(9000, [1, 2, 6], [1800, 0, 0]) == (1800, 1800, 5400)
    assert fitted_widths(9000, [1, 4, 4], [3000, 2800, 0]) == (3000, 3000, 3000)


def test_where_all_are_too_wide_each_gives_way() -> None:
    assert fitted_widths(9000, [5, 1], [12000, 6000]) == (6000, 3000)


@given(COLUMNS, st.integers(500, 15000))
def test_the_whole_width_is_used_and_each_least_width_kept_where_there_is_room(
    columns: list[tuple[float, int]], width: int
) -> None:
    shares, least = [share for share, _ in columns], [each for _, each in columns]
    found = fitted_widths(width, shares, least)
    assert sum(found) == width
    assert all(each >= 0 for each in found)
    if sum(least) <= width:
        assert all(each >= wanted - 1 for each, wanted in zip(found, least, strict=True))


@pytest.mark.parametrize(
    ("word", "arial"), [("Coverage", 4280), ("Respondents", 5948), ("Rozhovory", 4891), ("2026", 2224)]
)
def test_words_are_about_as_wide_as_in_arial(word: str, arial: int) -> None:
    true = arial / 1000 * 8.5 * 20
    assert true * 0.95 <= word_width(word, 8.5) <= true * 1.15
    assert word_width(word, 8.5, bold=True) > word_width(word, 8.5)


def test_a_line_breaks_at_spaces_and_hyphens_but_not_at_spaces_made_not_to() -> None:
    together = least_width([("22\u00a0November\u00a02026", False)], 8.5, most=9000)
    assert together > least_width([("22 November 2026", False)], 8.5, most=9000)
    assert least_width([("multi-disciplinary", False)], 8.5, most=9000) == word_width("disciplinary", 8.5)
    assert least_width([("x" * 300, False)], 8.5, most=2000) == 2000
    assert least_width([("důvěra", False)], 8.5, most=9000) == word_width("duvera", 8.5)
