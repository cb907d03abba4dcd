"""Pairs beside random arrangements: what is expected, by which distribution, and that a seed decides everything."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, hypergeom

from qualcode.analysis.chance import adjusted_shares, chance
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.errors import InputError
from qualcode.model.arrays import Incidence
from qualcode.model.cooccurrence import ChanceUnit
from tests.analysis.building import Coding, Turn, incidence, reordered

TURNS: list[Turn] = [(d, i * 10, i * 10 + 9, "respondent") for d in range(2) for i in range(12)]
ROWS: list[Coding] = [
    *((0, i * 10, i * 10 + 4, "a") for i in range(5)),
    *((0, i * 10 + 2, i * 10 + 6, "b") for i in range(2, 8)),
    *((1, i * 10, i * 10 + 4, "a") for i in range(3)),
    *((1, i * 10, i * 10 + 4, "b") for i in range(3)),
    (0, 100, 104, "c"),
]


def small() -> Incidence:
    return incidence(ROWS, turns=TURNS, documents=2, length=120)


def test_the_expected_count_of_units_is_the_mean_of_the_hypergeometric_distribution() -> None:
    (pair,) = (p for p in chance(small(), unit="turn", permutations=10).pairs if (p.a, p.b) == ("a", "b"))
    assert pair.expected == pytest.approx(hypergeom(12, 5, 6).mean() + hypergeom(12, 3, 3).mean())
    assert pair.count == 6
    assert pair.ratio == pytest.approx(6 / pair.expected)


def test_the_share_of_arrangements_follows_the_hypergeometric_distribution() -> None:
    (pair,) = (p for p in chance(small(), unit="turn", permutations=20_000).pairs if (p.a, p.b) == ("a", "b"))
    first, second = hypergeom(12, 5, 6), hypergeom(12, 3, 3)
    exact = sum(first.pmf(i) * second.pmf(j) for i, j in product(range(7), range(4)) if i + j >= pair.count)
    assert pair.share == pytest.approx(exact, abs=4 * (exact * (1 - exact) / 20_000) ** 0.5 + 1e-4)
    assert pair.share == (pair.at_least + 1) / 20_001


def shifts(rows: list[Coding], length: int, a: str, b: str) -> list[int]:
    """The count of a pair for every shift of b against a around one document, by sets of characters."""
    mine = [set(range(s, e)) for _, s, e, code in rows if code == a]
    theirs = [(s, e) for _, s, e, code in rows if code == b]
    return [
        sum(
            bool(letters & {(at + shift) % length for at in range(s, e)})
            for letters in mine
            for s, e in theirs
        )
        for shift in range(length)
    ]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 19), st.integers(1, 20), st.sampled_from("ab")).map(
            lambda each: (0, each[0], min(20, each[0] + each[1]), each[2])
        ),
        unique=True,
        min_size=2,
        max_size=7,
    )
)
def test_shifted_codings_meet_as_often_as_all_shifts_say(rows: list[Coding]) -> None:
    data = incidence(rows, documents=1, length=20)
    for pair in chance(data, unit="overlap", permutations=400).pairs:
        every = shifts(rows, 20, pair.a, pair.b)
        assert pair.expected == pytest.approx(np.mean(every))
        exact = np.mean([count >= pair.count for count in every])
        assert pair.share == pytest.approx(exact, abs=5 * (exact * (1 - exact) / 400) ** 0.5 + 0.02)


@pytest.mark.parametrize("unit", ["overlap", "turn"])
def test_the_same_seed_gives_the_same_figures_in_whatever_order_rows_come(unit: ChanceUnit) -> None:
    data = small()
    order = list(range(len(ROWS)))[::-1]
    one = chance(data, unit=unit, permutations=50, seed=3)
    assert chance(data, unit=unit, permutations=50, seed=3) == one
    assert chance(reordered(data, order), unit=unit, permutations=50, seed=3) == one
    assert chance(data, unit=unit, permutations=50, seed=4) != one
    assert one.seed == 3


@pytest.mark.parametrize("unit", ["overlap", "turn"])
def test_the_pairs_are_those_of_the_co_occurrence_and_portions_do_not_matter(
    unit: ChanceUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.analysis import chance as module

    data = small()
    one = chance(data, unit=unit, minimum=2, permutations=64)
    found = cooccurrence(data, unit=unit, minimum=2)
    assert [(p.a, p.b, p.count) for p in one.pairs] == [(p.a, p.b, p.count) for p in found.pairs]
    assert one.compared == 3, "all pairs of codes in use, also those that never meet"
    monkeypatch.setattr(module, "_ROWS", 1)
    reported: list[int] = []
    chance(data, unit=unit, minimum=2, permutations=5, report=lambda done, total: reported.append(done))
    assert reported == [0, 1, 2, 3, 4]


def test_a_category_is_not_compared_with_its_own_and_an_empty_study_has_nothing() -> None:
    data = incidence(
        [(0, 0, 9, "home"), (0, 3, 6, "trust")],
        categories={"Place": ["home", "Outside"], "Outside": ["street"], "Tie": ["trust"]},
        codes=["street"],
    )
    found = chance(data, unit="overlap", level="category", permutations=9)
    assert [(p.a, p.b) for p in found.pairs] == [("Place", "Tie")]
    assert found.compared == 1
    assert chance(incidence([]), unit="turn", permutations=9).pairs == ()
    assert chance(incidence([]), permutations=9).pairs == ()


def test_what_the_report_raises_ends_the_work() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        chance(small(), unit="turn", report=stop)


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=20), st.integers(0, 30))
def test_adjusted_shares_are_those_of_scipy_with_the_others_at_1(shares: list[float], more: int) -> None:
    ours = adjusted_shares(np.array(shares), len(shares) + more)
    theirs = false_discovery_control([*shares, *([1.0] * more)])[: len(shares)]
    assert ours == pytest.approx(theirs)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"unit": "exact"}, "overlap, sentence, turn, document"),
        ({"permutations": 0}, "cannot be made"),
        ({"seed": -5}, "from 0 up"),
    ],
)
def test_a_wrong_choice_is_said_in_a_sentence(options: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        chance(small(), **options)  # type: ignore[arg-type]


def test_documents_are_drawn_from_all_of_them_keeping_how_many_each_code_has() -> None:
    rows = [(d, 0, 5, "a") for d in range(4)] + [(d, 10, 15, "b") for d in (0, 1, 2, 5, 6)]
    data = incidence(rows, documents=10)
    (pair,) = chance(data, unit="document", permutations=4000).pairs
    law = hypergeom(10, 4, 5)
    assert (pair.count, pair.expected) == (3, pytest.approx(law.mean()))
    assert pair.share == pytest.approx(law.sf(2), abs=0.03)
    assert chance(reordered(data, [8, 3, 1, 0, 2, 7, 6, 5, 4]), unit="document", permutations=400) == chance(
        data, unit="document", permutations=400
    )
