"""A file that came back from a reviewer, as places, passages and comments; knows nothing of what the study holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from pathlib import Path

from qualcode.formats.gate import read_file
from qualcode.formats.word.reviewed import (
    Point,
    ReviewedParagraph,
    ReviewedWord,
    Span,
    WordComment,
    read_reviewed,
)
from qualcode.model.review_marks import REVIEW_PROPERTY, STUDY_PROPERTY, read_mark, tokens_in

__all__ = ["Returned", "ReturnedAside", "ReturnedComment", "ReturnedText", "read_returned"]

MOST = 500
"""Marked passages over one another that are looked at: more are in no file that was written for a reviewer."""
SLACK = 1
"""Characters by which LibreOffice ends a mark too early where several comments end with it."""


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """A paragraph, or a cell of a table."""

    text: str
    """With all changes accepted; line feeds part the paragraphs of a cell."""
    before: str
    """As it was before the tracked changes."""
    places: tuple[str, ...]
    """What stands here by the marks of the file."""
    row: tuple[int, int] | None
    """Table and row, counted from 0; None outside of tables."""
    column: int
    heading: bool
    level: int
    """Of the heading, from 1; 0 where its style says none."""
    gone: bool
    """Whether the whole paragraph or row was deleted while changes were tracked."""
    added: bool
    """Whether the whole paragraph or row was inserted while changes were tracked."""
    authors: tuple[str, ...]
    """Who changed it while changes were tracked."""
    at: str
    """When it was changed last while changes were tracked; UTC, ISO 8601, empty where nobody did or the file does not say."""
    inserted: str
    """The words that were inserted while changes were tracked; stretches that lie apart are parted by an ellipsis."""
    deleted: str
    """The same of words that were deleted."""


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment of the file."""

    author: str
    at: str
    """UTC, ISO 8601; empty where the file does not say."""
    text: str
    parent: int | None
    """Number of the comment that it answers, among all comments of the file."""
    about: str
    """The words that it hangs on."""
    texts: range
    """Numbers of the paragraphs and cells in which these words lie; empty where it hangs on nothing."""
    offset: int
    """Where these words begin in the first of them."""
    stop: int
    """Where they end in the last of them."""
    passages: tuple[str, ...]
    """Marked places that hold these words, the shortest first."""


@dataclass(frozen=True, slots=True)
class ReturnedAside:
    """What is written beside the text: in a footnote, an endnote or a text box."""

    kind: str
    text: str
    at: int | None
    """Number of the paragraph or cell in which it is anchored."""
    author: str
    moment: str
    """UTC, ISO 8601; both empty where it was not tracked."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back."""

    name: str
    token: str
    """By which the study knows the file; empty where it was lost."""
    identity: str
    """Of the study that the file says it comes from; empty where that was lost."""
    texts: tuple[ReturnedText, ...]
    comments: tuple[ReturnedComment, ...]
    author: str
    """Who saved the file last."""
    at: str
    """When; UTC, ISO 8601."""
    asides: tuple[ReturnedAside, ...] = ()
    """What is written beside the text."""


def read_returned(path: Path) -> Returned:
    """Read a Word file that came back from a reviewer.

    Raises :class:`~qualcode.errors.FileError` for anything that is not a sound Word document.
    """
    found = read_reviewed(read_file(path), path.name)
    groups = grouped(found.paragraphs)
    home = {paragraph: number for number, group in enumerate(groups) for paragraph in group}
    token = token_of(found)
    places = placed(found, token, home)
    texts = tuple(
        text_of([found.paragraphs[i] for i in group], places.get(number, ()))
        for number, group in enumerate(groups)
    )
    spans = {
        mark[1]: span
        for name, span in found.names.items()
        if (mark := read_mark(name)) is not None and mark[0] == token
    }
    numbers = {comment.id: number for number, comment in enumerate(found.comments)}
    holders = holding(spans, found.comments, len(found.paragraphs) - 1)
    comments = tuple(
        returned_comment(comment, found.paragraphs, home, groups, holders.get(comment.id, ()), numbers)
        for comment in found.comments
    )
    identity = found.properties.get(STUDY_PROPERTY, "").strip()
    asides = tuple(
        ReturnedAside(each.kind, each.text, home.get(each.at.paragraph), each.author, each.moment)
        for each in found.asides
    )
    return Returned(path.name, token, identity, texts, comments, found.author, found.at, asides)


def grouped(paragraphs: Sequence[ReviewedParagraph]) -> list[range]:
    """The paragraphs that belong together: those of one cell, and paragraphs whose end was deleted with the next one."""
    groups: list[range] = []
    first = 0
    for i, paragraph in enumerate(paragraphs):
        last = i + 1 == len(paragraphs)
        following = None if last else paragraphs[i + 1]
        joined = following is not None and (
            (paragraph.cell is not None and paragraph.cell == following.cell)
            or (paragraph.cell is None and following.cell is None and paragraph.end == "deleted")
        )
        if not joined:
            groups.append(range(first, i + 1))
            first = i + 1
    return groups


