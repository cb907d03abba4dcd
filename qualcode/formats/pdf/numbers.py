"""Numbers of lines and paragraphs before the lines of a PDF, taken off where they count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.formats.pdf.lines import Line

__all__ = ["without_numbers"]

_NUMBER = re.compile(r"\d{1,5}")
_LEADING = re.compile(r"(\d{1,5})[ \t]+(?=\S)")
_LABELLED = re.compile(r"\d{1,5}[ \t]+[^\W_][^\n:?!.;]{0,40}:")
_MOST = 0.8
_ENOUGH = 5
_SAME = 2.0
"""Points by which the right edges of numbers under each other differ."""
_GAP = 3.0
"""Points at least between a number in the margin and the text."""


def without_numbers(lines: Sequence[Line]) -> tuple[list[Line], int, int]:
    """The lines without running line numbers and paragraph numbers; gives how many of each were taken off.

    Numbers are taken off only where they rise by one over the lines of each page, or by another constant step in the margin, or by one
    over the paragraphs of the whole text. Where lines are numbered, so are headers and footers, each from one on.
    """
    for taken in (_line_numbers, _every_few_lines):
        kept, removed = taken(lines)
        if removed:
            kept, more = _beside(lines, kept)
            return kept, removed + more, 0
    kept, paragraphs = _paragraph_numbers(lines)
    return kept, 0, paragraphs


def _value(line: Line) -> int | None:
    if line.number:
        return int(line.number)
    if _NUMBER.fullmatch(line.text):
        return int(line.text)
    match = _LEADING.match(line.text)
    return int(match.group(1)) if match else None


def _bare(line: Line, *, opens: bool = False) -> Line:
    """A line without the number at its start."""
    if line.number:
        return replace(line, number="", opens=opens, cells=line.cells[1:])
    if _NUMBER.fullmatch(line.text):
        return replace(line, text="")
    match = _LEADING.match(line.text)
    return replace(line, text=line.text[match.end() :], opens=opens) if match else line


def _line_numbers(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Take off numbers that count nearly every line of each page."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    counted = {page: _counts_lines(group) for page, group in pages.items()}
    long = [page for page, group in pages.items() if len(group) >= _ENOUGH]
    if not long or sum(counted[page] for page in long) < _MOST * len(long):
        return list(lines), 0
    kept: list[Line] = []
    removed = 0
    for page, group in pages.items():
        expected = next((value for value in map(_value, group) if value is not None), None)
        for line in group:
            if expected is not None and _value(line) == expected and (counted[page] or page not in long):
                line = _bare(line)
                expected += 1
                removed += 1
            kept.append(line)
    return kept, removed


def _counts_lines(group: Sequence[Line]) -> bool:
    values = [_value(line) for line in group]
    rising = sum(a is not None and b == a + 1 for a, b in pairwise(values))
    return rising >= _MOST * (len(group) - 1) and len(group) >= _ENOUGH


def _every_few_lines(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Take off numbers in the margin that stand at every fifth line (or so): multiples of a constant step, under each other, so many lines apart at most."""
    body = _body(lines)
    found = [
        (place, value, edge)
        for place, line in enumerate(lines)
        if (edge := _margin(line, body)) is not None and (value := _value(line))
    ]
    pairs = [
        (first, second)
        for first, second in pairwise(found)
        if (lines[first[0]].page, lines[first[0]].column) == (lines[second[0]].page, lines[second[0]].column)
    ]
    steps = Counter(second[1] - first[1] for first, second in pairs if second[1] > first[1])
    step = steps.most_common(1)[0][0] if steps else 0
    if step < 2 or steps[step] < max(2, _MOST * steps.total()) or steps.total() * 2 < len(pairs):
        return list(lines), 0
    edges = _usual([(lines[place].column, edge) for place, _, edge in found])
    chain = [
        place
        for place, value, edge in found
        if value % step == 0 and abs(edge - edges[lines[place].column]) < _SAME
    ]
    close = all(second[0] - first[0] <= step for first, second in pairs if second[1] - first[1] == step)
    if not close or len(chain) < _MOST * len(found):
        return list(lines), 0
    kept = list(lines)
    for place in chain:
        kept[place] = _bare(lines[place])
    return kept, len(chain)


def _beside(lines: Sequence[Line], kept: Sequence[Line]) -> tuple[list[Line], int]:
    """Take off what other numbers stand in the margin exactly where the line numbers do, which were taken off *lines*."""
    body = _body(kept)
    edges = _usual(
        [
            (line.column, edge)
            for line, bare in zip(lines, kept, strict=True)
            if line is not bare and (edge := _margin(line, body)) is not None
        ]
    )
    result: list[Line] = []
    more = 0
    for line in kept:
        edge = _margin(line, body)
        if edge is not None and line.column in edges and abs(edge - edges[line.column]) < _SAME:
            line = _bare(line)
            more += 1
        result.append(line)
    return result, more


def _usual(edges: Sequence[tuple[int, float]]) -> dict[int, float]:
    """The most usual right edge of numbers by column."""
    found: dict[int, float] = {}
    for (column, edge), _ in Counter((column, round(edge, 1)) for column, edge in edges).most_common():
        found.setdefault(column, edge)
    return found


def _body(lines: Sequence[Line]) -> dict[int, float]:
    """Where the text of most lines begins, by column."""
    lefts = Counter((line.column, round(line.left)) for line in lines if not _NUMBER.fullmatch(line.text))
    found: dict[int, float] = {}
    for (column, left), _ in lefts.most_common():
        found.setdefault(column, left)
    return found


def _margin(line: Line, body: Mapping[int, float]) -> float | None:
    """Where a number in the margin before a line, or on one of its own, ends on the right; None where there is none."""
    edge = line.edge if line.number else line.right if _NUMBER.fullmatch(line.text) else None
    return edge if edge is not None and edge < body.get(line.column, 0.0) - _GAP else None


def _paragraph_numbers(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Take off numbers that count the paragraphs of the whole text, in the margin or before a speaker."""
    lefts = Counter(round(line.left) for line in lines if not _NUMBER.fullmatch(line.text))
    body = lefts.most_common(1)[0][0] if lefts else 0
    chain: list[int] = []
    expected = 1
    certain = 0
    for place, line in enumerate(lines):
        value = _value(line)
        apart = bool(line.number) or (bool(_NUMBER.fullmatch(line.text)) and line.left < body - 3)
        labelled = bool(_LABELLED.match(line.text)) and not line.number
        if value == expected and (apart or labelled):
            chain.append(place)
            expected += 1
            certain += 1
        elif apart and value == expected - 1 and not line.number:
            chain.append(place)
    if certain < 3:
        return list(lines), 0
    kept = list(lines)
    for place in chain:
        kept[place] = _bare(lines[place], opens=True)
    return kept, certain
