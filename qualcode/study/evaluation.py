"""Which quotations a query finds: sets of numbers over an index that was read beforehand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from qualcode.text.query import And, Field, Named, Near, Not, Or, Query, Relation

__all__ = ["Index", "Span", "evaluate", "near"]

Span = tuple[int, int, int]
"""Document, start, end: half-open, in code points or in turns."""


@dataclass(frozen=True, slots=True)
class Index:
    """What is known of all quotations of a study."""

    characters: Mapping[int, Span]
    """By number: document and code points."""
    turns: Mapping[int, Span]
    """By number: document, first turn, the turn behind the last one."""
    named: Callable[[Named], frozenset[int]]
    """Quotations of a code or category; raises where there is none of the name."""
    field: Callable[[Field], frozenset[int]]
    """Quotations by document, case, coder, memo or attribute; raises where nothing bears the name."""


def evaluate(query: Query, index: Index) -> frozenset[int]:
    """The numbers of the quotations that a query finds."""
    match query:
        case Named():
            return frozenset(index.characters.keys() & index.named(query))
        case Field():
            return frozenset(index.characters.keys() & index.field(query))
        case Not():
            return frozenset(index.characters.keys() - evaluate(query.part, index))
        case And():
            return frozenset.intersection(*(evaluate(part, index) for part in query.parts))
        case Or():
            return frozenset.union(*(evaluate(part, index) for part in query.parts))
        case Near():
            return near(evaluate(query.left, index), evaluate(query.right, index), query.relation, index)


def near(left: frozenset[int], right: frozenset[int], relation: Relation, index: Index) -> frozenset[int]:
    """Those of the left side that share a character or a turn with one of the right side; in n log n steps."""
    spans = index.characters if relation == "overlap" else index.turns
    by_document: dict[int, list[tuple[int, int]]] = {}
    for number in right:
        document, start, end = spans[number]
        by_document.setdefault(document, []).append((start, end))
    starts: dict[int, list[int]] = {}
    reach: dict[int, list[int]] = {}
    for document, found in by_document.items():
        found.sort()
        starts[document] = [start for start, _ in found]
        reach[document] = list(accumulate((end for _, end in found), max))
    kept: set[int] = set()
    for number in left:
        document, start, end = spans[number]
        before = bisect_left(starts.get(document, ()), end)
        if before and reach[document][before - 1] > start:
            kept.add(number)
    return frozenset(kept)
