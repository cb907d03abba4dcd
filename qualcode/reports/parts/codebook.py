"""The codebook: definition, when to use, when not, example (MacQueen et al. 1998), with lineage, counts and sign-off.

As a table, or as running text with a section for each code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qualcode.model.codes import Code, Lineage
from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Content,
    Heading,
    Paragraph,
    Quote,
    Ref,
    Row,
    Section,
    Table,
    Text,
)
from qualcode.reports.illustration import pick
from qualcode.reports.material import Material, Said
from qualcode.reports.parts.categories import grouped, illustrated, path_text
from qualcode.reports.parts.tree_table import extent_of, tree_notes, tree_table
from qualcode.reports.people import spread
from qualcode.reports.selecting import Selection, narrowed_to
from qualcode.reports.wording import Words
from qualcode.text.names import name_key

__all__ = ["codebook_blocks"]

DEEPEST = 3
"""Level of the deepest heading; what lies deeper names what holds it."""


def codebook_blocks(material: Material, w: Words) -> list[Block]:
    """The codebook as a table on pages that lie on their side, or as running text; its headings are not numbered with the chapters."""
    head = Heading(1, w("codebook.title"), numbered=False, target="codebook")
    if not any(code.kind == "code" for code in material.codes):
        return [head, Paragraph((Text(w("missing.codes")),))]
    whole = replace(material, choices=replace(material.choices, documents=(), attributes=()))
    selection = Selection(whole)
    codes = selection.codes
    used: Counter[str] = Counter()
    start: list[Block] = [
        head,
        Paragraph(w.content("codebook.sentence", tree=Ref("codebook_tree"), codes=extent_of(codes, w))),
        tree_table("codebook_tree", selection, w, node_target if material.choices.running else None),
        *tree_notes(selection, w),
        *(Paragraph((sentence), kind="note") for sentence in narrowed_to(whole, w)),
    ]
    notes = notes_of(codes, material, w)
    if material.choices.running:
        return [*start, *notes, *running(codes, material, w, used)]
    return [
        *start,
        Section(landscape=True),
        table(codes, material, w, used),
        *notes,
        Section(landscape=False),
    ]


def node_target(code: Code) -> str:
    """Name of the place where a node stands in the running text."""
    return f"entry_{code.id}"


def notes_of(codes: Sequence[Code], material: Material, w: Words) -> list[Block]:
    """What examples are, which codes lack a definition, how many are signed off."""
    said = [w("codebook.note")]
    if material.choices.examples:
        said.append(w("codebook.note_quotations"))
    own = [code for code in codes if code.kind == "code"]
    undefined = sum(1 for code in own if not (code.brief or code.full))
    if undefined:
        said.append(w("codebook.undefined", codes=w.count(undefined, "code")))
    if material.signoffs:
        approved = sum(
            1
            for code in own
            if (state := material.signoffs.get(code.id)) and state.state == "approved" and not state.changed
        )
        said.append(w("codebook.approved", codes=w.of(approved, len(own))))
    return [Paragraph((Text(sentence),), kind="note") for sentence in said]


def table(codes: Sequence[Code], material: Material, w: Words, used: Counter[str]) -> Table:
    """The codebook as a table, codes under the path of what holds them."""
    columns = (
        Column((Text(w("codebook.code")),), 2.5),
        Column((Text(w("codebook.definition")),), 3.6),
        Column((Text(w("codebook.when")),), 2.6),
        Column((Text(w("codebook.when_not")),), 2.6),
        Column((Text(w("codebook.example")),), 5.0),
    )
    groups = {code.path: code for code in codes if code.kind != "code"}
    rows: list[Row] = []
    headed: set[tuple[str, ...]] = set()
    for path, members in grouped(tuple(codes)):
        for depth in range(1, len(path)):
            above = groups.get(path[:depth])
            if above is not None and above.path not in headed and described(above, material, w):
                rows.append(group_row(above.path, above, material, w))
                headed.add(above.path)
        rows.append(group_row(path, groups.get(path), material, w))
        headed.add(path)
        rows.extend(entry(code, material, w, used) for code in members)
    rows += [
        group_row(path, node, material, w)
        for path, node in groups.items()
        if path not in headed and not any(each[: len(path)] == path for each in headed)
    ]
    return Table(
        "codebook", w("codebook.caption"), columns, tuple(rows), w("codebook.description", n=len(rows))
    )


def described(node: Code, material: Material, w: Words) -> bool:
    """Whether a theme or category has something to say for itself."""
    return bool(definitions(node) or node.when or node.when_not or node.example or became(node, material, w))


def definitions(code: Code) -> tuple[str, ...]:
    """The brief and the full definition, each once."""
    return tuple(dict.fromkeys(part for part in (code.brief, code.full) if part))


def group_row(path: tuple[str, ...], node: Code | None, material: Material, w: Words) -> Row:
    """The row that heads a theme or category, with its definition and what became of it."""
    own = material.language
    first: list[Text] = [path_text(path, material, w)]
    lines: list[Content] = []
    if node is not None:
        whole = definitions(node)
        if whole:
            first.append(Text("  " + whole[0], quiet=True, language=own))
        lines += [(Text(part, quiet=True, language=own),) for part in whole[1:]]
        lines += [
            (Text(w(f"codebook.{key}") + ": ", quiet=True), Text(value, quiet=True, language=own))
            for key, value in (("when", node.when), ("when_not", node.when_not), ("example", node.example))
            if value
        ]
        lines += [(Text(line, quiet=True),) for line in became(node, material, w)]
    return Row((Cell((tuple(first), *lines)),), group=True)


def entry(code: Code, material: Material, w: Words, used: Counter[str]) -> Row:
    """One code of the table: name with origin, counts, sign-off and lineage, then the fields, the example with quotations below it."""
    own = material.language
    name: list[Content] = [(Text(code.name, strong=True, language=own),)]
    name += [(Text(facts(code, material, w), quiet=True),)]
    name += [(Text(line, quiet=True),) for line in became(code, material, w)]
    example: list[Content] = [(Text(code.example, emphasis=True, language=own),)] if code.example else []
    example += [illustrated(said, material, w) for said in examples(code, material, used)]
    dash: Content = (Text("–"),)
    return Row(
        (
            Cell(tuple(name)),
            Cell(tuple((Text(part, language=own),) for part in definitions(code)) or (dash,)),
            Cell(((Text(code.when or "–", language=own),),)),
            Cell(((Text(code.when_not or "–", language=own),),)),
            Cell(tuple(example) or (dash,)),
        )
    )


def facts(code: Code, material: Material, w: Words) -> str:
    """Origin and counts of a code in a line."""
    numbers = material.by_code.get(code.name, ())
    cases = {material.quotations[number].case for number in numbers if number in material.quotations}
    told = spread(len(cases), len(numbers), len(material.respondents), material, w)
    return f"{w(f'origin.{code.origin}')}; {told}"


def became(code: Code, material: Material, w: Words) -> list[str]:
    """Sign-off and lineage of a node, a sentence each, the oldest step first."""
    said: list[str] = []
    signed = material.signoffs.get(code.id)
    if signed is not None:
        state = w(f"signoff.{signed.state}", by=signed.by, date=w.date(signed.at))
        said.append(f"{state}; {w('signoff.changed')}" if signed.changed else state)
        if signed.note:
            said.append(signed.note)
    steps = [(each.at, each.id, step(each, w)) for each in material.lineage.get(code.id, ())]
    steps += [
        (each.at, each.id, w("lineage.gave", name=name, date=w.date(each.at), by=each.by))
        for each, name in split_off(code, material)
    ]
    return said + [sentence for _, _, sentence in sorted(steps)]


def split_off(code: Code, material: Material) -> list[tuple[Lineage, str]]:
    """The steps by which other nodes were split from this one, under any of its names, with the names of those nodes today."""
    own = {
        code.name,
        *(each.name for each in material.lineage.get(code.id, ()) if each.kind in ("merged", "renamed")),
    }
    keys = {name_key(name) for name in own}
    names = {each.id: each.name for each in material.codes}
    return [
        (each, names[number])
        for number, steps in material.lineage.items()
        for each in steps
        if each.kind == "split" and number != code.id and number in names and name_key(each.name) in keys
    ]


def step(found: Lineage, w: Words) -> str:
    """One step of a lineage: what was merged into a node, what it was split from, how it was called."""
    return w(f"lineage.{found.kind}", name=found.name, date=w.date(found.at), by=found.by)


def examples(code: Code, material: Material, used: Counter[str]) -> list[Said]:
    """A few quotations of a code, each of another respondent as long as there are others."""
    left = [
        material.quotations[number]
        for number in material.by_code.get(code.name, ())
        if number in material.quotations
    ]
    shown: list[Said] = []
    while left and len(shown) < material.choices.examples:
        heard = {each.case for each in shown}
        said = pick([each for each in left if each.case not in heard] or left, used)
        if said is None:
            break
        shown.append(said)
        left = [each for each in left if each.id != said.id]
    return shown


def running(codes: Sequence[Code], material: Material, w: Words, used: Counter[str]) -> list[Block]:
    """Every node with a heading and its fields as paragraphs."""
    blocks: list[Block] = []
    order = [code for code in codes if code.kind != "code" or len(code.path) > 1]
    loose = [code for code in codes if code.kind == "code" and len(code.path) == 1]
    for code in order:
        level = len(code.path) + 1
        text = code.name if level <= DEEPEST else " › ".join(code.path[DEEPEST - 2 :])
        blocks.append(Heading(min(level, DEEPEST), text, False, node_target(code), material.language))
        blocks += paragraphs(code, material, w, used)
    if loose:
        blocks.append(Heading(2, w("categories.without"), numbered=False))
    for code in loose:
        blocks.append(Heading(3, code.name, False, node_target(code), material.language))
        blocks += paragraphs(code, material, w, used)
    return blocks


def paragraphs(code: Code, material: Material, w: Words, used: Counter[str]) -> list[Block]:
    """The fields of a node, each with its label; of a code also counts and quotations."""
    blocks: list[Block] = []
    own = material.language
    whole = definitions(code)
    if whole:
        blocks.append(
            Paragraph((Text(w("codebook.definition") + ": ", strong=True), Text(whole[0], language=own)))
        )
        blocks += [Paragraph((Text(part, language=own),)) for part in whole[1:]]
    elif code.kind == "code":
        blocks.append(Paragraph((Text(w("codebook.definition") + ": ", strong=True), Text("–"))))
    for key, value in (("when", code.when), ("when_not", code.when_not), ("example", code.example)):
        if value:
            emphasis = key == "example"
            label = Text(w(f"codebook.{key}") + ": ", strong=True)
            blocks.append(Paragraph((label, Text(value, emphasis=emphasis, language=own))))
    lines = [facts(code, material, w)] if code.kind == "code" else []
    lines += became(code, material, w)
    shown = (
        [Quote(illustrated(said, material, w)) for said in examples(code, material, used)]
        if code.kind == "code"
        else []
    )
    blocks += [Paragraph((Text(line, quiet=True),), kind="note", keep=bool(shown)) for line in lines]
    blocks += shown
    return blocks
