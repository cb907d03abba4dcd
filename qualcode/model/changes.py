"""Steps of the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Announcement", "Change", "ChangePlace", "ChangeScope", "ChangeState"]

ChangeState = Literal["done", "undone", "dropped", "sealed"]
"""``undone`` can be made again; ``dropped``: undone, and followed by other changes, so that it cannot; ``sealed``: never to be undone."""


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
    state: ChangeState = "done"

    @property
    def kind(self) -> str:
        """The noun that was changed, such as ``codes``."""
        return self.op.partition(".")[0]


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where in the transcripts a change took place."""

    document_id: int
    span: tuple[int, int] | None
    """Code points of the document's text; None: the document as a whole."""


@dataclass(frozen=True, slots=True)
class ChangeScope:
    """What a change touched, as far as the history tells."""

    rows: dict[str, int]
    """Number of rows by table."""
    documents: tuple[str, ...]
    """Names of the documents that it touched by their passages, turns or texts."""
    passages: int
    """Number of quotations that it touched."""
    place: ChangePlace | None
    """The first passage, else the first document, that is still there; None for a change of anything else."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a face hears after a change, an undo or a redo was committed."""

    op: str
    label: str
    tables: frozenset[str]
    """The tables whose rows changed."""
    documents: frozenset[int]
    """Documents whose codings or turns changed; empty: possibly all."""
