"""From pieces of speech with speaker and time to text and turns: for formats that hold these apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.errors import FileError
from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.text.canonical import canonical
from qualcode.transcripts.clock_order import disorder_inside
from qualcode.transcripts.format import Request
from qualcode.transcripts.speakers import joiner
from qualcode.transcripts.turns import role_report

__all__ = ["Segment", "joined_segments", "segments_transcript", "write_segments"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of what one speaker says."""

    label: str | None
    """The speaker as the source names them; None: nobody is named."""
    text: str
    start: int | None = None
    """Milliseconds from the beginning of the recording."""
    end: int | None = None
    """Milliseconds from the beginning of the recording."""


def joined_segments(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbouring pieces of one speaker as one; a piece without a name goes on with the speaker before it.

    Where nobody is named before it, a piece stays on its own.
    """
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if last is not None and last.label is not None and segment.label in (None, last.label):
            ends = [end for end in (last.end, segment.end) if end is not None]
            joined[-1] = Segment(
                last.label, f"{last.text} {segment.text}", last.start, max(ends) if ends else None
            )
        else:
            joined.append(segment)
    return joined


def write_segments(segments: Iterable[Segment]) -> tuple[str, tuple[TranscriptTurn, ...]]:
    """One line a segment, label and colon before the words, times as fields; gives the text and its turns."""
    lines: list[str] = []
    turns: list[TranscriptTurn] = []
    offset = 0
    for segment in segments:
        label = canonical(segment.label) if segment.label is not None else None
        opening = f"{label}: " if label is not None else ""
        line = canonical(opening + segment.text)
        lines.append(line)
        turns.append(
            TranscriptTurn(
                start=offset,
                end=offset + len(line),
                speech_start=offset + min(len(opening), len(line)),
                label=label,
                start_time=segment.start,
                end_time=segment.end,
            )
        )
        offset += len(line) + 1
    return "\n".join(lines) + "\n", tuple(turns)


def segments_transcript(
    request: Request,
    name: str,
    segments: Iterable[Segment],
    warnings: Sequence[str] = (),
    *,
    join: bool = True,
) -> Transcript:
    """The transcript of a file that holds speech, speakers and times apart.

    Empty pieces are left out; with ``join`` neighbouring pieces of one speaker become one turn.
    Raises :class:`~qualcode.errors.FileError` where no words are left.
    """
    join_label = joiner(request.same)
    spoken = [
        Segment(
            join_label(" ".join(s.label.split())) or None if s.label else None,
            " ".join(s.text.split()),
            s.start,
            s.end,
        )
        for s in segments
    ]
    spoken = [segment for segment in spoken if segment.text]
    if not spoken:
        raise FileError(f"{request.name} holds no words; there is nothing to read in it.")
    said = list(warnings)
    starts = [segment.start for segment in spoken]
    if join:
        spoken = joined_segments(spoken)
    if all(segment.label is None for segment in spoken):
        said.append("Nobody is named as speaker: each piece is a turn of its own, without a speaker.")
    text, turns = write_segments(spoken)
    said += disorder_inside(starts, turns)
    roles, open_roles = role_report(text, turns, request.labels, request.same)
    return Transcript(text=text, turns=turns, format=name, roles=roles, warnings=(*said, *open_roles))
