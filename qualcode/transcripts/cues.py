"""Subtitle files, WebVTT and SubRip alike, cut into cues: whatever lies between two time lines belongs to one of them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from qualcode.errors import FileError
from qualcode.text.units import count_letters
from qualcode.transcripts.timestamps import milliseconds

__all__ = ["Cue", "CueFile", "read_cues"]

_TIMES = re.compile(
    r"\s*(-?\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,4})?)\s*-->\s*(-?\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,4})?)(.*)"
)
_BLOCK = re.compile(r"(?:NOTE(?:\s.*)?|STYLE\s*|REGION(?:\s.*)?)\Z")
_TAG = re.compile(
    r"</?(?:i|b|u|c|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,200})?/?>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,60}\}",
    re.IGNORECASE,
)
_VOICE_END = re.compile("</v>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_ID_NAME = re.compile(r'\d+\s+"([^"\n]{1,60})"\s+\(\d+\)')


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: the lines that stand under one time line."""

    start: int
    """Milliseconds."""
    end: int
    lines: tuple[str, ...]
    """Without formatting tags and empty lines; voice tags (``<v Name>``) are still there."""
    speaker: str | None = None
    """A name in the cue's identifier."""


@dataclass(slots=True)
class CueFile:
    """The cues of a file, with what was left out."""

    cues: list[Cue] = field(default_factory=list)
    notes: int = 0
    """Blocks of notes, styles and regions."""
    tags: int = 0
    """Formatting tags that were taken off; the ends of voice tags are none."""
    left_out: int = 0
    """Letters of what was left out on purpose: notes, identifiers, tags, the header."""


def read_cues(text: str, name: str, *, notes: bool) -> CueFile:
    """Cut canonical *text* into cues; *notes* says whether the format has blocks of notes (WebVTT).

    A blank line inside a cue does not end it. Raises :class:`~qualcode.errors.FileError` where there is no cue.
    """
    lines = text.split("\n")
    times = [
        (number, match)
        for number, line in enumerate(lines)
        if "-->" in line and (match := _TIMES.fullmatch(line))
    ]
    if not times:
        raise FileError(f"{name} holds no cue: no line with two times and an arrow (-->) is in it.")
    result = CueFile()
    first = times[0][0]
    header, identifier = _split_identifier(lines[:first])
    result.notes += sum(1 for line in header if notes and _BLOCK.match(line))
    result.left_out += count_letters("\n".join(lines[:first]))
    for index, (number, match) in enumerate(times):
        end = times[index + 1][0] if index + 1 < len(times) else len(lines)
        block = lines[number + 1 : end]
        following = ""
        if index + 1 < len(times):
            block, following = _split_identifier(block)
            result.left_out += count_letters(following)
        result.left_out += count_letters(match.group(3))
        start, stop = milliseconds(match.group(1))[0] or 0, milliseconds(match.group(2))[0] or 0
        known = _ID_NAME.search(identifier)
        result.cues.append(
            Cue(
                start=start,
                end=max(start, stop),
                lines=tuple(_payload(block, result, notes=notes)),
                speaker=known.group(1) if known else None,
            )
        )
        identifier = following
    return result


def _split_identifier(block: list[str]) -> tuple[list[str], str]:
    """Take the identifier of the next cue off the end of a block."""
    if (
        block
        and block[-1].strip()
        and (len(block) == 1 or not block[-2].strip() or block[-1].strip().isdigit())
    ):
        return block[:-1], block[-1]
    return block, ""


def _payload(block: list[str], result: CueFile, *, notes: bool) -> list[str]:
    """The lines of one cue, without notes, tags and entities."""
    kept: list[str] = []
    in_note = False
    for number, line in enumerate(block):
        blank = not line.strip()
        if blank:
            in_note = False
        elif notes and number and not block[number - 1].strip() and _BLOCK.match(line):
            in_note = True
            result.notes += 1
        if in_note:
            result.left_out += count_letters(line)
        elif not blank:
            bare, tags = _TAG.subn("", _VOICE_END.sub("", line))
            plain = _ENTITY.sub(lambda match: html.unescape(match.group()), bare)
            result.tags += tags
            result.left_out += count_letters(line) - count_letters(plain)
            if plain.strip():
                kept.append(" ".join(plain.replace("\u200e", "").replace("\u200f", "").split()))
    return kept
