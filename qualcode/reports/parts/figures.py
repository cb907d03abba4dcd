"""The two figures: the tree of categories, and which codes go together."""

from __future__ import annotations

from qualcode.model.results import Pair
from qualcode.reports.blocks import Block, Content, Figure, Heading, Inline, Paragraph, Ref, Text
from qualcode.reports.material import Material
from qualcode.reports.quoting import cites
from qualcode.reports.wording import Words

__all__ = ["figures_blocks"]

STRONGEST = 3
"""Pairs that the text names."""
CITED = 3
"""Quotations that it names for each of them."""


def figures_blocks(material: Material, w: Words) -> list[Block]:
    """Category tree and co-occurrence network, each with what it counts; says so where there is nothing to draw."""
    blocks: list[Block] = [Heading(1, w("figures.title"), target="figures")]
    codes = sum(1 for code in material.codes if code.kind == "code")
    groups = len(material.codes) - codes
    blocks.append(Heading(2, w("figures.tree")))
    if material.tree is None:
        blocks.append(Paragraph((Text(w("missing.codes")),)))
    else:
        counts = {"codes": w.count(codes, "code"), "groups": w.count(groups, "category")}
        blocks.append(Paragraph(w.content("figures.tree_sentence", figure=Ref("tree"), **counts)))
        blocks.append(
            Figure("tree", w("figures.tree_caption"), material.tree, w("figures.tree_description", **counts))
        )
    blocks.append(Heading(2, w("figures.network")))
    found = material.cooccurrence
    if found is None or not found.pairs:
        blocks.append(Paragraph((Text(w("missing.pairs")),)))
        return blocks
    strongest: list[Inline] = []
    for pair in found.pairs[:STRONGEST]:
        strongest += [*([Text("; ")] if strongest else []), *named(pair, material, w)]
    values = {
        "unit": w(f"unit.{found.unit}"),
        "role": w(f"role.{found.role}") if found.role else w("role.all"),
        "documents": w.count(len(material.documents), "document"),
        "pairs": w.count(len(found.pairs), "pair"),
        "minimum": w.number(found.minimum, 0),
    }
    if material.network is None:
        blocks.append(Paragraph(w.content("figures.network_not_drawn", **values, strongest=tuple(strongest))))
        return blocks
    blocks.append(
        Paragraph(w.content("figures.network_sentence", figure=Ref("network"), strongest=tuple(strongest)))
    )
    caption = w("figures.network_caption", **values)
    pairs = "; ".join(described(pair, w) for pair in found.pairs[:STRONGEST])
    description = w("figures.network_description", **values, strongest=pairs)
    blocks.append(Figure("network", caption, material.network, description))
    return blocks


def named(pair: Pair, material: Material, w: Words) -> Content:
    """A pair with its count and quotations that show it."""
    shown = cites(material.together.get((pair.a, pair.b), ()), material, most=CITED)
    if not shown:
        return (Text(described(pair, w)),)
    return w.content("figures.pair_cited", **counts(pair, w), cites=shown)


def described(pair: Pair, w: Words) -> str:
    """A pair with its count alone, as a text without citations needs it."""
    return w("figures.pair", **counts(pair, w))


def counts(pair: Pair, w: Words) -> dict[str, str]:
    """The names of a pair with how often it occurs, and in how many interviews."""
    documents = w.count(pair.documents, "document")
    return {"a": pair.a, "b": pair.b, "times": w.count(pair.count, "time"), "documents": documents}
