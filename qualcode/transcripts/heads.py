"""Where turns begin in running text: speaker labels with their time stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.speakers import (
    MAX_LABEL,
    ROLE_WORDS,
    label_key,
    legend,
    plausible,
    role_of_word,
    role_word,
)
from qualcode.transcripts.timestamps import CLOCK, STAMP, has_days, milliseconds

__all__ = ["Head", "Heads", "find_heads"]

OFTEN = 3
"""A label that occurs so often is a speaker's."""


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


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a text, with what was thought about and not taken."""

    heads: tuple[Head, ...]
    rare: tuple[tuple[str, int], ...]
    """What looks like a label but occurs less than three times, with its number."""
    days: bool
    """Whether stamps of four fields begin with days."""


_OPEN = r"[ \t\u00a0]*(?:(?:>|\#{1,6})[ ]*)?(?:\d{1,4}[.)]?[ \t]+)?(?:\*{1,3}|__)?"
_LABEL = rf"[^\W_][^\n\t:：\[\](){{}}<>\"„“”!?;*\#|=…]{{0,{MAX_LABEL}}}(?:\([^()\n\d:][^()\n:]{{0,25}}\))?"
_LEAD = (
    rf"^[ \t]*(?P<lead>{STAMP}|{CLOCK}(?:[ ]*-->[ ]*{CLOCK})?)[ \t]*\n(?:[ \t]*(?:_\w+[ ]?:[^\n]*)?\n){{0,8}}"
)

_WITH_COLON = re.compile(
    rf"""
    (?:{_LEAD})?
    ^(?=[^\n:：]{{0,60}}[:：]){_OPEN}
    (?:(?P<before>{STAMP})[ \t]*(?:[–-][ ]+)?|(?P<glued>\d{{1,2}}:\d\d:\d\d(?:[.,]\d{{1,3}})?)[ \t]*)?
    (?:\*{{1,3}}|__)?(?:(?P<label>{_LABEL})|\[(?P<tag>[^\W_][\w ]{{0,30}})\])(?:\*{{1,3}}|__)?
    (?:
      [ \t\u00a0]*(?:(?P<mid>{STAMP})[ \t]*)?(?:\*{{1,3}}|__)?(?:(?<!\d)[:：]|[:：](?!\d))(?!//)(?:\*{{1,3}}|__)?
      (?:[ \t\u00a0]*(?:(?P<after>{STAMP})|(?P<bare>\d{{1,2}}:\d\d:\d\d(?:[.,]\d{{1,3}})?)(?=\s|\Z)
         |(?P<alone>{CLOCK})[ \t]*$))?
     |(?:[ \t\u00a0]{{2,}}|\t)(?P<tail>{CLOCK}|{STAMP})[ \t]*$
     |[ ](?P<boxed>{STAMP})[ \t]*$
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_KNOWN = r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽÅÄÖ]\d{0,2}|IP\d{0,2}|Int|SPEAKER_\d+|(?:Unknown[ ])?Speaker(?:[ ]\d+)?|"
_KNOWN += "|".join(sorted((rf"(?i:{word})(?:[ ]?\d{{1,2}})?" for word in ROLE_WORDS), key=len, reverse=True))
_WITHOUT_COLON = re.compile(
    rf"(?:{_LEAD})?^{_OPEN}(?P<label>{_KNOWN})(?:\*{{1,3}}|__)?(?:[.][ \t]+|[ ]*\t[ \t]*|[ ]+[–-][ ]+)(?=\S)",
    re.MULTILINE | re.VERBOSE,
)
_ON_ITS_OWN = re.compile(
    rf"(?:^[ \t]*(?P<lead>{CLOCK}[ ]*-->[ ]*{CLOCK})[ \t]*\n^[ \t]*(?P<named>{_LABEL})"
    rf"|^[ \t]*(?P<label>SPEAKER_\d+|(?:Unknown[ ])?Speaker(?:[ ]\d+)?))[ \t]*\n"
    rf"(?:[ \t]*(?P<after>{STAMP})(?:[ \t]*[–-][ \t]+)?)?",
    re.MULTILINE | re.VERBOSE,
)
_SLIP = 2
"""So many spaces before a label are a slip and no indentation."""
_WORDS = re.compile(r"\w+")
_STAMPS = ("lead", "before", "glued", "mid", "after", "bare", "alone", "tail", "boxed")


def find_heads(text: str, labels: Collection[str] = (), start: int = 0) -> Heads:
    """Find where turns begin in *text*, from *start* on.

    A label is taken that occurs at least three times, is named in a legend, is a whole word for a role (``Tazatel:``),
    or is in *labels* (confirmed by the user); where nearly all labels have a time stamp of their own, also a rare one that has one. Labels that are
    indented where nearly all are not belong to the speech.
    """
    meaning = legend(text)
    sure = {label_key(label) for label in labels}
    named = {label_key(key) for key in meaning}
    found: list[Head] = []
    candidates: list[Head] = []
    for pattern in (_WITH_COLON, _WITHOUT_COLON, _ON_ITS_OWN):
        matches = [_head(match, text) for match in pattern.finditer(text, start)]
        here = [head for head in matches if plausible(head.label) or label_key(head.label) in sure]
        words = _role_words(here, sure, named) if pattern is _WITH_COLON else set()
        kept = _accept(here, sure, named | words)
        if pattern is not _WITHOUT_COLON:
            candidates += here
        elif len({head.label for head in kept}) < 2:
            continue
        if kept:
            found = [head for head in kept if not _is_legend_line(text, head, meaning)]
            break
    stamps = [stamp for head in found for stamp in head.stamps]
    days = has_days(stamps)
    taken = {label_key(head.label) for head in found}
    first = found[0].start if found else 0
    flush = _nearly_all(not head.indented for head in found)
    rare = Counter(
        head.label
        for head in candidates
        if label_key(head.label) not in taken
        and head.start >= first
        and head.label.count(" ") < 3
        and (not head.indented or not flush)
    )
    return Heads(
        heads=tuple(_timed(head, days) if head.stamps else head for head in found),
        rare=tuple((label, number) for label, number in rare.most_common() if number < OFTEN),
        days=days,
    )


def _head(match: re.Match[str], text: str) -> Head:
    groups = match.groupdict()
    label = (groups.get("label") or groups.get("tag") or groups.get("named") or "").strip(" \t\u00a0*_")
    start = match.start()
    if groups.get("lead"):
        start = match.end("lead")
        label_start = next(match.start(n) for n in ("label", "tag", "named") if groups.get(n))
        start = text.rfind("\n", start, label_start) + 1
    line = start
    while text[start] in " \t\u00a0":
        start += 1
    stamps = tuple(groups[name] for name in _STAMPS if groups.get(name))
    return Head(
        gap=match.start() if groups.get("lead") else start,
        start=start,
        end=match.end(),
        label=" ".join(label.split()),
        stamps=stamps,
        plain=text[start : match.end()].rstrip() in (f"{label}:", f"{label} :") and not groups.get("lead"),
        indented=len(text[line:start].expandtabs()) > _SLIP,
    )


def _timed(head: Head, days: bool) -> Head:
    start, end = milliseconds(head.stamps[0], days=days)
    return replace(head, start_time=start, end_time=end)


def _accept(heads: Sequence[Head], sure: Collection[str], named: Collection[str]) -> list[Head]:
    """The heads whose labels are speakers, each with the most frequent spelling of its label."""
    pairs = [(label_key(head.label), head) for head in heads]
    taken = _frequent(pairs, sure, named)
    kept = [(key, head) for key, head in pairs if key in taken]
    total = Counter(key for key, _ in kept)
    indented = Counter(key for key, head in kept if head.indented)
    if sum(1 for key in total if indented[key] * 10 <= total[key]) > 1:
        kept = [(key, head) for key, head in kept if indented[key] * 10 < total[key] * 9]
    if _nearly_all(not head.indented for _, head in kept):
        pairs = [(key, head) for key, head in pairs if not head.indented]
        taken = _frequent(pairs, sure, named)
        kept = [(key, head) for key, head in pairs if key in taken]
    if _nearly_all(bool(head.stamps) for _, head in kept):
        kept = [(key, head) for key, head in pairs if key in taken or head.stamps]
    spelling = _spellings(kept)
    return [head if head.label == spelling[key] else replace(head, label=spelling[key]) for key, head in kept]


def _frequent(pairs: Sequence[tuple[str, Head]], sure: Collection[str], named: Collection[str]) -> set[str]:
    counts = Counter(key for key, _ in pairs)
    return {
        key
        for key, number in counts.items()
        if number >= OFTEN or key in sure or key in named or key.rstrip("0123456789 ") in named
    }


def _role_words(heads: Sequence[Head], sure: Collection[str], named: Collection[str]) -> set[str]:
    """Labels that are whole words for roles, however rare.

    Where others speak, those that stand only above the first of them are not taken: ``Tazatel: Jana`` in a heading.
    """
    pairs = [(label_key(head.label), head) for head in heads]
    frequent = _frequent(pairs, sure, named)
    begin = min((head.start for key, head in pairs if key in frequent), default=0)
    if any(key in frequent and role_word(head.label) for key, head in pairs):
        begin = 0
    return {key for key, head in pairs if head.start >= begin and role_word(head.label)}


def _nearly_all(values: Iterable[bool]) -> bool:
    """Whether nine in ten are true, of at least one."""
    found = list(values)
    return bool(found) and sum(found) * 10 >= len(found) * 9


def _spellings(kept: Sequence[tuple[str, Head]]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = {}
    for key, head in kept:
        seen.setdefault(key, Counter())[head.label] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in seen.items()}


def _is_legend_line(text: str, head: Head, meaning: dict[str, str]) -> bool:
    """Whether a head is a legend line such as ``T: tazatelka`` rather than a turn: no other words are on it."""
    if head.label not in meaning:
        return False
    line_end = text.find("\n", head.end)
    words = _WORDS.findall(text[head.end : line_end if line_end >= 0 else len(text)])
    known = {word for pair in meaning.items() for part in pair for word in _WORDS.findall(part)}
    return bool(words) and set(words) <= known and any(role_of_word(word) for word in words)
