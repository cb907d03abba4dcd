"""From running text to turns by the layout that the user chose, and a word on another layout where there are no labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.errors import FileError
from qualcode.model.documents import TranscriptTurn
from qualcode.text.counting import counted
from qualcode.transcripts.format import Request
from qualcode.transcripts.layouts import (
    FEWEST,
    PLAIN,
    Mark,
    alternating,
    bold_lines,
    lay_out,
    looks_alternating,
)
from qualcode.transcripts.letters import head_letters
from qualcode.transcripts.several import names_interview
from qualcode.transcripts.turns import body_start, label_warnings, read_turns, write_turns

__all__ = ["Spoken", "spoken_turns"]

_FEW = 3
"""Where only one in more turns than these has a label, the labels do not show who speaks."""
_SHOWN = 6
Marks = Callable[[], Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The turns of a running text."""

    text: str
    turns: tuple[TranscriptTurn, ...]
    said: tuple[str, ...]
    """Sentences about labels and layout."""
    own: int
    """Letters of the source that stand in labels now."""
    found: Callable[[], tuple[TranscriptTurn, ...]]
    """Gives the same turns in the text as it came."""


def spoken_turns(
    source: str, request: Request, marks: Marks | None = None, *, write: bool, wrapped: bool = False
) -> Spoken:
    """Find the turns of canonical text by the layout of the request.

    *marks* gives for each line whether it is bold, italic or a heading; None where the source does not know. With *write* each turn gets
    its label before it and its times become fields; else the text stays as it is. *wrapped* says that a paragraph may be broken over lines.
    Raises :class:`~qualcode.errors.FileError` where labels are to be left aside though they show who speaks.
    """
    if request.layout == "labels":
        labels, same = request.labels, request.same
        if write:
            text, turns, heads = write_turns(source, labels, same)
        else:
            text, (turns, heads) = source, read_turns(source, labels, same)
        said = label_warnings(heads)
        if not heads.heads:
            said += _other_layouts(source, marks, wrapped=wrapped)
        own = head_letters(source, heads.heads)
        return Spoken(text, turns, tuple(said), own, lambda: read_turns(source, labels, same)[0])
    lines = _body(source)
    known = _known(marks, lines)
    if request.layout == "alternate":
        kinds = alternating(lines, known, wrapped=wrapped)
        missing = "no paragraph ends in a question mark"
    else:
        kinds = bold_lines(lines, known)
        missing = "no paragraph is bold or italic as a whole"
    labelled = _labelled(source, request)
    if not any(kinds):
        _refuse(labelled, 0, request)
        return Spoken(
            source,
            (),
            (f"--layout {request.layout} was given, but {missing}, so the text has no turns.",),
            0,
            tuple,
        )
    laid, sentence = lay_out(source, kinds, request.language, write=write)
    _refuse(labelled, len(laid.found), request)
    sentences = [sentence]
    if labelled:
        sentences.append(
            f"What may be labels as well was left in the text: {_numbers(labelled)}; look whether --layout {request.layout} is right."
        )
    return Spoken(laid.text, laid.turns, tuple(sentences), 0, lambda: laid.found)


def _labelled(source: str, request: Request) -> Counter[str]:
    """The labels by which the text would be read without a layout, with their turns; none where there are fewer than two."""
    found = Counter(head.label for head in read_turns(source, request.labels, request.same)[1].heads)
    return found if len(found) > 1 else Counter()


def _refuse(labelled: Counter[str], turns: int, request: Request) -> None:
    """Refuse a layout without labels where so many of its turns have one that they show who speaks."""
    if labelled and labelled.total() * _FEW >= turns:
        raise FileError(
            f"{request.name} shows by labels who speaks: {_numbers(labelled)}. The layout {request.layout} is for transcripts without "
            "labels and would invent other speakers; read it by its labels."
        )


def _numbers(labelled: Counter[str]) -> str:
    said = [f"{label} ({number})" for label, number in labelled.most_common(_SHOWN)]
    more = len(labelled) - len(said)
    return ", ".join(said) + (f" and {more} more" if more else "")


def _other_layouts(source: str, marks: Marks | None, *, wrapped: bool) -> list[str]:
    """What to say of a text without labels that may have another layout."""
    lines = _body(source)
    known = _known(marks, lines)
    filled = [mark for mark, line in zip(known, lines, strict=True) if line.strip() and not mark[2]]
    number = max(sum(mark[side] for mark in filled) for side in (0, 1))
    if FEWEST <= number < len(filled):
        return [
            f"{counted(number, 'paragraph')} are bold or italic as a whole; if these are the questions, give --layout bold."
        ]
    if looks_alternating(lines, alternating(lines, known, wrapped=wrapped)):
        return ["Questions and answers seem to alternate without labels; if so, give --layout alternate."]
    return []


def _known(marks: Marks | None, lines: Sequence[str]) -> list[Mark]:
    """The marks of lines, as far as the source knows them; the headings of interviews are told by their words too."""
    known = list(marks())[: len(lines)] if marks is not None else []
    known += [PLAIN] * (len(lines) - len(known))
    return [
        (bold, italic, heading or names_interview(line))
        for (bold, italic, heading), line in zip(known, lines, strict=True)
    ]


def _body(source: str) -> list[str]:
    """The lines of a text, those of its front matter blank."""
    start = body_start(source)
    above = source[:start].count("\n")
    return [""] * above + source[start:].split("\n")
