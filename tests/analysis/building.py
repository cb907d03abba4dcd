"""Builds arrays of codings in memory, as ``study.codings.incidence()`` would hand them over."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qualcode.model.arrays import ROLE_CODES, Incidence, Node, Units
from qualcode.model.documents import Case, Document, Role
from qualcode.model.frameworks import POLARITY_LEVELS, Criteria, Polarity, Reading, ReferenceModel
from qualcode.model.frameworks import Mapping as CodeMapping

Coding = tuple[int, int, int, str]
"""Document index, start, end, code."""
Turn = tuple[int, int, int, Role]
"""Document index, start of speech, end, role."""


def tree(codes: Iterable[str], categories: Mapping[str, Sequence[str]] | None = None) -> tuple[Node, ...]:
    """Nodes of categories with their members, then the codes that stand alone; a member may be a category itself."""
    categories = categories or {}
    nodes: list[Node] = []
    members = {name for below in categories.values() for name in below}

    def add(name: str, parent: Node | None) -> None:
        kind = "category" if name in categories else "code"
        path = (*(parent.path if parent else ()), name)
        node = Node(len(nodes) + 100, name, kind, parent.id if parent else None, "#336699", path)
        nodes.append(node)
        for below in categories.get(name, ()):
            add(below, node)

    for name in (*categories, *codes):
        if name not in members and name not in {node.name for node in nodes}:
            add(name, None)
    return tuple(nodes)


def units(rows: Iterable[Turn]) -> Units:
    """Turns (or sentences) as sorted arrays."""
    ordered = sorted(rows)
    return Units(
        document=array("q", [row[0] for row in ordered]),
        start=array("q", [row[1] for row in ordered]),
        end=array("q", [row[2] for row in ordered]),
        role=array("q", [ROLE_CODES[row[3]] for row in ordered]),
        turn=array("q", range(1, len(ordered) + 1)),
    )


def incidence(
    codings: Iterable[Coding],
    *,
    turns: Iterable[Turn] | None = None,
    documents: int | None = None,
    categories: Mapping[str, Sequence[str]] | None = None,
    codes: Iterable[str] = (),
    attributes: Sequence[Mapping[str, str]] = (),
    length: int = 1000,
) -> Incidence:
    """One document a case, labelled R01, R02, ...; quotations are numbered by document, start and end."""
    given = list(codings)
    many = documents if documents is not None else max((row[0] for row in given), default=-1) + 1
    nodes = tree(sorted({*codes, *(row[3] for row in given)}), categories)
    index = {node.name: i for i, node in enumerate(nodes)}
    spans = {span: i + 1 for i, span in enumerate(sorted({row[:3] for row in given}))}
    rows = sorted(given, key=lambda row: (row[0], row[1], -row[2], index[row[3]]))
    cases = tuple(
        Case(i + 1, f"R{i + 1:02d}", dict(attributes[i]) if i < len(attributes) else {}) for i in range(many)
    )
    files = tuple(
        Document(i + 1, f"interview {i + 1:02d}", i + 1, f"R{i + 1:02d}", "txt", "en", "", 0, length, "", "")
        for i in range(many)
    )
    return Incidence(
        documents=files,
        cases=cases,
        nodes=nodes,
        document=array("q", [row[0] for row in rows]),
        case=array("q", [row[0] for row in rows]),
        code=array("q", [index[row[3]] for row in rows]),
        start=array("q", [row[1] for row in rows]),
        end=array("q", [row[2] for row in rows]),
        quotation=array("q", [spans[row[:3]] for row in rows]),
        coding=array("q", range(1, len(rows) + 1)),
        turns=units(turns if turns is not None else [(i, 0, length, "respondent") for i in range(many)]),
        coder="first",
        document_case=array("q", range(many)),
    )


def reordered(data: Incidence, order: Sequence[int]) -> Incidence:
    """The same codings with their rows in another order."""

    def column(values: array[int]) -> array[int]:
        return array("q", [values[i] for i in order])

    return replace(
        data,
        document=column(data.document),
        case=column(data.case),
        code=column(data.code),
        start=column(data.start),
        end=column(data.end),
        quotation=column(data.quotation),
        coding=column(data.coding),
    )


def mapping(
    data: Incidence,
    code: str,
    criterion: str,
    level: int | Polarity = 5,
    *,
    strength: int = 2,
    aspect: str = "practice",
    counts: bool = True,
) -> CodeMapping:
    """A mapping of a code of the incidence by name."""
    node = next(node for node in data.nodes if node.name == code)
    polarity: Polarity = level if isinstance(level, str) else "level"
    number = level if isinstance(level, int) else POLARITY_LEVELS.get(level)
    return CodeMapping(node.id, node.id, code, criterion, polarity, number, strength, aspect, counts)  # type: ignore[arg-type]


def profile(
    levels: Sequence[Mapping[str, float]],
    *,
    attributes: Sequence[Mapping[str, str]] = (),
    leave_out: Iterable[int] = (),
) -> tuple[Incidence, list[CodeMapping], list[Reading]]:
    """Respondents whose quotations state these levels; halves come from two quotations a step apart."""
    rows: list[Coding] = []
    stated: dict[tuple[int, int, int], tuple[str, int]] = {}
    for who, wanted in enumerate(levels):
        for place, (criterion, level) in enumerate(wanted.items()):
            for half, step in enumerate((int(level), round(level + 0.01))):
                span = (who, place * 10 + half * 5, place * 10 + half * 5 + 4)
                rows.append((*span, f"says {criterion}"))
                stated[span] = (criterion, step)
    data = incidence(rows, documents=len(levels), attributes=attributes)
    criteria = {criterion for criterion, _ in stated.values()}
    maps = [mapping(data, f"says {criterion}", criterion, "ask") for criterion in sorted(criteria)]
    code = {each.criterion: each.code_id for each in maps}
    numbers = {
        (data.document[i], data.start[i], data.end[i]): data.quotation[i] for i in range(len(data.quotation))
    }
    readings = [
        Reading(i, numbers[span], code[criterion], criterion, step)
        for i, (span, (criterion, step)) in enumerate(stated.items())
    ]
    return data, maps, [each for i, each in enumerate(readings) if i not in set(leave_out)]


def midpoints(model: ReferenceModel, criteria: Criteria | None = None) -> dict[str, float]:
    """The middle of each range that a model expects."""
    return {name: (cell.lo + cell.hi) / 2 for name, cell in model.cells.items()}
