"""From running text with labels to turns: in place for text files, written anew where times are fields and not text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from qualcode.model.documents import Role, TranscriptTurn
from qualcode.text.spans import trim
from qualcode.transcripts.footers import footer_start
from qualcode.transcripts.heads import OFTEN, Head, Heads, find_heads
from qualcode.transcripts.legends import legend
from qualcode.transcripts.roles import settle_roles
from qualcode.transcripts.speakers import role_of_word
from qualcode.transcripts.timestamps import CLOCK, milliseconds

__all__ = ["body_start", "label_warnings", "not_taken", "read_turns", "role_report", "write_turns"]

_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_END_STAMP = re.compile(rf"[ \t]*\#({CLOCK}(?:-\d{{1,3}})?)\#[ \t]*\Z")
_SHOWN = 6


def read_turns(
    text: str, labels: Collection[str] = (), same: Mapping[str, str] | None = None
) -> tuple[tuple[TranscriptTurn, ...], Heads]:
    """Find the turns of canonical *text*, which stays as it is.

    A turn reaches from its label to the next label (or to the time stamp before that), without white space at its end. A label in *same*
    becomes that of the same speaker.
    """
    heads = find_heads(text, labels, body_start(text), same)
    turns: list[TranscriptTurn] = []
    last_stamp: int | None = None
    for head, (start, end) in zip(heads.heads, _extents(text, heads.heads), strict=True):
        speech, _ = trim(text, head.end, end)
        stamp = _END_STAMP.search(text, max(speech, end - 40), end) if text.endswith("#", 0, end) else None
        ended = milliseconds(stamp.group(1), days=heads.days)[0] if stamp else None
        turns.append(
            TranscriptTurn(
                start=start,
                end=end,
                speech_start=speech if speech > head.end else min(head.end, end),
                label=head.label,
                start_time=head.start_time if head.start_time is not None else last_stamp,
                end_time=head.end_time if head.end_time is not None else ended,
            )
        )
        last_stamp = ended
    return tuple(turns), heads


def write_turns(
    text: str, labels: Collection[str] = (), same: Mapping[str, str] | None = None
) -> tuple[str, tuple[TranscriptTurn, ...], Heads]:
    """Find the turns of *text* and write it anew: each turn begins with label and colon, its times become fields.

    Gives the new text with its turns. What stands before the first turn is kept; time stamps inside a turn stay text.
    """
    found, heads = read_turns(text, labels, same)
    pieces: list[str] = []
    turns: list[TranscriptTurn] = []
    length = copied = 0
    for turn, head in zip(found, heads.heads, strict=True):
        before = text[copied : head.gap]
        end = turn.end
        stamp = (
            _END_STAMP.search(text, max(turn.speech_start, end - 40), end)
            if turn.end_time is not None
            else None
        )
        if stamp:
            end = max(stamp.start(), turn.speech_start)
        opening = text[turn.start : turn.speech_start]
        if not head.plain:
            opening = f"{head.label}: " if turn.speech_start < end else f"{head.label}:"
        speech = text[turn.speech_start : end]
        pieces += (before, opening, speech)
        start = length + len(before)
        length = start + len(opening) + len(speech)
        turns.append(
            TranscriptTurn(
                start=start,
                end=length,
                speech_start=start + len(opening),
                label=turn.label,
                start_time=turn.start_time,
                end_time=turn.end_time,
            )
        )
        copied = turn.end
    pieces.append(text[copied:])
    return "".join(pieces), tuple(turns), heads


def role_report(
    text: str,
    turns: Sequence[TranscriptTurn],
    labels: Collection[str] = (),
    same: Mapping[str, str] | None = None,
) -> tuple[dict[str, Role], list[str]]:
    """The roles that the source settles, and sentences about the speakers whose role stays open.

    What a legend or a whole word says of a label that is joined with another one (in *same*) holds for that one too.
    """
    meaning = legend(text, [turn.start for turn in turns])
    for label, other in (same or {}).items():
        word = meaning.get(label) or (label if role_of_word(label) else "")
        if word:
            meaning.setdefault(other, word)
    counts = Counter(turn.label for turn in turns if turn.label is not None)
    asking = Counter(
        turn.label for turn in turns if turn.label is not None and "?" in text[turn.speech_start : turn.end]
    )
    return settle_roles(counts, asking, meaning, labels)


def label_warnings(heads: Heads) -> list[str]:
    """What to say where no speakers were found, and of labels and lines that are not taken for the beginning of a turn."""
    warnings: list[str] = []
    if heads.heads:
        labels = {head.label for head in heads.heads}
        warnings += not_taken(heads.rare)
        warnings += not_taken(heads.refused, only=labels.pop() if len(labels) == 1 else "")
    else:
        unsure = heads.rare + heads.refused
        begin = "lines begin with" if heads.refused else "rare ones are"
        warnings.append(
            "No speaker’s label was found at least three times, so the text has no turns"
            + (
                f'; {begin} {_listed(unsure)}. Confirm each with --role, such as --role "{unsure[0][0]}=ROLE".'
                if unsure
                else "."
            )
        )
    if heads.signs:
        more = f" and {len(heads.signs) - _SHOWN} more" if len(heads.signs) > _SHOWN else ""
        lines = ", ".join(f"{label} (line {number})" for label, number in heads.signs[:_SHOWN])
        warnings.append(
            f"Not taken for speakers, because no colon follows: {lines}{more}. They belong to the turn before; where somebody "
            "begins to speak there, put a colon behind the label and import the file again."
        )
    return warnings


def not_taken(labels: Sequence[tuple[str, int]], *, only: str = "") -> list[str]:
    """A sentence that names labels that were not taken for speakers, with their numbers; none where there are none.

    *only* is the one speaker that was found beside labels that come often.
    """
    if not labels:
        return []
    if only:
        reason = f"so that {only} is the only speaker, though lines begin with them often"
    elif labels[0][1] < OFTEN:
        reason = "because they occur less than three times"
    else:
        reason = "though lines begin with them often"
    return [
        f"Not taken for speakers, {reason}, and left in the turn before: {_listed(labels)}. "
        f'Where one is a speaker, confirm it, such as --role "{labels[0][0]}=ROLE".'
    ]


def _listed(labels: Sequence[tuple[str, int]]) -> str:
    more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
    return ", ".join(f"{label} ({number})" for label, number in labels[:_SHOWN]) + more


def body_start(text: str) -> int:
    """Where the text begins behind YAML front matter."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def _extents(text: str, heads: Sequence[Head]) -> list[tuple[int, int]]:
    """Start and end of each turn: up to the next head, without white space and footers at the end."""
    footer = footer_start(text, heads)
    stop = len(text) if footer is None else footer
    limits = [*(head.gap for head in heads[1:]), stop][: len(heads)]
    found = []
    for head, limit in zip(heads, limits, strict=True):
        limit = max(limit, head.end)
        end = head.start + len(text[head.start : limit].rstrip())
        found.append((head.start, end))
    return found
