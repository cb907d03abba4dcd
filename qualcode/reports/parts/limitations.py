"""What the results cannot say: a fixed core that every report with a comparison prints."""

from __future__ import annotations

from qualcode.reports.blocks import Block, BulletList, Heading, Paragraph, Text
from qualcode.reports.material import Material
from qualcode.reports.parts.categories import loudest
from qualcode.reports.wording import Words

__all__ = ["LIMITS", "limitations_blocks"]

LIMITS = (
    "accounts",
    "counts",
    "sample",
    "silence",
    "grid",
    "circle",
    "scale",
    "setting",
    "overlap",
    "effect",
)
"""Keys of the sentences, in the order in which they are printed."""


def limitations_blocks(material: Material, w: Words) -> list[Block]:
    """The limits as a list, with the size of the sample filled in; last, where it is so, that one respondent's voice is strong."""
    size = w.count(len(material.respondents), "respondent")
    items = [(Text(w(f"limit.{name}", respondents=size)),) for name in LIMITS]
    items += [
        (Text(w("limit.one_voice", case=case, n=w.of(number, len(material.quotations)))),)
        for case, number in loudest(material)
    ]
    return [
        Heading(1, w("limitations.title"), target="limitations"),
        Paragraph((Text(w("limitations.sentence")),)),
        BulletList(tuple(items)),
    ]
