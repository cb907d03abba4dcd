"""TEI transcriptions of speech (.tei, .xml): utterances ``<u>`` with speakers, times, and events as marks in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.model.documents import Role, Transcript
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.fields import (
    all_text,
    clean,
    local,
    named_transcript,
    names_of,
    root_of,
    shown,
)
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.letters import proved
from qualcode.transcripts.segments import Segment
from qualcode.transcripts.speakers import role_of_word
from qualcode.transcripts.tei_timeline import timeline

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT"]

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MARKS = ("pause", "vocal", "kinesic", "incident", "event", "gap", "writing")
_SEEN = ("sic", "orig", "abbr")
_UNSEEN = ("corr", "reg", "expan")
_LENGTH = re.compile(r"PT(\d{1,4}(?:\.\d{1,3})?)S")
_DESCRIBED = {"pause": ("type",), "gap": ("reason",)}


def _read(request: Request) -> Transcript:
    root = root_of(request, ("TEI", "TEI.2", "teiCorpus"), "a TEI document")
    utterances = [u for u in root.iter("{*}u") if not any(local(above) == "u" for above in u.iterancestors())]
    if not utterances:
        raise FileError(
            f"{request.name} holds no utterances (elements <u>); only TEI transcriptions of speech are read."
        )
    names, roles = _people(root)
    counts: Counter[str] = Counter()
    times, wrong = timeline(root)
    pieces: list[Segment] = []
    words: list[list[str]] = []
    came = 0
    for element in _flow(root):
        kind = local(element)
        label = " & ".join(names.get(key, clean(key)) for key in _who(element)) or None
        if kind == "u":
            text = " ".join(_text(element, counts).split())
            pieces.append(Segment(label, "", *_times(element, times)))
            words.append([text])
        elif pieces and (label is None or label == pieces[-1].label):
            words[-1].append(_mark(element, kind, counts))
        else:
            pieces.append(Segment(label, "", *_times(element, times)))
            words.append([_mark(element, kind, counts)])
        came += count_letters(clean("".join(all_text(element))))
    pieces = [replace(piece, text=" ".join(said)) for piece, said in zip(pieces, words, strict=True)]
    warnings = []
    if wrong:
        warnings.append(f"Left out: {counted(wrong, 'time')} that cannot be read.")
    if counts["note"]:
        warnings.append(
            f"Left out: {counted(counts['note'], 'note or normalised form')} inside utterances "
            f"({counted(counts['letters'], 'letter')})."
        )
    if counts["unclear"]:
        warnings.append(f"Shown without a mark: {counted(counts['unclear'], 'unclear or deleted passage')}.")
    warnings += _outside(root)
    transcript = named_transcript(request, "tei", pieces, warnings, roles)
    return proved(
        transcript, came - counts["letters"], own=-counts["mark letters"], where="in its utterances"
    )


def _flow(root: etree._Element) -> Iterator[etree._Element]:
    """Utterances, and the events between them, in the order of the file."""
    for element in root.iter("{*}u", *(f"{{*}}{kind}" for kind in _MARKS)):
        inside = [local(above) for above in element.iterancestors()]
        if not set(inside) & {"u", "teiHeader", *_MARKS}:
            yield element


def _who(element: etree._Element) -> list[str]:
    """The identifiers of those who speak; in ISO 24624 the block around an utterance names them."""
    block = element.getparent()
    around = block.get("who") if block is not None and local(block) == "annotationBlock" else None
    return [key.rpartition("#")[2] for key in (element.get("who") or around or "").split()]


def _times(element: etree._Element, times: Mapping[str, int]) -> tuple[int | None, int | None]:
    """Start and end by attributes of the utterance or of the block around it, else by the anchors inside it."""
    block = element.getparent()
    found: list[int | None] = []
    for name in ("start", "end"):
        key = element.get(name) or (block.get(name) if block is not None else None) or ""
        found.append(times.get(key.rpartition("#")[2]))
    anchors = [
        times.get((anchor.get("synch") or "").rpartition("#")[2]) for anchor in element.iter("{*}anchor")
    ]
    known = [time for time in anchors if time is not None]
    if known and found[0] is None:
        found[0] = known[0]
    if len(known) > 1 and found[1] is None:
        found[1] = known[-1]
    return found[0], found[1]


def _people(root: etree._Element) -> tuple[dict[str, str], dict[str, Role]]:
    """Labels by identifier, and the roles that the header gives in whole words."""
    pairs: list[tuple[str, str]] = []
    roles: dict[str, Role] = {}
    for person in root.iter("{*}person", "{*}personGrp"):
        key = person.get(_ID) or person.get("id") or ""
        name = next((n for n in person.iter("{*}persName", "{*}name") if clean("".join(all_text(n)))), None)
        if key:
            pairs.append((key, clean(" ".join(all_text(name))) if name is not None else ""))
        role = role_of_word(clean(person.get("role")))
        if key and role:
            roles[key] = role
    names = names_of(pairs)
    return names, {names[key]: role for key, role in roles.items()}


def _text(element: etree._Element, counts: Counter[str]) -> str:
    """What is said in an utterance; words that are elements of their own are set apart by spaces."""
    parts = [element.text or ""]
    for child in element:
        kind = local(child)
        if kind in _MARKS:
            parts.append(f" {_mark(child, kind, counts)} ")
        elif kind == "note" or (kind in _UNSEEN and any(local(other) in _SEEN for other in element)):
            counts["note"] += 1
            counts["letters"] += count_letters(clean("".join(all_text(child))))
        elif kind:
            counts["unclear"] += kind in ("unclear", "del")
            inner = _text(child, counts)
            parts.append(f" {inner}" if kind in ("w", "num") or (kind == "seg" and inner.strip()) else inner)
        parts.append(child.tail or "")
    return "".join(parts)


def _mark(element: etree._Element, kind: str, counts: Counter[str]) -> str:
    """An event as a mark in brackets: ``[pause 2 s]``, ``[laughs]``, ``[inaudible]``; without a description its kind.

    The letters that the file has only in attributes, or not at all, are counted.
    """
    mark = _described(element, kind)
    counts["mark letters"] += count_letters(mark) - count_letters(clean("".join(all_text(element))))
    return mark


def _described(element: etree._Element, kind: str) -> str:
    words = clean(" ".join(all_text(element))) or clean(element.get("desc"))
    if not words:
        words = next((clean(element.get(name)) for name in _DESCRIBED.get(kind, ()) if element.get(name)), "")
    if kind == "pause":
        raw = clean(element.get("dur"))
        length = _LENGTH.fullmatch(raw)
        words = " ".join(["pause", *([words] if words else []), f"{length.group(1)} s" if length else raw])
    return f"[{(words.strip() or kind).strip('[]')}]"


def _outside(root: etree._Element) -> list[str]:
    """What to say of words that stand in no utterance; the header is no part of the text."""
    letters: Counter[str] = Counter()
    stack = [root]
    while stack:
        element = stack.pop()
        kind = local(element)
        letters[kind] += count_letters(clean(element.text)) if kind else 0
        for child in element:
            letters[kind] += count_letters(clean(child.tail))
            if local(child) and local(child) not in ("u", "timeline", "teiHeader", *_MARKS):
                stack.append(child)
    names = [kind for kind, number in letters.items() if number]
    total = sum(letters.values())
    return (
        [f"Left out: {counted(total, 'letter')} outside of utterances (in {shown(names)})."] if total else []
    )


FORMAT = Format(
    name="tei",
    title="a TEI document",
    suffixes=(".tei", ".xml"),
    sniff=lambda kind: kind in ("tei", "xml"),
    read=_read,
)
