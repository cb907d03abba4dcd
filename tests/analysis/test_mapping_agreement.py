"""Agreement of two mappers: worked out by hand, against scikit-learn, and what must hold whatever was mapped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from qualcode.analysis.mapping_agreement import agree, kappa
from qualcode.model.frameworks import ASPECTS, POLARITY_LEVELS, Mapping
from qualcode.model.mapping_agreement import MappingAgreement, ValueAgreement

CODES = ((1, "home visits"), (2, "shared clients"), (3, "trust"))
CRITERIA = ("in_vivo", "outreach")


def says(
    code: int, criterion: str, level: int | str | None = 5, strength: int = 2, aspect: str = "practice", counts: bool = True
) -> Mapping:  # fmt: skip
    polarity = "ask" if level is None else level if isinstance(level, str) else "level"
    number = POLARITY_LEVELS[level] if isinstance(level, str) else level
    return Mapping(0, code, f"code {code}", criterion, polarity, number, strength, aspect, counts)  # type: ignore[arg-type]


def value(found: MappingAgreement, name: str) -> ValueAgreement:
    return next(each for each in found.values if each.value == name)


def test_six_pairs_worked_out_by_hand() -> None:
    """Both 2, only the first 1, only the second 1, neither 2: Po = 4/6, Pe = (3·3 + 3·3)/36 = 1/2, kappa = 1/3."""
    first = [says(1, "in_vivo", 5), says(1, "outreach", 2), says(2, "in_vivo", 1)]
    second = [says(1, "in_vivo", 4), says(1, "outreach", 2, strength=3), says(3, "outreach")]
    found = agree(first, second, CODES, CRITERIA)
    mapped = found.mapped
    assert (mapped.pairs, mapped.both, mapped.only_first, mapped.only_second, mapped.neither) == (
        6,
        2,
        1,
        1,
        2,
    )
    assert mapped.agreement == pytest.approx(4 / 6)
    assert mapped.kappa == pytest.approx(1 / 3)
    assert mapped.positive == pytest.approx(4 / 6)
    assert (mapped.prevalence_first, mapped.prevalence_second) == (0.5, 0.5)
    level = value(found, "level")
    assert (level.pairs, level.agreed, level.agreement, level.within_one) == (2, 1, 0.5, 1.0)
    # levels 5-4 and 2-2: observed 1, expected by chance (1 + 9 + 4 + 0) / 2 = 7, so 1 - 1/7
    assert level.kappa == pytest.approx(6 / 7)
    assert [(each.code, each.criterion, each.differ) for each in found.disagreements] == [
        ("home visits", "in_vivo", ("level",)),
        ("home visits", "outreach", ("strength",)),
        ("shared clients", "in_vivo", ("mapped",)),
        ("trust", "outreach", ("mapped",)),
    ]
    assert found.disagreements[2].second is None


def test_cohens_own_example_of_1968_comes_out_as_by_scikit_learn() -> None:
    first = [1] * 25 + [2] * 45 + [3] * 30
    second = [1] * 20 + [2] * 5 + [1] * 5 + [2] * 35 + [3] * 5 + [2] * 4 + [3] * 26
    a, b = np.array(first) - 1, np.array(second) - 1
    assert kappa(a, b, 3)[0] == pytest.approx(cohen_kappa_score(first, second))
    assert kappa(a, b, 3, quadratic=True)[0] == pytest.approx(
        cohen_kappa_score(first, second, weights="quadratic")
    )


def test_equal_ratings_throughout_have_no_kappa_and_one_sided_ones_have_none_worth_reading() -> None:
    same = [says(1, "in_vivo", 4), says(2, "in_vivo", 4)]
    found = agree(same, same, CODES, CRITERIA)
    level = value(found, "level")
    assert (level.kappa, level.undefined, level.agreement, level.one_sided) == (None, "constant", 1.0, False)
    other = [says(1, "in_vivo", 4), says(2, "in_vivo", 5)]
    level = value(agree(same, other, CODES, CRITERIA), "level")
    assert (level.kappa, level.undefined, level.one_sided) == (0.0, "", True)


@pytest.mark.parametrize(("codes", "criteria"), [((), CRITERIA), (CODES, ())])
def test_without_pairs_nothing_is_a_number(
    codes: tuple[tuple[int, str], ...], criteria: tuple[str, ...]
) -> None:
    found = agree([says(1, "in_vivo")], [], codes, criteria)
    assert found.mapped.pairs == 0
    assert (found.mapped.agreement, found.mapped.kappa, found.mapped.undefined) == (None, None, "no pairs")
    assert found.mapped.prevalence_first is None


def test_nobody_mapped_and_everything_mapped_are_constant() -> None:
    everything = [says(i, each) for i, _ in CODES for each in CRITERIA]
    for both in ([], everything):
        mapped = agree(both, both, CODES, CRITERIA).mapped
        assert (mapped.agreement, mapped.kappa, mapped.undefined) == (1.0, None, "constant")
    assert agree([], [], CODES, CRITERIA).mapped.positive is None


def test_a_pole_is_its_level_and_a_level_left_to_the_quotations_is_counted_apart() -> None:
    first = [says(1, "in_vivo", "supports"), says(2, "in_vivo", None), says(3, "in_vivo", None)]
    second = [says(1, "in_vivo", 5), says(2, "in_vivo", None), says(3, "in_vivo", 2)]
    found = agree(first, second, CODES, CRITERIA)
    assert value(found, "level").pairs == 1
    assert (found.asked_by_both, found.asked_by_one) == (1, 1)
    assert [(each.code, each.differ) for each in found.disagreements] == [("trust", ("level",))]


def test_mappings_of_other_codes_and_criteria_are_left_out() -> None:
    found = agree([says(9, "in_vivo"), says(1, "gone")], [], CODES, CRITERIA)
    assert found.mapped.neither == 6
    assert found.disagreements == ()


@st.composite
def mapping(draw: st.DrawFn) -> list[Mapping]:
    pairs = draw(st.sets(st.tuples(st.integers(1, 3), st.sampled_from(CRITERIA))))
    return [
        says(
            code,
            criterion,
            draw(st.sampled_from([1, 2, 3, 4, 5, None])),
            draw(st.integers(1, 3)),
            draw(st.sampled_from(ASPECTS)),
            draw(st.booleans()),
        )
        for code, criterion in sorted(pairs)
    ]


@settings(max_examples=60, deadline=None)
@given(mapping(), mapping(), st.randoms(use_true_random=False))
def test_figures_are_those_of_scikit_learn_alike_both_ways_and_in_any_order(
    first: list[Mapping], second: list[Mapping], random: object
) -> None:
    found = agree(first, second, CODES, CRITERIA)
    back = agree(second, first, CODES, CRITERIA)
    random.shuffle(first)  # type: ignore[attr-defined]
    assert agree(first, second, CODES, CRITERIA) == found
    assert back.mapped.kappa == found.mapped.kappa
    assert [v.kappa for v in back.values] == pytest.approx([v.kappa for v in found.values], nan_ok=True)
    pairs = [(i, each) for i, _ in CODES for each in CRITERIA]
    one, two = ({(m.code_id, m.criterion): m for m in each} for each in (first, second))
    if found.mapped.kappa is not None:
        ones, twos = [pair in one for pair in pairs], [pair in two for pair in pairs]
        assert found.mapped.kappa == pytest.approx(cohen_kappa_score(ones, twos))
    shared = [pair for pair in pairs if pair in one and pair in two]
    levels = [
        (one[p].level, two[p].level) for p in shared if one[p].level is not None and two[p].level is not None
    ]
    level = value(found, "level")
    assert level.pairs == len(levels)
    if level.kappa is not None:
        a, b = zip(*levels, strict=True)
        assert level.kappa == pytest.approx(cohen_kappa_score(a, b, weights="quadratic", labels=range(1, 6)))
    aspect = value(found, "aspect")
    if aspect.kappa is not None:
        a2, b2 = [one[p].aspect for p in shared], [two[p].aspect for p in shared]
        assert aspect.kappa == pytest.approx(cohen_kappa_score(a2, b2))
    agreed = {(d.code_id, d.criterion) for d in found.disagreements}
    for pair in pairs:
        left, right = one.get(pair), two.get(pair)
        key = [(m.level, m.strength, m.aspect, m.counts) if m else None for m in (left, right)]
        assert (pair in agreed) == (key[0] != key[1])
