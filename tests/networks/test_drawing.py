from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.frequency import frequencies
from qualcode.errors import InputError
from qualcode.model.networks import Groups
from qualcode.model.relations import Relation
from qualcode.networks import difference, draw, graph, tree_figure, two_mode, with_relations
from qualcode.networks.canvas import drawing_settings
from qualcode.networks.drawing import network_canvas
from qualcode.networks.layout import push_apart
from qualcode.networks.selection import strongest
from qualcode.networks.symbols import symbols
from tests.analysis.building import incidence
from tests.networks.sample import coded_sample, modest_graph, sample_graph

Box = tuple[float, float, float, float]


def collide(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def boxes(found: nx.Graph[str], language: str) -> tuple[list[Box], list[Box], tuple[float, float]]:
    """Label boxes and symbol boxes as the renderer draws them, and the size of the page, all in points."""
    with drawing_settings():
        canvas, labels = network_canvas(found, language=language, title="A title")
        scale = 72 / canvas.figure.dpi
        symbols_drawn: list[Box] = []
        agg: Any = canvas.agg
        for line in canvas.axes.lines:
            if line.get_linestyle() == "None" and line.get_zorder() == 3:
                marker: Any = line.get_marker()
                extent = line.get_window_extent(agg.get_renderer())
                middle = (extent.x0 + extent.x1) / 2 * scale, (extent.y0 + extent.y1) / 2 * scale
                half = line.get_markersize() / 2 * (1.42 if marker == "D" else 1.0)
                symbols_drawn.append((middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half))
        in_network = symbols_drawn[-len(labels) :]  # those of the legend were drawn before
        return [canvas.box(label) for label in labels], in_network, (canvas.width, canvas.height)


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
def test_no_two_labels_of_the_sample_network_collide_and_all_lie_on_the_page(language: str) -> None:
    found = sample_graph(language)
    assert len(found) >= 60
    labels, marks, (width, height) = boxes(found, language)
    assert len(labels) >= 60
    assert not [pair for pair in combinations(labels, 2) if collide(*pair)]
    assert all(x0 >= 0 and y0 >= 0 and x1 <= width and y1 <= height for x0, y0, x1, y1 in labels + marks)
    for label in labels:
        assert not [mark for mark in marks if collide(label, mark)]
    assert not [pair for pair in combinations(marks, 2) if collide(*pair)]


def test_a_picture_of_the_sample_network_fits_a_page_of_a_report() -> None:
    _, _, (width, height) = boxes(sample_graph(), "en")
    assert width <= 460
    assert height <= 700


@pytest.mark.parametrize("format", ["png", "svg"])
def test_a_picture_is_the_same_bytes_each_time(format: str) -> None:
    assert draw(modest_graph(), format, dpi=72) == draw(modest_graph(), format, dpi=72)


def test_a_picture_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from qualcode.networks import draw; from tests.networks.sample import modest_graph; "
        "print(hashlib.sha256(draw(modest_graph(), 'svg')).hexdigest())"
    )
    here = hashlib.sha256(draw(modest_graph(), "svg")).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "77"},
    )
    assert there.stdout.strip() == here


def test_a_png_has_the_resolution_that_was_asked_for() -> None:
    low = imread(io.BytesIO(draw(modest_graph(), "png", dpi=72)))
    high = imread(io.BytesIO(draw(modest_graph(), "png", dpi=144)))
    assert high.shape[0] == pytest.approx(2 * low.shape[0], abs=2)
    assert 440 < low.shape[1] < 470


def test_a_picture_still_tells_groups_apart_without_colour() -> None:
    found = symbols([f"group {i}" for i in range(40)])
    assert len({each.shape for each in list(found.values())[:10]}) == 10
    assert len({(each.shape, each.colour) for each in found.values()}) == 40


def test_texts_are_paths_and_names_are_no_formulas() -> None:
    data = incidence([(0, 0, 9, "cost $x^2$ & <more>"), (0, 3, 12, "100_%")])
    text = draw(graph(data, cooccurrence(data)), "svg").decode()
    assert "<text" not in text
    assert "<!DOCTYPE" not in text


def test_a_network_without_pairs_is_a_picture_that_says_so() -> None:
    data = incidence([(0, 0, 5, "a"), (0, 9, 12, "b")])
    empty = draw(graph(data, cooccurrence(data)), "png", language="sv", dpi=72)
    assert (imread(io.BytesIO(empty))[:, :, :3] < 0.5).any()


def test_everybody_keeps_the_tie_that_holds_the_network_together() -> None:
    found = sample_graph()
    shown = strongest(found)
    assert shown.number_of_edges() < found.number_of_edges()
    assert set(shown) == {node for node in found if found.degree(node)}
    assert nx.number_connected_components(shown) == nx.number_connected_components(found.subgraph(shown))
    weakest = min(data["count"] for _, _, data in shown.edges(data=True))
    left_out = [data["count"] for a, b, data in found.edges(data=True) if not shown.has_edge(a, b)]
    assert max(left_out) <= max(data["count"] for _, _, data in shown.edges(data=True))
    assert weakest >= 1
    assert strongest(found, 10_000).number_of_edges() == found.number_of_edges()


