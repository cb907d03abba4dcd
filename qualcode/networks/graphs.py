"""Co-occurrence as a graph: nodes are codes (or categories, or respondents besides), edges are the pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

import networkx as nx
import numpy as np

from qualcode.analysis.cooccurrence import Distance, Level, cooccurrence
from qualcode.analysis.counting import counted, placed
from qualcode.analysis.frequency import descendants
from qualcode.analysis.speech import ints, kept_rows, spoken
from qualcode.errors import NotFoundError
from qualcode.model.arrays import Incidence, Node, Units
from qualcode.model.networks import Groups
from qualcode.model.relations import SYMMETRIC_KINDS, Relation
from qualcode.model.results import Cooccurrence, Unit
from qualcode.text.names import name_key

__all__ = ["difference", "graph", "names_of_cases", "of_groups", "two_mode", "with_relations"]


def graph(incidence: Incidence, together: Cooccurrence) -> nx.Graph[str]:
    """The graph of a co-occurrence, with a node for each code that was found in it.

    Nodes are named by the code and have ``label``, ``kind``, ``category`` (the nearest one above, or empty), ``theme``,
    ``codings``, ``quotations``, ``documents`` (of the same role's speech as the pairs, codings on one quotation once for a
    category) and ``colour`` (``#RRGGBB``); edges have ``count``, ``jaccard``, ``documents`` and ``weight`` (the count). The graph says ``unit``, ``level``, ``role``, ``coder`` and ``minimum``.
    Nodes come in tree order, edges by name.
    """
    borne = {name for name, number in zip(together.codes, together.frequencies, strict=True) if number}
    found: nx.Graph[str] = nx.Graph(
        unit=together.unit,
        level=together.level,
        role=together.role or "all",
        coder=together.coder,
        minimum=together.minimum,
    )
    _add_nodes(found, incidence, borne, together.level, together.role)
    for pair in sorted(together.pairs, key=lambda each: (each.a, each.b)):
        found.add_edge(
            pair.a,
            pair.b,
            count=pair.count,
            jaccard=pair.jaccard,
            documents=pair.documents,
            weight=pair.count,
        )
    return found


def two_mode(
    incidence: Incidence, *, role: str | None = "respondent", level: str = "code", minimum: int = 1
) -> nx.Graph[str]:
    """Codes (or categories) and the respondents who bear them: an edge weighs the quotations that a code has of a respondent.

    Only quotations that share a character with the speech of ``role`` count; None: all. Nodes of respondents have the kind
    ``respondent``, are named by their label (with ``(respondent)`` behind it where a code has that name), and have the
    quotations that any code of the network has of them. Both kinds of node are only there where an edge of at least
    ``minimum`` quotations reaches them, or a code has quotations at all.
    """
    heard = spoken(incidence, role)
    case, code, quotation = (ints(each).tolist() for each in (heard.case, heard.code, heard.quotation))
    by_code: dict[int, set[tuple[int, int]]] = {}
    for row, number in enumerate(code):
        by_code.setdefault(number, set()).add((case[row], quotation[row]))
    under = {
        node.name: {each for i in below for each in by_code.get(i, ())}
        for node, below in zip(incidence.nodes, descendants(incidence), strict=True)
        if node.kind == level
    }
    found: nx.Graph[str] = nx.Graph(
        unit="quotation",
        level=level,
        role=role or "all",
        coder=incidence.coder,
        minimum=minimum,
        kind="two-mode",
    )
    _add_nodes(found, heard, {name for name, rows in under.items() if rows}, level, role)
    counts = {name: Counter(each for each, _ in rows) for name, rows in under.items()}
    said: dict[int, set[int]] = {}
    for rows in under.values():
        for each, number in rows:
            said.setdefault(each, set()).add(number)
    names = names_of_cases(incidence, {node.name for node in incidence.nodes})
    reached = {each for numbers in counts.values() for each, number in numbers.items() if number >= minimum}
    documents = Counter(ints(incidence.document_case).tolist())
    for each in sorted(reached, key=lambda i: names[i]):
        found.add_node(
            names[each],
            label=incidence.cases[each].label,
            kind="respondent",
            category="",
            theme="",
            codings=len(said[each]),
            quotations=len(said[each]),
            documents=documents[each],
            colour="#808080",
        )
    for name in sorted(counts):
        for each in sorted(counts[name], key=lambda i: names[i]):
            number = counts[name][each]
            if number >= minimum:
                found.add_edge(name, names[each], count=number, weight=number)
    return found


def difference(
    incidence: Incidence,
    groups: Groups,
    *,
    unit: Unit = "overlap",
    role: str | None = "respondent",
    minimum: int = 1,
    level: Level = "code",
    sentences: Units | None = None,
    within: int = 1,
    of: Distance = "turns",
) -> nx.Graph[str]:
    """The network of one group of respondents less that of another.

    A group is the cases with a document whose attribute has the value. Co-occurrence is that of
    :func:`~qualcode.analysis.cooccurrence.cooccurrence`, counted for each respondent. An edge has ``respondents_a``, ``respondents_b`` (those with the pair at least once), ``share_a`` and
    ``share_b`` (of ``n_a`` and ``n_b``), ``difference`` = share A - share B, ``more`` (``A`` or ``B``), ``count`` (respondents
    of both) and ``weight`` (the difference without its sign). Pairs that are as frequent in both groups, or have fewer
    than ``minimum`` respondents, are left out; the graph says how many of the first there were, as ``equal``.
    Raises :class:`~qualcode.errors.NotFoundError` where a group has no respondent.
    """
    sides = tuple(_members(incidence, groups.attribute, value) for value in (groups.a, groups.b))
    case = ints(incidence.case)
    by_case = {
        each: cooccurrence(
            kept_rows(incidence, np.flatnonzero(case == each)),
            unit=unit,
            role=role,
            level=level,
            sentences=sentences,
            within=within,
            of=of,
        )
        for group in sides
        for each in group
    }
    first = by_case[sides[0][0]]
    said = [Counter[str](), Counter[str]()]
    together = [Counter[tuple[str, str]](), Counter[tuple[str, str]]()]
    for side, group in enumerate(sides):
        for each in group:
            one = by_case[each]
            said[side].update(name for name, n in zip(one.codes, one.frequencies, strict=True) if n)
            together[side].update((pair.a, pair.b) for pair in one.pairs)
    n_a, n_b = len(sides[0]), len(sides[1])
    found: nx.Graph[str] = nx.Graph(
        unit=first.unit,
        level=first.level,
        role=first.role or "all",
        coder=first.coder,
        minimum=minimum,
        kind="difference",
        attribute=groups.attribute,
        group_a=groups.a,
        group_b=groups.b,
        n_a=n_a,
        n_b=n_b,
    )
    _add_nodes(found, of_groups(incidence, groups), {*said[0], *said[1]}, first.level, first.role)
    for name in found:
        found.nodes[name].update(respondents_a=said[0][name], respondents_b=said[1][name])
    equal = 0
    for a, b in sorted({*together[0], *together[1]}):
        in_a, in_b = together[0][a, b], together[1][a, b]
        if in_a + in_b < minimum:
            continue
        if in_a * n_b == in_b * n_a:
            equal += 1
            continue
        less = in_a / n_a - in_b / n_b
        found.add_edge(
            a,
            b,
            count=in_a + in_b,
            respondents_a=in_a,
            respondents_b=in_b,
            share_a=in_a / n_a,
            share_b=in_b / n_b,
            difference=less,
            more="A" if less > 0 else "B",
            weight=abs(less),
        )
    found.graph["equal"] = equal
    return found


def with_relations(
    graph: nx.Graph[str], incidence: Incidence, relations: Iterable[Relation]
) -> nx.Graph[str]:
    """The same network with relations drawn by hand, as ``relations`` of the graph; they are no edges and carry no weight.

    Each has ``source``, ``target``, ``kind``, ``note`` and ``symmetric``. Codes and categories that only a relation reaches
    become nodes of their own kind (``by_relation`` of the graph names them), with the counts of the same role's speech,
    in a difference those of its two groups.
    """
    found = graph.copy()
    role = str(found.graph.get("role", "all"))
    if found.graph.get("kind") == "difference":
        told = found.graph
        incidence = of_groups(incidence, Groups(told["attribute"], told["group_a"], told["group_b"]))
    rows = sorted(relations, key=lambda each: (each.code, each.other, each.kind))
    missing = {name for each in rows for name in (each.code, each.other)} - set(found)
    _add_nodes(found, incidence, missing, None, None if role == "all" else role)
    found.graph["by_relation"] = [name for name in found if name in missing]
    found.graph["relations"] = [
        {
            "source": each.code,
            "target": each.other,
            "kind": each.kind,
            "note": each.note,
            "symmetric": each.kind in SYMMETRIC_KINDS,
        }
        for each in rows
    ]
    return found


def _add_nodes(
    found: nx.Graph[str], incidence: Incidence, names: set[str], level: str | None, role: str | None
) -> None:
    """Add the named nodes of a level (None: of any) in tree order, with their counts in the speech of a role."""
    by_id = {node.id: node for node in incidence.nodes}
    chosen = [
        i
        for i, node in enumerate(incidence.nodes)
        if node.name in names and (level is None or node.kind == level)
    ]
    under = placed(incidence, chosen, role)
    codings, quotations, documents = (
        counted(under, measure).sum(axis=1).tolist() for measure in ("codings", "quotations", "documents")
    )
    for at, i in enumerate(chosen):
        node = incidence.nodes[i]
        found.add_node(
            node.name,
            label=node.name,
            kind=node.kind,
            category=_above(node, "category", by_id),
            theme=_above(node, "theme", by_id),
            codings=codings[at],
            quotations=quotations[at],
            documents=documents[at],
            colour=node.colour,
        )


def names_of_cases(incidence: Incidence, taken: Collection[str]) -> list[str]:
    """A name for the node of each respondent: the label, with ``(respondent)`` behind it where that is ``taken``."""
    names: list[str] = []
    for case in incidence.cases:
        name = case.label
        while name in taken or name in names:
            name += " (respondent)"
        names.append(name)
    return names


def of_groups(incidence: Incidence, groups: Groups) -> Incidence:
    """The codings of the respondents of two groups only; raises as :func:`difference` does."""
    whose = [
        *_members(incidence, groups.attribute, groups.a),
        *_members(incidence, groups.attribute, groups.b),
    ]
    return kept_rows(incidence, np.flatnonzero(np.isin(ints(incidence.case), whose)))


def _members(incidence: Incidence, attribute: str, value: str) -> tuple[int, ...]:
    """Indices of the cases with a document whose attribute has a value, upper and lower case alike; raises where there is none."""
    present = set(incidence.document_case)
    wanted = name_key(attribute), name_key(value)
    found = tuple(
        i
        for i, case in enumerate(incidence.cases)
        if i in present
        and wanted in {(name_key(name), name_key(each)) for name, each in case.attributes.items()}
    )
    if found:
        return found
    if not any(name_key(name) == wanted[0] for case in incidence.cases for name in case.attributes):
        raise NotFoundError(f"No case has an attribute “{attribute}”; list them with: qualcode case list")
    raise NotFoundError(f"No respondent has {attribute} = {value}; list the values with: qualcode case list")


def _above(node: Node, kind: str, by_id: dict[int, Node]) -> str:
    """Name of the nearest node of a kind above, or empty."""
    parent = by_id.get(node.parent_id) if node.parent_id is not None else None
    while parent is not None and parent.kind != kind:
        parent = by_id.get(parent.parent_id) if parent.parent_id is not None else None
    return parent.name if parent is not None else ""
