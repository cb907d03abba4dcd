"""When interviews stopped bringing new codes: figure, table, and what came of the thresholds."""

from __future__ import annotations

from qualcode.model.saturation import Interview, InterviewOrder, Reached, Saturation
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Content,
    Figure,
    Heading,
    Paragraph,
    Ref,
    Row,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["saturation_blocks"]


def saturation_blocks(material: Material, w: Words) -> list[Block]:
    """Figure, table and thresholds; says so where there are too few interviews or nothing is coded."""
    found = material.saturation
    blocks: list[Block] = [Heading(1, w("saturation.title"), target="saturation")]
    if found is None or not found.interviews or not found.interviews[-1].cumulative:
        return [*blocks, Paragraph((Text(w("saturation.missing")),))]
    blocks.append(Paragraph(opening(found, material, w)))
    if found.base_codes and found.reached:
        blocks.append(BulletList(tuple((Text(threshold(found, each, w)),) for each in found.reached)))
    if found.left_out:
        left = w("saturation.left_out", interviews=w.join(found.left_out))
        blocks.append(Paragraph((Text(left),)))
    order = material.interview_order
    if order is not None:
        placed = order_sentence(order, w)
        blocks.append(
            Paragraph((Text(f"{placed} {w('saturation.codebook', merges=w.number(order.merges, 0))}"),))
        )
    if material.curve is not None:
        description = w(
            "saturation.figure_description",
            n=len(found.interviews),
            first=w.count(found.interviews[0].cumulative, "code"),
            last=w.count(found.interviews[-1].cumulative, "code"),
        )
        blocks.append(Figure("saturation", w("saturation.figure_caption"), material.curve, description))
    blocks.append(interviews_table(found, w))
    blocks.append(Paragraph((Text(w("saturation.note")),), kind="note"))
    return blocks


def order_sentence(order: InterviewOrder, w: Words) -> str:
    """By what the interviews are ordered; where an attribute with their dates was not used, for whom it holds none."""
    if order.attribute is not None:
        return w("saturation.order_attribute", attribute=w.attribute(order.attribute))
    if order.passed_over is None:
        return w("saturation.order_import")
    cases = w.join([f"{case} ({value})" if value else case for case, value in order.unread])
    return w("saturation.order_unread", attribute=w.attribute(order.passed_over), cases=cases)


def opening(found: Saturation, material: Material, w: Words) -> Content:
    """What figure and table show, and by which method; or why saturation was not assessed."""
    table = Ref("interviews")
    base = w.count(found.base_size, "document")
    if len(found.interviews) < found.needed:
        return w.content(
            "saturation.short",
            table=table,
            base=str(found.base_size),
            run=str(found.run_length),
            needed=w.count(found.needed, "document"),
            interviews=w.count(len(found.interviews), "document"),
        )
    if not found.base_codes:
        return w.content("saturation.no_base", table=table, base=base)
    codes = w.count(found.base_codes, "code")
    if material.curve is None:
        return w.content(
            "saturation.sentence_bare", table=table, base=base, codes=codes, run=str(found.run_length)
        )
    return w.content(
        "saturation.sentence",
        figure=Ref("saturation"),
        table=table,
        base=base,
        codes=codes,
        run=str(found.run_length),
    )


def threshold(found: Saturation, reached: Reached, w: Words) -> str:
    """What came of one threshold, in the order of interviewing and over random orders."""
    share = w.percent(reached.threshold)
    if reached.after is None:
        said = w("saturation.not_reached", threshold=share)
    else:
        said = w(
            "saturation.reached",
            threshold=share,
            after=reached.after,
            run=found.run_length,
            notation=reached.notation,
            confirmed=w.join([str(number) for number in reached.confirmed]),
        )
    if not found.permutations:
        return said
    values = {
        "permutations": w.number(found.permutations, 0),
        "orders": w.number(reached.orders, 0),
    }
    if reached.median_after is None:
        return f"{said} {w('saturation.random_none', **values)}"
    return f"{said} {w('saturation.random', **values, median=reached.median_after)}"


def interviews_table(found: Saturation, w: Words) -> Table:
    """One row an interview, in order."""
    headings = (
        (w("saturation.number"), 0.8, False),
        (w("saturation.respondent"), 2.6, True),
        (w("saturation.codes"), 1.1, False),
        (w("saturation.new"), 1.0, False),
        (w("saturation.cumulative"), 1.2, False),
        (w("saturation.ratio"), 1.5, False),
        (w("saturation.median"), 3.2, False),
    )
    ratios = {run.last: run.ratio for run in found.runs}
    spread = {
        each.number: f"{w.number(each.median, 1)} ({w.number(each.low, 1)}–{w.number(each.high, 1)})"
        for each in found.spread
    }
    return Table(
        "interviews",
        w("saturation.caption"),
        tuple(
            Column((Text(heading),), share, "left" if left else "right") for heading, share, left in headings
        ),
        tuple(
            interview_row(each, ratios.get(each.number), spread.get(each.number, "–"), w)
            for each in found.interviews
        ),
        w("saturation.description", n=len(found.interviews)),
    )


def interview_row(interview: Interview, ratio: float | None, spread: str, w: Words) -> Row:
    """One interview with its codes, and the run that ends with it."""
    texts = (
        str(interview.number),
        interview.name,
        w.number(interview.codes, 0),
        w.number(len(interview.new), 0),
        w.number(interview.cumulative, 0),
        "–" if ratio is None else w.number(ratio * 100, 1) + ("%" if w.language == "en" else "\u00a0%"),
        spread,
    )
    return Row(tuple(Cell(((Text(text),),)) for text in texts))
