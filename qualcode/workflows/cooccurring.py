"""Co-occurrence of a study's codes, and the network of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.errors import InputError
from qualcode.model.documents import ROLES
from qualcode.model.results import Cooccurrence, Unit
from qualcode.study import Study
from qualcode.text.query import LONGEST, quote_name

if TYPE_CHECKING:
    import networkx

__all__ = [
    "cooccurrence_of",
    "network_of",
    "network_picture",
    "passages_behind",
    "query_behind",
    "write_network",
]

DRAWN = 60
"""Codes in a picture on the screen; more could not be read there."""


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


def network_picture(
    study: Study, found: Cooccurrence, *, coder: str | None = None, most: int = DRAWN, dpi: int = 150
) -> tuple[bytes, Cooccurrence]:
    """The network as PNG with at most ``most`` codes, and the pairs that it was drawn from.

    Where more codes have a partner, the strongest pairs (by count, then Jaccard, then name) that join ``most`` codes are taken.
    """
    from qualcode.networks import draw

    names: set[str] = set()
    kept = []
    for pair in sorted(found.pairs, key=lambda pair: (-pair.count, -pair.jaccard, pair.a, pair.b)):
        if len(names | {pair.a, pair.b}) <= most:
            names |= {pair.a, pair.b}
            kept.append(pair)
    part = replace(found, pairs=tuple(kept))
    language = study.language if study.language in ("en", "cs", "sv") else "en"
    return draw(network_of(study, part, coder=coder), "png", language=language, dpi=dpi), part


def passages_behind(
    study: Study, found: Cooccurrence, a: str, b: str, *, coder: str | None = None
) -> tuple[int, ...]:
    """Numbers of the quotations behind the number of a pair, by the settings that it was counted with; see :mod:`qualcode.analysis.evidence`.

    ``a`` twice gives the passages of one code. Raises :class:`~qualcode.errors.NotFoundError` for a name that is no code of the level.
    """
    from qualcode.analysis import quotations_behind

    incidence = study.codings.incidence(coder)
    return quotations_behind(
        incidence,
        a,
        b,
        unit=found.unit,
        role=found.role,
        level=found.level,
        sentences=study.codings.sentences(incidence) if found.unit == "sentence" else None,
    )


def query_behind(
    study: Study, found: Cooccurrence, a: str, b: str, *, coder: str | None = None
) -> tuple[str, int, int]:
    """A query that lists exactly the passages behind a pair; how many it lists, and how many there are.

    It names the codes where such a query finds the same passages, else their numbers. Where all numbers would make the
    query longer than a query may be, it lists as many as there is room for. Empty where there is no passage.
    """
    numbers = passages_behind(study, found, a, b, coder=coder)
    if not numbers:
        return "", 0, 0
    for query in _readable(found, a, b):
        if {passage.quotation for passage in study.retrieval.find(query)} == set(numbers):
            return query, len(numbers), len(numbers)
    listed = ""
    fitting = 0
    for number in numbers:
        longer = f"{listed}, {number}" if listed else str(number)
        if len(longer) > LONGEST - 20:
            break
        listed, fitting = longer, fitting + 1
    return f'quotation = "{listed}"', fitting, len(numbers)


def _readable(found: Cooccurrence, a: str, b: str) -> tuple[str, ...]:
    """Queries by name that may mean the same as a pair, the shorter first."""
    plain = quote_name(a), quote_name(b)
    own = tuple(f"{name} by {quote_name(found.coder)}" for name in plain)
    sides = (plain,) if found.coder == "all" else (plain, own)
    if a == b:
        return tuple(first for first, _ in sides)
    if found.unit == "document":
        return tuple(f"{first} or {second}" for first, second in sides)
    word = "overlap" if found.unit == "overlap" else "same turn"
    return tuple(f"({first} {word} {second}) or ({second} {word} {first})" for first, second in sides)
