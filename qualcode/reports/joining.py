"""Parts that a researcher put together, made to fit into one report: every target and caption once, no reference into the void."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Content,
    Facts,
    Figure,
    Heading,
    Inline,
    Marked,
    Paragraph,
    Quote,
    Ref,
    Row,
    Table,
    Target,
)

__all__ = ["joined"]

MAX_TARGET = 40
"""Longest name of a target."""


def joined(parts: Sequence[Sequence[Block]]) -> tuple[Block, ...]:
    """The blocks of all parts in order.

    Where two parts bear one target (both print a quotation, or one part stands there twice), the first keeps it. A caption whose key is
    taken gets another one, and the references of its own part follow. A paragraph that refers to a table or figure that the report does
    not hold is left out: there is nothing to refer to.
    """
    targets: set[str] = set()
    keys: set[str] = set()
    built: list[list[Block]] = []
    for part in parts:
        names = {b.key: free(b.key, keys) for b in part if isinstance(b, Table | Figure)}
        keys |= set(names.values())
        built.append([once(block, targets, names) for block in part])
    return tuple(block for part in built for block in part if not dangles(block, keys))


def free(key: str, taken: set[str]) -> str:
    """The key, or where it is taken the key with a number."""
    number = 1
    found = key
    while found in taken:
        number += 1
        found = f"{key[: MAX_TARGET - 4]}_{number}"
    return found


def once(block: Block, targets: set[str], names: dict[str, str]) -> Block:
    """A block whose targets nobody bore before, and whose keys and references are those of ``names``."""

    def change(content: Content) -> Content:
        return mapped(content, targets, names)

    match block:
        case Heading():
            if block.target in targets:
                return replace(block, target="")
            if block.target:
                targets.add(block.target)
            return block
        case Paragraph() | Quote():
            return replace(block, content=change(block.content))
        case BulletList():
            return BulletList(tuple(change(item) for item in block.items))
        case Facts():
            return replace(block, rows=tuple((name, change(value)) for name, value in block.rows))
        case Table():
            return replace(block, key=names[block.key], rows=tuple(row(each, change) for each in block.rows))
        case Figure():
            return replace(block, key=names[block.key])
        case _:
            return block


def row(found: Row, change: Callable[[Content], Content]) -> Row:
    """A row with changed content."""
    cells = tuple(Cell(tuple(change(content) for content in cell.paragraphs)) for cell in found.cells)
    return replace(found, cells=cells)


def mapped(content: Content, targets: set[str], names: dict[str, str]) -> Content:
    """Content without targets that somebody bore before, and with references by new keys."""
    out: list[Inline] = []
    for item in content:
        match item:
            case Target():
                if item.name in targets:
                    continue
                targets.add(item.name)
                out.append(item)
            case Ref():
                out.append(Ref(names.get(item.key, item.key)))
            case Marked():
                out.append(replace(item, content=mapped(item.content, targets, names)))
            case _:
                out.append(item)
    return tuple(out)


def dangles(block: Block, keys: set[str]) -> bool:
    """Whether a paragraph refers to a table or figure that is not there."""
    return isinstance(block, Paragraph) and any(
        isinstance(item, Ref) and item.key not in keys for item in block.content
    )
