"""Values of an attribute sorted as people mean them, and charts of block characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.text.charts import columns_chart
from qualcode.text.ordering import sorting_keys


def in_order(*values: str) -> tuple[str, list[str]]:
    kind, keys = sorting_keys(values)
    return kind, [values[i] for i in sorted(range(len(values)), key=lambda i: keys[i])]


def test_dates_of_several_forms_sort_by_day() -> None:
    assert in_order("5. 3. 2024", "2024-02-28", "17.2.2024", "2024-03") == (
        "dates", ["17.2.2024", "2024-02-28", "2024-03", "5. 3. 2024"],
    )  # fmt: skip
    assert in_order("2024-03-05T09:30", "2024-03-05 08:00:10", "2023") == (
        "dates", ["2023", "2024-03-05 08:00:10", "2024-03-05T09:30"],
    )  # fmt: skip
    assert in_order("13/2/2024", "1/3/2024")[1] == ["13/2/2024", "1/3/2024"]
    assert in_order("2/13/2024", "3/1/2024")[1] == ["2/13/2024", "3/1/2024"]


def test_dates_that_can_be_read_in_two_ways_are_refused() -> None:
    with pytest.raises(InputError, match="“5/3/2024” can be read in two ways"):
        sorting_keys(["5/3/2024", "6/4/2024"])


def test_numbers_and_words() -> None:
    assert in_order("10", "9,5", "-1") == ("numbers", ["-1", "9,5", "10"])
    assert in_order("wave 10", "Wave 2", "pilot") == ("words", ["pilot", "Wave 2", "wave 10"])
    assert in_order("2024-02-31", "2024-01-01")[0] == "words"
    assert sorting_keys([]) == ("words", [])


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_values_can_be_compared(values: list[str]) -> None:
    try:
        _, keys = sorting_keys(values)
    except InputError:
        return
    assert len(sorted(keys)) == len(values)


@given(st.lists(st.integers(0, 5000), max_size=300), st.integers(1, 120), st.integers(1, 12))
def test_a_chart_keeps_to_its_width(values: list[int], width: int, height: int) -> None:
    lines = columns_chart(values, [f"+{value}" for value in values], width=width, height=height)
    scale = len(str(max([*values, 1])))
    assert all(len(line) <= max(width, scale + 3) for line in lines)
    assert bool(lines) == bool(values)


def test_a_chart_shows_the_last_value_where_columns_stand_for_several() -> None:
    lines = columns_chart([1] * 99 + [8], width=20, height=8)
    assert lines[0].endswith("█")
    assert lines[0].startswith("8 ┤")
    assert columns_chart([0, 0], width=20, height=2)[0] == "1 ┤"
