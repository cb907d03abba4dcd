"""EXMARaLDA transcriptions (.exb): the tiers of type ``t`` are the speakers, in the order of the timeline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.fields import (
    all_text,
    clean,
    named_transcript,
    names_of,
    own_text,
    root_of,
    seconds,
    shown,
)
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.letters import proved
from qualcode.transcripts.segments import Segment

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT"]

_CATEGORY = re.compile(r"\s*\[[^\[\]]{0,20}\]\s*\Z")


def _read(request: Request) -> Transcript:
    root = root_of(request, ("basic-transcription",), "an EXMARaLDA transcription")
    tiers = list(root.iterfind("basic-body/tier"))
    spoken = [tier for tier in tiers if tier.get("type") == "t"]
    if not any(_words(tier) for tier in spoken):
        names = shown(_title(tier) for tier in tiers) if tiers else "none"
        raise FileError(
            f"{request.name} holds no words in tiers of type t (tiers: {names}); in EXMARaLDA, set the type of the "
            "tiers with speech to T(ranscription)."
        )
    warnings: list[str] = []
    left = [tier for tier in tiers if tier not in spoken and _words(tier)]
    letters = sum(count_letters(_words(tier)) for tier in left)
    if left:
        warnings.append(
            f"Left out: {counted(len(left), 'tier')} of descriptions or annotations "
            f"({shown(_title(tier) for tier in left)}; {counted(letters, 'letter')})."
        )
    order, times = _timeline(root, warnings)
    speakers = names_of(
        (speaker.get("id", ""), clean(speaker.findtext("abbreviation")))
        for speaker in root.iterfind("head/speakertable/speaker")
    )
    placed: list[tuple[int, int, Segment]] = []
    lost = 0
    for tier in spoken:
        key = tier.get("speaker", "")
        label = speakers.get(key) or clean(key) or _CATEGORY.sub("", _title(tier))
        for text, first, last in _chains(tier):
            lost += first not in order
            start, end = times.get(first), times.get(last)
            place = order.get(first, len(order))
            placed.append((place, len(placed), Segment(label, text, start, end)))
    if lost:
        warnings.append(
            f"Not on the timeline: {counted(lost, 'piece')} of speech, which the end of the text holds."
        )
    placed.sort(key=lambda entry: entry[:2])
    came = sum(count_letters(clean("".join(all_text(tier)))) for tier in tiers)
    transcript = named_transcript(request, "exb", [segment for _, _, segment in placed], warnings)
    return proved(transcript, came - letters, where="in its tiers of speech")


def _timeline(root: etree._Element, warnings: list[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The place of every point of the timeline, and the milliseconds of those that have a time."""
    order: dict[str, int] = {}
    times: dict[str, int] = {}
    wrong = 0
    for place, point in enumerate(root.iterfind("basic-body/common-timeline/tli")):
        name, raw = point.get("id", ""), point.get("time")
        order.setdefault(name, place)
        time = seconds(raw)
        wrong += bool(raw) and time is None
        if time is not None:
            times[name] = time
    if wrong:
        warnings.append(f"Left out: {counted(wrong, 'time')} that cannot be read.")
    return order, times


def _chains(tier: etree._Element) -> list[tuple[str, str, str]]:
    """The speech of a tier with the points where it starts and ends; events that touch are one piece.

    An event can begin in the middle of a word, where somebody else begins to speak, so they touch without a space.
    """
    found: list[tuple[list[str], str, str]] = []
    for event in tier.iterfind("event"):
        text, start, end = own_text(event), event.get("start", ""), event.get("end", "")
        if not text.strip():
            continue
        if found and found[-1][2] == start:
            parts, first, _ = found[-1]
            parts.append(text)
            found[-1] = (parts, first, end)
        else:
            found.append(([text], start, end))
    return [("".join(parts), start, end) for parts, start, end in found]


def _words(tier: etree._Element) -> str:
    return clean(" ".join(own_text(event) for event in tier.iterfind("event")))


def _title(tier: etree._Element) -> str:
    return clean(tier.get("display-name")) or clean(tier.get("id")) or "?"


FORMAT = Format(
    name="exb",
    title="an EXMARaLDA transcription",
    suffixes=(".exb",),
    sniff=lambda kind: kind in ("exb", "xml"),
    read=_read,
)
