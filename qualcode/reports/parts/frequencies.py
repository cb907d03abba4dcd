"""How many speak of each category, and how much room it takes in what they say."""

from __future__ import annotations

from qualcode.model.frequencies import NodeFrequency
from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.people import people
from qualcode.reports.wording import Words

__all__ = ["frequencies_blocks"]


def frequencies_blocks(material: Material, w: Words) -> list[Block]:
    """The table of categories (of codes where there is no category); nothing where nothing was counted."""
    found = material.counts
    if found is None or not material.codings:
        return []
    rows = [row for row in found.rows if row.kind != "code" and row.codings]
    codes = not rows
    rows = rows or [row for row in found.rows if row.codings]
    if not rows:
        return []
    headings = (
        (w("categories.respondents"), 1.7),
        (w("frequencies.documents"), 1.5),
        (w("categories.quotations"), 1.5),
        (w("frequencies.turns"), 1.3),
        (w("frequencies.words"), 1.3),
    )
    columns = (
        Column((Text(w("categories.code")),), 4.0),
        *(Column((Text(heading),), share, "right") for heading, share in headings),
    )
    table = Table(
        "frequencies",
        w("frequencies.caption_codes" if codes else "frequencies.caption"),
        columns,
        tuple(frequency_row(row, material, w) for row in rows),
        w("frequencies.description", n=len(rows)),
    )
    smallest = material.choices.smallest_cell or 0
    few = any(0 < row.respondents < smallest for row in rows)
    said = w("small.counts", smallest=w.number(smallest, 0), people=w.count(smallest, "respondent"))
    return [
        Heading(2, w("frequencies.title")),
        Paragraph(w.content("frequencies.sentence", table=Ref("frequencies"))),
        table,
        Paragraph((Text(w("frequencies.note")),), kind="note"),
        *([Paragraph((Text(said),), kind="note")] if few else []),
    ]


def frequency_row(row: NodeFrequency, material: Material, w: Words) -> Row:
    """One node, people first; one below another category stands further in. Of few respondents nothing else is said."""
    name = "\u2003" * (len(row.path) - 1) + row.code
    figures = (row.documents, len(row.quotations), row.turns, row.words)
    few = 0 < row.respondents < (material.choices.smallest_cell or 0)
    texts = (
        name,
        people(row.respondents, len(material.respondents), material, w),
        *("–" if few else w.number(figure, 0) for figure in figures),
    )
    return Row(tuple(Cell(((Text(text),),)) for text in texts))
