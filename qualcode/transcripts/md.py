"""Markdown: read as plain text; labels may be bold (``**Name:**``) and front matter is no speech."""

from __future__ import annotations

from qualcode.model.documents import LAYOUTS, Transcript
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.plain import read_plain

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    return read_plain(request, "md")


FORMAT = Format(
    name="md",
    title="a Markdown text",
    suffixes=(".md", ".markdown"),
    sniff=lambda kind: kind is None,
    read=_read,
    layouts=LAYOUTS,
)
