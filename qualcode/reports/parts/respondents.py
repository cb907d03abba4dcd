"""Who was interviewed: one row a respondent, with the attributes that the study gives them."""

from __future__ import annotations

from collections import Counter

from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.people import people
from qualcode.reports.wording import Words

__all__ = ["respondents_blocks"]

MOST_ATTRIBUTES = 5
"""Attributes that fit beside each other on an upright page."""


def respondents_blocks(material: Material, w: Words) -> list[Block]:
    """Heading, a sentence and the table of respondents; says so where nobody has been interviewed yet."""
    blocks: list[Block] = [Heading(1, w("respondents.title"), target="respondents")]
    if not material.documents:
        return [*blocks, Paragraph((Text(w("missing.documents")),))]
    cases = sorted(material.respondents, key=lambda case: w.sort_key(case.label))
    names = Counter(name for case in cases for name, value in case.attributes.items() if value)
    shown = [name for name, _ in sorted(names.items(), key=lambda item: (item[0] != material.by, -item[1]))]
    shown = shown[:MOST_ATTRIBUTES]
    words = sum(document.words for document in material.documents)
    languages = Counter(document.language for document in material.documents)
    blocks.append(
        Paragraph(
            w.content(
                "respondents.sentence",
                table=Ref("respondents"),
                respondents=w.count(len(cases), "respondent"),
                documents=w.count(len(material.documents), "document"),
                words=w.count(words, "word"),
                languages=w.join([w.language_name(language) for language in sorted(languages)]),
            )
        )
    )
    if len(cases) == 1:
        blocks.append(Paragraph((Text(w("missing.one_respondent")),)))
    headings = [
        w("respondents.respondent"),
        *(w.attribute(name) for name in shown),
        *(w(f"respondents.{name}") for name in ("documents", "words", "quotations")),
    ]
    quotations = Counter(said.case for said in material.quotations.values())
    table: list[list[str]] = []
    for case in cases:
        own = [document for document in material.documents if document.case_id == case.id]
        counts = (len(own), sum(d.words for d in own), quotations[case.label])
        values = (case.attributes.get(name) or "–" for name in shown)
        table.append([case.label, *values, *(w.number(count, 0) for count in counts)])
    columns = [
        Column((Text(heading),), column_width([heading, *cells]), "right" if n > len(shown) else "left")
        for n, (heading, *cells) in enumerate(zip(headings, *table, strict=True))
    ]
    rows = [
        Row(
            tuple(
                Cell(((Text(value, language=material.language if 0 < n <= len(shown) else ""),),))
                for n, value in enumerate(cells)
            )
        )
        for cells in table
    ]
    description = w(
        "respondents.description", n=len(cases), attributes=w.join([w.attribute(n) for n in shown]) or "–"
    )
    blocks.append(Table("respondents", w("respondents.caption"), tuple(columns), tuple(rows), description))
    if not shown:
        blocks.append(Paragraph((Text(w("missing.attributes")),), kind="note"))
    elif len(names) > len(shown):
        left = w.join([w.attribute(name) for name in names if name not in shown])
        blocks.append(Paragraph((Text(w("respondents.left_out", attributes=left)),), kind="note"))
    return [*blocks, *withheld_notes(material, w)]


def withheld_notes(material: Material, w: Words) -> list[Block]:
    """What is not printed of the respondents, and whether they could be recognised by what is."""
    gone = material.withheld
    if gone is None:
        return []
    least = w.count(gone.smallest, "respondent")

    def named(attributes: tuple[str, ...]) -> str:
        return w.join([w.attribute(name) for name in attributes])

    said = []
    if gone.some:
        said.append(w("small.values", people=least, attributes=named(gone.some)))
    if gone.dropped:
        said.append(w("small.dropped", people=least, attributes=named(gone.dropped)))
    if gone.ranges:
        said.append(w("small.ranges", attributes=named(gone.ranges)))
    if gone.risk:
        said.append(
            w("small.risk", people=least, n=people(gone.risk, len(material.respondents), material, w))
        )
    return [Paragraph((Text(sentence),), kind="note") for sentence in said]


def column_width(texts: list[str]) -> float:
    """A width that holds the longest word of a column, and half of its longest cell on one line."""
    longest_word = max(len(word) for text in texts for word in text.split() or [""])
    return max(longest_word + 2.5, max(map(len, texts)) / 2)
