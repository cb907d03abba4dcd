"""Which column of a table is speaker, speech, time or role: by its heading, or by what its cells hold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.transcripts.speakers import label_key, plausible
from qualcode.transcripts.timestamps import CLOCK, STAMP

__all__ = ["Columns", "find_by_content", "find_by_heads", "is_time", "plain_head"]

_HEADS = {
    "text": """text|utterance|transcript|transcription|speech|content|words|sentence|utterance text|spoken text
        replika|text repliky|promluva|výpověď|výrok|přepis|věta|obsah
        yttrande|replik|transkription|transkript|utskrift|innehåll|tal|mening|äußerung""",
    "speaker": """speaker|speaker name|speaker label|speaker id|name|who|participant|person|label
        mluvčí|jméno|osoba|účastník|kdo|talare|talarnamn|namn|deltagare|vem|sprecher""",
    "start": """start|start time|begin|begin time|time|timestamp|time stamp|time mark|timecode|time code|from|onset|in
        začátek|počátek|čas|čas začátku|časová značka|od|tid|starttid|början|tidpunkt|tidsstämpel|från|zeit""",
    "end": """end|end time|stop|to|offset|out|konec|čas konce|do|slut|sluttid|till|ende""",
    "role": """role|speaker role|roll|funkce|roll i intervjun""",
}
_TIME = re.compile(rf"\s*(?:{STAMP}|{CLOCK}(?:\s*(?:-->|-|–)\s*{CLOCK})?)\s*", re.VERBOSE | re.ASCII)
_EDGE = re.compile(r"[\W_]+")
_UNIT = re.compile(r"[\s_]*[(\[]?\b(ms|milliseconds|s|sec|secs|seconds|sekundy|sekunder)\b[)\]]?\s*\Z")
_SHORTEST = 3
"""So many rows are needed before contents say which column is which."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The numbers of the columns of a table, counted from 0; None: there is no such column."""

    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    role: int | None = None

    def used(self) -> set[int]:
        """The columns that are read."""
        return {n for n in (self.text, self.speaker, self.start, self.end, self.role) if n is not None}


def plain_head(heading: str) -> str:
    """A heading in small letters, without accents, underscores and a unit of time at its end.

    >>> plain_head("Mluvčí"), plain_head("Start_Time (ms)"), plain_head("Text:")
    ('mluvci', 'start time', 'text')
    """
    letters = unicodedata.normalize("NFD", _UNIT.sub("", heading.replace("_", " ").casefold()))
    return _EDGE.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


_KNOWN = {
    kind: [plain_head(word) for word in re.split(r"[|\n]", words) if word.strip()]
    for kind, words in _HEADS.items()
}


def find_by_heads(heads: Sequence[str]) -> Columns | None:
    """The columns that headings name in English, Czech or Swedish; None where none of them names the speech."""
    plain = [plain_head(head) for head in heads]
    found: dict[str, int] = {}
    for kind, words in _KNOWN.items():
        place = next((plain.index(word) for word in words if word in plain), None)
        if place is not None and place not in found.values():
            found[kind] = place
    if "text" not in found:
        return None
    return Columns(**found)


def is_time(cell: str) -> bool:
    """Whether a cell holds nothing but a time or a range of times with colons.

    >>> is_time("00:01:02.5"), is_time("[0:03 - 0:05]"), is_time("12")
    (True, True, False)
    """
    return len(cell) < 60 and _TIME.fullmatch(cell) is not None


def find_by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table without headings, or None where its first row looks like headings or nothing fits.

    Times are columns of times, the speaker is the one of few, short, repeated values, the speech is the longest one.
    """
    if len(rows) < _SHORTEST:
        return None
    columns = [[cell.strip() for cell in column] for column in zip(*rows, strict=True)]
    times = [n for n, column in enumerate(columns) if is_time(column[0]) and _all_times(column)]
    labels = [n for n, column in enumerate(columns) if n not in times and _are_labels(column)]
    lengths = {n: sum(map(len, column)) for n, column in enumerate(columns) if n not in times}
    spoken = {n: length for n, length in lengths.items() if n not in labels} or lengths
    if not any(spoken.values()):
        return None
    text = max(spoken, key=lambda n: spoken[n])
    labels = sorted((n for n in labels if n != text), key=lambda n: len(set(columns[n]) - {""}) < 2)
    speaker = labels[0] if labels else None
    if speaker is None and not times:
        return None
    return Columns(
        text=text,
        speaker=speaker,
        start=times[0] if times else None,
        end=times[1] if len(times) > 1 else None,
    )


def _all_times(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return sum(map(is_time, filled)) * 10 >= len(filled) * 9


def _are_labels(column: Sequence[str]) -> bool:
    """Whether cells are short, few different ones, and the first of them occurs again."""
    keys = [label_key(cell.rstrip(" :")) for cell in column if cell]
    if not keys or not column[0] or not all(plausible(cell.rstrip(" :").strip()) for cell in column if cell):
        return False
    counts = Counter(keys)
    return counts[keys[0]] > 1 and len(counts) <= max(2, len(keys) // 2)
