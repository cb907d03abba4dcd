"""The course of an analysis, told from the history: days and rounds of work, coders, and how the codebook grew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.digests import RecordedResult
from qualcode.model.mapping_log import MappingStep

__all__ = ["BREAK", "AuditTrail", "CodebookStep", "CoderWork", "Round", "Stage", "StepKind", "WorkDay"]

BREAK = 14
"""Days without any coding after which coding counts as a new round: the interval usual for coding again alone."""

StepKind = Literal[
    "documents",
    "created",
    "merged",
    "split",
    "renamed",
    "deleted",
    "moved",
    "kind",
    "imported",
    "guide",
    "withdrawn",
]
"""What a decisive step did: to nodes of the codebook, or by bringing in interviews, a codebook or a guide, or taking a respondent out."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How much there was at the end of a day."""

    themes: int
    categories: int
    codes: int
    quotations: int
    codings: int
    documents: int


@dataclass(frozen=True, slots=True)
class CodebookStep:
    """One decisive step."""

    change: int
    """Id in the history; the first one where steps of a day were folded."""
    at: str
    """UTC, ISO 8601."""
    by: str
    kind: StepKind
    names: tuple[str, ...]
    """What it was done to; of a file, its name."""
    target: str = ""
    """Merged: into what; split: into what; renamed: the new name; moved: under what; kind: the new kind."""
    number: int = 0
    """Merged: codings moved; split: quotations that went; deleted: codings that went; documents: how many; 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class WorkDay:
    """One day on which the study was changed."""

    date: str
    """UTC, ``YYYY-MM-DD``."""
    people: tuple[str, ...]
    changes: int
    """Changes that hold."""
    undone: int
    """Changes of that day that were taken back, then or later."""
    coded: int
    """Codings that were made."""
    uncoded: int
    """Codings that were removed, those that were folded in a merge included."""
    stage: Stage
    steps: tuple[CodebookStep, ...]
    """Decisive steps in order; creating codes is folded into one a person."""
    emptied: int = 0
    """Changes, counted among those that hold, whose record a later withdrawal took away."""
    standing: int = 0
    """Codings, counted among those made, that stand of them."""


@dataclass(frozen=True, slots=True)
class Round:
    """Days of coding without a break of :data:`BREAK` days or more."""

    number: int
    first: str
    last: str
    days: int
    coders: tuple[str, ...]
    coded: int
    uncoded: int
    fresh: int
    """Interviews that a coder of this round had not coded before, counted for each coder."""
    again: int
    """Interviews that a coder of this round had coded in an earlier one, counted for each coder."""
    stage: Stage
    """At its end."""


@dataclass(frozen=True, slots=True)
class CoderWork:
    """What stands in the study of one coder's work."""

    coder: str
    codings: int
    documents: int
    codes: int
    first: str
    """Day of the first coding that stands, ``YYYY-MM-DD``."""
    last: str


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """Everything of it."""

    days: tuple[WorkDay, ...] = ()
    rounds: tuple[Round, ...] = ()
    coders: tuple[CoderWork, ...] = ()
    """Those who have coded, in the order in which they began; without those whose codings are hidden from whoever looks."""
    blind: tuple[tuple[str, str, str], ...] = ()
    """Who coded blind, since when, and until when (empty: still)."""
    shared: int = 0
    """Interviews that more than one coder has coded."""
    withdrawn: int = 0
    """Respondents who withdrew their consent and were removed."""
    corrected: int = 0
    """Corrections of texts after import."""
    mappings: tuple[MappingStep, ...] = ()
    """Changes of mappings and of levels of single quotations that hold."""
    results: tuple[RecordedResult, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each part of the study's content, and ``whole``."""
    lengths: dict[int, int] = field(default_factory=dict)
    """Milliseconds between the first and the last time stamp of each document (by id) that has them."""
    changed: dict[str, int] = field(default_factory=dict)
    """How often the codebook was changed in each way, by the kind of step."""
