"""A network as one HTML file that needs nothing else: a picture to explore, and the same as tables to be read aloud.

The page loads nothing and sends nothing: its policy forbids every source but its own style and script, which it names by
their hashes. Without scripts picture and tables stand as they are. ``#code=NAME&minimum=WEIGHT`` behind its address opens
it at a code, ``#find=LETTERS`` with a search.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

import networkx as nx

from qualcode.networks.captions import words
from qualcode.networks.grouping import named
from qualcode.networks.selection import fitting
from qualcode.networks.sketch import FONT, Sketch, outline, sketch

__all__ = ["embedded", "page", "pairs_on_page"]

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def page(graph: nx.Graph[str], *, title: str = "", language: str = "en") -> bytes:
    """The network as a page; the same graph gives the same bytes.

    Of more pairs than a browser can draw, the page has the strongest (:func:`~qualcode.networks.selection.fitting`) and
    says so; nodes and their numbers of partners are those of the whole network.
    """
    say = words(language)
    whole, graph = graph, fitting(graph)
    style, script = _shipped("page.css"), _shipped("page.js")
    names = list(graph)
    numbers = {name: i for i, name in enumerate(names)}
    heading = title or say["nodes"]
    drawn = sketch(graph, numbers, heading, say)
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    parts = [
        f'<!doctype html>\n<html lang="{escape(language, quote=True)}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(heading)}</title>\n<style>{style}</style>\n</head>\n<body>",
        f"<h1>{escape(heading)}</h1>",
        f'<p class="quiet">{escape(_summary(say, whole, graph))}</p>',
        _controls(say),
        f'<div id="view"><figure id="picture">{drawn.svg}</figure><aside id="detail" aria-live="polite" hidden></aside></div>',
        _legend(say, drawn, graph),
        f"<h2>{escape(say['edges'])}</h2>",
        _pairs(say, graph, numbers, language),
        *_relations(say, graph, numbers),
        f"<h2>{escape(say['nodes'])}</h2>",
        _nodes(say, whole, numbers),
        _about(say, graph),
        f'<script type="application/json" id="data">{embedded(_data(say, graph, numbers, drawn, language))}</script>',
        f"<script>{script}</script>",
        "</body>\n</html>\n",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def embedded(value: Any) -> str:
    """A value as JSON that stands safely inside of a script element, whatever its texts hold."""
    return re.sub("[<>&\u2028\u2029]", lambda found: _UNSAFE[found[0]], json.dumps(value, ensure_ascii=False))


def pairs_on_page(graph: nx.Graph[str]) -> int:
    """How many pairs of a network its page has."""
    return fitting(graph).number_of_edges()


def _shipped(name: str) -> str:
    """Style or script of the page, as they ship with qualcode."""
    return files("qualcode.networks").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _summary(say: dict[str, str], graph: nx.Graph[str], on_page: nx.Graph[str]) -> str:
    """How much there is, how much of it is here, and what a width means."""
    people = sum(data.get("kind") == "respondent" for _, data in graph.nodes(data=True))
    more = f" {say['respondents']}: {people};" if people else ""
    size = f"{say['nodes']}: {len(graph) - people};{more} {say['edges']}: {graph.number_of_edges()}."
    if graph.graph.get("by_relation"):
        size += " " + say["by_relation"].format(count=len(graph.graph["by_relation"]))
    if on_page is not graph:
        size += " " + say["page_cut"].format(shown=on_page.number_of_edges(), all=graph.number_of_edges())
    if graph.graph.get("kind") == "difference":
        names = ("n_a", "n_b", "equal")
        told = {name: graph.graph[name] for name in names}
        return f"{size} " + say["difference"].format(
            a=graph.graph["group_a"], b=graph.graph["group_b"], **told
        )
    most = max((data["count"] for _, _, data in graph.edges(data=True)), default=None)
    if most is None:
        return f"{size} {say['none']}"
    return f"{size} " + say["width_" + str(graph.graph.get("unit", "overlap"))].format(most=most)


def _controls(say: dict[str, str]) -> str:
    buttons = "".join(
        f'<button type="button" id="{name}">{escape(say[key])}</button> '
        for name, key in (
            ("zoom-in", "page_in"),
            ("zoom-out", "page_out"),
            ("fit", "page_fit"),
            ("theme", "page_theme"),
        )
    )
    return (
        '<div id="controls" hidden>'
        f'<div><label for="search">{escape(say["page_search"])}</label><input id="search" type="search" autocomplete="off">'
        '<ul id="found" aria-live="polite"></ul></div>'
        f'<div><label for="minimum">{escape(say["page_minimum"])}</label><input id="minimum" type="range" min="0" step="1"> '
        '<output id="least" for="minimum"></output> <span id="shown" class="quiet" aria-live="polite"></span></div>'
        f"<div>{buttons}</div></div>"
    )


def _legend(say: dict[str, str], drawn: Sketch, graph: nx.Graph[str]) -> str:
    """What shapes and lines stand for."""
    rows = [
        f'<li><svg viewBox="-12 -12 24 24" aria-hidden="true"><path class="shape" d="{outline(symbol.shape, 15 * symbol.scale)}" '
        f'fill="{symbol.colour}"/></svg> {escape(named(say, group))}</li>'
        for group, symbol in drawn.legend.items()
    ]
    if graph.graph.get("kind") == "difference":
        for side, key in (("a", "group_a"), ("b", "group_b")):
            rows.append(
                f'<li><svg viewBox="-12 -12 24 24" aria-hidden="true"><line class="edge {side}" x1="-12" x2="12" y1="0" y2="0" '
                f'stroke-width="3"/></svg> {escape(say["more_in"].format(group=graph.graph[key]))}</li>'
            )
    return f'<ul id="legend">{"".join(rows)}</ul>'


def _pairs(say: dict[str, str], graph: nx.Graph[str], numbers: Mapping[str, int], language: str) -> str:
    """The table of pairs, the strongest first."""
    order = sorted(
        enumerate(graph.edges(data=True)), key=lambda item: (-item[1][2]["weight"], *sorted(item[1][:2]))
    )
    columns = [
        (name, title)
        for name, title in (
            ("count", say["count"]),
            ("jaccard", say["jaccard"]),
            ("documents", say["documents"]),
            ("difference", say["share_difference"]),
        )
        if any(name in data for _, (_, _, data) in order)
    ]
    rows = []
    for i, (a, b, data) in order:
        ends = " – ".join(
            f'<span data-c="{numbers[name]}">{escape(str(graph.nodes[name]["label"]))}</span>'
            for name in (sorted((a, b)) if graph.graph.get("kind") != "two-mode" else (a, b))
        )
        cells = "".join(f'<td class="n">{_number(data.get(name), language)}</td>' for name, _ in columns)
        rows.append(f'<tr data-r="{i}"><td>{ends}</td>{cells}</tr>')
    return _table([(say["pair"], ""), *((title, "n") for _, title in columns)], rows)


def _relations(say: dict[str, str], graph: nx.Graph[str], numbers: Mapping[str, int]) -> Sequence[str]:
    """The list of relations drawn by hand, where there are any."""
    rows = [
        f'<li><span data-c="{numbers[each["source"]]}">{escape(each["source"])}</span> <i>{escape(each["kind"])}</i> '
        f'<span data-c="{numbers[each["target"]]}">{escape(each["target"])}</span>{escape(": " + each["note"] if each["note"] else "")}</li>'
        for each in graph.graph.get("relations", ())
    ]
    return [f"<h2>{escape(say['page_relations'])}</h2>", f"<ul>{''.join(rows)}</ul>"] if rows else []


def _nodes(say: dict[str, str], graph: nx.Graph[str], numbers: Mapping[str, int]) -> str:
    """The table of nodes in the order of the tree."""
    rows = [
        f'<tr><td><span data-c="{numbers[name]}">{escape(str(data["label"]))}</span></td>'
        f"<td>{escape(say['respondents'] if data.get('kind') == 'respondent' else str(data.get('category', '')))}</td>"
        f'<td class="n">{data["quotations"]}</td><td class="n">{data["documents"]}</td><td class="n">{graph.degree(name)}</td></tr>'
        for name, data in graph.nodes(data=True)
    ]
    heads = ("code", ""), ("category", ""), ("quotations", "n"), ("documents", "n"), ("page_partners", "n")
    return _table([(say[key], kind) for key, kind in heads], rows)


def _table(heads: Sequence[tuple[str, str]], rows: Sequence[str]) -> str:
    head = "".join(
        f'<th scope="col"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(text)}</th>'
        for text, kind in heads
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _about(say: dict[str, str], graph: nx.Graph[str]) -> str:
    """The statement of what the network rests on."""
    if "statement" not in graph.graph:
        return ""
    told = json.loads(graph.graph["statement"])
    rows: dict[str, Any] = {"unit": told["unit"], **told["filter"], **told["settings"], "seed": told["seed"]}
    rows |= {"study": told["study"]["title"], "sha256": told["study"]["sha256"], "qualcode": told["qualcode"]}
    items = "".join(
        f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(str(value))}</dd>"
        for name, value in rows.items()
        if value not in (None, "", False)
    )
    return f"<h2>{escape(say['page_about'])}</h2>\n<dl>{items}</dl>"


def _data(
    say: dict[str, str], graph: nx.Graph[str], numbers: Mapping[str, int], drawn: Sketch, language: str
) -> dict[str, Any]:
    """What the script works with."""
    weights = sorted({data["weight"] for _, _, data in graph.edges(data=True)})
    nodes = []
    for name, data in graph.nodes(data=True):
        at = drawn.placed.get(name)
        row = {
            "name": name,
            "label": str(data["label"]),
            "category": str(data.get("category", "")),
            "quotations": data["quotations"],
            "documents": data["documents"],
        }
        if at is not None:
            row |= {"x": at.x, "y": at.y, "reach": at.reach, "lines": at.lines}
        nodes.append(row)
    return {
        "language": language,
        "font": FONT,
        "words": {
            name: say[key]
            for name, key in (
                ("shown", "page_shown"),
                ("hint", "page_hint"),
                ("partners", "page_partners"),
                ("no_partners", "page_no_partners"),
                ("nothing", "page_nothing"),
                ("relations", "page_relations"),
                ("clear", "page_clear"),
                ("quotations", "quotations"),
                ("documents", "documents"),
            )
        },
        "weights": weights,
        "start": next((i for i, weight in enumerate(weights) if weight >= drawn.start), 0),
        "nodes": nodes,
        "edges": [
            {"a": numbers[a], "b": numbers[b], "weight": data["weight"], "said": _said(data, language)}
            for a, b, data in graph.edges(data=True)
        ],
        "relations": [
            {"a": numbers[each["source"]], "b": numbers[each["target"]], "kind": each["kind"]}
            for each in graph.graph.get("relations", ())
        ],
    }


def _said(data: Mapping[str, Any], language: str) -> str:
    """The weight of a pair in the list of partners."""
    if "difference" in data:
        return f"{_number(data['difference'], language)} ({data['more']})"
    return f"({_number(data['weight'], language)})"


def _number(value: float | None, language: str) -> str:
    """A number in the form of a language; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return f"{value:.2f}".replace(".", "." if language == "en" else ",")
