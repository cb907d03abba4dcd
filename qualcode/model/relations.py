"""Relations between codes that a researcher draws by hand; they are kept apart from what is counted."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RELATION_KINDS", "SYMMETRIC_KINDS", "Relation"]

RELATION_KINDS = ("causes", "contradicts", "is part of", "is followed by", "is a condition of")
"""The kinds that are offered; any own words may be used as well."""
SYMMETRIC_KINDS = frozenset({"contradicts"})
"""Kinds that say the same in both directions; such a relation is stored once, as it was drawn."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation, read as a sentence: ``code`` ``kind`` ``other``."""

    id: int
    code: str
    """Name of the code, category or theme from which it leads."""
    other: str
    """Name of the one to which it leads."""
    kind: str
    """One of :data:`RELATION_KINDS`, or own words."""
    note: str
    created: str
    """UTC, ISO 8601."""
    created_by: str

    @property
    def sentence(self) -> str:
        """The relation in words.

        >>> Relation(1, "poverty", "mistrust", "causes", "", "2026-11-01T10:00:00+00:00", "Jana").sentence
        '“poverty” causes “mistrust”'
        """
        return f"“{self.code}” {self.kind} “{self.other}”"
