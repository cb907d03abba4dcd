"""Times of the study as a person reads them: in the time of this machine."""

from __future__ import annotations

from datetime import datetime

__all__ = ["day", "local", "moment"]


def local(at: str) -> datetime | None:
    """A stored time (UTC, ISO 8601) in local time; None where it is none."""
    try:
        return datetime.fromisoformat(at).astimezone()
    except ValueError:
        return None


def day(at: str) -> str:
    """The day of a stored time, such as ``Sat 21 Nov 2026``."""
    when = local(at)
    return at[:10] if when is None else f"{when:%a} {when.day} {when:%b %Y}"


def moment(at: str) -> str:
    """The time of day, such as ``14:03``."""
    when = local(at)
    return "" if when is None else f"{when:%H:%M}"
