"""The codebook at a moment, and what differs between two codebooks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.codes import Code, Kind

__all__ = [
    "CODE_FIELDS",
    "CodeChange",
    "CodebookAt",
    "CodebookDifference",
    "CodebookSide",
    "CodebookSteps",
    "FieldChange",
    "How",
]

How = Literal["added", "split", "removed", "merged", "renamed", "moved", "edited"]
"""``split``: added by taking quotations of another code; ``merged``: gone into another code."""

CODE_FIELDS = ("kind", "brief", "full", "when", "when_not", "example", "origin")
"""What is compared of a code beside its name and place, in the order in which it is shown; colours are a matter of the screen."""


@dataclass(frozen=True, slots=True)
class CodebookAt:
    """The code tree after one step of the history."""

    codes: tuple[Code, ...]
    """In tree order, without counts."""
    change: int
    """Number of the last step that it holds; 0: before all of them."""
    at: str
    """When that step was made (UTC, ISO 8601); empty before all of them."""


@dataclass(frozen=True, slots=True)
class CodebookSteps:
    """Which codes became which between two moments, by id."""

    merged: dict[int, int] = field(default_factory=dict)
    """A code that is gone, and the one it was merged into."""
    split: dict[int, int] = field(default_factory=dict)
    """A code that got quotations of another one, and that other one."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that says something else now."""

    field: str
    """One of :data:`CODE_FIELDS`."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What became of one code."""

    how: tuple[How, ...]
    """``added``, ``split``, ``removed`` or ``merged``; else one or more of ``renamed``, ``moved`` and ``edited``."""
    kind: Kind
    """What it is; what it was, where it is gone."""
    code_id: int | None
    """Its id in the newer codebook; None where it is gone or where that codebook is a file."""
    name: str
    """The name it bears; the last one, where it is gone."""
    before: str
    """The name it bore; empty where it was not there."""
    path: tuple[str, ...]
    """Names from the top of the newer tree down to it; empty where it is gone."""
    path_before: tuple[str, ...]
    """The same of the older tree; empty where it was not there."""
    other: str = ""
    """Of a merged one: what it went into; of one that was split off: from what."""
    fields: tuple[FieldChange, ...] = ()
    """Fields that differ; of an added one those that it has, of one that is gone those that it had."""


@dataclass(frozen=True, slots=True)
class CodebookSide:
    """One of the two codebooks that are compared."""

    name: str
    """Title of the study, or name of the file."""
    file: bool
    """Whether it is another file than the study."""
    change: int | None
    """Number of the last step that it holds; None for a file."""
    at: str
    """When that was, or when another study was last changed (UTC, ISO 8601); empty where it is not known."""
    nodes: int
    """Themes, categories and codes."""
    codes: int
    """Of these, codes."""


@dataclass(frozen=True, slots=True)
class CodebookDifference:
    """What differs between an older and a newer codebook."""

    old: CodebookSide
    new: CodebookSide
    changes: tuple[CodeChange, ...]
    """Those that are there in the order of the newer tree, then those that are gone in the order of the older one."""
    same: int
    """Themes, categories and codes that differ in nothing."""
    left_out: tuple[str, ...] = ()
    """Fields of which a file says nothing, so that they were not compared."""

    def count(self, how: How) -> int:
        """How many codes changed in a way."""
        return sum(how in change.how for change in self.changes)
