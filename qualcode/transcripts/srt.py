"""SubRip subtitles, as speech recognition programs write them."""

from __future__ import annotations

from qualcode.model.documents import Transcript
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.subtitles import read_subtitles

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    return read_subtitles(request, "srt", notes=False)


FORMAT = Format(
    name="srt", title="SubRip subtitles", suffixes=(".srt",), sniff=lambda kind: kind == "srt", read=_read
)
