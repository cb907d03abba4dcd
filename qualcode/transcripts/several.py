"""Several interviews in one file, told by headings such as ``INTERVIEW 11`` or by a column of a table, and divided on demand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from qualcode.model.documents import Part, Transcript, TranscriptTurn
from qualcode.text.units import count_letters
from qualcode.transcripts.speakers import label_key

__all__ = ["divide", "names_interview"]

_KINDS = (
    "interview|transcript(?:ion)?|focus group|group interview|respondent|participant|interviewee|informant|client|case"
    "|rozhovor|přepis(?: rozhovoru)?|fokusní skupina|ohnisková skupina|respondent(?:ka)?|informant(?:ka)?|účastník|účastnice|klient(?:ka)?"
    "|intervju|transkript(?:ion)?|utskrift|fokusgrupp|intervjuperson|deltagare|klient"
)
_LONGEST = 120
"""Characters that the line of a heading has at most."""
_SIGN = r"(?:[ ]?(?:č(?:íslo|\.)?|no\.?|nr\.?|number|nummer|num\.|\#))?"
_HEADING = re.compile(
    rf"[ \t]*(?:\#{{1,6}}[ \t]+)?(?:\*{{1,3}}|__)?[ \t]*(?P<title>"
    rf"(?:(?P<kind>{_KINDS.replace(' ', '[ ]')}){_SIGN}[ ]?(?P<number>\d{{1,4}}[a-z]?|[IVXLC]{{1,6}})"
    rf"|(?P<nth>\d{{1,4}})\.?[ ](?P<sort>interview|rozhovor|intervju))"
    rf"(?![\w%])(?:[ ]?[.:–—,|/(-][^\n]{{0,60}})?)(?:\*{{1,3}}|__)?[ \t]*",
    re.IGNORECASE | re.VERBOSE,
)


def divide(transcript: Transcript) -> tuple[tuple[str, Transcript], ...]:
    """The interviews of a transcript, each with its title and a transcript of its own; only one where it holds no more.

    They are told by a column of the source (:attr:`Transcript.parts`), or else by headings alone on a line that name an interview or a
    respondent with a number, a new one each time. What stands before the first heading goes with the first interview; roles and warnings go with each.
    """
    parts = transcript.parts or _headed(transcript)
    if len(parts) < 2:
        return (("", transcript),)
    cuts = [0, *(part.start for part in parts[1:]), len(transcript.text)]
    titles = _distinct([part.title for part in parts])
    return tuple(
        (title, _cut(transcript, start, end))
        for title, start, end in zip(titles, cuts[:-1], cuts[1:], strict=True)
    )


def names_interview(line: str) -> bool:
    """Whether a line is nothing but the heading of an interview with its number.

    >>> names_interview("## Rozhovor č. 3: Jana"), names_interview("Rozhovor trval 3 hodiny.")
    (True, False)
    """
    return _match(line) is not None


def _match(line: str) -> re.Match[str] | None:
    return _HEADING.fullmatch(line) if len(line) <= _LONGEST else None


def _headed(transcript: Transcript) -> tuple[Part, ...]:
    """The interviews that headings name; empty where there are none, or only one."""
    text = transcript.text
    labels = {label_key(turn.label) for turn in transcript.turns if turn.label is not None}
    openings = {turn.start for turn in transcript.turns if turn.label is not None}
    found: list[tuple[str, str, str, int]] = []
    start = -1
    following = 0
    for line in text.split("\n"):
        start, following = following, following + len(line) + 1
        match = _match(line)
        if match is None:
            continue
        begin = start + len(line) - len(line.lstrip())
        title = match["title"].strip(" \t*_#")
        if begin in openings or label_key(title) in labels:
            continue
        kind = (match["kind"] or match["sort"]).casefold()
        number = (match["number"] or match["nth"]).casefold()
        found.append((" ".join(kind.split()), number.lstrip("0") or "0", title, start))
    if not found:
        return ()
    common = Counter(kind for kind, *_ in found).most_common(1)[0][0]
    found = [heading for heading in found if heading[0] == common]
    spoken = [
        heading
        for heading, following in zip(found, [*(h[3] for h in found[1:]), len(text)], strict=True)
        if count_letters(text[heading[3] : following]) > count_letters(heading[2])
    ]
    last = {number: n for n, (_, number, _, _) in enumerate(spoken)}
    kept = [heading for n, heading in enumerate(spoken) if last[heading[1]] == n]
    if len(kept) < 2 or not _each_is_new(spoken):
        return ()
    ends = [*(heading[3] for heading in kept[1:]), len(text)]
    return tuple(Part(title, start, end) for (_, _, title, start), end in zip(kept, ends, strict=True))


def _each_is_new(headings: list[tuple[str, str, str, int]]) -> bool:
    """Whether headings name interviews and not the speakers of one: a number comes once, or once more in a list of contents."""
    return max(Counter(number for _, number, _, _ in headings).values()) <= 2 and len(
        {number for _, number, _, _ in headings}
    ) * 2 > len(headings)


def _distinct(titles: list[str]) -> list[str]:
    """Titles of which no two are the same; the second one of a kind gets a number."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for title in titles:
        seen[title] += 1
        found.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return found


def _cut(transcript: Transcript, start: int, end: int) -> Transcript:
    """The part of a transcript between two offsets, with its turns and notes moved there."""
    text = transcript.text[start:end].rstrip()
    end = start + len(text)
    turns = [_moved(turn, start, end) for turn in transcript.turns if start <= turn.start < end]
    labels = {turn.label for turn in turns}
    notes = tuple(
        replace(note, start=note.start - start, end=min(note.end, end) - start)
        for note in transcript.notes
        if start <= note.start < end
    )
    whole = transcript.letters
    letters = count_letters(text)
    return replace(
        transcript,
        text=f"{text}\n",
        turns=tuple(turns),
        roles={label: role for label, role in transcript.roles.items() if label in labels},
        notes=notes,
        letters=(letters, letters) if whole is not None and whole[0] == whole[1] else None,
        parts=(),
    )


def _moved(turn: TranscriptTurn, start: int, end: int) -> TranscriptTurn:
    """A turn of a part that begins at *start* and ends at *end*."""
    last = min(turn.end, end)
    return replace(
        turn, start=turn.start - start, end=last - start, speech_start=min(turn.speech_start, last) - start
    )
