"""What the results cannot say: a fixed core that every report with a comparison prints."""

from __future__ import annotations

from qualcode.reports.blocks import Block, BulletList, Heading, Paragraph, Text
from qualcode.reports.material import Material
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
    """The limits as a list, with the size of the sample filled in."""
    size = w.count(len(material.respondents), "respondent")
    items = tuple((Text(w(f"limit.{name}", respondents=size)),) for name in LIMITS)
    return [
        Heading(1, w("limitations.title"), target="limitations"),
        Paragraph((Text(w("limitations.sentence")),)),
        BulletList(items),
    ]
