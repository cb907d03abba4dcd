"""The matrix criteria × models: one sign a cell, of all respondents and of each group, on pages that lie on their side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qualcode.model.frameworks import Criteria, Criterion, ReferenceModel
from qualcode.model.results import Comparison, CriterionVerdict, GroupComparison, RespondentLevel
from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Content,
    Heading,
    Link,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.matrix import legend, sign, symbol
from qualcode.reports.quoting import cites
from qualcode.reports.wording import Words

__all__ = ["by_domain", "criterion_target", "matrix_blocks"]

CITED = 3
"""Quotations that the matrix names beside each criterion; all of them stand in the evidence appendix."""


def criterion_target(material: Material, criterion: str) -> str:
    """Name of the place where the evidence of a criterion stands."""
    ids = [each.id for each in material.criteria.criteria] if material.criteria else []
    return f"criterion{ids.index(criterion) + 1}" if criterion in ids else ""


def by_domain(criteria: Criteria) -> list[Criterion]:
    """Criteria with those of one domain together, domains in the order in which they first come."""
    domains = list(dict.fromkeys(each.domain for each in criteria.criteria))
    return sorted(criteria.criteria, key=lambda each: domains.index(each.domain))


def matrix_blocks(material: Material, comparison: Comparison, w: Words) -> list[Block]:
    """The matrix of all respondents, then one of each group, on pages that lie on their side."""
    groups = (
        sorted(comparison.groups, key=lambda each: w.sort_key(each.name))
        if len(comparison.groups) > 1
        else []
    )
    return [
        Section(landscape=True),
        Heading(2, w("matrix.title")),
        Paragraph(legend(w), kind="note"),
        *(
            block
            for number, group in enumerate([comparison.overall, *groups])
            for block in matrix(material, group, number, w)
        ),
        Paragraph((Text(w("matrix.note")),), kind="note"),
        Section(landscape=False),
    ]


def matrix(material: Material, group: GroupComparison, number: int, w: Words) -> list[Block]:
    """Criteria in rows, models in columns, for one group of respondents; group 0 is everybody."""
    assert material.criteria is not None
    assert material.comparison is not None
    shown = {cell.model for cell in group.criteria}
    models = [model for model in material.models if model.id in shown]
    cells = {(cell.criterion, cell.model): cell for cell in group.criteria}
    cases = frozenset(group.cases)
    levels: dict[str, list[RespondentLevel]] = defaultdict(list)
    for level in material.comparison.levels:
        if level.case in cases:
            levels[level.criterion].append(level)
    who = w("comparison.overall") if number == 0 else w.group(group.name, w.attribute(material.by))
    if number and not levels:
        return [Paragraph((Text(w("matrix.nothing", group=who)),))]
    columns = [
        Column((Text(w("matrix.criterion")),), 4.0),
        Column((Text(w("matrix.respondents")),), 2.5, "center"),
        Column((Text(w("matrix.levels")),), 1.5, "center"),
        *(Column((Text(model.short),), 1.85, "center") for model in models),
        Column((Text(w("matrix.quotations")),), 3.4),
    ]
    rows: list[Row] = []
    domain = ""
    for criterion in by_domain(material.criteria):
        if criterion.domain != domain:
            domain = criterion.domain
            rows.append(Row((Cell(((Text(w.domain(domain), strong=True),),)),), group=True))
        rows.append(matrix_row(criterion, models, cells, levels[criterion.id], len(cases), material, w))
    caption = w("matrix.caption", group=who, respondents=w.count(len(cases), "respondent"))
    description = w("matrix.description", criteria=w.count(len(material.criteria.criteria), "criterion"),
                    models=w.join([model.short for model in models]))  # fmt: skip
    key = "matrix" if number == 0 else f"matrix{number}"
    return [Table(key, caption, tuple(columns), tuple(rows), description), Paragraph(legend(w), kind="note")]


def matrix_row(
    criterion: Criterion,
    models: Sequence[ReferenceModel],
    cells: dict[tuple[str, str], CriterionVerdict],
    levels: Sequence[RespondentLevel],
    total: int,
    material: Material,
    w: Words,
) -> Row:
    """One criterion: respondents, span of their levels, a sign for each model, and the quotations it rests on."""
    target = criterion_target(material, criterion.id)
    label = w.label(criterion.label)
    head: Content = (Link(label, target),) if levels else (Text(label),)
    signs: list[Content] = []
    numbers: dict[int, None] = {}
    for model in models:
        cell = cells.get((criterion.id, model.id))
        signs.append((symbol(sign(cell, material.quotations), w, target),))
        numbers.update(dict.fromkeys(cell.quotations if cell else ()))
    span = sorted(level.level for level in levels)
    spread = (
        "–" if not span else w.number(span[0], 1) if span[0] == span[-1] else w.span(span[0], span[-1], 1)
    )
    parts: list[Content] = [head, (Text(w.of(len(levels), total)),), (Text(spread),), *signs]
    parts.append(cites(numbers, material, most=CITED) or (Text("–"),))
    return Row(tuple(Cell((part,)) for part in parts))
