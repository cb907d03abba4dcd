"""The two figures: the tree of categories, and which codes go together."""

from __future__ import annotations

from qualcode.model.results import Pair
from qualcode.reports.blocks import Block, Content, Figure, Footnote, Heading, Inline, Paragraph, Ref, Text
from qualcode.reports.material import Material
from qualcode.reports.parts.tree_table import extent_of
from qualcode.reports.quoting import cites
from qualcode.reports.wording import Words

__all__ = ["FEWEST", "NAMED", "fewest", "figures_blocks", "shown_pairs"]

NAMED = 3
"""Pairs that the text names."""
CITED = 3
"""Quotations that it names for each of them."""
FEWEST = 2
"""Respondents who must bring two codes together before the report speaks of the pair."""


def figures_blocks(material: Material, w: Words) -> list[Block]:
    """Category tree and co-occurrence network, each with what it counts; says so where there is nothing to draw."""
    return [
        Heading(1, w("figures.title"), target="figures"),
        Heading(2, w("figures.tree")),
        *tree_blocks(material, w),
        Heading(2, w("figures.network")),
        *network_blocks(material, w),
    ]


def hidden(material: Material) -> bool:
    """Whether the pictures show figures of fewer respondents than the report may."""
    return (material.choices.smallest_cell or 0) > material.drawn_with


def tree_blocks(material: Material, w: Words) -> list[Block]:
    """The picture of the tree with what stands in it."""
    if material.tree is None:
        return [Paragraph((Text(w("missing.codes")),))]
    if hidden(material):
        least = w.count(material.choices.smallest_cell or 0, "respondent")
        return [Paragraph((Text(w("figures.not_drawn", people=least)),))]
    nodes = extent_of(material.codes, w)
    loose = sum(1 for code in material.codes if code.kind == "code" and len(code.path) == 1)
    outside = ""
    if loose and any(code.kind != "code" for code in material.codes):
        outside = " " + w("figures.tree_loose", codes=w.count(loose, "code"))
    sentence = w.content("figures.tree_sentence", figure=Ref("tree"), nodes=nodes)
    return [
        Paragraph((*sentence, *([Text(outside)] if outside else []))),
        Figure(
            "tree",
            w("figures.tree_caption"),
            material.tree,
            w("figures.tree_description", nodes=nodes) + outside,
        ),
    ]


def fewest(material: Material) -> int:
    """How many respondents must bring two codes together before the report speaks of the pair."""
    return max(FEWEST, material.choices.smallest_cell or 0)


def shown_pairs(material: Material) -> tuple[Pair, ...]:
    """The pairs of which the report may speak, by count, then by Jaccard coefficient."""
    found = material.cooccurrence.pairs if material.cooccurrence is not None else ()
    kept = (pair for pair in found if pair.respondents >= fewest(material))
    return tuple(sorted(kept, key=lambda pair: (-pair.count, -pair.jaccard, pair.a, pair.b)))


def network_blocks(material: Material, w: Words) -> list[Block]:
    """The picture of the network with the first pairs; without the picture the pairs alone."""
    found, pairs = material.cooccurrence, shown_pairs(material)
    least = w.count(fewest(material), "respondent")
    if found is None or not pairs:
        return [Paragraph((Text(w("missing.pairs", people=least)),))]
    first: list[Inline] = []
    for pair in pairs[:NAMED]:
        first += [*([Text("; ")] if first else []), *named(pair, material, w)]
    tied = sum(1 for pair in pairs[NAMED:] if pair.count == pairs[NAMED - 1].count)
    more = " " + w("figures.network_tied", pairs=w.count(tied, "pair")) if tied else ""
    said_note = w("note.jaccard", unit=w(f"unit.{found.unit}"))
    end: Content = (*([Text(more)] if more else []), Footnote((Text(said_note),)))
    values = {
        "unit": w(f"unit.{found.unit}"),
        "role": w(f"role.{found.role}") if found.role else w("role.all"),
        "documents": w.count(len(material.documents), "document"),
        "pairs": w.count(len(pairs), "pair"),
        "people": least,
    }
    if material.network is None or hidden(material):
        said = w.content("figures.network_not_drawn", **values, first=tuple(first))
        return [Paragraph((*said, *end))]
    description = w("figures.network_description", unit=values["unit"], pairs=values["pairs"],
                    first="; ".join(described(pair, w) for pair in pairs[:NAMED]))  # fmt: skip
    sentence = w.content("figures.network_sentence", figure=Ref("network"), first=tuple(first))
    return [
        Paragraph((*sentence, *end)),
        Figure("network", w("figures.network_caption", **values), material.network, description + more),
    ]


def named(pair: Pair, material: Material, w: Words) -> Content:
    """A pair with its figures and quotations that show it."""
    shown = cites(material.together.get((pair.a, pair.b), ()), material, most=CITED)
    if not shown:
        return (Text(described(pair, w)),)
    return w.content("figures.pair_cited", **figures_of(pair, w), cites=shown)


def described(pair: Pair, w: Words) -> str:
    """A pair with its figures alone, as a text without citations needs it."""
    return w("figures.pair", **figures_of(pair, w))


def figures_of(pair: Pair, w: Words) -> dict[str, str]:
    """The names of a pair with how often it occurs, with how many respondents, and its Jaccard coefficient."""
    return {
        "a": pair.a,
        "b": pair.b,
        "times": w.count(pair.count, "time"),
        "people": w.count(pair.respondents, "respondent"),
        "jaccard": w.number(pair.jaccard, 2),
    }
