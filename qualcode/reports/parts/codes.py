"""The code report: a chapter for each theme or category, below it every code with its quotations; or one row a quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qualcode.model.codes import Code
from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Content,
    Heading,
    Paragraph,
    Ref,
    Row,
    Section,
    Table,
    Text,
)
from qualcode.reports.material import Material, Said
from qualcode.reports.parts.title import no_codings
from qualcode.reports.parts.tree_table import tree_notes, tree_table
from qualcode.reports.people import respondents_counted, spread
from qualcode.reports.quoting import Quoting, cited, loud, memo_head, shown_attributes
from qualcode.reports.selecting import Selection, narrowed_to
from qualcode.reports.wording import Words

__all__ = ["code_blocks", "code_target"]

DEEPEST = 3
"""Level of the deepest heading; what lies deeper names what holds it."""
WITHOUT = "code_without"


@dataclass(slots=True)
class Found:
    """What is printed of one code."""

    quotations: Sequence[Said]
    """All that fit, in the order of the text."""
    printed: Sequence[Said]
    """Those that the limit a respondent leaves."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many of each respondent the limit leaves out."""


def code_blocks(material: Material, w: Words) -> list[Block]:
    """An overview with counts, then every code with its quotations; where rows are chosen, the overview and one table of quotations."""
    blocks: list[Block] = [Heading(1, w("codes.title"), target="codes")]
    if not any(code.kind == "code" for code in material.codes):
        return [*blocks, Paragraph((Text(w("missing.codes")),))]
    selection = Selection(material)
    found = {
        name: limited(selection.quotations(name), material.choices.per_respondent)
        for name in selection.applied
    }
    if not material.codings:
        blocks.append(Paragraph((Text(no_codings(material, w)),)))
    blocks += [Paragraph(sentence) for sentence in narrowed_to(material, w)]
    voices = Counter(
        {said.id: said.case for name in selection.applied for said in found[name].quotations}.values()
    )
    blocks += overview(selection, voices, w, linked=not material.choices.rows)
    blocks += warnings(selection, found, voices, w)
    quoting = Quoting(material, w)
    if material.choices.rows:
        return [*blocks, *row_blocks(selection, found, quoting, w)]
    for node in selection.codes:
        if not in_category(node):
            continue
        blocks += node_blocks(node, selection, found, quoting, w)
    loose = [node for node in selection.codes if not in_category(node)]
    if loose:
        blocks.append(Heading(1, w("categories.without"), target=WITHOUT))
        for node in loose:
            blocks += node_blocks(node, selection, found, quoting, w)
    return blocks


def in_category(node: Code) -> bool:
    """Whether a node is a theme or category, or stands under one."""
    return node.kind != "code" or len(node.path) > 1


def code_target(code: Code) -> str:
    """Name of the place where a code stands in the code report."""
    return f"code_{code.id}"


def limited(quotations: Sequence[Said], most: int | None) -> Found:
    """At most so many quotations of one respondent, the first ones in the order of the text."""
    if most is None:
        return Found(quotations, quotations)
    counts: Counter[str] = Counter()
    kept: list[Said] = []
    for said in quotations:
        counts[said.case] += 1
        if counts[said.case] <= most:
            kept.append(said)
    return Found(quotations, kept, Counter({case: n - most for case, n in counts.items() if n > most}))


def overview(selection: Selection, voices: Counter[str], w: Words, *, linked: bool) -> list[Block]:
    """What is printed, and the codes with their counts, each leading to its place."""
    codes = sum(1 for node in selection.codes if node.kind == "code")
    said = {"codes": w.count(codes, "code"), "quotations": w.count(voices.total(), "quotation"),
            "respondents": respondents_counted(len(set(voices)), selection.material, w)}  # fmt: skip
    table = Ref("code_overview")
    sentence = w.content("codes.sentence", table=table, **said)
    if not linked:
        sentence = w.content("codes.sentence_rows", table=table, rows=Ref("code_rows"), **said)
    if not voices:
        sentence = w.content("codes.sentence_none", table=table, codes=said["codes"])
    return [
        Paragraph(sentence),
        tree_table("code_overview", selection, w, code_target if linked else None),
        *tree_notes(selection, w),
    ]


def warnings(selection: Selection, found: dict[str, Found], voices: Counter[str], w: Words) -> list[Block]:
    """That one voice is strong, and that a limit leaves quotations out, where it is so."""
    blocks: list[Block] = [
        Paragraph((Text(w("categories.one_voice", case=case, n=w.of(number, voices.total()))),))
        for case, number in loud(voices)
    ]
    most = selection.material.choices.per_respondent
    left = sum(each.left_out.total() for each in found.values())
    if most is not None:
        key = "codes.limited" if left else "codes.limited_none"
        blocks.append(Paragraph((Text(w(key, most=w.count(most, "quotation"), n=w.number(left, 0))),)))
    return blocks


