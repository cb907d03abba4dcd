"""How much hangs on single respondents, criteria and weights: resampling, stress tests, head-to-head, what they do to the closest set."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import Thresholds, compare
from qualcode.analysis.cells import by_criterion, verdicts
from qualcode.analysis.fit import model_fit
from qualcode.analysis.levels import evidence
from qualcode.analysis.profiles import expectations, fits_of, levels_of
from qualcode.analysis.sensitivity import drawn
from qualcode.errors import InputError
from qualcode.model.frameworks import Cell, ReferenceModel
from qualcode.model.results import Comparison, GroupComparison
from tests.analysis.building import incidence, mapping, midpoints, profile, reordered
from tests.analysis.test_comparison import NAMES, criteria, fit, frameworks, levels, model, people, run

FEW = Thresholds(resamples=200)


def simple(name: str, **cells: tuple[int, int, str]) -> ReferenceModel:
    """A model that expects these ranges, verified unless its basis says otherwise."""
    made = {key: Cell(key, lo, hi, "typical", basis) for key, (lo, hi, basis) in cells.items()}  # type: ignore[arg-type]
    return ReferenceModel(name, "service_model", True, None, {"en": name}, name.upper(), {}, made)


def told(models: list[ReferenceModel], who: list[dict[str, float]], **options: object) -> GroupComparison:
    options = {"thresholds": FEW} | options
    return compare(*profile(who), criteria(), models, **options).overall  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(people)
def test_fits_from_arrays_are_the_fits_of_the_cells(who: list[dict[str, float]]) -> None:
    data, maps, readings = profile(who)
    models, limits = frameworks().models, Thresholds()
    found = evidence(data, maps, readings, criteria()).levels
    cases = [case.label for case in data.cases]
    matrix = verdicts(by_criterion(found, cases), criteria(), models, limits)
    arrays = fits_of(levels_of(found, cases, criteria()), expectations(models, criteria()), limits)
    for m, each in enumerate(models):
        wanted = model_fit(each, [v for v in matrix if v.model == each.id], 9, False, limits).fit
        if wanted is None:
            assert np.isnan(arrays.fit[0, m])
        else:
            assert arrays.fit[0, m] == pytest.approx(wanted, abs=1e-12)


def test_draws_keep_the_size_of_each_stratum_and_the_seed_decides_them() -> None:
    counts = drawn([0, 0, 1, 1, 1, 2], 500, seed=7)
    assert counts.shape == (500, 6)
    assert (counts[:, :2].sum(axis=1) == 2).all()
    assert (counts[:, 2:5].sum(axis=1) == 3).all()
    assert (counts[:, 5] == 1).all()
    assert (counts == drawn([0, 0, 1, 1, 1, 2], 500, seed=7)).all()
    assert (counts != drawn([0, 0, 1, 1, 1, 2], 500, seed=8)).any()


def test_respondents_of_one_mind_leave_no_room_for_chance_and_different_ones_do() -> None:
    field = simple("field", in_vivo=(5, 5, "seed"))
    alike = told([field], [{"in_vivo": 4.0}] * 4)
    assert fit(alike, "field").stability == pytest.approx(
        (0.5, 0.5)
    )  # distance 1/4, expected (0+1+2+3+4)/4/5 = 1/2
    divided = told([field], [{"in_vivo": 5.0}, {"in_vivo": 5.0}, {"in_vivo": 5.0}, {"in_vivo": 3.0}])
    low, high = fit(divided, "field").stability or (9, 9)
    assert low < (fit(divided, "field").fit or 0) < high == pytest.approx(1)


def test_too_few_respondents_have_no_stability_range() -> None:
    group = run(profile([midpoints(model("act"))] * 2)).overall
    assert {each.stability for each in group.models} == {None}
    assert {each.first for each in group.models} == {None}


def test_shares_of_first_places_add_up_and_only_ranked_models_have_one() -> None:
    random = Random(3)
    who = [{name: float(random.randint(1, 5)) for name in NAMES} for _ in range(8)]
    group = run(profile(who)).overall
    shares = {each.model: each.first for each in group.models}
    assert sum(share or 0 for share in shares.values()) <= 1 + 1e-9
    assert all((shares[each.model] is None) == (each.status != "ranked") for each in group.models)


@settings(max_examples=15, deadline=None)
@given(st.lists(levels, min_size=3, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(who: list[dict[str, float]], random: Random) -> None:
    kinds = [{"kind": random.choice("ab")} for _ in who]
    one = run(profile(who, attributes=kinds), by="kind", thresholds=FEW)
    # the labels follow the people, so that the same person keeps a name
    data, maps, readings = profile(who, attributes=kinds)
    order = list(range(len(data.code)))
    random.shuffle(order)
    two = run((reordered(data, order), maps, readings[::-1]), by="kind", thresholds=FEW)
    assert one == two


def test_leaving_one_out_is_what_comparing_without_them_gives() -> None:
    who = [
        midpoints(model("act")),
        midpoints(model("fact")),
        midpoints(model("fact")),
        midpoints(model("act")),
    ]
    group = run(profile(who), thresholds=FEW).overall
    test = next(each for each in group.stress if (each.kind, each.name) == ("respondent", "R01"))
    without = run(profile([{}, *who[1:]]), thresholds=FEW).overall
    for name, value in test.fits:
        assert value == pytest.approx(fit(without, name).fit)
    gone = next(each for each in group.stress if (each.kind, each.name) == ("criterion", "shared_caseload"))
    lacking = [{key: value for key, value in each.items() if key != "shared_caseload"} for each in who]
    for name, value in gone.fits:
        assert value == pytest.approx(fit(run(profile(lacking), thresholds=FEW).overall, name).fit)


def test_equal_weights_and_verified_cells_are_what_such_models_give() -> None:
    who = [dict.fromkeys(NAMES, 4.0)] * 3
    group = run(profile(who), thresholds=FEW).overall
    tests = {(each.kind, each.name): dict(each.fits) for each in group.stress}
    act = model("act")
    sure = {key: cell for key, cell in act.cells.items() if cell.basis not in ("recalled", "inferred")}
    plain = replace(act, cells={key: replace(cell, importance="typical") for key, cell in act.cells.items()})
    assert tests["weights", "equal"]["act"] == pytest.approx(fit(told([plain], who), "act").fit)
    assert tests["cells", "verified only"]["act"] == pytest.approx(
        fit(told([replace(act, cells=sure)], who), "act").fit
    )
    names = {name for kind, name in tests if kind == "weights"}
    assert names == {
        f"{kind} {sign}" for kind in ("defining", "typical", "peripheral") for sign in ("+50 %", "-50 %")
    } | {"equal"}


def test_a_model_that_leads_only_without_one_criterion_is_closest_as_well_and_the_reason_is_named() -> None:
    near = simple(
        "near",
        in_vivo=(5, 5, "seed"),
        planning=(5, 5, "seed"),
        linkage=(5, 5, "seed"),
        monitoring=(4, 5, "seed"),
    )
    far = simple(
        "far",
        in_vivo=(1, 1, "seed"),
        planning=(5, 5, "seed"),
        linkage=(5, 5, "seed"),
        monitoring=(5, 5, "seed"),
    )
    who = [{"in_vivo": 5.0, "planning": 5.0, "linkage": 5.0, "monitoring": 5.0}] * 4
    strict = Thresholds(resamples=200, closest_within=0.0)
    group = told([near, far], who, thresholds=strict)
    assert group.closest == ("near", "far")
    assert group.joined_by == (("far", "stress"),)
    alone = Thresholds(resamples=200, closest_within=0.0, closest_stress=0)
    assert told([near, far], who, thresholds=alone).closest == ("near",)


def test_a_model_that_often_leads_when_respondents_are_drawn_anew_is_closest_as_well() -> None:
    office, field = simple("office", in_vivo=(1, 1, "seed")), simple("field", in_vivo=(5, 5, "seed"))
    who = [
        {"in_vivo": 5.0},
        {"in_vivo": 5.0},
        {"in_vivo": 4.0},
        {"in_vivo": 2.0},
        {"in_vivo": 2.0},
        {"in_vivo": 2.0},
    ]
    limits = Thresholds(resamples=500, closest_within=0.0, closest_stress=0, closest_fit=-1)
    group = told([office, field], who, thresholds=limits)
    assert group.closest == ("field", "office")
    assert group.joined_by == (("office", "resamples"),)
    assert told(
        [office, field],
        who,
        thresholds=Thresholds(resamples=0, closest_within=0.0, closest_stress=0, closest_fit=-1),
    ).closest == ("field",)


def test_the_mapping_of_another_person_is_a_test_of_its_own() -> None:
    data = incidence([(i, 0, 5, "home") for i in range(3)])
    ours, theirs = [mapping(data, "home", "in_vivo", 5)], [mapping(data, "home", "in_vivo", 1)]
    field = simple("field", in_vivo=(5, 5, "seed"))
    result = compare(data, ours, [], criteria(), [field], thresholds=FEW, second={"Petr": theirs})
    (test,) = (each for each in result.overall.stress if each.kind == "mapper")
    assert (test.name, dict(test.fits)) == ("Petr", {"field": pytest.approx(-1)})
    assert result.settings["mappers"] == ["Petr"]


def test_leading_models_are_set_against_each_other_on_what_tells_them_apart() -> None:
    act, fact = model("act"), model("fact")
    who = [midpoints(act) | {"shared_caseload": 5.0, "caseload_size": 3.0}] * 3
    who = [{k: v for k, v in each.items() if k != "flexible_intensity"} for each in who]
    group = run(profile(who), thresholds=FEW, only=["act", "fact"]).overall
    (head,) = group.heads
    assert {head.a, head.b} == {"act", "fact"}
    nearer = {each.criterion: {"a": head.a, "b": head.b}.get(each.nearer) for each in head.criteria}
    assert nearer["shared_caseload"] == "act"
    assert nearer["caseload_size"] == "fact"
    assert head.unspoken == ("flexible_intensity",)
    assert all(each.quotations for each in head.criteria)
    assert head.common == sum(1 for name in act.cells if name in fact.cells and name in who[0])


def test_a_mapping_that_covers_next_to_nothing_brings_no_other_model_to_the_fore() -> None:
    act = model("act")
    data, maps, readings = profile([midpoints(act)] * 4)
    few = [each for each in maps if each.criterion == "linkage"]
    result = compare(
        data, maps, readings, criteria(), frameworks().models, thresholds=FEW, second={"Petra": few}
    )
    (test,) = (each for each in result.overall.stress if each.kind == "mapper")
    assert test.first == ()
    assert result.overall.closest == ("act",)


def test_a_model_far_from_practice_is_never_closest_because_it_leads_somewhere() -> None:
    near = simple("near", in_vivo=(5, 5, "seed"), planning=(5, 5, "seed"))
    far = simple("far", in_vivo=(1, 1, "seed"), planning=(3, 3, "seed"))
    who = [{"in_vivo": 5.0, "planning": 4.0}] * 3 + [{"in_vivo": 1.0, "planning": 4.0}] * 2
    group = told([near, far], who, thresholds=Thresholds(resamples=500, closest_within=0.0, closest_fit=0.2))
    joined = dict(group.joined_by)
    for test in group.stress:
        assert all((dict(test.fits)[name] or 0) >= 0.2 - 1e-6 for name in test.first)
    assert set(joined) <= {name for test in group.stress for name in test.first} | set(group.closest)


def test_groups_of_the_facility_are_drawn_from_also_where_nothing_is_grouped() -> None:
    random = Random(2)
    who = [{name: float(random.randint(1, 5)) for name in NAMES} for _ in range(6)]
    kinds = [{"facility_type": kind} for kind in ("a", "a", "b", "b", "b", "c")]
    material = profile(who, attributes=kinds)
    plain = compare(*material, criteria(), frameworks().models, thresholds=FEW, strata="facility_type")
    grouped = compare(*material, criteria(), frameworks().models, thresholds=FEW, by="facility_type")
    assert [each.stability for each in plain.overall.models] == [
        each.stability for each in grouped.overall.models
    ]
    assert plain.settings["drawn_within"] == "facility_type"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"closest_fit": 1.0}, "far"),
        ({"closest_within": 9.0, "closest_most": 1}, "many"),
        ({"gate_respondents": 5}, "few"),
        ({"gate_coverage": 0.9}, "coverage"),
    ],
)
def test_why_no_model_is_closest_follows_the_thresholds(changes: dict[str, float], why: str) -> None:
    lacking = dict(list(midpoints(model("act")).items())[:18])
    lacking["in_vivo"] = 1.0
    group = run(profile([lacking] * 4), thresholds=replace(FEW, **changes)).overall  # type: ignore[arg-type]
    assert (group.closest, group.why_none) == ((), why)


def test_families_and_loose_models_alone_are_not_ranked_and_that_is_the_reason() -> None:
    group = run(
        profile([midpoints(model("act"))] * 4), thresholds=FEW, only=["icm", "integrated_team"]
    ).overall
    assert (group.closest, group.why_none) == ((), "unrankable")


def test_groups_can_weigh_alike() -> None:
    who = [{"in_vivo": 5.0}] * 6 + [{"in_vivo": 4.0}] * 2
    kinds = [{"kind": "a"}] * 6 + [{"kind": "b"}] * 2
    field = simple("field", in_vivo=(5, 5, "seed"))
    material = profile(who, attributes=kinds)
    by_person = compare(*material, criteria(), [field], by="kind", thresholds=FEW).overall
    by_group = compare(*material, criteria(), [field], by="kind", thresholds=FEW, weigh="groups").overall
    assert by_person.criteria[NAMES.index("in_vivo")].distance == pytest.approx(2 / 8 / 4)
    assert by_group.criteria[NAMES.index("in_vivo")].distance == pytest.approx(1 / 2 / 4)
    with pytest.raises(InputError, match="name an attribute"):
        compare(*material, criteria(), [field], weigh="groups")


def test_without_figures_the_matrix_and_its_quotations_are_left() -> None:
    full: Comparison = run(profile([midpoints(model("act"))] * 3), thresholds=FEW)
    bare = full.without_numbers()
    assert not bare.numbers
    assert [(c.criterion, c.model, c.verdict, c.quotations) for c in bare.overall.criteria] == [
        (c.criterion, c.model, c.verdict, c.quotations) for c in full.overall.criteria
    ]
    assert {c.distance for c in bare.overall.criteria} == {None}
    assert (bare.overall.models, bare.overall.closest, bare.overall.stress, bare.overall.heads) == (
        (),
        (),
        (),
        (),
    )


def test_a_model_with_one_criterion_and_one_respondent_get_no_figure_that_means_nothing() -> None:
    single = simple("single", in_vivo=(5, 5, "seed"))
    group = told([single], [{"in_vivo": 5.0}])
    (only,) = group.models
    assert (only.fit, only.status, only.stability, only.first) == (None, "gated", None, None)
    assert group.closest == ()
    silent = told([single], [{}])
    assert silent.models[0].fit is None
    assert silent.models[0].coverage == 0


def test_the_same_seed_gives_the_same_result_and_it_stands_in_the_settings() -> None:
    random = Random(5)
    who = [{name: float(random.randint(1, 5)) for name in NAMES} for _ in range(5)]
    one, two = (run(profile(who), thresholds=FEW, seed=4) for _ in range(2))
    other = run(profile(who), thresholds=FEW, seed=5)
    assert one == two
    assert one.settings["seed"] == 4
    assert [each.stability for each in one.overall.models] != [
        each.stability for each in other.overall.models
    ]
