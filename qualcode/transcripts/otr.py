"""oTranscribe: JSON around a small web page with time stamps."""

from __future__ import annotations

from qualcode.errors import FileError
from qualcode.model.documents import LAYOUTS, Transcript
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.html import page_transcript
from qualcode.transcripts.json_file import load_json

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    content, warnings = load_json(request)
    source = content.get("text") if isinstance(content, dict) else None
    if not isinstance(source, str):
        advice = (
            "; it may be a transcript of Whisper: give it the suffix .json"
            if isinstance(content, dict) and "segments" in content
            else ". Export it from oTranscribe again"
        )
        raise FileError(
            f"{request.name} ends in .otr, but it is no oTranscribe file: it has no text{advice}."
        )
    if isinstance(content, dict) and isinstance(content.get("segments"), list):
        raise FileError(
            f"{request.name} ends in .otr, but it holds segments as Whisper writes them; give it the suffix .json."
        )
    return page_transcript(request, "otr", source, warnings)


FORMAT = Format(
    name="otr",
    title="an oTranscribe file",
    suffixes=(".otr",),
    sniff=lambda kind: kind == "json",
    read=_read,
    layouts=LAYOUTS,
)
