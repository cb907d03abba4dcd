from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.errors import FileError, InputError
from qualcode.networks import SUFFIXES, graph, write_graph
from qualcode.networks.files import as_gexf, as_graphml
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


DRAWN = {"x", "y", "shape_type", "viz", "id"}
"""What readers add from the drawing that a file bears."""


def attributes(found: nx.Graph[str]) -> tuple[object, object]:
    nodes = {name: {k: v for k, v in found.nodes[name].items() if k not in DRAWN} for name in found}
    edges = {
        frozenset((a, b)): {k: v for k, v in data.items() if k not in DRAWN}
        for a, b, data in found.edges(data=True)
    }
    return nodes, edges


@pytest.mark.parametrize("make", [small, sample_graph])
def test_graph_files_are_read_back_with_equal_attributes(make: object, tmp_path: Path) -> None:
    found: nx.Graph[str] = make()  # type: ignore[operator]
    for suffix in ("graphml", "gexf", "json"):
        write_graph(found, tmp_path / f"net.{suffix}")
    graphml = nx.read_graphml(tmp_path / "net.graphml")
    gexf = nx.read_gexf(tmp_path / "net.gexf", version="1.3")
    with (tmp_path / "net.json").open(encoding="utf-8") as file:
        linked = nx.node_link_graph(json.load(file), edges="edges")
    assert attributes(graphml) == attributes(found)
    assert attributes(linked) == attributes(found)
    assert graphml.graph.items() >= found.graph.items()
    assert linked.graph == found.graph
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


GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
GRAPHML, YED = "{http://graphml.graphdrawing.org/xmlns}", "{http://www.yworks.com/xml/graphml}"


def with_a_relation() -> nx.Graph[str]:
    found = small()
    found.nodes["alone"]["colour"] = ""
    found.graph["statement"] = json.dumps({"unit": "turn", "note": "a < b & c"})
    found.graph["relations"] = [
        {
            "source": "alone",
            "target": "home <visits>",
            "kind": "is <part> of",
            "note": "\x01",
            "symmetric": False,
        }
    ]
    return found


def test_gexf_keeps_the_rules_of_its_version_and_has_what_gephi_draws() -> None:
    root = ElementTree.fromstring(as_gexf(with_a_relation()))
    assert root.tag == f"{GEXF}gexf"
    assert root.get("version") == "1.3"
    assert [child.tag for child in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    assert json.loads(root.findtext(f"{GEXF}meta/{GEXF}description") or "")["note"] == "a < b & c"
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert graph.attrib == {"defaultedgetype": "undirected", "mode": "static"}
    declared = {
        each.get("class"): {a.get("id"): a.get("type") for a in each}
        for each in graph.iter(f"{GEXF}attributes")
    }
    assert {kind for keys in declared.values() for kind in keys.values()} <= {"string", "integer", "double"}
    nodes = {node.get("id"): node for node in graph.iter(f"{GEXF}node")}
    assert len(nodes) == 3
    for node in nodes.values():
        assert {value.get("for") for value in node.iter(f"{GEXF}attvalue")} <= set(declared["node"])
        colour, position, size = (node.find(f"{VIZ}{name}") for name in ("color", "position", "size"))
        assert colour is not None
        assert position is not None
        assert size is not None
        assert all(0 <= int(colour.get(channel, "-1")) <= 255 for channel in "rgb")
        assert all(float(position.get(axis, "nan")) < 10_000 for axis in "xyz")
        assert float(size.get("value", "0")) > 0
    assert nodes["vztah & důvěra"].find(f"{VIZ}color").attrib == {"r": "51", "g": "102", "b": "153"}  # type: ignore[union-attr]
    pair, relation = graph.iter(f"{GEXF}edge")
    for edge in (pair, relation):
        assert edge.get("source") in nodes
        assert edge.get("target") in nodes
        assert float(edge.find(f"{VIZ}thickness").get("value")) > 0  # type: ignore[union-attr, arg-type]
        assert {value.get("for") for value in edge.iter(f"{GEXF}attvalue")} <= set(declared["edge"])
    assert (pair.get("type"), float(pair.get("weight", "0"))) == (None, 1.0)
    assert (relation.get("type"), relation.get("label")) == ("directed", "is <part> of")
    assert (relation.get("source"), relation.get("target")) == ("alone", "home <visits>")


def test_graphml_has_the_drawing_that_yed_reads() -> None:
    root = ElementTree.fromstring(as_graphml(with_a_relation()))
    keys = {key.get("id"): key.attrib for key in root.iter(f"{GRAPHML}key")}
    drawn = {each["for"]: id for id, each in keys.items() if "yfiles.type" in each}
    assert {what: keys[id]["yfiles.type"] for what, id in drawn.items()} == {
        "node": "nodegraphics",
        "edge": "edgegraphics",
    }
    labels = set()
    for node in root.iter(f"{GRAPHML}node"):
        shape = next(d for d in node if d.get("key") == drawn["node"]).find(f"{YED}ShapeNode")
        assert shape is not None
        assert [child.tag.removeprefix(YED) for child in shape] == [
            "Geometry", "Fill", "BorderStyle", "NodeLabel", "Shape",
        ]  # fmt: skip
        assert re.fullmatch("#[0-9A-F]{6}", shape[1].get("color", ""))
        assert float(shape[0].get("width", "0")) > 0
        labels.add(shape.findtext(f"{YED}NodeLabel"))
    assert labels == {"vztah & důvěra", "home <visits>", "alone"}
    pair, relation = root.iter(f"{YED}PolyLineEdge")
    assert pair.find(f"{YED}Arrows").attrib == {"source": "none", "target": "none"}  # type: ignore[union-attr]
    assert relation.find(f"{YED}Arrows").attrib == {"source": "none", "target": "standard"}  # type: ignore[union-attr]
    assert relation.findtext(f"{YED}EdgeLabel") == "is <part> of"


def test_relations_are_told_in_every_file(tmp_path: Path) -> None:
    read = nx.read_graphml(io.BytesIO(as_graphml(with_a_relation())))
    assert read.edges["alone", "home <visits>"]["relation"] == "is <part> of"
    assert read.edges["alone", "home <visits>"]["directed"] is True
    write_graph(with_a_relation(), tmp_path / "net.json")
    told = json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))
    assert told["graph"]["relations"][0]["kind"] == "is <part> of"
    assert told["graph"]["statement"]["unit"] == "turn"
    write_graph(with_a_relation(), tmp_path / "net.svg")
    assert "a &lt; b &amp; c" in (tmp_path / "net.svg").read_text(encoding="utf-8")
    write_graph(with_a_relation(), tmp_path / "net.png", dpi=72)
    assert b"a < b & c" in (tmp_path / "net.png").read_bytes()


