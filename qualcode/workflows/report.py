"""Writing a report of a study: Word, Markdown or HTML, in English, Czech or Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qualcode.errors import InputError
from qualcode.reports.choices import ReportChoices
from qualcode.study import Study
from qualcode.workflows.results import statement_of

__all__ = ["write_report", "write_reports"]

WITH_FIGURES = ("full",)
"""Kinds of report that hold figures."""


def write_report(
    study: Study,
    path: str | Path,
    *,
    kind: str = "full",
    language: str | None = None,
    template: str | Path | None = None,
    by: str | None = None,
    coder: str | None = None,
    choices: ReportChoices | None = None,
) -> None:
    """Write a report into one file; see :func:`write_reports`."""
    write_reports(
        study, [path], kind=kind, language=language, template=template, by=by, coder=coder, choices=choices
    )


def write_reports(
    study: Study,
    paths: Sequence[str | Path],
    *,
    kind: str = "full",
    language: str | None = None,
    template: str | Path | None = None,
    by: str | None = None,
    coder: str | None = None,
    choices: ReportChoices | None = None,
) -> None:
    """Write one report into several files by suffix (docx, md, html), all of the same content; it is always written, and says what is missing where something is.

    ``kind`` is full, codebook, codes, comparison or method; ``language`` en, cs or sv, by default the study's where it
    is one of these, else English. ``template`` is a Word file whose styles are used. ``by`` groups the comparison by
    an attribute of the cases (by default the type of facility), ``coder`` chooses whose codings are read, ``choices`` what
    parts of the report heed. The study is
    not changed but for its register of results, which notes the file and what it rests on.
    Raises :class:`~qualcode.errors.InputError` for an unknown kind, language or suffix,
    :class:`~qualcode.errors.NotFoundError` for an unknown attribute or coder, and
    :class:`~qualcode.errors.FileError` where the template cannot be read or the file not be written.
    """
    from qualcode.reports.full import KINDS, build_report
    from qualcode.reports.wording import LANGUAGES, Words
    from qualcode.reports.writers import check_suffix, write
    from qualcode.workflows.material import gather

    files = [Path(path) for path in paths]
    form = Path(template) if template is not None else None
    for file in files:
        check_suffix(file, template=form)
    if kind not in KINDS:
        raise InputError(f"There is no report of the kind “{kind}”; choose one of {', '.join(KINDS)}.")
    w = Words(language if language is not None else study.language if study.language in LANGUAGES else "en")
    material = gather(
        study, by=by, coder=coder, language=w.language, pictures=kind in WITH_FIGURES, choices=choices
    )
    report = build_report(material, w, kind)
    chosen: dict[str, Any] = {"kind": kind, "language": w.language, "by": material.by or None}
    if material.comparison is not None:
        chosen["thresholds"] = material.comparison.settings["thresholds"]
    statement = statement_of(
        study,
        "report",
        kind,
        chosen,
        filter={"coder": material.coder},
        seed=material.comparison.settings["seed"] if material.comparison is not None else None,
    )
    for file in files:
        write(report, file, template=form)
        study.results.record(statement, file.name)
