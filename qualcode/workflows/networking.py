"""Networks of a study's codes: chosen, measured, and written as files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError
from qualcode.model.cooccurrence import CooccurrenceChoices
from qualcode.model.documents import ROLES
from qualcode.model.networks import KINDS, Groups, NetworkChoice, NetworkMeasures
from qualcode.model.results import Cooccurrence
from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.workflows.cooccurring import check_choices, cooccurrence_of, material_of
from qualcode.workflows.results import statement_of

if TYPE_CHECKING:
    import networkx

__all__ = [
    "NODE_COLUMNS",
    "chosen_network",
    "groups_of",
    "measure_tables",
    "measured",
    "network_of",
    "network_picture",
    "network_statement",
    "passages_in",
    "write_network",
]

DRAWN = 60
"""Codes in a picture on the screen; more could not be read there."""
NODE_COLUMNS = (
    "label", "kind", "category", "community", "quotations", "degree", "strength",
    "betweenness", "closeness", "eigenvector", "pagerank", "clustering",
)  # fmt: skip
"""Columns of the table of nodes behind ``node``."""


def chosen_network(study: Study, choice: NetworkChoice) -> networkx.Graph[str]:
    """The network by what was chosen, with its communities, relations and statement.

    Raises :class:`~qualcode.errors.InputError` (or :class:`~qualcode.errors.NotFoundError`) for choices that make no network.
    """
    _check(choice)
    from qualcode import networks

    level = "category" if choice.by_category else "code"
    role = None if choice.role == "all" else choice.role
    incidence = study.codings.incidence(choice.coder)
    if choice.kind == "two-mode":
        found = networks.two_mode(incidence, role=role, level=level, minimum=choice.minimum)
    elif choice.difference is not None:
        found = networks.difference(
            incidence,
            choice.difference,
            unit=choice.unit,
            role=role,
            minimum=choice.minimum,
            level="category" if choice.by_category else "code",
            sentences=study.codings.sentences(incidence) if _needs_sentences(choice) else None,
            within=choice.within,
            of=choice.of,
        )
    else:
        together = cooccurrence_of(
            study,
            unit=choice.unit,
            role=choice.role,
            coder=choice.coder,
            minimum=choice.minimum,
            level="category" if choice.by_category else "code",
            within=choice.within,
            of=choice.of,
        )
        found = networks.graph(incidence, together)
    if choice.least_jaccard is not None:
        found = networks.thinned(found, choice.least_jaccard)
    if choice.backbone is not None:
        found = networks.backbone(found, choice.backbone)
    if choice.spanning:
        found = networks.spanning(found)
    if choice.relations:
        found = networks.with_relations(found, incidence, study.relations.list())
    if choice.ego is not None:
        found = networks.neighbourhood(found, _ego(study, found, choice.ego), choice.radius)
    if choice.strongest is not None:
        found = networks.strongest_edges(found, choice.strongest)
    if choice.communities:
        member, modularity = networks.communities(found, resolution=choice.resolution, seed=choice.seed)
        for name in found:
            if name in member:
                found.nodes[name]["community"] = member[name]
        found.graph["communities"] = len(set(member.values()))
        if modularity is not None:
            found.graph["modularity"] = modularity
    _state(study, found, choice)
    return found


def _needs_sentences(choice: NetworkChoice) -> bool:
    return choice.unit == "sentence" or (choice.unit == "proximity" and choice.of == "sentences")


def groups_of(study: Study, typed: str) -> Groups:
    """Two groups of respondents, typed as ``ATTRIBUTE=VALUE,VALUE``; raises :class:`~qualcode.errors.InputError`."""
    attribute = name_key(typed.partition("=")[0])
    values = {
        value
        for case in study.cases.list()
        for name, value in case.attributes.items()
        if name_key(name) == attribute
    }
    return Groups.read(typed, values)


def network_of(
    study: Study,
    found: Cooccurrence,
    *,
    coder: str | None = None,
    attributes: Sequence[tuple[str, str]] = (),
    documents: Sequence[str] = (),
) -> networkx.Graph[str]:
    """The co-occurrence that was counted as a graph with categories, counts, colours and statement.

    ``attributes`` and ``documents`` are those by which it was counted: nodes are counted in the same material.
    """
    from qualcode.networks import graph

    counted = CooccurrenceChoices(coder=coder, attributes=tuple(attributes), documents=tuple(documents))
    made = graph(material_of(study, counted)[0], found)
    choice = NetworkChoice(
        unit=found.unit,
        role=found.role or "all",
        coder=coder,
        minimum=found.minimum,
        level=found.level,
        within=found.within if found.within is not None else 1,
        of=found.of or "turns",
    )
    kept: dict[str, Any] = {}
    if attributes:
        kept["attributes"] = [f"{name}={value}" for name, value in attributes]
    if documents:
        kept["documents"] = list(documents)
    _state(study, made, choice, kept)
    return made


def network_statement(
    study: Study, network: networkx.Graph[str], choice: NetworkChoice, kept: Mapping[str, Any] | None = None
) -> Statement:
    """What a network rests on, with how its figures are made; ``kept`` is what it was limited to besides."""
    groups = choice.difference
    settings: dict[str, Any] = {
        "kind": choice.kind if not choice.by_category or choice.kind == "two-mode" else "categories",
        "level": "category" if choice.by_category else "code",
        "minimum": choice.minimum,
        "within": choice.within if choice.unit == "proximity" else None,
        "of": choice.of if choice.unit == "proximity" else None,
        "least_jaccard": choice.least_jaccard,
        "backbone": choice.backbone,
        "spanning": choice.spanning,
        "ego": choice.ego,
        "radius": choice.radius if choice.ego is not None else None,
        "strongest": choice.strongest,
        "difference": f"{groups.attribute}: {groups.a} less {groups.b}" if groups is not None else None,
        "relations": choice.relations,
        "communities": choice.communities,
        "resolution": choice.resolution if choice.communities else None,
        "weight": "difference of shares of respondents"
        if groups is not None
        else "quotations"
        if choice.kind == "two-mode"
        else "count",
        "distance": "1 / weight for betweenness, steps for closeness",
    }
    filter = {
        "coder": str(network.graph.get("coder", "")),
        "role": str(network.graph.get("role", "all")),
        **(kept or {}),
    }
    unit = str(network.graph.get("unit", choice.unit))
    from qualcode.networks.measures import APPROXIMATED_FROM

    drawn = choice.communities or len(network) > APPROXIMATED_FROM
    return statement_of(study, "network", unit, settings, filter=filter, seed=choice.seed if drawn else None)


def write_network(
    study: Study, path: Path, network: networkx.Graph[str], *, language: str | None = None
) -> str:
    """Write a network by suffix: graphml, gexf, json (node-link), png, svg, html; noted in the study's register of results.

    Gives what is to be said of the file: that a page has the strongest pairs only; mostly nothing. Raises :class:`~qualcode.errors.InputError` for another suffix, :class:`~qualcode.errors.FileError` where the file cannot be written.
    """
    from qualcode.networks import pairs_on_page, write_graph

    write_graph(network, path, title=study.title, language=language or study.language)
    told = json.loads(network.graph["statement"])
    study.results.record(
        Statement(
            analysis=told["analysis"],
            unit=told["unit"],
            settings=told["settings"],
            filter=told["filter"],
            seed=told["seed"],
            study=told["study"]["title"],
            digest=told["study"]["sha256"],
            version=told["qualcode"],
        ),
        path.name,
    )
    there = network.number_of_edges()
    if path.suffix.lower() != ".html" or (fitting := pairs_on_page(network)) == there:
        return ""
    return (
        f"The page has the {fitting:,} strongest of {there:,} pairs, as a browser cannot draw them all; "
        "“qualcode network --strongest N” gives as many as you like."
    )


def network_picture(
    study: Study,
    found: Cooccurrence,
    *,
    coder: str | None = None,
    attributes: Sequence[tuple[str, str]] = (),
    most: int = DRAWN,
    dpi: int = 150,
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
    return draw(
        network_of(study, part, coder=coder, attributes=attributes), "png", language=language, dpi=dpi
    ), part


def measured(network: networkx.Graph[str], choice: NetworkChoice) -> NetworkMeasures:
    """The figures of a network that was chosen by ``choice``; see :mod:`qualcode.networks.measures` for their definitions."""
    from qualcode.networks import measures

    found = None
    if choice.communities:
        member = {name: data["community"] for name, data in network.nodes(data=True) if "community" in data}
        found = member, network.graph.get("modularity")
    return measures(network, found, seed=choice.seed)


def measure_tables(
    study: Study, network: networkx.Graph[str], choice: NetworkChoice
) -> tuple[tuple[ResultTable, ...], NetworkMeasures]:
    """The tables ``nodes``, ``network`` and ``edges`` with their statement, and the figures that they were made from."""
    found = measured(network, choice)
    statement = network_statement(study, network, choice)
    statement = replace(statement, settings={**statement.settings, "notes": list(found.notes)})
    nodes = ResultTable(
        "nodes",
        ("node", *NODE_COLUMNS),
        tuple((row.node, *(getattr(row, name) for name in NODE_COLUMNS)) for row in found.nodes),
        statement,
    )
    whole = ResultTable(
        "network",
        ("figure", "value"),
        (
            ("nodes", len(found.nodes)),
            ("edges", found.edges),
            ("density", found.density),
            ("components", found.components),
            ("communities", found.communities),
            ("nodes in no community", found.alone),
            ("modularity", found.modularity),
        ),
        statement,
    )
    columns = list(dict.fromkeys(name for _, _, data in network.edges(data=True) for name in data))
    order = sorted((-data["weight"], min(a, b), max(a, b)) for a, b, data in network.edges(data=True))
    edges = ResultTable(
        "edges",
        ("a", "b", *(columns or ("count", "weight"))),
        tuple((a, b, *(network.edges[a, b].get(name) for name in columns)) for _, a, b in order),
        statement,
    )
    return (nodes, whole, edges), found


def passages_in(study: Study, choice: NetworkChoice) -> dict[str, tuple[int, ...]]:
    """Numbers of the quotations behind each node that a network by this choice can have; categories have those of all below them.

    Only speech of the chosen role counts, and in a difference only the respondents of its two groups. Respondents of a
    two-mode network have those that a code of them has.
    """
    from qualcode.analysis import frequencies, spoken
    from qualcode.networks.graphs import names_of_cases, of_groups

    incidence = spoken(study.codings.incidence(choice.coder), None if choice.role == "all" else choice.role)
    if choice.difference is not None:
        incidence = of_groups(incidence, choice.difference)
    found = {row.code: row.quotations for row in frequencies(incidence)}
    if choice.kind == "two-mode":
        said: dict[int, set[int]] = {}
        for case, quotation in zip(incidence.case, incidence.quotation, strict=True):
            said.setdefault(case, set()).add(quotation)
        names = names_of_cases(incidence, found)
        found |= {names[case]: tuple(sorted(numbers)) for case, numbers in said.items()}
    return found


def _state(
    study: Study,
    network: networkx.Graph[str],
    choice: NetworkChoice,
    kept: Mapping[str, Any] | None = None,
) -> None:
    """Let the graph bear its statement, so that each file made from it does."""
    statement = network_statement(study, network, choice, kept).as_dict()
    network.graph["statement"] = json.dumps(statement, ensure_ascii=False, sort_keys=True)


def _ego(study: Study, network: networkx.Graph[str], name: str) -> str:
    """The node that is meant: one of the network by its very name (a respondent, say), else a code of the codebook."""
    return name if name in network else study.codebook.get(name).name


def _check(choice: NetworkChoice) -> None:
    """Refuse choices that contradict each other or lie outside of what is possible."""
    from qualcode.analysis.seeds import checked_seed

    if choice.kind not in KINDS:
        raise InputError(f"“{choice.kind}” is no kind of network; choose one of: {', '.join(KINDS)}.")
    if choice.minimum < 1:
        raise InputError(f"The minimum is {choice.minimum}; give a whole number from 1 up.")
    if choice.role != "all" and choice.role not in ROLES:
        raise InputError(f"“{choice.role}” is no role; choose one of: {', '.join(ROLES)}, or all.")
    if choice.level not in ("code", "category"):
        raise InputError(f"“{choice.level}” is no level; choose code or category.")
    check_choices(CooccurrenceChoices(unit=choice.unit, within=choice.within, of=choice.of))
    checked_seed(choice.seed)
    if choice.least_jaccard is not None and not 0 <= choice.least_jaccard <= 1:
        raise InputError(f"The least Jaccard index is {choice.least_jaccard:g}; give a number from 0 to 1.")
    if choice.least_jaccard is not None and (choice.kind == "two-mode" or choice.difference is not None):
        raise InputError(
            "A Jaccard index is only known of a plain co-occurrence network; leave the threshold out."
        )
    if choice.backbone is not None and choice.spanning:
        raise InputError("A backbone and a spanning forest both thin the network; ask for one of them.")
    if choice.kind == "two-mode" and choice.difference is not None:
        raise InputError("A difference of groups joins codes with codes; leave out the kind two-mode.")
    if choice.radius < 1:
        raise InputError(f"The radius is {choice.radius}; give a whole number from 1 up.")
