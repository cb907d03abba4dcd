from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.cells import SCORED
from qualcode.analysis.comparison import NO_VALUE, compare
from qualcode.analysis.distance import information, specificity, weight
from qualcode.analysis.thresholds import Thresholds
from qualcode.errors import NotFoundError
from qualcode.frameworks import Frameworks, read_all, shipped
from qualcode.model.arrays import Incidence
from qualcode.model.frameworks import Cell, Criteria, Reading, ReferenceModel
from qualcode.model.frameworks import Mapping as CodeMapping
from qualcode.model.results import Comparison, CriterionVerdict, GroupComparison, ModelFit
from tests.analysis.building import incidence, mapping, midpoints, profile, reordered


@cache
def frameworks() -> Frameworks:
    return read_all(shipped())


def criteria() -> Criteria:
    found = frameworks().criteria
    assert found is not None
    return found


def model(name: str) -> ReferenceModel:
    return next(each for each in frameworks().models if each.id == name)


RANKED = [each.id for each in frameworks().models if each.kind != "family"]
NAMES = [each.id for each in criteria().criteria]


def run(material: tuple[Incidence, list[CodeMapping], list[Reading]], **options: object) -> Comparison:
    return compare(*material, criteria(), frameworks().models, **options)  # type: ignore[arg-type]


def fit(group: GroupComparison, name: str) -> ModelFit:
    return next(each for each in group.models if each.model == name)


def cell(group: GroupComparison, criterion: str, name: str) -> CriterionVerdict:
    return next(each for each in group.criteria if (each.criterion, each.model) == (criterion, name))


levels = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]), max_size=20
)
people = st.lists(levels, min_size=1, max_size=5)


@pytest.mark.parametrize("name", RANKED)
def test_a_model_has_fit_one_on_its_own_middle(name: str) -> None:
    group = run(profile([midpoints(model(name))] * 3)).overall
    own = fit(group, name)
    assert own.fit == pytest.approx(1)
    assert own.coverage == pytest.approx(1)
    assert own.bounds == pytest.approx((1, 1))
    assert group.closest == (() if own.loose else (name,)) or own.loose
    assert own.loose or group.match == "complete"


@pytest.mark.parametrize(
    ("other", "expected"), [("fact", 0.70), ("strengths", 0.44), ("broker_generalist", -1.05), ("icm", 0.94)]
)
def test_a_pure_act_profile_has_the_reference_fits(other: str, expected: float) -> None:
    group = run(profile([midpoints(model("act"))] * 3)).overall
    assert fit(group, other).fit == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("act", 20.9),
        ("fact", 14.9),
        ("strengths", 13.6),
        ("r_act", 11.4),
        ("broker_generalist", 11.5),
        ("clinical_rehabilitation", 6.1),
        ("icm", 6.0),
    ],
)
def test_the_specificity_of_the_shipped_models(name: str, expected: float) -> None:
    assert specificity(model(name)) == pytest.approx(expected, abs=0.051)


def test_icm_and_clinical_are_loose_and_the_family_is_never_ranked() -> None:
    group = run(profile([midpoints(model("icm"))] * 5)).overall
    assert {each.model for each in group.models if each.status == "loose"} == {
        "icm",
        "clinical_rehabilitation",
    }
    assert [each.model for each in group.models if each.status == "family"] == ["integrated_team"]
    assert not {"icm", "clinical_rehabilitation", "integrated_team"} & set(group.closest)


@settings(max_examples=30, deadline=None)
@given(people)
def test_loose_models_gated_models_and_families_are_never_closest(who: list[dict[str, float]]) -> None:
    group = run(profile(who)).overall
    status = {each.model: each.status for each in group.models}
    assert all(status[name] == "ranked" for name in group.closest)
    assert all(
        fit(group, name).respondents >= 3 and fit(group, name).coverage >= 0.5 for name in group.closest
    )


