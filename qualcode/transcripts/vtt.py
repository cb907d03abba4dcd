"""WebVTT subtitles, as Teams, Zoom and people who subtitle write them."""

from __future__ import annotations

from qualcode.model.documents import Transcript
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.subtitles import read_subtitles

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    return read_subtitles(request, "vtt", notes=True)


FORMAT = Format(
    name="vtt", title="WebVTT subtitles", suffixes=(".vtt",), sniff=lambda kind: kind == "vtt", read=_read
)
