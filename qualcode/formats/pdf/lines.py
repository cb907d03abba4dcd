"""Lines of a PDF in reading order: columns one after the other, numbers before them told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qualcode.formats.pdf.pages import Page, Piece, lines_of

__all__ = ["Line", "read_lines"]

_NUMBER = re.compile(r"\d{1,5}")
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page or column."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int = 0
    opens: bool = False
    """Whether a number in the margin says that a paragraph begins here."""
    number: str = ""
    """A number that stood apart before the rest of the line."""
    edge: float = 0.0
    """Where that number ends on the right."""
    cells: tuple[tuple[float, str], ...] = ()
    """Left edge and text of the pieces that stand apart on the line."""


def read_lines(pages: Sequence[Page]) -> tuple[list[Line], int, int]:
    """The lines of all pages in reading order, on how many pages there are columns, and on how many there only seem to be.

    Where other pages have columns, a page with little text (the last one) is taken to have the same.
    """
    gutters = [_gutter(page.pieces) for page in pages]
    known = [gutter for gutter, _ in gutters if gutter is not None]
    usual = median(known) if len(known) * 2 >= sum(bool(page.pieces) for page in pages) and known else None
    lines: list[Line] = []
    for index, (page, (gutter, _)) in enumerate(zip(pages, gutters, strict=True)):
        if gutter is None and usual is not None:
            crossing = sum(piece.left < usual < piece.right for piece in page.pieces)
            gutter = usual if crossing * 10 <= len(page.pieces) else None
        lines += _page_lines(page, index, gutter)
    return lines, len(known), sum(doubtful for _, doubtful in gutters)


def _page_lines(page: Page, index: int, gutter: float | None) -> list[Line]:
    """The lines of a page, column after column; lines over both columns stand between what is above and below."""
    if gutter is None:
        return [_line(line, index, 0) for line in lines_of(page.pieces)]
    lines: list[Line] = []
    bands: list[tuple[list[Piece], list[Piece]]] = [([], [])]
    order: list[list[Piece]] = []
    for line in lines_of(page.pieces):
        if any(piece.left < gutter < piece.right for piece in line):
            order.append(line)
            bands.append(([], []))
            continue
        for piece in line:
            bands[-1][piece.left > gutter].append(piece)
    for number, (first, second) in enumerate(bands):
        lines += [_line(line, index, 1) for line in lines_of(first)]
        lines += [_line(line, index, 2) for line in lines_of(second)]
        if number < len(order):
            lines.append(_line(order[number], index, 0))
    return lines


def _line(pieces: Sequence[Piece], page: int, column: int) -> Line:
    number, edge = "", 0.0
    cells = tuple((piece.left, piece.text) for piece in pieces)
    if len(pieces) > 1 and _NUMBER.fullmatch(pieces[0].text):
        number, edge, pieces = pieces[0].text, pieces[0].right, pieces[1:]
    return Line(
        text=" ".join(piece.text for piece in pieces),
        left=pieces[0].left,
        right=max(piece.right for piece in pieces),
        base=pieces[0].base,
        size=max(piece.size for piece in pieces),
        page=page,
        column=column,
        number=number,
        edge=edge,
        cells=cells,
    )


def _gutter(pieces: Sequence[Piece]) -> tuple[float | None, bool]:
    """Where the empty strip between two columns of running text lies, and whether there may be one that is not clear."""
    if len(pieces) < 20:
        return None, False
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    width = right - left
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        place = left + width * step / 100
        crossing = sum(piece.left < place < piece.right for piece in pieces)
        if best is None or crossing < best[0]:
            best = (crossing, place)
    if best is None or best[0] > len(pieces) / 10:
        return None, False
    place = best[1]
    sides = [
        [p for p in pieces if p.right <= place],
        [p for p in pieces if p.left >= place],
    ]
    if any(len(side) < 8 for side in sides):
        return None, False
    wide = all(max(p.right for p in side) - min(p.left for p in side) > 0.3 * width for side in sides)
    clear = wide and all(_running(side) for side in sides)
    return (place, False) if clear else (None, _running(sides[1]) and len(sides[1]) * 2 > len(sides[0]))


def _running(side: Sequence[Piece]) -> bool:
    """Whether pieces are lines of running text: most of them as long as the column is wide, set close together, with one left edge."""
    left, right = min(p.left for p in side), max(p.right for p in side)
    long = sum(p.right - p.left > 0.6 * (right - left) for p in side)
    bases = sorted({round(p.base) for p in side}, reverse=True)
    close = sum(0 < a - b < 2.7 * side[0].size for a, b in pairwise(bases))
    return long >= 0.5 * len(side) and close >= _MOST * (len(bases) - 1)
