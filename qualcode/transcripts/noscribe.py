"""Turns of a page that noScribe wrote: times and speakers lie in its anchors, the label and a time stamp in the text too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from qualcode.model.documents import TranscriptTurn
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.clock_order import disorder_inside
from qualcode.transcripts.heads import OFTEN
from qualcode.transcripts.html_lines import Anchor, PageLines
from qualcode.transcripts.json_file import one_line
from qualcode.transcripts.segments import Segment, joined_segments, write_segments
from qualcode.transcripts.speakers import MAX_LABEL, joiner, label_key, plausible, role_word
from qualcode.transcripts.timestamps import STAMP

__all__ = ["noscribe_turns"]

_OPENING = re.compile(rf"([^\W_][^\n:\[\]]{{0,{MAX_LABEL}}}?)[ \u00a0]*:[ \u00a0]*({STAMP})?[ \u00a0]*")
_STAMP = re.compile(rf"{STAMP}[ \u00a0]*")
_LATEST = 1000 * 3600 * 1000


def noscribe_turns(
    page: PageLines, labels: Collection[str], same: Mapping[str, str] | None = None
) -> tuple[str, tuple[TranscriptTurn, ...], list[str], int]:
    """Text, turns, sentences about them, and the letters of the lines' own labels; the lines above the first segment stay above the first turn.

    A label that somebody typed over (``Jana`` for ``S01``) counts; speech of others inside a turn stays in it. A label in *same* becomes
    that of the same speaker.
    """
    by_line: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in page.anchors:
        by_line[anchor.line].append(anchor)
    first = min(by_line)
    body = [(canonical(line), by_line.get(number, [])) for number, line in enumerate(page.lines)][first:]
    renamed = _renamed([line for line, anchors in body if anchors], labels)
    pieces = [_piece(line, anchors, renamed) for line, anchors in body]
    join = joiner(same or {})
    spoken = [replace(p, label=join(p.label) if p.label is not None else None) for p in pieces if p.text]
    written, turns = write_segments(joined_segments(spoken))
    header = canonical("\n".join(page.lines[:first])).rstrip()
    above = f"{header}\n\n" if header else ""
    turns = tuple(
        replace(
            t, start=t.start + len(above), end=t.end + len(above), speech_start=t.speech_start + len(above)
        )
        for t in turns
    )
    warnings: list[str] = []
    if all(turn.label is None for turn in turns):
        warnings.append("Nobody is named as speaker: each paragraph is a turn of its own, without a speaker.")
    warnings += disorder_inside([piece.start for piece in spoken], turns)
    labels_letters = sum(
        count_letters(line) - count_letters(piece.text) for (line, _), piece in zip(body, pieces, strict=True)
    )
    return above + written, turns, warnings, labels_letters


def _renamed(lines: list[str], labels: Collection[str]) -> set[str]:
    """Labels that paragraphs open with often, before a time stamp, or that are confirmed or words for a role."""
    counts: Counter[str] = Counter()
    sure = {label_key(label) for label in labels}
    for line in lines:
        found = _OPENING.match(line)
        if found and plausible(found.group(1)):
            key = label_key(found.group(1))
            counts[key] += OFTEN if found.group(2) or key in sure or role_word(key) else 1
    return {key for key, number in counts.items() if number >= OFTEN}


def _piece(line: str, anchors: list[Anchor], renamed: Collection[str]) -> Segment:
    own = [anchor for anchor in anchors if not anchor.speaker.startswith("//")]
    label = (one_line(canonical(own[0].speaker)) or None) if own else None
    found = _OPENING.match(line) if own else None
    if found and (label_key(found.group(1)) in renamed or found.group(1) == label):
        label = one_line(found.group(1))
        line = line[found.end() :]
    elif own and (stamp := _STAMP.match(line)):
        line = line[stamp.end() :]
    timed = [anchor for anchor in own or anchors if anchor.end <= _LATEST]
    start = timed[0].start if timed and own else None
    return Segment(label, one_line(line), start, max((anchor.end for anchor in timed), default=None))