HOSTILE = (
    'say "no" & <b>go</b>', "</script><script>alert(1)</script>", "]]>", "x\u2028y\u2029z", "tab\tand\nline", "\x00\x1b[31m",
    "=cmd|' /C calc'!A0", "a\ufffe", "a\uffff", "{{7*7}}", "$x^2$", "\u202eright to left",
)  # fmt: skip


def hostile() -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph(unit="turn", level="code", role="all", coder="<i>", minimum=1)
    for name in HOSTILE:
        found.add_node(
            name, label=name, kind="code", category=name, theme="", codings=1, quotations=1, documents=1, colour="#112233"
        )  # fmt: skip
    for a, b in pairwise(HOSTILE):
        found.add_edge(a, b, count=1, jaccard=0.5, documents=1, weight=1)
    found.graph["relations"] = [
        {"source": HOSTILE[0], "target": HOSTILE[1], "kind": "</script>", "note": "<b>", "symmetric": True}
    ]
    return found


def test_hostile_names_stay_text_in_every_file(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        write_graph(hostile(), tmp_path / f"net{suffix}", title='"><script>', dpi=60)
    for suffix in (".graphml", ".gexf"):
        tree = ElementTree.fromstring((tmp_path / f"net{suffix}").read_bytes())
        ids = [each.get("id") for each in tree.iter() if each.tag.endswith("}node")]
        assert len(set(ids)) == len(HOSTILE), "two names that become one still are two nodes"
        assert HOSTILE[0] in ids
        assert HOSTILE[1] in ids
    assert (
        json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))["nodes"][3]["id"] == "x\u2028y\u2029z"
    )
    text = (tmp_path / "net.html").read_text(encoding="utf-8")
    assert text.count("<script") == 2
    assert text.count("</script>") == 2
    data = re.search('<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert data is not None
    assert not re.search("[<>&\u2028\u2029]", data[1])
    assert [node["name"] for node in json.loads(data[1])["nodes"]] == list(HOSTILE)
    assert "<b>go" not in text


def test_characters_that_xml_forbids_do_not_break_a_file() -> None:
    found: nx.Graph[str] = nx.Graph()
    found.add_node("a\uffff", label="a\uffff")
    assert "a\ufffd" in nx.read_graphml(io.BytesIO(as_graphml(found)))
    assert "a\ufffd" in nx.read_gexf(io.BytesIO(as_gexf(found)), version="1.3")


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
    for outside in (
        "<link",
        "src=",
        "href=",
        "url(",
        "@import",
        "http:",
        "https:",
        "fetch(",
        "XMLHttp",
        "style=",
    ):
        assert outside not in text


def test_the_policy_of_a_page_allows_its_own_style_and_script_only(tmp_path: Path) -> None:
    write_graph(small(), tmp_path / "net.html")
    text = (tmp_path / "net.html").read_text(encoding="utf-8")
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S)
        assert content is not None
        hashed = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{hashed}'" in policy[1]
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_a_page_of_nothing_and_of_one_code_is_a_page(tmp_path: Path) -> None:
    data = incidence([(0, 0, 9, "a")])
    for rows in ([], [(0, 0, 9, "a")]):
        data = incidence(rows, documents=1)
        write_graph(graph(data, cooccurrence(data)), tmp_path / "net.html")
        assert "No two codes go together" in (tmp_path / "net.html").read_text(encoding="utf-8")