def test_another_format_is_refused_with_what_is_possible() -> None:
    with pytest.raises(InputError, match="use png or svg"):
        draw(sample_graph(), "pdf")
    with pytest.raises(InputError, match="use png or svg"):
        tree_figure([], "pdf")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 400), st.floats(4, 60), st.floats(4, 30)),
        min_size=1,
        max_size=25,
    )
)
def test_boxes_are_pushed_apart_and_stay_on_the_page(rows: list[tuple[float, float, float, float]]) -> None:
    centres, sizes = np.array([row[:2] for row in rows]), np.array([row[2:] for row in rows])
    found = push_apart(centres, sizes, 400, 400)
    assert found is not None
    placed = [
        (x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (x, y), (w, h) in zip(found, sizes, strict=True)
    ]
    assert not [pair for pair in combinations(placed, 2) if collide(*pair)]
    assert all(x0 >= 0 and y0 >= 0 and x1 <= 400 and y1 <= 400 for x0, y0, x1, y1 in placed)


def test_boxes_that_cannot_fit_are_given_up() -> None:
    assert push_apart(np.zeros((4, 2)), np.full((4, 2), 60.0), 100, 100, rounds=50) is None


@pytest.mark.parametrize("language", ["en", "cs", "sv"])
def test_the_category_tree_of_the_sample_fits_a_page(language: str) -> None:
    picture = imread(io.BytesIO(tree_figure(frequencies(coded_sample(language)), language=language, dpi=72)))
    assert picture.shape[1] == pytest.approx(454, abs=2)
    assert picture.shape[0] <= 700


def test_the_category_tree_is_the_same_bytes_and_grows_with_the_codebook() -> None:
    nodes = frequencies(coded_sample())
    assert tree_figure(nodes, "svg") == tree_figure(nodes, "svg")
    few = imread(io.BytesIO(tree_figure(nodes[:8], dpi=72)))
    many = imread(io.BytesIO(tree_figure(nodes[:24], dpi=72)))
    assert few.shape[0] < many.shape[0]


def test_a_huge_codebook_is_drawn_as_categories_with_their_number_of_codes() -> None:
    names = [f"code {i}" for i in range(300)]
    tree = {f"Category {k}": names[k * 30 : k * 30 + 30] for k in range(10)}
    data = incidence([(0, i, i + 5, name) for i, name in enumerate(names)], categories=tree)
    picture = imread(io.BytesIO(tree_figure(frequencies(data), dpi=72)))
    assert picture.shape[0] < 300


def test_an_empty_codebook_is_a_picture_that_says_so() -> None:
    assert (imread(io.BytesIO(tree_figure([], dpi=72)))[:, :, :3] < 0.5).any()


def test_the_users_own_settings_of_the_drawing_library_do_not_matter(tmp_path: Path) -> None:
    import matplotlib

    plain = draw(modest_graph(), "svg")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "none"}):
        assert draw(modest_graph(), "svg") == plain


def pictured(found: nx.Graph[str]) -> tuple[list[str], list[object]]:
    """All texts of a picture, and the styles of its lines."""
    from matplotlib.collections import LineCollection

    with drawing_settings():
        canvas, _ = network_canvas(found, language="en")
        texts = [text.get_text().replace("\n", " ") for text in canvas.axes.texts]
        collections = [each for each in canvas.axes.collections if isinstance(each, LineCollection)]
        return texts, [style for each in collections for style in each.get_linestyle()]


def test_a_difference_is_told_by_dashes_not_by_colour_alone() -> None:
    rows = [(0, 0, 9, "a"), (0, 3, 12, "b"), (1, 0, 9, "c"), (1, 3, 12, "b")]
    data = incidence(rows, attributes=[{"kind": "north"}, {"kind": "south"}])
    texts, styles = pictured(difference(data, Groups("kind", "north", "south")))
    solid, dashed = styles
    assert solid[1] is None  # type: ignore[index]
    assert dashed[1] is not None  # type: ignore[index]
    assert "more in north: 1.00" in texts
    assert "more in south: 1.00" in texts


def test_respondents_are_drawn_apart_from_codes() -> None:
    texts, _ = pictured(two_mode(incidence([(0, 0, 9, "a"), (1, 0, 9, "a")])))
    assert {"R01", "R02", "a", "respondents"} <= set(texts)


def test_relations_are_arrows_with_their_kind_and_hide_no_label() -> None:
    from matplotlib.patches import FancyArrowPatch

    data = coded_sample(codings=60)
    found = graph(data, cooccurrence(data))
    names = [name for name in found if found.degree(name)][:9]
    drawn = [Relation(i, a, b, "causes", "", "", "Jana") for i, (a, b) in enumerate(pairwise(names))]
    shown = with_relations(found, data, drawn)
    with drawing_settings():
        canvas, labels = network_canvas(shown)
        arrows = [each for each in canvas.axes.patches if isinstance(each, FancyArrowPatch)]
        assert len(arrows) == len(drawn) + 1, "one more in the legend"
        words = [canvas.box(text) for text in canvas.axes.texts if text.get_text() == "causes"]
        assert len(words) == len(drawn)
        boxes_of_labels = [canvas.box(label) for label in labels]
        hidden = [pair for pair in ((w, b) for w in words for b in boxes_of_labels) if collide(*pair)]
        assert not hidden
    assert draw(shown, "svg") == draw(shown, "svg")


def test_a_huge_picture_lowers_its_resolution_rather_than_filling_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qualcode.networks.drawing.MOST_PIXELS", 40_000)
    small = imread(io.BytesIO(draw(modest_graph(), "png")))
    assert small.shape[0] * small.shape[1] <= 45_000