@settings(max_examples=30, deadline=None)
@given(people.filter(any), st.data())
def test_taking_evidence_away_lowers_coverage_and_widens_bounds(
    who: list[dict[str, float]], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted({name for each in who for name in each})))
    before = run(profile(who)).overall
    after = run(profile([{k: v for k, v in each.items() if k != gone} for each in who])).overall
    for each in frameworks().models:
        old, new = fit(before, each.id), fit(after, each.id)
        assert new.coverage <= old.coverage + 1e-12
        if cell(before, gone, each.id).verdict in SCORED and information(each.cells[gone]) > 0:
            assert new.coverage < old.coverage
        assert old.bounds is not None
        assert new.bounds is not None
        assert new.bounds[0] <= old.bounds[0] + 1e-12
        assert new.bounds[1] >= old.bounds[1] - 1e-12


def test_saying_a_thing_ten_times_changes_nothing() -> None:
    once = incidence([(0, 0, 5, "home"), (0, 10, 15, "office"), (1, 0, 5, "home")])
    often = incidence([(0, i, i + 5, "home") for i in range(10)] + [(0, 20, 25, "office"), (1, 0, 5, "home")])
    results = []
    for data in (once, often):
        maps = [mapping(data, "home", "in_vivo", 5), mapping(data, "office", "in_vivo", 1)]
        results.append(run((data, maps, [])))
    assert (
        [each.level for each in results[0].levels] == [each.level for each in results[1].levels] == [3.0, 5.0]
    )
    assert [each.fit for each in results[0].overall.models] == [
        each.fit for each in results[1].overall.models
    ]


@settings(max_examples=30, deadline=None)
@given(people, st.sampled_from(NAMES), st.sampled_from(["defining", "typical", "peripheral"]))
def test_a_cell_from_one_to_five_changes_nothing(
    who: list[dict[str, float]], name: str, importance: str
) -> None:
    plain = model("act")
    without = replace(plain, cells={key: each for key, each in plain.cells.items() if key != name})
    anything = replace(without, cells={**without.cells, name: Cell(name, 1, 5, importance, "inferred")})  # type: ignore[arg-type]
    material = profile(who)
    a = compare(*material, criteria(), [without]).overall.models[0]
    b = compare(*material, criteria(), [anything]).overall.models[0]
    assert (a.fit, a.coverage, a.bounds) == (b.fit, b.coverage, b.bounds)


def test_polarised_facilities_are_split_and_never_met() -> None:
    who = [{"in_vivo": 1.0}, {"in_vivo": 5.0}, {"in_vivo": 1.0}, {"in_vivo": 5.0}]
    group = run(profile(who)).overall
    assert {each.verdict for each in group.criteria if each.criterion == "in_vivo"} <= {"split", "silent"}
    assert cell(group, "in_vivo", "fact").distance == pytest.approx((0.5 + 0 + 0.5 + 0) / 4)
    assert cell(group, "in_vivo", "fact").levels == (1, 1, 5, 5)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["evaluation", "outcome"]), st.sampled_from(NAMES), st.integers(1, 5))
def test_evaluations_and_outcomes_never_move_fit(aspect: str, name: str, level: int) -> None:
    data, maps, readings = profile([midpoints(model("act"))] * 3)
    praise = incidence(
        [
            (data.document[i], data.start[i], data.end[i], data.nodes[data.code[i]].name)
            for i in range(len(data.code))
        ]
        + [(0, 0, 3, "praise"), (1, 0, 3, "praise"), (2, 0, 3, "praise")]
    )
    codes = {node.name: node.id for node in praise.nodes}
    numbers = {
        (praise.document[i], praise.start[i], praise.end[i]): praise.quotation[i]
        for i in range(len(praise.code))
    }
    old = {data.quotation[i]: (data.document[i], data.start[i], data.end[i]) for i in range(len(data.code))}
    maps = [replace(each, code_id=codes[each.code]) for each in maps]
    readings = [
        replace(each, quotation_id=numbers[old[each.quotation_id]], code_id=codes[f"says {each.criterion}"])
        for each in readings
    ]
    quiet = run((praise, maps, readings))
    loud = run(
        (praise, [*maps, mapping(praise, "praise", name, level, aspect=aspect, counts=True)], readings)
    )
    assert loud.overall == quiet.overall
    assert [each.aspect for each in loud.beside] == [aspect] * 3
    assert [each.code for each in quiet.residual] == ["praise"]


