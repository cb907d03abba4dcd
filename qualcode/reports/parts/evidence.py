"""The evidence appendix: per criterion the respondents' levels and words, deviant ones first; then all other quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from qualcode.model.frameworks import Criterion
from qualcode.model.results import CellEvidence, Comparison, CriterionVerdict, RespondentLevel
from qualcode.reports.blocks import Block, Heading, Inline, Link, Paragraph, Target, Text
from qualcode.reports.material import Material
from qualcode.reports.matrix import sign, symbol
from qualcode.reports.parts.comparison import missing_comparison
from qualcode.reports.parts.matrix_table import by_domain, cell_target, criterion_target, row_target
from qualcode.reports.quoting import Quoting
from qualcode.reports.wording import Words

__all__ = ["criteria_evidence_blocks", "evidence_blocks"]


def evidence_blocks(material: Material, w: Words, *, rest: bool = True) -> list[Block]:
    """Evidence by criterion; with ``rest`` the quotations of all codes that no criterion catches follow.

    Every number that the report cites leads to one place here.
    """
    blocks: list[Block] = [Heading(1, w("evidence.title"), numbered=False, target="evidence")]
    quoting = Quoting(material, w)
    lack = missing_comparison(material, w)
    comparison = material.comparison
    if lack is not None or comparison is None:
        blocks.append(Paragraph((Text(lack or w("missing.comparison")),)))
    else:
        blocks.append(Paragraph((Text(w("evidence.sentence")),)))
        blocks += criteria_blocks(material, comparison, w, quoting)
    if rest and material.codings:
        blocks += rest_blocks(material, w, quoting)
    return blocks


def criteria_evidence_blocks(material: Material, w: Words) -> list[Block]:
    """Evidence by criterion alone, for a report that speaks of nothing but the comparison."""
    return evidence_blocks(material, w, rest=False)


def criteria_blocks(material: Material, comparison: Comparison, w: Words, quoting: Quoting) -> list[Block]:
    """One heading a criterion under one a domain; criteria nobody speaks to are listed at the end."""
    blocks: list[Block] = []
    levels: dict[str, list[RespondentLevel]] = defaultdict(list)
    beside: dict[str, list[CellEvidence]] = defaultdict(list)
    cells: dict[str, list[CriterionVerdict]] = defaultdict(list)
    for level in comparison.levels:
        levels[level.criterion].append(level)
    for item in comparison.beside:
        beside[item.criterion].append(item)
    for cell in comparison.overall.criteria:
        cells[cell.criterion].append(cell)
    groups = {case: group.name for group in comparison.groups for case in group.cases}
    domain = ""
    silent: list[str] = []
    for criterion in by_domain(material.criteria) if material.criteria else ():
        if not levels[criterion.id] and not beside[criterion.id]:
            silent.append(w.label(criterion.label))
            continue
        if criterion.domain != domain:
            domain = criterion.domain
            blocks.append(Heading(2, w.domain(domain), numbered=False))
        target = criterion_target(material, criterion.id)
        blocks.append(Heading(3, w.label(criterion.label), numbered=False, target=target))
        blocks += scale_blocks(criterion, w)
        blocks.append(signs_line(criterion.id, cells[criterion.id], material, w))
        ordered = deviant_first(criterion, levels[criterion.id], material, comparison, w)
        for distance, level in ordered:
            blocks += level_blocks(level, distance, groups.get(level.case, ""), w, quoting)
        if beside[criterion.id]:
            blocks += beside_blocks(beside[criterion.id], w, quoting)
    if silent:
        blocks.append(Heading(2, w("evidence.silent"), numbered=False))
        blocks.append(Paragraph((Text(w("evidence.silent_sentence", criteria=w.join(silent))),)))
    return blocks


def scale_blocks(criterion: Criterion, w: Words) -> list[Block]:
    """What the criterion is about and what its five steps mean, in the language of the report where the file has it."""
    steps = "; ".join(
        f"{step} {anchor}" for step in range(1, 6) if (anchor := criterion.anchor(step, w.language))
    )
    content = [Text(criterion.described(w.language), language=w.foreign(criterion.description))]
    if steps:
        content += [Text("  "), Text(steps, quiet=True, language=w.foreign(criterion.anchors))]
    return [Paragraph(tuple(content), kind="note")]


def signs_line(criterion: str, cells: Iterable[CriterionVerdict], material: Material, w: Words) -> Paragraph:
    """The verdict of every model that speaks to the criterion, as in the matrix, to whose cells the signs lead back."""
    out: list[Inline] = [
        Link(w("evidence.back"), row_target(material, criterion)),
        Text("   " + w("evidence.models") + " ", quiet=True),
    ]
    for cell in cells:
        verdict = sign(cell, material.quotations)
        if verdict == "silent":
            continue
        model = material.model_names.get(cell.model)
        expected = ""
        if model is not None and cell.criterion in model.cells:
            expected = f" ({w.levels(model.cells[cell.criterion].lo, model.cells[cell.criterion].hi)})"
        name = model.short if model is not None else cell.model
        back = symbol(verdict, w, cell_target(material, criterion, cell.model, "matrix"))
        if back.target:
            out.append(Target(cell_target(material, criterion, cell.model, "evidence")))
        out += [Text(f"{name}{expected}\u00a0", quiet=True), back, Text("   ")]
    return Paragraph(tuple(out), kind="note")


def deviant_first(
    criterion: Criterion,
    levels: Iterable[RespondentLevel],
    material: Material,
    comparison: Comparison,
    w: Words,
) -> list[tuple[float, RespondentLevel]]:
    """Levels with how many steps they lie from what the closest models expect, the farthest first.

    Where no closest model speaks to the criterion, the distance is that from the middle level, shown as 0.
    """
    found = list(levels)
    expected = [
        material.model_names[name].cells[criterion.id]
        for name in comparison.overall.closest
        if name in material.model_names and criterion.id in material.model_names[name].cells
    ]
    middle = median(level.level for level in found) if found else 0.0

    def outside(level: RespondentLevel) -> float:
        return min((max(cell.lo - level.level, level.level - cell.hi, 0.0) for cell in expected), default=0.0)

    def order(level: RespondentLevel) -> tuple[float, object]:
        return (-outside(level) if expected else -abs(level.level - middle), w.sort_key(level.case))

    return [(outside(level), level) for level in sorted(found, key=order)]


def level_blocks(
    level: RespondentLevel, distance: float, group: str, w: Words, quoting: Quoting
) -> list[Block]:
    """A respondent's level and the quotations behind it, with the codes that bring them here."""
    who: list[Inline] = [Text(level.case, strong=True)]
    if group:
        who.append(Text(f" ({w.group(group)})"))
    said = w("evidence.level", level=w.number(level.level, 1))
    if level.mixed:
        said += "; " + w("evidence.mixed")
    if distance > 0:
        said += "; " + w("evidence.outside", steps=w.number(distance, 1))
    who.append(Text(f"  {said}"))
    codes: dict[int, list[str]] = defaultdict(list)
    for code in level.codes:
        for number in code.quotations:
            codes[number].append(code.code)
    quotes = [quoting.quote(number, codes[number]) for number in sorted(codes)]
    return [Paragraph(tuple(who), kind="speaker"), *(quote for quote in quotes if quote is not None)]


def beside_blocks(items: Iterable[CellEvidence], w: Words, quoting: Quoting) -> list[Block]:
    """What is shown but not scored: wishes, opinions, outcomes, context."""
    blocks: list[Block] = [Paragraph((Text(w("evidence.beside"), strong=True),), kind="speaker")]
    for item in items:
        for number in item.quotations:
            quote = quoting.quote(number, [item.code], w(f"aspect.{item.aspect}"))
            if quote is not None:
                blocks.append(quote)
    return blocks


def rest_blocks(material: Material, w: Words, quoting: Quoting) -> list[Block]:
    """Quotations that were not printed under a criterion, by code."""
    numbers = {code: [n for n in found if not quoting.seen(n)] for code, found in material.by_code.items()}
    left = [code for code in material.codes if numbers.get(code.name)]
    if not left:
        return []
    blocks: list[Block] = [
        Heading(2, w("evidence.rest"), numbered=False),
        Paragraph((Text(w("evidence.rest_sentence")),)),
    ]
    for code in left:
        blocks.append(Heading(3, code.name, numbered=False, language=material.language))
        blocks += [quote for n in numbers[code.name] if (quote := quoting.quote(n)) is not None]
    return blocks
