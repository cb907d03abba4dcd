"""Networks of codes: what was chosen to be in one, and the figures of its nodes and of the whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from qualcode.errors import InputError
from qualcode.model.results import Unit

__all__ = ["KINDS", "Groups", "Kind", "NetworkChoice", "NetworkMeasures", "NodeMeasures"]

Kind = Literal["codes", "categories", "two-mode"]
KINDS: tuple[Kind, ...] = ("codes", "categories", "two-mode")


@dataclass(frozen=True, slots=True)
class Groups:
    """Two groups of respondents that are held against each other: two values of one attribute."""

    attribute: str
    a: str
    b: str

    @classmethod
    def read(cls, typed: str, values: Collection[str] = ()) -> Groups:
        """Read ``ATTRIBUTE=VALUE,VALUE``; where values have commas themselves, ``values`` (the known ones) tell where to part them.

        Raises :class:`~qualcode.errors.InputError` for anything else.

        >>> Groups.read("facility = clinic, shelter")
        Groups(attribute='facility', a='clinic', b='shelter')
        >>> Groups.read("profession=nurse, senior,doctor", ("doctor", "nurse, senior")).a
        'nurse, senior'
        """
        attribute, _, rest = typed.partition("=")
        cuts = [i for i, letter in enumerate(rest) if letter == ","]
        parted = [(rest[:i].strip(), rest[i + 1 :].strip()) for i in cuts]
        known = {value.casefold() for value in values}
        fitting = [(a, b) for a, b in parted if a.casefold() in known and b.casefold() in known]
        found = fitting[:1] or parted
        if not attribute.strip() or len(found) != 1 or not all(found[0]):
            raise InputError(
                f"“{typed}” names no two groups; write ATTRIBUTE=VALUE,VALUE, such as facility=clinic,shelter."
            )
        a, b = found[0]
        if a.casefold() == b.casefold():
            raise InputError(f"“{typed}” names the group {a} twice; name two values.")
        return cls(attribute.strip(), a, b)


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """What is in a network. The parts are taken in this order: counting, thresholds, backbone or spanning forest, ego, strongest."""

    kind: Kind = "codes"
    """``categories`` counts each with the codings of all below it; ``two-mode`` joins codes and respondents."""
    unit: Unit = "overlap"
    role: str = "respondent"
    """Whose speech is read; ``all`` for everybody's."""
    coder: str | None = None
    level: Literal["code", "category"] = "code"
    minimum: int = 1
    """Least count of an edge: in a difference respondents of both groups, in two-mode quotations."""
    least_jaccard: float | None = None
    """Least Jaccard index of an edge, 0 to 1."""
    within: int = 1
    """With the unit proximity: at most so many units apart."""
    of: Literal["sentences", "turns"] = "turns"
    """With the unit proximity: the units of the distance."""
    strongest: int | None = None
    """Keep at most so many edges, those of the greatest weight."""
    backbone: float | None = None
    """Level of significance of the disparity filter, between 0 and 1."""
    spanning: bool = False
    """Keep only a maximum spanning forest."""
    ego: str | None = None
    """Keep this node, and what is at most ``radius`` edges away."""
    radius: int = 1
    difference: Groups | None = None
    relations: bool = False
    """Add the relations between codes that were drawn by hand."""
    communities: bool = False
    resolution: float = 1.0
    """Above 1 communities become smaller, below 1 larger."""
    seed: int = 1

    @property
    def by_category(self) -> bool:
        """Whether nodes are categories."""
        return self.kind == "categories" or self.level == "category"


@dataclass(frozen=True, slots=True)
class NodeMeasures:
    """Figures of one node; None where a figure is not defined."""

    node: str
    label: str
    kind: str
    category: str
    quotations: int
    degree: int
    """Edges."""
    strength: int | float
    """Sum of the weights of the edges."""
    betweenness: float | None
    """Share of the shortest paths between two others that lead through it; an edge is as long as 1 / weight. 0 to 1."""
    closeness: float | None
    """Harmonic closeness: mean of 1 / steps to every other node, 0 for those out of reach. 0 to 1."""
    eigenvector: float | None
    """Weighted eigenvector centrality, of length 1 over the nodes of the largest part; None for those of other parts."""
    pagerank: float | None
    """Weighted PageRank with a damping of 0.85; sums to 1."""
    clustering: float | None
    """Edges between its partners / possible ones, unweighted."""
    community: int | None
    """Number of its community, the largest first; None where communities were not looked for, or it is alone."""


@dataclass(frozen=True, slots=True)
class NetworkMeasures:
    """Figures of a network."""

    nodes: tuple[NodeMeasures, ...]
    """By descending strength, then name."""
    edges: int
    density: float | None
    """Edges / possible ones; in a two-mode network only those between the modes are possible."""
    components: int
    """Parts that no edge joins; a node without an edge is one of its own."""
    communities: int | None
    """Communities of at least two nodes."""
    alone: int | None
    """Nodes that belong to no community."""
    modularity: float | None
    """Share of edge weight within communities beyond what chance would give, at the chosen resolution."""
    notes: tuple[str, ...]
    """What was left undefined or approximated, and how the figures are to be read; plain sentences."""
