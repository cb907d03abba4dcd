"""Transcriber files (.trs): turns with their speakers, times inside them, and two speakers at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.documents import Transcript
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.fields import (
    all_text,
    clean,
    local,
    named_transcript,
    names_of,
    root_of,
    seconds,
)
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.letters import proved
from qualcode.transcripts.segments import Segment

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT"]

_DOCTYPE = re.compile(
    rb'\A((?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]{0,200}\?>)?\s*)<!DOCTYPE\s+Trans\s+SYSTEM\s+["\']trans-\d+\.dtd["\']\s*>'
)
"""The line that Transcriber itself writes; it names a file that is never fetched. Any other one is refused."""
_PLACE = re.compile(r"[1-9]\d{0,3}", re.ASCII)


def _read(request: Request) -> Transcript:
    plain = replace(request, data=_DOCTYPE.sub(rb"\1", request.data, count=1))
    root = root_of(plain, ("Trans",), "a Transcriber file")
    names = names_of(
        (speaker.get("id", ""), clean(speaker.get("name"))) for speaker in root.iterfind("Speakers/Speaker")
    )
    counts: Counter[str] = Counter()
    pieces = [piece for turn in root.iter("Turn") for piece in _pieces(turn, names, counts)]
    warnings = []
    if counts["overlaps"]:
        warnings.append(
            f"Several people speak at once in {counted(counts['overlaps'], 'turn')}; their words follow one another."
        )
    if counts["Background"]:
        warnings.append(f"Left out: {counted(counts['Background'], 'mark')} of background sounds.")
    if counts["times"]:
        warnings.append(f"Left out: {counted(counts['times'], 'time')} that cannot be read.")
    if counts["other"]:
        warnings.append(
            f"Read as words: {counted(counts['other'], 'element')} that Transcriber does not know."
        )
    came = sum(count_letters(clean("".join(all_text(turn)))) for turn in root.iter("Turn"))
    transcript = named_transcript(request, "trs", pieces, warnings)
    return proved(transcript, came, own=-counts["mark letters"], where="in its turns")


def _pieces(turn: etree._Element, names: Mapping[str, str], counts: Counter[str]) -> Iterator[Segment]:
    """The speech of a turn by speaker; what stands before the first mark of who speaks is said by all of them."""
    speakers = [clean(names.get(key, key)) for key in turn.get("speaker", "").split()]
    counts["overlaps"] += len(speakers) > 1
    start = _time(turn.get("startTime"), counts)
    end = _time(turn.get("endTime"), counts)
    everybody = " & ".join(speakers) or None
    label = everybody
    parts = [turn.text or ""]
    for child in turn:
        kind = local(child)
        if kind == "Who":
            yield Segment(label, " ".join(parts), start, end)
            number = child.get("nb", "")
            place = int(number) if _PLACE.fullmatch(number) else 0
            label = speakers[place - 1] if 0 < place <= len(speakers) else everybody
            parts = []
        elif kind == "Sync" and child.get("time") is not None:
            time = _time(child.get("time"), counts)
            if time is not None and not any(part.strip() for part in parts):
                start = time
        elif kind == "Background":
            counts[kind] += 1
        elif kind:
            parts.append(_mark(child, kind, counts))
        parts.append(child.tail or "")
    yield Segment(label, " ".join(parts), start, end)


def _mark(element: etree._Element, kind: str, counts: Counter[str]) -> str:
    """An event as ``[laugh]`` (``[laugh-]`` where it begins, ``[-laugh]`` where it ends), a comment as ``{comment}``."""
    inner = "".join(all_text(element))
    if kind not in ("Event", "Comment"):
        counts["other"] += bool(inner.strip())
        return inner
    words = clean(element.get("desc")) or clean(element.get("type"))
    if not words:
        return inner
    counts["mark letters"] += count_letters(words)
    if kind == "Comment":
        return f" {{{words}}} {inner}"
    extent = element.get("extent")
    mark = {"begin": f"[{words}-]", "end": f"[-{words}]"}
    return f" {mark.get(extent or '', f'[{words}]')} {inner}"


def _time(value: str | None, counts: Counter[str]) -> int | None:
    time = seconds(value)
    counts["times"] += value is not None and time is None
    return time


FORMAT = Format(
    name="trs",
    title="a Transcriber file",
    suffixes=(".trs",),
    sniff=lambda kind: kind in ("trs", "xml"),
    read=_read,
)