def token_of(found: ReviewedWord) -> str:
    """The token of a file: what its properties, its marks and its last line say, by majority."""
    votes = Counter(mark[0] for name in found.names if (mark := read_mark(name)) is not None)
    said = found.properties.get(REVIEW_PROPERTY, "").strip()
    if said:
        votes[said] += 1
    if not votes:
        for paragraph in reversed(found.paragraphs):
            for token in tokens_in(paragraph.text):
                return token
    return min(votes, key=lambda token: (-votes[token], token)) if votes else ""


def placed(found: ReviewedWord, token: str, home: dict[int, int]) -> dict[int, tuple[str, ...]]:
    """The places that begin in each paragraph or cell."""
    places: dict[int, tuple[str, ...]] = {}
    for name, span in found.names.items():
        mark = read_mark(name)
        if mark is not None and mark[0] == token and span.start.paragraph in home:
            number = home[span.start.paragraph]
            places[number] = (*places.get(number, ()), mark[1])
    return places


def text_of(paragraphs: Sequence[ReviewedParagraph], places: tuple[str, ...]) -> ReturnedText:
    """The paragraphs of a cell, or a single one, as one text."""
    cell = paragraphs[0].cell
    row, column = (cell[:2], cell[2]) if cell is not None else (None, 0)
    heading = cell is None and paragraphs[0].heading
    level = paragraphs[0].level if heading else 0
    if all(paragraph.untouched for paragraph in paragraphs):
        plain = "\n".join(paragraph.text for paragraph in paragraphs)
        return ReturnedText(plain, plain, places, row, column, heading, level, False, False, (), "", "", "")
    text = before = ""
    for i, paragraph in enumerate(paragraphs):
        text += paragraph.text
        before += paragraph.before
        if i + 1 < len(paragraphs):
            text += "" if paragraph.end == "deleted" else "\n"
            before += "" if paragraph.end == "inserted" else "\n"
    stretches = [each for paragraph in paragraphs for each in paragraph.stretches if each.text.strip()]
    states = {each.state for each in stretches}
    row_states = {paragraph.row for paragraph in paragraphs}
    ends = {paragraph.end for paragraph in paragraphs}
    touched = [each for each in stretches if each.state]
    whole = cell is None and bool(stretches)
    return ReturnedText(
        text,
        before,
        places,
        row,
        column,
        heading,
        level,
        row_states == {"deleted"} or (whole and states == {"deleted"} and "deleted" in ends),
        row_states == {"inserted"} or (whole and states == {"inserted"}),
        tuple(dict.fromkeys(each.author for each in touched if each.author)),
        max((each.at for each in touched), default=""),
        " … ".join(each.text.strip() for each in stretches if each.state == "inserted"),
        " … ".join(each.text.strip() for each in stretches if each.state == "deleted"),
    )


def returned_comment(
    comment: WordComment,
    paragraphs: Sequence[ReviewedParagraph],
    home: dict[int, int],
    groups: Sequence[range],
    holders: tuple[str, ...],
    numbers: dict[str, int],
) -> ReturnedComment:
    """A comment with the words that it hangs on."""
    parent = numbers.get(comment.parent) if comment.parent else None
    span = comment.span
    if span is None or span.start.paragraph not in home:
        return ReturnedComment(comment.author, comment.at, comment.text, parent, "", range(0), 0, 0, ())
    stop = Point(min(span.stop.paragraph, len(paragraphs) - 1), span.stop.offset)
    first, last = home[span.start.paragraph], home[stop.paragraph]

    def offset(point: Point, group: range) -> int:
        return sum(len(paragraphs[i].text) + 1 for i in group if i < point.paragraph) + point.offset

    return ReturnedComment(
        comment.author,
        comment.at,
        comment.text,
        parent,
        "\n".join(words(paragraphs, span.start, stop)),
        range(first, last + 1),
        offset(span.start, groups[first]),
        offset(stop, groups[last]),
        holders,
    )


def words(paragraphs: Sequence[ReviewedParagraph], start: Point, stop: Point) -> Iterator[str]:
    """The text between two places, paragraph by paragraph."""
    for i in range(start.paragraph, stop.paragraph + 1):
        text = paragraphs[i].text
        yield text[
            start.offset if i == start.paragraph else 0 : stop.offset if i == stop.paragraph else len(text)
        ]


def holding(spans: dict[str, Span], comments: Sequence[WordComment], last: int) -> dict[str, tuple[str, ...]]:
    """Places whose words hold those of each comment, the shortest first, by the comment's id; one sweep over the file."""
    waiting = sorted(((span, place) for place, span in spans.items()), reverse=True)
    active: list[tuple[Point, Span, str]] = []
    found: dict[str, tuple[str, ...]] = {}
    for start, stop, key in sorted((*comment.span, comment.id) for comment in comments if comment.span):
        while waiting and waiting[-1][0].start <= start:
            span, place = waiting.pop()
            heappush(active, (span.stop, span, place))
        while active and active[0][0] < start:
            heappop(active)
        end = Point(min(stop.paragraph, last), stop.offset)
        around = [
            (length(span), place)
            for _, span, place in islice(active, MOST)
            if end <= Point(span.stop.paragraph, span.stop.offset + SLACK)
        ]
        found[key] = tuple(place for _, place in sorted(around))
    return found


def length(span: Span) -> tuple[int, int]:
    """How long a stretch is, to be compared with others."""
    return span.stop.paragraph - span.start.paragraph, span.stop.offset - span.start.offset
