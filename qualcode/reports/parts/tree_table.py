"""The tree of codes as a table: every node under what holds it, with respondents and quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from qualcode.model.codes import Code
from qualcode.reports.blocks import Block, Cell, Column, Content, Link, Paragraph, Row, Table, Text
from qualcode.reports.people import few, few_note, mentions, people
from qualcode.reports.selecting import Selection
from qualcode.reports.wording import Words

__all__ = ["extent_of", "tree_notes", "tree_table"]

INDENT = "\u2003"


def tree_table(
    key: str, selection: Selection, w: Words, target: Callable[[Code], str] | None = None
) -> Table:
    """The nodes of a selection in tree order; a code that nobody speaks of stands there too. ``target`` names the place to which each leads."""
    rows: list[Row] = []
    own = selection.material.language
    for node in selection.ordered:
        respondents, quotations = selection.counts[node.path]
        group = node.kind != "code"
        indent = INDENT * (len(node.path) - 1)
        name: Content = (Text(indent + node.name, strong=group, language=own),)
        if target is not None:
            name = (Text(indent), Link(node.name, target(node), strong=group, language=own))
        if node.path in selection.partial:
            name = (*name, Text(f" ({w('narrowed.partial')})", quiet=True))
        of = people(respondents, len(selection.cases), selection.material, w)
        cells: tuple[Content, ...] = (
            name,
            (Text(of),),
            (Text(mentions(quotations, respondents, selection.material, w)),),
        )
        rows.append(Row(tuple(Cell((content,)) for content in cells)))
    columns = (
        Column((Text(w("categories.code")),), 5.0),
        Column((Text(w("categories.respondents")),), 1.6),
        Column((Text(w("categories.quotations")),), 1.8, "right"),
    )
    return Table(key, w("codes.caption"), columns, tuple(rows), w("codes.description", n=len(rows)))


def tree_notes(selection: Selection, w: Words) -> list[Block]:
    """How the table counts, and what it withholds."""
    found = any(few(respondents, selection.material) for respondents, _ in selection.counts.values())
    return [
        Paragraph((Text(w("codes.note")),), kind="note"),
        *few_note(found, selection.material, w),
    ]


def extent_of(codes: Sequence[Code], w: Words) -> str:
    """How many themes, categories and codes there are; of themes and categories only where there are some."""
    kinds = Counter(code.kind for code in codes)
    above = [w.count(kinds[kind], kind) for kind in ("theme", "category") if kinds[kind]]
    return w.join([*above, w.count(kinds["code"], "code")])
