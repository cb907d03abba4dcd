"""ELAN annotation files (.eaf): the top tiers are the speakers, their annotations in the order of time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.fields import (
    all_text,
    clean,
    named_transcript,
    own_text,
    root_of,
    shown,
    whole,
)
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.letters import proved
from qualcode.transcripts.segments import Segment

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    root = root_of(request, ("ANNOTATION_DOCUMENT",), "an ELAN annotation file")
    warnings: list[str] = []
    slots, before = _slots(root, warnings)
    tiers = list(root.iterfind("TIER"))
    top = [tier for tier in tiers if not tier.get("PARENT_REF")]
    marking = _marking_types(root)
    spoken = [tier for tier in top if tier.get("LINGUISTIC_TYPE_REF") not in marking]
    if not any(_values(tier) for tier in spoken):
        spoken = top
    if not any(_values(tier) for tier in spoken):
        names = shown(_name(tier) for tier in tiers) if tiers else "none"
        raise FileError(
            f"{request.name} holds no words in its top tiers (tiers: {names}); in ELAN, put the speech on tiers "
            "without a parent."
        )
    left = [tier for tier in tiers if tier not in spoken and _values(tier)]
    letters = 0
    if left:
        letters = sum(count_letters(text) for tier in left for text in _values(tier))
        warnings.append(
            f"Left out: {counted(len(left), 'tier')} that annotate others or hold marks "
            f"({shown(_name(tier) for tier in left)}; {counted(letters, 'letter')})."
        )
    labels = [clean(tier.get("PARTICIPANT")) or _name(tier) for tier in spoken]
    for label, number in Counter(labels).items():
        if number > 1:
            own = [_name(tier) for tier, other in zip(spoken, labels, strict=True) if other == label]
            warnings.append(f"Tiers of one speaker are put together: {shown(own)} ({label}).")
    placed: list[tuple[tuple[int, int, int], Segment]] = []
    timeless = 0
    for tier, label in zip(spoken, labels, strict=True):
        place = 0
        for annotation in tier.iter("ALIGNABLE_ANNOTATION"):
            first, last = annotation.get("TIME_SLOT_REF1", ""), annotation.get("TIME_SLOT_REF2", "")
            start, end = slots.get(first), slots.get(last)
            timeless += start is None
            place = start if start is not None else before.get(first, place)
            text = " ".join(clean(own_text(value)) for value in annotation.iterfind("ANNOTATION_VALUE"))
            placed.append(((place, start is None, len(placed)), Segment(label, text, start, end)))
    if timeless:
        warnings.append(
            f"Without a time: {counted(timeless, 'annotation')}, placed behind the last time before them."
        )
    placed.sort(key=lambda pair: pair[0])
    came = sum(count_letters(clean("".join(all_text(value)))) for value in root.iter("ANNOTATION_VALUE"))
    transcript = named_transcript(request, "eaf", [segment for _, segment in placed], warnings)
    return proved(transcript, came - letters, where="in its tiers of speech")


def _slots(root: etree._Element, warnings: list[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The times of slots in milliseconds, and for every slot the last time before it."""
    header = root.find("HEADER")
    units = header.get("TIME_UNITS", "milliseconds") if header is not None else "milliseconds"
    if units != "milliseconds":
        warnings.append(f"Times are left out: they are in {clean(units)[:40]} and not in milliseconds.")
    times: dict[str, int] = {}
    before: dict[str, int] = {}
    last = wrong = 0
    for slot in root.iterfind("TIME_ORDER/TIME_SLOT"):
        name, raw = slot.get("TIME_SLOT_ID", ""), slot.get("TIME_VALUE")
        time = whole(raw)
        wrong += raw is not None and time is None
        if time is not None:
            last = time
            if units == "milliseconds":
                times[name] = time
        before[name] = last
    if wrong:
        warnings.append(f"Left out: {counted(wrong, 'time')} that cannot be read.")
    return times, before


def _values(tier: etree._Element) -> list[str]:
    """The texts of a tier's annotations that are not empty."""
    found = (clean(own_text(value)) for value in tier.iter("ANNOTATION_VALUE"))
    return [text for text in found if text]


def _name(tier: etree._Element) -> str:
    return clean(tier.get("TIER_ID")) or "?"


def _marking_types(root: etree._Element) -> set[str | None]:
    """The types of tiers that take their values from a fixed list, so that they are marks and not speech."""
    return {
        entry.get("LINGUISTIC_TYPE_ID")
        for entry in root.iterfind("LINGUISTIC_TYPE")
        if entry.get("CONTROLLED_VOCABULARY_REF")
    }


FORMAT = Format(
    name="eaf",
    title="an ELAN annotation file",
    suffixes=(".eaf",),
    sniff=lambda kind: kind in ("eaf", "xml"),
    read=_read,
)
