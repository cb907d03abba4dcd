from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.text.spans import lanes, overlaps, runs, trim, union_length

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=25,
)


@given(SPANS)
def test_runs_keep_every_pair_of_span_and_character(spans: list[tuple[int, int]]) -> None:
    expected = {(i, c) for i, (start, end) in enumerate(spans) for c in range(start, end)}
    found = {(i, c) for run in runs(spans) for i in run.members for c in range(run.start, run.end)}
    assert found == expected


@given(SPANS)
def test_runs_are_ordered_disjoint_and_maximal(spans: list[tuple[int, int]]) -> None:
    result = runs(spans)
    for before, after in pairwise(result):
        assert before.end <= after.start
        assert before.end < after.start or before.members != after.members
    assert sum(run.end - run.start for run in result) == union_length(spans)
    assert all(run.start < run.end and run.members for run in result)


@given(SPANS)
def test_members_come_by_start_and_longer_first(spans: list[tuple[int, int]]) -> None:
    for run in runs(spans):
        keys = [(spans[i][0], -spans[i][1]) for i in run.members]
        assert keys == sorted(keys)


@given(SPANS)
def test_overlapping_spans_never_share_a_lane(spans: list[tuple[int, int]]) -> None:
    result = lanes(spans)
    assert len(result) == len(spans)
    for i, a in enumerate(spans):
        for j in range(i):
            if overlaps(a, spans[j]):
                assert result[i] != result[j]


@given(SPANS)
def test_no_more_lanes_than_the_deepest_overlap(spans: list[tuple[int, int]]) -> None:
    deepest = max((len(run.members) for run in runs(spans)), default=0)
    assert len(set(lanes(spans))) == deepest


def test_touching_spans_use_one_lane() -> None:
    assert lanes([(0, 3), (3, 6), (6, 9)]) == [0, 0, 0]
    assert lanes([(6, 9), (0, 4), (3, 6), (4, 5)]) == [0, 0, 1, 0]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_a_chain_of_touching_spans_uses_one_lane(lengths: list[int]) -> None:
    ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
    assert set(lanes([(end - length, end) for end, length in zip(ends, lengths, strict=True)])) == {0}


@given(SPANS)
def test_union_length_counts_each_character_once(spans: list[tuple[int, int]]) -> None:
    assert union_length(spans) == len({c for start, end in spans for c in range(start, end)})


@given(st.tuples(st.integers(0, 9), st.integers(0, 9)), st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_overlap_means_a_shared_character(a: tuple[int, int], b: tuple[int, int]) -> None:
    assert overlaps(a, b) == bool(set(range(*a)) & set(range(*b)))


@given(st.text(" \n\tab\u00a0", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_trim_gives_the_stripped_piece(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    left, right = trim(text, start, end)
    assert text[left:right] == text[start:end].strip()
    assert start <= left <= right <= end


@pytest.mark.parametrize("span", [(3, 3), (5, 2)])
def test_empty_and_reversed_spans_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="empty or reversed"):
        runs([(0, 4), span])
    with pytest.raises(InputError, match="empty or reversed"):
        lanes([span])
