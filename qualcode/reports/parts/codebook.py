"""The codebook as a table: definition, when to use, when not, example (MacQueen et al. 1998), origin and counts."""

from __future__ import annotations

from qualcode.model.codes import Code
from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Content,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.parts.categories import grouped
from qualcode.reports.quoting import cites
from qualcode.reports.wording import Words

__all__ = ["codebook_blocks"]


def codebook_blocks(material: Material, w: Words, *, appendix: bool = True) -> list[Block]:
    """The codebook on pages that lie on their side; an appendix is not numbered with the other parts."""
    title = w("codebook.appendix") if appendix else w("codebook.title")
    head = Heading(1, title, numbered=not appendix, target="codebook")
    if not any(code.kind == "code" for code in material.codes):
        return [head, Paragraph((Text(w("missing.codes")),))]
    columns = (
        Column((Text(w("codebook.code")),), 2.7),
        Column((Text(w("codebook.definition")),), 4.2),
        Column((Text(w("codebook.when")),), 3.0),
        Column((Text(w("codebook.when_not")),), 3.0),
        Column((Text(w("codebook.example")),), 3.2),
    )
    definitions = {code.path: code for code in material.codes if code.kind != "code"}
    rows: list[Row] = []
    for path, codes in grouped(material.codes):
        content: list[Text] = [Text(" › ".join(path) if path else w("categories.without"), strong=True)]
        group = definitions.get(path)
        if group is not None and (group.brief or group.full):
            content.append(Text("  " + (group.brief or group.full), quiet=True))
        rows.append(Row((Cell((tuple(content),)),), group=True))
        rows.extend(entry(code, material, w, cited=appendix) for code in codes)
    undefined = sum(1 for code in material.codes if code.kind == "code" and not (code.brief or code.full))
    blocks: list[Block] = [
        Section(landscape=True),
        head,
        Table(
            "codebook", w("codebook.caption"), columns, tuple(rows), w("codebook.description", n=len(rows))
        ),
        Paragraph((Text(w("codebook.note")),), kind="note"),
    ]
    if undefined:
        blocks.append(
            Paragraph((Text(w("codebook.undefined", codes=w.count(undefined, "code"))),), kind="note")
        )
    return [*blocks, Section(landscape=False)]


def entry(code: Code, material: Material, w: Words, *, cited: bool) -> Row:
    """One code of the codebook; with ``cited`` all its quotations are named, which lead to the evidence."""
    numbers = material.by_code.get(code.name, ())
    cases = {material.quotations[number].case for number in numbers if number in material.quotations}
    spread = w("categories.spread", respondents=w.of(len(cases), len(material.respondents)),
               quotations=w.count(len(numbers), "quotation"))  # fmt: skip
    name: tuple[Content, ...] = (
        (Text(code.name, strong=True),),
        (Text(f"{w(f'origin.{code.origin}')}; {spread}", quiet=True),),
    )
    definition: tuple[Content, ...] = tuple(
        (Text(part),) for part in (code.brief, code.full if code.full != code.brief else "") if part
    )
    if cited and numbers:
        definition += (cites(numbers, material),)
    return Row(
        (
            Cell(name),
            Cell(definition or ((Text("–"),),)),
            Cell(((Text(code.when or "–"),),)),
            Cell(((Text(code.when_not or "–"),),)),
            Cell(((Text(code.example or "–", emphasis=bool(code.example)),),)),
        )
    )
