"""The timeline of a TEI document: milliseconds of its points, by intervals since others or by the clock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.transcripts.fields import whole
from qualcode.transcripts.timestamps import milliseconds

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["timeline"]

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NUMBER = re.compile(r"\d{1,10}(?:\.\d{0,20})?", re.ASCII)
_CLOCK = re.compile(r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:\.\d{1,4})?", re.ASCII)
_UNITS = {"ms": 1.0, "s": 1000.0, "sec": 1000.0, "": 1000.0, "min": 60_000.0, "h": 3_600_000.0}
_LATEST = 10**10


def timeline(root: etree._Element) -> tuple[dict[str, int], int]:
    """The milliseconds of the points of all timelines by identifier, and how many of their times cannot be read."""
    times: dict[str, int] = {}
    wrong = 0
    for line in root.iter("{*}timeline"):
        origin = (line.get("origin") or "").rpartition("#")[2]
        if origin:
            times.setdefault(origin, 0)
        for number, point in enumerate(line.iterchildren("{*}when")):
            name = point.get(_ID) or point.get("id") or ""
            clock, interval = point.get("absolute"), point.get("interval")
            time: int | None = None
            if interval is not None:
                unit = point.get("unit") or line.get("unit") or ""
                since = (point.get("since") or "").rpartition("#")[2]
                base = times.get(since) if since else 0
                length = _length(interval, unit)
                time = base + length if base is not None and length is not None else None
            elif clock is not None and _CLOCK.fullmatch(clock):
                time = milliseconds(clock)[0]
            elif clock is None and number == 0:
                time = 0
            if time is not None and time <= _LATEST:
                times[name] = time
            else:
                wrong += interval is not None or clock is not None
    return times, wrong


def _length(interval: str, unit: str) -> int | None:
    factor = _UNITS.get(unit.strip().lower())
    plain = interval.strip()
    if factor is None or not _NUMBER.fullmatch(plain):
        return None
    if factor == 1.0:
        return whole(plain.partition(".")[0])
    return round(float(plain) * factor)
