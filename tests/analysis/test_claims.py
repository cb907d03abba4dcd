"""Models that respondents name, beside what they describe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.claims import claimed_models
from qualcode.analysis.levels import evidence
from qualcode.analysis.thresholds import Thresholds
from qualcode.model.claims import Claim, ClaimedModel
from qualcode.model.frameworks import Cell, ReferenceModel
from qualcode.model.results import CodeLevel, RespondentLevel
from tests.analysis.building import incidence, midpoints, profile
from tests.analysis.test_comparison import criteria, frameworks, model


def own(name: str, cells: list[Cell], kind: str = "service_model") -> ReferenceModel:
    return ReferenceModel(name, kind, kind != "family", None, {}, name, {}, {c.criterion: c for c in cells})  # type: ignore[arg-type]


HAND = own(
    "hand",
    [
        Cell("in_vivo", 4, 5, "defining", "seed"),
        Cell("planning", 1, 2, "typical", "seed"),
        Cell("linkage", 5, 5, "peripheral", "seed"),
    ],
)
DATA = incidence([(0, 0, 10, "we are ACT"), (0, 20, 30, "we are ACT"), (1, 0, 10, "other")])
CODE = {node.name: node.id for node in DATA.nodes}


def claim(code: str, name: str) -> Claim:
    return Claim(1, CODE[code], code, name)


def level(case: str, name: str, value: float, number: int) -> RespondentLevel:
    return RespondentLevel(case, name, value, False, (CodeLevel("c", value, 2, (number,)),))


def test_fit_of_one_respondent_by_hand() -> None:
    told = [level("R01", "in_vivo", 2, 8), level("R01", "planning", 2.4, 9), level("R02", "in_vivo", 5, 10)]
    (found,) = claimed_models(DATA, [claim("we are ACT", "hand")], told, [HAND])
    assert (found.case, found.model, found.codes, found.quotations) == (
        "R01",
        "hand",
        ("we are ACT",),
        (1, 2),
    )
    assert [(c.criterion, c.standing, c.quotations) for c in found.cells] == [
        ("in_vivo", "off", (8,)),
        ("planning", "met", (9,)),
    ]
    # expected distances: in_vivo (3+2+1)/4/5 = .3, planning (1+2+3)/4/5 = .3, linkage (4+3+2+1)/4/5 = .5; weights 3, 2, 1
    assert found.coverage == pytest.approx((0.9 + 0.6) / (0.9 + 0.6 + 0.5))
    assert found.fit == pytest.approx(1 - (3 * 0.5 + 2 * 0.1) / 1.5)
    assert found.status == "described"


def test_too_little_said_a_family_and_a_loose_model_have_no_fit_but_their_criteria() -> None:
    loose = own("loose", [Cell("in_vivo", 1, 4, "peripheral", "seed")])
    family = own("family", [Cell("in_vivo", 4, 5, "defining", "seed")], "family")
    claims = [claim("we are ACT", name) for name in ("hand", "loose", "family", "gone")]
    told = [level("R01", "linkage", 5, 8), level("R01", "in_vivo", 5, 9)]
    found = {each.model: each for each in claimed_models(DATA, claims, told[:1], [HAND, loose, family])}
    assert (found["hand"].status, found["hand"].fit, len(found["hand"].cells)) == ("little", None, 1)
    found = {each.model: each for each in claimed_models(DATA, claims, told, [HAND, loose, family])}
    assert [(found[n].status, found[n].fit, len(found[n].cells)) for n in ("loose", "family", "gone")] == [
        ("loose", None, 1), ("family", None, 1), ("unknown", None, 0),
    ]  # fmt: skip


def test_somebody_who_names_nothing_is_not_listed_and_codes_of_one_model_are_joined() -> None:
    found = claimed_models(DATA, [claim("we are ACT", "hand"), claim("other", "hand")], [], [HAND])
    assert [(each.case, each.quotations, each.status) for each in found] == [
        ("R01", (1, 2), "little"),
        ("R02", (3,), "little"),
    ]
    assert claimed_models(DATA, [], [], [HAND]) == ()


@pytest.mark.parametrize("name", ["act", "fact", "strengths"])
def test_a_respondent_who_describes_what_is_named_has_fit_one(name: str) -> None:
    data, maps, readings = profile([midpoints(model(name))])
    told = evidence(data, maps, readings, criteria()).levels
    says = Claim(1, data.nodes[data.code[0]].id, "says", name)
    (found,) = claimed_models(data, [says], told, frameworks().models)
    assert found.fit == pytest.approx(1)
    assert found.coverage == pytest.approx(1)
    assert not found.standing("off")


values = st.dictionaries(st.sampled_from(["in_vivo", "planning", "linkage"]), st.floats(1, 5))


@given(values, values)
def test_another_respondent_changes_nothing_and_every_criterion_leads_to_quotations(
    mine: dict[str, float], theirs: dict[str, float]
) -> None:
    own_levels = [level("R01", name, value, 5) for name, value in mine.items()]
    others = [level("R02", name, value, 6) for name, value in theirs.items()]

    def run(told: list[RespondentLevel]) -> tuple[ClaimedModel, ...]:
        return claimed_models(DATA, [claim("we are ACT", "hand")], told, [HAND], Thresholds())

    (found,) = run(own_levels)
    assert run([*others, *own_levels[::-1]]) == (found,)
    assert all(cell.quotations == (5,) for cell in found.cells)
    assert len(found.standing("met", "near", "off")) == len(found.cells) == len(mine)
    assert (found.fit is not None) == (found.status == "described")
