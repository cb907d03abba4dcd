"""Answers to the items of reporting checklists, and what several of them draw from the material."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from qualcode.model.checklists import Answerer
from qualcode.reports.material import Material
from qualcode.reports.people import people
from qualcode.reports.wording import Words

__all__ = [
    "Answer", "attributes_said", "by_author", "coders_said", "duration_said", "enumerated", "from_study", "growth_said", "half", "origins_said",
    "said_most", "saturation_said", "tree_said",
]  # fmt: skip

FEW_VALUES = 6
"""Attributes with at most so many values are told value by value."""
NAMED = 12
"""Names in a list; the rest is counted."""
DURATION = ("interview_length", "length", "duration", "delka", "délka", "längd")
"""Attributes whose name says that they hold how long an interview lasted."""
MINUTES = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:m|min\.?|minut\w*)?", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the study says to an item."""

    sentences: tuple[str, ...]
    standing: Answerer
    add: str = ""
    """What the author adds to a half answer."""


def from_study(*sentences: str) -> Answer:
    """An answer that the study gives; the author's where it has nothing to say."""
    found = tuple(sentence for sentence in sentences if sentence)
    return Answer(found, "study") if found else by_author()


def half(add: str, *sentences: str) -> Answer:
    """An answer that the study begins and the author completes; the author's where it has nothing to say."""
    found = tuple(sentence for sentence in sentences if sentence)
    return Answer(found, "half", add) if found else by_author()


def by_author() -> Answer:
    """An item that only the author can answer."""
    return Answer((), "author")


def enumerated(names: Sequence[str], w: Words, most: int = NAMED) -> str:
    """Names as a list; beyond ``most`` the rest is counted."""
    if len(names) <= most:
        return w.join(names)
    return f"{', '.join(names[:most])} {w('checklist.more', n=w.number(len(names) - most, 0))}"


def attributes_said(material: Material, w: Words) -> tuple[str, ...]:
    """How the respondents spread over the values of their attributes; of attributes with many values only the name.

    How many lack a value is said too, unless values are withheld.
    """
    values: dict[str, Counter[str]] = {}
    for case in material.respondents:
        for name, value in case.attributes.items():
            if value:
                values.setdefault(name, Counter())[value] += 1
    whole = len(material.respondents)
    said: list[str] = []
    others: list[str] = []
    for name, counts in sorted(values.items(), key=lambda item: w.sort_key(w.attribute(item[0]))):
        missing = 0 if material.withheld is not None else whole - counts.total()
        if len(counts) > FEW_VALUES:
            held = f" ({w.of(whole - missing, whole)})" if missing else ""
            others.append(w.attribute(name) + held)
            continue
        ordered = sorted(counts.items(), key=lambda item: (-item[1], w.sort_key(item[0])))
        listed = "; ".join(f"{value} ({w.number(number, 0)})" for value, number in ordered)
        if missing:
            listed += f"; {w('checklist.no_value', n=w.number(missing, 0))}"
        said.append(w("checklist.values", attribute=w.attribute(name), values=listed))
    if others:
        said.append(w("checklist.recorded", attributes=w.join(others)))
    return tuple(said)


def duration_said(material: Material, w: Words) -> Answer:
    """How long interviews lasted, each by its time stamps, else by an attribute of its case; half an answer where some are not known.

    An attribute holds one length, so that it speaks for one interview of a respondent, and for none where one has time stamps.
    """
    stamped = material.trail.lengths if material.trail is not None else {}
    name, told = told_lengths(material)
    by_times = [stamped[each.id] / 60_000 for each in material.documents if each.id in stamped]
    timed = {each.case for each in material.documents if each.id in stamped}
    interviewed = {each.case for each in material.documents}
    by_attribute = [length for case, length in told.items() if case in interviewed - timed]
    minutes = by_times + by_attribute
    if not minutes:
        return by_author()
    sources = [
        (w("checklist.by_times"), by_times),
        (w("checklist.by_attribute", attribute=w.attribute(name)), by_attribute),
    ]
    used = [(how, len(found)) for how, found in sources if found]
    how = used[0][0] if len(used) == 1 else w.join([f"{w.number(n, 0)} {how}" for how, n in used])
    known = w.of(len(minutes), len(material.documents))
    low, high = (w.number(value, 0) for value in (min(minutes), max(minutes)))
    middle = w.number(median(minutes), 0)
    said = (
        w("checklist.duration", minutes=low, known=known, how=how)
        if low == high
        else w("checklist.durations", low=low, high=high, median=middle, known=known, how=how)
    )
    return (
        from_study(said)
        if len(minutes) >= len(material.documents)
        else half(w("checklist.add_durations"), said)
    )


