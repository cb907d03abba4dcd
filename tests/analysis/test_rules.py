"""The rules by which a comparison decides, each at the edge where it turns: distances, complete match, evidence, whose speech."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import Thresholds, compare, spoken
from qualcode.analysis.distance import specificity
from qualcode.frameworks import Frameworks, read_all, shipped
from qualcode.model.documents import Role
from qualcode.model.frameworks import Cell, Criteria, Importance, ReferenceModel
from qualcode.model.results import CriterionVerdict, GroupComparison, Verdict
from tests.analysis.building import incidence, mapping, midpoints, profile


@cache
def frameworks() -> Frameworks:
    return read_all(shipped())


def criteria() -> Criteria:
    found = frameworks().criteria
    assert found is not None
    return found


NAMES = [each.id for each in criteria().criteria]


def invented(*cells: tuple[int, int, Importance], name: str = "invented") -> ReferenceModel:
    """A model that expects these ranges on the first criteria of the list."""
    made = {
        criterion: Cell(criterion, lo, hi, importance, "inferred")
        for criterion, (lo, hi, importance) in zip(NAMES, cells, strict=False)
    }
    return ReferenceModel(name, "service_model", True, None, {"en": name}, name.upper(), {}, made)


def met(importance: Importance, number: int) -> list[tuple[int, int, Importance]]:
    """So many cells that expect the highest level."""
    return [(5, 5, importance)] * number


def told(model: ReferenceModel, *people: list[float]) -> GroupComparison:
    """What comes out where each respondent states these levels on the first criteria."""
    who = [dict(zip(NAMES, levels, strict=False)) for levels in people]
    return compare(*profile(who), criteria(), [model]).overall


def test_distances_of_respondents_on_both_sides_of_a_range_do_not_cancel_out() -> None:
    group = told(invented((3, 3, "defining")), [2.0], [3.5], [2.0], [3.5])
    (cell,) = (each for each in group.criteria if each.criterion == NAMES[0])
    assert cell.distance == pytest.approx((0.25 + 0.125) / 2)  # the mean level, 2.75, would be 0.0625 away
    assert cell.verdict == "near"
    assert group.models[0].fit == pytest.approx(1 - 0.1875 / 0.3)


def test_near_on_a_defining_criterion_is_no_complete_match_and_on_a_typical_one_it_may_be() -> None:
    people = [[2.0, 5.0]] * 3  # one step below the first range
    defining = told(invented((3, 3, "defining"), (5, 5, "defining")), *people)
    assert [each.verdict for each in defining.criteria[:2]] == ["near", "met"]
    assert (defining.match, defining.departures) == ("none", (NAMES[0],))
    typical = told(invented((3, 3, "typical"), (5, 5, "defining")), *people)
    assert (typical.match, typical.departures) == ("complete", ())


@pytest.mark.parametrize(("off", "expected"), [(0, "complete"), (1, "complete"), (2, "none")])
def test_a_tenth_of_the_typical_weight_may_be_off_in_a_complete_match(off: int, expected: str) -> None:
    model = invented((5, 5, "defining"), *met("typical", 10))
    group = told(model, *[[5.0, *[1.0] * off, *[5.0] * (10 - off)]] * 3)
    assert group.models[0].coverage == pytest.approx(1)
    assert group.match == expected
    assert len(group.departures) == off


@pytest.mark.parametrize(("silent", "expected"), [(0, "complete"), (1, "complete"), (2, "untestable")])
def test_a_complete_match_needs_four_fifths_of_the_information(silent: int, expected: str) -> None:
    model = invented((5, 5, "defining"), *met("peripheral", 2))
    group = told(model, *[[5.0, 5.0, 5.0][: 3 - silent]] * 3)
    assert group.models[0].coverage == pytest.approx(1 - silent / 5)
    assert group.closest == ("invented",)
    assert group.match == expected


levels = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]), min_size=1, max_size=20
)


@settings(max_examples=40, deadline=None)
@given(st.lists(levels, min_size=2, max_size=5), st.data())
def test_taking_evidence_away_never_raises_what_departs(
    who: list[dict[str, float]], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted({name for each in who for name in each})))
    fewer = [{name: level for name, level in each.items() if name != gone} for each in who]

    def observed(people: list[dict[str, float]]) -> dict[str, float]:
        group = compare(*profile(people), criteria(), frameworks().models).overall
        total = {model.id: specificity(model) for model in frameworks().models}
        return {
            each.model: 0.0 if each.fit is None else (1 - each.fit) * each.coverage * total[each.model]
            for each in group.models
        }

    before, after = observed(who), observed(fewer)
    assert all(after[name] <= before[name] + 1e-9 for name in before)
    assert any(before.values()) or not any(after.values())


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_a_verdict_that_claims_evidence_names_a_quotation(verdict: Verdict) -> None:
    if verdict in ("no_evidence", "silent"):
        assert CriterionVerdict("in_vivo", "act", verdict, None, 0, ()).quotations == ()
        return
    assert CriterionVerdict("in_vivo", "act", verdict, 0.0, 2, (7,)).quotations == (7,)
    with pytest.raises(ValueError, match=f"in_vivo of act is called {verdict} without a quotation"):
        CriterionVerdict("in_vivo", "act", verdict, 0.0, 2, ())


def test_departures_are_told_apart_by_model() -> None:
    one = replace(invented((5, 5, "defining"), (3, 5, "typical"), (5, 5, "defining")), id="one")
    two = replace(invented((1, 5, "defining"), (1, 3, "typical"), (5, 5, "defining")), id="two")
    far = replace(one, id="three", cells={NAMES[2]: one.cells[NAMES[2]]})
    who = [dict(zip(NAMES, [4.0, 5.0, 4.0], strict=False))] * 3
    thresholds = Thresholds(closest_fit=-5, closest_within=5, loose=0)
    group = compare(*profile(who), criteria(), [one, two, far], thresholds=thresholds).overall
    assert dict(group.departures_by_model) == {
        "one": (NAMES[0], NAMES[2]),
        "two": (NAMES[1], NAMES[2]),
        "three": (NAMES[2],),
    }
    assert [name for name, _ in group.departures_by_model] == list(group.closest)
    assert group.departures == (NAMES[0], NAMES[1], NAMES[2])
    alone = compare(*profile(who), criteria(), [one]).overall
    assert alone.departures_by_model == (("one", alone.departures),)
    met = compare(*profile([midpoints(one)] * 3), criteria(), [one]).overall
    assert met.departures_by_model == ()


def interview(role: Role) -> list[tuple[int, int, int, Role]]:
    """Three interviews of two turns each: a question, and an answer in a role."""
    asked: list[tuple[int, int, int, Role]] = [
        (file, 0, 40, "interviewer" if role != "unknown" else role) for file in range(3)
    ]
    return asked + [(file, 50, 90, role) for file in range(3)]


def test_only_what_respondents_say_is_evidence() -> None:
    asked = [(file, 5, 30, "home visits") for file in range(3)]
    answered = [(0, 55, 80, "home visits"), (1, 35, 60, "home visits")]
    data = incidence([*asked, *answered], turns=interview("respondent"))
    assert sorted(spoken(data).start) == [
        35,
        55,
    ]  # one of them begins in the question and runs into the answer
    maps = [mapping(data, "home visits", "in_vivo", 5)]
    result = compare(data, maps, [], criteria(), frameworks().models)
    assert [(each.case, len(each.quotations)) for each in result.levels] == [("R01", 1), ("R02", 1)]
    cell = next(
        each for each in result.overall.criteria if (each.criterion, each.model) == ("in_vivo", "act")
    )
    assert cell.respondents == 2
    of = dict(zip(data.quotation, data.start, strict=True))
    assert sorted(of[number] for number in cell.quotations) == [35, 55]


def test_where_no_role_is_known_everything_said_is_evidence() -> None:
    asked = [(file, 5, 30, "home visits") for file in range(3)]
    data = incidence(asked, turns=interview("unknown"))
    assert spoken(data) is data
    maps = [mapping(data, "home visits", "in_vivo", 5)]
    result = compare(data, maps, [], criteria(), frameworks().models)
    assert [each.case for each in result.levels] == ["R01", "R02", "R03"]


def test_others_who_are_present_are_no_respondents() -> None:
    data = incidence([(0, 55, 80, "home visits")], turns=interview("other"), documents=3)
    maps = [mapping(data, "home visits", "in_vivo", 5)]
    assert compare(data, maps, [], criteria(), frameworks().models).levels == ()
