"""Columns of integers that analyses wrap without copying (``numpy.frombuffer``)."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from qualcode.model.documents import Case, Document, Role

__all__ = ["ROLE_CODES", "Incidence", "Node", "Units"]

ROLE_CODES: dict[Role, int] = {"unknown": 0, "interviewer": 1, "respondent": 2, "other": 3}


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the code tree as analyses see it."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    colour: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """Stretches of speech of all documents in one unit, sorted by document and start; arrays of equal length, typecode ``q``."""

    document: array[int]
    """Index into ``Incidence.documents``."""
    start: array[int]
    """Code points; label and colon of a turn are left out."""
    end: array[int]
    role: array[int]
    """``ROLE_CODES`` of the speaker."""
    turn: array[int]
    """Number of the turn in its document."""


@dataclass(frozen=True, slots=True)
class Incidence:
    """The codings of a study as arrays sorted by document, start and descending end; typecode ``q``, equal length."""

    documents: tuple[Document, ...]
    cases: tuple[Case, ...]
    nodes: tuple[Node, ...]
    """All nodes of the tree in tree order; codings refer to nodes of kind ``code``."""
    document: array[int]
    """Index into ``documents``."""
    case: array[int]
    """Index into ``cases``."""
    code: array[int]
    """Index into ``nodes``."""
    start: array[int]
    """Code points of the canonical text."""
    end: array[int]
    quotation: array[int]
    """Number of the quotation."""
    coding: array[int]
    """Id of the coding; where coders are pooled, of the first of equal codings."""
    turns: Units
    """Turns as speech spans."""
    coder: str
    """The coder's name, or ``all``."""
    document_case: array[int] = field(default_factory=lambda: array("q"))
    """For each document, its index into ``cases``."""
