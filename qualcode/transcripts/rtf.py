"""Rich text documents (RTF), as WordPad, old Word and the transcription programs f4 and f5 write them."""

from __future__ import annotations

from qualcode.formats.rtf import RichText, read_rtf
from qualcode.model.documents import LAYOUTS, Transcript
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.paragraphs import left_out, paragraphs_transcript, read_boxes

__all__ = ["FORMAT"]

_DROPPED = (
    "tracked deletions",
    "places that text was moved from",
    "hidden passages",
    "text boxes",
    "comments",
    "footnotes or endnotes",
    "headers or footers",
    "equations",
    "pictures",
    "embedded objects",
)


def _read(request: Request) -> Transcript:
    rich = read_rtf(request.data, request.name, request.language)
    went = sum(count_letters(paragraph.text) for paragraph in rich.paragraphs)
    return paragraphs_transcript(
        request,
        "rtf",
        rich.paragraphs,
        max(went, rich.letters),
        lambda numbers: _warnings(rich, numbers),
        rich.notes,
    )


def _warnings(rich: RichText, numbers: int) -> list[str]:
    counts = rich.counts
    said: list[str] = []
    if counts["insertions"]:
        said.append(f"Accepted: {counts['insertions']} tracked insertions.")
    boxes = f"text boxes ({rich.box_letters} letters)"
    said += left_out(
        [
            (counts[what], boxes if what == "text boxes" else what)
            for what in _DROPPED
            if what != "text boxes" or not rich.read_boxes
        ]
        + [(numbers, "automatic numbers")]
    )
    said += read_boxes(rich.read_boxes)
    if rich.guessed:
        said.append(
            f"The file names no code page and was read as {rich.guessed}; look whether its accents are right."
        )
    damaged = sum(paragraph.text.count("\ufffd") for paragraph in rich.paragraphs) - counts["symbols"]
    if counts["symbols"]:
        said.append(f"Signs of a symbol font are shown as \ufffd: {counts['symbols']} in the text.")
    if damaged > 0:
        said.append(f"Characters that cannot be read are shown as \ufffd: {damaged} in the text.")
    if counts["behind"]:
        said.append(f"Not read: {counts['behind']} characters behind the end of the document.")
    return said


FORMAT = Format(
    name="rtf",
    title="a rich text document",
    suffixes=(".rtf",),
    sniff=lambda kind: kind == "rtf",
    read=_read,
    layouts=LAYOUTS,
)
