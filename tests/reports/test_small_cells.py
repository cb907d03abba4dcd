"""No count of few people can be read from a report, nor reckoned from what stands beside it."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.reports.small_cells import combination_risk, in_ranges, possible, small_groups, withhold

LINES = st.lists(st.integers(1, 7), min_size=2, max_size=4).flatmap(
    lambda sizes: st.tuples(
        st.just(sizes), st.tuples(*(st.integers(0, size) for size in sizes)), st.integers(2, 5)
    )
)


def readings(
    sizes: list[int], counts: tuple[int, ...], hidden: tuple[bool, ...], total: bool
) -> list[tuple[int, ...]]:
    """Every line that fits what is printed: the counts that are shown, the sizes of the groups and, unless withheld, the total."""
    return [
        line
        for line in product(*(range(size + 1) for size in sizes))
        if all(gone or a == b for a, b, gone in zip(line, counts, hidden, strict=True))
        and (total or sum(line) == sum(counts))
    ]


@given(LINES)
@settings(max_examples=400, deadline=None)
def test_no_withheld_count_can_be_reckoned_from_its_line(
    case: tuple[list[int], tuple[int, ...], int],
) -> None:
    sizes, counts, smallest = case
    line = withhold(counts, sizes, smallest)
    assert all(gone for count, gone in zip(counts, line.cells, strict=True) if 0 < count < smallest)
    if not any(0 < count < smallest for count in counts):
        assert not any(line.cells)
    if line.total and sum(line.cells) == 1:
        return
    fitting = readings(sizes, counts, line.cells, line.total)
    for place, gone in enumerate(line.cells):
        if gone:
            assert len({reading[place] for reading in fitting}) > 1


@given(LINES)
@settings(max_examples=200, deadline=None)
def test_what_counts_can_be_is_what_trying_all_of_them_finds(
    case: tuple[list[int], tuple[int, ...], int],
) -> None:
    sizes, counts, smallest = case
    total = sum(counts)
    lines = [line for line in product(*(range(size + 1) for size in sizes)) if sum(line) == total]
    small = [line for line in lines if any(0 < value < smallest for value in line)]
    places = range(len(sizes))
    assert possible(sizes, total) == tuple(frozenset(line[n] for line in lines) for n in places)
    assert possible(sizes, total, smallest) == tuple(frozenset(line[n] for line in small) for n in places)


def test_a_line_of_a_study_worked_by_hand() -> None:
    # 8 of 16 speak; the 2 of group A go, and with them the next smallest, the 4 of B: any split of 6 fits
    assert withhold([2, 4, 5], [5, 6, 5], 3).cells == (True, True, False)
    # both groups are full: the total of 6 would give everything away
    assert withhold([1, 5], [1, 5], 3) == withhold([1, 5], [1, 5], 3).__class__((True, True), total=True)
    assert withhold([0, 0, 7], [5, 6, 7], 3).cells == (False, False, False)
    # nothing but zeros stands beside the small one, so a zero goes
    assert withhold([2, 0, 0], [5, 6, 7], 3).cells.count(True) == 2


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), max_size=6), st.integers(2, 5))
def test_small_groups_go_together_with_enough_others(sizes: dict[str, int], smallest: int) -> None:
    gone = small_groups(sizes, smallest)
    assert {name for name, size in sizes.items() if size < smallest} <= gone
    if gone and gone != set(sizes):
        assert len(gone) > 1
        assert sum(sizes[name] for name in gone) >= smallest
    if all(size >= smallest for size in sizes.values()):
        assert not gone


@given(st.lists(st.integers(0, 60), min_size=2, max_size=30), st.integers(2, 5))
def test_ranges_hold_enough_people_and_their_bounds_hold_the_values(
    numbers: list[int], smallest: int
) -> None:
    found = in_ranges([str(number) for number in numbers], smallest)
    if found is None:
        return
    assert min(Counter(found[str(number)] for number in numbers).values()) >= smallest
    for number in numbers:
        said = found[str(number)]
        if said.startswith("< "):
            assert number < int(said[2:])
        elif said.startswith("≥ "):
            assert number >= int(said[2:])
        else:
            low, _, high = said.partition("–")
            assert int(low) <= number <= int(high or low)


def test_ranges_keep_the_unit_and_are_only_for_numbers() -> None:
    found = in_ranges(["52 min", "55 min", "71 min", "74 min"], 2)
    assert found is not None
    assert set(found.values()) == {"< 60 min", "≥ 60 min"} or all(" min" in said for said in found.values())
    assert in_ranges(["5", "about ten", "7"], 2) is None
    assert in_ranges(["5 years", "6 months"], 2) is None
    assert in_ranges(["5", "50"], 2) is None


def test_the_risk_of_combinations_counts_people() -> None:
    rows = [("clinic", "nurse"), ("clinic", "nurse"), ("clinic", "nurse"), ("clinic", "doctor"), ("service", "nurse"), ("service", "nurse")]  # fmt: skip
    assert combination_risk(rows, 3) == 3
    assert combination_risk(rows, 2) == 1
