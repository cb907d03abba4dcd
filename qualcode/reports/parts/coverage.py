"""How much of what respondents say bears a code, interview by interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.model.coverage import DocumentCoverage
from qualcode.reports.blocks import Block, Cell, Column, Heading, Paragraph, Ref, Row, Table, Text
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["coverage_blocks"]


def coverage_blocks(material: Material, w: Words) -> list[Block]:
    """Heading, the share over all, and a row an interview; nothing where nothing is coded."""
    found = material.coverage
    if found is None or not material.codings or not found.total.spoken:
        return []
    headings = (
        (w("coverage.document"), 3.0),
        (w("coverage.share"), 1.6),
        (w("coverage.turns"), 1.5),
        (w("coverage.uncoded"), 1.9),
        (w("coverage.codings"), 1.5),
    )
    columns = tuple(
        Column((Text(heading),), width, "right" if n else "left")
        for n, (heading, width) in enumerate(headings)
    )
    names = interview_names(found.documents)
    said = w.content(
        "coverage.sentence",
        table=Ref("coverage"),
        share=share(found.total.share, w),
        turns=w.of(found.total.uncoded_turns, found.total.turns),
    )
    blocks: list[Block] = [
        Heading(2, w("coverage.title")),
        Paragraph(said),
        Table(
            "coverage",
            w("coverage.caption"),
            columns,
            tuple(document_row(name, row, w) for name, row in zip(names, found.documents, strict=True)),
            w("coverage.description", n=len(found.documents)),
        ),
    ]
    bare = [
        name
        for name, row in zip(names, found.documents, strict=True)
        if row.covered.spoken and not row.covered.coded
    ]
    if bare:
        blocks.append(Paragraph((Text(w("coverage.bare", documents=w.join(bare))),)))
    return [*blocks, Paragraph((Text(w("coverage.note")),), kind="note")]


def interview_names(rows: Sequence[DocumentCoverage]) -> tuple[str, ...]:
    """Interviews by their cases, numbered where a case has several: the names of files may name people."""
    every = Counter(row.document.case for row in rows)
    so_far: Counter[str] = Counter()
    names = []
    for row in rows:
        case = row.document.case
        so_far[case] += 1
        names.append(f"{case} ({so_far[case]})" if every[case] > 1 else case)
    return tuple(names)


def document_row(name: str, row: DocumentCoverage, w: Words) -> Row:
    """One interview."""
    covered = row.covered
    figures = (covered.turns, covered.uncoded_turns, covered.codings)
    texts = (
        name,
        share(covered.share, w),
        *(w.number(figure, 0) for figure in figures),
    )
    return Row(tuple(Cell(((Text(text),),)) for text in texts))


def share(value: float | None, w: Words) -> str:
    """A share in per cent, a dash where nobody of the role says anything."""
    return "–" if value is None else w.percent(value)