@settings(max_examples=30, deadline=None)
@given(people)
def test_every_cell_that_speaks_has_quotations_of_its_respondents(who: list[dict[str, float]]) -> None:
    material = profile(who)
    result = run(material)
    owner = {
        number: material[0].cases[case].label
        for number, case in zip(material[0].quotation, material[0].case, strict=True)
    }
    for level in result.levels:
        assert level.quotations
        assert {owner[number] for number in level.quotations} == {level.case}
    for each in result.overall.criteria:
        assert (each.respondents > 0) == bool(each.quotations)
        assert len({owner[number] for number in each.quotations}) == each.respondents == len(each.levels)
        assert (each.distance is None) == (each.verdict in ("silent", "no_evidence"))


def test_deviant_quotations_come_first() -> None:
    data = incidence([(0, 0, 5, "home"), (1, 0, 5, "home"), (2, 0, 5, "office")])
    maps = [mapping(data, "home", "in_vivo", 5), mapping(data, "office", "in_vivo", 1)]
    assert cell(run((data, maps, [])).overall, "in_vivo", "act").quotations == (3, 1, 2)
    assert cell(run((data, maps, [])).overall, "in_vivo", "broker_generalist").quotations == (1, 2, 3)


@settings(max_examples=30, deadline=None)
@given(people, st.randoms(use_true_random=False))
def test_equal_material_in_any_order_gives_an_equal_result(
    who: list[dict[str, float]], random: Random
) -> None:
    data, maps, readings = profile(who)
    order = random.sample(range(len(data.code)), len(data.code))
    shuffled = (
        reordered(data, order),
        random.sample(maps, len(maps)),
        random.sample(readings, len(readings)),
    )
    assert run(shuffled) == run((data, maps, readings))
    assert repr(run((data, maps, readings))) == repr(run((data, maps, readings)))


def test_without_a_respondent_nothing_of_theirs_is_left() -> None:
    who = [midpoints(model("act"))] * 4
    full, fewer = run(profile(who)), run(profile(who[:3]))
    assert {each.case for each in full.levels} - {each.case for each in fewer.levels} == {"R04"}
    assert "R04" not in repr(fewer)


def test_the_strength_of_a_code_weighs() -> None:
    data = incidence([(0, 0, 5, "home"), (0, 9, 15, "tied")])
    maps = [
        mapping(data, "home", "in_vivo", 5, strength=1),
        mapping(data, "tied", "in_vivo", 1, strength=3, aspect="barrier"),
    ]
    level = run((data, maps, [])).levels[0]
    assert level.level == pytest.approx((1 * 5 + 3 * 1) / 4)
    assert level.mixed
    assert [(each.code, each.level, each.quotations) for each in level.codes] == [
        ("home", 5.0, (1,)),
        ("tied", 1.0, (2,)),
    ]


def test_a_reading_overrules_the_mapping_and_an_empty_one_takes_the_quotation_out() -> None:
    data = incidence([(0, 0, 5, "home"), (0, 9, 15, "home"), (0, 20, 25, "home")])
    maps = [mapping(data, "home", "in_vivo", 5)]
    readings = [Reading(1, 1, maps[0].code_id, "in_vivo", 4), Reading(2, 3, maps[0].code_id, "in_vivo", None)]
    result = run((data, maps, readings))
    assert result.levels[0].level == pytest.approx(4.5)
    assert result.levels[0].quotations == (1, 2)
    assert [(each.code, each.quotations) for each in result.beside] == [("home", (3,))]


