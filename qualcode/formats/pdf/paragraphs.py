"""Paragraphs from the lines of a PDF: where one ends is told by room left, gaps, indentation and labels."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from qualcode.formats.pdf.lines import Line
from qualcode.formats.pdf.pages import HYPHEN

__all__ = ["paragraphs"]

_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_BEFORE = re.compile(r"([^\W\d_]+)[-\u2010\u00ad\x02]\Z")
_AFTER = re.compile(r"[^\W\d_]+")
_LINKING = frozenset({"and", "or", "och", "eller", "und", "oder", "a", "nebo", "i", "bzw", "resp"})
"""Words before which a hyphen stands for a part left out: ``för- och nackdelar``."""
_KEPT = frozenset({"li"})
"""Endings that keep their hyphen: ``bude-li``."""


def paragraphs(lines: Sequence[Line], heads: Collection[int], width: float) -> tuple[list[str], int]:
    """The paragraphs of lines in reading order, and how many hyphens at line ends were undone.

    *heads* are the places of lines at which a turn begins; *width* is that of a page.
    """
    edges = {column: _edge(lines, column, width) for column in {line.column for line in lines}}
    lefts = {column: _left(lines, column) for column in edges}
    pitch = _pitch(lines)
    compounds = {found.lower() for line in lines for found in _COMPOUND.findall(line.text)}
    found: list[str] = []
    undone = 0
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if (
            before is None
            or place in heads
            or _breaks(before, line, edges[before.column], lefts[line.column], pitch)
        ):
            found.append(line.text)
            continue
        joined, fewer = _joined(found[-1], line.text, compounds)
        found[-1] = joined
        undone += fewer
    return [text.replace(HYPHEN, "-") for text in found], undone


def _edge(lines: Sequence[Line], column: int, width: float) -> float:
    """How far to the right the lines of a column reach, without a few that stick out."""
    rights = sorted((line.right for line in lines if line.column == column), reverse=True)
    edge = rights[min(len(rights) // 20, len(rights) - 1)]
    if column == 0 and edge < 0.6 * width:
        return max(edge, width - min(line.left for line in lines))
    return edge


def _left(lines: Sequence[Line], column: int) -> float:
    return min(line.left for line in lines if line.column == column)


def _pitch(lines: Sequence[Line]) -> float:
    """The distance of lines inside a paragraph."""
    steps = sorted(
        a.base - b.base
        for a, b in pairwise(lines)
        if (a.page, a.column) == (b.page, b.column) and 0.5 * b.size < a.base - b.base
    )
    return steps[len(steps) // 10] if steps else 0.0


def _breaks(before: Line, line: Line, edge: float, left: float, pitch: float) -> bool:
    """Whether a new paragraph begins with *line*."""
    if line.opens or not before.text or not line.text:
        return True
    if abs(before.size - line.size) > 0.15 * line.size:
        return True
    first = line.text.split(maxsplit=1)[0]
    sign = (line.right - line.left) / max(len(line.text), 1)
    if before.right + sign * (len(first) + 1.5) < edge - 0.5 * sign and not before.text.endswith(HYPHEN):
        return True
    if (before.page, before.column) != (line.page, line.column):
        return line.left > left + 0.8 * line.size and before.left <= left + 1
    if before.base - line.base > 1.3 * pitch:
        return True
    return line.left > before.left + 0.8 * line.size and before.left <= left + 1 and first[:1].isupper()


def _joined(before: str, after: str, compounds: Collection[str]) -> tuple[str, int]:
    """Two lines of one paragraph as one, and whether a hyphen between them was undone."""
    cut = _BEFORE.search(before)
    following = _AFTER.match(after)
    if cut is None or following is None:
        return (f"{before[:-1]}- {after}" if before.endswith(HYPHEN) else f"{before} {after}"), 0
    compound = f"{cut.group(1)}-{following.group()}".lower()
    stem = before[:-1]
    if compound in compounds or following.group().lower() in _KEPT:
        return f"{stem}-{after}", 0
    if following.group().lower() in _LINKING or not following.group()[0].islower():
        return f"{stem}- {after}", 0
    return f"{stem}{after}", 1