def node_blocks(
    node: Code, selection: Selection, found: dict[str, Found], quoting: Quoting, w: Words
) -> list[Block]:
    """A theme, category or code: heading, definition, counts, memos, and of a code its quotations."""
    material = selection.material
    level = len(node.path) if in_category(node) else 2
    text = node.name if level <= DEEPEST else " › ".join(node.path[DEEPEST - 1 :])
    blocks: list[Block] = [
        Heading(min(level, DEEPEST), text, target=code_target(node), language=material.language)
    ]
    definitions = dict.fromkeys(part for part in (node.brief, node.full) if part)
    blocks += [Paragraph((Text(definition, language=material.language),)) for definition in definitions]
    cases, quotations = selection.counts[node.path]
    told = spread(cases, quotations, len(selection.cases), material, w)
    if node.path in selection.partial:
        told += f" ({w('narrowed.partial')})"
    blocks.append(Paragraph((Text(told, quiet=True),), kind="note"))
    blocks += [
        Paragraph(
            (
                Text(memo_head(m.kind, m.author, m.created, w) + " ", strong=True),
                *cited(m.text, material, material.language),
            )
        )
        for m in material.memos_on.get(("code", node.id), ())
    ]
    if node.kind != "code":
        return kept_together(blocks)
    own = found[node.name]
    blocks = kept_together(blocks) if own.printed else blocks
    blocks += [quoting.quote_in_full(said, node.name) for said in own.printed]
    if own.left_out:
        listed = [
            f"{case} ({w.number(n, 0)})"
            for case, n in sorted(own.left_out.items(), key=lambda item: w.sort_key(item[0]))
        ]
        blocks.append(Paragraph((Text(w("codes.left_out", n=w.count(own.left_out.total(), "quotation"), cases=w.join(listed))),), kind="note"))  # fmt: skip
    return blocks


def kept_together(blocks: Iterable[Block]) -> list[Block]:
    """Blocks whose paragraphs stay on the page of what follows them."""
    return [replace(block, keep=True) if isinstance(block, Paragraph) else block for block in blocks]


def row_blocks(selection: Selection, found: dict[str, Found], quoting: Quoting, w: Words) -> list[Block]:
    """One row a quotation in the order of the text, on pages that lie on their side."""
    material = selection.material
    kept = {said.id for name in selection.applied for said in found[name].printed}
    attributes = shown_attributes(material, w)
    pooled = bool(material.applied_by)
    columns = [
        Column((Text(w("rows.quotation")),), 1.2),
        Column((Text(w("respondents.respondent")),), 1.5),
        Column((Text(w("rows.words")),), 5.2),
        Column((Text(w("rows.codes")),), 2.3),
        Column((Text(w("rows.memo")),), 2.2),
    ]
    if pooled:
        columns.append(Column((Text(w("rows.coders")),), 1.3))
    rows = [
        quotation_row(said, attributes.get(said.case, ""), quoting, w, pooled=pooled)
        for number, said in material.quotations.items()
        if number in kept
    ]
    if not rows:
        return []
    shared = any(said.beside for number, said in material.quotations.items() if number in kept)
    note = [Paragraph((Text(w("rows.note")),), kind="note")] if shared else []
    return [
        Section(landscape=True),
        Heading(1, w("rows.title"), target="code_rows"),
        Table(
            "code_rows", w("rows.caption"), tuple(columns), tuple(rows), w("rows.description", n=len(kept))
        ),
        *note,
        Section(landscape=False),
    ]


def quotation_row(said: Said, about: str, quoting: Quoting, w: Words, *, pooled: bool) -> Row:
    """One quotation with words, codes and memos; codes of other quotations on the same words stand in brackets."""
    words = quoting.words(said)
    where = quoting.turn(said)
    context = quoting.choices.context
    lines: list[Content] = []
    if context and said.before:
        lines.append((Text(said.before, quiet=True, language=said.language),))
    cite = next(n for n, item in enumerate(words) if item is quoting.space)
    lines.append((*words[:cite], *words[cite + 2 :]))
    if context and said.after:
        lines.append((Text(said.after, quiet=True, language=said.language),))
    second = quoting.second_line(said)
    if second:
        lines.append(tuple(second[1:]))
    codes = "; ".join((*said.codes, *(f"({name})" for name in said.beside)))
    own = quoting.material.language
    memos: tuple[Content, ...] = tuple(
        (*(() if n == 0 and said.memo else (head,)), Text(memo, language=own))
        for n, (head, memo) in enumerate(quoting.memos(said))
    )
    number: list[Content] = [(words[cite + 1],)]
    number += [(Text(text, quiet=True),) for text in where]
    who: list[Content] = [(Text(said.case),), *([(Text(about, quiet=True, language=own),)] if about else [])]
    cells = [Cell(tuple(number)), Cell(tuple(who)), Cell(tuple(lines)), Cell(((Text(codes, language=own),),))]
    cells.append(Cell(memos or ((Text(""),),)))
    if pooled:
        applied = quoting.material.applied_by
        names = dict.fromkeys(name for code in said.codes for name in applied.get((said.id, code), ()))
        cells.append(Cell(((Text(", ".join(names)),),)))
    return Row(tuple(cells))
