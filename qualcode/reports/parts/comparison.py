"""The comparison with reference models: verdicts by group and overall, the matrix, fit and bounds, what is left over."""

from __future__ import annotations

from qualcode.model.results import Comparison, GroupComparison, ModelFit
from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.parts.certainty import certainty_blocks, stability_note, threshold_blocks
from qualcode.reports.parts.described import named_blocks, readiness_blocks, states_blocks, steps_blocks
from qualcode.reports.parts.matrix_table import matrix_blocks, small_note, withheld_counts
from qualcode.reports.parts.title import no_codings
from qualcode.reports.people import few, few_note, mentions, people
from qualcode.reports.wording import Words
from qualcode.reports.wording.verdicts import limits, verdict_sentences

__all__ = ["comparison_blocks", "missing_comparison"]


def missing_comparison(material: Material, w: Words) -> str | None:
    """What is lacking for a comparison, as a sentence; None where nothing is."""
    if material.criteria is None or not material.models:
        return w("missing.models")
    if not material.codings:
        return no_codings(material, w)
    if not material.mappings:
        return w("missing.mappings")
    if material.comparison is None:
        return w("missing.comparison")
    return None


def comparison_blocks(material: Material, w: Words) -> list[Block]:
    """The whole part; where there is nothing to compare it says what is missing."""
    blocks: list[Block] = [Heading(1, w("comparison.title"), target="comparison")]
    lack = missing_comparison(material, w)
    comparison = material.comparison
    if lack is not None or comparison is None or material.criteria is None:
        return [*blocks, Paragraph((Text(lack or w("missing.comparison")),))]
    blocks.append(
        Paragraph(
            w.content(
                "comparison.sentence" if comparison.numbers else "comparison.sentence_bare", matrix=Ref("matrix"), fit=Ref("fit"),
                models=models_laid(material, w),
                criteria=w.count(len(material.criteria.criteria), "criterion"),
            )
        )
    )  # fmt: skip
    return [
        *blocks,
        *verdict_blocks(material, comparison, w),
        *matrix_blocks(material, comparison, w),
        *(fit_blocks(material, comparison, w) if comparison.numbers else ()),
        *(certainty_blocks(material, comparison, w) if comparison.numbers else ()),
        *states_blocks(material, w),
        *readiness_blocks(material, w),
        *residual_blocks(material, comparison, w),
        *named_blocks(material, w),
        *steps_blocks(material, w),
        *threshold_blocks(comparison, w),
    ]


def models_laid(material: Material, w: Words) -> str:
    """How many models, and families of models, practice was laid against."""
    families = sum(not model.rank for model in material.models)
    parts = [w.count(len(material.models) - families, "model")]
    return w.join([*parts, w.count(families, "family")] if families else parts)


def verdict_blocks(material: Material, comparison: Comparison, w: Words) -> list[Block]:
    """The verdict of each group, in the order of their names, then of all respondents, with the limits of both."""
    assert material.criteria is not None
    blocks: list[Block] = [Heading(2, w("comparison.verdict"))]
    for group in sorted(comparison.groups, key=lambda each: w.sort_key(each.name)):
        name = Text(w.group(group.name, w.attribute(material.by)), strong=True)
        size = Text(f" ({w.count(len(group.cases), 'respondent')}). ")
        said = verdict_sentences(group, material.criteria, material.models, w)
        blocks.append(Paragraph((name, size, Text(said)), kind="verdict"))
    lead = Text(w("comparison.overall"), strong=True)
    size = Text(f" ({w.count(len(comparison.overall.cases), 'respondent')}). ")
    said = verdict_sentences(comparison.overall, material.criteria, material.models, w)
    blocks.append(Paragraph((lead, size, Text(said)), kind="verdict"))
    if len(comparison.groups) > 1:
        blocks.append(Paragraph((Text(w("comparison.group_first")),)))
    gone = material.withheld
    if gone is not None and gone.groups:
        said = w(
            "small.groups",
            people=w.count(gone.smallest, "respondent"),
            groups=w.number(gone.groups, 0),
            respondents=w.count(gone.in_groups, "respondent"),
        )
        blocks.append(Paragraph((Text(said),), kind="note"))
    blocks.append(Paragraph((Text(limits(w)),)))
    return blocks


