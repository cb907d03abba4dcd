"""Corrections of a text: what a new version would do to the quotations, before it is stored and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model.documents import Role, TranscriptTurn

__all__ = ["CarriedQuotation", "Correction", "LostQuotation", "TextVersion", "Unanchored"]


@dataclass(frozen=True, slots=True)
class CarriedQuotation:
    """A quotation whose words are other ones in the new version, or stand at another place of the text."""

    number: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LostQuotation:
    """A quotation for which nothing in the new version can stand."""

    number: int
    words: str
    codes: tuple[str, ...]
    """Names of the codes that it bears, with their coders: ``trust (Jana)``."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a new version of a document's text would be; nothing of it is stored yet."""

    document_id: int
    name: str
    """The document's name."""
    base: str
    """SHA-256 of the text that is corrected."""
    text: str
    turns: tuple[TranscriptTurn, ...]
    spans: Mapping[int, tuple[int, int]]
    """New place (code points, half-open) of every quotation that is carried along, by number."""
    standing: frozenset[tuple[int, int, int]]
    """Number, start and end of every quotation when this was planned."""
    places: int
    """Stretches of the text that differ."""
    turns_before: int
    same: int
    """Quotations that keep their words and their place among them."""
    changed: tuple[CarriedQuotation, ...] = ()
    moved: tuple[CarriedQuotation, ...] = ()
    lost: tuple[LostQuotation, ...] = ()
    joined: tuple[tuple[int, int], ...] = ()
    """Numbers of quotations that come to lie on the same words as another one, each with the one that takes over what it bears."""
    placed: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Quotations without a place whose very words stand in the new version, by number, and where."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """Roles of speakers who are new in this version, by label, where they are settled."""
    new_labels: tuple[str, ...] = ()
    """Labels of speakers who are new in this version."""
    beside: Mapping[str, Mapping[int, tuple[int, int] | None]] = field(default_factory=dict)
    """Spans that are no quotations (asked questions, adjudications), by table and id: their new place, or None where it is gone."""
    standing_beside: frozenset[tuple[str, int, int, int]] = frozenset()
    """Table, id, start and end of each of these spans when this was planned."""
    unprinted: tuple[int, ...] = ()
    """Numbers of quotations whose printed form the new words no longer allow; it is dropped."""

    @property
    def gone_beside(self) -> dict[str, int]:
        """How many spans that are no quotations go, since nothing in the new version can stand for them; by table, without noughts.

        What reviewers said stays, with its document alone.
        """
        gone = {table: sum(span is None for span in rows.values()) for table, rows in self.beside.items()}
        return {table: number for table, number in gone.items() if number and table != "proposals"}


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One version of a document's text."""

    version: int
    """Counted from 1, the text as imported."""
    sha256: str
    characters: int
    at: str
    """UTC, ISO 8601."""
    actor: str
    label: str
    """What was done."""
    current: bool


@dataclass(frozen=True, slots=True)
class Unanchored:
    """A quotation that lost its place when the text was corrected; kept with all that it bears until it gets a new one."""

    number: int
    document_id: int
    document: str
    version: int
    """The last version of the text in which it stood."""
    start: int
    """Where it stood in that version (code points)."""
    words: str
    codes: tuple[str, ...]
    """Names of the codes that it bears, with their coders: ``trust (Jana)``."""
    memo: str
    condensed: str
    translation: str
