"""Word documents: one paragraph a line, speaker tables, automatic numbers as labels, and a list of what was left out."""

from __future__ import annotations

from qualcode.formats.word.walker import WordCounts, read_word
from qualcode.model.documents import LAYOUTS, Transcript
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.paragraphs import left_out, paragraphs_transcript, read_boxes

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    word = read_word(request.data, request.name)
    counts = word.counts
    return paragraphs_transcript(
        request,
        "docx",
        word.paragraphs,
        counts.letters - counts.left_out,
        lambda numbers: _warnings(counts, numbers),
        word.notes,
    )


def _warnings(counts: WordCounts, numbers: int) -> list[str]:
    accepted = [
        (counts.insertions, "tracked insertions"),
    ]
    dropped = [
        (counts.deletions, "tracked deletions"),
        (counts.moves, "places that text was moved from"),
        (counts.hidden, "hidden passages"),
        (0 if counts.read_boxes else counts.text_boxes, f"text boxes ({counts.text_box_letters} letters)"),
        (counts.comments, "comments"),
        (counts.notes, "footnotes or endnotes"),
        (counts.headers, "headers or footers"),
        (counts.equations, "equations"),
        (counts.objects, "embedded objects"),
        (numbers, "automatic numbers"),
    ]
    warnings = [f"Accepted: {number} {what}." for number, what in accepted if number]
    warnings += left_out(dropped) + read_boxes(counts.read_boxes)
    if counts.symbols:
        warnings.append(f"Signs of a symbol font are shown as \ufffd: {counts.symbols} in the text.")
    return warnings


FORMAT = Format(
    name="docx",
    title="a Word document",
    suffixes=(".docx",),
    sniff=lambda kind: kind in ("docx", "zip"),
    read=_read,
    layouts=LAYOUTS,
)
