"""The matrix criteria × models: one sign a cell, of all respondents and of each group, on pages that lie on their side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

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
    Target,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.matrix import legend, sign, symbol
from qualcode.reports.people import few, few_note, people
from qualcode.reports.quoting import cites
from qualcode.reports.small_cells import withhold
from qualcode.reports.wording import Words

__all__ = [
    "by_domain",
    "cell_target",
    "criterion_target",
    "matrix_blocks",
    "row_target",
    "small_note",
    "withheld_counts",
    "withheld_levels",
]

CITED = 3
"""Quotations that the matrix names beside each criterion; all of them stand in the evidence appendix."""


def criterion_target(material: Material, criterion: str) -> str:
    """Name of the place where the evidence of a criterion stands."""
    ids = [each.id for each in material.criteria.criteria] if material.criteria else []
    return f"criterion{ids.index(criterion) + 1}" if criterion in ids else ""


def cell_target(material: Material, criterion: str, model: str, place: str) -> str:
    """Name of a cell's place: ``matrix``, where its sign stands, or ``evidence``, where the quotations of its criterion follow."""
    row = criterion_target(material, criterion)
    ids = [each.id for each in material.models]
    return f"{place}_{row}_{ids.index(model) + 1}" if row and model in ids else ""


def row_target(material: Material, criterion: str) -> str:
    """Name of the place of a criterion's row in the matrix of all respondents."""
    return f"matrix_{criterion_target(material, criterion)}"


def by_domain(criteria: Criteria) -> list[Criterion]:
    """Criteria with those of one domain together, domains in the order in which they first come."""
    domains = list(dict.fromkeys(each.domain for each in criteria.criteria))
    return sorted(criteria.criteria, key=lambda each: domains.index(each.domain))


def withheld_counts(material: Material, speak: Callable[[GroupComparison], int]) -> frozenset[str]:
    """Names of the groups whose number of respondents is not printed beside the others, where small cells are withheld.

    ``speak`` counts them. The number of all respondents is known, and so is the sum of the groups that are left out altogether.
    """
    smallest, comparison = material.choices.smallest_cell, material.comparison
    if smallest is None or comparison is None or not comparison.groups:
        return frozenset()
    counts = [speak(group) for group in comparison.groups]
    sizes = [len(group.cases) for group in comparison.groups]
    beyond = len(comparison.overall.cases) - sum(sizes)
    if beyond:
        counts.append(speak(comparison.overall) - sum(counts))
        sizes.append(beyond)
    cells = withhold(counts, sizes, smallest).cells
    return frozenset(group.name for group, gone in zip(comparison.groups, cells, strict=False) if gone)


def withheld_levels(material: Material, criterion: str) -> frozenset[str]:
    """Names of the groups of which it is not printed how many have a level on a criterion."""
    if material.comparison is None or material.choices.smallest_cell is None:
        return frozenset()
    speakers = {level.case for level in material.comparison.levels if level.criterion == criterion}
    return withheld_counts(material, lambda group: len(speakers.intersection(group.cases)))


def matrix_blocks(material: Material, comparison: Comparison, w: Words) -> list[Block]:
    """The matrix of all respondents, then one of each group, on pages that lie on their side."""
    groups = (
        sorted(comparison.groups, key=lambda each: w.sort_key(each.name))
        if len(comparison.groups) > 1
        else []
    )
    criteria = material.criteria.criteria if material.criteria else ()
    withheld = bool(groups) and any(withheld_levels(material, criterion.id) for criterion in criteria)
    spoken = Counter(level.criterion for level in comparison.levels)
    scarce = any(few(spoken[criterion.id], material) for criterion in criteria)
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
        *small_note(material, w, withheld),
        *few_note(scarce, material, w),
        Section(landscape=False),
    ]


def small_note(material: Material, w: Words, withheld: bool) -> list[Block]:
    """What a dash in place of a number of respondents says, where one was withheld."""
    if not withheld:
        return []
    least = w.count(material.choices.smallest_cell or 0, "respondent")
    return [Paragraph((Text(w("small.cells", people=least)),), kind="note")]


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
        found = levels[criterion.id]
        gone = number > 0 and group.name in withheld_levels(material, criterion.id)
        rows.append(
            matrix_row(
                criterion, models, cells, found, len(cases), material, w, first=number == 0, withheld=gone
            )
        )
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
    *,
    first: bool,
    withheld: bool,
) -> Row:
    """One criterion: respondents, span of their levels, a sign for each model, and the quotations it rests on.

    Each sign leads to its cell in the evidence, which leads back to that of the ``first`` matrix. ``withheld``: neither number nor
    levels of the respondents are printed.
    """
    target = criterion_target(material, criterion.id)
    label = w.label(criterion.label)
    head: Content = (Link(label, target),) if levels else (Text(label),)
    if first:
        head = (Target(row_target(material, criterion.id)), *head)
    signs: list[Content] = []
    numbers: dict[int, None] = {}
    for model in models:
        cell = cells.get((criterion.id, model.id))
        shown = symbol(
            sign(cell, material.quotations), w, cell_target(material, criterion.id, model.id, "evidence")
        )
        place = cell_target(material, criterion.id, model.id, "matrix")
        signs.append((Target(place), shown) if first and shown.target else (shown,))
        numbers.update(dict.fromkeys(cell.quotations if cell else ()))
    span = sorted(level.level for level in levels)
    spread = (
        "–" if not span else w.number(span[0], 1) if span[0] == span[-1] else w.span(span[0], span[-1], 1)
    )
    of = people(len(levels), total, material, w)
    if withheld or few(len(levels), material):
        spread = "–"
    if withheld:
        of = "–"
    parts: list[Content] = [head, (Text(of),), (Text(spread),), *signs]
    parts.append(cites(numbers, material, most=CITED) or (Text("–"),))
    return Row(tuple(Cell((part,)) for part in parts))
