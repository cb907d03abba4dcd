"""What the readers of annotation files and tables share: clean words, names, times, and turns of named speakers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.formats.gate import parse_xml
from qualcode.model.documents import Role, Transcript
from qualcode.text.canonical import canonical
from qualcode.text.counting import listed
from qualcode.transcripts.format import Request
from qualcode.transcripts.segments import Segment, segments_transcript
from qualcode.transcripts.speakers import joiner

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "all_text",
    "clean",
    "local",
    "named_transcript",
    "names_of",
    "own_text",
    "root_of",
    "seconds",
    "shown",
    "whole",
]

_WHOLE = re.compile(r"\s*\d{1,10}\s*", re.ASCII)
_SECONDS = re.compile(r"\s*\d{1,7}(?:\.\d{0,20})?\s*", re.ASCII)


def clean(text: str | None) -> str:
    """Canonical text on one line, without white space around it."""
    return canonical(" ".join((text or "").replace("\ufeff", "").split()))


def shown(names: Iterable[str]) -> str:
    """Names in quotation marks for a message, long ones cut short."""
    return listed(name if len(name) <= 40 else f"{name[:39]}…" for name in names)


def whole(value: str | None) -> int | None:
    """A number of at most ten digits, such as milliseconds; None for anything else.

    >>> whole("454"), whole("-3"), whole(None)
    (454, None, None)
    """
    return int(value) if value is not None and _WHOLE.fullmatch(value) else None


def seconds(value: str | None) -> int | None:
    """Milliseconds of seconds with a decimal point; None for anything else.

    >>> seconds("12.5"), seconds("1e9"), seconds("")
    (12500, None, None)
    """
    return round(float(value) * 1000) if value is not None and _SECONDS.fullmatch(value) else None


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def own_text(element: etree._Element) -> str:
    """The words that stand in an element itself and not in elements inside it."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def all_text(element: etree._Element) -> list[str]:
    """The pieces of text in an element and in those inside it, comments left out."""
    found = element.xpath(".//text()")
    return [str(piece) for piece in found] if isinstance(found, list) else []


def root_of(request: Request, names: Sequence[str], title: str) -> etree._Element:
    """The root element of an XML file, which must be one of *names*.

    Raises :class:`~qualcode.errors.FileError` for broken XML and for another root.
    """
    root = parse_xml(request.data, request.name)
    if local(root) not in names:
        raise FileError(
            f"{request.name} is not {title}: its outermost element is {shown([local(root)])} and not "
            f"{shown(names[:1])}. Export it as {title} or as text."
        )
    return root


def names_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The label of each identifier: its name, or the identifier itself where there is no name or two share one."""
    found = dict(pairs)
    counts = Counter(found.values())
    return {key: name if name and counts[name] == 1 else key for key, name in found.items()}


def named_transcript(
    request: Request,
    name: str,
    segments: Iterable[Segment],
    warnings: Sequence[str] = (),
    roles: Mapping[str, Role] | None = None,
    *,
    join: bool = True,
) -> Transcript:
    """The transcript of pieces whose speakers are fields; a piece without a speaker stays on its own.

    With ``join`` neighbouring pieces of one speaker are one turn. *roles* are those that the source itself gives.
    Raises :class:`~qualcode.errors.FileError` where no words are left.
    """
    join_label = joiner(request.same)
    given: dict[str, Role] = {}
    for known, role in (roles or {}).items():
        given.setdefault(join_label(known), role)
    turns: list[Segment] = []
    words: list[list[str]] = []
    for piece in segments:
        text, label = clean(piece.text), join_label(clean(piece.label)) or None
        if not text:
            continue
        last = turns[-1] if turns else None
        if join and last is not None and label is not None and label == last.label:
            ends = [end for end in (last.end, piece.end) if end is not None]
            turns[-1] = replace(last, end=max(ends) if ends else None)
            words[-1].append(text)
        else:
            turns.append(Segment(label, "", piece.start, piece.end))
            words.append([text])
    whole_turns = [
        Segment(turn.label, " ".join(said), turn.start, turn.end)
        for turn, said in zip(turns, words, strict=True)
    ]
    transcript = segments_transcript(
        replace(request, labels=(*request.labels, *given)), name, whole_turns, warnings, join=False
    )
    labels = {turn.label for turn in transcript.turns}
    own = {label: role for label, role in given.items() if label in labels}
    return replace(transcript, roles={**transcript.roles, **own})
