"""Codes against groups of respondents: how many of each group speak of a code."""

from __future__ import annotations

from qualcode.model.codes import Code
from qualcode.model.results import CodeFrequency
from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.parts.categories import grouped, path_text
from qualcode.reports.parts.title import no_codings
from qualcode.reports.small_cells import withhold
from qualcode.reports.wording import Words

__all__ = ["MOST_GROUPS", "groups_blocks"]

MOST_GROUPS = 6
"""Groups that fit beside each other in the table of codes by group."""


def groups_blocks(material: Material, w: Words) -> list[Block]:
    """The table of codes by group; a sentence where there are no groups, a single one, or more than fit beside each other."""
    groups = material.groups
    attribute = w.attribute(material.by)
    gone = material.withheld
    if gone is not None and gone.dropped and not groups:
        names = w.join([w.attribute(name) for name in gone.dropped])
        return missing(
            w("groups.title"),
            w("small.dropped", people=w.count(gone.smallest, "respondent"), attributes=names),
        )
    if not groups:
        return missing(w("groups.title"), w("groups.missing"))
    title = w("groups.title_by", attribute=attribute)
    if not material.codings:
        return missing(title, no_codings(material, w))
    if len(groups) == 1:
        return missing(title, w("groups.single", attribute=attribute, group=w.group(groups[0][0])))
    if len(groups) > MOST_GROUPS:
        return missing(title, w("groups.many", attribute=attribute, n=w.number(len(groups), 0)))
    columns = [Column((Text(w("categories.code")),), 3.0)]
    columns += [
        Column((Text(f"{w.group(name)}\n(n = {len(cases)})"),), 1.4, "center") for name, cases in groups
    ]
    rows: list[Row] = []
    withheld = False
    for path, codes in grouped(material.codes):
        spoken = [(code, counted) for code in codes if (counted := found(material, code)) is not None]
        if not spoken:
            continue
        rows.append(Row((Cell(((path_text(path, material, w),),)),), group=True))
        for code, counted in spoken:
            spoke = set(counted.cases)
            counts = [len(spoke.intersection(cases)) for _, cases in groups]
            line = withhold(counts, [len(cases) for _, cases in groups], material.choices.smallest_cell or 0)
            withheld = withheld or any(line.cells)
            shown = [
                "–" if out else w.number(count, 0) for count, out in zip(counts, line.cells, strict=True)
            ]
            texts = (Text(code.name, language=material.language), *(Text(value) for value in shown))
            rows.append(Row(tuple(Cell(((text,),)) for text in texts)))
    least = w.count(material.choices.smallest_cell or 0, "respondent")
    note = [Paragraph((Text(w("small.cells", people=least)),), kind="note")] if withheld else []
    return [
        Heading(1, title, target="groups"),
        Paragraph(w.content("categories.by_group_sentence", table=Ref("codes_by_group"))),
        Table("codes_by_group", w("categories.by_group_caption", attribute=attribute), tuple(columns), tuple(rows),
              w("categories.by_group_description", n=len(groups))),
        *note,
    ]  # fmt: skip


def missing(title: str, sentence: str) -> list[Block]:
    """The heading with the sentence that says why there is no table."""
    return [Heading(1, title, target="groups"), Paragraph((Text(sentence),))]


def found(material: Material, code: Code) -> CodeFrequency | None:
    """The frequency of a code that somebody speaks of."""
    frequency = material.frequency.get(code.path)
    return frequency if frequency is not None and frequency.codings else None
