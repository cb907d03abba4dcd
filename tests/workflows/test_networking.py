"""Networks of a study: what was chosen is in them, stated, and the same each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.networks import Groups, Kind, NetworkChoice
from qualcode.study import Study
from qualcode.workflows.networking import (
    chosen_network,
    groups_of,
    measure_tables,
    network_of,
    passages_in,
    write_network,
)
from qualcode.workflows.relating import drawn_beside
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Three people: trust and time together twice, time and place once; place is never with trust."""
    with new(tmp_path) as made:
        for name in ("R01", "R02", "R03"):
            add(made, name, TEXT.replace("look for him", f"look for {name}"))
        made.codebook.add("Bonds", kind="category")
        made.codebook.add("trust", under="Bonds")
        for name, codes in (
            ("R01", ["trust", "time"]),
            ("R02", ["trust", "time"]),
            ("R03", ["time", "place"]),
        ):
            made.codings.apply(name, span(TEXT, "I trust him"), codes)
        made.codings.apply("R03", span(TEXT, "go and look"), ["alone"])
        made.cases.set("R01", {"facility": "clinic, big"})
        made.cases.set("R02", {"facility": "clinic, big"})
        made.cases.set("R03", {"facility": "shelter"})
        made.relations.add("trust", "causes", "time", note="said by R02")
        yield made


def test_what_was_chosen_is_applied_and_stated_in_the_graph(study: Study) -> None:
    choice = NetworkChoice(unit="turn", strongest=1, communities=True, relations=True, seed=7)
    found = chosen_network(study, choice)
    assert [tuple(sorted(pair)) for pair in found.edges] == [("time", "trust")]
    assert found.nodes["trust"]["community"] == found.nodes["time"]["community"] == 1
    assert "community" not in found.nodes["alone"]
    assert found.graph["relations"][0]["note"] == "said by R02"
    told = json.loads(found.graph["statement"])
    assert (told["analysis"], told["unit"], told["seed"]) == ("network", "turn", 7)
    assert told["settings"]["strongest"] == 1
    assert told["filter"] == {"coder": study.primary_coder, "role": "respondent"}
    assert told["study"]["sha256"] == study.digest().whole
    plain = json.loads(chosen_network(study, NetworkChoice()).graph["statement"])
    assert plain["seed"] is None, "nothing was drawn at random"


def test_an_ego_is_found_like_any_code_and_a_respondent_by_label(study: Study) -> None:
    assert set(chosen_network(study, NetworkChoice(ego="TRUST"))) == {"trust", "time"}
    assert set(chosen_network(study, NetworkChoice(ego="trust", radius=2))) == {"trust", "time", "place"}
    assert set(chosen_network(study, NetworkChoice(kind="two-mode", ego="R03"))) == {
        "R03",
        "time",
        "place",
        "alone",
    }
    with pytest.raises(NotFoundError):
        chosen_network(study, NetworkChoice(ego="never heard of"))


def test_a_difference_reads_groups_whose_values_have_commas(study: Study) -> None:
    groups = groups_of(study, "Facility=clinic, big,shelter")
    assert groups == Groups("Facility", "clinic, big", "shelter")
    found = chosen_network(study, NetworkChoice(difference=groups))
    assert found.edges["time", "trust"]["difference"] == 1.0
    assert found.edges["time", "place"]["difference"] == -1.0


def test_the_tables_have_measures_the_whole_and_the_edges(study: Study) -> None:
    choice = NetworkChoice(communities=True)
    (nodes, whole, edges), found = measure_tables(study, chosen_network(study, choice), choice)
    assert [row[0] for row in nodes.rows] == ["time", "trust", "place", "alone"]
    assert whole.rows[:2] == (("nodes", 4), ("edges", 2))
    assert edges.to_records()[0]["a"] == "time"
    assert [row["weight"] for row in edges.to_records()] == [2, 1]
    assert nodes.statement.settings["notes"] == list(found.notes)
    assert nodes.to_records()[3]["eigenvector"] is None


def test_passages_behind_nodes_are_their_quotations(study: Study) -> None:
    found = passages_in(study, NetworkChoice())
    assert len(found["trust"]) == 2
    assert found["Bonds"] == found["trust"]
    people = passages_in(study, NetworkChoice(kind="two-mode"))
    assert len(people["R03"]) == 2


def test_a_written_network_is_noted_in_the_register_and_goes_stale(study: Study, tmp_path: Path) -> None:
    for suffix in ("graphml", "html"):
        write_network(study, tmp_path / f"net.{suffix}", chosen_network(study, NetworkChoice(unit="turn")))
    first, _ = study.results.list()
    assert (first.analysis, first.name, first.statement["unit"], first.stale) == (
        "network",
        "net.graphml",
        "turn",
        (),
    )
    study.codings.apply("R01", span(TEXT, "go and look"), ["place"])
    assert study.results.list()[0].stale


