"""A network as one HTML file that needs nothing else: the picture inline, and the same as tables to be read aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import networkx as nx

from qualcode.networks.captions import words
from qualcode.networks.drawing import draw

__all__ = ["page"]

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
svg { width: 100%; height: auto }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem }
th, td { text-align: left; border-bottom: 1px solid #ccc; padding: 0.2rem 0.5rem }
td.n, th.n { text-align: right }
"""


def page(graph: nx.Graph[str], *, title: str = "", language: str = "en") -> bytes:
    """The network as a page without scripts, links or anything to load; the same graph gives the same bytes."""
    say = words(language)
    picture = draw(graph, "svg", title="", language=language).decode("utf-8")
    picture = picture[picture.index("<svg") :]
    picture = re.sub(r"<metadata>.*?</metadata>", "", picture, flags=re.S)
    label = escape(title or say["nodes"], quote=True)
    picture = picture.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    pairs = sorted(graph.edges(data=True), key=lambda edge: (-edge[2]["count"], *sorted(edge[:2])))
    point = "." if language == "en" else ","
    edges = [
        (
            " – ".join(sorted((a, b))),
            str(data["count"]),
            f"{data['jaccard']:.2f}".replace(".", point),
            str(data["documents"]),
        )
        for a, b, data in pairs
    ]
    nodes = [
        (name, str(data.get("category", "")), str(data["quotations"]), str(data["documents"]))
        for name, data in ((name, graph.nodes[name]) for name in graph)
    ]
    heading = f"<h1>{escape(title)}</h1>\n" if title else ""
    return (
        f'<!doctype html>\n<html lang="{escape(language, quote=True)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title or say['nodes'])}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{heading}"
        f"<figure>{picture}</figure>\n"
        f"<h2>{say['edges']}</h2>\n{_table((say['pair'], say['count'], say['jaccard'], say['documents']), edges, 1)}"
        f"<h2>{say['nodes']}</h2>\n{_table((say['code'], say['category'], say['quotations'], say['documents']), nodes, 2)}"
        "</body>\n</html>\n"
    ).encode()


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], numbers_from: int) -> str:
    """An HTML table whose columns from ``numbers_from`` on are set flush right."""

    def cells(tag: str, row: tuple[str, ...]) -> str:
        classes = ["" if i < numbers_from else ' class="n"' for i in range(len(row))]
        return "".join(
            f"<{tag}{kind}>{escape(text)}</{tag}>" for kind, text in zip(classes, row, strict=True)
        )

    body = "\n".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{cells('th', header)}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
