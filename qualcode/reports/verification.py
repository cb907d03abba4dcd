"""The check of a chapter as a report: what asks for a look first, with the words side by side, then what is in order."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model.verification import FAULTS, KINDS, Finding, Place, Verification
from qualcode.reports.blocks import (
    Block,
    Cell,
    Column,
    Content,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Report,
    Row,
    Table,
    Text,
)
from qualcode.reports.wording import Words

__all__ = ["place_in_words", "reason_in_words", "verification_report"]

ORDERLY = ("shortened", "verbatim", "own", "literature")
"""Kinds of finding that ask for nothing."""
LONGEST = 400
"""Characters of what is in order that are shown."""


def verification_report(
    found: Verification, w: Words, *, study: str, created: str, version: str, author: str = ""
) -> Report:
    """The whole check as blocks, in the language of ``w``."""
    title = w("verify.title", chapter=found.chapter)
    return Report(
        title=title,
        subtitle=w("verify.subtitle"),
        language=w.language,
        table_label=w("caption.table"),
        figure_label=w("caption.figure"),
        blocks=(
            Facts(w("verify.facts"), facts(found, w, study, created, version)),
            *summary_blocks(found, w),
            *fault_blocks(found, w),
            *rest_blocks(found, w),
        ),
        subject=w("verify.subtitle"),
        author=author,
        created=created,
    )


def place_in_words(place: Place, w: Words) -> str:
    """Where something stands, such as ``Results, paragraph 3``."""
    heading = place.heading or w("verify.before_headings")
    if place.part == "table" and place.table is not None:
        return w("verify.at_table", heading=heading, table=place.table, row=place.row)
    return w(f"verify.at_{place.part}", heading=heading, n=place.paragraph)


def reason_in_words(finding: Finding, w: Words) -> str:
    """What was found, as a sentence."""
    return w(finding.reason, **finding.values)


def facts(
    found: Verification, w: Words, study: str, created: str, version: str
) -> tuple[tuple[str, Content], ...]:
    """What was compared with what, and when."""
    rows = [(w("verify.study"), study), (w("verify.date"), w.date(created))]
    if found.coder:
        rows.append((w("verify.coder"), found.coder))
    rows.append((w("verify.version"), f"qualcode {version}"))
    return tuple((name, (Text(value),)) for name, value in rows)


def summary_blocks(found: Verification, w: Words) -> list[Block]:
    """The verdict in a sentence, and how many findings there are of each kind."""
    faults = len(found.faults)
    key = "verify.fine" if not faults else "verify.faulty_one" if faults == 1 else "verify.faulty"
    read = w("verify.read", paragraphs=w.number(found.paragraphs, 0), words=w.number(found.words, 0))
    if found.accepted:
        read += " " + w("verify.accepted", n=w.number(found.accepted, 0))
    blocks: list[Block] = [
        Paragraph((Text(w(key, n=w.number(faults, 0))),), kind="verdict"),
        Paragraph((Text(read),)),
    ]
    rows = tuple(
        row((Text(w(f"verify.kind.{kind}")),), (Text(w.number(number, 0)),))
        for kind in KINDS
        if (number := found.counts[kind])
    )
    if rows:
        columns = (Column((Text(w("verify.finding")),), 4), Column((Text(w("verify.number")),), 1, "right"))
        blocks.append(Table("findings", w("verify.summary"), columns, rows, w("verify.summary_description")))
    blocks.append(Paragraph((Text(w("verify.limits")),), kind="note"))
    return blocks


def fault_blocks(found: Verification, w: Words) -> list[Block]:
    """What asks for a look, kind by kind, each with its place and the words side by side."""
    if not found.faults:
        return []
    blocks: list[Block] = [Heading(1, w("verify.look"))]
    if found.of("differs"):
        blocks.append(Paragraph((Text(w("verify.legend")),), kind="note"))
    for kind in FAULTS:
        findings = found.of(kind)
        if findings:
            blocks.append(Heading(2, w(f"verify.kind.{kind}")))
            for finding in findings:
                blocks += finding_blocks(finding, w)
    return blocks


def finding_blocks(finding: Finding, w: Words) -> list[Block]:
    """One finding: where, what, the printed words, and what was said instead."""
    blocks: list[Block] = [
        Paragraph(
            (Text(place_in_words(finding.place, w), strong=True), Text(". " + reason_in_words(finding, w)))
        )
    ]
    if finding.changes:
        blocks.append(Quote(marked(finding)))
    elif finding.printed:
        blocks.append(Quote((Text(w("verify.printed") + " ", quiet=True), Text(finding.printed))))
    return blocks


def marked(finding: Finding) -> Content:
    """The words of a finding with signs around what is gone and what is new, so that no colour is needed."""
    out: list[Text] = []
    for change in finding.changes:
        if change.kind == "same":
            out.append(Text(change.text))
        elif change.kind == "gone":
            out.append(Text(f"[-{change.text}-]", quiet=True))
        else:
            out.append(Text(f"{{+{change.text}+}}", strong=True))
    return tuple(out)


def rest_blocks(found: Verification, w: Words) -> list[Block]:
    """What could not be checked, and what is in order."""
    blocks: list[Block] = []
    unchecked = found.of("unchecked")
    if unchecked:
        columns = (Column((Text(w("verify.place")),), 2), Column((Text(w("verify.words")),), 4))
        rows = [
            row((Text(place_in_words(finding.place, w)),), (Text(shortened(finding.printed)),))
            for finding in unchecked
        ]
        caption, description = w("verify.left_caption"), w("verify.left_description")
        blocks += [
            Heading(1, w("verify.left")),
            Table("unchecked", caption, columns, tuple(rows), description),
        ]
    orderly = [finding for kind in ORDERLY for finding in found.findings if finding.kind == kind]
    if orderly:
        blocks += [Heading(1, w("verify.order")), order_table(orderly, w)]
    return blocks


def order_table(findings: Iterable[Finding], w: Words) -> Table:
    """Quotations that ask for nothing, with what they are and where they come from."""
    columns = (
        Column((Text(w("verify.place")),), 2),
        Column((Text(w("verify.words")),), 4),
        Column((Text(w("verify.finding")),), 2),
        Column((Text(w("verify.source")),), 1.2),
    )
    rows = tuple(
        row(
            (Text(place_in_words(finding.place, w)),),
            (Text(shortened(finding.printed)),),
            (Text(w(f"verify.kind.{finding.kind}")),),
            (Text(source(finding, w)),),
        )
        for finding in findings
    )
    return Table("orderly", w("verify.order_caption"), columns, rows, w("verify.order_description"))


def source(finding: Finding, w: Words) -> str:
    """Where words come from: the citation of their quotation, or the respondent and the turn."""
    passage = finding.passage
    if passage is None:
        return "–"
    if passage.quotation is not None:
        return f"[{passage.case}:{passage.quotation}]"
    return f"{passage.case}, {w('verify.turn', turn=passage.turn)}" if passage.turn else passage.case


def row(*cells: Content) -> Row:
    """A row of one-paragraph cells."""
    return Row(tuple(Cell((cell,)) for cell in cells))


def shortened(text: str) -> str:
    """Words cut at the end where they are long."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
