"""Plain text: the canonical text is the file's own text, labels and times included."""

from __future__ import annotations

from qualcode.model.documents import Transcript
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.plain import read_plain

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    return read_plain(request, "txt")


FORMAT = Format(
    name="txt",
    title="a plain text",
    suffixes=(".txt", ".text"),
    sniff=lambda kind: kind is None,
    read=_read,
    layouts=("labels", "alternate"),
)
