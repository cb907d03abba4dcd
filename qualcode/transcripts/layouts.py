"""Interviews without labels: questions in bold or italics, and questions and answers in turn, where the user says that it is so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.language.detect import detect
from qualcode.model.documents import TranscriptTurn
from qualcode.text.counting import counted

__all__ = [
    "FEWEST",
    "PLAIN",
    "Laid",
    "Mark",
    "alternating",
    "bold_lines",
    "lay_out",
    "looks_alternating",
    "marked_lines",
]

LABELS: dict[str, tuple[str, str]] = {
    "en": ("Interviewer", "Respondent"),
    "cs": ("Tazatel", "Respondent"),
    "sv": ("Intervjuare", "Respondent"),
}
"""The labels of who asks and who answers, by language."""
FEWEST = 3
"""So many whole paragraphs in bold (or italics) make a layout worth naming."""
_SHORT_BLOCKS = 3
"""Lines that a block between blank lines has at most on average, where a line is a paragraph of its own."""
_ASKS = re.compile(r"\?[\s\"'“”«»)\]*_…]*\Z")
_MD_BOLD = re.compile(r"[ \t>]*(?:\d{1,4}[.)][ \t]+|[-+][ \t]+)?(\*\*|__)(?=\S)(?:(?!\1).)+\1[ \t.:]*")
_MD_ITALIC = re.compile(r"[ \t>]*(?:\d{1,4}[.)][ \t]+)?(\*|_)(?![*_\s])(?:(?!\1).)+\1[ \t.:]*")

_MD_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]")

Mark = tuple[bool, bool, bool]
"""Whether a line is bold as a whole, whether it is italic, and whether it is a heading."""
PLAIN: Mark = (False, False, False)


@dataclass(frozen=True, slots=True)
class Laid:
    """A text whose turns were told by its layout."""

    text: str
    """With the labels, where they were to be written."""
    turns: tuple[TranscriptTurn, ...]
    found: tuple[TranscriptTurn, ...]
    """The same turns in the text as it came, without written labels."""


def marked_lines(text: str) -> list[Mark]:
    """For each line of a Markdown text, whether it is bold (``**…**``) or italic (``*…*``) as a whole, and whether it is a heading.

    >>> marked_lines("**Why?**\\nSo.\\n*And then?*\\n# Next")
    [(True, False, False), (False, False, False), (False, True, False), (False, False, True)]
    """
    return [
        (
            bool(bold := _MD_BOLD.fullmatch(line)),
            not bold and bool(_MD_ITALIC.fullmatch(line)),
            bool(_MD_HEADING.match(line)),
        )
        for line in text.split("\n")
    ]


def bold_lines(lines: Sequence[str], marks: Sequence[Mark]) -> list[bool | None]:
    """For each line, whether it belongs to a question (True) or an answer (False); None for blank lines and what precedes the first question.

    Questions are the lines that are bold as a whole, or, where fewer than three are bold and more are italic, the italic ones. Of bold
    lines at the very beginning those above the first one that ends in a question mark are headings. Headings, and what stands between
    them and the next question, belong to nobody.
    """
    bold, italic = ([mark[side] and not mark[2] for mark in marks] for side in (0, 1))
    asks = italic if sum(bold) < FEWEST and sum(italic) > sum(bold) else bold
    kinds: list[bool | None] = [
        None if not line.strip() else ask for line, ask in zip(lines, asks, strict=True)
    ]
    first = next((n for n, kind in enumerate(kinds) if kind), len(kinds))
    stop = next((n for n in range(first, len(kinds)) if kinds[n] is False), len(kinds))
    first = next((n for n in range(first, stop) if _ASKS.search(lines[n])), first)
    kinds[:first] = [None] * first
    titled = False
    for n, mark in enumerate(marks):
        titled = mark[2] or (titled and not kinds[n])
        kinds[n] = None if titled else kinds[n]
    return kinds


def alternating(lines: Sequence[str], marks: Sequence[Mark], *, wrapped: bool) -> list[bool | None]:
    """For each line, whether it belongs to a question (True) or an answer (False); None for blank lines and what precedes the first question.

    The first paragraph that ends in a question mark is a question, the next one an answer, and so on by turns, whatever they end in;
    behind a heading it begins anew.
    Paragraphs are parted by blank lines where there are such lines; else each line is one. Without *wrapped* (a line is a paragraph of its
    source, not a piece of one that was broken) blank lines have to stand every three lines on average to count.
    """
    kinds: list[bool | None] = [None] * len(lines)
    asks: bool | None = None
    for block in _paragraphs(lines, marks, wrapped=wrapped):
        if marks[block[0]][2]:
            asks = None
            continue
        if asks is None:
            asks = True if _ASKS.search(lines[block[-1]]) else None
        else:
            asks = not asks
        for n in block:
            kinds[n] = asks
    return kinds


def _paragraphs(lines: Sequence[str], marks: Sequence[Mark], *, wrapped: bool) -> list[list[int]]:
    """The numbers of the lines of each paragraph; a heading is one of its own."""
    blocks: list[list[int]] = []
    parted = 0
    fresh = True
    for n, line in enumerate(lines):
        if line.strip():
            parted += fresh
            if fresh or marks[n][2] or marks[n - 1][2]:
                blocks.append([])
            blocks[-1].append(n)
        fresh = not line.strip()
    filled = [n for block in blocks for n in block]
    if parted < FEWEST or (not wrapped and len(filled) > _SHORT_BLOCKS * parted):
        return [[n] for n in filled]
    return blocks


def looks_alternating(lines: Sequence[str], kinds: Sequence[bool | None]) -> bool:
    """Whether questions and answers alternate so clearly that the layout is worth naming.

    At least three of each; four in five of the questions end in a question mark, and one in ten of the answers at most.
    """
    ends = {True: [0, 0], False: [0, 0]}
    for _, last, kind in _pieces(lines, kinds):
        ends[kind][0] += 1
        ends[kind][1] += bool(_ASKS.search(lines[last]))
    (questions, asking), (answers, doubtful) = ends[True], ends[False]
    return min(questions, answers) >= FEWEST and asking * 5 >= questions * 4 and doubtful * 10 <= answers


def lay_out(
    text: str, kinds: Sequence[bool | None], language: str | None, *, write: bool
) -> tuple[Laid, str]:
    """The text with a turn for each question and answer, and a sentence about them.

    With *write* each turn gets its label and a colon in the language of the text, else it has the label beside the text.
    """
    asker, answerer = LABELS.get(language or detect(text) or "", LABELS["en"])
    lines = text.split("\n")
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    found: list[TranscriptTurn] = []
    for first, last, asks in _pieces(lines, kinds):
        start = begins[first] + len(lines[first]) - len(lines[first].lstrip())
        end = begins[last] + len(lines[last].rstrip())
        found.append(TranscriptTurn(start, end, start, asker if asks else answerer))
    questions = sum(turn.label == asker for turn in found)
    doubtful = [
        turn
        for turn in found
        if turn.label != asker and _ASKS.search(text, max(turn.start, turn.end - 40), turn.end)
    ]
    said = f"{counted(questions, 'question')} ({asker}) and {counted(len(found) - questions, 'answer')} ({answerer}) were told by the layout"
    if doubtful:
        opening = " ".join(text[doubtful[0].start : doubtful[0].end].split())[:40]
        said += f"; {counted(len(doubtful), 'answer')} end{'s' * (len(doubtful) == 1)} in a question mark, first “{opening}…”: look whether the roles are right there"
    laid = Laid(text, tuple(found), tuple(found))
    return (_written(laid) if write else laid), f"{said}."


def _pieces(lines: Sequence[str], kinds: Sequence[bool | None]) -> list[tuple[int, int, bool]]:
    """First and last line of each question or answer, and whether it is a question; words of nobody end one."""
    found: list[tuple[int, int, bool]] = []
    ended = True
    for n, kind in enumerate(kinds):
        if kind is None:
            ended = ended or bool(lines[n].strip())
            continue
        if not ended and found[-1][2] is kind:
            found[-1] = (found[-1][0], n, kind)
        else:
            found.append((n, n, kind))
        ended = False
    return found


def _written(laid: Laid) -> Laid:
    """The text with label and colon at the beginning of each turn."""
    pieces: list[str] = []
    turns: list[TranscriptTurn] = []
    length = copied = 0
    for turn in laid.found:
        opening = f"{turn.label}: "
        before, speech = laid.text[copied : turn.start], laid.text[turn.start : turn.end]
        pieces += (before, opening, speech)
        start = length + len(before)
        length = start + len(opening) + len(speech)
        turns.append(TranscriptTurn(start, length, start + len(opening), turn.label))
        copied = turn.end
    pieces.append(laid.text[copied:])
    return Laid("".join(pieces), tuple(turns), laid.found)
