"""Saturation by base, run and threshold, by hand and over random orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.saturation import saturation
from qualcode.errors import InputError
from qualcode.model.arrays import Incidence
from qualcode.model.saturation import Saturation
from tests.analysis.building import incidence


def study(interviews: Sequence[str]) -> Incidence:
    """Each interview bears the codes that its letters name."""
    return incidence(
        [(n, 10 * i, 10 * i + 5, code) for n, codes in enumerate(interviews) for i, code in enumerate(codes)],
        documents=len(interviews),
    )


def bringing(new: Sequence[int]) -> list[str]:
    """Interviews that bring so many codes that none before them had, and repeat the first code."""
    found, used = [], 0
    for many in new:
        found.append("".join(chr(0x100 + used + i) for i in range(many)) + chr(0x100))
        used += many
    return ["".join(dict.fromkeys(each)) for each in found]


def assess(interviews: Sequence[str], **options: object) -> Saturation:
    order = [(i, "") for i in range(len(interviews))]
    return saturation(study(interviews), order, **({"permutations": 20} | options))  # type: ignore[arg-type]


def test_the_method_step_by_step() -> None:
    """Base 4 with 37 codes; runs 3/37, 3/37, 1/37: at most 5 % after six interviews, confirmed by the seventh and eighth.

    The numbers follow the scheme of Guest, Namey and Chen (2020): base, run of two, the next run begins with the last
    interview of the one before, new codes of the run over codes of the base.
    """
    found = assess(bringing([16, 11, 6, 4, 1, 2, 1, 0, 0, 0]))
    assert found.base_codes == 37
    assert [(run.first, run.last, run.new) for run in found.runs] == [
        (5, 6, 3), (6, 7, 3), (7, 8, 1), (8, 9, 0), (9, 10, 0),
    ]  # fmt: skip
    assert [round(run.ratio or 0, 3) for run in found.runs] == [0.081, 0.081, 0.027, 0, 0]
    five, none = found.reached
    assert (five.threshold, five.after, five.confirmed, five.ratio) == (0.05, 6, (7, 8), 1 / 37)
    assert (none.threshold, none.after, none.confirmed, none.ratio) == (0.0, 7, (8, 9), 0.0)
    assert [each.cumulative for each in found.interviews] == [16, 27, 33, 37, 38, 40, 41, 41, 41, 41]


def test_a_share_on_the_threshold_is_within_it() -> None:
    """1 of 20 codes is 5 %, and 3 of 60 are; the next larger share is not."""
    assert assess(bringing([5, 5, 5, 5, 1, 0])).reached[0].after == 4
    assert assess(bringing([15, 15, 15, 15, 2, 1])).reached[0].after == 4
    assert assess(bringing([15, 15, 15, 15, 2, 2])).reached[0].after is None


def test_runs_of_three_overlap_by_one_interview() -> None:
    found = assess(bringing([9, 9, 9, 9, 1, 1, 1, 0, 0, 0]), run=3, base=4)
    assert [(run.first, run.last, run.new) for run in found.runs] == [(5, 7, 3), (7, 9, 1)]
    assert found.reached[0].confirmed == (7, 8, 9)
    assert found.reached[1].after is None


def test_too_few_interviews_still_give_the_curve() -> None:
    found = assess(["ab", "b", "c"])
    assert (found.needed, found.base_codes, found.runs, found.reached) == (6, None, (), ())
    assert [each.cumulative for each in found.interviews] == [2, 2, 3]
    assert [each.new for each in found.interviews] == [("a", "b"), (), ("c",)]
    assert found.spread[-1].median == 3
    one = assess(["a"])
    assert [each.cumulative for each in one.interviews] == [1]
    assert assess([]).interviews == ()
    assert assess([]).spread == ()


def test_a_base_without_codes_has_no_ratio() -> None:
    found = assess(["", "", "", "", "a", "", ""])
    assert found.base_codes == 0
    assert [run.ratio for run in found.runs] == [None, None]
    assert [each.after for each in found.reached] == [None, None]
    assert found.reached[1].orders <= 20


def test_categories_and_documents() -> None:
    data = incidence(
        [(0, 0, 5, "home"), (1, 0, 5, "street"), (2, 0, 5, "trust")],
        categories={"Place": ["home", "street"], "Tie": ["trust"]},
    )
    order = [(0, "1"), (1, "2"), (2, "3")]
    codes = saturation(data, order, permutations=0)
    groups = saturation(data, order, level="category", unit="documents", permutations=0)
    assert [len(each.new) for each in codes.interviews] == [1, 1, 1]
    assert [each.new for each in groups.interviews] == [("Place",), (), ("Tie",)]
    assert [each.name for each in groups.interviews] == ["interview 01", "interview 02", "interview 03"]
    assert [each.placed_by for each in groups.interviews] == ["1", "2", "3"]
    assert codes.spread == ()


def test_two_interviews_of_one_case_are_one_interview() -> None:
    data = study(["ab", "bc", "d"])
    data = replace(
        data,
        case=type(data.case)("q", [0 if row < 2 else 1 for row in data.document]),
        document_case=type(data.case)("q", [0, 0, 1]),
        cases=data.cases[:2],
    )
    found = saturation(data, [(0, ""), (1, "")], permutations=0)
    assert [each.cumulative for each in found.interviews] == [3, 4]


interviews = st.lists(
    st.text("abcdefgh", max_size=5).map(lambda text: "".join(dict.fromkeys(text))), max_size=9
)


@given(interviews, st.integers(1, 4), st.integers(2, 3))
def test_curve_runs_and_thresholds_against_a_plain_count(given_: list[str], base: int, run: int) -> None:
    found = assess(given_, base=base, run=run, thresholds=(0.0, 0.25, 1.0))
    for each in found.interviews:
        assert each.cumulative == len(set("".join(given_[: each.number])))
        assert set(each.new) == set(given_[each.number - 1]) - set("".join(given_[: each.number - 1]))
    for each in found.runs:
        before = set("".join(given_[: each.first - 1]))
        assert each.new == len(set("".join(given_[each.first - 1 : each.last])) - before)
    reached = [each.after for each in found.reached]
    for tight, loose in pairwise(reached):
        assert tight is None or (loose is not None and loose <= tight)
    last = len(set("".join(given_)))
    assert not given_ or (found.spread[-1].low, found.spread[-1].high) == (last, last)
    for before, after in pairwise(found.spread):
        assert before.low <= before.median <= before.high
        assert before.median <= after.median


def test_the_median_over_random_orders_is_near_that_of_all_orders() -> None:
    given_ = ["abc", "a", "b", "cd", "e"]
    found = assess(given_, permutations=4000)
    every = np.array(
        [[len(set("".join(order[: i + 1]))) for i in range(5)] for order in permutations(given_)]
    )
    assert [each.median for each in found.spread] == np.median(every, axis=0).tolist()


def test_the_same_seed_gives_the_same_and_order_of_import_does_not_matter() -> None:
    given_ = bringing([6, 5, 4, 3, 1, 1, 0, 1, 0])
    first = saturation(study(given_), [(i, "") for i in range(9)], seed=5)
    assert saturation(study(given_), [(i, "") for i in range(9)], seed=5) == first
    backwards = study(given_[::-1])
    backwards = replace(
        backwards,
        cases=tuple(replace(case, label=f"R{9 - i:02d}") for i, case in enumerate(backwards.cases)),
    )
    other = saturation(backwards, [(8 - i, "") for i in range(9)], seed=5)
    assert other.spread == first.spread
    assert other.reached == first.reached
    assert [each.cumulative for each in other.interviews] == [each.cumulative for each in first.interviews]
    assert saturation(study(given_), [(i, "") for i in range(9)], seed=6).spread != first.spread


def test_random_orders_say_how_many_reach_a_threshold() -> None:
    same = assess(["ab"] * 8, permutations=50)
    assert [(each.orders, each.median_after) for each in same.reached] == [(50, 4), (50, 4)]
    never = assess(list("abcdefgh"), permutations=50)
    assert [(each.orders, each.median_after) for each in never.reached] == [(0, None), (0, None)]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"base": 0}, "base"),
        ({"run": 1}, "run"),
        ({"thresholds": (1.5,)}, "threshold"),
        ({"permutations": -1}, "permutations"),
        ({"permutations": 100_001}, "100,000 at most"),
        ({"run": 1}, "The run is 1 interview;"),
        ({"seed": -1}, "seed"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, object], word: str) -> None:
    with pytest.raises(InputError, match=word):
        assess(["a", "b"], **options)
