"""What runs along the pages of a PDF: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from qualcode.formats.pdf.lines import Line

__all__ = ["Running", "without_running"]

_DIGITS = re.compile(r"\d{1,18}")
_WORD = r"(?:p(?:age|g)?|s(?:eite|tr(?:ana|ánka)?|id(?:a|an)?)?)\.?"
_PAGE = re.compile(
    rf"(?i:{_WORD}[ ]?)?[-–—\[(|]*[ ]?(?i:{_WORD}[ ]?)?(\d{{1,4}})[ ]?(?:(?:/|\||(?i:of|von|z(?:e)?|av))[ ]?(\d{{1,4}}))?[ ]?[-–—\])|]*"
)
_SPOKEN = re.compile(r"[^\W_][^\n:]{0,40}:(?:\s|\Z)")
"""What may be a turn of a speaker who says the same at the end of many pages."""
_EDGE = 3
"""So many lines at each end of a page can be running lines."""
_NEAR = 4.0
"""Points by which the place of a running line differs from page to page."""

Running = Counter[str]
"""What was taken off, with its number; page numbers under the empty text."""


def without_running(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], Running]:
    """The lines of each page without headers, footers and page numbers, with a list of what was taken off.

    A running line is at the same height, digits aside the same, at the end of most pages (or of most odd or even ones).
    """
    kept = [list(page) for page in pages]
    spoken = Counter(
        match.group().strip().lower()
        for page in pages
        for line in sorted(page, key=lambda line: line.base)[1:-1]
        if (match := _SPOKEN.match(line.text))
    )
    found: Running = Counter()
    for end in (0, -1):
        for _ in range(_EDGE):
            order = [_outermost(page, end) for page in kept]
            taken = [
                place
                for place, line in enumerate(order)
                if line is not None
                and (_runs(order, place, kept[place], spoken) or _is_page_number(order, place, kept[place]))
            ]
            if not taken:
                break
            for place in taken:
                line = order[place]
                if line is None:
                    continue
                kept[place].remove(line)
                found["" if _PAGE.fullmatch(line.text) else _DIGITS.sub("#", _whole(line))] += 1
    return kept, found


def _whole(line: Line) -> str:
    return f"{line.number} {line.text}".strip()


def _outermost(page: Sequence[Line], end: int) -> Line | None:
    """The highest or lowest line of a page."""
    if not page:
        return None
    return min(page, key=lambda line: line.base) if end else max(page, key=lambda line: line.base)


def _runs(order: Sequence[Line | None], place: int, page: Sequence[Line], spoken: Collection[str]) -> bool:
    line = order[place]
    if line is None or not any(c.isalpha() for c in line.text):
        return False
    label = _SPOKEN.match(line.text)
    if label and (label.group().strip().lower() in spoken or not _stands_apart(line, page)):
        return False
    mask = _DIGITS.sub("#", _whole(line))
    same = [
        index
        for index, other in enumerate(order)
        if other is not None
        and _DIGITS.sub("#", _whole(other)) == mask
        and abs(other.base - line.base) <= _NEAR
        and _counts_on(_whole(line), _whole(other), index - place)
    ]
    filled = [index for index, other in enumerate(order) if other is not None]
    if len(same) < 3 and not _stands_apart(line, page):
        return False
    if len(same) >= 2 and len(same) * 2 > len(filled):
        return True
    parity = [index for index in filled if index % 2 == place % 2]
    return len(same) >= 3 and len([i for i in same if i in parity]) * 4 > len(parity) * 3


def _counts_on(first: str, second: str, pages: int) -> bool:
    """Whether the numbers in two lines are the same, or go up with the pages between them."""
    pairs = zip(_DIGITS.findall(first), _DIGITS.findall(second), strict=True)
    return all(int(b) - int(a) in (0, pages) for a, b in pairs)


def _is_page_number(order: Sequence[Line | None], place: int, page: Sequence[Line]) -> bool:
    line = order[place]
    match = _PAGE.fullmatch(_whole(line)) if line is not None else None
    if line is None or match is None:
        return False
    shift = int(match.group(1)) - place
    pages = sum(
        1
        for index, other in enumerate(order)
        if other is not None
        and (found := _PAGE.fullmatch(_whole(other))) is not None
        and int(found.group(1)) - index == shift
    )
    if pages >= 2 and pages * 2 > sum(other is not None for other in order):
        return True
    marked = _whole(line) != match.group(1)
    return len(order) == 1 and shift == 1 and marked and _stands_apart(line, page)


def _stands_apart(line: Line, page: Sequence[Line]) -> bool:
    """Whether a line is farther from the others than they are from each other."""
    bases = sorted((other.base for other in page if other is not line), reverse=True)
    if not bases:
        return True
    steps = sorted(step for a, b in pairwise(bases) if (step := a - b) > 0.5 * line.size)
    usual = steps[len(steps) // 2] if steps else line.size
    return min(abs(base - line.base) for base in bases) > max(1.4 * usual, 1.6 * line.size)
