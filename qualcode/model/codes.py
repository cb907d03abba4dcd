"""The code tree: themes, categories and codes with the fields of a codebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["KINDS", "ORIGINS", "Code", "CodeFields", "Kind", "Lineage", "Origin"]

Kind = Literal["theme", "category", "code"]
KINDS: tuple[Kind, ...] = ("theme", "category", "code")
Origin = Literal["data", "theory", "in vivo"]
"""Whether a code came out of the material, out of a theory or guide, or is a respondent's own wording."""
ORIGINS: tuple[Origin, ...] = ("data", "theory", "in vivo")


@dataclass(frozen=True, slots=True)
class CodeFields:
    """What a codebook says of one node (MacQueen et al. 1998: six parts), beside its name and place."""

    brief: str = ""
    full: str = ""
    when: str = ""
    when_not: str = ""
    example: str = ""
    colour: str = ""
    """``#RRGGBB``; empty: one is chosen from the palette."""
    origin: Origin = "data"


@dataclass(frozen=True, slots=True)
class Code:
    """One node of the code tree; only nodes of kind ``code`` are applied."""

    id: int
    parent_id: int | None
    kind: Kind
    name: str
    brief: str
    full: str
    when: str
    when_not: str
    example: str
    colour: str
    """``#RRGGBB``, always set."""
    origin: Origin
    position: int
    """Order among the children of one parent."""
    created: str
    created_by: str
    path: tuple[str, ...] = ()
    """Names from the top of the tree down to this node, itself included."""
    codings: int = 0
    """Codings of this node itself (of all coders)."""
    documents: int = 0
    """Documents with such a coding."""

    @property
    def depth(self) -> int:
        """Level in the tree, 0 at the top."""
        return len(self.path) - 1


@dataclass(frozen=True, slots=True)
class Lineage:
    """One step in the history of a node: what it was made from, when and by whom."""

    id: int
    code_id: int
    """The node that lives on."""
    kind: Literal["merged", "split", "renamed", "deleted"]
    name: str
    """The name that was given up (merged, renamed), or the node that this one was split from."""
    details: dict[str, str] = field(default_factory=dict)
    """The codebook fields of the node that was given up."""
    at: str = ""
    by: str = ""
