"""The appendix of a thesis in the forms that universities ask for: category to statement, or meaning unit to theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.model.codes import Code
from qualcode.reports.blocks import (
    Block,
    Cell,
    Cite,
    Column,
    Content,
    Heading,
    Inline,
    Paragraph,
    Quote,
    Ref,
    Row,
    Section,
    Table,
    Text,
)
from qualcode.reports.illustration import pick, shorten
from qualcode.reports.material import Material, Said
from qualcode.reports.parts.title import no_codings
from qualcode.reports.parts.transcript import initials, margin_table, transcript_block
from qualcode.reports.people import people
from qualcode.reports.quoting import Quoting, quoted
from qualcode.reports.selecting import Selection, narrowed_to
from qualcode.reports.wording import Words

__all__ = ["appendix_blocks", "meaning_unit_blocks", "sample_blocks", "thesis_blocks"]

SAMPLE = 9000
"""Number of the sample among tables of transcripts, beyond those of whole interviews."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code stands in the tree, in the words of the appendix."""

    theme: str
    category: str
    subcategory: str
    """Of categories nested deeper, all names below the first."""


def appendix_blocks(material: Material, w: Words) -> list[Block]:
    """The form that was chosen; by default meaning units in Swedish, category to statement in other languages."""
    form = material.choices.form or ("meaning_units" if w.language == "sv" else "thesis")
    return meaning_unit_blocks(material, w) if form == "meaning_units" else thesis_blocks(material, w)


def placed(selection: Selection) -> list[tuple[Place, list[Code]]]:
    """Codes by their place in tree order, those right under a node before those of its branches; codes that hang nowhere come last."""
    kinds = {code.path: code.kind for code in selection.material.codes}
    groups: dict[tuple[str, ...], list[Code]] = {
        code.path: [] for code in selection.material.codes if code.kind != "code"
    }
    groups[()] = []
    for code in selection.codes:
        if code.kind == "code":
            groups.setdefault(code.path[:-1], []).append(code)
    found: list[tuple[Place, list[Code]]] = []
    for path, codes in groups.items():
        if codes:
            above = [
                (path[depth - 1], kinds.get(path[:depth], "category")) for depth in range(1, len(path) + 1)
            ]
            themes = [name for name, kind in above if kind == "theme"]
            categories = [name for name, kind in above if kind == "category"]
            place = Place(" › ".join(themes), categories[0] if categories else "", " › ".join(categories[1:]))
            found.append((place, codes))
    return found


def share(names: Iterable[str]) -> float:
    """The width of a column of names: narrow where all are empty."""
    return 2.0 if any(names) else 1.75


def limited(said: Iterable[Said], most: int | None) -> tuple[list[Said], int]:
    """Quotations with at most ``most`` of one respondent, and how many were left out."""
    counts: Counter[str] = Counter()
    kept: list[Said] = []
    left = 0
    for each in said:
        counts[each.case] += 1
        if most is not None and counts[each.case] > most:
            left += 1
        else:
            kept.append(each)
    return kept, left


def italic(content: Iterable[Inline]) -> list[Inline]:
    """Content with the respondent's words in italics."""
    return [
        replace(item, emphasis=True)
        if isinstance(item, Text) and not item.quiet and len(item.text) > 1
        else item
        for item in content
    ]


def spread(said: Sequence[Said], selection: Selection, w: Words) -> str:
    """How many respondents speak of a code; of few that they are few, where small cells are withheld."""
    return people(len({each.case for each in said}), len(selection.cases), selection.material, w)


# --- category, subcategory, code, statement ------------------------------------------------------------------------


