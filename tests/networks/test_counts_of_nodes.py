"""Nodes are counted in the same speech as the pairs; pages, notes and groups that say what is there."""

from __future__ import annotations

import io
import json
import re

import networkx as nx
import pytest

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.model.arrays import Incidence
from qualcode.model.networks import Groups
from qualcode.model.relations import Relation
from qualcode.networks import (
    communities,
    difference,
    draw,
    graph,
    measures,
    page,
    pairs_on_page,
    strongest_edges,
    two_mode,
    with_relations,
)
from qualcode.networks.captions import words
from qualcode.networks.graphml import as_graphml
from qualcode.networks.grouping import grouped, named
from tests.analysis.building import incidence


def asked_and_answered() -> Incidence:
    """One quotation of a and b in the answer, two of a and b in questions; both below one category."""
    return incidence(
        [
            (0, 0, 9, "a"), (0, 0, 9, "b"), (0, 50, 59, "a"), (0, 50, 59, "b"),
            (1, 50, 59, "a"), (1, 50, 59, "b"), (1, 60, 69, "a"),
        ],
        turns=[
            (0, 0, 40, "respondent"), (0, 40, 90, "interviewer"),
            (1, 0, 40, "respondent"), (1, 40, 90, "interviewer"),
        ],
        categories={"Top": ["a", "b"]},
        attributes=[{"place": "clinic"}, {"place": "shelter"}],
        length=90,
    )  # fmt: skip


def counts(found: nx.Graph[str], name: str) -> tuple[int, int, int]:
    data = found.nodes[name]
    return data["codings"], data["quotations"], data["documents"]


@pytest.mark.parametrize(
    ("role", "a", "top"),
    [
        ("respondent", (1, 1, 1), (1, 1, 1)),
        ("interviewer", (3, 3, 2), (3, 3, 2)),
        (None, (4, 4, 2), (4, 4, 2)),
    ],
)
def test_nodes_are_counted_in_the_speech_of_the_role(
    role: str | None, a: tuple[int, int, int], top: tuple[int, int, int]
) -> None:
    data = asked_and_answered()
    assert counts(graph(data, cooccurrence(data, role=role)), "a") == a
    assert counts(two_mode(data, role=role), "a") == a
    by_category = graph(data, cooccurrence(data, role=role, level="category"))
    assert counts(by_category, "Top") == top, "codings on one quotation count once for a category"


def test_nodes_of_a_difference_and_of_relations_are_counted_in_that_speech_too() -> None:
    data = asked_and_answered()
    groups = Groups("place", "clinic", "shelter")
    assert counts(difference(data, groups), "a") == (1, 1, 1)
    assert counts(difference(data, groups, role="interviewer"), "a") == (3, 3, 2)
    drawn = [Relation(1, "a", "Top", "contradicts", "", "", "Jana")]
    found = with_relations(graph(data, cooccurrence(data)), data, drawn)
    assert counts(found, "Top") == (1, 1, 1)


def test_a_category_that_only_a_relation_adds_is_a_group_of_its_own_kind_and_is_counted() -> None:
    data = asked_and_answered()
    drawn = [Relation(1, "a", "Top", "contradicts", "", "", "Jana")]
    found = with_relations(graph(data, cooccurrence(data)), data, drawn)
    assert found.graph["by_relation"] == ["Top"]
    groups, symbols = grouped(words("en"), found)
    assert groups["a"] == "Top"
    assert named(words("en"), groups["Top"]) == "category"
    assert len(symbols) == 2
    told = page(found).decode()
    assert "There only because a relation reaches them: 1." in told
    assert 'class="head" d=""' in told, "no arrow where both directions say the same"
    xml = as_graphml(found).decode()
    assert '<y:Arrows source="none" target="standard"/>' not in xml
    read = nx.read_graphml(io.BytesIO(as_graphml(found)))
    assert (read.edges["a", "Top"]["from"], read.edges["a", "Top"]["to"]) == ("a", "Top")


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
@pytest.mark.parametrize("unit", ["exact", "inclusion", "proximity"])
def test_networks_of_every_unit_are_drawn_in_every_language(unit: str, language: str) -> None:
    data = asked_and_answered()
    found = graph(data, cooccurrence(data, unit=unit))  # type: ignore[arg-type]
    assert found.number_of_edges() == 1
    assert draw(found, "svg", language=language)
    assert words(language)[f"width_{unit}"].format(most=1) in page(found, language=language).decode()


def many_pairs() -> nx.Graph[str]:
    """Ninety codes, each with each (4,005 pairs), and one that only a weak pair holds; the sample's weakest edges are 1."""
    found: nx.Graph[str] = nx.Graph(unit="overlap", level="code", role="all", coder="x", minimum=1)
    names = [f"c{i:02}" for i in range(90)] + ["weakly tied", "alone"]
    for name in names:
        found.add_node(
            name, label=name, kind="code", category="", theme="", codings=1, quotations=1, documents=1, colour=""
        )  # fmt: skip
    for i in range(90):
        for j in range(i):
            found.add_edge(names[i], names[j], count=2 + i, jaccard=0.1, documents=1, weight=2 + i)
    found.add_edge("c00", "weakly tied", count=1, jaccard=0.1, documents=1, weight=1)
    return found


def on_page(html: bytes) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html.decode(), re.DOTALL)
    assert found is not None
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


def test_a_page_has_the_strongest_pairs_of_too_many_and_says_so() -> None:
    graph = many_pairs()
    assert pairs_on_page(graph) == 3000
    html = page(graph)
    data = on_page(html)
    assert (len(data["edges"]), len(data["nodes"])) == (3000, 92)
    at = [node["name"] for node in data["nodes"]].index("weakly tied")
    assert any(at in (edge["a"], edge["b"]) for edge in data["edges"]), "what joins it comes first"
    assert "Of 4006 pairs only the 3000 strongest are on this page" in html.decode()
    assert "Pairs: 4006." in html.decode()
    asked = strongest_edges(graph, 3500)
    assert pairs_on_page(asked) == len(on_page(page(asked))["edges"]) == 3500
    assert "are on this page" not in page(asked).decode()


def test_one_node_has_one_sentence_and_no_figure_that_compares() -> None:
    data = incidence([(0, 0, 9, "a")])
    found = graph(data, cooccurrence(data))
    told = measures(found, communities(found))
    assert len(told.notes) == 2
    assert "one node and no pair" in told.notes[1]
    (row,) = told.nodes
    assert (row.betweenness, row.closeness, row.eigenvector, row.pagerank, row.clustering) == (None,) * 5
    assert (told.modularity, told.density, told.communities, told.alone) == (None, None, 0, 1)
