"""Co-occurrence of a study's codes, and the network of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.errors import InputError
from qualcode.model.documents import ROLES
from qualcode.model.results import Cooccurrence, Unit
from qualcode.study import Study

if TYPE_CHECKING:
    import networkx

__all__ = ["cooccurrence_of", "network_of", "write_network"]


def cooccurrence_of(
    study: Study,
    *,
    unit: Unit = "overlap",
    role: str = "respondent",
    coder: str | None = None,
    minimum: int = 1,
    level: Literal["code", "category"] = "code",
) -> Cooccurrence:
    """Which codes (or categories) go together in one unit; ``role`` ``all`` reads every turn.

    Raises :class:`~qualcode.errors.InputError` for an unknown unit, role or a minimum below 1.
    """
    if unit not in get_args(Unit):
        raise InputError(f"“{unit}” is no unit; choose one of: {', '.join(get_args(Unit))}.")
    if role != "all" and role not in ROLES:
        raise InputError(f"“{role}” is no role; choose one of: {', '.join(ROLES)}, or all.")
    if level not in ("code", "category"):
        raise InputError(f"“{level}” is no level; choose code or category.")
    if minimum < 1:
        raise InputError(f"The minimum is {minimum}; give a whole number from 1 up.")
    from qualcode.analysis import cooccurrence

    incidence = study.codings.incidence(coder)
    sentences = study.codings.sentences(incidence) if unit == "sentence" else None
    return cooccurrence(
        incidence,
        unit=unit,
        role=None if role == "all" else role,
        minimum=minimum,
        level=level,
        sentences=sentences,
    )


def network_of(study: Study, found: Cooccurrence, *, coder: str | None = None) -> networkx.Graph[str]:
    """The co-occurrence as a graph with categories, counts and colours."""
    from qualcode.networks import graph

    return graph(study.codings.incidence(coder), found)


def write_network(
    study: Study, path: Path, found: Cooccurrence, *, coder: str | None = None, language: str | None = None
) -> None:
    """Write the network by suffix: graphml, gexf, json (node-link), png, svg, html."""
    from qualcode.networks import write_graph

    write_graph(
        network_of(study, found, coder=coder), path, title=study.title, language=language or study.language
    )
