"""Whether one respondent supplies more than a quarter of the quotations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.voices import voices
from tests.analysis.building import incidence


def said(*each: tuple[int, int, str]) -> list[tuple[int, int, int, str]]:
    """So many quotations of a respondent under a code."""
    return [(who, 10 * i, 10 * i + 5, code) for who, many, code in each for i in range(many)]


def test_a_loud_respondent_and_codes_that_lean_on_one() -> None:
    data = incidence(
        [*said((0, 6, "trust"), (1, 2, "trust"), (2, 1, "trust"), (3, 1, "trust")), (3, 700, 705, "home")],
        categories={"Tie": ["trust"]},
    )
    found = voices(data)
    assert [(each.case, each.quotations, each.loud) for each in found.cases] == [
        ("R01", 6, True), ("R02", 2, False), ("R04", 2, False), ("R03", 1, False),
    ]  # fmt: skip
    assert found.loud[0].share == 6 / 11
    assert [(each.code, each.case, each.supplied, each.quotations, each.respondents) for each in found.codes] == [
        ("Tie", "R01", 6, 10, 4), ("trust", "R01", 6, 10, 4),
    ]  # fmt: skip
    assert len(found.codes[0].numbers) == 6
    assert voices(data, limit=0.6).loud == ()
    assert voices(data, limit=0.6).codes == ()
    assert [each.code for each in voices(data, least=1).codes] == ["home", "Tie", "trust"]


def test_exactly_a_quarter_is_not_loud() -> None:
    found = voices(incidence(said((0, 2, "a"), (1, 2, "a"), (2, 2, "a"), (3, 2, "a"))))
    assert (found.loud, found.codes) == ((), ())


def test_with_few_respondents_somebody_has_to_be_loud_and_nobody_is_called_so() -> None:
    found = voices(incidence(said((0, 9, "a"), (1, 1, "a"), (2, 1, "a"))))
    assert found.loud == ()
    assert found.codes[0].case == "R01"
    assert voices(incidence(said((0, 5, "a")))).loud == ()


def test_everybody_above_the_limit_has_a_row() -> None:
    data = incidence(said((0, 2, "a"), (1, 2, "a"), (2, 1, "a"), (3, 1, "a")))
    found = voices(data)
    assert [(each.code, each.case, each.supplied) for each in found.codes] == [
        ("a", "R01", 2),
        ("a", "R02", 2),
    ]
    assert not set(found.codes[0].numbers) & set(found.codes[1].numbers)
    assert [each.case for each in found.loud] == ["R01", "R02"]


def test_respondents_of_whom_nothing_is_coded_do_not_make_up_the_number() -> None:
    found = voices(incidence(said((0, 3, "a"), (1, 3, "a"), (2, 3, "a")), documents=8))
    assert (len(found.cases), found.heard, found.loud) == (8, 3, ())


def test_nothing_coded() -> None:
    found = voices(incidence([], documents=5, codes=["a"]))
    assert (found.quotations, found.loud, found.codes) == (0, (), ())
    assert [each.share for each in found.cases] == [0.0] * 5
    assert voices(incidence([])).cases == ()


@given(st.lists(st.integers(0, 7), min_size=4, max_size=6))
def test_shares_add_up(many: list[int]) -> None:
    found = voices(incidence(said(*((who, each, "a") for who, each in enumerate(many))), documents=len(many)))
    assert sum(each.quotations for each in found.cases) == found.quotations == sum(many)
    assert not sum(many) or abs(sum(each.share for each in found.cases) - 1) < 1e-9
    assert len(found.loud) <= 3
