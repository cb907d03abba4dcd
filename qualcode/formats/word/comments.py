"""Comments on exact characters, written in one pass together with the text they speak of.

Each comment of Word stands in three places: where its passage starts, where it ends, and in a part of its own. Passages
may overlap, nest, meet and span paragraphs; their borders cut the text into runs, and each border is written once, so
that the work grows with the text and the number of comments alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode.formats.word.markup import check_name, escape, text

__all__ = ["Comments", "Line", "Look", "WordComment", "trimmed"]

LONGEST_AUTHOR = 255
LONGEST_INITIALS = 9
"""Both are limits of the format."""
Look = tuple[int, int, str]
"""A stretch of the text, half open, and the ``w:rPr`` of its runs."""


@dataclass(frozen=True, slots=True)
class WordComment:
    """What is said of a passage, half open in code points of the text."""

    start: int
    stop: int
    text: str
    """Line feeds part its paragraphs."""
    author: str
    initials: str = ""
    """Empty: the first letters of the author's names."""
    at: str = ""
    """ISO 8601; empty: the moment of the document."""
    name: str = ""
    """Name of a bookmark around the same passage; empty: none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the text: where it lies, without its line feed, and its runs with the borders of comments."""

    start: int
    stop: int
    xml: str


def trimmed(value: str, start: int, stop: int) -> tuple[int, int]:
    """The passage without white space at its ends; equal numbers where nothing is left.

    A passage that began on a line feed would be anchored on the end of a paragraph, where Word loses it.

    >>> trimmed("so. Yes", 3, 7), trimmed("so. Yes", 3, 4)
    ((4, 7), (4, 4))
    """
    start, stop = max(0, start), min(stop, len(value))
    while start < stop and value[start].isspace():
        start += 1
    while start < stop and value[stop - 1].isspace():
        stop -= 1
    return (start, stop) if start < stop else (start, start)


def initials_of(author: str) -> str:
    """The first letters of somebody's names, at most nine.

    >>> initials_of("Jana Nováková-Malá"), initials_of("")
    ('JNM', '')
    """
    return "".join(word[0].upper() for word in re.findall(r"\w+", author))[:LONGEST_INITIALS]