def test_a_code_that_asks_for_a_level_counts_only_where_one_was_read() -> None:
    data = incidence([(0, 0, 5, "caseload"), (1, 0, 5, "caseload")])
    maps = [mapping(data, "caseload", "caseload_size", "ask")]
    result = run((data, maps, [Reading(1, 1, maps[0].code_id, "caseload_size", 4)]))
    assert [(each.case, each.level) for each in result.levels] == [("R01", 4.0)]
    assert result.settings["awaiting_level"] == [2]
    assert [(each.case, each.quotations) for each in result.beside] == [("R02", (2,))]


def test_a_mapping_that_does_not_count_is_shown_beside_and_not_scored() -> None:
    data = incidence([(0, 0, 5, "wish")])
    result = run((data, [mapping(data, "wish", "in_vivo", 5, counts=False)], []))
    assert result.levels == ()
    assert cell(result.overall, "in_vivo", "act").verdict == "no_evidence"
    assert result.beside[0].quotations == (1,)
    assert result.residual == ()


def test_one_voice_is_shown_but_not_scored() -> None:
    group = run(profile([{"in_vivo": 5.0}, {"linkage": 1.0}])).overall
    assert cell(group, "in_vivo", "act").verdict == "thin"
    assert cell(group, "in_vivo", "act").quotations
    assert fit(group, "act").fit is None
    assert fit(group, "act").coverage == 0
    assert fit(group, "act").respondents == 2


def test_groups_follow_the_attribute_in_sorted_order_and_nobody_is_left_out() -> None:
    kinds = ["social", "medical", "", "medical", "social"]
    who = [{"in_vivo": 5.0}, {"in_vivo": 1.0}, {}, {"in_vivo": 1.0}, {"in_vivo": 5.0}]
    material = profile(who, attributes=[{"Facility": kind} if kind else {} for kind in kinds])
    result = run(material, by="facility")
    assert [group.name for group in result.groups] == ["medical", "social", NO_VALUE]
    assert [group.cases for group in result.groups] == [("R02", "R04"), ("R01", "R05"), ("R03",)]
    assert cell(result.groups[0], "in_vivo", "act").verdict == "off"
    assert cell(result.groups[1], "in_vivo", "act").verdict == "met"
    assert cell(result.overall, "in_vivo", "act").verdict == "split"
    assert result.overall.name == ""
    assert len(result.overall.cases) == 5


def test_two_respondents_are_too_few_for_a_ranking_in_a_group() -> None:
    material = profile([midpoints(model("act"))] * 2)
    group = run(material).overall
    assert fit(group, "act").fit == pytest.approx(1)
    assert fit(group, "act").status == "gated"
    assert (group.closest, group.match) == ((), "undecided")


def test_little_coverage_gates_a_model_however_well_it_fits() -> None:
    names = list(model("act").cells)[:6]
    middle = midpoints(model("act"))
    group = run(profile([{name: middle[name] for name in names}] * 4)).overall
    assert fit(group, "act").fit == pytest.approx(1)
    assert fit(group, "act").coverage < 0.5
    assert fit(group, "act").status == "gated"


def test_an_unknown_attribute_or_model_is_said_with_what_there_is() -> None:
    material = profile([{"in_vivo": 5.0}], attributes=[{"facility": "social"}])
    with pytest.raises(NotFoundError, match="“region”; there are: facility"):
        run(material, by="region")
    with pytest.raises(NotFoundError, match="“hospice”"):
        run(material, only=["hospice"])


def test_choosing_some_models_does_not_make_a_loose_one_tight() -> None:
    group = run(profile([midpoints(model("icm"))] * 4), only=["icm", "clinical_rehabilitation"]).overall
    assert [each.status for each in group.models] == ["loose", "loose"]
    assert group.closest == ()


