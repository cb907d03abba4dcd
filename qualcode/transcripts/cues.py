"""Subtitle files, WebVTT and SubRip alike, cut into cues: whatever lies between two time lines belongs to one of them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qualcode.errors import FileError
from qualcode.text.units import count_letters
from qualcode.transcripts.timestamps import milliseconds

__all__ = ["Cue", "CueFile", "read_cues"]

_TIMES = re.compile(
    r"\s*(-?\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,4})?)\s*-->\s*(-?\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,4})?)(.*)"
)
_DESCRIPTION = re.compile(r"[\w-]{1,40}[ ]?[:=]", re.ASCII)
"""A line such as ``Language: cs`` under the first one of WebVTT."""
_SETTINGS = re.compile(
    r"(?:\s+(?:align|line|position|size|vertical|region|[XY][12])\s*:\s*\S+)*\s*", re.IGNORECASE
)
"""What may stand behind the times of a cue; anything else there is speech."""
_SHORT = re.compile(r"[.,](\d{1,2})\Z")
"""A fraction of fewer than three digits, which some programs write for thousandths without their zeros."""
_BLOCK = re.compile(r"(?:NOTE(?:\s.*)?|STYLE\s*|REGION(?:\s.*)?)\Z")
_TAG = re.compile(
    r"</?(?:i|b|u|c|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,200})?/?>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,60}\}",
    re.IGNORECASE,
)
_VOICE_END = re.compile("</v>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_ID_NAME = re.compile(r'\d+\s+"([^"\n]{1,60})"\s+\(\d+\)')
_ID_CODE = re.compile(
    r"(?:\S{1,100}[-_/])?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:[/_-]\S{1,40})?", re.IGNORECASE
)
"""A code that no two things have in common (GUID), as Teams gives it to cues; nobody says such a thing."""
_NO_TIME = re.compile(
    r"\s*(?:-?\d[\d:.,;hms-]{0,20}\s*-->\s*(?:\S{1,20})?|(?:\S{1,20})?\s*-->\s*-?\d[\d:.,;hms-]{0,20})\s*"
)
"""A line with an arrow and one word at most on either side of it, of which one looks like a time."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: the lines that stand under one time line."""

    start: int | None
    """Milliseconds; None where the times cannot be read."""
    end: int | None
    """Milliseconds; in a file that is wrong it may lie before the start."""
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
    repaired: int = 0
    """Cues whose end came before the start, until their fractions were read as thousandths."""
    above: int = 0
    """Letters above the first cue that are neither the header of the format nor a note."""
    broken: list[str] = field(default_factory=list)
    """The time lines that cannot be read; their cues have no times."""
    worded: int = 0
    """Identifiers of cues that consist of several words, so that they may be speech."""
    left_out: int = 0
    """Letters of what was left out on purpose: notes, identifiers, tags, the header."""


def read_cues(text: str, name: str, *, notes: bool) -> CueFile:
    """Cut canonical *text* into cues; *notes* says whether the format has blocks of notes (WebVTT).

    A blank line inside a cue does not end it. Raises :class:`~qualcode.errors.FileError` where there is no cue.
    """
    lines = text.split("\n")
    times = list(_time_lines(lines))
    if not any(match for _, match in times):
        raise FileError(f"{name} holds no cue: no line with two times and an arrow (-->) is in it.")
    result = CueFile()
    first = times[0][0]
    named = _are_named(lines, [number for number, _ in times])
    header, identifier = _split_identifier(lines[:first], named=named, alone=True)
    result.notes += sum(1 for line in header if notes and _BLOCK.match(line))
    result.left_out += count_letters("\n".join(lines[:first]))
    result.above = _letters_above(header, notes=notes)
    for index, (number, match) in enumerate(times):
        end = times[index + 1][0] if index + 1 < len(times) else len(lines)
        block = lines[number + 1 : end]
        following = ""
        if index + 1 < len(times):
            block, following = _split_identifier(block, named=named)
            result.left_out += count_letters(following)
            result.worded += " " in following.strip() and not _ID_NAME.search(following)
        start, stop = None, None
        if match is None:
            result.broken.append(lines[number].strip())
            result.left_out += count_letters(lines[number])
        else:
            behind = match.group(3)
            if _SETTINGS.fullmatch(behind):
                result.left_out += count_letters(behind)
            else:
                block = [behind, *block]
            start, stop, repaired = _times(match.group(1), match.group(2))
            result.repaired += repaired
        known = _ID_NAME.search(identifier)
        result.cues.append(
            Cue(
                start=start,
                end=stop,
                lines=tuple(_payload(block, result, notes=notes)),
                speaker=known.group(1) if known else None,
            )
        )
        identifier = following
    return result


def _time_lines(lines: list[str]) -> Iterator[tuple[int, re.Match[str] | None]]:
    """The lines that open a cue, with their times; None for those whose times cannot be read.

    Such a line counts only at the beginning of a block, or behind the number of a cue there.
    """
    for number, line in enumerate(lines):
        if "-->" not in line:
            continue
        match = _TIMES.fullmatch(line)
        before = [above.strip() for above in lines[max(0, number - 2) : number]]
        opens = not before or not before[-1] or (before[-1].isdigit() and (len(before) == 1 or not before[0]))
        if match or (opens and _NO_TIME.fullmatch(line)):
            yield number, match


def _times(start: str, end: str) -> tuple[int, int, bool]:
    """The times of a cue in milliseconds, and whether they had to be repaired: ``0:0:6.90 --> 0:0:6.500`` is 6.090 to 6.500."""
    first, last = milliseconds(start)[0] or 0, milliseconds(end)[0] or 0
    if first <= last:
        return first, last, False
    padded = [milliseconds(_SHORT.sub(lambda m: f".{m[1]:0>3}", stamp))[0] or 0 for stamp in (start, end)]
    return (padded[0], padded[1], True) if padded[0] <= padded[1] else (first, last, False)


def _letters_above(header: list[str], *, notes: bool) -> int:
    """Letters of lines before the first cue, without the first line of WebVTT and what describes the file below it, notes and styles."""
    letters = 0
    describes, in_note = notes, False
    for number, line in enumerate(header):
        if not line.strip():
            describes, in_note = False, False
            continue
        in_note = in_note or (notes and _BLOCK.match(line) is not None)
        known = in_note or (describes and (number == 0 or _DESCRIPTION.match(line)))
        letters += 0 if known else count_letters(line)
    return letters


def _are_named(lines: list[str], numbers: list[int]) -> bool:
    """Whether most cues, whose times stand in lines of these numbers, bear an identifier that is no number."""
    behind_blank = [lines[n - 1].strip() for n in numbers if n and (n == 1 or not lines[n - 2].strip())]
    return sum(bool(line) and not line.isdigit() for line in behind_blank) * 2 > len(numbers)


def _split_identifier(block: list[str], *, named: bool, alone: bool = False) -> tuple[list[str], str]:
    """Take the identifier of the next cue off the end of a block.

    That is a number or a code (GUID), or a line behind a blank one (or *alone*) where cues are *named* or the line is of the form that has a speaker; any other line
    is speech that a blank line cuts off.
    """
    last = block[-1].strip() if block else ""
    apart = not block[-2].strip() if len(block) > 1 else alone
    if last.isdigit() or _ID_CODE.fullmatch(last) or (last and apart and (named or _ID_NAME.search(last))):
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
