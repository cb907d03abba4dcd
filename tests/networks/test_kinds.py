"""Networks of codes with respondents, of one group less another, and with relations drawn by hand."""

from __future__ import annotations

import pytest

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.errors import InputError, NotFoundError
from qualcode.model.networks import Groups
from qualcode.model.relations import Relation
from qualcode.networks import difference, graph, neighbourhood, two_mode, with_relations
from tests.analysis.building import incidence


def test_codes_and_respondents_are_joined_by_quotations() -> None:
    data = incidence(
        [
            (0, 0, 9, "trust"), (0, 20, 29, "trust"), (0, 20, 29, "time"), (1, 0, 5, "time"),
            (1, 500, 510, "trust"),
        ],
        turns=[(0, 0, 100, "respondent"), (1, 0, 100, "respondent"), (1, 400, 600, "interviewer")],
        documents=3,
    )  # fmt: skip
    found = two_mode(data)
    assert {tuple(sorted(pair)): d["weight"] for *pair, d in found.edges(data=True)} == {
        ("R01", "trust"): 2,
        ("R01", "time"): 1,
        ("R02", "time"): 1,
    }
    assert found.nodes["R01"]["kind"] == "respondent"
    assert found.nodes["R01"]["quotations"] == 2, "the one with both codes counts once"
    assert "R03" not in found, "nobody coded"
    everybody = two_mode(data, role=None)
    assert everybody.edges["R02", "trust"]["weight"] == 1
    assert list(two_mode(data, minimum=2).edges) == [("trust", "R01")]


def test_a_respondent_with_the_name_of_a_code_stays_a_node_of_its_own() -> None:
    data = incidence([(0, 0, 9, "R01"), (1, 0, 9, "R01")])
    found = two_mode(data)
    assert set(found) == {"R01", "R01 (respondent)", "R02"}
    assert found.nodes["R01 (respondent)"]["label"] == "R01"


def test_categories_and_respondents_count_a_quotation_once() -> None:
    data = incidence([(0, 0, 9, "a"), (0, 0, 9, "b")], categories={"Both": ["a", "b"]})
    assert two_mode(data, level="category").edges["Both", "R01"]["weight"] == 1


def groups(**values: str) -> list[dict[str, str]]:
    return [{"Facility": value} for value in values.values()]


def test_one_group_less_another_as_counted_by_hand() -> None:
    # clinic: R01, R02; shelter: R03, R04, R05 (R05 says nothing); R06 is elsewhere
    data = incidence(
        [
            (0, 0, 9, "a"), (0, 3, 12, "b"), (0, 100, 109, "a"), (0, 103, 112, "b"),
            (1, 0, 9, "a"), (1, 3, 12, "b"), (1, 2, 8, "c"),
            (2, 0, 9, "a"), (2, 3, 12, "b"), (2, 30, 40, "c"), (2, 35, 45, "d"),
            (3, 0, 9, "c"), (3, 4, 9, "d"),
            (5, 0, 9, "a"), (5, 2, 9, "d"),
        ],
        documents=6,
        attributes=groups(a="clinic", b="Clinic", c="shelter", d="shelter", e="shelter", f="street"),
    )  # fmt: skip
    found = difference(data, Groups("facility", "clinic", "shelter"))
    told = {tuple(sorted(pair)): d for *pair, d in found.edges(data=True)}
    assert set(told) == {("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")}, "not a-d, which only the street has"
    ab = told["a", "b"]
    assert (ab["respondents_a"], ab["respondents_b"], ab["count"], ab["more"]) == (2, 1, 3, "A")
    assert ab["difference"] == pytest.approx(1 - 1 / 3)
    cd = told["c", "d"]
    assert (cd["respondents_a"], cd["respondents_b"], cd["more"]) == (0, 2, "B")
    assert cd["difference"] == pytest.approx(-2 / 3)
    assert cd["weight"] == pytest.approx(2 / 3)
    assert (found.graph["n_a"], found.graph["n_b"], found.graph["equal"]) == (2, 3, 0)
    assert (found.nodes["a"]["respondents_a"], found.nodes["a"]["respondents_b"]) == (2, 1)
    assert set(difference(data, Groups("facility", "clinic", "shelter"), minimum=3).edges) == {("a", "b")}


def test_pairs_that_are_as_frequent_in_both_groups_are_left_out_and_counted() -> None:
    rows = [(i, 0, 9, code) for i in (0, 1, 2, 3) for code in ("a", "b")]
    data = incidence(rows, documents=4, attributes=groups(a="x", b="x", c="y", d="y"))
    found = difference(data, Groups("Facility", "x", "y"))
    assert (found.number_of_edges(), found.graph["equal"]) == (0, 1)


def test_groups_that_nobody_belongs_to_are_said() -> None:
    data = incidence([(0, 0, 9, "a")], attributes=groups(a="x"))
    with pytest.raises(NotFoundError, match="Facility = y"):
        difference(data, Groups("Facility", "x", "y"))
    with pytest.raises(NotFoundError, match="No case has an attribute “age”"):
        difference(data, Groups("age", "x", "y"))


@pytest.mark.parametrize(
    "typed", ["", "facility", "facility=x", "facility=x,y,z", "=x,y", "facility=x,", "f=x,X"]
)
def test_what_names_no_two_groups_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        Groups.read(typed)


def test_values_with_commas_are_parted_where_both_sides_are_known() -> None:
    found = Groups.read("profession=nurse, senior,doctor", ["nurse, senior", "doctor", "senior"])
    assert (found.a, found.b) == ("nurse, senior", "doctor")


def test_relations_stay_apart_from_what_was_counted() -> None:
    data = incidence([(0, 0, 9, "a"), (0, 3, 12, "b")], categories={"Top": ["a"]}, codes=["never coded"])
    counted = graph(data, cooccurrence(data))
    drawn = [
        Relation(1, "never coded", "a", "causes", "said twice", "", "Jana"),
        Relation(2, "a", "Top", "contradicts", "", "", "Jana"),
    ]
    found = with_relations(counted, data, drawn)
    assert set(found) == {"a", "b", "never coded", "Top"}
    assert found.number_of_edges() == counted.number_of_edges() == 1
    assert [(each["source"], each["target"], each["symmetric"]) for each in found.graph["relations"]] == [
        ("a", "Top", True),
        ("never coded", "a", False),
    ]
    assert "relations" not in counted.graph
    near = neighbourhood(found, "never coded")
    assert set(near) == {"never coded", "a"}, "a relation is a way to go"
    assert len(near.graph["relations"]) == 1
