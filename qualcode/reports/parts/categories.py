"""Categories and codes: who speaks of them, how often, and in which words."""

from __future__ import annotations

from collections import Counter

from qualcode.model.codes import Code
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
from qualcode.reports.illustration import pick
from qualcode.reports.material import Material, Said
from qualcode.reports.parts.title import no_codings
from qualcode.reports.people import few, few_note, mentions, people, spread
from qualcode.reports.quoting import abridged, loud, nested, quoted
from qualcode.reports.wording import Words

__all__ = ["categories_blocks", "grouped", "illustrated", "loudest", "path_text"]

MOST_WORDS = 45
"""Words of an illustrative quotation; the whole stands in the evidence."""


def categories_blocks(material: Material, w: Words) -> list[Block]:
    """The table category, code, respondents, quotations, illustration."""
    blocks: list[Block] = [Heading(1, w("categories.title"), target="categories")]
    if not any(code.kind == "code" for code in material.codes):
        return [*blocks, Paragraph((Text(w("missing.codes")),))]
    if not material.codings:
        blocks.append(Paragraph((Text(no_codings(material, w)),)))
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
    blocks += few_note(any(few(len(each.cases), material) for each in material.frequencies), material, w)
    blocks += [
        Paragraph((Text(w("categories.one_voice", case=case, n=w.of(number, len(material.quotations)))),))
        for case, number in loudest(material)
    ]
    return blocks


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


def path_text(path: tuple[str, ...], material: Material, w: Words) -> Text:
    """What holds some codes, from the top; an empty path: that nothing does."""
    if not path:
        return Text(w("categories.without"), strong=True)
    return Text(" › ".join(path), strong=True, language=material.language)


def group_row(path: tuple[str, ...], material: Material, w: Words) -> Row:
    """The row that heads a category, with its own counts."""
    content: list[Text] = [path_text(path, material, w)]
    found = material.frequency.get(path)
    if found is not None:
        told = spread(len(found.cases), len(found.quotations), len(material.respondents), material, w)
        content.append(Text("  " + told, quiet=True))
    return Row((Cell((tuple(content),)),), group=True)


def code_row(code: Code, material: Material, w: Words, used: Counter[str]) -> Row:
    """One code with its counts and an illustration; where one respondent alone speaks of it, who that is."""
    numbers = material.by_code.get(code.name, ())
    cases = material.frequency[code.path].cases if code.path in material.frequency else ()
    respondents = people(len(cases), len(material.respondents), material, w)
    if len(cases) == 1 and not material.choices.smallest_cell:
        respondents += f" ({cases[0]})"
    illustration: Content = (Text("–"),)
    said = pick([material.quotations[number] for number in numbers if number in material.quotations], used)
    if said is not None:
        illustration = illustrated(said, material, w)
    name = Text(code.name, language=material.language)
    cells = (
        (name,),
        (Text(respondents),),
        (Text(mentions(len(numbers), len(cases), material, w)),),
        illustration,
    )
    return Row(tuple(Cell((content,)) for content in cells))


def illustrated(said: Said, material: Material, w: Words) -> Content:
    """A quotation in few words with its number, in the original, in translation or both as the report is to have them."""
    choices = material.choices
    most = min(choices.longest or MOST_WORDS, MOST_WORDS)
    original = quoted(said, w, abridged(" ".join(said.words.split()), most, said.language))
    cite: Content = (Text(" "), Cite(said.id, said.case))
    if not said.translation or choices.translation == "original":
        return original + cite
    words = abridged(" ".join(said.translation.split()), most, material.translated or w.language)
    if choices.translation == "translation":
        opening, closing = w.quotation_marks
        return (Text(opening), Text(nested(words, w), language=material.translated), Text(closing), *cite)
    translation = Text(words, language=material.translated)
    return (*original, *cite, Text("\n"), Text(w("evidence.translation") + " "), translation)


def loudest(material: Material) -> tuple[tuple[str, int], ...]:
    """The respondents who supply more than a quarter of all quotations, and how many; nobody below four respondents."""
    return loud(Counter(said.case for said in material.quotations.values()))
