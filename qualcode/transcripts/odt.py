"""OpenDocument texts, as LibreOffice writes them: one paragraph a line, and speaker tables."""

from __future__ import annotations

from qualcode.formats.opendocument import OpenText, read_odt
from qualcode.model.documents import LAYOUTS, Transcript
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.paragraphs import left_out, paragraphs_transcript, read_boxes

__all__ = ["FORMAT"]

_BOXES = "text boxes"
_DROPPED = (
    "tracked deletions",
    "hidden passages",
    _BOXES,
    "comments",
    "footnotes or endnotes",
    "headers or footers",
    "pictures",
    "embedded objects",
)


def _read(request: Request) -> Transcript:
    found = read_odt(request.data, request.name)
    return paragraphs_transcript(
        request,
        "odt",
        found.paragraphs,
        found.letters,
        lambda numbers: _warnings(found, numbers),
        found.notes,
    )


def _warnings(found: OpenText, numbers: int) -> list[str]:
    counts = found.counts
    inserted = counts["tracked insertions"]
    said = [f"Accepted: {inserted} tracked insertions."] if inserted else []
    boxes = f"{_BOXES} ({found.box_letters} letters)"
    dropped = [
        (counts[what], boxes if what == _BOXES else what)
        for what in _DROPPED
        if what != _BOXES or not found.read_boxes
    ]
    return said + left_out([*dropped, (numbers, "automatic numbers")]) + read_boxes(found.read_boxes)


FORMAT = Format(
    name="odt",
    title="an OpenDocument text",
    suffixes=(".odt",),
    sniff=lambda kind: kind in ("odt", "zip"),
    read=_read,
    layouts=LAYOUTS,
)
