"""What is missing before a comparison: pairs of models, criteria, codes, levels, questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.levels import evidence
from qualcode.analysis.processes import frame_coverage
from qualcode.analysis.readiness import readiness, separating
from qualcode.frameworks import read_all, shipped
from qualcode.model.documents import Case
from qualcode.model.frameworks import Mapping, ProcessFrame, ProcessStep
from qualcode.model.guides import GuideQuestion
from qualcode.model.readiness import Readiness
from tests.analysis.building import incidence, mapping

ALL = read_all(shipped())
assert ALL.criteria is not None
CRITERIA, MODELS = ALL.criteria, ALL.models
NAMES = [each.id for each in CRITERIA.criteria]


def model(name: str) -> object:
    return next(each for each in MODELS if each.id == name)


@pytest.mark.parametrize(
    ("a", "b", "names"),
    [
        ("act", "fact", {"shared_caseload", "caseload_size", "flexible_intensity", "target_severity"}),
        ("act", "r_act", {"network_group", "shared_caseload"}),
        ("fact", "r_act", {"network_group"}),
        ("act", "icm", {"shared_caseload"}),
        (
            "act",
            "clinical_rehabilitation",
            {"crisis_247", "shared_caseload", "multidisciplinarity", "caseload_size"},
        ),
    ],
)
def test_what_separates_neighbours_is_as_the_reference_says(a: str, b: str, names: set[str]) -> None:
    assert set(separating(model(a), model(b), NAMES)) == names  # type: ignore[arg-type]
    assert set(separating(model(b), model(a), NAMES)) == names  # type: ignore[arg-type]


def test_strengths_and_broker_differ_on_twelve() -> None:
    assert len(separating(model("strengths"), model("broker_generalist"), NAMES)) == 12  # type: ignore[arg-type]


DATA = incidence(
    [(0, 0, 10, "visits"), (1, 0, 10, "visits"), (0, 20, 30, "team"), (0, 40, 50, "praise")], codes=["unused"]
)


def found(
    maps: list[Mapping],
    questions: tuple[GuideQuestion, ...] = (),
    read: frozenset[tuple[int, int, str]] = frozenset(),
) -> Readiness:
    return readiness(DATA, maps, read, CRITERIA, MODELS, questions)


def pair(result: Readiness, a: str, b: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    (one,) = [each for each in result.pairs if {each.a, each.b} == {a, b}]
    return one.reached, one.missing, one.told_apart


def test_a_code_on_one_separating_criterion_tells_two_models_apart() -> None:
    nothing = found([])
    assert pair(nothing, "act", "fact")[2] is False
    assert len(nothing.unreached) == len(NAMES)
    result = found([mapping(DATA, "team", "shared_caseload")])
    reached, missing, apart = pair(result, "act", "fact")
    assert (reached, apart) == (("shared_caseload",), True)
    assert set(missing) == {"caseload_size", "flexible_intensity", "target_severity"}
    assert pair(result, "fact", "r_act") == ((), ("network_group",), False)
    assert "shared_caseload" not in result.unreached
    assert not any("integrated_team" in (each.a, each.b) for each in result.pairs), "a family is never ranked"


def test_a_mapping_that_does_not_count_reaches_nothing() -> None:
    result = found(
        [
            mapping(DATA, "team", "shared_caseload", counts=False),
            mapping(DATA, "praise", "caseload_size", aspect="evaluation"),
        ]
    )
    assert result.shown_only == ("shared_caseload", "caseload_size")
    assert not pair(result, "act", "icm")[2]
    (act,) = [gap for gap in result.models if gap.model == "act"]
    assert "shared_caseload" in act.missing
    assert len(act.missing) == act.defining


def test_codes_without_passages_and_quotations_without_levels_are_named() -> None:
    maps = [mapping(DATA, "unused", "planning"), mapping(DATA, "visits", "in_vivo", "ask")]
    result = found(maps)
    assert result.without_passages == ("unused",)
    assert [(each.code, each.criterion, each.quotations) for each in result.awaiting] == [
        ("visits", "in_vivo", (1, 4))
    ]
    read = frozenset({(1, maps[1].code_id, "in_vivo")})
    assert [each.quotations for each in found(maps, read=read).awaiting] == [(4,)]


def test_a_guide_tells_what_nobody_was_asked_about() -> None:
    assert found([]).unasked == ()
    result = found([], (GuideQuestion(1, 1, "Where?", ("in_vivo",)),))
    assert result.guide
    assert len(result.unasked) == len(NAMES) - 1
    assert "in_vivo" not in result.unasked


def test_a_study_with_everything_is_ready() -> None:
    data = incidence([(0, 0, 10, "all")])
    maps = [mapping(data, "all", name) for name in NAMES]
    result = readiness(
        data, maps, frozenset(), CRITERIA, MODELS, (GuideQuestion(1, 1, "All?", tuple(NAMES)),)
    )
    assert result.ready
    assert [(each.a, each.b) for each in result.overlapping] == [
        ("clinical_rehabilitation", "icm"), ("clinical_rehabilitation", "r_act"), ("fact", "icm"), ("icm", "r_act"),
    ]  # fmt: skip


@given(st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_more_mappings_never_make_models_harder_to_tell_apart(few: set[str], more: set[str]) -> None:
    a = found([mapping(DATA, "visits", name) for name in sorted(few)])
    b = found([mapping(DATA, "visits", name) for name in sorted(few | more)])
    apart = {(each.a, each.b) for each in a.pairs if each.told_apart}
    assert apart <= {(each.a, each.b) for each in b.pairs if each.told_apart}
    assert set(b.unreached) <= set(a.unreached)


# --- process frames ---------------------------------------------------------------------------------------------------

FRAME = ProcessFrame(
    "steps",
    {"en": "Steps"},
    (
        ProcessStep("find", {"en": "Find"}, "outreach"),
        ProcessStep("go", {"en": "Go"}, "in_vivo"),
        ProcessStep("rest", {"en": "Rest"}),
    ),
)


def test_steps_count_people_and_keep_practice_apart_from_mere_talk() -> None:
    data = incidence(
        [(0, 0, 10, "visits"), (0, 20, 30, "visits"), (1, 0, 10, "wish"), (2, 0, 10, "other")],
        attributes=[{"type": "clinic"}, {"type": "clinic"}],
    )
    maps = [mapping(data, "visits", "in_vivo"), mapping(data, "wish", "in_vivo", counts=False)]
    cases = data.cases
    result = frame_coverage(FRAME, evidence(data, maps, [], CRITERIA), cases, "type")
    find, go, rest = result.steps
    assert result.respondents == 3
    assert (find.cases, find.quotations) == ((), ())
    assert go.cases == ("R01", "R02")
    assert go.practising == ("R01",)
    assert len(go.quotations) == 3
    assert [(group.name, group.cases) for group in result.groups] == [
        ("clinic", ("R01", "R02")),
        ("—", ("R03",)),
    ]
    assert go.groups == (2, 0)
    assert (rest.criterion, rest.cases, rest.quotations) == (None, (), ())


def test_the_order_of_respondents_changes_no_figure() -> None:
    data = incidence([(0, 0, 10, "visits"), (1, 0, 10, "visits")])
    told = evidence(data, [mapping(data, "visits", "in_vivo")], [], CRITERIA)
    cases = [*data.cases, Case(9, "R00")]
    assert frame_coverage(FRAME, told, cases) == frame_coverage(FRAME, told, cases[::-1])
