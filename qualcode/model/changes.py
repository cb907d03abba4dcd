"""Steps of the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Announcement", "Change"]


@dataclass(frozen=True, slots=True)
class Change:
    """One undoable step in the history of a study."""

    id: int
    at: str
    """UTC, ISO 8601."""
    actor: str
    op: str
    """Noun and verb, such as ``codes.merge``."""
    label: str
    """A sentence a person can read."""
    undone: bool
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a face hears after a change, an undo or a redo was committed."""

    op: str
    label: str
    tables: frozenset[str]
    """The tables whose rows changed."""
    documents: frozenset[int]
    """Documents whose codings or turns changed; empty: possibly all."""
