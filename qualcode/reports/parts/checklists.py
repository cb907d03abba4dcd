"""The reporting checklists as tables: item and question, answer, who answers, and an empty column for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.model.checklists import COREQ, SRQR, ChecklistItem
from qualcode.reports.blocks import Block, Cell, Column, Content, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.parts.answers import Answer, by_author
from qualcode.reports.parts.coreq import coreq_answers
from qualcode.reports.parts.srqr import srqr_answers
from qualcode.reports.wording import Words

__all__ = ["coreq_blocks", "srqr_blocks"]


def coreq_blocks(material: Material, w: Words, *, level: int = 1, numbered: bool = False) -> list[Block]:
    """The 32 items of COREQ; ``level`` and ``numbered`` are those of the heading."""
    return checklist("coreq", COREQ, coreq_answers(material, w), w, level, numbered)


def srqr_blocks(material: Material, w: Words, *, level: int = 1, numbered: bool = False) -> list[Block]:
    """The 21 items of SRQR; ``level`` and ``numbered`` are those of the heading."""
    return checklist("srqr", SRQR, srqr_answers(material, w), w, level, numbered)


def checklist(
    name: str,
    items: Sequence[ChecklistItem],
    answers: Mapping[int, Answer],
    w: Words,
    level: int,
    numbered: bool,
) -> list[Block]:
    """Heading, how far the study goes, the table, and where the items come from."""
    columns = (
        Column((Text(w("checklist.number")),), 0.7, "right"),
        Column((Text(w("checklist.item")),), 3.1),
        Column((Text(w("checklist.answer")),), 5.0),
        Column((Text(w("checklist.status")),), 1.6),
        Column((Text(w("checklist.page")),), 0.9),
    )
    rows: list[Row] = []
    section = 0
    for item in items:
        if item.section != section:
            section = item.section
            rows.append(Row((Cell(((Text(w(f"{name}.section{section}"), strong=True),),)),), group=True))
        rows.append(item_row(name, item, answers.get(item.number, by_author()), w))
    standings = Counter(answers.get(item.number, by_author()).standing for item in items)
    counts = {key: w.number(standings[key], 0) for key in ("study", "half", "author")}
    said = w.content(f"{name}.sentence", table=Ref(name))
    told = w("checklist.counts", all=w.number(len(items), 0), **counts)
    return [
        Heading(level, w(f"{name}.title"), numbered=numbered, target=name),
        Paragraph((*said, Text(" " + told))),
        Table(
            name,
            w(f"{name}.caption"),
            columns,
            tuple(rows),
            w("checklist.description", n=w.number(len(items), 0)),
        ),
        Paragraph((Text(w("checklist.note")),), kind="note"),
    ]


def item_row(name: str, item: ChecklistItem, answer: Answer, w: Words) -> Row:
    """One item with what the study says to it."""
    said: list[Content] = [(Text(sentence),) for sentence in answer.sentences]
    if answer.add:
        said.append((Text(w("checklist.add", what=answer.add), emphasis=True),))
    if not said:
        said.append((Text(w("checklist.open"), quiet=True),))
    return Row(
        (
            Cell(((Text(str(item.number)),),)),
            Cell(
                (
                    (Text(w(f"{name}.item{item.number}"), strong=True),),
                    (Text(w(f"{name}.ask{item.number}")),),
                )
            ),
            Cell(tuple(said)),
            Cell(((Text(w(f"checklist.{answer.standing}")),),)),
            Cell(((Text(""),),)),
        )
    )
