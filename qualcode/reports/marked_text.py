"""A transcript cut where its passages begin and end, for files that have no comments of their own: brackets with numbers.

A passage stands between ``[₁`` and ``]₁``, the number at both ends, so that passages that overlap can be told apart without
colour; what is said of it follows under its number. Remarks on the same words share one number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.reports.blocks import Remark, Transcript, TranscriptTurn
from qualcode.text.spans import trim

__all__ = ["Noted", "Piece", "Sign", "Spoken", "Stretch", "chunks", "sign_of", "stretches", "subscript"]

DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
PLAIN_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
SHOWN = re.compile("([\\[\\]])([₀-₉]+)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Text over which the same passages run."""

    text: str
    label: bool
    """Whether it is the label of the speaker, with its colon."""
    depth: int
    """How many passages cover it."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Where a passage begins or ends."""

    number: int
    opening: bool

    @property
    def shown(self) -> str:
        """``[₁`` or ``]₁``."""
        return ("[" if self.opening else "]") + subscript(self.number)


Piece = Spoken | Sign


@dataclass(frozen=True, slots=True)
class Noted:
    """What is said of one passage: all remarks on the same words."""

    number: int
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A turn, or text outside all turns, with the passages that begin in it."""

    turn: TranscriptTurn | None
    lines: tuple[tuple[Piece, ...], ...]
    """Paragraphs without blank ones; none where the turn has no text."""
    noted: tuple[Noted, ...]


def subscript(number: int) -> str:
    """A number in small low digits.

    >>> subscript(12)
    '₁₂'
    """
    return str(number).translate(DIGITS)


def sign_of(text: str) -> Sign | None:
    """The sign that a text is; None where it is another text.

    >>> sign_of("]₁₂"), sign_of("[12")
    (Sign(number=12, opening=False), None)
    """
    match = SHOWN.fullmatch(text)
    return Sign(int(match[2].translate(PLAIN_DIGITS)), match[1] == "[") if match else None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are spoken of, without the white space at their ends."""

    start: int
    stop: int
    remarks: tuple[Remark, ...]


def stretches(transcript: Transcript) -> list[Stretch]:
    """The text turn by turn with the signs of its passages, in linear time but for sorting.

    Passages are numbered from 1 by where they begin, longer ones first, as whole; one that runs over several turns is noted
    with the turn in which it begins.
    """
    passages = passages_of(transcript)
    signs = signs_of(passages)
    text, length = transcript.text, len(transcript.text)
    out: list[Stretch] = []
    place = depth = noted = 0
    for turn, start, stop in parts_of(transcript):
        speech = turn.speech if turn is not None else start
        lines: list[tuple[Piece, ...]] = []
        at = start
        while at <= stop:
            end = text.find("\n", at, stop)
            end = stop if end < 0 else end
            pieces: list[Piece] = []
            while place < len(signs):
                where, sign = signs[place]
                if where > end or (where == end < length and sign.opening):
                    break
                pieces += spoken_of(text, at, where, speech, depth)
                pieces.append(sign)
                at = max(at, where)
                depth += 1 if sign.opening else -1
                place += 1
            pieces += spoken_of(text, at, end, speech, depth)
            if any(isinstance(piece, Sign) or piece.text.strip() for piece in pieces):
                lines.append(tuple(pieces))
            at = end + 1
        first = noted
        while noted < len(passages) and (passages[noted].start < stop or stop == length):
            noted += 1
        if lines or turn is not None:
            found = [Noted(k + 1, passages[k].remarks) for k in range(first, noted)]
            out.append(Stretch(turn, tuple(lines), tuple(found)))
    return out


def spoken_of(text: str, start: int, stop: int, speech: int, depth: int) -> Iterator[Spoken]:
    """Text of one line, the label of the speaker apart from what is said."""
    if start < min(stop, speech):
        yield Spoken(text[start : min(stop, speech)], True, depth)
    if max(start, speech) < stop:
        yield Spoken(text[max(start, speech) : stop], False, depth)


def passages_of(transcript: Transcript) -> list[Passage]:
    """The passages in the order of their numbers."""
    found: dict[tuple[int, int], list[Remark]] = defaultdict(list)
    for remark in transcript.remarks:
        found[trim(transcript.text, remark.start, remark.stop)].append(remark)
    spans = sorted(found, key=lambda span: (span[0], -span[1]))
    return [Passage(*span, tuple(found[span])) for span in spans]


def signs_of(passages: list[Passage]) -> list[tuple[int, Sign]]:
    """Where each sign stands, in the order of the text: at one place passages end, the inner ones first, before others begin."""
    marks: list[tuple[tuple[int, int, int], Sign]] = []
    for number, passage in enumerate(passages, 1):
        empty = passage.start == passage.stop
        marks.append(((passage.start, 1, number), Sign(number, True)))
        marks.append(
            ((passage.stop, 1, number) if empty else (passage.stop, 0, -number), Sign(number, False))
        )
    return [(key[0], sign) for key, sign in sorted(marks, key=lambda mark: mark[0])]


def parts_of(transcript: Transcript) -> Iterator[tuple[TranscriptTurn | None, int, int]]:
    """Turns and what lies between them, in the order of the text; together they are the whole text."""
    at = 0
    for turn in transcript.turns:
        if at < turn.start:
            yield None, at, turn.start
        yield turn, turn.start, turn.stop
        at = turn.stop
    if at < len(transcript.text):
        yield None, at, len(transcript.text)


Line = tuple[Piece, ...]


def chunks(lines: Sequence[Line], longest: int) -> list[list[Line]]:
    """Lines in portions of at most ``longest`` characters, signs not counted, cut behind a sentence where one ends in the second half, else at a space.

    A sign that opens a passage stays with the words behind it.
    """
    out: list[list[Line]] = []
    current: list[Line] = []
    room = longest
    for line in lines:
        pieces: list[Piece] = []
        for piece in line:
            if isinstance(piece, Sign):
                pieces.append(piece)
                continue
            text = piece.text
            while len(text) > room:
                cut = place_of_cut(text, room, whole=room == longest)
                if cut:
                    pieces.append(replace(piece, text=text[:cut]))
                    text = text[cut:]
                carried: list[Piece] = []
                while pieces and isinstance(pieces[-1], Sign) and pieces[-1].opening:
                    carried.insert(0, pieces.pop())
                if pieces:
                    current.append(tuple(pieces))
                if current:
                    out.append(current)
                current, pieces, room = [], carried, longest
            if text:
                pieces.append(replace(piece, text=text))
            room -= len(text)
        if pieces:
            current.append(tuple(pieces))
    return [*out, current] if current else out


def place_of_cut(text: str, room: int, *, whole: bool) -> int:
    """Where to cut a text so that ``room`` holds the part before; 0 where it is better to begin anew, never where a ``whole`` portion is empty."""
    if room > 0:
        ends = [text.rfind(mark, 0, room) + 1 for mark in (". ", "? ", "! ", "… ")]
        if max(ends) > room // 2:
            return max(ends) + 1
        space = text.rfind(" ", 0, room) + 1
        if space > 0 and (whole or space > room // 2):
            return space
    return room if whole else 0
