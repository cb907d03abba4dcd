"""Where turns begin in running text: speaker labels with their time stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from qualcode.transcripts.alone import NameLine, names_alone
from qualcode.transcripts.head_choice import OFTEN, Head, accepted, names_under_ranges, nearly_all, role_words
from qualcode.transcripts.head_patterns import (
    BELOW_NAME,
    LABEL_GROUPS,
    ON_ITS_OWN,
    STAMP_GROUPS,
    TABBED,
    WITH_COLON,
    WITHOUT_COLON,
)
from qualcode.transcripts.joint import joint_parts
from qualcode.transcripts.legends import LEGEND_ZONE, legend_lines
from qualcode.transcripts.more_heads import refused, with_confirmed, with_other_signs
from qualcode.transcripts.speakers import joiner, label_key, plausible, role_word, unusual_name
from qualcode.transcripts.timestamps import has_days, milliseconds
from qualcode.transcripts.unseen import Seen

__all__ = ["OFTEN", "Head", "Heads", "find_heads"]


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a text, with what was thought about and not taken."""

    heads: tuple[Head, ...]
    rare: tuple[tuple[str, int], ...]
    """What looks like a label but occurs less than three times, with its number."""
    days: bool
    """Whether stamps of four fields begin with days."""
    refused: tuple[tuple[str, int], ...] = ()
    """What lines begin with at least three times before a colon, and is not taken, with its number."""
    signs: tuple[tuple[str, int], ...] = ()
    """Labels of speakers with a sign behind them that may be no colon's (``R.``), where no turn was begun, with the number of the line."""


_SLIP = 2
"""So many spaces before a label are a slip and no indentation."""
_SHORT = re.compile(r"[^\W\d_]{1,3}\d{0,2}")


def find_heads(
    text: str, labels: Collection[str] = (), start: int = 0, same: Mapping[str, str] | None = None
) -> Heads:
    """Find where turns begin in *text*, from *start* on.

    A label is taken that occurs at least three times, is named in a legend, is a whole word for a role (``Tazatel:``),
    or is in *labels* (confirmed by the user); where nearly all labels have a time stamp of their own, also a rare one that has
    one; and beside other speakers also one that stands for several of them (``Both:``, ``IP1 & IP2:``). Labels that are indented
    where nearly all are not belong to the speech. A label in *same* becomes that of the same speaker. Signs that nobody sees are
    passed over.
    """
    seen = Seen(text)
    if not seen:
        return _find(text, labels, start, same or {})
    found = _find(seen.text, labels, seen.place(start), same or {})
    heads: list[Head] = []
    reached = 0
    for head in found.heads:
        gap, begin = max(reached, seen.before(head.gap)), max(reached, seen.before(head.start))
        reached = max(begin, seen.behind(head.end))
        heads.append(replace(head, gap=gap, start=begin, end=reached))
    return replace(found, heads=tuple(heads))


def _find(text: str, labels: Collection[str], start: int, same: Mapping[str, str]) -> Heads:
    legend = legend_lines(text)
    sure = {label_key(label) for label in labels}
    named = {label_key(key) for pairs in legend.values() for key in pairs}
    found: list[Head] = []
    candidates: list[Head] = []
    signs: tuple[tuple[str, int], ...] = ()
    for pattern in (WITH_COLON, TABBED, WITHOUT_COLON, ON_ITS_OWN):
        matches = [_head(match, text) for match in pattern.finditer(text, start)]
        here = [head for head in matches if _possible(head, sure)]
        if pattern is WITH_COLON:
            here = with_confirmed(text, start, here, sure)
        words = role_words(here, sure, named) if pattern is WITH_COLON else set()
        if pattern is ON_ITS_OWN:
            words = names_under_ranges(text, start, here)
        kept = accepted(here, sure, named | words)
        if pattern is not WITHOUT_COLON:
            candidates += here
        elif len({head.label for head in kept}) < 2:
            continue
        if pattern is ON_ITS_OWN:
            alone = [_under_name(text, line) for line in names_alone(text, start, sure)]
            kept = max(kept, alone, key=len)
        if kept:
            found = [head for head in kept if not _in_legend(text, head, legend)]
            if pattern is WITH_COLON and found:
                found, signs = with_other_signs(text, found, sure)
            break
    stamps = [stamp for head in found for stamp in head.stamps]
    days = has_days(stamps)
    taken = {label_key(head.label) for head in found}
    first = found[0].start if found else 0
    flush = nearly_all(not head.indented for head in found)
    rare = Counter(
        head.label
        for head in candidates
        if label_key(head.label) not in taken
        and head.start >= first
        and head.label.count(" ") < 3
        and not head.loose
        and (not head.indented or not flush)
    )
    join = joiner(same)
    return Heads(
        heads=tuple(_joined(_timed(head, days) if head.stamps else head, join(head.label)) for head in found),
        rare=tuple((label, number) for label, number in rare.most_common() if number < OFTEN),
        days=days,
        refused=refused(text, max(start, first), found, taken),
        signs=signs,
    )


def _head(match: re.Match[str], text: str) -> Head:
    groups = match.groupdict()
    label = next(filter(None, map(groups.get, LABEL_GROUPS)), "").strip(" \t\u00a0*_")
    start = match.start()
    if groups.get("lead"):
        start = match.end("lead")
        label_start = next(match.start(n) for n in LABEL_GROUPS if groups.get(n))
        start = text.rfind("\n", start, label_start) + 1
    line = start
    while text[start] in " \t\u00a0":
        start += 1
    stamps = tuple(groups[name] for name in STAMP_GROUPS if groups.get(name))
    return Head(
        gap=match.start() if groups.get("lead") else start,
        start=start,
        end=match.end(),
        label=" ".join(label.split()),
        stamps=stamps,
        plain=text[start : match.end()].rstrip() in (f"{label}:", f"{label} :") and not groups.get("lead"),
        indented=len(text[line:start].expandtabs()) > _SLIP,
        loose=_is_loose(label, in_brackets=bool(groups.get("pair"))),
        unusual=not plausible(label),
    )


def _is_loose(label: str, *, in_brackets: bool) -> bool:
    """Whether a label has to be one of several speakers: it has a comma and is no name, or is in brackets and not short."""
    if in_brackets and not (_SHORT.fullmatch(label) and label[0].isupper()) and not role_word(label):
        return True
    return "," in label and not unusual_name(label)


def _under_name(text: str, line: NameLine) -> Head:
    """The head of a name that stands alone on a line, with a time stamp below it."""
    stamp = BELOW_NAME.match(text, line.end)
    end, stamps = (stamp.end(), (stamp[1],)) if stamp else (line.end, ())
    return Head(line.start, line.start, end, line.label, stamps, plain=False)


def _joined(head: Head, label: str) -> Head:
    """A head with the label of the same speaker, which has to be written anew where it is another one."""
    return head if label == head.label else replace(head, label=label, plain=False)


def _possible(head: Head, sure: Collection[str]) -> bool:
    """Whether a label can be one at all."""
    if label_key(head.label) in sure:
        return True
    if head.loose:
        return bool(joint_parts(head.label))
    return plausible(head.label) or (bool(head.label) and unusual_name(head.label))


def _timed(head: Head, days: bool) -> Head:
    start, end = milliseconds(head.stamps[0], days=days)
    return replace(head, start_time=start, end_time=end)


def _in_legend(text: str, head: Head, legend: Mapping[int, Mapping[str, str]]) -> bool:
    """Whether a head stands in a line of the legend, and so is none."""
    if not legend or head.start > LEGEND_ZONE:
        return False
    return text.count("\n", 0, head.start) in legend
