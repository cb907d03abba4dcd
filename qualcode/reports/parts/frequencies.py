"""How many speak of each category, and how much room it takes in what they say."""

from __future__ import annotations

from qualcode.model.frequencies import NodeFrequency
from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.people import few, few_note, mentions, people
from qualcode.reports.wording import Words

__all__ = ["frequencies_blocks"]


def frequencies_blocks(material: Material, w: Words) -> list[Block]:
    """The table of categories, then of the codes outside them (of codes where there is no category); nothing where nothing was counted."""
    found = material.counts
    if found is None or not material.codings:
        return []
    rows = [row for row in found.rows if row.kind != "code" and row.codings]
    codes = not rows
    rows = rows or [row for row in found.rows if row.codings]
    loose = [] if codes else [row for row in found.rows if outside(row) and row.codings]
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
        (
            *(frequency_row(row, material, w) for row in rows),
            *([Row((Cell(((Text(w("categories.without"), strong=True),),)),), group=True)] if loose else []),
            *(frequency_row(row, material, w) for row in loose),
        ),
        w("frequencies.description", n=len(rows) + len(loose)),
    )
    return [
        Heading(2, w("frequencies.title")),
        Paragraph(w.content("frequencies.sentence", table=Ref("frequencies"))),
        table,
        Paragraph((Text(w("frequencies.note")),), kind="note"),
        *few_note(any(few(row.respondents, material) for row in [*rows, *loose]), material, w),
    ]


def outside(row: NodeFrequency) -> bool:
    """Whether a row is of a code that stands in no category."""
    return row.kind == "code" and len(row.path) == 1


def frequency_row(row: NodeFrequency, material: Material, w: Words) -> Row:
    """One node, people first; one below another category stands further in. Of few respondents nothing else is said."""
    name = "\u2003" * (len(row.path) - 1) + row.code
    figures = (row.documents, len(row.quotations), row.turns, row.words)
    texts = (
        people(row.respondents, len(material.respondents), material, w),
        *(mentions(figure, row.respondents, material, w) for figure in figures),
    )
    cells = (Text(name, language=material.language), *(Text(text) for text in texts))
    return Row(tuple(Cell(((text,),)) for text in cells))
