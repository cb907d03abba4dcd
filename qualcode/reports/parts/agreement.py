"""How far coders agreed on what both have coded, code by code; nothing where only one person has coded."""

from __future__ import annotations

from qualcode.model.agreement import Agreement, CodeAgreement, Range
from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["agreement_blocks"]

COLUMNS = {
    "code": 4.6,
    "prevalence": 2.4,
    "percent": 2.5,
    "positive": 2.0,
    "kappa": 1.8,
    "alpha": 2.0,
    "range": 2.7,
}
"""The columns with their parts of the width; kappa is there for two coders alone."""


def agreement_blocks(material: Material, w: Words) -> list[Block]:
    """Heading, what was compared, the table, the means, and how many disagreements were settled."""
    found = material.agreement
    if found is None or not found.codes:
        return []
    names = [name for name in COLUMNS if name != "kappa" or with_kappa(found)]
    columns = tuple(
        Column((Text(w(f"agreement.{name}")),), COLUMNS[name], "right" if n else "left")
        for n, name in enumerate(names)
    )
    rows = [
        Row(tuple(Cell(((Text(value),),)) for name, value in cells(row, w).items() if name in names))
        for row in found.codes
    ]
    said = w.content(
        "agreement.sentence",
        table=Ref("agreement"),
        coders=w.join(found.coders),
        documents=w.count(len(found.documents), "document"),
        units=w.number(found.units, 0),
        unit=w(f"agreement.unit_{found.unit}"),
    )
    blocks: list[Block] = [
        Heading(1, w("agreement.title"), target="agreement"),
        Paragraph(said),
        Table(
            "agreement", w("agreement.caption"), columns, tuple(rows), w("agreement.description", n=len(rows))
        ),
        Paragraph((Text(w("agreement.note", draws=w.number(found.resamples, 0))),), kind="note"),
    ]
    if with_kappa(found):
        blocks.append(Paragraph((Text(w("agreement.note_kappa")),), kind="note"))
    if found.pooled_alpha is not None:
        means = w(
            "agreement.over_codes",
            mean=figure(found.mean_alpha, w),
            pooled=with_range(found.pooled_alpha, found.pooled_alpha_range, w),
            rely=w.number(found.conventions.rely, 2),
            tentative=w.number(found.conventions.tentative, 3),
        )
        blocks.append(Paragraph((Text(means),)))
    if found.left_out:
        left = w("agreement.left_out", documents=w.count(len(found.left_out), "document"))
        blocks.append(Paragraph((Text(left),)))
    if found.settled is not None and found.settled.found:
        settled = w("agreement.settled", settled=w.of(found.settled.settled, found.settled.found))
        blocks.append(Paragraph((Text(settled),)))
    return blocks


def with_kappa(found: Agreement) -> bool:
    """Whether Cohen's kappa is given: of two coders on units that both have judged."""
    return len(found.coders) == 2 and found.unit != "segments"


def cells(row: CodeAgreement, w: Words) -> dict[str, str]:
    """The cells of one code by their columns."""
    return {
        "code": row.code,
        "prevalence": "–"
        if row.prevalence is None
        else w.number(row.prevalence * 100, 1) + w("agreement.per_cent"),
        "percent": "–" if row.percent is None else w.percent(row.percent),
        "positive": figure(row.positive, w),
        "kappa": figure(row.kappa, w),
        "alpha": figure(row.alpha, w),
        "range": "–" if row.alpha_range is None else w.span(*row.alpha_range, 2, words=True),
    }


def figure(value: float | None, w: Words) -> str:
    """A figure with two decimals, a dash where it is not defined."""
    return "–" if value is None else w.number(value, 2)


def with_range(value: float, found: Range | None, w: Words) -> str:
    """A figure with its range behind it."""
    return figure(value, w) if found is None else f"{figure(value, w)} ({w.span(*found, 2, words=True)})"
