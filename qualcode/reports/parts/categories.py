"""Categories and codes: who speaks of them, how often, and in which words."""

from __future__ import annotations

from collections import Counter

from qualcode.model.codes import Code
from qualcode.model.results import CodeFrequency
from qualcode.reports.blocks import (
    Block,
    Cell,
    Cite,
    Column,
    Content,
    Heading,
    Paragraph,
    Ref,
    Row,
    Table,
    Text,
)
from qualcode.reports.illustration import pick, shorten
from qualcode.reports.material import Material
from qualcode.reports.quoting import quoted
from qualcode.reports.wording import Words

__all__ = ["categories_blocks", "grouped", "loudest"]

MOST_GROUPS = 6
"""Groups that fit beside each other in the table of codes by group."""


def categories_blocks(material: Material, w: Words) -> list[Block]:
    """The table category, code, respondents, quotations, illustration; and codes by group where there are groups."""
    blocks: list[Block] = [Heading(1, w("categories.title"), target="categories")]
    if not any(code.kind == "code" for code in material.codes):
        return [*blocks, Paragraph((Text(w("missing.codes")),))]
    if not material.codings:
        blocks.append(Paragraph((Text(w("missing.codings")),)))
    total = len(material.respondents)
    blocks.append(Paragraph(w.content("categories.sentence", table=Ref("codes"), total=w.number(total, 0))))
    columns = (
        Column((Text(w("categories.code")),), 2.6),
        Column((Text(w("categories.respondents")),), 1.75),
        Column((Text(w("categories.quotations")),), 1.55, "right"),
        Column((Text(w("categories.illustration")),), 4.8),
    )
    used: Counter[str] = Counter()
    rows: list[Row] = []
    for path, codes in grouped(material.codes):
        rows.append(group_row(path, material, w))
        rows.extend(code_row(code, material, w, used) for code in codes)
    description = w("categories.description", n=len(rows))
    blocks.append(Table("codes", w("categories.caption"), columns, tuple(rows), description))
    blocks.append(Paragraph((Text(w("categories.note", total=w.number(total, 0))),), kind="note"))
    blocks += [
        Paragraph((Text(w("categories.one_voice", case=case, n=w.of(number, len(material.quotations)))),))
        for case, number in loudest(material)
    ]
    return blocks + by_group(material, w)


def grouped(codes: tuple[Code, ...]) -> list[tuple[tuple[str, ...], list[Code]]]:
    """Codes under the path of what holds them, in tree order; an empty path for codes without a category."""
    groups: dict[tuple[str, ...], list[Code]] = {}
    for code in codes:
        if code.kind == "code":
            groups.setdefault(code.path[:-1], []).append(code)
        else:
            groups.setdefault(code.path, [])
    loose = groups.pop((), [])
    ordered = [(path, members) for path, members in groups.items() if members]
    return [*ordered, ((), loose)] if loose else ordered


def group_row(path: tuple[str, ...], material: Material, w: Words) -> Row:
    """The row that heads a category, with its own counts."""
    name = " › ".join(path) if path else w("categories.without")
    content: list[Text] = [Text(name, strong=True)]
    found = material.frequency.get(path)
    if found is not None:
        spread = w("categories.spread", respondents=w.of(len(found.cases), len(material.respondents)),
                   quotations=w.count(len(found.quotations), "quotation"))  # fmt: skip
        content.append(Text("  " + spread, quiet=True))
    return Row((Cell((tuple(content),)),), group=True)


def code_row(code: Code, material: Material, w: Words, used: Counter[str]) -> Row:
    """One code with its counts and an illustration; where one respondent alone speaks of it, who that is."""
    numbers = material.by_code.get(code.name, ())
    cases = material.frequency[code.path].cases if code.path in material.frequency else ()
    respondents = w.of(len(cases), len(material.respondents))
    if len(cases) == 1:
        respondents += f" ({cases[0]})"
    illustration: Content = (Text("–"),)
    said = pick([material.quotations[number] for number in numbers if number in material.quotations], used)
    if said is not None:
        illustration = (*quoted(said, w, shorten(said.text)), Text(" "), Cite(said.id, said.case))
    cells = ((Text(code.name),), (Text(respondents),), (Text(w.number(len(numbers), 0)),), illustration)
    return Row(tuple(Cell((content,)) for content in cells))


def loudest(material: Material) -> tuple[tuple[str, int], ...]:
    """The respondents who supply more than a quarter of all quotations, and how many; nobody below four respondents."""
    counts = Counter(said.case for said in material.quotations.values())
    if len(counts) < 4:
        return ()
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((case, number) for case, number in ranked if number * 4 > total)


def by_group(material: Material, w: Words) -> list[Block]:
    """Codes against groups of respondents: how many of each group speak of a code."""
    groups = material.comparison.groups if material.comparison else ()
    if not 2 <= len(groups) <= MOST_GROUPS or not material.frequencies:
        return []
    columns = [Column((Text(w("categories.code")),), 3.0)]
    columns += [
        Column((Text(f"{w.group(group.name)}\n(n = {len(group.cases)})"),), 1.4, "center") for group in groups
    ]
    rows: list[Row] = []
    for path, codes in grouped(material.codes):
        spoken = [code for code in codes if found(material, code)]
        if not spoken:
            continue
        name = " › ".join(path) if path else w("categories.without")
        rows.append(Row((Cell(((Text(name, strong=True),),)),), group=True))
        for code in spoken:
            cases = set(material.frequency[code.path].cases)
            counts = [w.number(len(cases & set(group.cases)), 0) for group in groups]
            rows.append(Row(tuple(Cell(((Text(value),),)) for value in (code.name, *counts))))
    if not rows:
        return []
    attribute = w.attribute(material.by)
    return [
        Heading(2, w("categories.by_group", attribute=attribute)),
        Paragraph(w.content("categories.by_group_sentence", table=Ref("codes_by_group"))),
        Table("codes_by_group", w("categories.by_group_caption", attribute=attribute), tuple(columns), tuple(rows),
              w("categories.by_group_description", n=len(groups))),
    ]  # fmt: skip


def found(material: Material, code: Code) -> CodeFrequency | None:
    """The frequency of a code that somebody speaks of."""
    frequency = material.frequency.get(code.path)
    return frequency if frequency is not None and frequency.codings else None
