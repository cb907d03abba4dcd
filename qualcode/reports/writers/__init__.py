"""Reports as files: one module a format, chosen by suffix."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import InputError
from qualcode.reports.blocks import Report

__all__ = ["SUFFIXES", "check_suffix", "write"]

SUFFIXES = (".docx", ".md", ".html")
"""Formats that reports are written in."""


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
    from qualcode.reports.writers.markdown import write_markdown

    return write_markdown(report, path)