def told_lengths(material: Material) -> tuple[str, dict[str, float]]:
    """The attribute that tells of most respondents how long their interview lasted, and the minutes by the label of the case."""
    found: dict[str, dict[str, float]] = {}
    for case in material.respondents:
        for name, value in case.attributes.items():
            length = minutes_of(value)
            if name.casefold().replace(" ", "_") in DURATION and length is not None:
                found.setdefault(name, {})[case.label] = length
    return max(found.items(), key=lambda item: len(item[1]), default=("", {}))


def minutes_of(value: str) -> float | None:
    """The minutes that a value says, such as ``52``, ``52 min`` or ``0:52:10``; None for anything else."""
    if clock := CLOCK.fullmatch(value.strip()):
        hours, minutes, seconds = clock[1], clock[2], clock[3]
        return int(hours) * 60 + int(minutes) + int(seconds or 0) / 60
    found = MINUTES.fullmatch(value.strip())
    return float(found[1].replace(",", ".")) if found else None


def saturation_said(material: Material, w: Words) -> tuple[str, ...]:
    """What came of the assessment of saturation; empty where it was not gathered."""
    from qualcode.reports.parts.saturation import threshold

    found = material.saturation
    if found is None:
        return ()
    if len(found.interviews) < found.needed or not found.base_codes:
        return (
            w(
                "checklist.saturation_short",
                needed=w.count(found.needed, "document"),
                interviews=w.number(len(found.interviews), 0),
            ),
        )
    head = w(
        "checklist.saturation",
        base=w.count(found.base_size, "document"),
        run=w.count(found.run_length, "document"),
    )
    return (head, *(threshold(found, reached, w) for reached in found.reached))


def coders_said(material: Material, w: Words) -> tuple[str, ...]:
    """How many have coded, who, and how many interviews were coded by more than one."""
    trail = material.trail
    names = [each.coder for each in trail.coders] if trail is not None else []
    if not names and material.coder:
        names = list(material.coders) if material.coder == "all" else [material.coder]
    if not names:
        return ()
    said = [w("checklist.coders", n=w.number(len(names), 0), names=w.join(names))]
    if trail is not None and trail.shared:
        said.append(w("checklist.double", documents=w.count(trail.shared, "document")))
    return tuple(said)


def tree_said(material: Material, w: Words) -> str:
    """The extent of the codebook."""
    codes = sum(code.kind == "code" for code in material.codes)
    if not codes:
        return ""
    return w(
        "checklist.tree",
        codes=w.count(codes, "code"),
        categories=w.count(len(material.codes) - codes, "category"),
        levels=w.number(max(len(code.path) for code in material.codes), 0),
        defined=w.of(
            sum(code.kind == "code" and bool(code.brief or code.full) for code in material.codes), codes
        ),
    )


def origins_said(material: Material, w: Words) -> str:
    """How many codes came from where."""
    origins = Counter(code.origin for code in material.codes if code.kind == "code")
    if not origins:
        return ""
    listed = [
        w(f"procedure.origin.{origin}", n=w.number(number, 0)) for origin, number in sorted(origins.items())
    ]
    return w("checklist.orientation", origins=w.join(listed))


def growth_said(material: Material, w: Words) -> str:
    """How often codes were merged, split, renamed and deleted; empty where that is not known, or never."""
    changed = material.trail.changed if material.trail is not None else {}
    ways = ("merged", "split", "renamed", "deleted")
    if not any(changed.get(way) for way in ways):
        return ""
    return w("checklist.growth", **{way: w.number(changed.get(way, 0), 0) for way in ways})


def said_most(material: Material, w: Words, most: int = 5) -> str:
    """The themes or categories (without any, the codes) that most respondents speak of; the rest is counted."""
    for kinds in (("theme",), ("category",), ("code",)):
        found = [each for each in material.frequencies if each.kind in kinds and each.cases]
        if not found:
            continue
        found.sort(key=lambda each: (-len(each.cases), -len(each.quotations), w.sort_key(each.code)))
        listed = [
            w(
                "checklist.major_one",
                name=each.code,
                respondents=people(len(each.cases), len(material.respondents), material, w),
            )
            for each in found
        ]
        ties = sum(len(each.cases) == len(found[0].cases) for each in found)
        return w("checklist.major", names=enumerated(listed, w, max(most, min(ties, NAMED))))
    return ""
