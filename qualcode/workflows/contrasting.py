"""Cases with A but never B as a file: a Word, Markdown or HTML document in the study's language, or a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.formats.tables.record import Cell
from qualcode.model.retrieval import Contrast
from qualcode.study import Study
from qualcode.study.study import now
from qualcode.workflows.retrieving import COLUMNS, passage_rows, write_listing

if TYPE_CHECKING:
    from qualcode.reports.blocks import Report
    from qualcode.reports.wording import Words

__all__ = ["CONTRAST_COLUMNS", "contrast_rows", "write_contrast"]

CONTRAST_COLUMNS = ("group", "side", *COLUMNS)
"""Headings of the table: which cases, which side, and the passage; a case that has no passage to show has a row of its own."""


def contrast_rows(found: Contrast) -> list[tuple[Cell, ...]]:
    """The passages of both sides as rows under :data:`CONTRAST_COLUMNS`; groups are ``A without B``, ``A and B``, ``B without A``, ``neither``."""
    rows: list[tuple[Cell, ...]] = []
    groups = (("A without B", found.without), ("A and B", found.both), ("B without A", found.only_b))
    for group, cases in groups:
        for case in cases:
            for side, query, passages in (("A", found.a, case.a), ("B", found.b, case.b)):
                rows += [(group, f"{side}: {query}", *row) for row in passage_rows(passages)]
    at = COLUMNS.index("case")
    for label in found.neither:
        rows.append(("neither", "", *(label if i == at else None for i in range(len(COLUMNS)))))
    return rows


def write_contrast(study: Study, found: Contrast, path: str | Path, *, language: str | None = None) -> None:
    """Write what :meth:`~qualcode.study.retrieval.Retrieval.with_without` found by the suffix of ``path``: docx, md, html, tex, csv, tsv or xlsx.

    Documents are in ``language`` (en, cs, sv), by default the study's where it is one of these, else English. The study is not changed.
    Raises :class:`~qualcode.errors.InputError` for another suffix or language, :class:`~qualcode.errors.FileError` where the file cannot be written.
    """

    def report(w: Words) -> Report:
        from qualcode.reports.contrast import contrast_report

        return contrast_report(study.title, found, w, created=now())

    write_listing(study, Path(path), (CONTRAST_COLUMNS, lambda: contrast_rows(found)), report, language)
