"""The interview guide: its questions, and where each of them was asked."""

from __future__ import annotations

from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["guide_blocks"]


def guide_blocks(material: Material, w: Words) -> list[Block]:
    """The questions in their order, in every wording, with the criteria that an answer may speak to; says so where there is no guide."""
    head = Heading(1, w("guide.title"), numbered=False, target="guide")
    if not material.guide:
        return [head, Paragraph((Text(w("guide.missing")),))]
    labels = {c.id: w.label(c.label) for c in material.criteria.criteria} if material.criteria else {}
    linked = any(question.criteria for question in material.guide)
    columns = [
        Column((Text(w("guide.number")),), 0.6, "right"),
        Column((Text(w("guide.question")),), 5.4 if linked else 8.4),
    ]
    if linked:
        columns.append(Column((Text(w("guide.criteria")),), 3.0))
    rows: list[Row] = []
    for question in material.guide:
        cells = [
            Cell(((Text(str(question.number)),),)),
            Cell(tuple((Text(words),) for words in question.wordings)),
        ]
        if linked:
            names = [labels.get(criterion, criterion) for criterion in question.criteria]
            cells.append(Cell(((Text("; ".join(names) or "–"),),)))
        rows.append(Row(tuple(cells)))
    count = w.number(len(rows), 0)
    return [
        head,
        Paragraph(w.content("guide.sentence", table=Ref("guide_questions"), n=count)),
        Table("guide_questions", w("guide.caption"), tuple(columns), tuple(rows), w("guide.description", n=count)),
    ]  # fmt: skip