def thesis_blocks(material: Material, w: Words) -> list[Block]:
    """The table with one statement a code, then all statements in italics, category by category."""
    head = Heading(1, w("thesis.title"), numbered=False, target="thesis")
    selection = Selection(material)
    places = placed(selection)
    if not places:
        return [head, Paragraph((Text(w("missing.codes")),))]
    most = material.choices.per_respondent
    said = w.content(
        "thesis.sentence" if most is None else "thesis.sentence_limited",
        table=Ref("thesis"),
        total=w.number(len(selection.cases), 0),
        most=w.number(most or 0, 0),
    )
    blocks: list[Block] = [head, Heading(2, w("thesis.overview"), numbered=False), Paragraph(said)]
    blocks += [Paragraph(narrowed) for narrowed in narrowed_to(material, w)]
    if not material.codings:
        blocks.append(Paragraph((Text(no_codings(material, w)),)))
    blocks.append(thesis_table(places, selection, w))
    blocks.append(Paragraph((Text(w("thesis.consent")),), kind="note"))
    quoting = Quoting(material, w)
    shown: tuple[str, str] = ("", "")
    for place, codes in places:
        chapter, section = headings(place, w)
        if chapter != shown[0]:
            tongue = material.language if place.category and not place.theme else ""
            blocks.append(Heading(2, chapter, numbered=False, language=tongue))
        if section and (chapter, section) != shown:
            blocks.append(Heading(3, section, numbered=False, language=material.language))
        shown = (chapter, section)
        for code in codes:
            blocks += statements(code, selection, quoting, w)
    return blocks


def headings(place: Place, w: Words) -> tuple[str, str]:
    """Chapter and section under which the statements of a place stand: theme and categories, or category and subcategory."""
    if place.theme:
        return (
            w("thesis.theme", name=place.theme),
            " › ".join(name for name in (place.category, place.subcategory) if name),
        )
    return (place.category or w("categories.without"), place.subcategory)


def thesis_table(places: Sequence[tuple[Place, list[Code]]], selection: Selection, w: Words) -> Table:
    """One row a code; category and subcategory stand in the first row of theirs, themes over them."""
    columns = (
        Column((Text(w("thesis.category")),), 2.2),
        Column((Text(w("thesis.subcategory")),), share(place.subcategory for place, _ in places)),
        Column((Text(w("thesis.code")),), 2.2),
        Column((Text(w("thesis.statement")),), 4.6),
    )
    rows: list[Row] = []
    used: Counter[str] = Counter()
    spoken = selection.material.language
    themes = any(place.theme for place, _ in places)
    theme: str | None = None if themes else ""
    category = subcategory = ""
    for place, codes in places:
        if place.theme != theme:
            theme, category, subcategory = place.theme, "", ""
            over = w("thesis.theme", name=theme) if theme else w("thesis.no_theme")
            rows.append(Row((Cell(((Text(over, strong=True),),)),), group=True))
        for code in codes:
            own = place.category or w("categories.without")
            again = own == category
            first: Content = (
                Text("" if again else own, strong=True, language=spoken if place.category else ""),
            )
            second = "" if again and place.subcategory == subcategory else place.subcategory or "–"
            category, subcategory = own, place.subcategory
            rows.append(
                Row(
                    (
                        Cell((first,)),
                        Cell(((Text(second, language=spoken),),)),
                        *code_cells(code, selection, used, w),
                    )
                )
            )
    description = w("thesis.description", n=w.number(sum(len(codes) for _, codes in places), 0))
    return Table("thesis", w("thesis.caption"), columns, tuple(rows), description)


def code_cells(code: Code, selection: Selection, used: Counter[str], w: Words) -> tuple[Cell, Cell]:
    """A code with its spread, and one statement as an example."""
    found = selection.quotations(code.name)
    name: Content = (Text(code.name, language=selection.material.language),)
    count: Content = (Text(spread(found, selection, w), quiet=True),)
    chosen = pick(found, used)
    if chosen is None:
        return Cell((name, count)), Cell(((Text(w("thesis.no_statement"), quiet=True),),))
    example = (*italic(quoted(chosen, w, shorten(chosen.words))), Text(" "), Cite(chosen.id, chosen.case))
    return Cell((name, count)), Cell((example,))


def statements(code: Code, selection: Selection, quoting: Quoting, w: Words) -> list[Block]:
    """The statements of a code, in italics and with their numbers."""
    found = selection.quotations(code.name)
    kept, left = limited(found, selection.material.choices.per_respondent)
    own = selection.material.language
    content: list[Inline] = [Text(code.name, strong=True, language=own)]
    if code.brief:
        content.append(Text(f"  {code.brief}", language=own))
    content.append(
        Text(f"  {spread(found, selection, w) if found else w('thesis.no_statement')}", quiet=True)
    )
    blocks: list[Block] = [Paragraph(tuple(content), kind="speaker")]
    blocks += [Quote((*italic(quoting.words(said)), *quoting.second_line(said))) for said in kept]
    if left:
        told = w("thesis.left_out", quotations=w.count(left, "quotation"))
        blocks.append(Paragraph((Text(told),), kind="note"))
    return blocks


