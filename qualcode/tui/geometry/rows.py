"""Wrapping: painted text into rows of a given width."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from qualcode.tui.geometry.cells import graphemes, is_narrow

__all__ = ["SPACER", "Row", "wrap"]

SPACER = -1
"""The paragraph number of an empty row that stands before a turn and holds no text."""


class Row(NamedTuple):
    """One row on screen: a half-open span in code points."""

    start: int
    end: int
    """The line feed that ends a paragraph belongs to no row."""
    paragraph: int
    """Counted from 0; ``SPACER`` for an empty row of our own."""


def wrap(text: str, width: int, gaps: Collection[int] = ()) -> list[Row]:
    """Wrap painted text at spaces; spaces at the end of a row may hang over its width.

    ``gaps`` are starts of paragraphs that get an empty row before them, unless one is there already.
    The rows joined give the text without its line feeds.
    """
    width = max(1, width)
    rows: list[Row] = []
    narrow = is_narrow(text)  # asked once for all paragraphs, where it is so
    start = 0
    for number, paragraph in enumerate(text.split("\n")):
        end = start + len(paragraph)
        if start in gaps and rows and rows[-1].start != rows[-1].end:
            rows.append(Row(start, start, SPACER))
        if len(paragraph) <= width and (narrow or is_narrow(paragraph)):
            rows.append(Row(start, end, number))
        elif narrow or is_narrow(paragraph):
            _wrap_narrow(text, start, end, width, number, rows)
        else:
            _wrap_wide(paragraph, start, width, number, rows)
        start = end + 1
    return rows


def _wrap_narrow(text: str, start: int, end: int, width: int, number: int, rows: list[Row]) -> None:
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1) + 1
        if cut <= start:
            cut = start + width
        while cut < end and text[cut] == " ":
            cut += 1
        rows.append(Row(start, cut, number))
        start = cut
        if start == end:
            return
    rows.append(Row(start, end, number))


def _wrap_wide(paragraph: str, offset: int, width: int, number: int, rows: list[Row]) -> None:
    """Collect words with the spaces after them, grapheme by grapheme; fold words wider than a row."""
    row_start = 0
    used = 0  # cells of the row, hanging spaces included
    word_start = 0
    word = 0  # cells of the word that is being read
    in_spaces = False
    for grapheme in graphemes(paragraph):
        is_space = paragraph[grapheme.start : grapheme.end] == " "
        if is_space:
            used += word + 1
            word = 0
            in_spaces = True
            word_start = grapheme.end
            continue
        if in_spaces:
            in_spaces = False
            word_start = grapheme.start
        if used + word + grapheme.cells > width:
            if word_start > row_start:
                rows.append(Row(offset + row_start, offset + word_start, number))
                row_start = word_start
                used = 0
            if word + grapheme.cells > width and grapheme.start > row_start:
                rows.append(Row(offset + row_start, offset + grapheme.start, number))
                row_start = word_start = grapheme.start
                word = 0
        word += grapheme.cells
    rows.append(Row(offset + row_start, offset + len(paragraph), number))
