from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.errors import FileError, InputError
from qualcode.networks import SUFFIXES, graph, write_graph
from tests.analysis.building import incidence
from tests.networks.sample import coded_sample, sample_graph


def small() -> nx.Graph[str]:
    data = incidence(
        [
            (0, 0, 9, "vztah & důvěra"),
            (0, 3, 12, "home <visits>"),
            (1, 0, 5, "home <visits>"),
            (1, 50, 60, "alone"),
        ],
        categories={"Tie": ["vztah & důvěra"]},
        codes=["never used"],
    )
    return graph(data, cooccurrence(data))


def test_nodes_carry_what_a_figure_or_another_program_needs() -> None:
    found = small()
    assert list(found) == ["vztah & důvěra", "alone", "home <visits>"]
    assert found.nodes["vztah & důvěra"] == {
        "label": "vztah & důvěra",
        "kind": "code",
        "category": "Tie",
        "theme": "",
        "codings": 1,
        "quotations": 1,
        "documents": 1,
        "colour": "#336699",
    }
    assert found.edges["vztah & důvěra", "home <visits>"] == {
        "count": 1,
        "jaccard": 6 / 17,
        "documents": 1,
        "weight": 1,
    }
    assert found.graph == {
        "unit": "overlap",
        "level": "code",
        "role": "respondent",
        "coder": "first",
        "minimum": 1,
    }


def test_categories_can_be_the_nodes() -> None:
    data = coded_sample()
    found = graph(data, cooccurrence(data, level="category"))
    assert len(found) == 10
    assert {data["kind"] for data in (found.nodes[name] for name in found)} == {"category"}


def attributes(found: nx.Graph[str]) -> tuple[object, object]:
    nodes = {name: dict(found.nodes[name]) for name in found}
    edges = {frozenset((a, b)): data for a, b, data in found.edges(data=True)}
    return nodes, edges


@pytest.mark.parametrize("make", [small, sample_graph])
def test_graph_files_are_read_back_with_equal_attributes(make: object, tmp_path: Path) -> None:
    found: nx.Graph[str] = make()  # type: ignore[operator]
    for suffix in ("graphml", "gexf", "json"):
        write_graph(found, tmp_path / f"net.{suffix}")
    graphml = nx.read_graphml(tmp_path / "net.graphml")
    gexf = nx.read_gexf(tmp_path / "net.gexf")
    with (tmp_path / "net.json").open(encoding="utf-8") as file:
        linked = nx.node_link_graph(json.load(file), edges="edges")
    assert attributes(graphml) == attributes(found)
    assert attributes(linked) == attributes(found)
    assert graphml.graph.items() >= found.graph.items()
    assert linked.graph == found.graph
    for _, _, data in gexf.edges(data=True):
        data.pop("id")
    assert attributes(gexf) == attributes(found)


@pytest.mark.parametrize("suffix", [each for each in SUFFIXES if each != ".png"])
def test_the_same_network_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    write_graph(small(), tmp_path / f"a{suffix}", title="Twice")
    write_graph(small(), tmp_path / f"b{suffix}", title="Twice")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_graph_files_hold_no_date_and_no_doctype(tmp_path: Path) -> None:
    for suffix in (".graphml", ".gexf", ".svg"):
        write_graph(small(), tmp_path / f"net{suffix}")
        text = (tmp_path / f"net{suffix}").read_text(encoding="utf-8")
        ElementTree.fromstring(text.encode())
        assert "<!DOCTYPE" not in text
        assert "date>" not in text
        assert "modified" not in text


def test_characters_that_xml_forbids_do_not_break_a_file() -> None:
    from qualcode.networks.files import as_gexf, as_graphml

    found: nx.Graph[str] = nx.Graph()
    found.add_node("a\uffff", label="a\uffff")
    assert "a\ufffd" in nx.read_graphml(io.BytesIO(as_graphml(found)))
    assert "a\ufffd" in nx.read_gexf(io.BytesIO(as_gexf(found)))


def test_an_unknown_suffix_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"use one of \.graphml"):
        write_graph(small(), tmp_path / "net.pdf")
    with pytest.raises(FileError, match="does not exist"):
        write_graph(small(), tmp_path / "gone" / "net.json")


def test_a_page_needs_nothing_from_elsewhere_and_shows_names_as_they_are(tmp_path: Path) -> None:
    write_graph(small(), tmp_path / "net.html", title="Codes & <ties>", language="cs")
    text = (tmp_path / "net.html").read_text(encoding="utf-8")
    assert "Codes &amp; &lt;ties&gt;" in text
    assert "home &lt;visits&gt;" in text
    assert "<visits>" not in text
    assert "0,35" in text
    for outside in ("<script", "<link", "src=", "url(http", "@import"):
        assert outside not in text
    assert text.count("<svg") == 1