def fact_or_act() -> list[dict[str, float]]:
    """Practice inside both models' ranges, nothing said on what separates them."""
    act, fact = model("act").cells, model("fact").cells
    both: dict[str, float] = {}
    for name in act.keys() & fact.keys():
        lo, hi = max(act[name].lo, fact[name].lo), min(act[name].hi, fact[name].hi)
        if lo <= hi:
            both[name] = (lo + hi) / 2
    return [both] * 4


def test_two_models_that_the_material_does_not_separate_are_both_closest_with_what_would() -> None:
    group = run(profile(fact_or_act())).overall
    assert set(group.closest) == {"act", "fact"}
    assert set(group.separating) == {
        "shared_caseload",
        "caseload_size",
        "flexible_intensity",
        "target_severity",
    }
    assert group.match == "untestable"
    assert group.departures == ()
    assert {"shared_caseload", "flexible_intensity", "catchment"} <= set(group.unknown)


def test_a_departure_on_a_defining_criterion_rules_out_a_complete_match() -> None:
    middle = {**midpoints(model("fact")), "multidisciplinarity": 2.0}
    group = run(profile([middle] * 4)).overall
    assert group.closest == ("fact",)
    assert group.match == "none"
    assert group.departures == ("multidisciplinarity",)
    assert group.unknown == ()


def test_one_split_cell_rules_out_a_complete_match() -> None:
    middle = midpoints(model("fact"))
    group = run(
        profile([{**middle, "relationship": 3.0}] * 2 + [{**middle, "relationship": 5.0}] * 2)
    ).overall
    assert cell(group, "relationship", "fact").distance == 0
    assert group.match == "none"
    assert group.departures == ("relationship",)


def test_where_nothing_fits_no_model_stands_out() -> None:
    group = run(
        profile([midpoints(model("broker_generalist"))] * 3), only=["act", "fact", "r_act", "strengths"]
    ).overall
    assert [each.status for each in group.models] == ["ranked"] * 4
    assert all(each.fit is not None and each.fit < 0 for each in group.models)
    assert (group.closest, group.match, group.departures) == ((), "undecided", ())


def test_more_than_three_models_within_reach_is_none_at_all() -> None:
    generous = Thresholds(closest_within=5.0)
    group = run(profile([midpoints(model("act"))] * 3), thresholds=generous).overall
    assert group.closest == ()


def test_settings_say_by_which_conventions_a_result_was_reached() -> None:
    result = run(profile([{"in_vivo": 5.0}]), thresholds=Thresholds(met=0.2), digests={"act": "ab"})
    assert result.settings["thresholds"]["met"] == 0.2
    assert result.settings["coder"] == "first"
    assert result.settings["digests"] == {"act": "ab"}
    assert result.settings["specificity"]["act"] == pytest.approx(20.85, abs=0.01)


def test_an_empty_study_is_compared_without_complaint() -> None:
    result = run((incidence([]), [], []))
    assert all(each.fit is None and each.coverage == 0 for each in result.overall.models)
    assert {each.verdict for each in result.overall.criteria} == {"no_evidence", "silent"}
    assert result.overall.coverage == 0


def test_fit_is_the_formula_of_the_reference() -> None:
    who = [{"in_vivo": 2.0, "linkage": 3.0}, {"in_vivo": 3.0, "linkage": 3.0}]
    own = fit(run(profile(who)).overall, "act")
    act = model("act").cells
    observed = 3 * (2 / 4 + 1 / 4) / 2 + 3 * (1 / 4)
    reachable = 3 * (0.75 + 0.5 + 0.25) / 5 + 3 * (0.25 + 0.5 + 0.75) / 5
    assert own.fit == pytest.approx(1 - observed / reachable)
    assert own.coverage == pytest.approx(reachable / specificity(model("act")))
    missing = sum(
        weight(each) * max(each.lo - 1, 5 - each.hi) / 4 for key, each in act.items() if key not in who[0]
    )
    total = specificity(model("act"))
    assert own.bounds == pytest.approx((1 - (observed + missing) / total, 1 - observed / total))