# --- meaning unit, condensed, code, subcategory, category, theme -----------------------------------------------------


def meaning_unit_blocks(material: Material, w: Words) -> list[Block]:
    """The table of Graneheim & Lundman (2004) on pages that lie on their side: one row for each code of each quotation."""
    head = Heading(1, w("units.title"), numbered=False, target="units")
    selection = Selection(material)
    places = placed(selection)
    if not places:
        return [head, Paragraph((Text(w("missing.codes")),))]
    if not material.codings:
        return [head, Paragraph((Text(no_codings(material, w)),))]
    quoting = Quoting(material, w)
    rows: list[Row] = []
    bare: set[int] = set()
    left = 0
    for place, codes in places:
        for code in codes:
            kept, out = limited(selection.quotations(code.name), material.choices.per_respondent)
            left += out
            bare |= {said.id for said in kept if not said.condensed.strip()}
            rows += [unit_row(said, code, place, quoting, w) for said in kept]
    columns = (
        Column((Text(w("units.unit")),), 4.4),
        Column((Text(w("units.condensed")),), 3.2),
        Column((Text(w("thesis.code")),), 2.2),
        Column((Text(w("thesis.subcategory")),), share(place.subcategory for place, _ in places)),
        Column((Text(w("thesis.category")),), share(place.category for place, _ in places)),
        Column((Text(w("units.theme")),), share(place.theme for place, _ in places)),
    )
    said = w.content("units.sentence", table=Ref("units"), n=w.number(len(rows), 0))
    description = w("units.description", n=w.number(len(rows), 0))
    notes = [w("units.without", n=w.number(len(bare), 0))] if bare else []
    if not any(place.theme for place, _ in places):
        notes.append(w("units.no_theme"))
    if left:
        notes.append(w("thesis.left_out", quotations=w.count(left, "quotation")))
    return [
        Section(landscape=True),
        head,
        Paragraph(said),
        *(Paragraph(narrowed) for narrowed in narrowed_to(material, w)),
        Table("units", w("units.caption"), columns, tuple(rows), description),
        *(Paragraph((Text(note),), kind="note") for note in notes),
        Section(landscape=False),
    ]


def unit_row(said: Said, code: Code, place: Place, quoting: Quoting, w: Words) -> Row:
    """One meaning unit under one code."""
    condensed = said.condensed.strip()
    unit: Content = (*quoting.words(said), *quoting.second_line(said))
    short: Content = (
        (Text(condensed, language=said.language),)
        if condensed
        else (Text(w("units.not_condensed"), quiet=True),)
    )
    rest = (code.name, place.subcategory or "–", place.category or "–", place.theme or "–")
    return Row(
        (
            Cell((unit,)),
            Cell((short,)),
            *(Cell(((Text(text, language=quoting.material.language),),)) for text in rest),
        )
    )


# --- sample of a coded transcript ----------------------------------------------------------------------------------------


def sample_blocks(material: Material, w: Words) -> list[Block]:
    """A stretch of one interview with its codes in a column beside it."""
    head = Heading(1, w("sample.title"), numbered=False, target="sample")
    sample = material.sample
    if sample is None or not sample.turns:
        return [head, Paragraph((Text(w("sample.missing")),))]
    coders = list(dict.fromkeys(row.coder for row in sample.codings))
    marks = initials(coders)
    paths = {code.id: code.path[:-1] for code in material.codes}
    name = w("transcript.heading", case=sample.case, number=sample.ordinal) if sample.several else sample.case
    said = w("sample.sentence", case=name, first=sample.turns[0].number, last=sample.turns[-1].number)
    shown = transcript_block(sample, paths, marks, w)
    return [head, Paragraph((Text(said),)), margin_table(shown, name, SAMPLE, marks, w)]
