"""Which of the things that look like the beginning of a turn are one: labels that come often, are confirmed, or are told by form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.alone import is_name
from qualcode.transcripts.head_patterns import RANGE_LINE
from qualcode.transcripts.joint import joint_parts, said_together
from qualcode.transcripts.speakers import label_key, role_word

__all__ = ["OFTEN", "Head", "accepted", "names_under_ranges", "nearly_all", "role_words"]

OFTEN = 3
"""A label that occurs so often is a speaker's."""
_FEWEST_RANGES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a turn: label, colon and time stamp."""

    gap: int
    """Where a time stamp on lines of its own before the label begins; equals ``start`` where there is none."""
    start: int
    """Where the line with the label begins, behind its indentation."""
    end: int
    """Behind label, colon and time stamp."""
    label: str
    stamps: tuple[str, ...] = ()
    start_time: int | None = None
    """Milliseconds."""
    end_time: int | None = None
    plain: bool = True
    """Whether it is label and colon alone, without a stamp or other signs."""
    indented: bool = False
    loose: bool = False
    """Whether it is one only where it names others together, as in ``(IP1 & IP2):``."""
    unusual: bool = False
    """Whether it is one only where it comes often, because it is long, or has a comma or a number sign."""


def accepted(heads: Sequence[Head], sure: Collection[str], named: Collection[str]) -> list[Head]:
    """The heads whose labels are speakers, each with the most frequent spelling of its label."""
    pairs = [(label_key(head.label), head) for head in heads]
    taken = _with_joint(pairs, _frequent(pairs, sure, named))
    kept = [(key, head) for key, head in pairs if key in taken]
    total = Counter(key for key, _ in kept)
    indented = Counter(key for key, head in kept if head.indented)
    if sum(1 for key in total if indented[key] * 10 <= total[key]) > 1:
        kept = [(key, head) for key, head in kept if indented[key] * 10 < total[key] * 9]
    if nearly_all(not head.indented for _, head in kept):
        pairs = [(key, head) for key, head in pairs if not head.indented]
        taken = _with_joint(pairs, _frequent(pairs, sure, named))
        kept = [(key, head) for key, head in pairs if key in taken]
    if nearly_all(bool(head.stamps) for _, head in kept):
        kept = [
            (key, head)
            for key, head in pairs
            if key in taken or (head.stamps and not head.loose and not head.unusual)
        ]
    spelling = _spellings(kept)
    return [head if head.label == spelling[key] else replace(head, label=spelling[key]) for key, head in kept]


def _frequent(pairs: Sequence[tuple[str, Head]], sure: Collection[str], named: Collection[str]) -> set[str]:
    counts = Counter(key for key, head in pairs if not head.loose or key in sure)
    return {
        key
        for key, number in counts.items()
        if number >= OFTEN or key in sure or key in named or key.rstrip("0123456789 ") in named
    }


def _with_joint(pairs: Sequence[tuple[str, Head]], taken: set[str]) -> set[str]:
    """The labels that are speakers, with those that stand for several of them, however rare."""
    found = set(taken)
    first = next((head.start for key, head in pairs if key in taken), 0)
    for key, head in pairs:
        if key in found or not taken or head.start < first:
            continue
        parts = [label_key(part) for part in joint_parts(head.label)]
        of_them = bool(parts) and all(part in taken or role_word(part) for part in parts)
        if of_them or (len(taken) > 1 and said_together(key)):
            found.add(key)
    return found


def role_words(heads: Sequence[Head], sure: Collection[str], named: Collection[str]) -> set[str]:
    """Labels that are whole words for roles, however rare.

    Where others speak, those that stand only above the first of them are not taken: ``Tazatel: Jana`` in a heading.
    """
    pairs = [(label_key(head.label), head) for head in heads]
    frequent = _frequent(pairs, sure, named)
    begin = min((head.start for key, head in pairs if key in frequent), default=0)
    if any(key in frequent and role_word(head.label) for key, head in pairs):
        begin = 0
    return {key for key, head in pairs if head.start >= begin and role_word(head.label)}


def names_under_ranges(text: str, start: int, heads: Sequence[Head]) -> set[str]:
    """Labels below lines with a range of times, as Teams writes them: each such line of the text has a name below it."""
    led = [head for head in heads if head.gap < head.start]
    ranges = sum(1 for _ in RANGE_LINE.finditer(text, start))
    if len(led) < _FEWEST_RANGES or len(led) != ranges or not all(is_name(head.label) for head in led):
        return set()
    return {label_key(head.label) for head in led}


def nearly_all(values: Iterable[bool]) -> bool:
    """Whether nine in ten are true, of at least one."""
    found = list(values)
    return bool(found) and sum(found) * 10 >= len(found) * 9


def _spellings(kept: Sequence[tuple[str, Head]]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = {}
    for key, head in kept:
        seen.setdefault(key, Counter())[head.label] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in seen.items()}