def moment(at: str, otherwise: str = "") -> str:
    """A moment as Word stores it, in UTC and whole seconds; ``otherwise`` where there is none."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return otherwise
    if found.tzinfo is not None:
        found = found.astimezone(UTC)
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if found.year >= 1000 else otherwise


class Comments:
    """The comments of one document, with the ids they have.

    ``text_style`` and ``reference_style`` are the ids of the styles "annotation text" and "annotation reference", ``at``
    the moment of comments that have none, ``next_bookmark`` gives numbers that no other bookmark has.
    """

    def __init__(
        self, text_style: str, reference_style: str, at: str, next_bookmark: Callable[[], int]
    ) -> None:
        self._opening = (
            f'<w:p><w:pPr><w:pStyle w:val="{escape(text_style)}"/></w:pPr><w:r><w:rPr>'
            f'<w:rStyle w:val="{escape(reference_style)}"/></w:rPr><w:annotationRef/></w:r>'
        )
        self._following = f'<w:p><w:pPr><w:pStyle w:val="{escape(text_style)}"/></w:pPr>'
        self._sign = (
            f'<w:r><w:rPr><w:rStyle w:val="{escape(reference_style)}"/></w:rPr><w:commentReference w:id="'
        )
        self._at = moment(at)
        self._next_bookmark = next_bookmark
        self._heads: dict[tuple[str, str, str], str] = {}
        self._bodies: dict[str, str] = {}
        self.pieces: list[str] = []
        """The ``w:comment`` elements, in the order of their ids, which count from 0."""

    def write(
        self, value: str, comments: Iterable[WordComment], looks: Sequence[Look] = ()
    ) -> Iterator[Line]:
        """The paragraphs of a text with the borders of its comments, and the comments into their part.

        White space at the ends of a passage is left out of it; a comment on white space alone is left out.
        ``looks`` do not overlap and are in order; text outside of them is plain. A name that several comments on one
        passage bear is written once. Raises ValueError for a name that Word would not take or that two passages bear.
        """
        starts, stops = self._borders(value, comments)
        cuts = sorted({*starts, *stops, *(place for look in looks for place in look[:2])})
        cuts.append(len(value) + 1)
        styles: dict[int, str] = {}
        for first, last, style in looks:
            if first < last:
                styles[first] = style
                styles.setdefault(last, "")
        begin, at, look = 0, 0, ""
        while begin <= len(value):
            end = value.find("\n", begin)
            if end < 0:
                end = len(value)
            out: list[str] = []
            place = begin
            while cuts[at] <= end:
                cut = cuts[at]
                at += 1
                if cut > place:
                    out.append(f"<w:r>{look}{text(value[place:cut])}</w:r>")
                    place = cut
                if cut in stops:
                    out.append(stops[cut])
                if cut in starts:
                    out.append(starts[cut])
                if cut in styles:
                    look = styles[cut]
            if place < end:
                out.append(f"<w:r>{look}{text(value[place:end])}</w:r>")
            yield Line(begin, end, "".join(out))
            begin = end + 1

    def _borders(self, value: str, comments: Iterable[WordComment]) -> tuple[dict[int, str], dict[int, str]]:
        """What stands at the places where passages start and end; inner passages end before outer ones.

        Bookmarks stand around the borders of comments and their signs: inside of them, LibreOffice loses their last
        character where another comment ends within.
        """
        spans = [(*trimmed(value, comment.start, comment.stop), comment) for comment in comments]
        spans.sort(key=lambda span: (span[0], -span[1]))
        opened: defaultdict[int, list[str]] = defaultdict(list)
        closed: defaultdict[int, list[str]] = defaultdict(list)
        marked: defaultdict[int, list[str]] = defaultdict(list)
        named: dict[str, tuple[int, int]] = {}
        for start, stop, comment in spans:
            if start == stop:
                continue
            number = len(self.pieces)
            self.pieces.append(self._comment(number, comment))
            opened[start].append(f'<w:commentRangeStart w:id="{number}"/>')
            closed[stop].append(f'<w:commentRangeEnd w:id="{number}"/>{self._sign}{number}"/></w:r>')
            if comment.name and named.setdefault(comment.name, (start, stop)) != (start, stop):
                raise ValueError(f"two passages are called {comment.name}")
        for name, (start, stop) in named.items():
            mark = self._next_bookmark()
            opened[start].insert(0, f'<w:bookmarkStart w:id="{mark}" w:name="{check_name(name)}"/>')
            marked[stop].append(f'<w:bookmarkEnd w:id="{mark}"/>')
        stops = {
            place: "".join(reversed(found)) + "".join(marked.get(place, ()))
            for place, found in closed.items()
        }
        return {place: "".join(found) for place, found in opened.items()}, stops

    def _comment(self, number: int, comment: WordComment) -> str:
        """One ``w:comment`` with a paragraph for each line of what it says."""
        key = (comment.author, comment.initials, comment.at)
        head = self._heads.get(key)
        if head is None:
            initials = (comment.initials or initials_of(comment.author))[:LONGEST_INITIALS]
            at = moment(comment.at, self._at)
            head = self._heads[key] = (
                f'" w:author="{escape(comment.author[:LONGEST_AUTHOR])}"'
                + (f' w:date="{at}"' if at else "")
                + f' w:initials="{escape(initials)}">{self._opening}'
            )
        body = self._bodies.get(comment.text)
        if body is None:
            body = self._bodies[comment.text] = self._said(comment.text)
        return f'<w:comment w:id="{number}{head}{body}</w:comment>'

    def _said(self, value: str) -> str:
        """The paragraphs of what a comment says, after the sign in the first; most comments name one of a few codes."""
        first, *others = value.split("\n")
        body = f"<w:r>{text(first)}</w:r></w:p>" if first else "</w:p>"
        for line in others:
            body += f"{self._following}<w:r>{text(line)}</w:r></w:p>" if line else f"{self._following}</w:p>"
        return body
