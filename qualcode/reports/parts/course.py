"""The course of the work: rounds and days, coders, and how the codebook grew; summed up, however long the history is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qualcode.model.audit_trails import BREAK, AuditTrail, CodebookStep, CoderWork, Round, WorkDay
from qualcode.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Ref,
    Row,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["coders_blocks", "course_blocks", "growth_blocks", "plain_table"]

NAMED = 8
"""Names in one step of a day; the rest is counted."""
MOST_SMALL_STEPS = 200
"""Renamings and deletions that are listed one by one; merges and splits always are."""
MOVED = {"merged": "coding", "split": "quotation", "deleted": "coding"}
"""What a step that is listed moves or takes along."""
REMADE = ("merged", "split", "renamed", "deleted")
"""Steps that are listed by themselves."""

WIDEST_WORD = 18
"""Letters of a word for which a column still makes room."""
WIDEST = 44
"""Letters of a text for which a column makes room on two lines."""
BREAK_AT = re.compile(r"[ \n]")

Hide = Callable[[str], str]
"""Puts the label of a case in the place of names of files."""


def plain_table(
    key: str,
    caption: str,
    headings: Sequence[tuple[str, Align]],
    rows: Sequence[Sequence[str]],
    description: str,
    *,
    widest: int = WIDEST,
) -> Table:
    """A table of plain texts, each column wide enough for its longest word; a line feed begins a new paragraph of a cell."""
    texts = [[heading, *(row[n] for row in rows)] for n, (heading, _) in enumerate(headings)]
    columns = tuple(
        Column((Text(heading),), width(own, widest), align)
        for (heading, align), own in zip(headings, texts, strict=True)
    )
    made = tuple(
        Row(tuple(Cell(tuple((Text(line),) for line in text.split("\n"))) for text in row)) for row in rows
    )
    return Table(key, caption, columns, made, description)


def width(texts: Sequence[str], widest: int) -> float:
    """A width that holds the longest word of a column on one line, and its longest text on a few."""
    bold = max(len(word) for word in BREAK_AT.split(texts[0])) + 1.5
    longest_word = max([bold, *(len(word) for text in texts for word in BREAK_AT.split(text))])
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return max(min(longest_word, WIDEST_WORD) + 2.5, min(longest, widest) / 2)


def course_blocks(trail: AuditTrail, hide: Hide, w: Words) -> list[Block]:
    """Rounds of coding and days of work; nothing where nothing was ever done."""
    if not trail.days:
        return []
    first, last = trail.days[0].date, trail.days[-1].date
    people = {who for day in trail.days for who in day.people}
    said = w(
        "course.sentence" if first != last else "course.sentence_day",
        first=w.date(first),
        last=w.date(last),
        changes=w.number(sum(day.changes for day in trail.days), 0),
        days=w.number(len(trail.days), 0),
        people=w.number(len(people), 0),
        undone=w.number(sum(day.undone for day in trail.days), 0),
    )
    blocks: list[Block] = [Heading(2, w("course.title")), Paragraph((Text(said),))]
    if trail.withdrawn:
        gone = w("course.withdrawn", n=w.number(trail.withdrawn, 0))
        emptied = sum(day.emptied for day in trail.days)
        if emptied:
            standing = sum(day.standing for day in trail.days)
            gone += " " + w("course.emptied", changes=w.number(emptied, 0), codings=w.number(standing, 0))
        blocks.append(Paragraph((Text(gone),)))
    if trail.rounds:
        said_rounds = w.content("course.rounds_sentence", table=Ref("rounds"), days=w.number(BREAK, 0))
        blocks += [Paragraph(said_rounds), rounds_table(trail.rounds, w)]
    blocks.append(Paragraph(w.content("course.days_sentence", table=Ref("days"))))
    return [*blocks, days_table(trail.days, hide, w)]


def rounds_table(rounds: Sequence[Round], w: Words) -> Table:
    """One row a round."""
    headings: list[tuple[str, Align]] = [
        (w("course.round"), "right"),
        (w("course.when"), "left"),
        (w("course.coders"), "left"),
    ]
    headings += [(w(f"course.{key}"), "right") for key in ("made", "removed", "fresh", "again", "codes_end")]
    rows = []
    for each in rounds:
        when = (
            w.short_date(each.first)
            if each.first == each.last
            else f"{w.short_date(each.first)} – {w.short_date(each.last)}"
        )
        figures = (each.coded, each.uncoded, each.fresh, each.again, each.stage.codes)
        rows.append(
            (str(each.number), when, w.join(each.coders), *(w.number(figure, 0) for figure in figures))
        )
    description = w("course.rounds_description", n=w.number(len(rows), 0))
    return plain_table("rounds", w("course.rounds_caption"), headings, rows, description)


def days_table(days: Sequence[WorkDay], hide: Hide, w: Words) -> Table:
    """One row a day, with the steps that decided on the codebook."""
    headings: list[tuple[str, Align]] = [(w("course.day"), "left"), (w("course.people"), "left")]
    headings += [(w(f"course.{key}"), "right") for key in ("changes", "codings", "codes_end", "groups_end")]
    headings.append((w("course.steps"), "left"))
    rows = []
    for day in days:
        codings = f"+{w.number(day.coded, 0)}" + (f" / {w.number(-day.uncoded, 0)}" if day.uncoded else "")
        rows.append(
            (
                w.short_date(day.date),
                w.join(day.people),
                w.number(day.changes, 0),
                codings if day.coded or day.uncoded else "–",
                w.number(day.stage.codes, 0),
                w.number(day.stage.categories + day.stage.themes, 0),
                "\n".join(step_said(step, hide, w).replace("\n", " ") for step in day.steps) or "–",
            )
        )
    description = w("course.days_description", n=w.number(len(rows), 0))
    return plain_table("days", w("course.days_caption"), headings, rows, description, widest=76)


def step_said(step: CodebookStep, hide: Hide, w: Words) -> str:
    """A step in words; of many names the first ones."""
    names = listed([hide(name) for name in step.names], w) or "–"
    number = step.number if step.kind == "documents" else len(step.names)
    return w(f"step.{step.kind}", n=w.number(number, 0), names=names, target=hide(step.target) or "–")


def listed(names: Sequence[str], w: Words) -> str:
    """Names, those beyond the first few counted."""
    if len(names) <= NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])} {w('checklist.more', n=w.number(len(names) - NAMED, 0))}"


def coders_blocks(material: Material, trail: AuditTrail, w: Words) -> list[Block]:
    """Who has coded how much, and who coded blind."""
    if not trail.coders:
        return []
    headings: list[tuple[str, Align]] = [(w("course.coder"), "left")]
    headings += [(w(f"course.{key}"), "right") for key in ("stands", "interviews", "codes")]
    headings += [(w("course.first"), "left"), (w("course.last"), "left")]
    rows = [coder_row(each, w) for each in trail.coders]
    description = w("course.coders_description", n=w.number(len(rows), 0))
    blocks: list[Block] = [
        Heading(2, w("course.coders_title")),
        Paragraph(w.content("course.coders_sentence", table=Ref("coders"))),
        plain_table("coders", w("course.coders_caption"), headings, rows, description),
    ]
    if trail.shared:
        blocks.append(Paragraph((Text(w("course.shared", documents=w.count(trail.shared, "document"))),)))
    for coder, since, until in trail.blind:
        said = (
            w("course.blind", coder=coder, since=w.date(since), until=w.date(until))
            if until
            else w("course.blind_still", coder=coder, since=w.date(since))
        )
        blocks.append(Paragraph((Text(said),)))
    return blocks


def coder_row(each: CoderWork, w: Words) -> tuple[str, ...]:
    """One coder."""
    figures = (each.codings, each.documents, each.codes)
    return (
        each.coder,
        *(w.number(figure, 0) for figure in figures),
        w.short_date(each.first),
        w.short_date(each.last),
    )


def growth_blocks(trail: AuditTrail, hide: Hide, w: Words) -> list[Block]:
    """Merges, splits, renamings and deletions; where renamings and deletions are very many, these as a number."""
    head = Heading(2, w("course.growth_title"))
    steps = [step for day in trail.days for step in day.steps if step.kind in REMADE]
    if not steps:
        return [head, Paragraph((Text(w("course.growth_none")),))]
    counts = {kind: w.number(sum(step.kind == kind for step in steps), 0) for kind in REMADE}
    small = sum(step.kind in ("renamed", "deleted") for step in steps)
    if small > MOST_SMALL_STEPS:
        steps = [step for step in steps if step.kind in ("merged", "split")]
    headings: list[tuple[str, Align]] = [(w("trail.when"), "left"), (w("trail.who"), "left")]
    headings += [(w(f"course.{key}"), "left") for key in ("step", "from", "to")]
    headings.append((w("course.number"), "left"))
    rows = [
        (
            w.moment(step.at),
            step.by,
            w(f"step.name.{step.kind}"),
            ", ".join(hide(name) for name in step.names) or "–",
            hide(step.target) or "–",
            w.count(step.number, MOVED[step.kind]) if step.number and step.kind in MOVED else "–",
        )
        for step in steps
    ]
    description = w("course.growth_description", n=w.number(len(rows), 0))
    blocks: list[Block] = [
        head,
        Paragraph(w.content("course.growth_sentence", table=Ref("growth"), **counts)),
    ]
    blocks.append(plain_table("growth", w("course.growth_caption"), headings, rows, description))
    if small > MOST_SMALL_STEPS:
        blocks.append(Paragraph((Text(w("course.growth_left", n=w.number(small, 0))),), kind="note"))
    return blocks
