"""Reports as files: one module a format, chosen by suffix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.reports.blocks import Report

__all__ = ["DOCUMENT_SUFFIXES", "SUFFIXES", "check_suffix", "suffixes_listed", "write"]

DOCUMENT_SUFFIXES = (".docx", ".md", ".html", ".tex")
"""Formats that hold a whole report."""
SUFFIXES = (*DOCUMENT_SUFFIXES, ".xlsx")
"""Formats that reports are written in; a workbook holds the tables of a report."""


def suffixes_listed(suffixes: tuple[str, ...] = SUFFIXES) -> str:
    """The formats as a person reads them.

    >>> suffixes_listed()
    'docx, md, html, tex, xlsx'
    """
    return ", ".join(suffix.removeprefix(".") for suffix in suffixes)


def check_suffix(path: Path, *, template: Path | None = None) -> str:
    """The suffix in small letters, if a report can be written in it.

    Raises :class:`~qualcode.errors.InputError` for another one, and for a template without a Word file.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            f"{path.name}: reports are written as {', '.join(SUFFIXES)}; choose one of these suffixes."
        )
    if template is not None and suffix != ".docx":
        raise InputError(
            f"A template serves Word reports only; write {path.stem}.docx or leave the template out."
        )
    return suffix


def write(report: Report, path: Path, *, template: Path | None = None) -> tuple[Path, ...]:
    """Write a report in the format of the suffix; returns the files written, the report first.

    Raises :class:`~qualcode.errors.InputError` for a suffix without a writer and
    :class:`~qualcode.errors.FileError` where a file cannot be written or the template not be read.
    """
    suffix = check_suffix(path, template=template)
    if suffix == ".docx":
        from qualcode.reports.writers.docx import write_docx

        return write_docx(report, path, template=template)
    if suffix == ".html":
        from qualcode.reports.writers.html import write_html

        return write_html(report, path)
    if suffix == ".tex":
        from qualcode.reports.writers.latex import write_latex

        return write_latex(report, path)
    if suffix == ".xlsx":
        from qualcode.reports.writers.sheets import write_sheets

        return write_sheets(report, path)
    from qualcode.reports.writers.markdown import write_markdown

    return write_markdown(report, path)
