"""The tree of codes as a table: every node under what holds it, with respondents and quotations."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.model.codes import Code
from qualcode.reports.blocks import Cell, Column, Content, Link, Row, Table, Text
from qualcode.reports.people import people
from qualcode.reports.selecting import Selection
from qualcode.reports.wording import Words

__all__ = ["tree_table"]

INDENT = "\u2003"


def tree_table(
    key: str, selection: Selection, w: Words, target: Callable[[Code], str] | None = None
) -> Table:
    """The nodes of a selection in tree order; a code that nobody speaks of stands there too. ``target`` names the place to which each leads."""
    rows: list[Row] = []
    for node in selection.ordered:
        respondents, quotations = selection.counts[node.path]
        group = node.kind != "code"
        indent = INDENT * (len(node.path) - 1)
        name: Content = (Text(indent + node.name, strong=group),)
        if target is not None:
            name = (Text(indent), Link(node.name, target(node), strong=group))
        of = people(respondents, len(selection.cases), selection.material, w)
        cells: tuple[Content, ...] = (name, (Text(of),), (Text(w.number(quotations, 0)),))
        rows.append(Row(tuple(Cell((content,)) for content in cells)))
    columns = (
        Column((Text(w("categories.code")),), 5.0),
        Column((Text(w("categories.respondents")),), 1.6),
        Column((Text(w("categories.quotations")),), 1.8, "right"),
    )
    return Table(key, w("codes.caption"), columns, tuple(rows), w("codes.description", n=len(rows)))
