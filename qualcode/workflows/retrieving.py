"""Retrieved passages as files: a Word, Markdown or HTML document in the study's language, or a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.formats.tables.record import Cell
from qualcode.model.retrieval import FoundPassage
from qualcode.study import Study
from qualcode.study.study import now

if TYPE_CHECKING:
    from qualcode.reports.blocks import Report
    from qualcode.reports.wording import Words

__all__ = ["COLUMNS", "check_target", "passage_rows", "write_listing", "write_passages"]

COLUMNS = (
    "quotation", "document", "case", "start", "end", "turn", "speaker", "role", "text", "context", "codes", "coders", "memo",
)  # fmt: skip
"""Headings of the table; several codes or coders stand in one cell, separated by semicolons."""


def passage_rows(passages: Sequence[FoundPassage]) -> list[tuple[Cell, ...]]:
    """The passages as rows under :data:`COLUMNS`."""
    return [
        (
            p.quotation, p.document, p.case, p.start, p.end, p.turn, p.speaker, p.role, p.text, p.context,
            "; ".join(p.codes), "; ".join(p.coders), p.memo,
        )
        for p in passages
    ]  # fmt: skip


def check_target(path: Path) -> str:
    """The suffix in small letters, if passages can be written in it; raises :class:`~qualcode.errors.InputError`."""
    from qualcode.formats.tables.files import TABLE_SUFFIXES
    from qualcode.reports.writers import DOCUMENT_SUFFIXES

    suffix = path.suffix.lower()
    if suffix not in (*DOCUMENT_SUFFIXES, *TABLE_SUFFIXES):
        known = ", ".join((*DOCUMENT_SUFFIXES, *TABLE_SUFFIXES))
        raise InputError(f"{path.name}: passages are written as {known}; choose one of these suffixes.")
    return suffix


def write_passages(
    study: Study,
    query: str,
    passages: Sequence[FoundPassage],
    path: str | Path,
    *,
    language: str | None = None,
) -> None:
    """Write the passages that ``query`` found by the suffix of ``path``: docx, md, html, tex, csv, tsv or xlsx.

    Documents are in ``language`` (en, cs, sv), by default the study's where it is one of these, else English. The study is not changed.
    Raises :class:`~qualcode.errors.InputError` for another suffix or language, :class:`~qualcode.errors.FileError` where the file cannot be written.
    """

    def report(w: Words) -> Report:
        from qualcode.reports.passages import passages_report

        return passages_report(study.title, query, passages, w, created=now())

    write_listing(study, Path(path), (COLUMNS, lambda: passage_rows(passages)), report, language)


def write_listing(
    study: Study,
    path: Path,
    table: tuple[Sequence[str], Callable[[], Sequence[Sequence[Cell]]]],
    report: Callable[[Words], Report],
    language: str | None,
) -> None:
    """Write a list by the suffix of ``path``, as a table (header, rows) or as the report in a language; see :func:`write_passages`."""
    from qualcode.formats.tables.files import TABLE_SUFFIXES

    if check_target(path) in TABLE_SUFFIXES:
        from qualcode.formats.tables import write_table

        header, rows = table
        write_table(path, header, rows(), title=study.title)
        return
    from qualcode.reports.wording import LANGUAGES, Words
    from qualcode.reports.writers import write

    w = Words(language if language is not None else study.language if study.language in LANGUAGES else "en")
    write(report(w), path)