def fit_blocks(material: Material, comparison: Comparison, w: Words) -> list[Block]:
    """Fit, bounds and coverage of each model, for all respondents and for each group."""
    stability = any(
        fit.stability for group in (comparison.overall, *comparison.groups) for fit in group.models
    )
    columns = [
        Column((Text(w("fit.model")),), 3.3),
        Column((Text(w("fit.fit")),), 1.2, "right"),
        Column((Text(w("fit.bounds")),), 1.9, "center"),
        Column((Text(w("fit.coverage")),), 1.35, "right"),
        *([Column((Text(w("fit.stability")),), 1.9, "center")] if stability else []),
        Column((Text(w("fit.respondents")),), 1.8, "center"),
        Column((Text(w("fit.standing")),), 2.6),
    ]
    rows: list[Row] = []
    groups = sorted(comparison.groups, key=lambda each: w.sort_key(each.name))
    for group in (comparison.overall, *groups):
        name = w.group(group.name, w.attribute(material.by)) if group.name else w("comparison.overall")
        lead = (Text(name, strong=True), Text(f"  ({w.count(len(group.cases), 'respondent')})", quiet=True))
        rows.append(Row((Cell((lead,)),), group=True))
        rows.extend(fit_row(fit, group, material, w, stability) for fit in group.models)
    description = w("fit.description", n=len(comparison.overall.models), groups=len(comparison.groups))
    return [
        Heading(2, w("fit.title")),
        Table("fit", w("fit.caption"), tuple(columns), tuple(rows), description),
        Paragraph(
            (
                Text(
                    f"{w('fit.note')} {stability_note(comparison, w) if stability else w('fit.no_stability')}"
                ),
            ),
            kind="note",
        ),
        *small_note(
            material, w, any(people_withheld(fit.model, material) for fit in comparison.overall.models)
        ),
    ]


def fit_row(fit: ModelFit, group: GroupComparison, material: Material, w: Words, stability: bool) -> Row:
    """One model in one group."""
    model = material.model_names.get(fit.model)
    name = w.label(model.label) if model else fit.model

    def span(values: tuple[float, float] | None) -> str:
        return w.span(values[0], values[1], 2, words=True) if values else "–"

    parts = [
        name,
        "–" if fit.shown is None else w.number(fit.shown, 2),
        span(fit.bounds),
        w.percent(fit.coverage),
    ]
    if stability:
        parts.append(span(fit.steady))
    bare = (
        "unranked" if fit.status == "family" and model is not None and model.kind != "family" else fit.status
    )
    standing = w("standing.closest") if fit.model in group.closest else w(f"standing.{bare}")
    of = people(fit.respondents, len(group.cases), material, w)
    if group.name and group.name in people_withheld(fit.model, material):
        of = "–"
    parts += [of, standing]
    return Row(
        tuple(
            Cell(((Text(part, strong=fit.model in group.closest and number == 0),),))
            for number, part in enumerate(parts)
        )
    )


def people_withheld(model: str, material: Material) -> frozenset[str]:
    """Names of the groups of which it is not printed how many speak to what a model expects."""
    return withheld_counts(material, lambda group: speaking(model, group))


def speaking(model: str, group: GroupComparison) -> int:
    """How many respondents of a group speak to what a model expects."""
    return next((fit.respondents for fit in group.models if fit.model == model), 0)


def residual_blocks(material: Material, comparison: Comparison, w: Words) -> list[Block]:
    """Codes in use that no criterion catches: what the grid of models does not see."""
    blocks: list[Block] = [Heading(2, w("residual.title"), target="residual")]
    if not comparison.residual:
        return [*blocks, Paragraph((Text(w("residual.none")),))]
    quotations = {number for code in comparison.residual for number in code.quotations}
    blocks.append(
        Paragraph(w.content("residual.sentence", table=Ref("residual"), codes=w.count(len(comparison.residual), "code"),
                            quotations=w.count(len(quotations), "quotation")))
    )  # fmt: skip
    columns = (
        Column((Text(w("residual.code")),), 3.2),
        Column((Text(w("residual.category")),), 3.2),
        Column((Text(w("categories.respondents")),), 1.7, "center"),
        Column((Text(w("categories.quotations")),), 1.5, "right"),
    )
    rows = [
        Row(
            tuple(
                Cell((content,))
                for content in (
                    (Text(code.code, language=material.language),),
                    (Text(" › ".join(code.path[:-1]) or "–", language=material.language),),
                    (Text(people(len(code.cases), len(material.respondents), material, w)),),
                    (Text(mentions(len(code.quotations), len(code.cases), material, w)),),
                )
            )
        )
        for code in comparison.residual
    ]
    blocks.append(
        Table("residual", w("residual.caption"), columns, tuple(rows), w("residual.description", n=len(rows)))
    )
    found = any(few(len(code.cases), material) for code in comparison.residual)
    return [*blocks, *few_note(found, material, w)]
