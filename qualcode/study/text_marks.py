"""The marks of transcription in a study's texts: pauses, laughter, what was not heard; by document, turn and speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import InputError
from qualcode.model.documents import Document, Role, Turn
from qualcode.study.documents import Documents
from qualcode.text.marks import MARK_KINDS, MarkKind, marks
from qualcode.text.spans import trim

__all__ = ["MarkCount", "MarkInText", "count_marks", "text_marks"]

AROUND = 40
"""Code points of the text that are shown before and behind a mark, up to the words at their edges."""


@dataclass(frozen=True, slots=True)
class MarkInText:
    """One mark of transcription, and where it stands; field order is that of the command line's JSON."""

    document: str
    case: str
    turn: int | None
    """Number of the turn, None before the first one."""
    speaker: str | None
    role: Role | None
    kind: MarkKind
    seconds: float | None
    """How long a pause was, where the mark says so."""
    start: int
    """Code points of the canonical text."""
    end: int
    text: str
    """The mark itself, brackets included."""
    before: str
    """The words before it in its turn."""
    after: str


@dataclass(frozen=True, slots=True)
class MarkCount:
    """How often a speaker of a document has marks of one kind."""

    document: str
    speaker: str | None
    kind: MarkKind
    marks: int
    seconds: float
    """Of pauses whose length is given, together."""


def text_marks(
    documents: Documents, *, document: str | None = None, kind: str | None = None
) -> tuple[MarkInText, ...]:
    """All marks of the documents (or of one), in the order of documents and text; with *kind* only those of that kind.

    Raises :class:`~qualcode.errors.InputError` for an unknown kind and :class:`~qualcode.errors.NotFoundError` for an unknown document.
    """
    if kind is not None and kind not in MARK_KINDS:
        raise InputError(f"“{kind}” is no kind of mark; choose one of: {', '.join(MARK_KINDS)}.")
    if document is None:
        texts, turns = documents.texts(), documents.all_turns()
        wanted = documents.list()
    else:
        found = documents.get(document)
        texts, turns, wanted = {found.id: documents.text(found)}, {found.id: documents.turns(found)}, (found,)
    return tuple(
        mark
        for each in wanted
        for mark in _in_document(each, texts[each.id], turns.get(each.id, ()))
        if kind in (None, mark.kind)
    )


def count_marks(found: Iterable[MarkInText]) -> tuple[MarkCount, ...]:
    """How many marks of each kind each speaker has, in the order in which speakers and kinds first appear in their documents."""
    numbers: Counter[tuple[str, str | None, MarkKind]] = Counter()
    lengths: dict[tuple[str, str | None, MarkKind], float] = defaultdict(float)
    for mark in found:
        key = (mark.document, mark.speaker, mark.kind)
        numbers[key] += 1
        lengths[key] += mark.seconds or 0
    return tuple(MarkCount(*key, number, lengths[key]) for key, number in numbers.items())


def _in_document(document: Document, text: str, turns: tuple[Turn, ...]) -> Iterable[MarkInText]:
    starts = [turn.start for turn in turns]
    for mark in marks(text):
        place = bisect_right(starts, mark.start) - 1
        turn = turns[place] if place >= 0 else None
        first = turn.speech_start if turn is not None else 0
        last = turn.end if turn is not None and mark.end <= turn.end else len(text)
        yield MarkInText(
            document.name,
            document.case,
            None if turn is None else turn.number,
            None if turn is None else turn.speaker,
            None if turn is None else turn.role,
            mark.kind,
            mark.seconds,
            mark.start,
            mark.end,
            text[mark.start : mark.end],
            _words_before(text, min(first, mark.start), mark.start),
            _words_after(text, mark.end, last),
        )


def _words_before(text: str, first: int, end: int) -> str:
    """The last words before an offset, on one line; none of them cut."""
    start = max(first, end - AROUND)
    while first < start < end and not text[start - 1].isspace():
        start += 1
    a, b = trim(text, start, end)
    return " ".join(text[a:b].split())


def _words_after(text: str, start: int, last: int) -> str:
    """The first words behind an offset, on one line; none of them cut."""
    end = min(last, start + AROUND)
    while start < end < last and not text[end].isspace():
        end -= 1
    a, b = trim(text, start, end)
    return " ".join(text[a:b].split())
