"""What a reader can count in a report: numbers of headings, tables and figures, and the targets that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from qualcode.reports.blocks import (
    Block,
    BulletList,
    Content,
    Facts,
    Figure,
    Footnote,
    Heading,
    Inline,
    Marked,
    Paragraph,
    Quote,
    Report,
    Table,
    Target,
    Text,
    Transcript,
)

__all__ = ["Numbering", "inlines", "number_report"]

HOLDERS = (Marked, Footnote)
"""Inline content that holds other inline content."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers of one report, found before anything is written, since references may point forward."""

    captions: dict[str, tuple[str, int]]
    """By key: ``Table`` or ``Figure``, and the number within these."""
    headings: tuple[str, ...]
    """For each heading in order, its number such as ``2.1``, or nothing."""
    targets: frozenset[str]
    """Names that links can lead to."""


def number_report(report: Report) -> Numbering:
    """Count headings, tables and figures, and collect the targets.

    Raises ValueError where two tables or figures bear one key or two places one name: that would lead nowhere.
    """
    captions: dict[str, tuple[str, int]] = {}
    headings: list[str] = []
    targets: set[str] = set()
    counters = [0, 0, 0]
    counted = {"Table": 0, "Figure": 0}

    names: set[str] = set()

    def add_name(name: str) -> None:
        if name in names:
            raise ValueError(f"two places are called {name}")
        names.add(name)

    def add_target(name: str) -> None:
        add_name(name)
        targets.add(name)

    for block in report.blocks:
        if isinstance(block, Heading):
            if block.target:
                add_target(block.target)
            if not block.numbered:
                headings.append("")
                continue
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (3 - block.level)
            headings.append(".".join(str(number) for number in counters[: block.level]))
        elif isinstance(block, Table | Figure):
            kind = "Table" if isinstance(block, Table) else "Figure"
            counted[kind] += 1
            if block.key in captions:
                raise ValueError(f"two captions have the key {block.key}")
            captions[block.key] = (kind, counted[kind])
        elif isinstance(block, Transcript):
            for name in sorted({remark.name for remark in block.remarks if remark.name}):
                add_name(name)
            continue
        for content in contents_of(block):
            for item in content:
                if isinstance(item, Text):
                    continue
                for inner in within((item,)) if isinstance(item, HOLDERS) else (item,):
                    if isinstance(inner, Target):
                        add_target(inner.name)
                    elif isinstance(inner, Marked):
                        add_name(inner.name)
    return Numbering(captions, tuple(headings), frozenset(targets))


def inlines(block: Block) -> Iterator[Inline]:
    """All inline content of a block, in reading order, with what marked passages and footnotes hold."""
    for content in contents_of(block):
        yield from within(content)


def within(content: Content) -> Iterator[Inline]:
    """All of some inline content, at any depth."""
    for item in content:
        yield item
        if isinstance(item, HOLDERS):
            yield from within(item.content)


def contents_of(block: Block) -> Iterable[Content]:
    """The stretches of inline content of a block."""
    match block:
        case Quote() | Paragraph():
            return (block.content,)
        case BulletList():
            return block.items
        case Facts():
            return (content for _, content in block.rows)
        case Table():
            return chain(
                (column.title for column in block.columns),
                (content for row in block.rows for cell in row.cells for content in cell.paragraphs),
            )
        case _:
            return ()
