"""The two figures: the tree of categories, and which codes go together."""

from __future__ import annotations

from qualcode.reports.blocks import Block, Figure, Heading, Paragraph, Ref, Text
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["figures_blocks"]

STRONGEST = 3
"""Pairs that the text names."""


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
    strongest = w.join([w("figures.pair", a=pair.a, b=pair.b, n=w.number(pair.count, 0),
                          documents=w.count(pair.documents, "document")) for pair in found.pairs[:STRONGEST]], separator="; ")  # fmt: skip
    values = {
        "unit": w(f"unit.{found.unit}"),
        "role": w(f"role.{found.role}") if found.role else w("role.all"),
        "documents": w.count(len(material.documents), "document"),
        "pairs": w.count(len(found.pairs), "pair"),
        "minimum": w.number(found.minimum, 0),
        "strongest": strongest,
    }
    if material.network is None:
        blocks.append(Paragraph((Text(w("figures.network_not_drawn", **values)),)))
        return blocks
    blocks.append(Paragraph(w.content("figures.network_sentence", figure=Ref("network"), **values)))
    caption = w("figures.network_caption", **values)
    blocks.append(Figure("network", caption, material.network, w("figures.network_description", **values)))
    return blocks