def test_the_same_study_and_choice_give_the_same_bytes(study: Study, tmp_path: Path) -> None:
    choice = NetworkChoice(unit="turn", communities=True, relations=True)
    for suffix in ("graphml", "gexf", "json", "svg", "html"):
        for name in ("a", "b"):
            write_network(study, tmp_path / f"{name}.{suffix}", chosen_network(study, choice))
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_an_empty_study_is_a_network_without_nodes(tmp_path: Path) -> None:
    with new(tmp_path, name="empty.qualcode") as empty:
        for choice in (
            NetworkChoice(communities=True),
            NetworkChoice(kind="two-mode"),
            NetworkChoice(backbone=0.05),
        ):
            found = chosen_network(empty, choice)
            assert len(found) == 0
            (nodes, _, edges), _ = measure_tables(empty, found, choice)
            assert (nodes.rows, edges.rows) == ((), ())
        for suffix in ("png", "svg", "html", "gexf", "graphml", "json"):
            write_network(empty, tmp_path / f"net.{suffix}", found)


REFUSED = [
    (NetworkChoice(kind="codons"), "no kind of network"),  # type: ignore[arg-type]
    (NetworkChoice(minimum=0), "from 1 up"),
    (NetworkChoice(role="boss"), "no role"),
    (NetworkChoice(unit="page"), "no unit"),  # type: ignore[arg-type]
    (NetworkChoice(level="theme"), "no level"),  # type: ignore[arg-type]
    (NetworkChoice(least_jaccard=2.0), "0 to 1"),
    (NetworkChoice(least_jaccard=float("nan")), "0 to 1"),
    (NetworkChoice(backbone=0.0), "above 0"),
    (NetworkChoice(backbone=0.1, spanning=True), "one of them"),
    (NetworkChoice(kind="two-mode", least_jaccard=0.1), "plain co-occurrence"),
    (NetworkChoice(kind="two-mode", difference=Groups("a", "b", "c")), "two-mode"),
    (NetworkChoice(ego="trust", radius=0), "radius"),
    (NetworkChoice(communities=True, resolution=float("nan")), "resolution"),
    (NetworkChoice(communities=True, resolution=float("inf")), "resolution"),
    (NetworkChoice(strongest=0), "strongest 0"),
]


def test_choices_that_make_no_network_are_said(study: Study) -> None:
    for choice, words in REFUSED:
        with pytest.raises(InputError, match=words):
            chosen_network(study, choice)


def asked(study: Study) -> None:
    """A question that bears trust and time, too."""
    study.codings.apply("R01", span(TEXT, "What does trust mean"), ["trust", "time"])


def test_passages_behind_a_row_are_those_of_the_role_and_of_the_groups(study: Study) -> None:
    asked(study)
    here, everywhere = (
        len(passages_in(study, NetworkChoice(role=role))["trust"]) for role in ("respondent", "all")
    )
    assert (here, everywhere) == (2, 3)
    assert len(passages_in(study, NetworkChoice(role="interviewer"))["trust"]) == 1
    groups = Groups("facility", "clinic, big", "shelter")
    study.cases.set("R03", {"facility": "elsewhere"})
    study.cases.set("R02", {"facility": "shelter"})
    found = passages_in(study, NetworkChoice(difference=groups))
    assert (len(found["time"]), found["place"]) == (2, ()), "R03 is in neither group"


@pytest.mark.parametrize("role", ["respondent", "interviewer", "all"])
@pytest.mark.parametrize("kind", ["codes", "categories", "two-mode"])
def test_a_node_has_as_many_quotations_as_there_are_passages_behind_it(
    study: Study, kind: Kind, role: str
) -> None:
    asked(study)
    choice = NetworkChoice(kind=kind, role=role, relations=kind == "codes")
    behind = passages_in(study, choice)
    made = chosen_network(study, choice)
    assert len(made)
    for name, data in made.nodes(data=True):
        assert data["quotations"] == len(behind[name]), name


def test_a_network_of_some_cases_counts_its_nodes_in_those_cases(study: Study) -> None:
    from qualcode.workflows.cooccurring import cooccurrence_of

    only = (("facility", "clinic, big"),)
    made = network_of(study, cooccurrence_of(study, attributes=only), attributes=only)
    assert made.nodes["time"]["quotations"] == 2
    assert json.loads(made.graph["statement"])["filter"]["attributes"] == ["facility=clinic, big"]
    assert network_of(study, cooccurrence_of(study)).nodes["time"]["quotations"] == 3


def test_nearness_is_a_unit_of_networks_and_a_seed_is_no_negative_number(study: Study) -> None:
    study.codings.apply("R01", span(TEXT, "go and look"), ["alone"])
    near = chosen_network(study, NetworkChoice(unit="proximity"))
    assert near.has_edge("alone", "trust")
    told = json.loads(near.graph["statement"])["settings"]
    assert (told["within"], told["of"]) == (1, "turns")
    assert not chosen_network(study, NetworkChoice(unit="proximity", within=0)).has_edge("alone", "trust")
    assert not chosen_network(study, NetworkChoice(unit="proximity", within=0, of="sentences")).has_edge(
        "alone", "trust"
    )
    with pytest.raises(InputError, match="The seed is -5"):
        chosen_network(study, NetworkChoice(seed=-5))


def test_what_says_the_same_in_both_directions_has_no_arrow(study: Study) -> None:
    study.relations.add("trust", "contradicts", "place")
    beside = drawn_beside(study.relations.list())
    assert beside["trust", "place"] == beside["place", "trust"] == ("contradicts",)
    assert (beside["trust", "time"], beside["time", "trust"]) == (("causes →",), ("← causes",))
